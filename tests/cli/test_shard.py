"""--shard and --stdin-name: the parts of a corpus are the graph of one run; documents that come as lines."""
import json
import os
import signal
import subprocess
import time

import shards
from harness import KGRAPH, SANITIZED, SEEDS, TOP, WORLD, expect, folder, jsonl, kgraph, main, read, test, without_rights, write

CORPUS = "tests/corpus"


def fnv(key):
    value = 0xCBF29CE484222325
    for byte in key.encode():
        value = (value ^ byte) * 0x100000001B3 % (1 << 64)
    return value


def documents(path):
    return [line["document"] for line in jsonl(path) if "document" == next(iter(line))]


@test
def test_a_document_belongs_to_the_part_that_its_name_says():
    with folder() as place:
        out = os.path.join(place, "o.jsonl")
        kgraph(*WORLD, CORPUS, "-o", out)
        every = documents(out)
        assert any("#" in key for key in every) and len(every) > 12, every
        seen = []
        for k in range(1, 6):
            kgraph(*WORLD, CORPUS, "--shard", f"{k}/5", "-o", out)
            assert [fnv(key) % 5 + 1 for key in documents(out)] == [k] * len(documents(out)), (k, documents(out))
            seen += documents(out)
        assert sorted(seen) == sorted(every)


@test
def test_parts_are_the_graph_of_one_run():
    with folder() as place:
        for arguments in ([SEEDS], [*WORLD, CORPUS], [*WORLD, CORPUS, "--no-refer", "--names", "known"]):
            shards.check(KGRAPH, arguments, (1, 2, 7, 64) if not SANITIZED else (1, 3), place, TOP)


RULES = """
relation led-by      from group to person  inverse leads
relation overthrew   from person, group to person  inverse overthrown-by
rule led
  find   {X} was led by {Y}
  gives  {X} | led-by | {Y}
rule over
  find   {X} [<status>] overthrew {Y}
  gives  {X} | overthrew | {Y}
infer by-its-leader
  if     A | led-by | B  and  A | overthrew | C
  then   C | overthrown-by | B
  sure   -30
reject "b.txt" "Green Union | overthrew | Bob Hill"  because it did not
reject "d.txt" "Green Union | overthrew | Bob Hill"
entity Ann Lee : person
entity Bob Hill : person
entity Green Union : group
"""


@test
def test_what_is_rejected_inferred_skipped_dated_and_dropped_is_there():
    text = "The Green Union was led by Ann Lee.\nIn May the Green Union overthrew Bob Hill.\n"
    with folder() as place:
        write(os.path.join(place, "rules", "r.rules"), RULES)
        for name in "abcdefgh":
            write(os.path.join(place, "in", name + ".txt"), text if name != "c" else "Bob Hill overthrew Bob Hill.\n" + text)
        write(os.path.join(place, "in", "e.txt"), b"\x7fELF\0\0")
        write(os.path.join(place, "in", "f.txt"), b"caf\xe9 \xc3\xa9\n" + text.encode())
        write(os.path.join(place, "in", "g.txt"), "Heading\n11 September 1973\n\n" + text)
        lines = [{"id": "x", "text": text, "date": "1973-09"}, {"id": "x", "text": text}, {"id": "x", "text": text}, {"id": "y"}, {"id": "z", "text": text}]
        write(os.path.join(place, "in", "l.jsonl"), "".join(json.dumps(line) + "\n" for line in lines) + '{"id": \n')
        write(os.path.join(place, "in", "l.jsonl.md"), text)
        shards.check(KGRAPH, ["-r", os.path.join(TOP, "rules/en"), "-r", "rules", "in"], (1, 2, 7, 64) if not SANITIZED else (1, 3), place, place)
        kinds = {}
        for line in jsonl(os.path.join(place, "whole.jsonl")):
            kinds.setdefault(next(iter(line)), []).append(line)
        assert [(r["document"], r["rejected"]) for r in kinds["rejected"]] == [("in/b.txt", "Green Union | overthrew | Bob Hill | asserted"),
                                                                             ("in/d.txt", "Green Union | overthrew | Bob Hill | asserted")], kinds["rejected"]
        skipped = [(d["document"], d["skipped"]) for d in kinds["document"] if "skipped" in d]
        assert [key for key, _ in skipped] == ["in/e.txt", "in/l.jsonl#6", "in/l.jsonl#x", "in/l.jsonl#x", "in/l.jsonl#y"], skipped
        by = {d["document"]: d for d in kinds["document"] if "skipped" not in d}
        assert by["in/g.txt"]["date"] == "1973-09-11" and by["in/l.jsonl#x"]["date"] == "1973-09" and by["in/f.txt"]["repaired"] is True, by
        assert by["in/c.txt"]["self_edges"] == 1 and "self_edges" not in by["in/a.txt"], by
        assert any("premise" in p for p in kinds["proof"])
        # The whole account is the same as well, but for what is no document by its name.
        run = ["-r", os.path.join(TOP, "rules/en"), "-r", "rules", "in"]
        kgraph(*run, "--report", "whole.json", cwd=place)
        for k in "123":
            kgraph(*run, "--shard", f"{k}/3", "-o", f"{k}.jsonl", cwd=place)
        expect(kgraph("merge", "3.jsonl", "2.jsonl", "1.jsonl", "--report", "joined.json", cwd=place), 0)
        assert json.loads(read(os.path.join(place, "whole.json"))) == json.loads(read(os.path.join(place, "joined.json")))


@test
def test_usage():
    for wrong in ("0/3", "4/3", "1/0", "1", "/", "1/", "/2", "a/b", "1/2/3", "-1/2", "1/99999999999", " 1/2", "1/2 "):
        expect(kgraph(SEEDS, "--shard", wrong), 2, "--shard wants K/N")
    expect(kgraph(SEEDS, "--stdin-name", "x.jsonl"), 2, "--stdin-name without standard input")
    expect(kgraph("-", "--stdin-name", ""), 2, "--stdin-name wants a name")
    expect(kgraph("check", "--shard", "1/2"), 2, "--shard does not go with")


@test
def test_an_empty_part_is_a_graph():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada met Bob.\n")
        for k in "12":
            done = expect(kgraph(*WORLD, "a.txt", "--shard", k + "/2", "-o", k + ".jsonl", cwd=place), 0)
            assert "no relation was found" not in done.err, done
        sizes = sorted(len(documents(os.path.join(place, k + ".jsonl"))) for k in "12")
        assert sizes == [0, 1], sizes
        expect(kgraph("merge", "1.jsonl", "2.jsonl", "-f", "csv", cwd=place), 0, "1 document, 2 entities, 1 relation")


@test
def test_a_worker_that_is_killed_and_run_again_changes_nothing():
    with folder() as place:
        for n in range(40):
            write(os.path.join(place, "in", f"{n}.txt"), "Ada met Bob.\n" * 200)
        kgraph(*WORLD, "in", "-o", "whole.jsonl", cwd=place)
        for delay in [0.0, 0.01, 0.02, 0.05, 0.1]:
            process = subprocess.Popen([KGRAPH, "-q", *WORLD, "in", "--shard", "1/2", "-o", "1.jsonl"], cwd=place, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            # What is there is the whole part, or nothing.
            if os.path.exists(os.path.join(place, "1.jsonl")):
                expect(kgraph("merge", "1.jsonl", "-f", "csv", cwd=place), 0)
        for k in "12":
            kgraph(*WORLD, "in", "--shard", k + "/2", "-o", k + ".jsonl", cwd=place)
        done = expect(kgraph("merge", "2.jsonl", "1.jsonl", "1.jsonl", "-f", "jsonl", cwd=place), 0)
        assert done.out == read(os.path.join(place, "whole.jsonl"))


def bundle(place, names):
    lines = []
    for name in names:
        with open(os.path.join(place, name), encoding="utf-8", newline="") as file:
            lines.append(json.dumps({"file": name, "text": file.read()}) + "\n")
    return "".join(lines).encode()


@test
def test_a_bundle_of_files_gives_what_the_files_give():
    texts = {"in/a.txt": "Ada met\nBob.\n\nBob saw Cid.\n", "in/b.md": "# Ada met Cid\n\n*Bob* met **Ada**.\n",
             "in/c.html": "<html><meta charset=latin-1><p>Ada &amp; Bob. Ada met <b>Bob</b> in Caf\u00e9.", "in/d.txt": "\ufeffAda met Bob.\r\nCid saw Ada.\r\n",
             "in/e": "Ada met Bob \u2014 and Cid.\n", "in/f.txt": ""}
    with folder() as place:
        for name, text in texts.items():
            write(os.path.join(place, name), text)
        write(os.path.join(place, "in/c.html"), texts["in/c.html"].replace("<meta charset=latin-1>", ""))
        kgraph(*WORLD, "in", "-o", "whole.jsonl", cwd=place)
        for names in (sorted(texts), sorted(texts, reverse=True)):
            done = expect(kgraph(*WORLD, "-", "--stdin-name", "lines.jsonl", "-f", "jsonl", input=bundle(place, names), cwd=place), 0)
            assert done.out == read(os.path.join(place, "whole.jsonl"))
        # In pieces, each a process of its own.
        pieces = b"".join(kgraph(*WORLD, "-", "--stdin-name", "lines.jsonl", "-f", "jsonl", input=bundle(place, [name]), cwd=place).out for name in texts)
        assert kgraph("merge", "-", "-f", "jsonl", input=pieces).out == read(os.path.join(place, "whole.jsonl"))
        # A page is the text that it is; what it says of its encoding holds for its bytes alone.
        latin = json.dumps({"file": "in/c.html", "text": texts["in/c.html"]}).encode()
        done = expect(kgraph(*WORLD, "-", "--stdin-name", "l.jsonl", "-f", "jsonl", input=latin), 0)
        assert "Caf\u00e9".encode() in done.out, done


@test
def test_standard_input_by_its_name():
    page = b"<p>Ada met <b>Bob</b>.<p>Cid saw Ada."
    with folder() as place:
        write(os.path.join(place, "x.html"), page)
        done = expect(kgraph(*WORLD, "-", "--stdin-name", "x.html", "-f", "jsonl", input=page), 0)
        assert done.out == kgraph(*WORLD, "x.html", "-f", "jsonl", cwd=place).out and b'"document":"x.html"' in done.out
        lines = b'{"id": "one", "text": "Ada met Bob."}\n{"id": "two", "text": "Cid saw Ada."}\n'
        write(os.path.join(place, "x.jsonl"), lines)
        done = expect(kgraph(*WORLD, "-", "--stdin-name", "x.jsonl", "-f", "jsonl", input=lines), 0)
        assert done.out == kgraph(*WORLD, "x.jsonl", "-f", "jsonl", cwd=place).out
        # Of a file on the disk a "file" is nothing special.
        write(os.path.join(place, "y.jsonl"), b'{"id": "one", "file": "z.txt", "text": "Ada met Bob."}\n')
        assert b'"document":"y.jsonl#one"' in kgraph(*WORLD, "y.jsonl", "-f", "jsonl", cwd=place).out
        # Parts of a stream as of a file.
        parts = [kgraph(*WORLD, "-", "--stdin-name", "x.jsonl", "--shard", f"{k}/2", "-f", "jsonl", input=lines).out for k in (2, 1)]
        assert kgraph("merge", "-", "-f", "jsonl", input=b"".join(parts)).out == done.out


@test
def test_lines_that_are_no_documents():
    def run(lines, status, *words):
        data = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines).encode()
        return expect(kgraph(*WORLD, "-", "--stdin-name", "in.jsonl", "-f", "jsonl", input=data), status, *words)
    good = {"file": "a.txt", "text": "Ada met Bob."}
    run([good, good], 1, "a.txt: warning: skipped: line 2: a line before it has the same id")
    run([good, {"file": "b.txt"}], 1, 'b.txt: warning: skipped: no "text" in it')
    run([good, {"file": "b.jsonl", "text": "{}"}], 1, "b.jsonl: warning: skipped: a line may not be a file of JSON lines")
    run([good, "{"], 1, "in.jsonl#2: warning: skipped: line 2")
    run([good, {"file": "", "text": "Cid saw Ada."}], 0)
    run([good, {"file": 7, "text": "Cid saw Ada."}], 0)
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Cid saw Ada.\n")
        expect(kgraph(*WORLD, "a.txt", "-", "--stdin-name", "in.jsonl", "-f", "csv", input=json.dumps(good).encode(), cwd=place), 2,
               "two documents are called a.txt")


@test
def test_a_file_that_may_not_be_read_is_said_once():
    with folder() as place:
        os.chmod(place, 0o755)
        for name in ("a.txt", "b.txt", "l.jsonl"):
            write(os.path.join(place, "in", name), "Ada met Bob.\n")
            os.chmod(os.path.join(place, "in", name), 0)
        os.chmod(place, 0o777)
        said = []
        for k in "123":
            done = kgraph(*WORLD, "in", "--shard", k + "/3", "-f", "jsonl", cwd=place, limits=without_rights)
            said += [line for line in done.err.splitlines() if "Permission denied" in line]
        assert sorted(line.split(":")[0] for line in said) == ["in/a.txt", "in/b.txt", "in/l.jsonl"], said


main()
