"""kgraph eval: recall and precision by a list of relations; the same figures as a scorer that shares no code with it."""
import json
import os
import re
import subprocess
import sys

from harness import KGRAPH, TOP, WORLD, expect, folder, kgraph, main, read, test, write

sys.path.insert(0, os.path.join(TOP, "tests", "quality"))
import score

OWN = "tests/lib/measure"
HEAD = "document,line,subject,relation,object,status,tier,reading\n"
KINDS = {"core": "core", "direct/core": "direct_core", "core+hard": "core_and_hard"}


def judged(gold, *paths, status=0, **more):
    return json.loads(expect(kgraph("eval", "--json", "-q", gold, *paths, **more), status).out)


def counts(part):
    """The figures as the scorer writes them."""
    written = {name: score.ratio(part[key]["found"], part[key]["rows"]) for name, key in KINDS.items()}
    written["precision by the list"] = score.ratio(part["right"], part["edges"])
    return written


def compare(part, rows, edges, what):
    wanted = score.score(rows, edges)
    for name, value in counts(part).items():
        assert value == wanted[name], f"{what}: {name}: kgraph says {value}, the scorer {wanted[name]}"
    return wanted


def world(place, text, gold):
    write(os.path.join(place, "in/a.txt"), text)
    write(os.path.join(place, "g.csv"), gold)
    return [*WORLD, "g.csv", "in"]


@test
def test_one_relation_alone():
    with folder() as place:
        arguments = world(place, "Ada met Bob. Bob praised Ada. Ada praised Bob.\n", HEAD + "a.txt,1,Ada,met,Bob,,core,\na.txt,1,Bob,praised,Ada,,core,\n")
        both, one = judged(*arguments, cwd=place), judged(*arguments, "--relation", "praised", cwd=place)
        assert [part["relation"] for part in both["relations"]] == ["met", "praised"] and both["micro"]["edges"] == 3, both
        assert [part["relation"] for part in one["relations"]] == ["praised"] and (one["micro"]["edges"], one["micro"]["right"]) == (2, 1), one
        assert [row["relation"] for row in one["rows"]] == ["praised"] and one["micro"]["core"]["rows"] == 1, one
        expect(kgraph("eval", *arguments, "--relation", "praisd", cwd=place), 2, "the rules have no relation praisd", "did you mean praised?")
        # The list says nothing of it in these documents: what is found of it is not in the list.
        write(os.path.join(place, "g.csv"), HEAD + "a.txt,1,Ada,met,Bob,,core,\n")
        none = judged(*arguments, "--relation", "praised", cwd=place)
        assert none["rows"] == [] and none["micro"]["edges"] == 2, none


@test
def test_a_row_that_a_rejection_took_out():
    with folder() as place:
        rules = open(os.path.join(WORLD[3], "world.rules"), encoding="utf-8").read()
        write(os.path.join(place, "r/r.rules"), rules + 'reject a.txt "Bob | met | Ada Lovelace"\n')
        arguments = world(place, "Ada met Bob. Bob praised Ada.\n", HEAD + "a.txt,1,Ada,met,Bob,,core,\na.txt,1,Ada,praised,Bob,,core,\n")
        arguments[arguments.index(WORLD[3])] = "r"
        done = expect(kgraph("eval", *arguments, cwd=place), 0)
        line = f"r/r.rules:{len(rules.splitlines()) + 1}"
        assert done.out.decode().count("taken out by") == 1 and f"\n    taken out by {line}: Ada Lovelace | met | Bob | asserted\n" in done.out.decode(), done
        assert "reject" not in done.err, done
        first, second = judged(*arguments, cwd=place)["rows"]
        assert f"{first['taken_out']['rule_file']}:{first['taken_out']['rule_line']}" == line and "taken_out" not in second, first


@test
def test_the_same_figures_as_the_scorer():
    with folder() as place:
        table = os.path.join(place, "x.evidence.csv")
        expect(kgraph(OWN, "-q", "-o", table), 0)
        rows, edges = score.read_gold(OWN), score.read_edges(table)
        found = judged(f"{OWN}/gold.csv", OWN)
        wanted = compare(found["micro"], rows, edges, "all")
        for part in found["documents"]:
            name = os.path.basename(part["document"])
            compare(part, [r for r in rows if r["document"] == name], [e for e in edges if e["document"] == name], name)
        names = {r["relation"] for r in rows} | {e["relation"] for e in edges}
        assert [part["relation"] for part in found["relations"]] == sorted(names), found["relations"]
        for part in found["relations"]:
            name = part["relation"]
            compare(part, [r for r in rows if r["relation"] == name], [e for e in edges if e["relation"] == name], name)
        missed = [row["row"] for row in found["rows"] if not row["found"]]
        # Row 23 repeats the one before it: the scorer has one less from there on.
        assert missed == [i + 2 + (i > 20) for i in range(len(rows)) if i not in wanted["found"]], missed
        # The list was made to have all of it: rows that are missed, edges that it lacks, an inverse and a symmetric relation that are found.
        assert 0 < len(missed) < len(rows) and found["micro"]["right"] < found["micro"]["edges"], found["micro"]
        assert {"leads", "kin-of", "allied-with"} <= {row["relation"] for row in found["rows"] if row["found"]}


@test
def test_means_count_every_relation_the_same():
    found = judged(f"{OWN}/gold.csv", OWN)
    for key in KINDS.values():
        values = [part[key]["recall"] for part in found["relations"] if part[key]["rows"]]
        assert abs(found["macro"][key]["recall"] - sum(values) / len(values)) < 2e-4, key
        for part in found["relations"] + [found["micro"]]:
            recall, precision = part[key]["recall"], part["precision"]
            wanted = None if recall is None else 2 * recall * precision / (recall + precision) if recall and precision else 0
            assert part[key]["f1"] == wanted or abs(part[key]["f1"] - wanted) < 2e-4, part
    values = [part["precision"] for part in found["relations"] if part["edges"]]
    assert abs(found["macro"]["precision"] - sum(values) / len(values)) < 2e-4


TEXT = "Ada met Bob. José praised Ada.\n\nBob did not praise José, and Ada left Zürich. Then one of them met José.\n"
GOLD = HEAD + """a.txt,1,Bob,met,the Ada,asserted,core,direct
a.txt,3,Ada,met,Jose,asserted,core,coref
a.txt,3,Bob,praised,José Martí|José,denied,core,direct
a.txt,9,Ada,saw,Bob,,hard,
a.txt,1,Ada,praised,José,,hard,
a.txt,3,Bob,left,Zürich,,allowed,
"""
# met: of two core rows one is found, the edge is right. praised: the core row is missed; the edge that is there is not in the list. left: the
# edge is not in the list. saw: no relation of the rules. Means of the recall: (1/2 + 0/1) / 2; of the precision: (1 + 0 + 0) / 3; of F1 on core
# rows: (2 * 1 * .5 / 1.5 + 0) / 2.
PRINTED = """1 document; the list has 3 core, 2 hard and 1 allowed relations; kgraph finds 3

                     core      direct core    core and hard        precision    F1
left                    -                -                -     0/1      0.0     -
met          1/2     50.0     1/1    100.0     1/2     50.0     1/1    100.0  66.7
praised      0/1      0.0     0/1      0.0     0/2      0.0     0/1      0.0   0.0
saw                     -                -     0/1      0.0                -     -
all          1/3     33.3     1/2     50.0     1/5     20.0     1/3     33.3  33.3
mean                 25.0             50.0             16.7             33.3  33.3

Missed, core: 2

in/a.txt:3  Ada | met | Jose  (coref)
    "Then one of them met José."
    kgraph has: José Martí | praised | Ada Lovelace, line 1
    nearest: met, world/world.rules:15 as-written: it is open whom or what the word there stands for [Y19]; matched "met José"; wanted {X}; there is "them"

in/a.txt:3  Bob | praised | José Martí | denied
    "Bob did not praise José, and Ada left Zürich."

Missed, hard: 2

in/a.txt:9  Ada | saw | Bob
    no sentence was read on this line
    kgraph has: Ada Lovelace | met | Bob, line 1

in/a.txt:1  Ada | praised | José
    "José praised Ada."
    kgraph has: José Martí | praised | Ada Lovelace, line 1

Not in the list: 2; read them before you call them wrong

in/a.txt:3  Ada Lovelace | left | Zürich
    "Bob did not praise José, and Ada left Zürich."
    world/world.rules:30  left/as-written, sure 80

in/a.txt:1  José Martí | praised | Ada Lovelace
    "José praised Ada."
    world/world.rules:23  praised/as-written, sure 80
"""


@test
def test_what_is_printed():
    with folder() as place:
        done = kgraph("eval", *world(place, TEXT, GOLD), cwd=place)
        expect(done, 0, "g.csv:5:13: warning: the rules have no relation \"saw\"")
        assert done.out.decode() == PRINTED, done.out.decode()


@test
def test_what_is_written_as_json():
    with folder() as place:
        arguments = world(place, TEXT, GOLD)
        found = json.loads(expect(kgraph("eval", "--json", *arguments, cwd=place), 0).out)
        assert found["rows"][0] == {"row": 2, "document": "in/a.txt", "line": 1, "subject": ["Bob"], "relation": "met", "object": ["the Ada"], "status": "asserted",
                                    "tier": "core", "reading": "direct", "found": True, "edge": "ada-lovelace|met|bob|asserted"}, found["rows"][0]
        assert found["rows"][2]["object"] == ["José Martí", "José"] and found["rows"][2]["sentence"].startswith("Bob did not praise"), found["rows"][2]
        assert "sentence" not in found["rows"][3], found["rows"][3]
        edge = next(e for e in found["edges"] if e["relation"] == "left")
        assert (edge["document"], edge["line"], edge["rule"], edge["rule_line"], edge["sure"]) == ("in/a.txt", 3, "left", 30, 80) and "row" not in edge, edge
        assert [e["row"] for e in found["edges"] if "row" in e] == [2], found["edges"]
        assert found["micro"]["tiers"]["core"] == {"direct": {"rows": 2, "found": 1}, "coref": {"rows": 1, "found": 0}}, found["micro"]
        assert found["left_out"] == [] and found["list"] == "g.csv" and re.fullmatch(r"\d+\.\d+\.\d+", found["kgraph"]), found


@test
def test_the_sentence_of_a_row_that_is_missed():
    with folder() as place:
        # Three sentences on the line; the first and the last name one of the two each.
        arguments = world(place, "She hardly met Bob in Rome. It rained. So Ada slept.\n", HEAD + "a.txt,1,Ada,met,Bob,,core,coref\n")
        row = judged(*arguments, "--no-refer", cwd=place)["rows"][0]
        assert row["sentence"] == "She hardly met Bob in Rome." and "nearest" in row, row


@test
def test_an_edge_that_fits_a_row_twice():
    with folder() as place:
        arguments = world(place, "Ada Lovelace met Bob. Ada Smith met Bob.\n", HEAD + "a.txt,1,Ada,met,Bob,,,\n")
        done = expect(kgraph("eval", *arguments, cwd=place), 0)
        assert b"Not in the list: 1;" in done.out and b"that another one was counted for" in done.out, done


@test
def test_floors():
    with folder() as place:
        arguments = world(place, TEXT, GOLD.replace("saw", "met"))
        expect(kgraph("eval", "--min-recall", "33", "--min-precision", "33", *arguments, cwd=place), 0)
        done = expect(kgraph("eval", "--min-recall", "34", *arguments, cwd=place), 1, "the recall on core rows is 1 of 3, less than --min-recall 34")
        assert b"Missed, core" in done.out, done
        expect(kgraph("eval", "-q", "--json", "--min-precision", "34", *arguments, cwd=place), 1, "the precision is 1 of 3, less than --min-precision 34")
        expect(kgraph("eval", "--min-recall", "101", *arguments, cwd=place), 2, "--min-recall")
        expect(kgraph("eval", "--min-recall", "0.5", *arguments, cwd=place), 2, "--min-recall")
        # What cannot be measured reaches no floor.
        arguments = world(place, "It rained.\n", HEAD + "a.txt,1,Ada,met,Bob,,hard,\n")
        expect(kgraph("eval", "--min-recall", "0", *arguments, cwd=place), 0)
        expect(kgraph("eval", "--min-recall", "1", *arguments, cwd=place), 1, "the recall on core rows cannot be measured")
        expect(kgraph("eval", "--min-precision", "1", *arguments, cwd=place), 1, "the precision cannot be measured")


@test
def test_documents_of_the_list():
    with folder() as place:
        for name in ("x/a.txt", "y/a.txt", "y/b.txt"):
            write(os.path.join(place, "in", name), "Ada met Bob.\n")
        write(os.path.join(place, "in/z.jsonl"), '{"id": "one/1", "text": "Ada met Bob."}\n{"id": "two", "text": "It rained. Bob saw Ada."}\n')
        row = ",1,Ada,met,Bob,,,\n"
        write(os.path.join(place, "g.csv"), HEAD + "in/x/a.txt" + row + "b.txt" + row + "z.jsonl#one/1" + row + "in/z.jsonl#two,2,Ada,met,Bob,,,\n")
        found = judged("g.csv", *WORLD, "in", cwd=place)
        assert [(r["document"], r["found"]) for r in found["rows"]] == [("in/x/a.txt", True), ("in/y/b.txt", True), ("in/z.jsonl#one/1", True),
                                                                      ("in/z.jsonl#two", False)], found["rows"]
        assert found["rows"][3]["sentence"] == "Bob saw Ada.", found["rows"][3]
        assert found["micro"]["edges"] == 3, "y/a.txt is not in the list"
        write(os.path.join(place, "g.csv"), HEAD + "a.txt" + row + "b.txt" + row + "none.txt" + row)
        done = expect(kgraph("eval", *WORLD, "g.csv", "in", cwd=place), 1, "g.csv:2: warning: there are several documents a.txt", "g.csv:4: warning: the document none.txt was not read")
        assert b"the list has 1 core" in done.out, done
        assert [r["row"] for r in judged("g.csv", *WORLD, "in", cwd=place, status=1)["left_out"]] == [2, 4]
        write(os.path.join(place, "g.csv"), HEAD + "none.txt" + row)
        done = expect(kgraph("eval", *WORLD, "g.csv", "in", cwd=place), 2, "no document of the list was read")
        assert done.out == b"", done


@test
def test_the_same_bytes_however_it_is_asked():
    with folder() as place:
        arguments = world(place, TEXT, GOLD)
        write(os.path.join(place, "in/b.txt"), "Bob met José.\n" * 3)
        write(os.path.join(place, "in/c.txt"), "Ada met José.\n" * 3)
        write(os.path.join(place, "g.csv"), GOLD + "c.txt,2,Ada,praised,José,,,\nb.txt,2,Ada,praised,José,,,\n")
        for form in ([], ["--json"]):
            first = kgraph("eval", *form, *arguments, cwd=place)
            for change in (["-j1"], ["-j7"]):
                assert kgraph("eval", *change, *form, *arguments, cwd=place).out == first.out
            listed = kgraph("eval", *form, *WORLD, "g.csv", "in/c.txt", "in/a.txt", "in/b.txt", cwd=place, env={"LC_ALL": "tr_TR.UTF-8"})
            assert listed.out == first.out, listed
            piped = kgraph("eval", *form, *WORLD, "-", "in", cwd=place, input=read(os.path.join(place, "g.csv")))
            assert piped.out.replace(b'"list":"-"', b'"list":"g.csv"') == first.out, piped
            write(os.path.join(place, "g.csv"), "\ufeff" + (GOLD + "c.txt,2,Ada,praised,José,,,\nb.txt,2,Ada,praised,José,,,\n").replace("\n", "\r\n"))
            assert kgraph("eval", *form, *arguments, cwd=place).out == first.out


@test
def test_standard_input_is_a_document():
    with folder() as place:
        write(os.path.join(place, "g.csv"), HEAD + "-,1,Ada,met,Bob,,,\n-,1,Bob,left,Zürich,,,\n")
        done = expect(kgraph("eval", *WORLD, "g.csv", "-", cwd=place, input=b"Ada met Bob. Bob saw Z\xc3\xbcrich.\n"), 0)
        assert "    \"Bob saw Zürich.\"" in done.out.decode(), done
        expect(kgraph("eval", *WORLD, "-", "-", cwd=place, input=HEAD.encode()), 2, "standard input cannot be both")


@test
def test_arguments_that_are_wrong():
    with folder() as place:
        world(place, TEXT, GOLD)
        expect(kgraph("eval", cwd=place), 2, "no list was named", "kgraph eval LIST.csv FOLDER")
        expect(kgraph("eval", *WORLD, "g.csv", cwd=place), 2, "no document was named")
        expect(kgraph("eval", *WORLD, "none.csv", "in", cwd=place), 2, "none.csv: error: the list cannot be read: No such file or directory")
        expect(kgraph("eval", *WORLD, "in", "g.csv", cwd=place), 2, "the list cannot be read", "the list comes first")
        expect(kgraph("eval", *WORLD, "g.csv", "none", cwd=place), 2, "none")
        expect(kgraph("eval", *WORLD, "--layout", "dot", "g.csv", "in", cwd=place), 2, "--layout")
        expect(kgraph("extract", "--min-recall", "5", "in", cwd=place), 2, "--min-recall")
        write(os.path.join(place, "files"), "in\n")
        expect(kgraph("eval", *WORLD, "--files-from", "files", "g.csv", cwd=place), 0)


@test
def test_lists_that_are_wrong():
    with folder() as place:
        arguments = world(place, TEXT, GOLD)
        for content, words in ((b"", "the list is empty"), (b"\xef\xbb\xbf", "the list is empty"), (HEAD, "the list holds no relation"),
                               (b"\x7fELF\x02\x01\0\0\0", "g.csv:1: error: a byte that is no UTF-8 text"), (b"\xff\xfed\0o\0c\0", "save the list as CSV in UTF-8"),
                               ("a.txt,1,Ada,met,Bob,,,\n", "the list has no column document, subject, relation, object"),
                               (HEAD + "a.txt,1,Ada,met,Bob,maybe,,\n", "g.csv:2:21: error: there is no status \"maybe\""),
                               (HEAD + "a.txt,1,Ada,met,\"Bob\nMarley,,,\n", "a quoted cell is not closed"),
                               (HEAD + "a.txt,1,Ada,met," + "B" * (1 << 20) + "|,,,\n", "g.csv:2: error: the object holds an empty name"),
                               (HEAD + "a.txt," + "9" * (1 << 20) + ",Ada,met,Bob,,,\n", "is no line of a document")):
            write(os.path.join(place, "g.csv"), content)
            done = expect(kgraph("eval", *arguments, cwd=place), 2, words)
            assert done.out == b"" and len(done.err) < 4000, done


@test
def test_lists_that_are_odd():
    with folder() as place:
        arguments = world(place, TEXT, GOLD)
        huge = "Ada " + "x" * (1 << 20)
        for content, words in ((HEAD + f"a.txt,1,{huge},met,Bob,,,\n", ""), (HEAD + "\n\n,,,,,,,\na.txt,1,\"Ada\nLovelace\",met,Bob,,,", ""),
                               (HEAD + "a.txt,1,Ada,met,Bob,,,\n" * 3, "g.csv:4:1: warning: the same as line 2: left out"),
                               (HEAD + "a.txt,1,\x1b[31mEve\u202e,met,Bob,,,\n", "")):
            write(os.path.join(place, "g.csv"), content)
            done = expect(kgraph("eval", *arguments, cwd=place), 0, words)
            assert b"\x1b" not in done.out and "\u202e" not in done.out.decode(), done
            found = json.loads(expect(kgraph("eval", "--json", *arguments, cwd=place), 0).out)
            assert found["micro"]["core"]["rows"] == 1, found["micro"]


@test
def test_many_rows_that_compete():
    with folder() as place:
        names = [f"Ada{i}" for i in range(120)]
        everybody = "|".join(names)
        write(os.path.join(place, "r/r.rules"), "uses en\ntype beast\nentity Bob : beast\nrelation met from beast to beast\nrule met\n  find {X} met {Y}\n"
              "  gives {X} | met | {Y}\n" + "".join(f"entity {name} : beast\n" for name in names))
        world(place, " ".join(f"{name} met Bob." for name in names) + "\n", HEAD + "".join(f"a.txt,1,{everybody}|row{i},met,Bob,,,\n" for i in range(400)))
        found = judged("g.csv", "-r", "r", "in", cwd=place, timeout=20)
        assert found["micro"]["core"]["rows"] == 400 and found["micro"]["core"]["found"] == found["micro"]["edges"] == 120, found["micro"]


@test
def test_an_output_that_cannot_be_written():
    with folder() as place:
        arguments = world(place, TEXT, GOLD)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([KGRAPH, "eval", *arguments], cwd=place, stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == 3 and b"standard output" in done.stderr, done


main()
