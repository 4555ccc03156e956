#!/usr/bin/env python3
"""Speed and memory against ripgrep, in pairs that follow each other: bench.py --kgraph PROGRAM FOLDER [--pairs N]

FOLDER holds a corpus (corpus-*.tar.xz), names (names1000.txt, names50000.txt, most frequent first) and phrases (triggers50.txt,
triggers1000.txt, a phrase a line). Everything is unpacked and written under out/bench. Figures are ratios of wall time, one thread,
warm cache, medians; absolute ones mean nothing on a machine that does something else as well.
"""
import argparse
import csv
import glob
import os
import statistics
import subprocess
import sys
import tarfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OUT = os.path.join(TOP, "out", "bench")
SPECIAL = "\\{}<>[]()|~/.*#"


def unpack(folder):
    place = os.path.join(OUT, "corpus")
    if not os.path.isdir(place):
        archive = glob.glob(os.path.join(folder, "corpus-*.tar.xz"))[0]
        os.makedirs(place + ".part", exist_ok=True)
        with tarfile.open(archive) as tar:
            # Older versions of the library know no filter.
            tar.extractall(place + ".part", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
        os.rename(place + ".part", place)
    return place


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return [line for line in file.read().split("\n") if line]


def escape(phrase):
    return "".join("\\" + c if c in SPECIAL else c for c in phrase)


def make_rules(folder, names, phrases):
    place = os.path.join(OUT, f"rules-{names}-{phrases}".replace(".txt", ""))
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, "names.csv"), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["name", "type", "aliases", "tags"])
        table.writerows([name, "a", "", ""] for name in lines_of(os.path.join(folder, names)))
    with open(os.path.join(place, "bench.rules"), "w", encoding="utf-8") as file:
        file.write("type a\nentities from names.csv\nrelation joined from a to a\n")
        for number, phrase in enumerate(lines_of(os.path.join(folder, phrases)), 1):
            file.write(f"rule r{number}\n  find {{X}} ...8 {escape(phrase)} ...8 {{Y}}\n  gives {{X}} | joined | {{Y}}\n")
    return place


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: status {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
    return seconds


def pairs(ours, theirs, count):
    """Medians of both and of the ratio of each pair."""
    timed(ours), timed(theirs)
    a, b = [], []
    for _ in range(count):
        a.append(timed(ours))
        b.append(timed(theirs))
    return statistics.median(a), statistics.median(b), statistics.median(y / x for x, y in zip(a, b))


def peak(command):
    """Peak memory of a command in bytes."""
    script = "import resource,subprocess,sys\nsubprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)\n" \
             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    return int(subprocess.run([sys.executable, "-c", script, *command], stdout=subprocess.PIPE, check=True).stdout) * 1024


def proofs_of(command, table):
    subprocess.run([*command, "-f", "evidence.csv", "-o", table], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    csv.field_size_limit(1 << 30)
    with open(table, encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def say(name, value, floor, holds):
    print(f"{'ok  ' if holds else 'MISS'} {name:62} {value:>14}   floor {floor}", flush=True)
    return holds


def against_ripgrep(options, corpus, size, names, phrases, floor):
    rules = make_rules(options.folder, names, phrases)
    base = [options.kgraph, "-q", "-j1", "-r", os.path.join(TOP, "rules/en"), "-r", rules, corpus]
    ours = base + ["-o", os.path.join(OUT, "o.csv")]
    theirs = ["rg", "-j1", "--count-matches", "-F", "-f", os.path.join(options.folder, names), corpus]
    mine, other, ratio = pairs(ours, theirs, options.pairs)
    holds = say(f"speed, {names} and {phrases}, as a part of ripgrep's", f"{ratio:.2f}", f"{floor:.2f}", ratio >= floor)
    print(f"     kgraph {mine:.3f} s ({size / 1e6 / mine:.0f} MB/s), ripgrep {other:.3f} s ({size / 1e6 / other:.0f} MB/s), {options.pairs} pairs")
    memory, proofs = peak(ours), proofs_of(base, os.path.join(OUT, "o.evidence.csv"))
    limit = (64 << 20) + 1024 * proofs
    return say(f"peak memory of that run, {proofs} proofs", f"{memory / 2**20:.1f} MiB", f"{limit / 2**20:.1f} MiB", memory <= limit) and holds


def article(options):
    command = [options.kgraph, "-q", os.path.join(TOP, "seeds/"), "-o", os.path.join(OUT, "chile.csv")]
    timed(command)
    seconds = statistics.median(timed(command) for _ in range(options.pairs))
    return say("the sample, all in, to CSV", f"{seconds * 1000:.0f} ms", "100 ms", seconds <= 0.1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kgraph", default="out/kgraph")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--phrases", help="another file of phrases, for the names of names1000.txt")
    parser.add_argument("folder", nargs="?", default="")
    options = parser.parse_args()
    if not glob.glob(os.path.join(options.folder, "corpus-*.tar.xz")):
        print("bench: skipped: make bench CORPUS=FOLDER needs a folder with corpus-*.tar.xz, names and phrases")
        return 0
    options.kgraph = os.path.abspath(options.kgraph)
    os.makedirs(OUT, exist_ok=True)
    corpus = unpack(options.folder)
    size = sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(corpus) for name in names)
    print(f"corpus: {size / 1e6:.1f} MB; ratios are ripgrep's time by ours: more is faster")
    results = [against_ripgrep(options, corpus, size, "names1000.txt", options.phrases or "triggers50.txt", 0.5),
               against_ripgrep(options, corpus, size, "names50000.txt", "triggers1000.txt", 0.7), article(options)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
