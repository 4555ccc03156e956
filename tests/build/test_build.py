"""Both compilers build without a warning; what is installed works."""
import os
import re
import shutil
import subprocess

from harness import SEEDS, TOP, Skip, folder, main, read, test, write
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
        others = [os.path.join(place, "usr/share/kgraph/rules/mine/mine.rules"), os.path.join(place, "usr/bin/other")]
        for other in others:
            write(other, "# not ours\n")
        make("install", f"DESTDIR={place}", "PREFIX=/usr")
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
        left = {os.path.join(at, name) for at, _, names in os.walk(os.path.join(place, "usr")) for name in names}
        assert left == set(others), f"uninstall left {left}"
        assert os.listdir(os.path.join(place, "usr/share/kgraph/rules")) == ["mine"]


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
def test_bash_completes():
    if not shutil.which("bash"):
        raise Skip("no bash here")
    script = subprocess.run([harness.KGRAPH, "--generate", "bash"], stdout=subprocess.PIPE, text=True, check=True).stdout
    with folder() as place:
        os.mkdir(os.path.join(place, "a folder"))
        write(os.path.join(place, "a file.txt"), "")
        for words, expected in ((["ch"], "check"), (["--lay"], "--layout"), (["x", "--layout", "d"], "dot"), (["--layout", "=", "d"], "dot"), (["x", "-f", "evi"], "evidence.csv"),
                                (["-r", ""], "a folder"), (["a fi"], "a file.txt"), (["--top", ""], "")):
            asked = " ".join(f"'{word}'" for word in ["kgraph", *words])
            line = f"COMP_WORDS=({asked}); COMP_CWORD={len(words)}; _kgraph; printf '%s\\n' \"${{COMPREPLY[@]}}\""
            done = subprocess.run(["bash", "-c", script + line], cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            assert done.stdout == expected + "\n" and not done.stderr, (words, done.stdout, done.stderr)


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
