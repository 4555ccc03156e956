"""kgraph merge: the union of graphs, the same in any order; graphs that are no graphs; what a merge writes."""
import itertools
import json
import os
import resource
import subprocess

from harness import KGRAPH, SANITIZED, TOP, Skip, expect, folder, jsonl, kgraph, main, read, rows, test, write

EN = os.path.join(TOP, "rules/en")
RULES = """
relation met     from person to person  symmetric
relation funded  from person to person  colour #112233
rule met
  find   {X} met {Y}
  gives  {X} | met | {Y}
rule funded
  find   {X} [<status>] funded {Y}
  gives  {X} | funded | {Y}
entity Ada : person
entity Bob : person
entity Cid : person
"""
TEXTS = {
    "a.txt": "Ada met Bob.\nAda funded Cid.\n",
    "b.txt": "Bob met Ada. Bob funded Cid.\n",
    "c.txt": "Cid met Ada.\n",
}


def graphs(place, rules=RULES, name="graph", texts=TEXTS, arguments=()):
    """A graph of each document, and one of all; their names without .jsonl."""
    write(os.path.join(place, "rules", "r.rules"), rules)
    for key, text in texts.items():
        write(os.path.join(place, "in", key), text)
        expect(kgraph("-r", EN, "-r", "rules", f"in/{key}", "-o", f"{name}-{key[0]}.jsonl", *arguments, cwd=place), 0)
    expect(kgraph("-r", EN, "-r", "rules", "in", "-o", f"{name}.jsonl", "-o", f"{name}.csv", "-o", f"{name}.svg", "-o", f"{name}.evidence.csv", "-o",
                  f"{name}.nodes.csv", "-o", f"{name}.dot", *arguments, cwd=place), 0)


def merged(place, *names, arguments=()):
    done = expect(kgraph("merge", "-q", *(n + ".jsonl" for n in names), "-f", "jsonl", *arguments, cwd=place), 0)
    return done.out


@test
def test_any_order_gives_the_graph_of_one_run():
    with folder() as place:
        graphs(place)
        whole = read(os.path.join(place, "graph.jsonl"))
        for order in itertools.permutations(["graph-a", "graph-b", "graph-c"]):
            assert merged(place, *order) == whole, order
        # Two by two, and again with what is there already.
        for first, second, third in itertools.permutations(["graph-a", "graph-b", "graph-c"]):
            write(os.path.join(place, "two.jsonl"), merged(place, first, second))
            assert merged(place, "two", third) == whole and merged(place, third, "two") == whole
        assert merged(place, "graph") == whole and merged(place, "graph", "graph") == whole and merged(place, "graph-b", "graph") == whole


@test
def test_weights_add_up_and_proofs_count_once():
    with folder() as place:
        graphs(place)
        expect(kgraph("merge", "graph-a.jsonl", "graph-b.jsonl", "graph-b.jsonl", "-o", "m.csv", cwd=place), 0,
               "kgraph: 3 graphs, 2 documents, 3 entities, 3 relations")
        found = {r["id"]: (r["weight"], r["documents"], r["mentions"]) for r in rows(os.path.join(place, "m.csv"))}
        assert found == {"ada|met|bob|asserted": ("2", "2", "2"), "ada|funded|cid|asserted": ("1", "1", "1"), "bob|funded|cid|asserted": ("1", "1", "1")}, found


@test
def test_every_output_is_that_of_one_run():
    with folder() as place:
        graphs(place)
        outputs = ["csv", "svg", "evidence.csv", "nodes.csv", "dot"]
        expect(kgraph("merge", "graph-c.jsonl", "graph-a.jsonl", "graph-b.jsonl", *(a for o in outputs for a in ("-o", "m." + o)), "--report", "m.json",
                      cwd=place), 0)
        for output in outputs:
            assert read(os.path.join(place, "m." + output)) == read(os.path.join(place, "graph." + output)), output
        report = json.loads(read(os.path.join(place, "m.json")))
        assert (report["documents"], report["read"], report["relations"], report["matched"] + report["empty"]) == (3, 3, 4, 5), report
        filtered = merged(place, "graph", arguments=["--relation", "funded", "--filter-data"])
        assert [json.loads(line).get("edge") for line in filtered.splitlines() if b'{"edge"' in line] == ["ada|funded|cid|asserted", "bob|funded|cid|asserted"]
        write(os.path.join(place, "part.jsonl"), filtered)
        assert merged(place, "part", "graph") == merged(place, "graph", "part") == read(os.path.join(place, "graph.jsonl"))


@test
def test_standard_input_and_several_graphs_in_a_file():
    with folder() as place:
        graphs(place)
        every = b"".join(read(os.path.join(place, f"graph-{key}.jsonl")) for key in "cab")
        done = expect(kgraph("merge", "-", "-f", "jsonl", input=every, cwd=place), 0)
        assert done.out == read(os.path.join(place, "graph.jsonl"))
        expect(kgraph("merge", "-", "-f", "csv", input=b""), 2, "standard input", "the file is empty", "G01")


OTHER = RULES.replace("symmetric", "symmetric  colour #445566  label saw").replace("colour #112233", "").replace("relation met", "relation knew from person to person\nrelation met")


@test
def test_graphs_of_other_rules_mix_only_when_asked():
    with folder() as place:
        graphs(place)
        graphs(place, OTHER, "other")
        expect(kgraph("merge", "graph-a.jsonl", "other-b.jsonl", "-o", "m.csv", cwd=place), 2, "other-b.jsonl:1: error: other rules made this graph", "[G10]",
               "--mixed")
        assert not os.path.exists(os.path.join(place, "m.csv"))
        names = ["graph-a", "other-b", "graph-c", "other-c"]
        mixed = merged(place, *names, arguments=["--mixed"])
        for order in itertools.permutations(names):
            assert merged(place, *order, arguments=["--mixed"]) == mixed, order
        for one, two, three, four in itertools.permutations(names):
            write(os.path.join(place, "left.jsonl"), merged(place, one, two, arguments=["--mixed"]))
            write(os.path.join(place, "right.jsonl"), merged(place, three, four, arguments=["--mixed"]))
            assert merged(place, "left", "right", arguments=["--mixed"]) == mixed, (one, two, three, four)
        head = json.loads(mixed.splitlines()[0])
        digests = sorted(jsonl(os.path.join(place, n + ".jsonl"))[0]["digest"] for n in ("graph", "other"))
        assert head["digest"] == "+".join(digests), head["digest"]
        assert [r["name"] for r in head["relations"]] == ["funded", "knew", "met"], head
        # What only one of them says is kept.
        assert {r["name"]: (r.get("colour"), r.get("label"), r.get("symmetric")) for r in head["relations"]} == {
            "funded": ("#112233", None, None), "knew": (None, None, None), "met": ("#445566", "saw", True)}, head["relations"]
        write(os.path.join(place, "mixed.jsonl"), mixed)
        assert merged(place, "mixed", "mixed") == mixed
        expect(kgraph("merge", "mixed.jsonl", "graph-a.jsonl", cwd=place), 2, "[G10]")
        expect(kgraph("-r", EN, "-r", "rules", "in", "--names", "known", "-o", "known.jsonl", cwd=place), 0)
        expect(kgraph("merge", "known.jsonl", "other.jsonl", cwd=place), 2, "made with other --names", "[G10]")
        expect(kgraph("merge", "known.jsonl", "other.jsonl", "--mixed", "-f", "csv", cwd=place), 0)


@test
def test_what_cannot_be_joined_says_why():
    with folder() as place:
        graphs(place)
        graphs(place, RULES.replace("  symmetric", ""), "way")
        expect(kgraph("merge", "--mixed", "graph.jsonl", "way.jsonl", cwd=place), 2, 'the relation "met" is symmetric in one graph', "[G10]")
        expect(kgraph("merge", "--mixed", "way.jsonl", "graph.jsonl", cwd=place), 2, 'the relation "met" is symmetric in one graph', "[G10]")
        graphs(place, RULES, "new", dict(TEXTS, **{"a.txt": "Ada met Bob again.\n"}))
        for order in (["graph.jsonl", "new-a.jsonl"], ["new-a.jsonl", "graph.jsonl"]):
            expect(kgraph("merge", *order, cwd=place), 2, '"in/a.txt" is another document', "[G11]")
            expect(kgraph("merge", "--mixed", *order, cwd=place), 2, '"in/a.txt" is another document', "[G11]")


@test
def test_usage():
    with folder() as place:
        graphs(place)
        expect(kgraph("merge", cwd=place), 2, "no graph was named")
        expect(kgraph("merge", "none.jsonl", cwd=place), 2, "none.jsonl: error: cannot be read: No such file")
        expect(kgraph("merge", "in", cwd=place), 2, "in: error: cannot be read: Is a directory")
        expect(kgraph("merge", "in/a.txt", "rules/r.rules", cwd=place), 2, "in/a.txt:1: error", "rules/r.rules:1: error", "this is no graph of kgraph", "[G01]")
        expect(kgraph("merge", "graph.csv", cwd=place), 2, "graph.csv:1: error", "[G01]")
        before = read(os.path.join(place, "graph-a.jsonl"))
        expect(kgraph("merge", "graph-a.jsonl", "graph-b.jsonl", "-o", "graph-a.jsonl", cwd=place), 3, "graph-a.jsonl")
        assert read(os.path.join(place, "graph-a.jsonl")) == before
        expect(kgraph("merge", "graph-a.jsonl", "--shard", "1/2", cwd=place), 2, '--shard does not go with "merge"')
        expect(kgraph("merge", "graph-a.jsonl", "-f", "csv", "-o", "/dev/full", cwd=place), 3, "No space left")


def refused(place, lines, *words):
    data = lines if isinstance(lines, bytes) else b"".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines)
    write(os.path.join(place, "bad.jsonl"), data)
    write(os.path.join(place, "o.csv"), "old")
    expect(kgraph("merge", "graph-b.jsonl", "bad.jsonl", "-o", "o.csv", cwd=place), 2, "bad.jsonl", *words)
    assert read(os.path.join(place, "o.csv")) == b"old", "nothing is written"


def changed(lines, kind, /, **members):
    """The lines with members of the first line of a kind set, or taken away where they are None."""
    out, done = [], False
    for line in lines:
        if not done and next(iter(line)) == kind:
            done = True
            line = {key: value for key, value in {**line, **members}.items() if value is not None}
        out.append(line)
    assert done
    return out


@test
def test_a_cut_graph():
    with folder() as place:
        graphs(place)
        data = read(os.path.join(place, "graph.jsonl"))
        write(os.path.join(place, "bad.jsonl"), data)
        expect(kgraph("merge", "bad.jsonl", "-f", "csv", cwd=place), 0)
        for length in range(0, len(data), 7 if not SANITIZED else 301):
            refused(place, data[:length], "bad.jsonl", "[G0")
        for length in (len(data) - 1, data.rindex(b"\n", 0, -1) + 1, data.rindex(b"\n", 0, -1)):
            refused(place, data[:length], "the file was cut", "[G03]")
        lines = data.splitlines(keepends=True)
        for gone in range(1, len(lines) - 1):
            refused(place, b"".join(lines[:gone] + lines[gone + 1:]), "[G0")
        refused(place, b"".join(lines[:-1]) + data, "another graph begins before the one above has ended", "[G03]")
        # An edge with its proof: the count alone tells.
        without = [line for line in lines if b'"ada|funded|cid|asserted"' not in line]
        assert len(without) == len(lines) - 2
        refused(place, b"".join(without), f"the graph has {len(without)} lines, but was written with {len(lines)}", "[G03]")


@test
def test_graphs_that_are_none():
    with folder() as place:
        graphs(place)
        lines = jsonl(os.path.join(place, "graph.jsonl"))
        data = read(os.path.join(place, "graph.jsonl"))
        refused(place, changed(lines, "kgraph", kgraph=0), "version 0 of the format", "[G02]")
        refused(place, changed(lines, "kgraph", kgraph=2), "version 2 of the format", "a newer kgraph reads it", "[G02]")
        refused(place, changed(lines, "kgraph", kgraph="1"), "[G05]")
        refused(place, [{"id": "x", "text": "Ada met Bob."}], "this is no graph of kgraph", "[G01]")
        refused(place, b'{"nodes": [\n', "this is no graph of kgraph", "[G01]")
        refused(place, b"\x7fELF\x00\x01", "[G01]")
        refused(place, data.replace(b"Ada met", b"Ad\xff met"), "no UTF-8", "[G04]")
        refused(place, data.replace(b"Ada met", b"Ada\\u0000 met"), "no such escape", "[G04]")
        refused(place, data.replace(b'"forms":[', b'"forms":[[[' + b"[" * 100000), "nested deeper than 64", "[G04]")
        refused(place, b"[" * 1000000 + b"\n", "[G01]")
        refused(place, data.replace(b'"sure":80', b'"sure":80,"extra":1', 1), 'nobody knows the member "extra"', "[G05]")
        refused(place, data.replace(b'"sure":80', b'"sure":80,"sure":80', 1), '"sure" stands there twice', "[G05]")
        refused(place, data.replace(b'{"edge"', b'{"egde"', 1), "nobody knows such a line", "[G05]")


@test
def test_members_that_are_wrong():
    with folder() as place:
        graphs(place)
        lines = jsonl(os.path.join(place, "graph.jsonl"))
        for kind, members, *words in (
                ("kgraph", {"digest": "xyz"}, "[G05]"), ("kgraph", {"types": None}, '"types" is missing', "[G05]"),
                ("kgraph", {"types": [{"name": "person"}, {"name": "person"}]}, 'the type "person" stands there twice', "[G07]"),
                ("kgraph", {"relations": ["met"]}, "[G05]"), ("document", {"bytes": -1}, '"bytes" is not a whole number', "[G05]"),
                ("document", {"bytes": 1e3}, "[G05]"), ("document", {"date": "1973-13"}, '"date" is no date', "[G05]"),
                ("document", {"document": "in/none.txt"}, "[G0"), ("document", {"document": "in/b.txt"}, "[G0"),
                ("entity", {"entity": ""}, '"entity" is not a text that is not empty', "[G05]"), ("entity", {"type": "ship"}, 'no type "ship"', "[G08]"),
                ("entity", {"entity": "bob"}, 'the entity "bob" stands there twice', "[G07]"), ("edge", {"status": "sure"}, 'no status "sure"', "[G05]"),
                ("edge", {"source": "dan"}, 'no entity "dan"', "[G08]"), ("edge", {"target": "ada"}, 'both ends of the edge are "ada"', "[G09]"),
                ("edge", {"relation": "knew"}, 'no relation "knew"', "[G08]"), ("edge", {"status": "denied"}, "the edge between these ends is not", "[G09]"),
                ("proof", {"proof": "ada|met|dan|asserted"}, "the graph has no edge", "[G08]"),
                ("proof", {"proof": "bob|funded|cid|asserted"}, 'the edge "ada|funded|cid|asserted" has no proof', "[G09]"),
                ("proof", {"document": "in/x.txt"}, "has read no document", "[G08]"), ("proof", {"start": 90}, "[G09]"),
                ("proof", {"end": 1000}, "the proof lies outside its document", "[G09]"), ("proof", {"source_start": 0}, "the source lies outside the proof", "[G09]"),
                ("proof", {"target_end": 29}, "the target lies outside the proof", "[G09]"), ("proof", {"source_text": "Eve"}, "does not hold both names", "[G09]"),
                ("proof", {"sentence": "Ada funded nobody."}, "does not hold both names", "[G09]"), ("proof", {"sure": 0}, "[G09]"), ("proof", {"sure": 101}, "[G09]"),
                ("proof", {"sure": 300}, "[G05]"), ("proof", {"line": 0}, "[G09]"), ("proof", {"line": 1 << 32}, "[G05]"),
                ("proof", {"rule": None}, '"rule" is missing', "[G05]"), ("lines", {"lines": 3}, "[G03]"), ("lines", {"lines": 1 << 64}, "[G05]")):
            refused(place, changed(lines, kind, **members), *words)
        # A line before its turn, and one twice.
        refused(place, lines[:1] + lines[-2:-1] + lines[1:], "bad.jsonl:2: error: the graph has no edge", "[G08]")
        for kind, code in (("document", "[G07]"), ("entity", "[G07]"), ("edge", "[G07]")):
            at = next(i for i, line in enumerate(lines) if next(iter(line)) == kind)
            refused(place, lines[:at] + [lines[at]] + lines[at:], "stands there twice", code)
        edge = next(i for i, line in enumerate(lines) if "edge" in line)
        refused(place, lines[:edge + 1] + [line for line in lines if "entity" in line][:1] + lines[edge + 1:], '"entity" stands behind "edge"', "[G06]")


@test
def test_what_one_file_refers_to_must_stand_in_it():
    """Whether a file is good may not depend on the files before it."""
    with folder() as place:
        graphs(place)
        lines = jsonl(os.path.join(place, "graph-b.jsonl"))
        refused(place, [line for line in lines if line.get("entity") != "cid"], 'no entity "cid"', "[G08]")
        refused(place, [line for line in lines if "document" != next(iter(line))], "[G08]")


@test
def test_a_line_of_a_gigabyte_takes_bounded_memory():
    if SANITIZED:
        raise Skip("a sanitizer needs memory of its own")
    with folder() as place:
        graphs(place)
        with subprocess.Popen([KGRAPH, "merge", "-", "-f", "csv"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=place,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))) as process:
            piece, sent = b"x" * (1 << 20), 0
            try:
                process.stdin.write(b'{"kgraph":1,"digest":"')
                for sent in range(1 << 10):
                    process.stdin.write(piece)
                process.stdin.close()
            except BrokenPipeError:
                pass
            err = process.stderr.read().decode()
            assert process.wait() == 2 and "standard input:1: error: a line is longer than 256 MiB [G04]" in err, (process.returncode, err, sent)


@test
def test_two_merges_onto_one_file():
    with folder() as place:
        graphs(place)
        one, two = merged(place, "graph-a"), merged(place, "graph-b")
        for _ in range(20 if not SANITIZED else 3):
            running = [subprocess.Popen([KGRAPH, "merge", "-q", f"graph-{key}.jsonl", "-o", "o.jsonl"], cwd=place) for key in "ab"]
            assert [process.wait() for process in running] == [0, 0]
            assert read(os.path.join(place, "o.jsonl")) in (one, two)
        assert [name for name in os.listdir(place) if name.startswith(".")] == []


main()
