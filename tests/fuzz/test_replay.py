"""Every fuzz target over its seeds; a find of the fuzzer becomes one of them."""
import os
import subprocess

from harness import PROFILE, TOP, main, test

SEEDS = os.path.join(TOP, "tests", "fuzz", "seeds")


def make_test(target):
    def run():
        program = os.path.join(TOP, "out", PROFILE, "fuzz", target)
        assert os.path.exists(program), f"{program} was not built"
        done = subprocess.run([program, os.path.join(SEEDS, target)], cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
        assert done.returncode == 0, f"status {done.returncode}\n{done.stdout[-4000:]}"
        count = len(os.listdir(os.path.join(SEEDS, target)))
        assert done.stdout.strip().splitlines()[-1] == f"{count} inputs", done.stdout
    run.__name__ = "test_seeds_of_" + target
    return run


for each in sorted(os.listdir(SEEDS)):
    test(make_test(each))

main()
