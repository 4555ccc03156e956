"""The sentences of tests/rules/sentences-*.txt: each gives the edges below it, all of them and no others.

A sentence (or several, where a pronoun needs one before it) stands alone at the start of a line; below it, indented:
  A | relation | B            the edge must be there, asserted; `/` stands between names and a comma between relations that will do
  A | relation | B | denied   … with this status, or one of several with commas between
  may A | relation | B        the edge may be there
  nothing                     no edge at all, of whatever status
  todo WHY                    it is known to fail: skipped by name, and failed as soon as it holds
A name will do that begins or ends with all the words of the one that is found, or the other way round, articles apart.
"""
import glob
import json
import os
import re

from harness import TOP, Skip, expect, folder, kgraph, main, rows, test, write

PLACE = os.path.join(TOP, "tests", "rules")
RULES = ["-r", os.path.join(TOP, "tests", "lib", "people")]
SYMMETRIC = {"allied-with", "kin-of", "met", "negotiated-with", "agreed-with"}


class Sentence:
    def __init__(self, path, line, text):
        self.place = f"{os.path.relpath(path, TOP)}:{line}"
        self.text = text
        self.must, self.may, self.todo, self.nothing = [], [], None, False


def edge(text):
    cells = [cell.strip() for cell in text.split("|")]
    assert len(cells) in (3, 4), text
    listed = [[part.strip() for part in cell.split(mark)] for cell, mark in zip(cells, "/,/,")]
    return tuple(listed) if len(listed) == 4 else (*listed, ["asserted"])


def parse(path):
    found = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file.read().splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if not line.startswith("\t"):
                found.append(Sentence(path, number, line))
                continue
            item, last = line.strip(), found[-1]
            if item == "nothing":
                last.nothing = True
            elif item.startswith("todo "):
                last.todo = item[5:]
            elif item.startswith("may "):
                last.may.append(edge(item[4:]))
            else:
                last.must.append(edge(item))
    return found


def words(name):
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in ("the", "a", "an")]


def same_name(mine, other):
    mine, other = words(mine), words(other)
    short, long = sorted((mine, other), key=len)
    return bool(short) and (long[:len(short)] == short or long[-len(short):] == short)


def fits(wanted, row):
    sources, relations, targets, statuses = wanted
    if row["relation"] not in relations or row["status"] not in statuses:
        return False
    ways = [(row["source"], row["target"])] + ([(row["target"], row["source"])] if row["relation"] in SYMMETRIC else [])
    return any(any(same_name(s, a) for s in sources) and any(same_name(t, b) for t in targets) for a, b in ways)


def show(row):
    return " | ".join(row[name] for name in ("source", "relation", "target", "status"))


def judge(sentence, found):
    """What is wrong, a line each."""
    wrong = ["missing: " + " | ".join("/".join(cell) for cell in wanted) for wanted in sentence.must if not any(fits(wanted, row) for row in found)]
    known = sentence.must + sentence.may
    return wrong + ["not wanted: " + show(row) for row in found if not any(fits(wanted, row) for wanted in known)]


def edges_of(sentences):
    """The edges of each sentence, which is a document of its own."""
    with folder() as place:
        lines = "".join(json.dumps({"text": s.text}) + "\n" for s in sentences)
        path = os.path.join(place, "e.evidence.csv")
        expect(kgraph(write(os.path.join(place, "s.jsonl"), lines), *RULES, "-q", "-o", path, timeout=300), 0)
        found = {}
        for row in rows(path):
            found.setdefault(int(row["file"].rsplit("#", 1)[1]), []).append(row)
        return [found.get(number, []) for number in range(1, len(sentences) + 1)]


def make_test(sentence, found):
    def run():
        wrong = judge(sentence, found)
        if sentence.todo is not None:
            assert wrong, f"{sentence.place}: it holds now, so it is no gap any more: {sentence.text}"
            raise Skip(f"known gap: {sentence.todo}: {sentence.text}")
        assert not wrong, "\n".join([f"{sentence.place}: {sentence.text}"] + wrong)
    run.__name__ = "test_" + sentence.place
    return run


SENTENCES = [s for path in sorted(glob.glob(os.path.join(PLACE, "sentences-*.txt"))) for s in parse(path)]
for each, given in zip(SENTENCES, edges_of(SENTENCES)):
    test(make_test(each, given))


@test
def test_half_of_them_give_nothing():
    assert all(s.nothing != bool(s.must) for s in SENTENCES), [s.place for s in SENTENCES if s.nothing == bool(s.must)]
    nothing = sum(s.nothing for s in SENTENCES)
    assert len(SENTENCES) >= 300 and abs(2 * nothing - len(SENTENCES)) <= 10, (len(SENTENCES), nothing)


@test
def test_known_gaps_are_few():
    gaps = sum(s.todo is not None for s in SENTENCES)
    assert 10 * gaps < len(SENTENCES), gaps


main()
