"""kgraph diff and patch: graphs with themselves, corpora, revisions, outputs, and what is no graph or no diff."""
import json
import os
import re
import shutil
import subprocess
import xml.dom.minidom

from harness import KGRAPH, SEEDS, TOP, Skip, expect, folder, fold, jsonl, kgraph, main, read, rows, test, write

BASE = os.path.join(TOP, "tests", "diff", "base.rules")
RULES = """rule opposed
  find   {X} opposed {Y}
  gives  {X} | opposed | {Y}
"""
COUP = """relation struck from event to person
rule struck
  find   {X} struck {Y}
  gives  {X} | struck | {Y}
"""
TEXT = "Bob Hill opposed Eva Stone. The coup struck Bob Hill. The Red Party funded Bob Hill.\n"


def make(place, name="rules", more=RULES + COUP):
    shutil.copytree(os.path.dirname(BASE), os.path.join(place, name), ignore=lambda _, names: [n for n in names if n != "base.rules"])
    write(os.path.join(place, name, "x.rules"), more)
    return name


def corpus(place, name="docs", **texts):
    for key, text in texts.items():
        write(os.path.join(place, name, key + ".txt"), text)
    return name


def graph(place, out, *arguments):
    expect(kgraph("-q", *arguments, "-o", out, cwd=place), 0)
    return os.path.join(place, out)


def said(run):
    return [fold(line) for line in run.out.decode().splitlines()]


@test
def test_a_graph_is_the_same_as_itself_and_its_edge_list():
    with folder() as place:
        make(place)
        corpus(place, a=TEXT, b=TEXT, c="The coup struck Eva Stone.\n")
        both = [graph(place, "g." + kind, "-r", "rules", "docs") for kind in ("jsonl", "csv")]
        coups = [e["entity"] for e in jsonl(both[0]) if e.get("name") == "coup"]
        assert coups == [f"coup@docs/{key}.txt" for key in "abc"], "a coup is that of its document"
        seeds = [graph(TOP, os.path.join(place, "seeds." + kind), SEEDS) for kind in ("jsonl", "csv")]
        for pair in (both, seeds):
            for old in pair:
                for new in pair:
                    assert re.fullmatch(r"\d+ unchanged\n", expect(kgraph("diff", old, new), 0).out.decode()), (old, new)


@test
def test_a_graph_of_other_rules_with_nothing_changed_is_the_same():
    with folder() as place:
        make(place, "old")
        make(place, "new", "# one\n\n# two\n" + RULES + COUP)
        corpus(place, a=TEXT)
        old, new = graph(place, "o.jsonl", "-r", "old", "docs"), graph(place, "n.jsonl", "-r", "new", "docs")
        assert read(old) != read(new)
        assert said(expect(kgraph("diff", old, new), 0)) == ["3 unchanged"]
        assert said(expect(kgraph("diff", "old", "new", "docs", cwd=place), 0)) == ["3 unchanged"]


@test
def test_of_two_corpora_the_document_is_the_cause():
    with folder() as place:
        make(place)
        corpus(place, "one/docs", a=TEXT, b="Eva Stone met Bob Hill.\n", c="Nothing.\n")
        corpus(place, "two/docs", a=TEXT, c="Nothing. Bob Hill opposed Eva Stone.\n", d="Eva Stone opposed Bob Hill.\n")
        graphs = [graph(os.path.join(place, side), "g.jsonl", "-r", "../rules", "docs") for side in ("one", "two")]
        run = expect(kgraph("diff", *graphs), 1)
        assert said(run) == [
            "- Bob Hill | met | Eva Stone 80 docs/b.txt:1 docs/b.txt (removed)",
            "~ Bob Hill | opposed | Eva Stone documents 1 -> 2 docs/c.txt changed",
            "+ Eva Stone | opposed | Bob Hill 80 docs/d.txt:1 docs/d.txt (new)",
            "2 unchanged, 1 added, 1 removed, 1 changed"], run


@test
def test_rules_are_not_compared_on_nothing():
    with folder() as place:
        make(place, "old")
        make(place, "new", RULES)
        os.mkdir(os.path.join(place, "docs"))
        write(os.path.join(place, "docs/a.pdf"), "%PDF-1.4")
        expect(kgraph("diff", "old", "new", "docs", cwd=place), 2, "there is no document to read")
        write(os.path.join(place, "docs/a.txt"), "")
        expect(kgraph("diff", "old", "new", "docs", cwd=place), 0)


@test
def test_documents_may_be_lines_of_a_file():
    with folder() as place:
        make(place, "old")
        make(place, "new", RULES.replace("opposed {Y}\n", "(opposed|fought) {Y}\n", 1))
        write(os.path.join(place, "docs/all.jsonl"), "".join(
            json.dumps({"id": f"d#{i}", "text": ["Bob Hill fought Eva Stone.", "Eva Stone met Bob Hill."][i % 2]}) + "\n" for i in range(6)))
        run = expect(kgraph("diff", "old", "new", "docs", cwd=place), 1)
        assert said(run) == ["+ Bob Hill | opposed | Eva Stone 80 docs/all.jsonl#d#0:1 opposed, new/x.rules:2 changed", "1 unchanged, 1 added"], run


@test
def test_edge_lists_are_compared_in_their_own_columns():
    with folder() as place:
        make(place, "old")
        make(place, "new", RULES.replace("opposed {Y}\n", "(opposed|met) {Y}\n", 1) + "  sure   90\n" + COUP)
        corpus(place, a=TEXT + "Eva Stone met Bob Hill.\n")
        for kind, other in (("csv", "csv"), ("csv", "jsonl"), ("jsonl", "csv")):
            old, new = graph(place, "o." + kind, "-r", "old", "docs"), graph(place, "n." + other, "-r", "new", "docs")
            found = [re.sub(r" \d+ docs.*", "", line) for line in said(expect(kgraph("diff", old, new), 1))]
            assert found == [
                "~ Bob Hill | opposed | Eva Stone sure 80 -> 90",
                "+ Eva Stone | opposed | Bob Hill",
                "3 unchanged, 1 added, 1 changed"], (kind, other, found)


@test
def test_what_is_left_out_while_graphs_are_read_makes_no_difference():
    with folder() as place:
        make(place, "old")
        make(place, "new", RULES + "rule met-too\n  find   {X} saw {Y}\n  gives  {X} | met | {Y}\n")
        corpus(place, **{f"a{i}": TEXT + "Bob Hill saw Eva Stone.\n" * (i % 3) for i in range(20)})
        old, new = graph(place, "o.jsonl", "-r", "old", "docs"), graph(place, "n.jsonl", "-r", "new", "docs")
        apart = expect(kgraph("diff", "-v", old, new), 1)
        # A picture shows what did not change as well: then all is read.
        whole = expect(kgraph("diff", "-v", old, new, "-o", os.path.join(place, "d.svg"), "-o", "-", "-f", "text"), 1)
        assert apart.out == whole.out


@test
def test_graphs_tell_that_a_reject_line_took_an_edge_out():
    with folder() as place:
        met = "relation saw from person to person symmetric\nrule saw\n  find   {X} saw {Y}\n  gives  {X} | saw | {Y}\nrule opposed-too\n  find   {X} fought {Y}\n%s  gives  {X} | opposed | {Y}\n"
        reject = 'reject docs/a.txt "Eva Stone | saw | Bob Hill" because it is a forgery\nreject docs/a.txt "Bob Hill | opposed | Eva Stone" because it is one\n'
        make(place, "old", RULES + met % "")
        make(place, "new", RULES + met % "  find   {X} resisted {Y}\n" + reject)
        corpus(place, a="Bob Hill fought Eva Stone. Bob Hill saw Eva Stone.\n", b="Bob Hill saw Eva Stone.\n")
        old, new = graph(place, "o.jsonl", "-r", "old", "docs"), graph(place, "n.jsonl", "-r", "new", "docs")
        lines = said(expect(kgraph("diff", old, new), 1))
        assert any(line.startswith("- Bob Hill | opposed | Eva Stone") and re.search(r" reject \(new\), new/x.rules:\d+$", line) for line in lines), lines
        assert any("saw" in line and "documents 2 -> 1" in line and re.search(r" reject \(new\), new/x.rules:\d+$", line) for line in lines), lines
        back = said(expect(kgraph("diff", new, old), 1))
        assert sum(bool(re.search(r" reject \(removed\), new/x.rules:\d+$", line)) for line in back) == 2 and len(back) == len(lines), back


@test
def test_graphs_tell_which_rule_was_changed():
    with folder() as place:
        words = "words fight = fought | %s\nrule fights\n  find   {X} <fight> {Y}\n  gives  {X} | opposed | {Y}\n"
        make(place, "old", RULES + words % "resisted" + COUP)
        make(place, "new", RULES + "  sure   90\n" + words % "attacked" + "rule saw\n  find   {X} saw {Y}\n  gives  {X} | met | {Y}\n")
        corpus(place, a=TEXT + "Eva Stone attacked Bob Hill. Bob Hill saw Eva Stone.\n")
        old, new = graph(place, "o.jsonl", "-r", "old", "docs"), graph(place, "n.jsonl", "-r", "new", "docs")
        lines = said(expect(kgraph("diff", old, new), 1))
        causes = {line.split(" | ")[0] + " " + line.split(" | ")[1]: re.sub(r".*(docs/a.txt:\d+|-> \d+) ", "", line) for line in lines[:-1]}
        assert causes == {
            "~ Bob Hill opposed": "opposed, new/x.rules:2 changed",
            "+ Eva Stone opposed": "fights, new/x.rules:7 by other words",
            "+ Bob Hill met": "saw (new), new/x.rules:10",
            "- coup struck": "struck (removed), old/x.rules:10"}, lines


def git(place, *arguments):
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    done = subprocess.run(["git", *identity, *arguments], cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=dict(environment, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null"))
    assert done.returncode == 0, done.stdout.decode()


def repository(place):
    if not shutil.which("git"):
        raise Skip("git is not installed")
    make(place, "rules/mine", "uses others\n" + RULES)
    write(os.path.join(place, "rules/others/o.rules"), "rule met-too\n  find   {X} saw {Y}\n  gives  {X} | met | {Y}\n")
    write(os.path.join(place, "rules/others/people.csv"), "name,type\nDora Quill,person\n")
    write(os.path.join(place, "rules/mine/a b#.rules"), "entities from people.csv\n")
    write(os.path.join(place, "rules/mine/people.csv"), "name,type\nCarl Dent,person\n")
    corpus(place, a=TEXT + "Carl Dent saw Bob Hill.\n")
    git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "first")


@test
def test_a_side_may_be_a_revision():
    with folder() as place, folder() as temporary:
        repository(place)
        environment = {"TMPDIR": temporary}
        same = kgraph("diff", "HEAD:rules/mine", "rules/mine", "docs", cwd=place, env=environment)
        assert said(expect(same, 0)) == ["3 unchanged"], same
        write(os.path.join(place, "rules/others/o.rules"), "rule met-too\n  find   {X} (glimpsed|espied) {Y}\n  gives  {X} | met | {Y}\n")
        write(os.path.join(place, "rules/mine/people.csv"), "name,type\nCarla Dent,person\n")
        for old in ("HEAD:rules/mine", "HEAD:rules/mine/", "HEAD:./rules/mine", "HEAD~0:rules/mine"):
            run = kgraph("diff", old, "rules/mine", "docs", cwd=place, env=environment)
            assert said(expect(run, 1)) == [
                "- Bob Hill | met | Carl Dent 80 docs/a.txt:2 met-too, others/o.rules:2 changed",
                "2 unchanged, 1 removed"], run
        git(place, "commit", "-qam", "second")
        run = kgraph("diff", "HEAD:rules/mine", "HEAD~1:rules/mine", "docs", cwd=place, env=environment)
        assert said(expect(run, 1))[-1] == "2 unchanged, 1 added", run
        inside = kgraph("diff", "HEAD~1:rules/mine", "HEAD:rules/mine", "../docs", cwd=os.path.join(place, "rules"), env=environment)
        assert said(expect(inside, 1))[-1] == "2 unchanged, 1 removed", inside
        assert os.listdir(temporary) == [], "nothing of a revision stays on the disk"


@test
def test_what_git_cannot_give_is_told():
    with folder() as place, folder() as temporary:
        repository(place)
        environment = {"TMPDIR": temporary}
        expect(kgraph("diff", "HEAD~9:rules/mine", "rules/mine", "docs", cwd=place, env=environment), 2, "HEAD~9:rules/mine", "cannot be read")
        expect(kgraph("diff", "HEAD:nowhere", "rules/mine", "docs", cwd=place, env=environment), 2, "HEAD:nowhere", "cannot be read")
        expect(kgraph("diff", "--", "-o:x", "rules/mine", "docs", cwd=place, env=environment), 2, "-o:x")
        expect(kgraph("diff", "HEAD:docs", "rules/mine", "docs", cwd=place, env=environment), 2, "no rules in this folder")
        expect(kgraph("diff", "HEAD:docs/a.txt", "rules/mine", "docs", cwd=place, env=environment), 2, "cannot be read")
        expect(kgraph("diff", "rules/mine", "HEAD:rules/mine", "docs", cwd=place, env=dict(environment, PATH="/nonexistent")), 2, "git is not installed")
        write(os.path.join(place, "rules/mine/x.rules"), "rule broken\n  find {X\n")
        git(place, "commit", "-qam", "broken")
        run = expect(kgraph("diff", "HEAD:rules/mine", "rules/mine", "docs", cwd=place, env=environment), 2, "HEAD:rules/mine/x.rules:2:")
        assert temporary not in run.err, run
        assert os.listdir(temporary) == []


@test
def test_every_output_says_the_same():
    with folder() as place:
        make(place, "old")
        make(place, "new", RULES.replace("opposed {Y}\n", "(opposed|met) {Y}\n", 1)+ "  sure 90\n")
        corpus(place, a=TEXT + "Eva Stone met Bob Hill. Bob Hill met the <Red> Party.\n")
        names = ["d.csv", "d.md", "d.jsonl", "d.svg"]
        outputs = [word for name in names for word in ("-o", name)]
        runs = []
        for threads, order in (("1", ["old", "new", "docs"]), ("7", ["old", "new", "./docs/"])):
            expect(kgraph("diff", *order, *outputs, "-j", threads, cwd=place, env={"LC_ALL": "C" if threads == "1" else "C.UTF-8"}), 1)
            runs.append([read(os.path.join(place, name)) for name in names])
            assert not any(place.encode() in content for content in runs[-1])
        assert runs[0] == runs[1]
        table = rows(runs[0][0])
        assert [row["change"] for row in table] == ["changed", "added", "removed"], table
        assert table[0]["what"] == "sure 80 -> 90" and table[0]["cause"] == "opposed, new/x.rules:4 new"
        assert table[1]["source"] == "Eva Stone" and table[1]["id"] == "eva-stone|opposed|bob-hill|asserted" and not table[1]["old_id"]
        assert table[1]["cause"] == "opposed, new/x.rules:2 changed"
        changes = [line for line in jsonl(os.path.join(place, "d.jsonl")) if "change" in line]
        assert [(c["change"], c["cause"]) for c in changes] == [(row["change"], row["cause"]) for row in table]
        page = runs[0][1].decode()
        assert "# old → new" in page and "## Added" in page and "- **Eva Stone \\| opposed \\| Bob Hill**; by opposed, new/x.rules:2 changed" in page
        picture = xml.dom.minidom.parseString(runs[0][3])
        texts = picture.getElementsByTagName("text")
        labels = [text.lastChild.data for text in texts if text.getAttribute("class").startswith("l ")]
        assert sorted(labels) == sorted(["funded", "met", "+ opposed", "~ opposed", "− struck"]), labels


@test
def test_colour_is_for_terminals_that_want_it():
    with folder() as place:
        make(place, "old")
        make(place, "new", COUP)
        corpus(place, a=TEXT)
        command = [KGRAPH, "diff", "old", "new", "docs"]
        assert b"\x1b" not in kgraph(*command[1:], cwd=place).out
        if not shutil.which("script"):
            raise Skip("script is not installed")
        for colour in (True, False):
            environment = dict(os.environ, TERM="xterm")
            environment.pop("NO_COLOR", None)
            if not colour:
                environment["NO_COLOR"] = "1"
            done = subprocess.run(["script", "-qec", " ".join(command), "/dev/null"], cwd=place, env=environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE)
            assert (b"\x1b[31m- " in done.stdout) == colour, done.stdout


@test
def test_wrong_arguments_are_told():
    with folder() as place:
        make(place)
        corpus(place, a=TEXT)
        old = graph(place, "g.jsonl", "-r", "rules", "docs")
        expect(kgraph("diff"), 2, "two things are to be compared")
        expect(kgraph("diff", old), 2, "two things")
        expect(kgraph("diff", old, "rules", cwd=place), 2, "cannot be compared")
        expect(kgraph("diff", old, old, old), 2, "3 were named")
        expect(kgraph("diff", "rules", "rules", cwd=place), 2, "no document")
        expect(kgraph("diff", "rules", "rules", "-", cwd=place, input=b"x"), 2, "standard input")
        expect(kgraph("diff", "rules", "nowhere", "docs", cwd=place), 2, "nowhere")
        expect(kgraph("diff", old, old, "-o", "x.dot", cwd=place), 2, "x.dot")
        expect(kgraph("diff", old, old, "-f", "dot", cwd=place), 2, "dot")
        expect(kgraph("diff", old, old, "-r", "rules", cwd=place), 2, "--rules")
        expect(kgraph("diff", old, os.path.join(place, "none.jsonl")), 2, "none.jsonl")
        expect(kgraph("diff", "rules", "rules", "docs", "-o", "docs/a.txt", "-f", "csv", cwd=place), 3, "inputs")
        expect(kgraph("diff", old, old, "-o", "none/x.csv", cwd=place), 3, "none/x.csv")
        assert read(os.path.join(place, "docs/a.txt")).decode() == TEXT


@test
def test_what_is_no_graph_is_refused_even_beside_itself():
    with folder() as place:
        make(place)
        corpus(place, a=TEXT)
        good = graph(place, "g.jsonl", "-r", "rules", "docs")
        lines = read(good).decode().splitlines()
        wrong = {
            "cut": ("\n".join(lines[:-1]) + "\n", "G03"),
            "middle": ("\n".join(lines[:4] + lines[5:]) + "\n", ""),
            "foreign": ('{"nodes":[]}\n', "G01"),
            "later": (lines[0].replace('"kgraph":1', '"kgraph":99') + "\n" + "\n".join(lines[1:]) + "\n", "G02"),
            "deep": ("[" * 100000 + "\n", "G01"),
            "empty": ("", "empty"),
            "bytes": (b"\xff\xfe\x00", "UTF-8"),
        }
        for name, (text, code) in wrong.items():
            path = write(os.path.join(place, name + ".jsonl"), text)
            for pair in ((path, good), (good, path), (path, path)):
                expect(kgraph("diff", *pair), 2, name + ".jsonl", code)
        expect(kgraph("diff", good, place), 2, "cannot be compared")
        os.mkdir(os.path.join(place, "folder.jsonl"))
        expect(kgraph("diff", os.path.join(place, "folder.jsonl"), "rules", cwd=place), 2)


@test
def test_a_graph_is_not_written_over():
    with folder() as place:
        make(place)
        corpus(place, a=TEXT)
        old = graph(place, "g.jsonl", "-r", "rules", "docs")
        before = read(old)
        expect(kgraph("diff", old, old, "-o", old), 3, "is one of the inputs")
        expect(kgraph("patch", old, old, "-o", old), 3, "is one of the inputs")
        assert read(old) == before


@test
def test_output_that_cannot_be_written_is_told():
    with folder() as place:
        make(place)
        corpus(place, a=TEXT)
        old = graph(place, "g.jsonl", "-r", "rules", "docs")
        if not os.path.exists("/dev/full"):
            raise Skip("there is no /dev/full")
        for command in (["diff", old, old], ["patch", old, "d.jsonl"]):
            kgraph("diff", old, old, "-o", "d.jsonl", cwd=place)
            with open("/dev/full", "wb") as full:
                done = subprocess.run([KGRAPH, *command], cwd=place, stdout=full, stderr=subprocess.PIPE)
            assert done.returncode == 3 and b"standard output" in done.stderr, done


def patched(place, change):
    """What patch says of a diff that was changed."""
    lines = read(os.path.join(place, "d.jsonl")).decode().splitlines()
    text = change(lines)
    write(os.path.join(place, "w.jsonl"), text if isinstance(text, (str, bytes)) else "\n".join(text) + "\n")
    return kgraph("patch", "o.jsonl", "w.jsonl", "-o", "out.jsonl", cwd=place)


@test
def test_a_patch_that_does_not_fit_is_refused():
    with folder() as place:
        make(place, "old")
        make(place, "new", COUP)
        corpus(place, a=TEXT)
        old, new = graph(place, "o.jsonl", "-r", "old", "docs"), graph(place, "n.jsonl", "-r", "new", "docs")
        expect(kgraph("diff", old, new, "-o", os.path.join(place, "d.jsonl")), 1)
        expect(patched(place, lambda lines: lines), 0)
        assert read(os.path.join(place, "out.jsonl")) == read(new)
        os.remove(os.path.join(place, "out.jsonl"))
        put = next(i for i, line in enumerate(read(os.path.join(place, "d.jsonl")).decode().splitlines()) if '"put"' in line)
        wrong = [
            (lambda lines: lines[:-1], "cut"),
            (lambda lines: lines[:put] + lines[put + 1:], "cut"),
            (lambda lines: [lines[0].replace('"old":"', '"old":"0')[:-3] + "}"], ""),
            (lambda lines: [re.sub('"old":"....', '"old":"0000', lines[0])] + lines[1:], "another graph"),
            (lambda lines: [re.sub('"new":"....', '"new":"0000', lines[0])] + lines[1:], "cut"),
            (lambda lines: lines[1:], "no diff of graphs"),
            (lambda lines: [lines[0].replace('"kgraph_diff":1', '"kgraph_diff":2')] + lines[1:], "later version"),
            (lambda lines: "", "empty"),
            (lambda lines: "\n".join(lines)[:-9], "w.jsonl"),
            (lambda lines: b"\xff\xfe" + "\n".join(lines).encode(), "w.jsonl"),
            (lambda lines: "[" * 100000, "nested deeper"),
            (lambda lines: [lines[0]] + ['{"at":5,"drop":1}', '{"at":2,"drop":1}'], "wrong place"),
            (lambda lines: [lines[0]] + ['{"at":-5,"drop":1}'], "where it belongs"),
            (lambda lines: [lines[0]] + ['{"at":1,"drop":99999999999999999999}'], "w.jsonl:2"),
            (lambda lines: [lines[0]] + ['{"at":1,"drop":999999999999}'], "cut"),
            (lambda lines: [lines[0]] + ['{"at":1,"put":"a\\nb"}'], "not one line"),
            (lambda lines: [lines[0]] + ['{"at":1}'], "either"),
            (lambda lines: [lines[0]] + ['{"at":1,"put":"x","drop":1}'], "either"),
        ]
        for change, word in wrong:
            expect(patched(place, change), 2, word)
            assert not os.path.exists(os.path.join(place, "out.jsonl"))
        expect(kgraph("patch", new, "d.jsonl", cwd=place), 2, "another graph")
        table = graph(place, "o.csv", "-r", "old", "docs")
        kgraph("diff", table, new, "-o", os.path.join(place, "t.jsonl"))
        expect(kgraph("patch", old, "t.jsonl", cwd=place), 2, "cannot be applied")
        expect(kgraph("patch", old, cwd=place), 2, "a graph and a diff")


@test
def test_patch_is_a_filter():
    with folder() as place:
        make(place, "old")
        make(place, "new", COUP)
        corpus(place, a=TEXT)
        old, new = graph(place, "o.jsonl", "-r", "old", "docs"), graph(place, "n.jsonl", "-r", "new", "docs")
        kgraph("diff", old, new, "-o", os.path.join(place, "d.jsonl"))
        assert expect(kgraph("patch", "-", "d.jsonl", cwd=place, input=read(old)), 0).out == read(new)
        assert expect(kgraph("patch", old, "-", cwd=place, input=read(os.path.join(place, "d.jsonl"))), 0).out == read(new)


@test
def test_names_that_are_markup_stay_text():
    with folder() as place:
        make(place, "old", "entity <b>Bold</b> & \"Co\" : group\nentity =SUM(A1) : group\n" + RULES + "  off\n")
        make(place, "new", "entity <b>Bold</b> & \"Co\" : group\nentity =SUM(A1) : group\n" + RULES)
        corpus(place, a="=SUM(A1) opposed <b>Bold</b> & \"Co\". \x1b[31mRed Party opposed Bob Hill.\n")
        outputs = [word for name in ("d.csv", "d.md", "d.svg", "d.jsonl") for word in ("-o", name)]
        run = kgraph("diff", "old", "new", "docs", *outputs, "-o", "-", "-f", "text", cwd=place)
        assert b"\x1b" not in run.out
        xml.dom.minidom.parseString(read(os.path.join(place, "d.svg")))
        assert not any(row["source"].startswith("=") for row in rows(os.path.join(place, "d.csv")))
        assert "<b>" not in read(os.path.join(place, "d.md")).decode()
        for line in read(os.path.join(place, "d.jsonl")).decode().splitlines():
            json.loads(line)


main()
