"""The span of every proof, decoded here without kgraph, lies within its sentence and holds both names."""
import os

import spans
from harness import SEEDS, WORLD, expect, folder, kgraph, main, rows, test, write

SENTENCES = """In the spring of that year, on a day of rain, Ada Lovelace met Bob.  Later
José Martí praised Ada.  In the end, after many weeks of waiting, Bob left
Zürich. Nobody else met anybody in those weeks, so that Ada Lovelace
praised\tBob.
"""
MEETINGS = 4


def check(place, paths, expected):
    table = os.path.join(place, "x.evidence.csv")
    expect(kgraph(*WORLD, "-o", table, *paths, cwd=place), 0)
    proofs = rows(table)
    wrong = spans.check(proofs, place)
    assert not wrong, "\n".join(wrong[:20])
    assert len(proofs) == expected, f"{len(proofs)} proofs instead of {expected}: {[p['sentence'] for p in proofs]}"
    return proofs


def make_test(name, content, expected=MEETINGS):
    def run():
        with folder() as place:
            write(os.path.join(place, name), content)
            check(place, [name], expected)
    run.__name__ = "test_" + name
    test(run)


HTML = ("<!DOCTYPE html><html><head><title>Ada met Bob in a title</title><style>Ada met Bob.</style></head><body><h1>News</h1>"
        "<!-- Ada met Bob. --><p>Ada <b>Love</b>lace&nbsp;met\n <i>Bob</i>. Later Jos&eacute; Mart&#237; praised <a href='x'>Ada</a>.</p>"
        "<script>var x = 'Ada met Bob.';</script><p>Bob left Z&uuml;rich. It was late &amp; dark. Nobody else met anybody. Ada Lovelace praised<br>\nBob.</p></body></html>")
make_test("plain.txt", SENTENCES)
make_test("crlf.txt", SENTENCES.replace("\n", "\r\n"))
make_test("mark.txt", b"\xef\xbb\xbf" + SENTENCES.encode())
make_test("utf16le.txt", b"\xff\xfe" + SENTENCES.encode("utf-16le"))
make_test("utf16be.txt", b"\xfe\xff" + SENTENCES.encode("utf-16be"))
make_test("windows.txt", SENTENCES.encode("cp1252"))
make_test("bad.txt", b"\xff\xc3 \xed\xa0\x80\n\n" + SENTENCES.encode() + b"\n\xe2\x82")
make_test("astral.txt", "\U0001d49c\U0001f600 first.\n\n" + SENTENCES)
make_test("notes.md", "# News\n\n" + SENTENCES + "\n* Ada met Bob.\n", MEETINGS + 1)
make_test("nosuffix", SENTENCES)
make_test("emphasis.txt", SENTENCES.replace("Ada Lovelace met", "_Ada Lovelace_[3] met").replace("José Martí", "*José\nMartí*[12]"))
make_test("emphasis16.txt", b"\xff\xfe" + SENTENCES.replace("Ada Lovelace met", "_Ada Lovelace_[3] met").encode("utf-16le"))
make_test("marked.md", "> " + SENTENCES.replace("\n", "\n> ").replace("Ada Lovelace met", "[Ada **Lovelace**](x.md \"Ada\")[^1] met").replace("left\n> Zürich", "[[b|left]]\n> `Zürich`"))
make_test("raised.html", HTML.replace("<i>Bob</i>", "<i>Bob<sup><a href='#n1'>1</a></sup></i>").replace("Z&uuml;rich", "Z&uuml;<!-- -->rich[4]"))
make_test("page.html", HTML)
make_test("page-latin.html", HTML.replace("<title>", "<meta charset=windows-1252><title>").replace("Jos&eacute;", "José").encode("cp1252"))
make_test("lines.jsonl", '{"id": "b", "text": "Ada Lovelace met Bob. Jos\\u00e9 Mart\\u00ed praised\\nAda."}\n{"id":"a","text":"So: Bob left Zürich."}\n', 3)


INFERENCE = "infer praise\n  if     A | praised | B  and  B | met | C\n  then   A | praised | C\n"


@test
def test_what_is_inferred_quotes_its_premises():
    """Such an edge stands in no sentence: its proofs hold the names of the edges that it rests on, each of which is proved by the same span."""
    with folder() as place:
        write(os.path.join(place, "more", "m.rules"), INFERENCE)
        for name, content in {"u8.txt": SENTENCES.encode(), "le.txt": b"\xff\xfe" + SENTENCES.encode("utf-16le"), "page.html": HTML.encode()}.items():
            write(os.path.join(place, "in", name), content)
        table = os.path.join(place, "x.evidence.csv")
        expect(kgraph(*WORLD, "-r", os.path.join(place, "more"), "-o", table, "in", cwd=place), 0)
        proofs = rows(table)
        wrong = spans.check(proofs, place)
        assert not wrong, "\n".join(wrong[:20])
        inferred = [p for p in proofs if p["rule"].startswith("infer ")]
        stated = [p for p in proofs if not p["rule"].startswith("infer ")]
        assert len(inferred) == 6 and {p["id"] for p in inferred} == {"jose-marti|praised|bob|asserted"}, inferred
        for proof in inferred:
            at = [p for p in stated if all(p[k] == proof[k] for k in ("file", "line", "start", "end", "sentence", "source_text", "target_text"))]
            premise = proof["resolved"].split(": ", 1)[1].split(";")[0]
            assert [f"{p['source']} | {p['relation']} | {p['target']}" for p in at] == [premise], proof


@test
def test_decomposed_accents_are_the_same_name():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Jose\u0301 Marti\u0301 met Bob.\n")
        check(place, ["a.txt"], 1)


@test
def test_the_same_graph_in_every_encoding():
    with folder() as place:
        tables = {}
        for name, content in {"u8": SENTENCES.encode(), "le": b"\xff\xfe" + SENTENCES.encode("utf-16le"), "w": SENTENCES.encode("cp1252")}.items():
            write(os.path.join(place, name, "a.txt"), content)
            expect(kgraph(*WORLD, "-o", os.path.join(place, name + ".csv"), "a.txt", cwd=os.path.join(place, name)), 0)
            tables[name] = rows(os.path.join(place, name + ".csv"))
        assert tables["u8"] == tables["le"] == tables["w"], tables


@test
def test_the_corpus_of_every_encoding_and_format():
    with folder() as place:
        table = os.path.join(place, "x.evidence.csv")
        # Some lines of its .jsonl are broken on purpose.
        expect(kgraph("tests/corpus", "-o", table), 1, "lines.jsonl#")
        proofs = rows(table)
        wrong = spans.check(proofs, ".")
        assert not wrong, "\n".join(wrong[:20])
        # Whatever the encoding, the same sentences are there to be found.
        files = {p["file"].split("#")[0] for p in proofs}
        assert len(files) >= 8, f"proofs out of {sorted(files)} alone"


@test
def test_the_sample():
    with folder() as place:
        table = os.path.join(place, "x.evidence.csv")
        expect(kgraph(SEEDS, "-o", table), 0)
        proofs = rows(table)
        assert len(proofs) > 20, f"only {len(proofs)} proofs"
        wrong = spans.check(proofs, ".")
        assert not wrong, "\n".join(wrong[:20])


main()
