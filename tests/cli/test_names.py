"""kgraph names: every name of the documents, and the table of those that no line of the rules knows."""
import json
import os

from harness import expect, folder, kgraph, main, rows, test, write

RULES = """uses en
entities from people.csv
name group {Name} Lodge
"""
TABLE = "name,type,aliases\nJuan Vega,person,El Flaco\n"


def small(place):
    write(os.path.join(place, "r/r.rules"), RULES)
    write(os.path.join(place, "r/people.csv"), TABLE)
    write(os.path.join(place, "in/a.txt"), "We saw that Zorka Luna spoke. Then Luna met El Flaco, and he went to the Sun Lodge.\n")
    write(os.path.join(place, "in/b.txt"), "It was Zorka Luna who came with Eva Rey. After that Juan Vega left Zorka Luna.\n")
    return ["-r", "r"]


def names(*arguments, **more):
    return json.loads(expect(kgraph("names", "--json", *arguments, **more), 0).out)


@test
def test_counts_types_and_what_knows_them():
    with folder() as place:
        found = names(*small(place), "in", cwd=place)
        assert [name["name"] for name in found["names"]] == ["Zorka Luna", "Juan Vega", "Eva Rey", "Sun Lodge"], found
        zorka, juan, eva, lodge = found["names"]
        assert (zorka["count"], zorka["documents"], zorka["type"], zorka["declared"]) == (4, 2, "", False) and "line" not in zorka, zorka
        assert zorka["forms"] == [{"text": "Zorka Luna", "count": 3}, {"text": "Luna", "count": 1}], zorka
        assert (juan["count"], juan["type"], juan["declared"], juan["line"]) == (2, "person", True, 2), juan
        assert juan["file"].endswith("people.csv"), juan
        assert (lodge["type"], lodge["declared"], lodge["line"]) == ("group", False, 3), lodge
        assert found["all"] == 4 and found["documents"] == {"read": 2, "skipped": 0}, found


@test
def test_the_list_for_people():
    with folder() as place:
        text = expect(kgraph("names", *small(place), "in", "--top", "2", cwd=place), 0).out.decode()
        lines = text.splitlines()
        assert lines[0] == "4 names in 2 documents, 1 of them declared", text
        assert lines[3].split() == ["4", "2", "Zorka", "Luna", "?", "by", "its", "capitals", "alone;", "also", "Luna"], text
        assert lines[4].split()[:5] == ["2", "2", "Juan", "Vega", "person"] and lines[4].endswith("people.csv:2; also El Flaco"), text
        assert lines[5:] == ["... and 2 more"], text


@test
def test_the_name_in_full_is_the_graphs_and_not_the_headlines():
    with folder() as place:
        rules = small(place)
        write(os.path.join(place, "h/a.txt"), "ZORKA MARIA LUNA (1950\u20131990) was a painter. Luna spoke.\n")
        write(os.path.join(place, "h/b.txt"), "It was Zorka Maria Luna who came.\n")
        table = expect(kgraph("names", "--table", *rules, "h", cwd=place), 0).out
        assert [(row["name"], row["aliases"]) for row in rows(table)] == [("Zorka Maria Luna", "Luna")], table
        write(os.path.join(place, "r/people.csv"), table)
        found = names(*rules, "h", cwd=place)
        assert [(name["name"], name["count"], name["declared"]) for name in found["names"]] == [("Zorka Maria Luna", 3, True)], found


@test
def test_the_table_can_be_read_as_it_is():
    with folder() as place:
        run = expect(kgraph("names", "--table", *small(place), "in", cwd=place), 0, "2 of 2 types are guesses (person)")
        assert [(row["name"], row["type"], row["aliases"]) for row in rows(run.out)] == [("Zorka Luna", "person", "Luna"), ("Eva Rey", "person", "")], run
        write(os.path.join(place, "r/new.csv"), run.out)
        write(os.path.join(place, "r/r.rules"), RULES + "entities from new.csv\n")
        again = names("-r", "r", "in", cwd=place)
        assert all(name["declared"] or name["name"] == "Sun Lodge" for name in again["names"]), again
        assert kgraph("names", "--table", "-r", "r", "in", cwd=place).out == b"name,type,aliases\n"


@test
def test_without_a_guess_the_type_is_left_open():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), "type person\n")
        write(os.path.join(place, "a.txt"), "we saw that Zorka Luna spoke.\n")
        run = expect(kgraph("names", "--table", "-r", "r", "a.txt", cwd=place), 0, "1 of 1 types are left for you to fill in")
        assert run.out == b"name,type,aliases\nZorka Luna,,\n", run


@test
def test_threads_and_order_make_no_difference():
    with folder() as place:
        rules = small(place)
        for n in range(8):
            write(os.path.join(place, f"in/c{n}.txt"), f"We saw that Ann{'abcdefgh'[n]} Lee met Zorka Luna. So Lee left.\n")
        one = kgraph("names", "--json", "-j", "1", *rules, "in", cwd=place).out
        assert json.loads(one)["all"] == 12
        assert one == kgraph("names", "--json", "-j", "4", *rules, "in", cwd=place).out
        turned = [os.path.join("in", name) for name in sorted(os.listdir(os.path.join(place, "in")), reverse=True)]
        assert one == kgraph("names", "--json", "-j", "3", *rules, *turned, cwd=place).out


@test
def test_hostile_names_and_wrong_questions():
    with folder() as place:
        rules = small(place)
        write(os.path.join(place, "h.txt"), "We saw that Ana\u202eRey Luz came, and that \x1b[31mBad, \"Man\" |Pipe spoke.\n")
        shown = expect(kgraph("names", *rules, "h.txt", cwd=place), 0).out
        assert b"\x1b" not in shown and "\u202e".encode() not in shown, shown
        table = expect(kgraph("names", "--table", *rules, "h.txt", cwd=place), 0).out
        assert all(len(row) == 3 and None not in row for row in rows(table)), table
        expect(kgraph("names", "--table", "--json", *rules, "h.txt", cwd=place), 2, "choose one")
        expect(kgraph("names", *rules, cwd=place), 2, "no document was named")
        expect(kgraph("names", *rules, "nowhere", cwd=place), 2, "nowhere")


main()
