"""Rules that read the parts of a page beside its text: boxes, tables, bylines."""
import os

from harness import TOP, expect, folder, kgraph, main, rows, test, write

RULES = """
uses en
relation led-by from group to person
relation wrote-for from person to group
words cells = /(?:\\| [^|\\x{E000}-\\x{F8FF}]{1,60}){1,8}/
entity Green Union : group
entity Ann Lee : person
entity Bob Hill : person

rule box-leader
  in     furniture
  find   {X} [<cells>] /\\|/ leader [:|/\\|/] {Y}
  gives  {X} | led-by | {Y}
  yes    Green Union | Founded | 1951 | Leader | Ann Lee
  no     The Green Union has a leader: Ann Lee.

rule leader
  find   {X} ...12 leader [:] {Y}
  gives  {X} | led-by | {Y}
  yes    The Green Union and its leader Ann Lee left.
  no     The Green Union met Ann Lee.

rule byline
  in     heading
  find   by {X}, {Y}
  gives  {X} | wrote-for | {Y}
  yes    By Ann Lee, Green Union
         = Ann Lee | wrote-for | Green Union
  no     It was said by Ann Lee that the Green Union slept.
"""
PROSE = "The union was a small one in a town of many unions, and it went to the sea with all of them in the summer of that long year."
PAGE = f"""<html><body><ul><li><a href=a>Home</a></li><li><a href=b>Green Union</a></li><li><a href=c>News</a></li></ul>
<p>{PROSE}</p>
<table><tr><th>Green Union</th></tr><tr><th>Founded</th><td>1951</td></tr>
<tr><th>Leader</th><td>Bob Hill</td></tr>
<tr><th>Seats</th><td>12</td></tr></table>
<p>{PROSE}</p></body></html>"""
PLAIN = f"By Ann Lee, Green Union\n\n{PROSE}\n\nGreen Union\nFounded: 1951\nLeader: Bob Hill\nSeats: 12\n\n{PROSE}\n"


def extract(place, name, text, *options):
    write(os.path.join(place, "r/r.rules"), RULES)
    write(os.path.join(place, name), text)
    expect(kgraph("check", "-r", "r", cwd=place), 0)
    expect(kgraph("-q", "-r", os.path.join(TOP, "rules/en"), "-r", "r", name, "-o", "o.evidence.csv", *options, cwd=place), 0)
    return [(row["source"], row["relation"], row["target"], row["rule"].split(":")[0], row["sentence"], row["line"]) for row in rows(os.path.join(place, "o.evidence.csv"))]


@test
def test_a_box_of_a_web_page():
    with folder() as place:
        assert extract(place, "p.html", PAGE) == [("Green Union", "led-by", "Bob Hill", "box-leader", "Green Union Founded 1951 Leader Bob Hill", "3")]


@test
def test_a_box_and_a_byline_of_a_plain_text():
    with folder() as place:
        found = extract(place, "p.txt", PLAIN)
        assert sorted(found) == [
            ("Ann Lee", "wrote-for", "Green Union", "byline", "By Ann Lee, Green Union", "1"),
            ("Green Union", "led-by", "Bob Hill", "box-leader", "Green Union Founded: 1951 Leader: Bob Hill", "5"),
        ], found


@test
def test_lines_of_a_menu_are_no_one_name():
    with folder() as place:
        extract(place, "p.txt", f"Home\nNews\nLena Moor\nShop\n\n{PROSE}\n\nMoor met Ann Lee in the town, where Lena Moor had met her before.\n")
        names = expect(kgraph("names", "-r", os.path.join(TOP, "rules/en"), "-r", "r", "p.txt", cwd=place), 0).out.decode()
        assert "Lena Moor" in names and "News Lena" not in names and "Moor Shop" not in names, names


@test
def test_no_word_refers_in_a_cell():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), """
uses en
relation led-by from group to person
rule leader
  in     furniture
  find   {X}'s leader {Y}
  gives  {X} | led-by | {Y}
  yes    Green Union's leader Ann Lee | Founded | 1951
         = Green Union | led-by | Ann Lee
  no     Green Union | Founded | 1951 | Its leader Ann Lee
entity Green Union : group
entity Ann Lee : person
""")
        expect(kgraph("check", "-r", "r", cwd=place), 0)


@test
def test_what_it_reads_is_said_where_it_is_wrong():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), RULES.replace("in     furniture", "in     margin"))
        said = expect(kgraph("check", "-r", "r", cwd=place), 2).err
        assert "r/r.rules:11:10" in said and "no part of a page" in said, said


main()
