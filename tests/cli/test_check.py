"""kgraph check --json: all that check has to say, for editors and CI."""
import json
import os
import re
import shlex
import subprocess

from harness import KGRAPH, SEEDS, TOP, WORLD, expect, folder, kgraph, main, test, write

SMALL = """type person
relation met from person to person  symmetric
rule met
  find   {X} met {Y}
  gives  {X} | met | {Y}
  yes    Ann met Bob.
         = Bob | met | Ann
  yes    Ann saw Bob.
  no     Ann met Bob.
  todo yes  Ann ran into Bob.
  todo no   Ann saw Bob.
entity Ann : person
entity Bob : person
"""
SMALL_JSON = """{
  "kgraph": "0.1.0",
  "status": 1,
  "counts": {"errors": 2, "warnings": 0, "rules": 1, "entities": 2, "relations": 1, "passed": 1, "failed": 2, "todo": 2, "todo_passed": 1},
  "messages": [
    {"file": "r/small.rules", "line": 8, "column": 10, "length": 12, "severity": "error", "code": "K900", "text": "met: this `yes` gives no relation", "help": "what keeps it from one: kgraph why -r r met \\"the sentence\\"; names in it: Ann (person, r/small.rules:12), Bob (person, r/small.rules:13)"},
    {"file": "r/small.rules", "line": 9, "column": 10, "length": 12, "severity": "error", "code": "K900", "text": "met: this `no` gives a relation", "help": "it gives: Ann | met | Bob"}
  ],
  "examples": [
    {"file": "r/small.rules", "line": 6, "column": 10, "length": 12, "rule": "met", "kind": "yes", "todo": false, "passed": true, "text": "Ann met Bob.", "gave": ["Ann | met | Bob"], "wanted": ["Bob | met | Ann"]},
    {"file": "r/small.rules", "line": 8, "column": 10, "length": 12, "rule": "met", "kind": "yes", "todo": false, "passed": false, "text": "Ann saw Bob.", "gave": [], "wanted": []},
    {"file": "r/small.rules", "line": 9, "column": 10, "length": 12, "rule": "met", "kind": "no", "todo": false, "passed": false, "text": "Ann met Bob.", "gave": ["Ann | met | Bob"], "wanted": []},
    {"file": "r/small.rules", "line": 10, "column": 13, "length": 17, "rule": "met", "kind": "yes", "todo": true, "passed": false, "text": "Ann ran into Bob.", "gave": [], "wanted": []},
    {"file": "r/small.rules", "line": 11, "column": 13, "length": 12, "rule": "met", "kind": "no", "todo": true, "passed": true, "text": "Ann saw Bob.", "gave": [], "wanted": []}
  ]
}
"""


def check(*arguments, status, **options):
    done = expect(kgraph("check", "--json", *arguments, **options), status)
    assert done.err == "", done
    answer = json.loads(done.out)
    assert answer["status"] == status, answer
    return answer


@test
def test_what_a_failing_example_says_can_be_typed():
    with folder() as place:
        write(os.path.join(place, "my rules/small.rules"), SMALL)
        told = expect(kgraph("check", "-r", "my rules", cwd=place), 1).err
        typed = told.split("what keeps it from one: kgraph ")[1].split(";")[0]
        assert typed == "why -r 'my rules' met \"the sentence\"", told
        expect(kgraph(*shlex.split(typed.replace("the sentence", "Ann saw Bob.")), cwd=place), 0)


@test
def test_a_yes_that_gives_nothing_tells_the_names_in_it():
    with folder() as place:
        write(os.path.join(place, "r/a.rules"), "type person\ntype group\ntype brigade is group\nrelation led from person to brigade\nname group the {Name} Brigade\nname brigade the {Name} Brigade\n"
              "entity Ann Lee : person\nrule led\n  find {X} led {Y}\n  gives {X} | led | {Y}\n  yes Ann Lee led the Red Brigade.\n  yes Ann Lee led nobody.\n  yes Nobody led.\n")
        done = kgraph("check", "-r", "r", cwd=place)
        helps = [line for line in done.err.splitlines() if "= help" in line]
        assert helps == ['       = help: what keeps it from one: kgraph why -r r led "the sentence"; names in it: Ann Lee (person, r/a.rules:7), the Red Brigade (group, r/a.rules:5)',
                         "       = help: only one name in it is known, Ann Lee (person, r/a.rules:7): an `entity` or `name` line makes the other known",
                         "       = help: no name in it is known: an `entity` or `name` line makes names known"], done.err


@test
def test_the_whole_of_a_small_answer():
    with folder() as place:
        write(os.path.join(place, "r/small.rules"), SMALL)
        done = expect(kgraph("check", "--json", "-r", "r", cwd=place), 1)
        assert done.out.decode() == SMALL_JSON and done.err == "", done


@test
def test_the_counts_are_those_of_the_text():
    for arguments in (WORLD, [SEEDS]):
        answer = check(*arguments, status=0)
        counts = answer["counts"]
        text = expect(kgraph("check", *arguments), 0).out.decode()
        assert text.startswith(f"{counts['rules']} rules, {counts['entities']} entities, {counts['relations']} relations; "
                               f"examples: {counts['passed']} passed, 0 failed, {counts['todo']} to do; {counts['warnings']} warning"), text
        assert len(answer["examples"]) == counts["passed"] + counts["todo"]
        assert sum(m["severity"] == "warning" for m in answer["messages"]) == counts["warnings"]


@test
def test_every_message_of_wrong_rules_comes_as_json():
    rules = os.path.join("tests", "rules", "eight-mistakes")
    answer = check("-r", rules, status=2)
    said = kgraph("check", "-v", "-r", rules).err
    wanted = re.findall(r"^(\S+):(\d+):(\d+): (error|warning): (.*) \[(\w+)\]$", said, re.M)
    found = [(m["file"], str(m["line"]), str(m["column"]), m["severity"], m["text"], m["code"]) for m in answer["messages"]]
    assert len(found) == 8 and found == wanted, (found, wanted)
    assert answer["examples"] == [] and answer["counts"]["errors"] == 8, answer


@test
def test_no_message_is_left_out():
    with folder() as place:
        write(os.path.join(place, "r/a.rules"), "type person\n" + "".join(f"entity A{i} : nosuch{i}\n" for i in range(100)))
        answer = check("-r", "r", status=2, cwd=place)
        assert sum(m["code"] == "K016" for m in answer["messages"]) == 100, answer["counts"]


@test
def test_what_is_wrong_with_the_arguments_comes_as_json():
    answer = check("nosuch", status=2)
    assert "nosuch" in answer["messages"][0]["text"] and answer["messages"][0]["file"] == "", answer
    answer = check("-r", "nosuch", status=2)
    assert "nosuch" in json.dumps(answer["messages"]), answer


SUPERFLUOUS = """uses en
relation met from person to person  symmetric
relation led from person to group
words meeting = met | ran into
verb head-of
  head
  lead, led, led
rule met
  find   {X} met {Y}
  find   {X} (saw|met) {Y}
  find   {Y} (met|saw) {X}
  gives  {X} | met | {Y}
  yes    Ann Lee met Bob Hill.
  no     Ann Lee knew Bob Hill.
rule encountered
  find   {A} <meeting> {B}
  find   {A} ran into {B : person}
  gives  {A} | met | {B}
  sure   70
  yes    Ann Lee ran into Bob Hill.
  no     Ann Lee knew Bob Hill.
rule led
  find   {X} <head-of> {Y}
  find   {Y} was led by {X}
  find   {X} led {Y : party} in 1970
  gives  {X} | led | {Y}
  yes    Ann Lee led the Reds.
  no     Ann Lee left the Reds.
entity Ann Lee : person
entity Bob Hill : person
entity Reds : group
"""


@test
def test_superfluous_lines():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), SUPERFLUOUS)
        messages = check("-r", "r", status=0, cwd=place)["messages"]
        lines = SUPERFLUOUS.splitlines()
        found = [(m["code"], lines[m["line"] - 1].strip(), lines[int(re.search(r"r/r.rules:(\d+)", m["text"]).group(1)) - 1].strip()) for m in messages]
        assert found == [
            ("W011", "find   {X} met {Y}", "find   {X} (saw|met) {Y}"),
            ("W010", "find   {Y} (met|saw) {X}", "find   {X} (saw|met) {Y}"),
            ("W011", "find   {A} ran into {B : person}", "find   {A} <meeting> {B}"),
            ("W011", "find   {Y} was led by {X}", "find   {X} <head-of> {Y}"),
        ], found


@test
def test_the_rules_that_come_with_kgraph_draw_no_warning_of_lines_or_aliases():
    codes = {m["code"] for m in check(SEEDS, status=0)["messages"]}
    assert codes <= {"W008"}, codes


@test
def test_the_same_bytes_in_any_surroundings():
    wanted = kgraph("check", "--json", SEEDS).out
    for env in ({"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8"}, {"COLUMNS": "20", "TERM": "dumb"}, {"TZ": "Asia/Tokyo"}):
        assert kgraph("check", "--json", SEEDS, env=env).out == wanted, env


@test
def test_names_and_texts_that_json_must_escape():
    with folder() as place:
        name = b"q\"\\\n\xff.rules"
        write(os.path.join(os.fsencode(place), b"r", name), "type person\nentity A\u2028\"\\ : nosuch\nrule x\n  yes \"\\\t\u202e\n")
        done = kgraph("check", "--json", "-r", "r", cwd=place)
        expect(done, 2)
        answer = json.loads(done.out.decode("utf-8"))
        assert answer["messages"] and all(m["file"] == "r/q\"\\\n\ufffd.rules" for m in answer["messages"]), answer
        assert "\u2028".encode() not in done.out


@test
def test_an_output_that_cannot_be_written():
    for more in ([], ["--json"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([KGRAPH, "check", *more], stdout=full, stderr=subprocess.PIPE, cwd=TOP)
        assert done.returncode == 3 and b"standard output" in done.stderr, done
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([KGRAPH, "check", *more], stdout=writer, stderr=subprocess.PIPE, cwd=TOP)
        os.close(writer)
        assert done.returncode == 3, done


main()
