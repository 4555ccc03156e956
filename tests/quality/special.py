#!/usr/bin/env python3
"""Which rules are made for one text: special.py --kgraph PROGRAM --gold DIR --corpus DIR

Of the `find` lines that gave something on the texts with a list (and the sample), how many give nothing on the whole corpus, which nobody
read line by line. More than a tenth of them says that rules were written for these texts alone.
"""
import argparse
import json
import os
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARE = 0.10


def fired(kgraph, *paths):
    """The find lines that gave something there, by their place."""
    done = subprocess.run([kgraph, "stats", "--by", "find", "--json", "-q", *paths], cwd=TOP, stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"special: kgraph stats {paths}: status {done.returncode}")
    return {(f["file"], f["line"]): f for f in json.loads(done.stdout)["finds"] if f["edges"] > 0}


def report(kgraph, gold, corpus):
    mine = fired(kgraph, "seeds/", os.path.join(gold, "texts"))
    theirs = fired(kgraph, corpus)
    alone = [mine[place] for place in sorted(mine) if place not in theirs]
    for f in alone:
        print(f"       {f['file']}:{f['line']}: {f['find']}")
    good = bool(mine) and len(alone) <= SHARE * len(mine)
    print(f"{'ok  ' if good else 'MISS'} special: {len(alone)} of {len(mine)} find lines that fire on the list's texts never fire on {corpus}")
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kgraph", default="out/kgraph")
    parser.add_argument("--gold", required=True)
    parser.add_argument("--corpus", required=True)
    options = parser.parse_args()
    return 0 if report(os.path.abspath(options.kgraph), options.gold, options.corpus) else 1


if __name__ == "__main__":
    sys.exit(main())
