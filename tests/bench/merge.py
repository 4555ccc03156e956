#!/usr/bin/env python3
"""How long kgraph merge takes, and how much memory: merge.py --kgraph PROGRAM [--facts N]. Two graphs that hold N different edges together (default a
million, by facts.py) and a tenth of them, so that the growth shows. Written under out/bench."""
import argparse
import os
import subprocess
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def measure(kgraph, facts):
    place = os.path.join(TOP, "out", "bench", f"facts-{facts}")
    parts = [os.path.join(place, f"part-{k}.jsonl") for k in (1, 2)]
    if not all(os.path.exists(part) for part in parts):
        subprocess.run([sys.executable, os.path.join(TOP, "tests/bench/facts.py"), str(facts), "2", place], check=True)
    start = time.perf_counter()
    process = subprocess.Popen([kgraph, "merge", "-q", *parts, "-o", os.path.join(place, "joined.jsonl")])
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"kgraph merge: status {status}")
    size = sum(os.path.getsize(part) for part in parts)
    print(f"{facts:9} facts, {size / 1e6:6.0f} MB: {wall:6.2f} s, of the processor {usage.ru_utime:.2f} s for itself and {usage.ru_stime:.2f} s for the system, "
          f"{usage.ru_maxrss * 1024 / 1e6:5.0f} MB of memory", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kgraph", default=os.path.join(TOP, "out/kgraph"))
    parser.add_argument("--facts", type=int, default=1000000)
    options = parser.parse_args()
    for facts in (options.facts // 10, options.facts):
        measure(options.kgraph, facts)


if __name__ == "__main__":
    main()
