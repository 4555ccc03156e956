#!/usr/bin/env python3
"""How good the graph is: quality.py --kgraph PROGRAM [--gold DIR] [--corpus DIR]

With --gold (gold.csv, and texts/ beside it): recall and what the list knows of the edges, by document, and whether `kgraph eval` counts
the same; with --list every miss and every edge that is not in the list with its sentence. With --corpus: the spans of all proofs over that folder. With both: how many find lines are made for
the texts of the list alone. What is not given is skipped and said so.
"""
import argparse
import collections
import csv
import json
import os
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(TOP, "tests", "quality"), os.path.join(TOP, "tests", "lib")]
import score
import spans
import special

OUT = os.path.join(TOP, "out", "quality")
RECALL = 0.60


def run(kgraph, path, name):
    table = os.path.join(OUT, name + ".evidence.csv")
    done = subprocess.run([kgraph, path, "-q", "-o", table, "-o", os.path.join(OUT, name + ".csv"), "-o", os.path.join(OUT, name + ".svg")],
                          cwd=TOP, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"quality: kgraph {path}: status {done.returncode}\n{done.stderr}")
    return table


def check_spans(table, path):
    """Every proof of the table against the files of the folder that was given; how many are wrong."""
    csv.field_size_limit(1 << 30)
    with open(table, encoding="utf-8", newline="") as file:
        proofs = list(csv.DictReader(file))
    # The names in the table begin with the argument as typed, or its last component where that was absolute.
    place = os.path.dirname(os.path.abspath(path).rstrip("/")) if os.path.isabs(path) or ".." in path.split("/") else TOP
    wrong = spans.check(proofs, place)
    print(f"spans  {path}: {len(proofs) - len(wrong)} of {len(proofs)} proofs hold")
    for line in wrong[:20]:
        print("       " + line)
    return len(wrong), proofs


def judge(rows, edges, documents):
    recall = 0.0
    for document in sorted(documents) + [None]:
        mine = [r for r in rows if document in (None, r["document"])]
        theirs = [e for e in edges if document in (None, e["document"])]
        result = score.score(mine, theirs)
        print(document or "all documents")
        for name in ("direct/core", "core", "core+hard", "precision by the list"):
            print(f"  {name:22} {result[name]}")
        if document and os.path.exists(os.path.join(TOP, "seeds", document)):
            recall = float(result["direct/core"].split()[-1])
    return recall


KINDS = {"core": "core", "direct/core": "direct_core", "core+hard": "core_and_hard"}


def same_figures(part, rows, edges, what):
    """Whether `kgraph eval` counts as the scorer does."""
    wanted = score.score(rows, edges)
    found = {name: score.ratio(part[key]["found"], part[key]["rows"]) for name, key in KINDS.items()}
    found["precision by the list"] = score.ratio(part["right"], part["edges"])
    wrong = [f"{what}: {name}: eval says {value.strip()}, the scorer {wanted[name].strip()}" for name, value in found.items() if value != wanted[name]]
    for line in wrong:
        print("MISS   " + line)
    return not wrong


def check_eval(options, rows, table, path):
    """kgraph eval on the same folder, against the scorer: all, by document, by relation."""
    done = subprocess.run([options.kgraph, "eval", "--json", "-q", os.path.join(options.gold, "gold.csv"), path], cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        print(f"MISS  eval   {path}: status {done.returncode}")
        return False
    found = json.loads(done.stdout)
    names = {os.path.basename(part["document"]) for part in found["documents"]}
    rows = [r for r in rows if r["document"] in names]
    edges = [e for e in score.read_edges(table) if e["document"] in names]
    same = [same_figures(found["micro"], rows, edges, path)]
    for part in found["documents"]:
        name = os.path.basename(part["document"])
        same.append(same_figures(part, [r for r in rows if r["document"] == name], [e for e in edges if e["document"] == name], name))
    for part in found["relations"]:
        name = part["relation"]
        same.append(same_figures(part, [r for r in rows if r["relation"] == name], [e for e in edges if e["relation"] == name], f"{path}: {name}"))
    print(f"{'ok  ' if all(same) else 'MISS'} eval   {path}: {sum(same)} of {len(same)} sets of figures are the scorer's")
    return all(same) and bool(names)


def gold(options):
    rows = score.read_gold(options.gold)
    seeds = run(options.kgraph, "seeds/", "seeds")
    texts = os.path.join(options.gold, "texts")
    tables = [(seeds, "seeds/")] + ([(run(options.kgraph, texts, "texts"), texts)] if os.path.isdir(texts) else [])
    wrong, same, edges = 0, True, []
    for table, path in tables:
        wrong += check_spans(table, path)[0]
        same = check_eval(options, rows, table, path) and same
        edges += score.read_edges(table)
    documents = {r["document"] for r in rows}
    recall = judge(rows, [e for e in edges if e["document"] in documents], documents)
    result = score.score(rows, [e for e in edges if e["document"] in documents])
    if options.list:
        score.show_misses(rows, result["found"])
        score.show_extra(rows, [e for e in edges if e["document"] in documents], result)
    print(f"{'ok  ' if recall >= RECALL else 'MISS'} recall of direct/core on the sample: {recall:.3f}, floor {RECALL:.2f}")
    return wrong == 0 and same and recall >= RECALL


def corpus(options):
    table = run(options.kgraph, options.corpus, "corpus")
    wrong, proofs = check_spans(table, options.corpus)
    print("relations: " + ", ".join(f"{name} {n}" for name, n in collections.Counter(p["relation"] for p in proofs).most_common()))
    return wrong == 0 and len(proofs) > 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kgraph", default="out/kgraph")
    parser.add_argument("--gold", default="")
    parser.add_argument("--corpus", default="")
    parser.add_argument("--list", action="store_true", help="list misses and edges that are not in the list")
    options = parser.parse_args()
    options.kgraph = os.path.abspath(options.kgraph)
    os.makedirs(OUT, exist_ok=True)
    results = []
    for value, name, function in ((options.gold, "GOLD", gold), (options.corpus, "CORPUS", corpus)):
        if value and os.path.isdir(value):
            results.append(function(options))
        else:
            print(f"quality: skipped: {name}=FOLDER was not given" + (f" ({value} is no folder)" if value else ""))
    if options.gold and options.corpus and len(results) == 2:
        results.append(special.report(options.kgraph, options.gold, options.corpus))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
