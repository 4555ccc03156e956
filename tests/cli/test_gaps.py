"""kgraph gaps: what is missing, grouped by its words, and the rules that it suggests."""
import json
import os
import re
import subprocess

from harness import KGRAPH, TOP, expect, folder, kgraph, main, test, write

EN = ["-r", os.path.join(TOP, "rules/en")]
RULES = """
relation praised from person to person  label praised
relation lives-in from person to place

rule praised
  find   {X} praised {Y}
  gives  {X} | praised | {Y}
  yes    Ann Lee praised Bob Hill.
  no     Ann Lee saw Bob Hill.
rule lives-in
  find   {X} lives in {Y}
  gives  {X} | lives-in | {Y}
  yes    Ann Lee lives in Rome.
  no     Ann Lee left Rome.

entity Ann Lee : person
  also  Lee
entity Bob Hill : person
  also  Hill
entity Cid Roe : person
entity Rome : place
"""
ONE = """Ann Lee greeted Bob Hill. Cid Roe praised Bob Hill.

Later Bob Hill had warmly greeted Cid Roe.
Ann Lee sent Bob Hill to Cid Roe.
"""
TWO = "Hill greets Lee. Lee praised Hill. It was said that Cid Roe, who sent Hill to Lee, slept.\n"


def corpus(place, **files):
    write(os.path.join(place, "r/r.rules"), RULES)
    for name, text in (files or {"one": ONE, "two": TWO}).items():
        write(os.path.join(place, "d", name + ".txt"), text)
    return [*EN, "-r", "r", "d"]


@test
def test_page_furniture_is_no_gap():
    prose = "Nothing was made in the town in those years, and the shops stood empty until the end of the war, when all of it began again."
    with folder() as place:
        box = f"{prose}\n\nBorn 1951\nAnn Lee greeted Bob Hill\nOwner: Cid Roe\nSeats: 12\n\n{prose}\n"
        arguments = corpus(place, box=box)
        write(os.path.join(place, "r/box.rules"), "rule box\n  in furniture\n  find {X} ...9 /\\|/ liked[:] {Y}\n  gives {X} | praised | {Y}\n  yes Ann Lee | Liked | Cid Roe\n")
        done = expect(kgraph("gaps", *arguments, cwd=place), 0, "nothing is missing")
        assert done.out == b"", done


@test
def test_groups_with_examples():
    with folder() as place:
        done = expect(kgraph("gaps", *corpus(place), cwd=place), 0)
        # "Cid Roe praised" and "Lee praised" gave an edge: no gap. "Ann Lee sent Bob Hill to Cid Roe" are two pairs.
        assert done.out.decode() == """1. greets   3 sentences in 2 documents
    could be praised
    d/two.txt:1  [Hill] greets [Lee].
    d/one.txt:1  [Ann Lee] greeted [Bob Hill].
    d/one.txt:3  Later [Bob Hill] had warmly greeted [Cid Roe].

2. sent   2 sentences in 2 documents
    could be praised
    d/one.txt:4  [Ann Lee] sent [Bob Hill] to Cid Roe.
    d/two.txt:1  It was said that [Cid Roe], who sent [Hill] to Lee, slept.

3. sent {} to   2 sentences in 2 documents
    could be praised
    d/one.txt:4  [Ann Lee] sent Bob Hill to [Cid Roe].
    d/two.txt:1  It was said that [Cid Roe], who sent Hill to [Lee], slept.
""", done


@test
def test_a_relation_without_a_rule_is_known_by_its_name():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), "relation son-of from person to person  inverse parent-of\n"
              "relation married-to from person to person  symmetric\nrelation r3 from person to person  label greeted\n"
              "entity Ann Lee : person\nentity Bob Hill : person\n")
        write(os.path.join(place, "t.txt"), "Ann Lee marries Bob Hill. Bob Hill greets Ann Lee. Ann Lee is a parent of Bob Hill.\n")
        answer = expect(kgraph("gaps", *EN, "-r", "r", "t.txt", cwd=place), 0).out.decode()
        fits = dict(re.findall(r"(?m)^\d+\. (.*?)   .*\n    could be ([\w-]+)", answer))
        assert fits == {"marries": "married-to", "greets": "r3", "parent of": "son-of"}, answer


@test
def test_without_a_relation_it_says_how_to_begin():
    with folder() as place:
        write(os.path.join(place, "t.txt"), "Ann Lee marries Bob Hill.\n")
        expect(kgraph("gaps", *EN, "t.txt", cwd=place), 0, "no relation yet", "relation met from person to person")


@test
def test_a_pronoun_counts_before_the_first_rule():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), "relation met from person to person\nentity Ann Lee : person\nentity Bob Hill : person\n")
        write(os.path.join(place, "t.txt"), "Ann Lee slept. She greeted Bob Hill.\n")
        assert "[She] greeted [Bob Hill]" in expect(kgraph("gaps", *EN, "-r", "r", "t.txt", cwd=place), 0).out.decode()


@test
def test_of_equal_groups_the_shorter_goes_first():
    with folder() as place:
        arguments = corpus(place, one="Ann Lee accused the friends of Bob Hill. Bob Hill adored Ann Lee. Cid Roe abused the good name of Ann Lee.")
        words = re.findall(r"(?m)^\d+\. (.*?)   ", expect(kgraph("gaps", *arguments, cwd=place), 0).out.decode())
        assert words == ["adored", "accused friends of", "abused good name of"], words


@test
def test_top_and_relation():
    with folder() as place:
        arguments = corpus(place, one="Ann Lee greeted Bob Hill. Ann Lee greeted Rome. Ann Lee adored Rome.")
        words = lambda *more: re.findall(r"(?m)^\d+\. (.*?)   ", expect(kgraph("gaps", *arguments, *more, cwd=place), 0).out.decode())
        assert words() == ["greeted", "adored"], words()
        assert words("--top", "1") == ["greeted"]
        assert words("--relation", "praised") == ["greeted"]
        assert words("--relation", "lives-in") == ["adored", "greeted"]
        assert words("--relation", "lives-in,praised") == ["greeted", "adored"]
        expect(kgraph("gaps", *arguments, "--relation", "prised", cwd=place), 2, "no relation prised", "did you mean praised?")


@test
def test_json():
    with folder() as place:
        arguments = corpus(place)
        answer = json.loads(expect(kgraph("gaps", *arguments, "--json", cwd=place), 0).out)
        assert answer["pairs"] == {"missing": 7, "found": 2}, answer
        assert [g["key"] for g in answer["groups"]] == ["greeted", "sent", "sent {} to"]
        first = answer["groups"][0]
        assert (first["group"], first["words"], first["sentences"], first["documents"], first["found"]) == (1, "greets", 3, 2, 0)
        assert first["fits"] == [{"relation": "praised", "forward": 3, "backward": 3}], first
        example = first["examples"][1]
        text = example["sentence"].encode()
        assert (example["document"], example["line"]) == ("d/one.txt", 1)
        ends = [(text[example[e]["start"]:example[e]["end"]].decode(), example[e]["name"], example[e]["type"]) for e in ("first", "second")]
        assert ends == [("Ann Lee", "Ann Lee", "person"), ("Bob Hill", "Bob Hill", "person")]


@test
def test_what_was_found_is_told():
    with folder() as place:
        done = expect(kgraph("gaps", *corpus(place, one="Ann Lee praised Bob Hill. Bob Hill praised Cid Roe."), cwd=place), 0)
        assert done.out == b"" and "nothing is missing: all 2 pairs of names gave a relation" in done.err, done
        # An adverb that the rule does not allow.
        done = expect(kgraph("gaps", *corpus(place, one="Ann Lee praised Bob Hill. Bob Hill warmly praised Cid Roe."), cwd=place), 0)
        assert done.out.decode().startswith("1. praised   1 sentence in 1 document; 1 more gave a relation\n"), done


@test
def test_what_the_same_words_gave_is_the_likeliest():
    with folder() as place:
        arguments = corpus(place, one="Ann Lee truly owes thanks to Bob Hill.")
        write(os.path.join(place, "r/more.rules"), """
relation owes from person to person
relation thanked from person to person
rule thanks
  find   {X} owes thanks to {Y}
  gives  {Y} | thanked | {X}
  yes    Ann Lee owes thanks to Bob Hill.
  no     Ann Lee owes money to Bob Hill.
rule owes
  find   {X} owes all thanks to {Y}
  gives  {X} | owes | {Y}
  yes    Ann Lee owes all thanks to Bob Hill.
  no     Ann Lee owes Bob Hill.
""")
        # Both have rules that say the words; of equals the first that was declared.
        done = expect(kgraph("gaps", *arguments, cwd=place), 0)
        assert done.out.decode().startswith("1. owes thanks to   1 sentence in 1 document\n    could be owes, thanked, praised\n"), done
        done = expect(kgraph("gaps", *arguments, "--suggest", "1", cwd=place), 0)
        assert b"  gives  {X} | owes | {Y}\n" in done.out, done
        write(os.path.join(place, "d/one.txt"), "Ann Lee truly owes thanks to Bob Hill. Ann Lee owes thanks to Cid Roe.")
        done = expect(kgraph("gaps", *arguments, cwd=place), 0)
        assert done.out.decode().startswith("1. owes thanks to   1 sentence in 1 document; 1 more gave a relation\n    could be thanked, "), done
        # The name behind was the subject there.
        done = expect(kgraph("gaps", *arguments, "--suggest", "1", cwd=place), 0)
        assert b"  gives  {Y} | thanked | {X}\n" in done.out and b"         = Bob Hill | thanked | Ann Lee\n" in done.out, done


@test
def test_words_that_stand_for_a_name():
    """"He" is Bob Hill: a pair with him is one with Bob Hill, but what names both is shown first."""
    with folder() as place:
        arguments = corpus(place, one="Bob Hill slept. He greeted Cid Roe. Cid Roe, it seems, was the one of whom all knew: Cid Roe greeted Ann Lee.",
                           two="Bob Hill slept. Later he greeted Bob Hill.")
        write(os.path.join(place, "r/r.rules"), RULES.replace("Bob Hill : person", "Bob Hill : person, male"))
        groups = lambda *more: json.loads(expect(kgraph("gaps", *arguments, "--json", *more, cwd=place), 0).out)["groups"]
        examples = [(e["first"]["name"], e["second"]["name"], e["sentence"].split()[0]) for e in groups()[0]["examples"]]
        assert examples == [("Cid Roe", "Ann Lee", "Cid"), ("Bob Hill", "Cid Roe", "He")], examples
        assert [len(g["examples"]) for g in groups("--no-refer")] == [1], groups("--no-refer")


def check(place, text):
    write(os.path.join(place, "s/s.rules"), text)
    return kgraph("check", *EN, "-r", "r", "-r", "s", cwd=place)


@test
def test_a_suggestion_can_be_pasted():
    with folder() as place:
        arguments = corpus(place)
        done = expect(kgraph("gaps", *arguments, "--suggest", "1", cwd=place), 0)
        assert done.out.decode() == """# Group 1: sentences 3, documents 2.
rule greets
  # why    what this means
  find   {X} [<auxiliary>] [<adverb>] (greets|greeted) {Y}
  gives  {X} | praised | {Y}
  yes    Hill greets Lee.
         = Bob Hill | praised | Ann Lee
  yes    Ann Lee greeted Bob Hill.
         = Ann Lee | praised | Bob Hill
  yes    Later Bob Hill had warmly greeted Cid Roe.
         = Bob Hill | praised | Cid Roe
  # no     what looks like it and is not meant
""", done
        checked = expect(check(place, done.out), 0)
        assert "5 passed, 0 failed" not in checked.err and re.search(r"7 passed, 0 failed, 0 to do", checked.out.decode()), checked
        every = expect(kgraph("gaps", *arguments, "--suggest", "all", cwd=place), 0).out
        assert every.startswith(done.out) and every.count(b"\nrule ") == 3
        assert re.search(r"0 failed", expect(check(place, every), 0).out.decode())
        two = expect(kgraph("gaps", *arguments, "--suggest", "all", "--top", "2", cwd=place), 0).out
        assert every.startswith(two) and two.count(b"\nrule ") == 2


@test
def test_names_that_only_the_document_knows():
    """Alone, "Gadsden" at the beginning is no name: a `given` line makes it one."""
    with folder() as place:
        arguments = corpus(place, one="In 1853 the old Gadsden came. Gadsden greets Morales. Gadsden greets the young Gadsden's men.")
        done = expect(kgraph("gaps", *arguments, "--suggest", "1", cwd=place), 0)
        assert "  yes    Gadsden greets Morales.\n         given  greets Gadsden, greets Morales.\n         = Gadsden | praised | Morales\n" \
            in done.out.decode(), done
        assert "0 failed, 0 to do" in expect(check(place, done.out), 0).out.decode()


@test
def test_what_cannot_stand_in_a_rule_is_left_out():
    with folder() as place:
        arguments = corpus(place, one="Ann Lee greeted Bob Hill # not a comment. Ann Lee greeted Cid\x1b[31m and Bob Hill. Cid Roe greeted Ann Lee.")
        done = expect(kgraph("gaps", *arguments, "--suggest", "1", cwd=place), 0)
        assert b" # not" not in done.out and b"Cid Roe greeted Ann Lee." in done.out, done
        expect(check(place, done.out), 0)


@test
def test_mistakes_in_the_arguments():
    with folder() as place:
        arguments = corpus(place)
        expect(kgraph("gaps", *arguments, "--suggest", "9", cwd=place), 2, "there is no group 9: 3 were found")
        for wrong in ("0", "-1", "x", "1x", "", "99999999999999999999999"):
            expect(kgraph("gaps", *arguments, "--suggest", wrong, cwd=place), 2, "--suggest wants the number of a group, or all")
        expect(kgraph("gaps", *arguments, "--suggest", "1", "--json", cwd=place), 2, "it does not go with --json")
        expect(kgraph("gaps", cwd=place), 2, "no document was named")
        expect(kgraph("gaps", "-r", "r", "nowhere", cwd=place), 2, "nowhere")
        expect(kgraph("extract", *arguments, "--suggest", "1", cwd=place), 2, "--suggest does not go with")


@test
def test_nothing_is_missing():
    with folder() as place:
        for text in ("", "\n", "no names here.", "Ann Lee and Bob Hill.", "Ann Lee."):
            done = expect(kgraph("gaps", *corpus(place, one=text), cwd=place), 0, "nothing is missing")
            assert done.out == b"", done
            answer = json.loads(expect(kgraph("gaps", *corpus(place, one=text), "--json", cwd=place), 0).out)
            assert answer["groups"] == [] and answer["pairs"]["missing"] == 0
        write(os.path.join(place, "e/e.rules"), "type person\nentity Ann Lee : person\nentity Bob Hill : person\n")
        expect(kgraph("gaps", "-r", "e", "d", cwd=place), 0, "the rules have no relation")
        done = expect(kgraph("gaps", "-q", *EN, "-r", "r", "d", cwd=place), 0)
        assert done.err == "", done


@test
def test_rules_without_a_language():
    """No list says what a frequent word is, what a clause, what a form of a verb."""
    with folder() as place:
        corpus(place)
        write(os.path.join(place, "e/e.rules"), "type person\nrelation met from person to person\nentity Ann Lee : person\nentity Bob Hill : person\n")
        done = expect(kgraph("gaps", "-r", "e", "-", input=b"Ann Lee greeted Bob Hill. Bob Hill greets Ann Lee.\n", cwd=place), 0)
        assert b"1. greeted   1 sentence" in done.out and b"2. greets   1 sentence" in done.out, done
        done = expect(kgraph("gaps", "-r", "e", "--suggest", "all", "-", input=b"Ann Lee greeted Bob Hill.\n", cwd=place), 0)
        assert b"find   {X} greeted {Y}" in done.out and b"\n  yes    Ann Lee greeted Bob Hill.\n" in done.out, done


@test
def test_hostile_documents():
    with folder() as place:
        arguments = corpus(place)
        write(os.path.join(place, "d/binary.txt"), b"\0\1\2" * 500)
        done = expect(kgraph("gaps", *arguments, cwd=place), 1, "binary.txt: warning: skipped")
        assert done.out.startswith(b"1. greets   3 sentences"), done
        os.remove(os.path.join(place, "d/binary.txt"))
        many = " ".join(f"Lee greets Hill{n % 7} and Bob Hill" for n in range(4000))
        write(os.path.join(place, "d/many.txt"), many + ".\n" + "Ann Lee greeted " * 300 + "Bob Hill.\n")
        expect(kgraph("gaps", *arguments, cwd=place, timeout=10), 0)
        write(os.path.join(place, "d/many.txt"), "Ann\x1b[31mLee \x07greeted \u202eBob Hill. Ann Lee greeted\x1b[2J Bob Hill in \u2028May.\n")
        for more in ([], ["--json"], ["--suggest", "all"]):
            out = expect(kgraph("gaps", *arguments, *more, cwd=place), 0).out
            assert b"\x1b" not in out and b"\x07" not in out and "\u202e".encode() not in out, out


@test
def test_equal_bytes_for_threads_and_a_full_disk():
    with folder() as place:
        names = ["Ann Lee", "Bob Hill", "Cid Roe"]
        files = {f"n{n}": " ".join(f"{names[k % 3]} verb{k * n % 50}ed {names[(k + 1) % 3]}." for k in range(40)) for n in range(30)}
        arguments = corpus(place, **files)
        for more in (["--top", "500"], ["--json", "--top", "500"], ["--suggest", "all"]):
            one = expect(kgraph("gaps", *arguments, *more, "-j1", cwd=place), 0).out
            assert len(one) > 1000
            for threads in ("-j2", "-j7"):
                assert expect(kgraph("gaps", *arguments, *more, threads, cwd=place), 0).out == one
        with open("/dev/full", "wb") as full:
            status = subprocess.run([KGRAPH, "gaps", *arguments], cwd=place, stdout=full, stderr=subprocess.PIPE)
            assert status.returncode == 3 and b"standard output" in status.stderr, status


main()
