"""kgraph check on a large folder: 2,000 rules with words of their own, in the shapes that authors use, and 10,000 examples."""
import os
import random
import re
import time

from harness import SLOWER, expect, folder, kgraph, main, test, write

RULES, EXAMPLES, RELATIONS, NAMES, SECONDS = 2000, 10000, 200, 120, 5
SIDES = [("person", "person"), ("person", "party"), ("party", "country"), ("country", "country"), ("person", "country")]
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
# What stands before the rule, its find line, and three ways to say it; V, N and O are words of the rule, G some words between.
SHAPES = [
    ("verb V\n", "{X} <V> {Y}", ["X Ved Y in spring.", "Y was Ved by X in 1970.", "X has Ved Y."]),
    ("verb V\n  V\n  O\n", "{X} <V> ...4 the N of {Y}", ["X Ved G the N of Y.", "X Oed the N of Y.", "X Ved the N of Y in 1970."]),
    ("", "{X}, [a|the] N (of|to|for) {Y}", ["X, the N of Y, left the country.", "X, N to Y, left.", "X, a N for Y, left in spring."]),
    ("", "{X} [<have>] [<be>] (N|O) (with|against) {Y+}", ["X had been O with Y.", "X was N against Y.", "X O with Y in spring."]),
    ("words N-word = N | O | long V\n", "{X} signed [a|the] <N-word> ... with {Y}", ["X signed the long V with Y.", "X signed a N G with Y.", "X signed O with Y."]),
]


class Inventor:
    def __init__(self):
        self.random, self.used = random.Random(7), set()

    def word(self, ending):
        while True:
            word = "".join(self.random.choice(CONSONANTS) + self.random.choice(VOWELS) for _ in range(self.random.randint(2, 3))) + ending
            if word not in self.used:
                self.used.add(word)
                return word

    def name(self):
        return self.word(self.random.choice(["n", "s", "th"])).capitalize()

    def two(self, sources, targets):
        return self.random.choice([(x, y) for x in self.random.sample(sources, 3) for y in self.random.sample(targets, 3) if x != y])


def fill(text, words):
    return re.sub(r"(?<![A-Za-z{])([VNOGXY])(?=ed\b|s\b|\b)", lambda match: words[match.group(1)], text)


def large_folder():
    inventor, out = Inventor(), ["uses en\n"]
    names = {kind: [inventor.name() for _ in range(NAMES)] for kind in ("person", "party", "country")}
    out += [f"entity {name} : {kind}\n" for kind in names for name in names[kind]]
    out += [f"relation r{n} from {SIDES[n % len(SIDES)][0]} to {SIDES[n % len(SIDES)][1]}\n" for n in range(RELATIONS)]
    for number in range(RULES):
        source, target = SIDES[number % len(SIDES)]
        before, find, said = SHAPES[number // len(SIDES) % len(SHAPES)]
        words = {"V": inventor.word("nd"), "N": inventor.word("lt"), "O": inventor.word("rk"), "G": inventor.random.choice(["late", "very late", "in cold spring"])}
        out.append(fill(before, words) + f"rule rule-{number}\n  find {fill(find, words)}\n  gives {{X}} | r{number % RELATIONS} | {{Y}}\n")
        for turn in range(EXAMPLES // RULES):
            x, y = inventor.two(names[source], names[target])
            if turn < len(said):
                out.append(f"  yes {fill(said[turn], dict(words, X=x, Y=y))}\n    = {x} | r{number % RELATIONS} | {y}\n")
            else:
                out.append(f"  no {x} met {y} and saw {fill('N', words)}.\n")
    return "".join(out)


@test
def test_two_thousand_rules_and_ten_thousand_examples_in_five_seconds():
    with folder() as place:
        write(os.path.join(place, "r/many.rules"), large_folder())
        began = time.monotonic()
        done = expect(kgraph("check", "-r", "r", cwd=place), 0)
        took = time.monotonic() - began
        counts = rb"2000 rules, \d+ entities, 200 relations; examples: 10000 passed, 0 failed, 0 to do; 0 warnings\n"
        assert re.fullmatch(counts, done.out) and done.err == "", done
        assert took < SECONDS * SLOWER, f"{took:.1f} s"


main()
