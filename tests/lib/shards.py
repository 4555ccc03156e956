#!/usr/bin/env python3
"""shards.py [--kgraph PROGRAM] [--parts N,...] [--rules FOLDER]... PATH...: whether the parts of a corpus, merged in any order, are the graph
of one run, byte for byte. Also used by the tests."""
import argparse
import os
import random
import subprocess
import sys
import tempfile


def run(kgraph, *arguments, cwd=None, fine=(0,)):
    done = subprocess.run([kgraph, "-q", *arguments] if arguments[0] != "merge" else [kgraph, "merge", "-q", *arguments[1:]], cwd=cwd,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in fine:
        raise AssertionError(f"{arguments}: status {done.returncode}\n{done.stderr.decode('utf-8', 'replace')[:2000]}")
    return done


def read(path):
    with open(path, "rb") as file:
        return file.read()


def check(kgraph, arguments, parts, place, cwd=None, orders=3, outputs=("jsonl", "csv", "nodes.csv", "evidence.csv", "dot"), say=lambda text: None):
    """Raises AssertionError where a union is not the single run. arguments: documents and options."""
    targets = [a for o in outputs for a in ("-o", os.path.join(place, "whole." + o))]
    run(kgraph, *arguments, *targets, cwd=cwd, fine=(0, 1))
    for n in parts:
        paths = []
        for k in range(1, n + 1):
            paths.append(os.path.join(place, f"{k}-of-{n}.jsonl"))
            run(kgraph, *arguments, "--shard", f"{k}/{n}", "-o", paths[-1], cwd=cwd, fine=(0, 1))
        for order in range(orders):
            random.Random(order).shuffle(paths)
            run(kgraph, "merge", *paths, *(a for o in outputs for a in ("-o", os.path.join(place, "joined." + o))), cwd=cwd)
            for output in outputs:
                if read(os.path.join(place, "whole." + output)) != read(os.path.join(place, "joined." + output)):
                    raise AssertionError(f"{n} parts, order {order}: {output} is not that of one run")
        for path in paths:
            os.remove(path)
        say(f"{n} parts in {orders} orders: the same as one run")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kgraph", default="out/kgraph")
    parser.add_argument("--parts", default="1,2,7,64")
    parser.add_argument("--rules", action="append", default=[])
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    rules = [a for r in options.rules for a in ("-r", os.path.abspath(r) if os.path.isdir(r) else r)]
    for path in options.paths:
        top, name = os.path.split(os.path.abspath(path))
        with tempfile.TemporaryDirectory() as place:
            print(f"{path}:", flush=True)
            check(os.path.abspath(options.kgraph), [*rules, name], [int(n) for n in options.parts.split(",")], place, top,
                  say=lambda text: print("  " + text, flush=True))


if __name__ == "__main__":
    sys.exit(main())
