"""Every ```sh test block of the documents runs, and says what the page shows; every link leads somewhere."""
import glob
import os
import re
import shutil
import subprocess

from harness import KGRAPH, TOP, Skip, folder, main, test

PAGES = [p for p in ["README.md", "CONTRIBUTING.md"] + sorted(glob.glob("docs/*.md", root_dir=TOP)) if os.path.exists(os.path.join(TOP, p))]


def text_of(page):
    with open(os.path.join(TOP, page), encoding="utf-8") as file:
        return file.read()


def blocks_of(text):
    """Each ```sh test block: its line, whether it goes on where the one before it stopped, the program or Debian package that it is to be run
    with, its commands, and what the ```text shown block right behind it has (None where there is none)."""
    for match in re.finditer(r"^```sh test( on)?(?: with (\S+))?\n(.*?)^```$(?:\n+```text shown\n(.*?)^```$)?", text, re.M | re.S):
        yield text.count("\n", 0, match.start()) + 1, bool(match.group(1)), match.group(2), match.group(3), match.group(4)


def is_there(program):
    if program.startswith("python3-"):
        return subprocess.run(["/usr/bin/python3", "-c", "import " + program.removeprefix("python3-")], stderr=subprocess.DEVNULL).returncode == 0
    return shutil.which(program)


def check_shown(where, shown, output):
    """A line "..." stands for any lines; where the rules are installed may differ."""
    output = output.replace(os.path.join(TOP, "rules"), "/usr/local/share/kgraph/rules")
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.M)]
    assert re.fullmatch("(?:.*\n)*?".join(parts), output), f"{where}: the page shows\n{shown}\nand there is\n{output}"


def make_test(page, blocks):
    def run():
        for program in {needs for _, needs, _, _ in blocks if needs}:
            if not is_there(program):
                raise Skip(f"{program} is not installed")
        with folder() as place:
            for name in ("seeds", "rules", "docs", "tests"):
                os.symlink(os.path.join(TOP, name), os.path.join(place, name))
            os.mkdir(os.path.join(place, "bin"))
            os.symlink(KGRAPH, os.path.join(place, "bin", "kgraph"))
            # What a block writes stays out of the project.
            environment = dict(os.environ, PATH=os.path.join(place, "bin") + ":" + os.environ["PATH"])
            for number, _, block, shown in blocks:
                # A block that shows what a failing command says goes on behind it.
                shell = ["sh", "-u"] if shown is not None else ["sh", "-eu"]
                done = subprocess.run(shell, input=block, text=True, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
                where = f"{page}:{number}"
                if shown is None:
                    assert done.returncode == 0, f"{where}: status {done.returncode}\n{block}\n{done.stdout}"
                else:
                    check_shown(where, shown, done.stdout)
    run.__name__ = f"test_{page}_{blocks[0][0]}"
    return run


found = 0
for page in PAGES:
    chain = []
    for number, goes_on, needs, block, shown in blocks_of(text_of(page)):
        if chain and not goes_on:
            test(make_test(page, chain))
            chain = []
        chain.append((number, needs, block, shown))
        found += 1
    if chain:
        test(make_test(page, chain))


@test
def test_there_are_blocks_to_run():
    assert found > 0


@test
def test_links_lead_to_files():
    broken = []
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(page)):
            if "://" not in link and not os.path.exists(os.path.join(TOP, os.path.dirname(page), link)):
                broken.append(f"{page}: {link}")
    assert not broken, "\n".join(broken)


main()
