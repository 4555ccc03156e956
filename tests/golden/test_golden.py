"""The outputs of the sample against files that a person has read. `tests/run --update golden` writes them anew: read the change."""
import difflib
import os

from harness import SEEDS, TOP, UPDATE, expect, folder, kgraph, main, read, test

FILES = ["chile.csv", "chile.nodes.csv", "chile.evidence.csv", "chile.dot", "chile.svg", "chile.jsonl"]


def make_test(name):
    def run():
        expected = os.path.join(TOP, "tests", "golden", name)
        with folder() as place:
            made = os.path.join(place, name)
            expect(kgraph(SEEDS, "-o", made), 0)
            if UPDATE:
                os.replace(made, expected)
                return
            assert os.path.exists(expected), f"there is no tests/golden/{name} yet: make it with tests/run --update golden, and read it"
            old, new = read(expected), read(made)
        if old != new:
            lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), f"tests/golden/{name}", "now", lineterm="", n=1)
            raise AssertionError("\n".join(list(lines)[:50]))
    run.__name__ = "test_" + name
    return run


for each in FILES:
    test(make_test(each))

main()
