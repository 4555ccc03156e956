"""Every ```rules block of docs/rules.md loads with rules/en without a word, and its examples hold."""
import glob
import os
import re
import subprocess

from harness import KGRAPH, TOP, folder, main, test, write

MANUAL = os.path.join(TOP, "docs", "rules.md")

with open(MANUAL, encoding="utf-8") as file:
    text = file.read()


def make_test(line, block):
    def run():
        with folder() as place:
            os.symlink(os.path.join(TOP, "rules", "en"), os.path.join(place, "en"))
            write(os.path.join(place, "block", "block.rules"), block)
            done = subprocess.run([KGRAPH, "check", "-r", "en", "-r", "block"], cwd=place, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            # A block may show a part alone: dated roles that no line reads, a list that none names.
            said = [line for line in done.stdout.splitlines() if "block.rules:" in line and "[W008]" not in line and "[W012]" not in line]
            assert done.returncode == 0 and not said, f"docs/rules.md:{line}: status {done.returncode}\n{done.stdout}"
    run.__name__ = f"test_manual_line_{line}"
    return run


blocks = 0
for match in re.finditer(r"^```rules\n(.*?)^```$", text, re.M | re.S):
    test(make_test(text.count("\n", 0, match.start()) + 1, match.group(1)))
    blocks += 1


@test
def test_there_are_blocks():
    assert blocks >= 10


@test
def test_every_block_of_the_language_is_told():
    with open(os.path.join(TOP, "src", "rules", "parse.c"), encoding="utf-8") as source:
        keywords = re.findall(r'^\t\{ "(\w+)", ', source.read(), re.M)
    assert len(keywords) >= 16
    missing = [word for word in keywords if not re.search(rf"`{word}\b|^### .*\b{word}\b", text, re.M) and not re.search(rf"^{word} ", text, re.M)]
    assert not missing, missing


@test
def test_every_list_that_is_asked_for_is_told():
    with open(os.path.join(TOP, "src", "rules", "asked.h"), encoding="utf-8") as source:
        asked = set(re.findall(r'^#define WORDS_\w+ +"([^"]+)"', source.read(), re.M))
    table = text[text.index("| list | what it says |"):text.index("### verb")]
    told = set(re.findall(r"`([^`]+)`", " ".join(re.findall(r"^\| ([^|]+) \|", table, re.M))))
    assert asked == told, (asked - told, told - asked)
    with folder() as place:
        write(os.path.join(place, "r", "r.rules"), "".join(f"words {name} = some text\n" for name in sorted(asked)))
        said = subprocess.run([KGRAPH, "check", "-r", "r"], cwd=place, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
        assert "; 0 warnings" in said, said


@test
def test_every_code_is_told():
    found = set()
    for path in glob.glob(os.path.join(TOP, "src", "*", "*.c")):
        with open(path, encoding="utf-8") as source:
            found.update(re.findall(r'"([KW][0-9]{3})"', source.read()))
    assert len(found) >= 40
    missing = sorted(code for code in found if f"\n| {code} | " not in text)
    assert not missing, missing


main()
