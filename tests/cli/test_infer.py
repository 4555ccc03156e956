"""`infer`, `reject` and `distinct` in a run: what the outputs say, what is reported, the same for any number of threads."""
import json
import os
import re

from harness import TOP, expect, folder, jsonl, kgraph, main, read, rows, test, write

EN = os.path.join(TOP, "rules/en")
RULES = """
relation led-by      from group to person  inverse leads
relation overthrew   from person, group to person  inverse overthrown-by
relation allied-with from person to person  symmetric
rule led
  find   {X} was led by {Y}
  gives  {X} | led-by | {Y}
rule over
  find   {X} [<status>] overthrew {Y}
  gives  {X} | overthrew | {Y}
rule ally
  find   {X} was allied with {Y}
  gives  {X} | allied-with | {Y}
entity Ann Lee : person
entity Bob Hill : person
entity Cid Orr : person
entity Green Union : group
"""
LEADER = """
infer by-its-leader
  if     A | led-by | B  and  A | overthrew | C
  then   C | overthrown-by | B
  sure   -30
"""
TEXT = "The Green Union was led by Ann Lee.\nIn May the Green Union overthrew Bob Hill.\n"


def run(place, rules, documents, *arguments, status=0, words=()):
    write(os.path.join(place, "rules", "r.rules"), RULES + rules)
    for name, text in documents.items():
        write(os.path.join(place, "in", name), text)
    return expect(kgraph("-r", EN, "-r", "rules", "in", *arguments, cwd=place), status, *words)


def edges(place):
    return {f"{e['source']} | {e['relation']} | {e['target']}" + ("" if e["status"] == "asserted" else " | " + e["status"]): e
            for e in rows(os.path.join(place, "x.csv"))}


@test
def test_every_output_marks_what_is_inferred():
    with folder() as place:
        run(place, LEADER, {"a.txt": TEXT}, "-o", "x.csv", "-o", "x.evidence.csv", "-o", "x.jsonl", "-o", "x.dot", "-o", "x.svg", "--report", "x.json")
        found = edges(place)
        assert list(found) == ["Ann Lee | overthrew | Bob Hill", "Green Union | led-by | Ann Lee", "Green Union | overthrew | Bob Hill"], list(found)
        edge = found["Ann Lee | overthrew | Bob Hill"]
        assert edge["rule"] == "infer by-its-leader" and edge["sure"] == "50", edge
        assert edge["evidence"] == "The Green Union was led by Ann Lee. + In May the Green Union overthrew Bob Hill.", edge
        proofs = [p for p in rows(os.path.join(place, "x.evidence.csv")) if p["id"] == edge["id"]]
        assert [p["sentence"] for p in proofs] == ["The Green Union was led by Ann Lee.", "In May the Green Union overthrew Bob Hill."], proofs
        assert [p["source_text"] + "/" + p["target_text"] for p in proofs] == ["Green Union/Ann Lee", "Green Union/Bob Hill"], proofs
        assert proofs[0]["resolved"] == "premise 1 of 2: Green Union | led-by | Ann Lee; with Green Union | overthrew | Bob Hill", proofs[0]
        assert all(re.fullmatch(r"infer by-its-leader:\d+/inferred", p["rule"]) for p in proofs), proofs
        lines = jsonl(os.path.join(place, "x.jsonl"))
        known = {line["edge"] for line in lines if "edge" in line}
        premises = [line["premise"] for line in lines if line.get("proof") == edge["id"]]
        assert premises == ["green-union|led-by|ann-lee|asserted", "green-union|overthrew|bob-hill|asserted"] and set(premises) <= known, premises
        assert all("premise" not in line for line in lines if "proof" in line and line["proof"] != edge["id"])
        dotted = [line for line in read(os.path.join(place, "x.dot")).decode().splitlines() if "style=dotted" in line]
        assert len(dotted) == 1 and "inferred=true" in dotted[0] and "ann-lee|overthrew" in dotted[0], dotted
        picture = read(os.path.join(place, "x.svg")).decode()
        # The edge, and the legend's line for it.
        assert picture.count('stroke-dasharray="1.5 3"') == 2 and "inferred from others" in picture
        account = json.loads(read(os.path.join(place, "x.json")))
        assert account["inferred"] == 1 and account["relations"] == 3 and account["rejected_relations"] == [], account


@test
def test_lines_to_read_say_so():
    with folder() as place:
        out = run(place, LEADER, {"a.txt": TEXT}).out.decode()
        assert ("Ann Lee  overthrew  Bob Hill   50  in/a.txt:1  infer by-its-leader/inferred  (inferred)\n"
                '    "The Green Union was led by Ann Lee. + In May the Green Union overthrew Bob Hill."\n') in out, out


@test
def test_documents_are_not_joined():
    with folder() as place:
        first, second = TEXT.splitlines()
        run(place, LEADER, {"a.txt": first, "b.txt": second}, "-o", "x.csv")
        assert list(edges(place)) == ["Green Union | led-by | Ann Lee", "Green Union | overthrew | Bob Hill"], edges(place)


@test
def test_what_one_document_states_and_another_implies():
    with folder() as place:
        run(place, LEADER, {"a.txt": TEXT, "b.txt": "Ann Lee overthrew Bob Hill.\n"}, "-o", "x.csv")
        edge = edges(place)["Ann Lee | overthrew | Bob Hill"]
        # The sentence that states it is the better proof, whatever the sureness; only its document says so.
        assert (edge["rule"], edge["evidence"], edge["file"]) == ("over", "Ann Lee overthrew Bob Hill.", "in/b.txt"), edge
        assert (edge["documents"], edge["mentions"], edge["sure"]) == ("1", "3", "80"), edge


@test
def test_what_is_denied_does_not_follow():
    with folder() as place:
        run(place, LEADER, {"a.txt": TEXT + "Ann Lee never overthrew Bob Hill.\n"}, "-o", "x.csv")
        assert "Ann Lee | overthrew | Bob Hill | denied" in edges(place), edges(place)
        assert "Ann Lee | overthrew | Bob Hill" not in edges(place)


@test
def test_nothing_follows_from_what_is_not_a_fact():
    with folder() as place:
        run(place, LEADER, {"a.txt": TEXT.replace("overthrew", "never overthrew")}, "-o", "x.csv")
        assert "Green Union | overthrew | Bob Hill | denied" in edges(place), edges(place)
        assert not any(edge.startswith("Ann Lee") for edge in edges(place)), edges(place)


@test
def test_a_rejected_edge_and_what_follows_from_it():
    with folder() as place:
        reject = 'reject a.txt "green union | overthrew | bob hill" because the page is a satire\n'
        done = run(place, LEADER + reject, {"a.txt": TEXT, "b.txt": TEXT}, "-o", "x.csv", "-v", "--report", "x.json",
                   words=("1 relation was taken out by `reject`:", "r.rules:23: Green Union | overthrew | Bob Hill | asserted in in/a.txt"))
        assert "W111" not in done.err, done
        assert {e["file"] for e in rows(os.path.join(place, "x.csv")) if e["relation"] == "overthrew"} == {"in/b.txt"}
        assert edges(place)["Ann Lee | overthrew | Bob Hill"]["documents"] == "1"
        taken = json.loads(read(os.path.join(place, "x.json")))["rejected_relations"]
        assert taken == [{"document": "in/a.txt", "relation": "Green Union | overthrew | Bob Hill | asserted", "rule_file": "rules/r.rules", "rule_line": 23,
                          "because": "the page is a satire"}], taken


@test
def test_an_inferred_edge_may_be_rejected():
    with folder() as place:
        run(place, LEADER + 'reject in/a.txt "Bob Hill | overthrown-by | Ann Lee"\n', {"a.txt": TEXT}, "-o", "x.csv",
            words=("1 relation was taken out by `reject`; -v says which",))
        assert list(edges(place)) == ["Green Union | led-by | Ann Lee", "Green Union | overthrew | Bob Hill"], edges(place)


@test
def test_what_a_line_of_rejection_takes():
    text = "Ann Lee was allied with Bob Hill. Ann Lee overthrew Bob Hill. Ann Lee never overthrew Bob Hill.\n"
    everything = {"Ann Lee | allied-with | Bob Hill", "Ann Lee | overthrew | Bob Hill", "Ann Lee | overthrew | Bob Hill | denied"}
    cases = {
        'a.txt "Ann Lee | overthrew | Bob Hill"': {"Ann Lee | overthrew | Bob Hill", "Ann Lee | overthrew | Bob Hill | denied"},
        'a.txt "Ann Lee | overthrew | Bob Hill | denied"': {"Ann Lee | overthrew | Bob Hill | denied"},
        'in/a.txt "Ann Lee | overthrew | Bob Hill | asserted"': {"Ann Lee | overthrew | Bob Hill"},
        'a.txt "Bob Hill | allied-with | ANN LEE"': {"Ann Lee | allied-with | Bob Hill"},
    }
    for line, taken in cases.items():
        with folder() as place:
            done = run(place, f"reject {line}\n", {"a.txt": text}, "-o", "x.csv")
            assert set(edges(place)) == everything - taken, f"{line}: {sorted(edges(place))}"
            assert "W111" not in done.err, done
    for line in ('a.txt "Bob Hill | overthrew | Ann Lee"', 'a.txt "Ann Lee | overthrew | Bob Hill | planned"'):
        with folder() as place:
            run(place, f"reject {line}\n", {"a.txt": text}, "-o", "x.csv", words=("r.rules:18:1: warning: this took nothing out", "[W111]"))
            assert set(edges(place)) == everything, line
    # The end of a name from a / on, not any end; another document is left alone, and its line is not out of date.
    for line in ('.txt "Ann Lee | overthrew | Bob Hill"', 'n/a.txt "Ann Lee | overthrew | Bob Hill"', 'aa.txt "Ann Lee | overthrew | Bob Hill"'):
        with folder() as place:
            done = run(place, f"reject {line}\n", {"a.txt": text}, "-o", "x.csv")
            assert set(edges(place)) == everything and "W111" not in done.err, f"{line}: {done}"


@test
def test_documents_of_lines_and_names_with_spaces():
    with folder() as place:
        lines = '{"id": "a/b", "text": "Ann Lee overthrew Bob Hill."}\n{"id": "c", "text": "Ann Lee overthrew Bob Hill."}\n'
        reject = 'reject x.jsonl#a/b "Ann Lee | overthrew | Bob Hill"\nreject "d e.txt" "Ann Lee | overthrew | Bob Hill"\n'
        run(place, reject, {"x.jsonl": lines, "d e.txt": "Ann Lee overthrew Bob Hill.\n"}, "-o", "x.csv", words=("2 relations were taken out",))
        assert [e["file"] for e in rows(os.path.join(place, "x.csv"))] == ["in/x.jsonl#c"]


SHORT = "Then Dora Quill overthrew Ann Lee. Later Quill overthrew Bob Hill.\n"


@test
def test_names_that_are_kept_apart():
    with folder() as place:
        run(place, "", {"a.txt": SHORT}, "-o", "x.csv")
        assert list(edges(place)) == ["Dora Quill | overthrew | Ann Lee", "Dora Quill | overthrew | Bob Hill"], edges(place)
        done = run(place, "distinct quill, Dora Quill\n", {"a.txt": SHORT}, "-o", "x.csv")
        assert list(edges(place)) == ["Dora Quill | overthrew | Ann Lee", "Quill | overthrew | Bob Hill"], edges(place)
        assert "W111" not in done.err, done


@test
def test_a_name_that_only_one_is_left_for():
    with folder() as place:
        text = SHORT + "Then Emma Quill overthrew Cid Orr.\n"
        run(place, "", {"a.txt": text}, "-o", "x.csv")
        assert "Quill | overthrew | Bob Hill" in edges(place), edges(place)
        run(place, "distinct Quill, Dora Quill\n", {"a.txt": text}, "-o", "x.csv")
        assert "Emma Quill | overthrew | Bob Hill" in edges(place), edges(place)


@test
def test_names_of_entities_and_acronyms_are_kept_apart():
    with folder() as place:
        entity = "entity Dora Quill : person\n  also Dora the Brave\n"
        run(place, entity + "distinct Quill, Dora the Brave\n", {"a.txt": SHORT}, "-o", "x.csv")
        assert "Quill | overthrew | Bob Hill" in edges(place), edges(place)
        text = "The Blue Union (BU) overthrew Ann Lee. Later the BU overthrew Bob Hill.\n"
        run(place, "", {"a.txt": text}, "-o", "x.csv")
        assert "Blue Union | overthrew | Bob Hill" in edges(place), edges(place)
        run(place, "distinct Blue Union, BU\n", {"a.txt": text}, "-o", "x.csv")
        assert "Blue Union | overthrew | Bob Hill" not in edges(place), edges(place)


@test
def test_names_that_are_kept_apart_outside_of_proofs():
    lines = "entity Paul Ducas : person\ndistinct Ducas, Paul Ducas\n"
    with folder() as place:
        for text in ("Paul Ducas overthrew Bob Hill. Later Ducas fled.\n", "Ducas slept.\n\nPaul Ducas overthrew Bob Hill.\n",
                     "Paul Ducas overthrew Bob Hill. General Ducas fled.\n"):
            for threads in "14":
                done = run(place, lines, {"a.txt": text}, "-j", threads, "-o", "x.csv")
                assert "W111" not in done.err, (text, done)
        done = run(place, lines, {"a.txt": "Paul Ducas overthrew Bob Hill. Later he fled.\n"}, "-o", "x.csv")
        assert "this kept no names apart" in done.err, done
        done = run(place, lines, {"a.txt": "Paul Ducas overthrew Bob Hill.\n", "b.txt": "Paul Ducas fled. Ducas slept.\n"}, "-o", "x.csv")
        assert "W111" not in done.err, done


@test
def test_a_line_that_keeps_nothing_apart():
    with folder() as place:
        run(place, "distinct Bob Hill, Dora Quill\n", {"a.txt": SHORT}, words=("r.rules:18:1: warning: this kept no names apart", "[W111]"))
        # Of names that no proof has nothing can be said.
        done = run(place, "distinct Zed Zorn, Zorn\n", {"a.txt": SHORT})
        assert "W111" not in done.err, done


@test
def test_limits_are_said_and_the_same_for_any_number_of_threads():
    with folder() as place:
        pairs = "\n\n".join(f"Ada Q{chr(97 + i // 26)}{chr(97 + i % 26)}ton was allied with Ada Q{chr(97 + (i + 1) // 26)}{chr(97 + (i + 1) % 26)}ton." for i in range(40))
        documents = {f"{n}.txt": pairs if n % 5 == 0 else TEXT for n in range(20)}
        friends = "infer friends\n  if A | allied-with | B and B | allied-with | C\n  then A | allied-with | C\n  sure -0\n"
        seen = set()
        for threads in (1, 3, 8):
            done = run(place, LEADER + friends + 'reject 7.txt "Ann Lee | overthrew | Bob Hill"\n', documents, f"-j{threads}", "-o", "x.csv", "-o", "x.evidence.csv",
                       "-o", "x.jsonl", "--report", "x.json", status=1, words=("in in/0.txt an edge would rest on more than 16 sentences", "[W110]"))
            seen.add((b"".join(read(os.path.join(place, name)) for name in ("x.csv", "x.evidence.csv", "x.jsonl", "x.json")), re.sub(r"[0-9.]+ seconds", "", done.err)))
        assert len(seen) == 1
        assert json.loads(read(os.path.join(place, "x.json")))["uninferred_documents"] == 4


@test
def test_shards_give_what_the_whole_gives():
    with folder() as place:
        documents = {"a.txt": TEXT, "b.txt": TEXT.replace("Bob Hill", "Cid Orr"), "c.txt": "Ann Lee overthrew Bob Hill.\n"}
        proofs = set()
        run(place, LEADER, documents, "-o", "x.evidence.csv")
        whole = {tuple(p.values()) for p in rows(os.path.join(place, "x.evidence.csv"))}
        for name in documents:
            expect(kgraph("-r", EN, "-r", "rules", "in/" + name, "-o", "y.evidence.csv", cwd=place), 0)
            proofs |= {tuple(p.values()) for p in rows(os.path.join(place, "y.evidence.csv"))}
        assert proofs == whole, proofs ^ whole


@test
def test_check_runs_the_examples_of_inferences():
    with folder() as place:
        good = "  yes    The Green Union was led by Ann Lee. The Green Union overthrew Bob Hill.\n         = Ann Lee | overthrew | Bob Hill\n"
        given = "  yes    The Green Union overthrew Bob Hill.\n         given The Green Union was led by Ann Lee.\n"
        write(os.path.join(place, "rules", "r.rules"), RULES + LEADER + good + given + "  no     The Green Union was led by Ann Lee.\n")
        done = expect(kgraph("check", "-r", EN, "-r", "rules", cwd=place), 0)
        assert b"examples: 3 passed, 0 failed" in done.out, done
        write(os.path.join(place, "rules", "r.rules"), RULES + LEADER + good.replace("= Ann Lee", "= Cid Orr") + "  no     " + good[9:].split("\n")[0] + "\n")
        expect(kgraph("check", "-r", EN, "-r", "rules", cwd=place), 1, "r.rules:24:12: error: infer by-its-leader: the example does not give this [K900]",
               "it gives: Ann Lee | overthrew | Bob Hill", "r.rules:25:10: error: infer by-its-leader: this `no` gives a relation [K900]")


main()
