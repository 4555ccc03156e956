"""Both compilers build without a warning; what is installed works."""
import os
import re
import shutil
import subprocess

from harness import SEEDS, TOP, Skip, folder, main, read, test
import harness


def make(*arguments, timeout=600):
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "PROFILE", "KGRAPH", "MAKELEVEL")}
    done = subprocess.run(["make", "--no-print-directory", *arguments], cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=timeout, env=environment)
    assert done.returncode == 0, f"make {' '.join(arguments)}: status {done.returncode}\n{done.stdout[-6000:]}"
    return done.stdout


def once():
    if harness.PROFILE not in ("release", "clang"):
        raise Skip("once is enough, without sanitizers")


@test
def test_gcc_builds_without_a_warning():
    once()
    make("-j2", "OUT=out/strict", "WERROR=-Werror", "all")


@test
def test_clang_builds_without_a_warning():
    once()
    make("-j2", "OUT=out/strict", "PROFILE=clang", "WERROR=-Werror", "all")


@test
def test_installed_program_finds_its_rules_and_uninstall_takes_all_away():
    once()
    with folder() as place:
        make("install", f"DESTDIR={place}", "PREFIX=/usr")
        found = sorted(os.path.relpath(os.path.join(at, name), place) for at, _, names in os.walk(place) for name in names)
        for name in ("usr/bin/kgraph", "usr/share/man/man1/kgraph.1", "usr/share/bash-completion/completions/kgraph", "usr/share/kgraph/rules/default"):
            assert name in found, f"{name} was not installed: {found}"
        out = os.path.join(place, "a.csv")
        environment = {k: v for k, v in os.environ.items() if k != "KGRAPH_RULES"}
        done = subprocess.run([os.path.join(place, "usr/bin/kgraph"), os.path.join(TOP, SEEDS), "-o", out], stderr=subprocess.PIPE, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        ours = os.path.join(place, "b.csv")
        subprocess.run([harness.KGRAPH, os.path.join(TOP, SEEDS), "-o", ours], check=True, stderr=subprocess.DEVNULL)
        assert read(out) == read(ours), "the installed program gives another graph"
        make("uninstall", f"DESTDIR={place}", "PREFIX=/usr")
        left = [name for at, _, names in os.walk(os.path.join(place, "usr")) for name in names]
        assert not left, f"uninstall left {left}"


@test
def test_manual_and_completions_name_every_option():
    options = set(re.findall(r"--([a-z-]+)", subprocess.run([harness.KGRAPH, "--help"], stdout=subprocess.PIPE, text=True, check=True).stdout))
    assert len(options) > 20, options
    for what in ("man", "bash", "zsh"):
        text = subprocess.run([harness.KGRAPH, "--generate", what], stdout=subprocess.PIPE, text=True, check=True).stdout.replace("\\-", "-")
        missing = [option for option in options if f"--{option}" not in text]
        assert not missing, f"{what} does not name {missing}"
    script = subprocess.run([harness.KGRAPH, "--generate", "bash"], stdout=subprocess.PIPE, check=True).stdout
    done = subprocess.run(["bash", "-n"], input=script, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr


@test
def test_everything_that_is_built_lies_under_out():
    once()
    if not shutil.which("git"):
        raise Skip("no git here")
    done = subprocess.run(["git", "status", "--porcelain", "--ignored"], cwd=TOP, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise Skip("no git here")
    stray = [line for line in done.stdout.splitlines() if line.startswith("!!") and line[3:] not in ("out/",)]
    assert not stray, "\n".join(stray)


main()
