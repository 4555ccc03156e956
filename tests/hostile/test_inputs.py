"""Documents that are broken, huge, strange or out of reach: a clear message, the rest of the work done, outputs valid."""
import json
import os
import socket
import subprocess
import time

from harness import (KGRAPH, SANITIZED, SLOWER, WORLD, Skip, expect, folder, jsonl, kgraph, main, read, rows, test, undefuse, without_rights, write)

GOOD = "Ada met Bob.\n"


def run(place, *arguments, status=0, words=(), **more):
    """Runs over the folder `in`; gives the edges, after a look at every output."""
    outputs = [os.path.join(place, name) for name in ("o.csv", "o.nodes.csv", "o.evidence.csv", "o.dot", "o.svg", "o.jsonl", "o.json")]
    report = outputs.pop()
    asked = [part for path in outputs for part in ("-o", path)]
    done = expect(kgraph(*WORLD, *asked, "--report", report, *(arguments or ["in"]), cwd=place, **more), status, *words)
    edges, nodes, proofs, lines = rows(outputs[0]), rows(outputs[1]), rows(outputs[2]), jsonl(outputs[5])
    account = json.loads(read(report))
    assert len(edges) == account["relations"] and len(nodes) == account["entities"] and len(proofs) == account["proofs"], account
    assert sum("edge" in line for line in lines) == len(edges)
    assert account["documents"] == account["read"] + account["skipped"], account
    assert account["bytes"] == account["bytes_read"] + account["bytes_skipped"], account
    assert account["sentences"] == account["matched"] + account["empty"] + account["gave_up"], account
    assert len(account["skipped_documents"]) == account["skipped"], account
    assert len(account["ignored_files"]) == account["ignored"], account
    for command in (["xmllint", "--noout", outputs[4]], ["dot", "-Tcanon", "-o", "/dev/null", outputs[3]]):
        subprocess.run(command, check=True, stderr=subprocess.PIPE)
    done.edges, done.account = edges, account
    return done


def skipped(done):
    return {row["document"]: row["why"] for row in done.account["skipped_documents"]}


@test
def test_empty_file():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), "")
        assert run(place).edges == []


@test
def test_empty_folder():
    with folder() as place:
        os.mkdir(os.path.join(place, "in"))
        done = run(place, status=1)
        assert done.edges == [] and "there is no document to read" in done.err, done
        write(os.path.join(place, "in/a.pdf"), "%PDF-1.4")
        expect(kgraph(*WORLD, "-q", "in", cwd=place), 1, "there is no document to read")
        expect(kgraph("stats", *WORLD, "in", cwd=place), 1, "there is no document to read", "1 file is no document by its name")
        write(os.path.join(place, "list"), "")
        expect(kgraph(*WORLD, "--files-from", "list", cwd=place), 1, "there is no document to read")


@test
def test_what_a_run_prints_into_its_folder_is_no_document():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), GOOD)
        printed = []
        for mode in ("wb", "wb", "ab"):
            with open(os.path.join(place, "in/found.txt"), mode) as file:
                done = subprocess.run([KGRAPH, *WORLD, "in", "-v"], cwd=place, stdout=file, stderr=subprocess.PIPE)
            assert done.returncode == 0 and b"in/found.txt: not read: standard output goes there" in done.stderr, done
            printed.append(read(os.path.join(place, "in/found.txt")))
        assert printed[0] == printed[1] and printed[2] == printed[0] * 2 and b"reported" not in printed[2], printed


@test
def test_an_empty_stream_and_an_empty_shard_are_no_mistake():
    with folder() as place:
        assert "no document to read" not in expect(kgraph(*WORLD, "-", "--stdin-name", "a.jsonl", cwd=place), 0).err
        os.mkdir(os.path.join(place, "in"))
        assert "no document to read" not in expect(kgraph(*WORLD, "--shard", "1/2", "in", cwd=place), 0).err


@test
def test_files_that_are_no_documents_are_told_of():
    with folder() as place:
        for name in ("a.txt", "b.md", "c.JSON", "d.pdf", "e.pdf", "sub/f.odd\x1b[31mname", "sub/.hidden.txt"):
            write(os.path.join(place, "in", name), GOOD)
        done = run(place)
        assert done.edges[0]["documents"] == "2" and done.account["ignored"] == 5, done
        assert done.account["ignored_files"] == [
            {"file": "in/c.JSON", "why": "no document by its name"}, {"file": "in/d.pdf", "why": "no document by its name"},
            {"file": "in/e.pdf", "why": "no document by its name"}, {"file": "in/sub/.hidden.txt", "why": "hidden"},
            {"file": "in/sub/f.odd\\x1B[31mname", "why": "no document by its name"}], done.account
        assert "4 files are no documents by their names and were not read (.JSON, .odd\\x1B[31m, .pdf); -v names each" in done.err, done
        assert "in/d.pdf" not in done.err and "\x1b" not in done.err and ".hidden" not in done.err, done
        told = run(place, "-v", "in").err
        assert all(f"in/{name}" in told for name in ("c.JSON: not read: no document by its name", "e.pdf: ", "sub/.hidden.txt: not read: hidden")), told
        assert "-v names" not in told, told
        for i in range(40):
            write(os.path.join(place, f"in/many.s{i:02}"), GOOD)
        assert "44 files are no documents by their names and were not read (.JSON, .odd\\x1B[31m, .pdf, .s00, .s01, .s02, ...)" in run(place).err
        assert "is no document" not in expect(kgraph(*WORLD, "-q", "in", cwd=place), 0).err
        expect(kgraph("stats", *WORLD, "in", cwd=place), 0, "44 files are no documents")


@test
def test_a_run_without_edges_explains_itself():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), "Nothing happened here.\n")
        assert "kgraph check" in run(place).err
        write(os.path.join(place, "in/a.txt"), "Ada and Bob went home.\n")
        assert "kgraph check" in run(place).err


@test
def test_what_joins_a_thing_with_itself_is_named():
    with folder() as place:
        write(os.path.join(place, "in/b.txt"), "Ada met Ada.\n")
        write(os.path.join(place, "in/a.txt"), "Nothing.\nAda met Ada.\n")
        done = expect(kgraph(*WORLD, "in", cwd=place), 0, "2 relations were left out: both ends are the same entity; -v says which", "no relation is left")
        assert "none of the names" not in done.err and "no relation was found" not in done.err, done
        told = expect(kgraph(*WORLD, "-v", "in", cwd=place), 0).err
        lines = [line.split(": ", 1)[1].strip() for line in told.splitlines() if " | met | " in line]
        assert [line.split(", by ")[0] for line in lines] == [f"in/{name}: Ada Lovelace | met | Ada Lovelace" for name in ("a.txt:2", "b.txt:1")], told
        assert "world/world.rules:" in lines[0], told


@test
def test_nul_bytes_end_nothing():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), b"One\0 two. Some words to make this a text with one NUL in it, no more than that.\n\nAda met Bob.\n")
        assert len(run(place).edges) == 1


@test
def test_invalid_truncated_and_overlong_utf8():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), b"\xc3\xa9 \xff\xfe\xc0\xaf \xe0\x80\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xf0\x9f\x98.\n\nAda met Bob.\n\xe2\x82")
        done = run(place)
        assert len(done.edges) == 1 and done.account["repaired"] == 1, done
        assert "U+FFFD" in done.err


@test
def test_every_pair_of_bytes():
    pairs = b"\n".join(bytes([a, b]) for a in range(128, 256) for b in [*range(32, 127), *range(128, 256)])
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), b"caf\xc3\xa9\n\n" + pairs + b"\n\nAda met Bob.\n")
        assert len(run(place).edges) == 1


@test
def test_utf16_with_and_without_mark():
    with folder() as place:
        write(os.path.join(place, "in/le.txt"), b"\xff\xfe" + GOOD.encode("utf-16le"))
        write(os.path.join(place, "in/be.txt"), b"\xfe\xff" + GOOD.encode("utf-16be"))
        write(os.path.join(place, "in/bare.txt"), (GOOD * 50).encode("utf-16le"))
        done = run(place, status=1)
        assert done.edges[0]["documents"] == "2" and list(skipped(done)) == ["in/bare.txt"], done
        assert "UTF-16" in skipped(done)["in/bare.txt"], done


@test
def test_utf16_by_name_asks_the_mark_for_its_order():
    with folder() as place:
        for codec, width in (("utf-16", 16), ("UTF-32", 32)):
            orders = [f"utf-{width}{order}" for order in ("le", "be")]
            for name, text in (("le", "\ufeff" + GOOD), ("be", "\ufeff" + GOOD), ("bare", GOOD), ("empty", "")):
                order = orders[1] if name != "le" else orders[0]
                write(os.path.join(place, f"in/{name}.txt"), text.encode(order))
            done = run(place, "--encoding", codec, "in", status=1)
            assert done.edges[0]["documents"] == "2" and skipped(done) == {"in/bare.txt": f"no byte order mark: {orders[0]} or {orders[1]}?"}, done
            assert run(place, "--encoding", orders[1].upper(), "in/be.txt", "in/bare.txt").edges[0]["documents"] == "2"


@test
def test_windows_1252_is_told():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), "José met Bob – at last…\n".encode("cp1252"))
        done = run(place)
        assert "Windows-1252" in done.err and done.edges[0]["source"] in ("Bob", "José Martí"), done


@test
def test_binary_is_skipped():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), read("/bin/ls"))
        write(os.path.join(place, "in/b.txt"), GOOD)
        done = run(place, status=1, words=["binary"])
        assert len(done.edges) == 1 and list(skipped(done)) == ["in/a.txt"]


@test
def test_200_mb_in_one_line():
    if SANITIZED:
        raise Skip("too slow with sanitizers")
    with folder() as place:
        path = os.path.join(place, "in/a.txt")
        os.mkdir(os.path.dirname(path))
        with open(path, "wb") as file:
            file.write(b"Ada met Bob. ")
            for _ in range(200):
                file.write(b"word " * 209715)
            file.write(b". Bob left Zurich. ")
        start = time.monotonic()
        size = os.path.getsize(path)
        done = subprocess.run(["/usr/bin/env", "python3", "-c",
            "import resource,subprocess,sys; r=subprocess.run(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(r.returncode)",
            os.path.realpath(os.environ.get("KGRAPH", "out/kgraph")), *WORLD, "-j1", "-o", os.path.join(place, "o.csv"), path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0, done.stderr
        memory = int(done.stdout) * 1024
        assert memory <= size + (128 << 20), f"{memory >> 20} MiB for {size >> 20} MiB"
        assert time.monotonic() - start < 60, "longer than a minute"
        assert len(rows(os.path.join(place, "o.csv"))) == 2


@test
def test_a_document_over_the_limit_is_skipped():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), GOOD * 1000)
        write(os.path.join(place, "in/b.txt"), GOOD)
        done = run(place, "--max-document", "4K", "in", status=1, words=["larger than"])
        assert list(skipped(done)) == ["in/a.txt"] and len(done.edges) == 1


@test
def test_a_sparse_file_of_terabytes_is_skipped_at_once():
    with folder() as place:
        write(os.path.join(place, "in/b.txt"), GOOD)
        try:
            with open(os.path.join(place, "in/a.txt"), "wb") as file:
                file.truncate(8 << 40)
        except OSError:
            raise Skip("this file system holds no such file")
        start = time.monotonic()
        run(place, status=1)
        assert time.monotonic() - start < 2 * SLOWER


@test
def test_unreadable_file_and_folder():
    with folder() as place:
        os.chmod(place, 0o777)
        for name in ("in/a.txt", "in/b.txt", "in/sub/c.txt"):
            write(os.path.join(place, name), GOOD)
        os.chmod(os.path.join(place, "in/a.txt"), 0)
        os.chmod(os.path.join(place, "in/sub"), 0)
        done = run(place, status=1, words=["Permission denied"], limits=without_rights)
        assert set(skipped(done)) == {"in/a.txt", "in/sub"} and len(done.edges) == 1, done


@test
def test_pipes_devices_sockets_and_links_do_not_hang():
    with folder() as place:
        write(os.path.join(place, "in/good.txt"), GOOD)
        write(os.path.join(place, "elsewhere.txt"), "Bob left Zürich.\n")
        os.mkfifo(os.path.join(place, "in/pipe.txt"))
        here = os.getcwd()
        os.chdir(os.path.join(place, "in"))
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("socket.txt")
        os.chdir(here)
        os.symlink("/dev/zero", os.path.join(place, "in/device.txt"))
        os.symlink(".", os.path.join(place, "in/loop"))
        os.symlink("nowhere", os.path.join(place, "in/dangling.txt"))
        os.symlink("../elsewhere.txt", os.path.join(place, "in/link.txt"))
        done = run(place, status=1, timeout=10)
        assert len(done.edges) == 1 and done.err.count("help: --follow reads") == 4, done
        done = run(place, "--follow", "in", status=1, timeout=10)
        assert len(done.edges) == 2 and "--follow" not in done.err and done.edges[0]["documents"] == "1", done
        listener.close()


@test
def test_a_pipe_on_the_command_line_is_read():
    with folder() as place:
        here, there = os.pipe()
        os.write(there, GOOD.encode())
        os.close(there)
        done = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", f"/dev/fd/{here}", pass_fds=[here]), 0)
        os.close(here)
        assert len(rows(done.out)) == 1


@test
def test_standard_input():
    done = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", "-", input=GOOD.encode()), 0)
    assert undefuse(rows(done.out)[0]["file"]) == "-"


@test
def test_files_from_a_list():
    with folder() as place:
        for name in ("a b.txt", "c.txt"):
            write(os.path.join(place, name), GOOD)
        for separator in (b"\n", b"\0"):
            done = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", "--files-from", "-", input=separator.join([b"a b.txt", b"c.txt", b""]), cwd=place), 0)
            assert rows(done.out)[0]["documents"] == "2", done
        done = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", "--files-from", "-", input=b"", cwd=place), 1)
        assert rows(done.out) == []


@test
def test_file_names_of_any_bytes():
    with folder() as place:
        for name in (b"new\nline.txt", b'quo"te.txt', b"\xff\xfe.txt", b"esc\x1b]0;x\x07.txt", b"-dash.txt", b"a" * 251 + b".txt", "é.txt".encode()):
            write(os.path.join(place.encode(), b"in", name).decode("utf-8", "surrogateescape"), GOOD)
        done = run(place)
        assert done.edges[0]["documents"] == "7", done
        assert len({proof["file"] for proof in rows(os.path.join(place, "o.evidence.csv"))}) == 7
        assert len({line["document"] for line in jsonl(os.path.join(place, "o.jsonl")) if list(line)[0] == "document"}) == 7


@test
def test_messages_hold_no_control_characters():
    with folder() as place:
        write(os.path.join(place, "in", "\x1b]0;evil\x07\r.txt"), b"\0\1\2\3" * 100)
        done = run(place, status=1)
        assert "\x1b" not in done.err and "\x07" not in done.err and "\r" not in done.err and "evil" in done.err, repr(done.err)


@test
def test_a_flood_of_messages_is_cut_and_counted():
    with folder() as place:
        for number in range(200):
            write(os.path.join(place, f"in/{number:03}.txt"), b"\0\1\2\3" * 10)
        done = run(place, status=1)
        assert done.err.count("skipped: ") == 20 and "180" in done.err, done
        assert done.account["skipped"] == 200


@test
def test_deep_folders():
    with folder() as place:
        deep = os.path.join(place, "in", *["d"] * 100)
        write(os.path.join(deep, "a.txt"), GOOD)
        write(os.path.join(place, "in/a.txt"), GOOD)
        assert len(run(place, status=1, words=["too deep"]).edges) == 1


@test
def test_nothing_there():
    with folder() as place:
        write(os.path.join(place, "o.csv"), "as it was")
        expect(kgraph(*WORLD, "-o", "o.csv", "no-such-folder", cwd=place), 2, "no file or folder")
        expect(kgraph(*WORLD, cwd=place), 2, "no document")
        assert read(os.path.join(place, "o.csv")) == b"as it was"


@test
def test_two_documents_of_one_name():
    with folder() as place:
        write(os.path.join(place, "one/a.txt"), GOOD)
        write(os.path.join(place, "two/a.txt"), GOOD)
        expect(kgraph(*WORLD, os.path.join(place, "one/a.txt"), os.path.join(place, "two/a.txt")), 2, "two documents")
        done = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", "one", "two", "one/a.txt", cwd=place), 0)
        assert rows(done.out)[0]["documents"] == "2"


@test
def test_bad_lines_of_jsonl():
    with folder() as place:
        write(os.path.join(place, "in/a.jsonl"), '{"id":"a","text":"Ada met Bob."}\n{"id":"b"\n[1]\n{"id":"c"}\n' + "[" * 1000 + '\n{"id":"d","text":"Bob met José."}\n')
        done = run(place, status=1)
        assert len(done.edges) == 2 and done.account["skipped"] == 4, done


@test
def test_own_outputs_are_no_documents():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), GOOD)
        outputs = [f"in/g{suffix}" for suffix in (".csv", ".jsonl", ".svg", ".dot", ".evidence.csv")]
        asked = [part for path in outputs for part in ("-o", path)] + ["--report", "in/r.json"]
        seen = []
        for _ in range(3):
            expect(kgraph(*WORLD, *asked, "in", cwd=place), 0)
            seen.append([read(os.path.join(place, path)) for path in outputs + ["in/r.json"]])
        assert seen[0] == seen[1] == seen[2]
        done = expect(kgraph(*WORLD, "-f", "csv", "-o", "-", "in", cwd=place), 0)
        assert rows(done.out)[0]["documents"] == "1", done


@test
def test_quotation_marks_without_end():
    texts = {"open": "\u201cAda met Bob.\n\nBob met Cy.\n", "many": '"' * 10000 + " Ada met Bob.\n", "pairs": "\u201ca b\u201d " * 10000 + "Ada met Bob.\n",
             "nested": "\u201c'" * 5000 + "Ada met Bob" + "'\u201d" * 5000 + "\n", "mixed": "\u00bb \u201e ' \" \u300d Ada met Bob. ' \" \u201a\n"}
    with folder() as place:
        for name, text in texts.items():
            write(os.path.join(place, "in", name + ".txt"), text)
        start = time.monotonic()
        done = run(place)
        assert len(done.edges) >= 1 and time.monotonic() - start < 10 * SLOWER, done


@test
def test_marks_that_are_never_closed():
    """Of emphasis, links, footnotes, tags, quoting and code, a megabyte each: read in time that grows with the text, and what stands behind is found."""
    marks = ["*", "*a ", "_a ", "**a _b ", "[", "[a](", "[a](b ", "![", "[[", "[[a|", "](x)", "[a][", "`", "~~a ", "<", "<a ", "<!--", "<sup>", "> ", ">\n", "```\n~~~\n",
             "\\", "a[1", "a(1", "[^", "[1]: ", "a[1]", "*a* ", "[a](b)", "![a](", "(((", "[a]((", "a\u00b9", "\u00b9", "aaa\u00b9,", "a[1]:1,", "a[1]:\u200a", "aaa<sup>1"]
    for suffix in (".md", ".txt"):
        with folder() as place:
            for i, mark in enumerate(marks):
                write(os.path.join(place, "in", f"{i:02}{suffix}"), mark * ((1 << 20) // len(mark)) + "\n\n" + GOOD + "\n")
            started = time.monotonic()
            done = run(place)
            assert time.monotonic() - started < 20 * SLOWER, suffix
            assert [(e["source"], e["target"]) for e in done.edges] == [("Ada Lovelace", "Bob")], done.edges
            assert int(done.edges[0]["documents"]) >= len(marks) - 2, (suffix, done.edges)


main()
