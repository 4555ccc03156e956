"""Every ```sh test block of the documents runs; every link leads somewhere."""
import glob
import os
import re
import subprocess

from harness import KGRAPH, TOP, folder, main, test

PAGES = [p for p in ["README.md", "CONTRIBUTING.md"] + sorted(glob.glob("docs/*.md", root_dir=TOP)) if os.path.exists(os.path.join(TOP, p))]


def text_of(page):
    with open(os.path.join(TOP, page), encoding="utf-8") as file:
        return file.read()


def make_test(page, number, block):
    def run():
        with folder() as place:
            for name in ("seeds", "rules", "docs", "tests"):
                os.symlink(os.path.join(TOP, name), os.path.join(place, name))
            os.mkdir(os.path.join(place, "bin"))
            os.symlink(KGRAPH, os.path.join(place, "bin", "kgraph"))
            # What a block writes stays out of the project.
            environment = dict(os.environ, PATH=os.path.join(place, "bin") + ":" + os.environ["PATH"])
            done = subprocess.run(["sh", "-eu"], input=block, text=True, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
            assert done.returncode == 0, f"{page}:{number}: status {done.returncode}\n{block}\n{done.stdout}"
    run.__name__ = f"test_{page}_{number}"
    return run


found = 0
for page in PAGES:
    text = text_of(page)
    for match in re.finditer(r"^```sh test\n(.*?)^```$", text, re.M | re.S):
        test(make_test(page, text.count("\n", 0, match.start()) + 1, match.group(1)))
        found += 1


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
