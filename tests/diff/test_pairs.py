"""Pairs of rule folders: what `kgraph diff` says of each, written from reading the rules and the text."""
import glob
import os
import re
import shutil
import xml.dom.minidom

from harness import TOP, expect, folder, fold, jsonl, kgraph, main, read, test, write

HERE = os.path.join(TOP, "tests", "diff")


def sections(path):
    """The parts of a pair: (what it is, its text)."""
    with open(path, encoding="utf-8") as file:
        parts = re.split(r"^--- (.*)$", file.read(), flags=re.M)
    return list(zip(parts[1::2], (part.lstrip("\n") for part in parts[2::2])))


def lay_out(place, path):
    """The files of a pair, in folders old, new and docs; returns what the diff is to say."""
    said = None
    for side in ("old", "new"):
        os.mkdir(os.path.join(place, side))
        shutil.copy(os.path.join(HERE, "base.rules"), os.path.join(place, side, "base.rules"))
    for head, text in sections(path):
        kind, _, name = head.partition(" ")
        if kind == "diff":
            said = text
        elif kind == "text":
            write(os.path.join(place, "docs", name), text)
        else:
            write(os.path.join(place, kind, name or "x.rules"), text)
    return said


def lines(text):
    return [fold(line) for line in text.splitlines() if line.strip()]


def make_test(path):
    def run():
        with folder() as place:
            said = lines(lay_out(place, path))
            done = kgraph("diff", "old", "new", "docs", cwd=place)
            found = lines(done.out.decode())
            assert found == said, "expected\n" + "\n".join(said) + "\nand found\n" + "\n".join(found) + "\n" + done.err
            expect(done, 0 if len(said) == 1 else 1)
    run.__name__ = "test_" + os.path.basename(path)[:-4].replace("-", "_")
    return run


def graph(place, side):
    path = os.path.join(place, side + ".jsonl")
    expect(kgraph("-q", "-r", side, "docs", "-o", path, cwd=place), 0)
    return path


def check_picture(picture, diff):
    """A picture has a sign for each edge that came, went or changed."""
    changes = [c for c in jsonl(diff) if "change" in c and "source" in c and c["change"] != "proof"]
    labels = [text.lastChild.data for text in xml.dom.minidom.parse(picture).getElementsByTagName("text") if text.getAttribute("class").startswith("l ")]
    for sign, kinds in (("+", {"added"}), ("−", {"removed"}), ("~", {"changed", "retyped"})):
        assert sum(label.startswith(sign + " ") for label in labels) == sum(c["change"] in kinds for c in changes), (labels, changes)


def make_patch_test(path):
    """Whatever the diff is made of, it leads from the one graph to the other."""
    def run():
        with folder() as place:
            lay_out(place, path)
            old, new = graph(place, "old"), graph(place, "new")
            for sources in (["old", "new", "docs"], [old, new]):
                diff, picture = os.path.join(place, "diff.jsonl"), os.path.join(place, "diff.svg")
                assert kgraph("diff", *sources, "-o", diff, "-o", picture, cwd=place).status in (0, 1)
                check_picture(picture, diff)
                assert expect(kgraph("patch", old, diff), 0).out == read(new), sources
            back = os.path.join(place, "back.jsonl")
            kgraph("diff", new, old, "-o", back)
            assert expect(kgraph("patch", new, back), 0).out == read(old)
            if read(old) != read(new):
                expect(kgraph("patch", new, diff), 2, "a diff of another graph")
    run.__name__ = "test_patch_of_" + os.path.basename(path)[:-4].replace("-", "_")
    return run


PAIRS = sorted(glob.glob(os.path.join(HERE, "pairs", "*.txt")))
for pair in PAIRS:
    test(make_test(pair))
    test(make_patch_test(pair))


@test
def test_there_are_forty_pairs():
    assert len(PAIRS) >= 40


main()
