"""kgraph stats: what each rule did in documents."""
import collections
import json
import os
import re
import subprocess

from harness import KGRAPH, SEEDS, WORLD, expect, folder, kgraph, main, rows, test, write

RULES = """uses en
type beast
entity Ada : beast
entity Bob : beast
relation met    from beast to beast
relation fed    from beast to beast
rule fed
  find   {X} fed {Y}
  gives  {X} | fed | {Y}
rule met
  find   {X} met {Y}
  find   {X} and {Y} met
  gives  {X} | met | {Y}
rule shelved
  off
  find   {X} shelved {Y}
  gives  {X} | met | {Y}
"""


def stats(*arguments, status=0, **more):
    return json.loads(expect(kgraph("stats", "--json", *arguments, **more), status).out)


def small(place):
    write(os.path.join(place, "r/r.rules"), RULES)
    write(os.path.join(place, "in/a.txt"), "Ada met Bob. Ada and Bob met. It rained.\n")
    write(os.path.join(place, "in/b.txt"), "Bob met Ada. Bob met Ada. They met.\n")
    return ["-r", "r"]


@test
def test_one_relation_alone():
    with folder() as place:
        rules = small(place)
        found = stats(*rules, "--relation", "fed", "in", cwd=place)
        assert [row["rule"] for row in found["rules"]] == [row["rule"] for row in found["finds"]] == ["fed"], found
        assert [row["name"] for row in found["relations"]] == ["fed"] and found["edges"] == stats(*rules, "in", cwd=place)["edges"]
        out = expect(kgraph("stats", *rules, "--relation", "met", "in", cwd=place), 0).out.decode()
        assert "\n0 of 1 rules never fired; 1 more is off\n" in out and "fed" not in out, out
        expect(kgraph("stats", *rules, "--relation", "mett", "in", cwd=place), 2, "did you mean met?")


@test
def test_counts_of_a_small_corpus():
    with folder() as place:
        rules = small(place)
        found = stats(*rules, "in", cwd=place)
        lines = {(row["rule"], row["line"]): row for row in found["finds"]}
        assert lines["met", 11]["hits"] == 3 and lines["met", 11]["documents"] == 2 and lines["met", 11]["seen"] == 5, lines
        assert lines["met", 12]["hits"] == 1 and lines["met", 12]["documents"] == 1, lines
        assert lines["fed", 8]["hits"] == 0 and not lines["fed", 8]["off"], lines
        assert lines["shelved", 16]["off"] and lines["shelved", 16]["seen"] == 0, lines
        assert all(row["file"] == "r/r.rules" for row in found["finds"]), found
        assert [row["rule"] for row in found["rules"]] == ["met", "fed", "shelved"], found
        assert found["sentences"] == {"read": 6, "paired": 4, "stated": 4}, found
        assert found["documents"]["read"] == 2
        assert found["relations"][0] == {"name": "met", "edges": 2, "proofs": 4, "documents": 2}, found


@test
def test_the_table_names_what_never_fired():
    with folder() as place:
        rules = small(place)
        out = expect(kgraph("stats", *rules, "in", cwd=place), 0).out.decode()
        assert "4 gave a relation: 66.6 % of all, 100.0 % of those with two names" in out, out
        assert re.search(r"^ +4 +2 +4 +2 +\d+ +\d+  met  r/r\.rules:10$", out, re.M), out
        assert re.search(r"1 of 2 rules never fired; 1 more is off\n  the words stand nowhere:\n +0 +0  fed  r/r\.rules:7\n  off:\n +shelved  r/r\.rules:14\n", out), out
        assert "not found: fed\n" in out, out
        out = expect(kgraph("stats", "--by", "find", *rules, "in", cwd=place), 0).out.decode()
        assert re.search(r"^ +3 +2 +3 +2 +\d+ +5  met  r/r\.rules:11  \{X\} met \{Y\}$", out, re.M), out
        assert out.index("r.rules:11") < out.index("r.rules:12") < out.index("r.rules:8"), out
        assert "1 of 3 find lines never fired" in out, out


@test
def test_proofs_are_those_of_the_evidence():
    found = stats(SEEDS)
    with folder() as place:
        path = os.path.join(place, "o.evidence.csv")
        expect(kgraph(SEEDS, "-o", path), 0)
        proofs, edges, relations = collections.Counter(), collections.defaultdict(set), collections.Counter()
        for row in rows(path):
            line = row["rule"].split("/")[0].rsplit(":", 1)
            proofs[line[0], int(line[1])] += 1
            edges[line[0], int(line[1])].add(row["id"])
        edge_count = len(set().union(*edges.values()))
        # `infer` blocks have no find lines.
        for key in [key for key in edges if key[0].startswith("infer ")]:
            del edges[key], proofs[key]
    counted = {(row["rule"], row["line"]): row for row in found["finds"]}
    assert len(proofs) > 10
    assert {key: row["proofs"] for key, row in counted.items() if row["proofs"]} == dict(proofs)
    assert {key: row["edges"] for key, row in counted.items() if row["proofs"]} == {key: len(ids) for key, ids in edges.items()}
    assert found["edges"] == edge_count == sum(row["edges"] for row in found["relations"])
    assert all(row["seen"] >= 0 and row["tried"] >= row["hits"] >= row["documents"] for row in found["finds"] + found["rules"])


@test
def test_threads_and_order_do_not_matter():
    with folder() as place:
        rules = small(place)
        for number in range(12):
            write(os.path.join(place, f"in/{number}.txt"), "Ada met Bob. " * (number + 1) + "Ada fed Bob.\n" * (number % 2))
        for more in ([], ["--json"], ["--by", "find"]):
            first = expect(kgraph("stats", *rules, *more, "-j1", "in", cwd=place), 0).out
            for other in (["-j4", "in"], ["-j3", *[f"in/{name}" for name in reversed(sorted(os.listdir(os.path.join(place, "in"))))]]):
                assert expect(kgraph("stats", *rules, *more, *other, cwd=place), 0).out == first, other


@test
def test_time_adds_nothing_but_times():
    with folder() as place:
        rules = small(place)
        timed = stats(*rules, "--time", "in", cwd=place)
        for row in timed["rules"] + timed["finds"]:
            assert row.pop("microseconds") >= 0
        assert timed == stats(*rules, "in", cwd=place)
        assert re.search(r"^ .* ms  rule$", expect(kgraph("stats", *rules, "--time", "in", cwd=place), 0).out.decode(), re.M)


@test
def test_nothing_to_read():
    with folder() as place:
        rules = small(place)
        expect(kgraph("stats", *rules, cwd=place), 2, "no document was named")
        expect(kgraph("stats", *rules, "nowhere", cwd=place), 2, "nowhere")
        write(os.path.join(place, "empty.txt"), "")
        found = stats(*rules, "empty.txt", cwd=place)
        assert found["sentences"] == {"read": 0, "paired": 0, "stated": 0} and not any(row["hits"] for row in found["finds"])
        assert "0.0 % of all" in expect(kgraph("stats", *rules, "empty.txt", cwd=place), 0).out.decode()
        write(os.path.join(place, "binary.txt"), b"\0\1\2" * 100)
        assert stats(*rules, "binary.txt", "in", cwd=place, status=1)["documents"] == {"read": 2, "skipped": 1, "ignored": 0}
        write(os.path.join(place, "bare/r.rules"), "type beast\n")
        assert stats("-r", "bare", "in", cwd=place)["finds"] == []
        expect(kgraph("stats", "--by", "verse", *rules, "in", cwd=place), 2, "--by takes one of rule|find")


@test
def test_standard_input_and_output():
    found = stats(*WORLD, "-", input=b"Ada met Bob.\n")
    assert next(row for row in found["rules"] if row["rule"] == "met")["hits"] == 1
    with open("/dev/full", "wb") as full:
        done = subprocess.run([KGRAPH, "stats", *WORLD, "-"], input=b"Ada met Bob.\n", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3 and b"standard output" in done.stderr, done


main()
