"""kgraph why NAME DOCUMENTS: what a name was taken for in each document."""
import json
import os
import subprocess

from harness import KGRAPH, SEEDS, expect, folder, kgraph, main, test, write

RULES = """uses en
entities from people.csv
entity Rosa Luna : person
  also  Luna
  not   Luna Park
name group {Name} Lodge
"""
TABLE = "name,type,aliases\nJuan Vega,person,El Flaco\n"


def small(place):
    write(os.path.join(place, "r/r.rules"), RULES)
    write(os.path.join(place, "r/people.csv"), TABLE)
    write(os.path.join(place, "in/a.txt"), "We know that Rosa Luna spoke. Then Luna left for Luna Park.\n\nA luna is a moth.\n")
    write(os.path.join(place, "in/b.txt"), "It was Ana Rojas who came with Eva Rey. After that Rey met El Flaco of the Sun Lodge.\n")
    return ["-r", "r"]


def why(*arguments, status=0, **more):
    return json.loads(expect(kgraph("why", "--json", *arguments, **more), status).out)


@test
def test_a_name_in_two_documents():
    with folder() as place:
        found = why(*small(place), "luna", "in", cwd=place)
        by_id = {entity["id"]: entity for entity in found["entities"]}
        rosa = by_id["rosa-luna"]
        assert (rosa["name"], rosa["type"], rosa["rule_file"], rosa["rule_line"]) == ("Rosa Luna", "person", "r/r.rules", 3), rosa
        assert [document["document"] for document in rosa["documents"]] == ["in/a.txt"], rosa
        forms = [(form["text"], form["asked"], form["count"], form["line"], form["by"]) for form in rosa["documents"][0]["forms"]]
        assert forms == [("Luna", "all", 1, 1, "entity"), ("Rosa Luna", "some", 1, 1, "entity")], forms
        park = by_id["luna-park"]["documents"][0]["forms"][0]
        assert park["not"] == "Rosa Luna" and park["by"] == "capitals" and park["rule_line"] == 3, park
        assert found["missed"] == [{"document": "in/a.txt", "text": "luna", "line": 3, "count": 1, "why": "small"}], found
        assert found["entities"][0] is rosa, "what is called by the words alone goes first"


@test
def test_an_alias_that_no_near_word_decides():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), "uses en\nentity Isaac the Elder : person\n  also Isaac II, Isaac, Murtz\n  near Zara, Dandolo\n")
        write(os.path.join(place, "in/a.txt"), "It was Isaac II who fled. Isaac died.\n")
        write(os.path.join(place, "in/b.txt"), "Murtz it was.\n")
        write(os.path.join(place, "in/c.txt"), "In Zara Isaac II slept.\n")
        out = expect(kgraph("why", "-r", "r", "Isaac II", "in", cwd=place), 0).out.decode()
        told = "; an alias of Isaac the Elder, but no `near` word decides for it here: r/r.rules:2\n"
        assert "Isaac II  (name, line 1)  by its capitals alone" + told in out and out.count(told) == 1, out
        found = why("-r", "r", "Isaac II", "in", cwd=place)["entities"]
        forms = {e["id"]: e["documents"][0]["forms"][0] for e in found}
        assert forms["isaac-ii"]["undecided"] == "Isaac the Elder" and "undecided" not in forms["isaac-the-elder"], forms
        assert told in expect(kgraph("why", "-r", "r", "Murtz", "in/b.txt", cwd=place), 0).out.decode()
        assert why("-r", "r", "Murtz", "in/b.txt", cwd=place)["missed"][0]["undecided"] == "Isaac the Elder"
        out = expect(kgraph("why", "-r", "r", "in/a.txt:1", cwd=place), 0).out.decode()
        assert "    Isaac II  (of no known type, by its capitals alone; an alias of Isaac the Elder, but no `near` word decides for it here: r/r.rules:2)\n" in out, out


CALLED = """uses en
entity Italica : place
entity Alexius Moor : person
  was  emperor  1081 .. 1118
relation took from group, person to place
rule took
  find   {X} took {Y}
  gives  {X} | took | {Y}
"""
TOLD = "The young adventurers took Italica. At night young adventurers slept.\n\nIn 1090 the Emperor took Italica. Alexius Moor died.\n"


@test
def test_what_a_proof_calls_it_in_full():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), CALLED)
        write(os.path.join(place, "in/a.txt"), TOLD)
        out = expect(kgraph("why", "-r", "r", "young adventurers", "in", cwd=place), 0).out.decode()
        assert out.startswith('"young adventurers" stands in the names of 1 thing\n'), out
        assert "         1  young adventurers  (group, line 1)  by the words around a thing without a name (`whole`)\n" in out, out
        found = why("-r", "r", "young adventurers", "in", cwd=place)
        assert [(e["id"], e["documents"][0]["forms"][0]["by"]) for e in found["entities"]] == [("young-adventurers@in/a.txt", "whole")], found
        # In the second sentence no edge says so.
        assert [miss["line"] for miss in found["missed"]] == [1], found


@test
def test_a_name_behind_an_article():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), CALLED)
        write(os.path.join(place, "in/a.txt"), TOLD)
        found, bare = (why("-r", "r", name, "in", cwd=place) for name in ("the Emperor", "Emperor"))
        assert [e["id"] for e in found["entities"]] == [e["id"] for e in bare["entities"]] == ["alexius-moor"], found
        assert found["entities"][0]["documents"][0]["forms"][0]["text"] == "Emperor" and found["missed"] == [], found
        # By itself an article is what was asked for.
        assert why("-r", "r", "the", "in", cwd=place)["missed"]


@test
def test_what_found_it():
    with folder() as place:
        rules = small(place)
        short = why(*rules, "REY", "in", cwd=place)["entities"][0]
        form = short["documents"][0]["forms"][0]
        assert short["name"] == "Eva Rey" and form["short_for"] == "Eva Rey" and form["full_line"] == 1 and form["by"] == "capitals", short
        row = why(*rules, "vega", "in", cwd=place)["entities"][0]
        assert row["rule_file"].endswith("people.csv") and row["rule_line"] == 2, row
        assert [name["text"] for name in row["names"]] == ["El Flaco"] and row["documents"][0]["forms"][0]["asked"] == "none", row
        league = why(*rules, "sun lodge", "in", cwd=place)["entities"][0]["documents"][0]["forms"][0]
        assert league["by"] == "name" and league["rule_line"] == 6 and league["pattern"] == "{Name} Lodge", league


@test
def test_for_people():
    with folder() as place:
        out = expect(kgraph("why", *small(place), "Luna", "in", cwd=place), 0).out.decode()
        for line in ("Rosa Luna  (person, id rosa-luna, declared in r/r.rules:3)",
                     "  all its names: Luna (1 time, 1 document), Rosa Luna (1 time, 1 document)",
                     "         1  Luna  (person, line 1)  declared: r/r.rules:3",
                     "         1  Luna Park  (name, 1 document); a `not` line says that this is not Rosa Luna: r/r.rules:3",
                     "  in/a.txt:3: \"luna\": in lower case, and no line of the rules finds it"):
            assert line + "\n" in out, f"{line}\n\n{out}"
        out = expect(kgraph("why", "--names", "known", *small(place), "Luna", "in", cwd=place), 0).out.decode()
        assert "a `not` line says that this is something else: \"Luna Park\", r/r.rules:3\n" in out, out


@test
def test_a_name_that_is_nowhere():
    with folder() as place:
        rules = small(place)
        assert why(*rules, "Rossa Luna", "in", cwd=place)["near"] == "Rosa Luna"
        out = expect(kgraph("why", *rules, "Lodgge", "in", cwd=place), 0).out.decode()
        assert out == "\"Lodgge\" stands nowhere in 2 documents\nDid you mean \"Lodge\"?\n", out
        out = expect(kgraph("why", *rules, "Juan Vega", "in/a.txt", cwd=place), 0).out.decode()
        assert "The rules declare it: Juan Vega, r/people.csv:2" in out, out
        assert why(*rules, "Juan Vega", "in/a.txt", cwd=place)["declared"][0]["name"] == "Juan Vega"


@test
def test_threads_and_order_do_not_matter():
    with folder() as place:
        rules = small(place)
        for number in range(30):
            write(os.path.join(place, f"in/{number}.txt"), f"It was Eva{number % 3} Luna. After that Luna met Rosa Luna. " * (number % 5 + 1) + "A luna.\n")
        names = [f"in/{name}" for name in os.listdir(os.path.join(place, "in"))]
        for more in ([], ["--json"], ["-v"]):
            first = expect(kgraph("why", *rules, *more, "-j1", "Luna", "in", cwd=place), 0).out
            assert len(first) > 1000
            for other in (["-j4", "Luna", "in"], ["-j3", "Luna", *sorted(names, reverse=True)]):
                assert expect(kgraph("why", *rules, *more, *other, cwd=place), 0).out == first, other
        out = expect(kgraph("why", *rules, "Luna", "in", cwd=place), 0).out
        assert b"more documents; -v shows all" in out and b"more document" not in expect(kgraph("why", *rules, "-v", "Luna", "in", cwd=place), 0).out


@test
def test_names_that_are_none():
    with folder() as place:
        rules = small(place)
        many = "a " * 60000
        for name in ("", " ", "(?!)", "...", b"\xff\xfe", many):
            expect(kgraph("why", *rules, name, "in", cwd=place), 2, "a name has 1 to 64 words")
        for name in ("(Luna|Rey)*", "Lu.*", "\x1b[31mLuna\x1b[0m\u202e", "x" * 120000, b"Lu\xffna", "\u0301"):
            out = expect(kgraph("why", *rules, name, "in", cwd=place), 0).out
            assert b"\x1b" not in out and "\u202e".encode() not in out and len(out) < 1000, out
            json.loads(expect(kgraph("why", "--json", *rules, name, "in", cwd=place), 0).out)


@test
def test_documents_that_hold_nothing():
    with folder() as place:
        rules = small(place)
        write(os.path.join(place, "empty.txt"), "")
        write(os.path.join(place, "binary.txt"), b"\0\1\2" * 100)
        write(os.path.join(place, "list.txt"), "in/a.txt\n")
        assert why(*rules, "Luna", "empty.txt", cwd=place)["entities"] == []
        assert why(*rules, "Luna", "in", "binary.txt", cwd=place, status=1)["documents"] == {"read": 2, "skipped": 1}
        assert why(*rules, "Luna", "--files-from", "list.txt", cwd=place)["documents"]["read"] == 1
        assert why(*rules, "Luna", "-", input=b"It was Luna.\n", cwd=place)["entities"][0]["documents"][0]["document"] == "-"
    with open("/dev/full", "wb") as full:
        done = subprocess.run([KGRAPH, "why", "Allende", SEEDS], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3 and b"standard output" in done.stderr, done


main()
