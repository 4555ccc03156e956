#!/usr/bin/env python3
"""facts.py FACTS PARTS FOLDER: writes graphs as kgraph does, part-1.jsonl and so on, that hold FACTS different edges together; each proof
of the next-to-last hundredth of a part stands in the part behind it as well. Sentences and names are about as long as in newspapers."""
import json
import os
import sys

RELATIONS = ["funded", "opposed", "led-by", "member-of", "overthrew"]
WORDS = "the council of northern provinces said in spring that after years of talks and against advice from its own committee".split()


def line(**members):
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")) + "\n"


def name(number):
    return f"Harbour {WORDS[number % len(WORDS)].title()} Union {number}"


def slug(number):
    return name(number).lower().replace(" ", "-")


def facts_of(first, last, total):
    """One edge a number; ends and relation follow from it, so that no two are the same."""
    entities = max(total // 10, 10)
    for i in range(first, last):
        source, rest = i % entities, i // entities
        target = (source + 1 + rest // len(RELATIONS)) % entities
        yield i, source, RELATIONS[rest % len(RELATIONS)], target


def part(path, first, last, total):
    facts = list(facts_of(first, last, total))
    documents = sorted({f"archive/{i // 100:06}.txt" for i, *_ in facts})
    entities = sorted({e for _, a, _, b in facts for e in (a, b)}, key=slug)
    edges = sorted(facts, key=lambda f: (name(f[1]), f[2], name(f[3])))
    with open(path, "w", encoding="utf-8") as out:
        out.write(line(kgraph=1, digest="0123456789abcdef", rules=12, types=[{"name": "group", "fill": "#FCEBDD", "line": "#B4501E"}],
                       relations=[{"name": r} for r in RELATIONS]))
        for document in documents:
            out.write(line(document=document, bytes=100000, sentences=300, matched=100, empty=200))
        for entity in entities:
            out.write(line(entity=slug(entity), name=name(entity), type="group", forms=[]))
        for _, a, relation, b in edges:
            out.write(line(edge=f"{slug(a)}|{relation}|{slug(b)}|asserted", source=slug(a), relation=relation, target=slug(b), status="asserted"))
        for i, a, relation, b in edges:
            middle = " ".join(WORDS[(i + k) % len(WORDS)] for k in range(12))
            start = i % 100 * 900
            sentence = f"{name(a)} {middle} {name(b)} and nobody in the capital was surprised."
            at = start + len(name(a)) + len(middle) + 2
            end = at + len(name(b))
            out.write(line(proof=f"{slug(a)}|{relation}|{slug(b)}|asserted", document=f"archive/{i // 100:06}.txt", line=i % 100 + 1, start=start, end=end,
                           source_start=start, source_end=start + len(name(a)), source_text=name(a), target_start=at, target_end=end,
                           target_text=name(b), sentence=sentence, sure=60 + i % 40, rule=relation, rule_file="politics/power.rules", rule_line=14,
                           variant="active"))
        out.write(line(lines=2 + len(documents) + len(entities) + 2 * len(edges)))


def main():
    total, parts, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    os.makedirs(folder, exist_ok=True)
    for number in range(parts):
        first, last = total * number // parts, total * (number + 1) // parts
        part(os.path.join(folder, f"part-{number + 1}.jsonl"), first, min(last + (last - first) // 100, total), total)


if __name__ == "__main__":
    main()
