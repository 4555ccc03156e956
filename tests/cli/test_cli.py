"""What a person at the terminal sees: help, version, progress, the closing line, examples of rules."""
import os
import pty
import re
import subprocess

from harness import KGRAPH, SEEDS, TOP, WORLD, expect, folder, kgraph, main, read, rows, test, write


@test
def test_help_fits_a_screen_and_an_empty_folder_says_how_to_begin():
    for command in ("names", "gaps", "why", "eval"):
        lines = expect(kgraph("help", command), 0).out.decode().splitlines()
        assert max(map(len, lines)) <= 96, (command, max(lines, key=len))
    with folder() as place:
        os.mkdir(os.path.join(place, "r"))
        expect(kgraph("check", "-r", "r", cwd=place), 2, "[K001]", "uses en")


@test
def test_help_shows_every_command_and_option():
    for arguments in (["--help"], ["help"], ["-h"]):
        out = expect(kgraph(*arguments), 0).out.decode()
        for word in ("extract", "check", "--output", "--files-from", ".evidence.csv"):
            assert word in out, word
        assert all(len(line) <= 100 for line in out.splitlines())
    out = expect(kgraph("help", "check"), 0).out.decode()
    assert "--rules" in out and "--layout" not in out


@test
def test_version_names_the_libraries():
    out = expect(kgraph("--version"), 0).out.decode()
    assert re.match(r"kgraph \d+\.\d+", out)
    for library in ("cgraph", "gvc", "pcre2", "utf8proc", "libxml", "jansson", "libcsv"):
        assert re.search(library + r"\S* \d+\.", out), f"{library}: {out}"


@test
def test_edges_are_printed_without_an_output():
    done = expect(kgraph(*WORLD, "-", input=b"Ada met Bob.\n"), 0)
    assert b"Ada Lovelace" in done.out and b"met" in done.out and b"Ada met Bob." in done.out, done


@test
def test_the_closing_line_counts():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), "Ada met Bob.\n\nBob left Zürich.\n")
        write(os.path.join(place, "in/b.txt"), b"\0\1\2" * 100)
        write(os.path.join(place, "in/c.png"), "no document by its name")
        done = expect(kgraph(*WORLD, "-o", os.path.join(place, "o.csv"), "in", cwd=place), 1)
        last = done.err.strip().splitlines()[-1]
        assert re.fullmatch(r"kgraph: 1 document, 2 sentences examined, 3 entities, 2 relations, 1 skipped file, \d+\.\d\d seconds", last), done
        done = expect(kgraph(*WORLD, "-q", "-o", os.path.join(place, "o.csv"), "in/a.txt", cwd=place), 0)
        assert done.err == "", done


@test
def test_what_was_left_aside_is_said():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada met Bob. He praised Dan Poe.\n")
        def made(*options):
            expect(kgraph(*WORLD, *options, "-q", "-o", "o.svg", "-o", "o.jsonl", "a.txt", cwd=place), 0)
            return read(os.path.join(place, "o.svg")).decode(), read(os.path.join(place, "o.jsonl")).decode().splitlines()
        picture, lines = made()
        assert "known names alone" not in picture and "stand for" not in picture
        assert sum(line.startswith('{"edge"') for line in lines) == 2 and "no_refer" not in lines[0], lines
        picture, lines = made("--no-refer")
        assert "without words that stand for a name" in picture and '"no_refer":true' in lines[0], lines[0]
        assert sum(line.startswith('{"edge"') for line in lines) == 1
        picture, lines = made("--names", "known")
        assert "known names alone" in picture and '"known_names":true' in lines[0]
        assert sum(line.startswith('{"edge"') for line in lines) == 1


@test
def test_an_empty_picture_says_so():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada met Bob.\n")
        for options in (["--min-docs", "2"], ["--focus", "Ada Lovelace", "--from", "1900"]):
            done = expect(kgraph(*WORLD, *options, "-o", "o.svg", "a.txt", cwd=place), 0)
            said = [line for line in done.err.splitlines() if "o.svg" in line]
            assert len(said) == 1 and "shows none of the 1 relation: 1 " in said[0], done
            assert kgraph(*WORLD, *options, "-q", "-o", "o.svg", "a.txt", cwd=place).err == ""
        assert "o.svg" not in kgraph(*WORLD, "-o", "o.svg", "a.txt", cwd=place).err
        done = expect(kgraph(*WORLD, "--min-docs", "2", "--filter-data", "-o", "o.csv", "a.txt", cwd=place), 0)
        assert "o.csv shows none" in done.err, done
        expect(kgraph(*WORLD, "-q", "-o", "o.jsonl", "a.txt", cwd=place), 0)
        assert "p.svg shows none" in expect(kgraph("merge", "--min-docs", "2", "-o", "p.svg", "o.jsonl", cwd=place), 0).err


@test
def test_help_says_which_question_has_json():
    assert "other questions have none" in re.sub(r"\s+", " ", expect(kgraph("help", "why"), 0).out.decode())
    assert "--json goes with the question for a name" in expect(kgraph("why", "overthrow", "Ann Lee overthrew Bob Hill.", "--json"), 2).err


@test
def test_a_filter_without_a_picture_is_refused():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada met Bob.\n")
        for options in (["--top", "3"], ["--min-docs", "2"], ["--min-sure", "2"], ["--relation", "met"], ["--type", "person"], ["--status", "all"], ["--from", "1900"],
                        ["--to", "1900"], ["--focus", "Ada"], ["--path", "Ada", "Bob"], ["--hide", "Ada"]):
            for outputs in ([], ["-f", "csv"], ["-o", "o.jsonl"], ["--report", "o.json"]):
                done = expect(kgraph(*WORLD, *options, *outputs, "a.txt", cwd=place), 2, options[0] + " is a filter of the picture", "--filter-data")
                assert not done.out and not os.path.exists(os.path.join(place, "o.jsonl")), done
            expect(kgraph(*WORLD, *options, "-q", "-o", "o.csv", "-o", "o.svg", "a.txt", cwd=place), 0)
        expect(kgraph(*WORLD, "--all", "a.txt", cwd=place), 0)
        expect(kgraph(*WORLD, "--all", "--top", "3", "-o", "o.svg", "a.txt", cwd=place), 2, "choose one")
        expect(kgraph(*WORLD, "--hops", "2", "-o", "o.svg", "a.txt", cwd=place), 2, "--hops says how near --focus means", "--focus NAME --hops K")


@test
def test_the_title_of_a_picture_is_what_was_named():
    with folder() as place:
        for name in ("in/a.txt", "in/sub/b.txt"):
            write(os.path.join(place, name), "Ada met Bob.\n")

        def title(*documents):
            expect(kgraph(*WORLD, "-q", "-o", "o.svg", *documents, cwd=place), 0)
            return read(os.path.join(place, "o.svg")).decode().split('<title id="title">')[1].split("<")[0]
        assert title("in/sub/b.txt") == "Knowledge graph of b.txt" and title("in/sub") == "Knowledge graph of in/sub"
        assert title("in/a.txt", "in/sub/b.txt") == title("in") == "Knowledge graph of in"
        assert title("in/a.txt", "--title", "Ada") == "Ada"


@test
def test_an_entity_that_is_not_there_is_told_with_those_that_share_a_word():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), "uses en\nrelation met from person to person\nrule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"
              "entity Ilona Verebes : person\nentity Otto Verebes : person\nentity Red Fox : person\nentity Ann Lee : person\n")
        write(os.path.join(place, "a.txt"), "Ilona Verebes met Otto Verebes. Red Fox met Ann Lee.\n")

        def told(*names):
            return expect(kgraph("-r", "r", "-q", "a.txt", "-o", "o.svg", *names, cwd=place), 1).err
        assert 'called "Countess Verebes"; its words stand in "Ilona Verebes", "Otto Verebes"' in told("--focus", "Countess Verebes")
        assert 'called "red miller"; its words stand in "Red Fox"' in told("--focus", "red miller")
        assert 'did you mean "Ann Lee"?' in told("--focus", "Ann Lea")
        assert 'called "Nobody"' in told("--path", "Nobody", "Ann Lee") and "words stand" not in told("--path", "Nobody", "Ann Lee")


@test
def test_a_relation_is_chosen_as_it_is_shown():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), "type person\nrelation met from person to person\n  label met with\nrelation kin-of from person to person\n"
              "entity Ada : person\nentity Bob : person\nrule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\nrule kin\n  find {X} is a cousin of {Y}\n  gives {X} | kin-of | {Y}\n")
        write(os.path.join(place, "a.txt"), "Ada met Bob. Ada is a cousin of Bob.\n")
        for asked, found in (("met", ["met"]), ("met with", ["met"]), ("kin of", ["kin-of"]), ("met with,kin-of", ["kin-of", "met"])):
            out = expect(kgraph("-r", "r", "-q", "--relation", asked, "--filter-data", "-f", "csv", "a.txt", cwd=place), 0).out
            assert [row["relation"] for row in rows(out)] == found, (asked, out)
        assert "kin-of" not in expect(kgraph("stats", "-r", "r", "--relation", "met with", "a.txt", cwd=place), 0).out.decode()
        expect(kgraph("stats", "-r", "r", "--relation", "met wit", "a.txt", cwd=place), 2, "the rules have no relation met wit")


@test
def test_check_runs_the_examples():
    out = expect(kgraph("check", *WORLD), 0).out.decode()
    assert re.search(r"9 passed, 0 failed", out), out
    with folder() as place:
        write(os.path.join(place, "w/w.rules"), open(os.path.join(WORLD[3], "world.rules"), encoding="utf-8").read().replace("yes    Ada praised Bob.", "yes    Ada saw Bob."))
        done = expect(kgraph("check", "-r", WORLD[1], "-r", "w", cwd=place), 1, "w/w.rules:")
        assert "1 failed" in done.out.decode() and "^^^" in done.err, done


@test
def test_check_of_a_wrong_edge():
    with folder() as place:
        text = open(os.path.join(WORLD[3], "world.rules"), encoding="utf-8").read()
        for wrong in ("= Bob | met | José Martí", "= Ada Lovelace | met | Bob | denied"):
            write(os.path.join(place, "w/w.rules"), text.replace("= Ada Lovelace | met | Bob", wrong))
            expect(kgraph("check", "-r", WORLD[1], "-r", "w", cwd=place), 1, "w/w.rules:", "Ada Lovelace | met | Bob")
        write(os.path.join(place, "w/w.rules"), text.replace("= Ada Lovelace | met | Bob", "= Bob | met | Ada Lovelace"))
        expect(kgraph("check", "-r", WORLD[1], "-r", "w", cwd=place), 0)


@test
def test_the_rules_that_come_with_kgraph_hold():
    for arguments in ([], [SEEDS]):
        done = expect(kgraph("check", *arguments), 0)
        assert re.search(r"[1-9]\d* passed, 0 failed", done.out.decode()), done


@test
def test_no_name_of_the_sample_in_the_general_rules():
    for at, _, names in os.walk(os.path.join(TOP, "rules/politics")):
        for name in names:
            text = open(os.path.join(at, name), encoding="utf-8").read()
            # Examples may speak of anybody; what the rules match may not.
            lines = [l for l in text.splitlines() if not re.match(r"\s*(yes|no|=|given|todo|why|#)", l)]
            found = [l for l in lines if re.search(r"Chile|Allende|Pinochet|Santiago", l)]
            assert not found, f"{name}: {found}"


@test
def test_every_rule_has_two_yes_and_one_no():
    few = []
    for folder_name in ("politics", "es"):
        for at, _, names in os.walk(os.path.join(TOP, "rules", folder_name)):
            for name in sorted(names):
                text = open(os.path.join(at, name), encoding="utf-8").read()
                for block in re.split(r"^(?=\S)", text, flags=re.M):
                    if block.startswith("rule "):
                        yes, no = len(re.findall(r"^\s+yes\b", block, re.M)), len(re.findall(r"^\s+no\b", block, re.M))
                        if yes < 2 or no < 1:
                            few.append(f"{name}: {block.split()[1]}: {yes} yes, {no} no")
    assert not few, "\n".join(few)


@test
def test_rules_elsewhere_use_those_that_come_with_kgraph():
    with folder() as place:
        write(os.path.join(place, "mine/m.rules"), "uses en\nrelation slew from person to person\nrule slew\n  find {X} slew {Y}\n  gives {X} | slew | {Y}\n"
              "  yes Thor slew Thrym.\n  no Thor met Thrym.\nentity Thor : person\nentity Thrym : person\n")
        done = expect(kgraph("check", "-r", "mine", cwd=place), 0)
        assert b"examples: 2 passed, 0 failed" in done.out, done
        expect(kgraph("check", "-r", "en", cwd=place), 0)
        # One that lies beside the folder goes before one that comes with kgraph.
        write(os.path.join(place, "en/e.rules"), "type person\n")
        done = expect(kgraph("check", "-r", "mine", cwd=place), 0)
        assert b" 2 entities" in done.out, done
        expect(kgraph("check", "-r", "none", cwd=place), 2, "none")


@test
def test_a_misspelt_command_or_folder_of_rules():
    with folder() as place:
        for arguments, guess in ((["chek"], "kgraph check?"), (["chekc", "-r", "en"], "kgraph check?"), (["help", "exract"], "kgraph extract?"),
                                 (["check", "-r", "enn"], "mean en?"), (["check", "-r", "en", "-r", "politcs"], "mean politics?")):
            done = expect(kgraph(*arguments, cwd=place), 2, "did you mean " if guess[0] == "k" else "did you", guess)
            assert done.err.count("error:") == 1 and done.out == b"", done
        for arguments in (["letters"], ["check", "-r", "nothing-like-it"], ["check", "chek"], ["./chek"], [""]):
            assert "did you mean" not in expect(kgraph(*arguments, cwd=place), 2).err, arguments
        for arguments in (["doc", "--help"], ["doc", "-h"], ["doc", "chek", "--help"], ["help", "doc"]):
            done = expect(kgraph(*arguments, cwd=place), 2, "there is no command doc", "kgraph help lists them")
            assert done.out == b"", done
        expect(kgraph("--help", "doc", cwd=place), 0)
        # A folder of that name is a folder.
        write(os.path.join(place, "chek/a.txt"), "Ada met Bob.\n")
        write(os.path.join(place, "enn/e.rules"), "type person\n")
        assert b"met" in expect(kgraph("chek", *WORLD, cwd=place), 0).out
        expect(kgraph("check", "-r", "enn", cwd=place), 0)
        assert b"Filters of the picture" in expect(kgraph("chek", "--help", cwd=place), 0).out


@test
def test_what_a_corpus_may_ask_for():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), "Ada met Bob.\n")
        for line, words in (("use ../mine", "is no name"), ("use mine", "called mine")):
            write(os.path.join(place, "mine/m.rules"), "type person\n")
            write(os.path.join(place, "in/.kgraph"), line + "\n")
            expect(kgraph("in", cwd=place), 2, "in/.kgraph:1:5: error", words, "-r FOLDER")


@test
def test_a_picture_of_another_kind():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada met Bob.\n")
        expect(kgraph(*WORLD, "a.txt", "-o", "x.png", cwd=place), 2, "x.png: error: the suffix names no format", "an .svg", "rsvg-convert")
        assert "rsvg-convert" not in expect(kgraph(*WORLD, "a.txt", "-o", "-", cwd=place), 2).err


@test
def test_progress_only_on_a_terminal():
    with folder() as place:
        for number in range(15):
            write(os.path.join(place, f"in/{number}.txt"), "Ada met Bob. " * 40000)
        ours, theirs = pty.openpty()
        process = subprocess.Popen([KGRAPH, *WORLD, "-j1", "-o", os.path.join(place, "o.csv"), "in"], cwd=place, stderr=theirs)
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
        assert process.wait() == 0
        assert b"\r" in seen, seen[:500]
        assert "15 documents" in seen.decode("utf-8", "replace")


@test
def test_options_may_stand_anywhere():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada met Bob.\n")
        wanted = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", "a.txt", cwd=place), 0).out
        assert len(rows(wanted)) == 1
        for arguments in (["a.txt", "-f", "csv", "-o", "-"], ["-fcsv", "-o-", "--", "a.txt"], ["--format=csv", "a.txt", "--output=-"], ["extract", "a.txt", "-qfcsv", "-o", "-"]):
            position = 1 if arguments[0] == "extract" else 0
            done = expect(kgraph(*arguments[:position], *WORLD, *arguments[position:], cwd=place), 0)
            assert done.out == wanted, done


main()
