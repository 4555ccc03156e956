"""Mistakes in rules: all of them in one run, each with place, line, carets and help; nothing is written."""
import os
import re
import time

from harness import SLOWER, TOP, WORLD, expect, folder, kgraph, main, read, rows, test, write

GOOD = "Ada met Bob.\n"
EIGHT = """# Eight mistakes.
relation met from person to person

entity Ada : persn

rule one
  find   {X} <meeet> {Y}
  gives  {X} | met | {Y}

rule two
  find   {X} met {Y}
  gives  {X} | mett | {Y}

rule three
  find   {X} met (with|to {Y}
  gives  {X} | met | {Y}

rule four
  find   {X} met {Y}
  gives  {X} | met | {Z}

rule five
  find   {X} met /(a/ {Y}
  gives  {X} | met | {Y}

rule six
  fnid   {X} met {Y}
  gives  {X} | met | {Y}

rule seven
  find   {X} met {Y}
  gives  {X} | met | {Y}
  sure   900
"""


@test
def test_eight_mistakes_give_eight_messages_in_one_run():
    with folder() as place:
        write(os.path.join(place, "r/bad.rules"), EIGHT)
        write(os.path.join(place, "in.txt"), GOOD)
        write(os.path.join(place, "o.csv"), "as it was")
        write(os.path.join(place, "o.svg"), "as it was")
        for command in (["-o", "o.csv", "-o", "o.svg", "in.txt"], ["check"]):
            first = command[:1] if command == ["check"] else []
            rest = [] if first else command
            done = expect(kgraph(*first, "-r", WORLD[1], "-r", "r", *rest, cwd=place), 2)
            errors = re.findall(r"^r/bad\.rules:(\d+):(\d+): error: .* \[K\d+\]\n +\d+ \| .*\n +\| +\^+\n(?: +(?:\||=).*\n)*", done.err, re.M)
            lines = {int(line) for line, _ in errors}
            wanted = {4, 7, 12, 15, 20, 23, 27, 33}
            assert wanted <= lines, f"no message for the lines {sorted(wanted - lines)}: {done}"
            assert done.err.count("= help:") >= 5, done
        assert read(os.path.join(place, "o.csv")) == b"as it was" and read(os.path.join(place, "o.svg")) == b"as it was"


@test
def test_files_of_rules_in_other_shapes():
    good = read(os.path.join(WORLD[3], "world.rules"))
    with folder() as place:
        write(os.path.join(place, "in.txt"), GOOD)
        expected = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", "in.txt", cwd=place), 0).out
        for name, content in {"crlf": good.replace(b"\n", b"\r\n"), "mark": b"\xef\xbb\xbf" + good, "unended": good.rstrip(b"\n")}.items():
            write(os.path.join(place, name, "world.rules"), content)
            done = expect(kgraph("-r", WORLD[1], "-r", name, "-f", "csv", "-o", "-", "in.txt", cwd=place), 0)
            assert done.out == expected, name
        for name, content in {"nul": good + b"\0\n", "bytes": good + b"entity \xff\xfe : person\n", "long": good + b"x" * (1 << 20) + b"\n"}.items():
            write(os.path.join(place, name, "world.rules"), content)
            done = expect(kgraph("-r", WORLD[1], "-r", name, "-f", "csv", "-o", "-", "in.txt", cwd=place), 2)
            assert re.search(r"world\.rules:\d+:\d+: error", done.err), f"{name}: {done}"
            assert len(done.err) < 100000, f"{name}: a message of {len(done.err)} bytes"


@test
def test_what_a_corpus_may_ask_for():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), GOOD)
        for content in ("use ../en\n", "use /etc\n", "include x\n", "use Chile\n", "use\n", "use nosuchrules\n", "use en chile\n"):
            write(os.path.join(place, "in/.kgraph"), content)
            done = expect(kgraph("in", cwd=place), 2)
            assert re.search(r"in/\.kgraph:1:\d+: error", done.err), f"{content!r}: {done}"
        write(os.path.join(place, "in/.kgraph"), "# nothing\n\nuse chile # a comment\n")
        expect(kgraph("in", cwd=place), 0)


@test
def test_folders_that_use_each_other():
    with folder() as place:
        write(os.path.join(place, "a/a.rules"), "uses b\ntype t\n")
        write(os.path.join(place, "b/b.rules"), "uses a\n")
        write(os.path.join(place, "in.txt"), GOOD)
        expect(kgraph("-r", "a", "in.txt", cwd=place), 2, "uses")
        write(os.path.join(place, "b/b.rules"), "uses ../../etc\n")
        expect(kgraph("-r", "a", "in.txt", cwd=place), 2, "b.rules:1:")


@test
def test_words_that_hold_each_other():
    with folder() as place:
        lines = ["words w0 = a | b"] + [f"words w{i} = " + " | ".join([f"<w{i - 1}>"] * 10) for i in range(1, 12)]
        write(os.path.join(place, "r/r.rules"), "type t\nrelation m from t to t\n" + "\n".join(lines) + "\nrule r\n  find {X} <w11> {Y}\n  gives {X} | m | {Y}\n")
        write(os.path.join(place, "in.txt"), GOOD)
        done = kgraph("-r", WORLD[1], "-r", "r", "in.txt", cwd=place, timeout=20)
        assert done.status in (0, 2), done
        write(os.path.join(place, "r/r.rules"), "words a = <b>\nwords b = <a>\n")
        expect(kgraph("-r", WORLD[1], "-r", "r", "in.txt", cwd=place), 2, "r.rules:")


@test
def test_long_lines_that_are_almost_alike():
    """Which of them is superfluous may stay unknown; it may neither take long nor exhaust the stack."""
    deep = " ".join("(" + " ".join(f"a{i % 7}" for i in range(999)) + "|b)" for _ in range(15))
    many = "[a] " * 400 + "c"
    turned = " ".join(f"({'|'.join(f'v{(i + k) % 40}' for k in range(40))})" for i in range(100))
    straight = " ".join(f"({'|'.join(f'v{k}' for k in range(40))})" for i in range(100))
    with folder() as place:
        for one, two in ((deep, deep + " d"), (deep, deep), (many, many + " d"), ("[a] " + many, many), (turned, straight), (turned, straight + " d")):
            write(os.path.join(place, "r/r.rules"), "type t\nrelation m from t to t\n" + "".join(
                f"rule r{n}\n  find {{X}} {line} {{Y}}\n  gives {{X}} | m | {{Y}}\n" for n, line in enumerate([one, two] * 3)))
            done = expect(kgraph("check", "-r", "r", cwd=place, timeout=10), 0)
            assert b"6 rules" in done.out, done
            # Nothing is found with the word d that is not there.
            assert two != one + " d" or "[W011]" not in done.err, done


def crowd(member):
    """Rules with a list of 12,000 members, and one line that asks for it."""
    words = [f"w{i * 7919 % 1000003:x}zq{i:x}" for i in range(12000)]
    members = [member(word) for word in words]
    rules = "words crowd = " + "\n  | ".join(" | ".join(members[i:i + 100]) for i in range(0, len(members), 100))
    return words, rules + "\nrelation met from person to person\nrule met\n  find {X} quickly <crowd> {Y}\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"


@test
def test_a_list_of_words_without_end():
    words, rules = crowd(lambda word: word)
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), rules)
        write(os.path.join(place, "in.txt"), f"Ada Lima quickly {words[5]} Bob Mora. Cora Nunez quickly {words[11999]} Dan Ortiz. Eva Paz quickly w Fay Rios.\n")
        done = expect(kgraph("-r", WORLD[1], "-r", "r", "in.txt", cwd=place), 0)
        assert len(re.findall(rb"^(?:Ada Lima\W+met\W+Bob Mora|Cora Nunez\W+met\W+Dan Ortiz)", done.out, re.M)) == 2, done
        assert b"Eva" not in done.out, done


@test
def test_a_list_of_patterns_without_end():
    """More than a regular expression can hold: the line that asks for it is named, the others work."""
    words, rules = crowd(lambda word: f"[very] {word}")
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), rules)
        write(os.path.join(place, "in.txt"), f"Ada Lima quickly {words[5]} Bob Mora. Ada Lima met Bob Mora.\n")
        done = expect(kgraph("-r", WORLD[1], "-r", "r", "in.txt", cwd=place), 1)
        assert re.search(r"^r/r\.rules:\d+:8: warning: this pattern is not used: .* \[W102\]$", done.err, re.M), done
        assert re.findall(rb"^Ada Lima\W+met\W+Bob Mora", done.out, re.M) and done.out.count(b"Ada Lima met") == 1, done


@test
def test_cues_without_end():
    """The same of what no line asks for by name: not one cue of such a list is found, which is said."""
    words, rules = crowd(lambda word: word)
    with folder() as place:
        cues = "\n    | ".join(" | ".join(f"{word} to" for word in words[i:i + 100]) for i in range(0, len(words), 100))
        write(os.path.join(place, "r/r.rules"), f"relation met from person to person\nrule met\n  find {{X}} [<status>] met {{Y}}\n  gives {{X}} | met | {{Y}}\nstatus denied\n  before: {cues}\n")
        write(os.path.join(place, "in.txt"), f"Ada Lima {words[5]} to met Bob Mora. Ada Lima met Bob Mora.\n")
        done = kgraph("-r", WORLD[1], "-r", "r", "in.txt", cwd=place)
        assert re.search(r"^r/r\.rules:6:\d+: warning: this list is not used: .* \[W102\]$", done.err, re.M), done


@test
def test_the_lists_that_come_with_the_program_are_all_used():
    with folder() as place:
        write(os.path.join(place, "in.txt"), "Ada Lima (1890-1953) killed Bob Mora in 1975 and later fled. She said that he had not joined the Red Party. Did she join it?\n")
        done = expect(kgraph("in.txt", cwd=place), 0)
        assert "warning" not in done.err, done


@test
def test_no_rules_at_all():
    with folder() as place:
        write(os.path.join(place, "in.txt"), GOOD)
        expect(kgraph("-r", "nowhere", "in.txt", cwd=place), 2, "nowhere")
        os.mkdir(os.path.join(place, "empty"))
        done = kgraph("-r", "empty", "in.txt", cwd=place)
        assert done.status in (0, 2) and done.err, done


@test
def test_a_thousand_inferences():
    relations = "".join(f"relation r{i} from person to person{' symmetric' if i % 3 == 0 else ''}\n" for i in range(20))
    rules = relations + "entity Ada Lovelace : person\n  also Ada\nentity Bob : person\nentity Cid : person\n"
    rules += "".join(f"rule r{i}\n  find {{X}} w{chr(97 + i)} {{Y}}\n  gives {{X}} | r{i} | {{Y}}\n" for i in range(20))
    rules += "".join(f"infer\n  if A | r{i % 20} | B and B | r{i // 20 % 20} | C\n  then A | r{i % 7} | C\n  sure -0\n" for i in range(1000))
    with folder() as place:
        write(os.path.join(place, "r", "r.rules"), rules)
        write(os.path.join(place, "a.txt"), " ".join(f"{a} w{chr(97 + i)} {b}." for i in range(20) for a, b in (("Ada", "Bob"), ("Bob", "Cid"), ("Cid", "Ada"))))
        start = time.monotonic()
        done = kgraph("-r", os.path.join(TOP, "rules/en"), "-r", "r", "a.txt", "-o", "x.csv", cwd=place)
        assert done.status in (0, 1), done
        assert time.monotonic() - start < 5 * SLOWER
        # Whoever is not the same as the other, by the seven relations that follow: all that there are.
        assert len({r["id"] for r in rows(os.path.join(place, "x.csv")) if int(r["relation"][1:]) < 7}) == 3 * 3 + 4 * 6


@test
def test_an_inference_that_explodes():
    names = [f"Q{chr(97 + i // 26)}{chr(97 + i % 26)}ton" for i in range(150)]
    met = "infer all\n  if A | met | B and B | met | C and C | met | D and D | met | E\n  then A | praised | E\n  sure -0\n"
    praised = "infer more\n  if A | praised | B and B | praised | C\n  then A | praised | C\n"
    with folder() as place:
        write(os.path.join(place, "r", "r.rules"), met + praised)
        write(os.path.join(place, "a.txt"), "\n".join(f"Ada {a} met Bob {b}." for a in names[::2] for b in names[1::5]))
        write(os.path.join(place, "b.txt"), "Ada met Bob. José met Bob.\n")
        start = time.monotonic()
        done = expect(kgraph(*WORLD, "-r", "r", "a.txt", "b.txt", "-o", "x.csv", cwd=place), 1, "r/r.rules:1:7: warning: in a.txt ", "[W110]")
        assert time.monotonic() - start < 10 * SLOWER, done
        assert "in b.txt" not in done.err and len(rows(os.path.join(place, "x.csv"))) < 20000


@test
def test_mistakes_in_options():
    for arguments, word in ((["--ouput", "x"], "--output"), (["-Z"], "-Z"), (["--jobs", "none", "x"], "whole number"), (["-j0", "x"], "from 1 to 256"), (["--layout", "fdp", "seeds"], "--layout"),
                            (["-o"], "argument"), (["--status", "maybe", "seeds"], "maybe"), (["--from", "yesterday", "seeds"], "date"), (["--max-document", "big", "seeds"], "size"),
                            (["check", "--layout", "dot"], "check"), (["seeds", "-o", "x.nosuch"], "suffix"), (["seeds", "-o", "-"], "-f"), (["seeds", "-f", "nosuch"], "nosuch"),
                            (["--encoding", "bogus", "seeds"], "bogus"), (["help", "nosuch"], "nosuch"), (["--path", "A"], "two"), (["seeds", "-o", "out/a.csv", "-o", "out/a.csv"], "twice")):
        done = expect(kgraph(*arguments), 2, word)
        assert "error" in done.err, done


main()
