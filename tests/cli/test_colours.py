"""The colours of the rules: words can be read on them, and no two are taken for one another."""
import itertools
import os
import re

from harness import TOP, expect, folder, kgraph, main, test, write

RULES = os.path.join(TOP, "rules")
PRAISED = """
relation praised from person to thing
entity Ann Lee : person
rule praised
  find   {X} praised [the] {Y : phrase}
  gives  {X} | praised | {Y}
  yes    Ann Lee praised the new engine.
  yes    Ann Lee praised the old boat.
  no     Ann Lee saw the new engine.
"""
# Of the words in boxes, and the grey of unknown names.
INK, NAME, WHITE = "#1B1F24", "#E2E4E8", "#FFFFFF"
# Machado, Oliveira and Fernandes (2009), severity 1: what is seen without the first and without the second kind of cone.
SIGHTS = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[.152286, 1.052583, -.204868], [.114503, .786281, .099216], [-.003882, -.048116, 1.051998]],
    [[.367322, .860646, -.227968], [.280085, .672501, .047413], [-.01182, .04294, .968881]],
]


def linear(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= .04045 else ((part + .055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    return sum(a * b for a, b in zip((.2126, .7152, .0722), linear(colour)))


def contrast(x, y):
    low, high = sorted((luminance(x), luminance(y)))
    return (high + .05) / (low + .05)


def lab(colour, sight):
    red, green, blue = [max(0, min(1, sum(a * b for a, b in zip(row, linear(colour))))) for row in sight]
    x = (.4124 * red + .3576 * green + .1805 * blue) / .95047
    y = .2126 * red + .7152 * green + .0722 * blue
    z = (.0193 * red + .1192 * green + .9505 * blue) / 1.08883
    x, y, z = [part ** (1 / 3) if part > .008856 else 7.787 * part + 16 / 116 for part in (x, y, z)]
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(x, y, sight):
    return sum((a - b) ** 2 for a, b in zip(lab(x, sight), lab(y, sight))) ** .5


def declared(path, kind):
    text = open(os.path.join(RULES, path), encoding="utf-8").read()
    return {name: colours.split() for name, colours in re.findall(rf"^{kind} (\S+) .*colour ((?:#\w+ ?)+)$", text, re.M)}


def assert_apart(colours, plain, blind):
    for (a, x), (b, y) in itertools.combinations(colours.items(), 2):
        seen = [apart(x, y, sight) for sight in SIGHTS]
        assert seen[0] >= plain and min(seen) >= blind, (a, b, seen)


@test
def test_types():
    types = declared("en/types.rules", "type")
    assert len(types) > 14
    for name, (fill, line) in types.items():
        assert contrast(INK, fill) >= 4.5 and contrast(line, WHITE) >= 4.5, name
    # An ally is a group, and looks like one.
    assert types.pop("ally") == types["group"]
    assert_apart({"name": NAME, "phrase": WHITE, **{name: fill for name, (fill, _) in types.items()}}, 8, 2)
    some = {name: types[name][0] for name in ("place", "armed-forces", "country", "office", "person", "group")}
    assert_apart({"name": NAME, **some}, 12, 6)


@test
def test_relations():
    relations = {name: colour for name, (colour,) in declared("politics/relations.rules", "relation").items()}
    assert len(relations) >= 30
    for name, colour in relations.items():
        assert contrast(colour, WHITE) >= 4.5, name
    # Thirty cannot all be told apart without the word on the line; those that stand side by side can.
    assert_apart(relations, 10, 0)
    assert_apart({name: relations[name] for name in ("succeeded", "appointed", "holds-office", "led-by", "went-to")}, 25, 12)


@test
def test_things_without_a_name():
    """A phrase has one colour whatever types there are; where two documents have one, boxes say which is whose."""
    colours = set()
    for types in ("", "type ship\n", "type ship\ntype train\n"):
        with folder() as place:
            write(os.path.join(place, "w/w.rules"), types + PRAISED)
            write(os.path.join(place, "in/a.txt"), "Ann Lee praised the quiet engine.\n")
            write(os.path.join(place, "in/b.txt"), "Ann Lee praised the quiet engine.\nAnn Lee praised the old boat.\n")
            expect(kgraph("-q", "-r", os.path.join(RULES, "en"), "-r", "w", "-o", "o.svg", "in", cwd=place), 0)
            picture = open(os.path.join(place, "o.svg"), encoding="utf-8").read()
            boxes = re.findall(r'<g class="n t\d+" id="[^"]*" (fill="[^"]*" stroke="[^"]*")>(.*?)</g>', picture, re.S)
            texts = [re.findall("<tspan[^>]*>([^<]*)<", box) for _, box in boxes]
            assert sorted(text[-1] for text in texts if "engine" in text[0]) == ["a.txt", "b.txt"], texts
            assert all(len(text) == 1 for text in texts if "engine" not in text[0]), texts
            colours |= {colour for colour, box in boxes if "engine" in box}
    assert len(colours) == 1, colours


main()
