#!/usr/bin/env python3
"""Scores edges against a list of relations that careful readers found; shares no code with the program.

    score.py GOLD_DIR EDGES.evidence.csv [--doc NAME] [--misses] [--extra] [--found]

GOLD_DIR holds gold.csv: document,line,subject,relation,object,status,tier,reading. The unit is the edge in a document. A row is
found if an edge of the same document, relation and status joins two names that match; rows and edges are matched one to one, as
many as can be, core rows first. A row that stands there twice counts once. The list is precise, not complete: read an edge of --extra before calling it wrong.
"""
import argparse
import collections
import csv
import os
import re
import sys
import unicodedata

SYMMETRIC = {"allied-with", "kin-of"}
# Inverse names that a list may use.
INVERSE = {"leads": "led-by", "overthrown-by": "overthrew"}
# What an empty cell means.
DEFAULTS = {"status": "asserted", "tier": "core", "reading": "direct"}
ARTICLES = {"the", "a", "an"}
TITLES = set("""president general gen dr mr mrs ms miss senator sen colonel col captain capt major lieutenant lt admiral marshal sir lord
lady prime minister premier chancellor king queen prince princess emperor professor prof secretary ambassador governor judge justice
comrade former foreign dictator generalissimo brigadier commander chairman vice""".split())
ORDER = [("core", "direct"), ("core", "coref"), ("hard", "direct"), ("hard", "coref")]


def words(name):
    """The name's words without case, accents, possessives, articles and leading titles."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u02bc", "'")
    text = re.sub(r"(\w)'s\b", r"\1", text)
    found = [w for w in re.findall(r"\w+", text) if w not in ARTICLES]
    bare = found
    while len(bare) > 1 and bare[0] in TITLES:
        bare = bare[1:]
    return tuple(found), tuple(bare)


def begins_or_ends(short, long):
    return bool(short) and (long[:len(short)] == short or long[-len(short):] == short)


def match_names(alternatives, name):
    for mine in alternatives:
        for a in mine:
            for b in name:
                if a == b or begins_or_ends(a, b) or begins_or_ends(b, a):
                    return True
    return False


def read_gold(folder):
    rows, seen = [], set()
    with open(os.path.join(folder, "gold.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row.update({name: row.get(name) or usual for name, usual in DEFAULTS.items()})
            row["status"] = status_of(row)
            key = tuple(row[name] for name in ("document", "subject", "relation", "object", "status"))
            if key in seen:
                continue
            seen.add(key)
            if row["relation"] in INVERSE:
                row["relation"] = INVERSE[row["relation"]]
                row["subject"], row["object"] = row["object"], row["subject"]
            row["source"] = [words(n) for n in row["subject"].split("|")]
            row["target"] = [words(n) for n in row["object"].split("|")]
            rows.append(row)
    return rows


def undefuse(cell):
    return cell[1:] if re.match(r"'[\s\u3000]*['=+\-@\uff1d\uff0b\uff0d\uff20\t\r]", cell) else cell


def read_edges(path):
    """One for each (document, edge id), with its proofs."""
    edges = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            # The list has what a text says, not what follows from it.
            if row["rule"].startswith("infer "):
                continue
            key = (os.path.basename(row["file"].split("#")[0]), row["id"])
            edge = edges.setdefault(key, {"document": key[0], "relation": row["relation"], "status": row["status"], "proofs": [],
                                          "source_name": undefuse(row["source"]), "target_name": undefuse(row["target"])})
            edge["proofs"].append(row)
    for edge in edges.values():
        # The list names things as the text does: the words that stand there count as names too.
        edge["source"] = list(words(edge["source_name"])) + [w for proof in edge["proofs"] for w in words(undefuse(proof["source_text"]))]
        edge["target"] = list(words(edge["target_name"])) + [w for proof in edge["proofs"] for w in words(undefuse(proof["target_text"]))]
    return list(edges.values())


def status_of(edge):
    return "planned" if edge["status"] == "attempted" else edge["status"]


def fits(row, edge):
    if match_names(row["source"], edge["source"]) and match_names(row["target"], edge["target"]):
        return True
    return row["relation"] in SYMMETRIC and match_names(row["source"], edge["target"]) and match_names(row["target"], edge["source"])


def match(rows, edges):
    """Maximum bipartite matching by augmenting paths, rows of the important tiers first: row number -> edge number."""
    groups = collections.defaultdict(lambda: ([], []))
    for i, row in enumerate(rows):
        groups[row["document"], row["relation"], row["status"]][0].append(i)
    for j, edge in enumerate(edges):
        groups[edge["document"], edge["relation"], status_of(edge)][1].append(j)
    taken = {}
    candidates = {}
    for mine, theirs in groups.values():
        for i in mine:
            candidates[i] = [j for j in theirs if fits(rows[i], edges[j])]

    def augment(i, seen):
        for j in candidates[i]:
            if j in seen:
                continue
            seen.add(j)
            if j not in taken or augment(taken[j], seen):
                taken[j] = i
                return True
        return False

    def rank(i):
        key = (rows[i]["tier"], rows[i]["reading"])
        return (ORDER.index(key) if key in ORDER else len(ORDER), i)

    for i in sorted(candidates, key=rank):
        augment(i, set())
    return {i: j for j, i in taken.items()}, candidates


def ratio(part, whole):
    return f"{part:4} of {whole:4}  {part / whole:.3f}" if whole else f"{part:4} of {whole:4}      -"


def recall(rows, found, keep):
    wanted = [i for i, row in enumerate(rows) if keep(row)]
    return ratio(sum(1 for i in wanted if i in found), len(wanted))


def score(rows, edges):
    found, candidates = match(rows, edges)
    return {
        "found": found, "candidates": candidates,
        "direct/core": recall(rows, found, lambda r: r["tier"] == "core" and r["reading"] == "direct"),
        "core": recall(rows, found, lambda r: r["tier"] == "core"),
        "core+hard": recall(rows, found, lambda r: r["tier"] in ("core", "hard")),
        "precision by the list": ratio(len(found), len(edges)),
    }


def show_misses(rows, found):
    for i, row in enumerate(rows):
        if i not in found and row["tier"] != "allowed":
            print(f"MISS  {row['document']}:{row['line']}  {row['subject']} | {row['relation']} | {row['object']} | {row['status']}"
                  f"  ({row['reading']}/{row['tier']})")


def show_extra(rows, edges, result):
    used = set(result["found"].values())
    near = {j for i, js in result["candidates"].items() for j in js}
    for j, edge in enumerate(edges):
        if j in used:
            continue
        proof = edge["proofs"][0]
        why = "again" if j in near else "extra"
        print(f"{why}  {proof['file']}:{proof['line']}  {edge['source_name']} | {edge['relation']} | {edge['target_name']} | {edge['status']}"
              f"  sure {proof['sure']}  [{proof['rule']}]\n       {proof['sentence']}")


def show_found(rows, edges, found):
    for i, j in sorted(found.items()):
        row, edge = rows[i], edges[j]
        print(f"FOUND {row['document']}:{row['line']}  {row['subject']} | {row['relation']} | {row['object']} | {row['status']}"
              f"  <- {edge['source_name']} | {edge['target_name']}  [{edge['proofs'][0]['rule']}]")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold")
    parser.add_argument("evidence")
    parser.add_argument("--doc", help="this document alone")
    parser.add_argument("--misses", action="store_true", help="list the rows that no edge found")
    parser.add_argument("--extra", action="store_true", help="list the edges that no row knows, with a sentence")
    parser.add_argument("--found", action="store_true", help="list the rows that were found")
    options = parser.parse_args()
    rows, edges = read_gold(options.gold), read_edges(options.evidence)
    documents = {r["document"] for r in rows}
    if options.doc:
        documents = {d for d in documents if options.doc in d}
    rows = [r for r in rows if r["document"] in documents]
    edges = [e for e in edges if e["document"] in documents]
    for document in sorted(documents) + ([""] if len(documents) > 1 else []):
        mine = [r for r in rows if not document or r["document"] == document]
        theirs = [e for e in edges if not document or e["document"] == document]
        result = score(mine, theirs)
        print(document or "all")
        for name in ("direct/core", "core", "core+hard", "precision by the list"):
            print(f"  {name:22} {result[name]}")
    result = score(rows, edges)
    if options.found:
        show_found(rows, edges, result["found"])
    if options.misses:
        show_misses(rows, result["found"])
    if options.extra:
        show_extra(rows, edges, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
