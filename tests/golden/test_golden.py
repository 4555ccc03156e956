"""The outputs of the sample against files that a person has read. `tests/run --update golden` writes them anew: read the change."""
import difflib
import os

from harness import SEEDS, TOP, UPDATE, expect, folder, kgraph, main, read, test, write

# What the commands of an author answer about a text and a few rules of the tests' own.
MEASURE = ["-r", "rules/en", "-r", "tests/lib/world"]
TEXT = "tests/golden/world.txt"
COMMANDS = {
    "check.txt": (["check", *MEASURE], 0),
    "names.txt": (["names", *MEASURE, TEXT], 0),
    "expand.txt": (["expand", *MEASURE, "met", "left"], 0),
    "why-rule.txt": (["why", *MEASURE, "met", "Ada often met Bob."], 0),
    "why-line.txt": (["why", *MEASURE, TEXT + ":3"], 0),
    "why-name.txt": (["why", *MEASURE, "Ada", TEXT], 0),
    "gaps.txt": (["gaps", *MEASURE, TEXT], 0),
    "gaps-suggest.txt": (["gaps", *MEASURE, "--suggest", "all", TEXT], 0),
    "eval.txt": (["eval", *MEASURE, "tests/golden/world.csv", TEXT], 0),
    "stats.txt": (["stats", *MEASURE, TEXT], 0),
}

FILES = ["chile.csv", "chile.nodes.csv", "chile.evidence.csv", "chile.dot", "chile.svg", "chile.jsonl"]


def made_by_extract(name):
    with folder() as place:
        made = os.path.join(place, name)
        expect(kgraph(SEEDS, "-o", made), 0)
        return read(made)


def made_by_command(name):
    arguments, status = COMMANDS[name]
    return expect(kgraph(*arguments), status).out.replace(TOP.encode(), b".")


def make_test(name, make):
    def run():
        expected, new = os.path.join(TOP, "tests", "golden", name), make(name)
        if UPDATE:
            write(expected, new)
            return
        assert os.path.exists(expected), f"there is no tests/golden/{name} yet: make it with tests/run --update golden, and read it"
        old = read(expected)
        if old != new:
            lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), f"tests/golden/{name}", "now", lineterm="", n=1)
            raise AssertionError("\n".join(list(lines)[:50]))
    run.__name__ = "test_" + name
    return run


for each in FILES:
    test(make_test(each, made_by_extract))
for each in COMMANDS:
    test(make_test(each, made_by_command))

main()
