"""The same in, the same out: threads, laziness, order of arguments, locale, time zone, place, day."""
import functools
import hashlib
import os
import random
import shutil
import subprocess

from harness import SANITIZED, SEEDS, TOP, Skip, expect, folder, kgraph, main, read, test, write

SUFFIXES = (".csv", ".nodes.csv", ".evidence.csv", ".dot", ".svg", ".jsonl")


def corpus(place):
    """Twelve documents out of the sample, so that there is something to divide among threads."""
    text = b"".join(read(os.path.join(TOP, SEEDS, name)) for name in sorted(os.listdir(os.path.join(TOP, SEEDS))) if name.endswith(".txt"))
    paragraphs = text.split(b"\n\n")
    size = len(paragraphs) // 12 + 1
    for number in range(12):
        write(os.path.join(place, "in", f"part-{number:02}.txt"), b"\n\n".join(paragraphs[number * size:(number + 1) * size]) + b"\n")
    write(os.path.join(place, "in", ".kgraph"), "use chile\n")


def outputs(place, *arguments, inputs=("in",), env=None, cwd=None):
    paths = [os.path.join(place, "o" + suffix) for suffix in SUFFIXES] + [os.path.join(place, "o.json")]
    asked = [part for path in paths[:-1] for part in ("-o", path)] + ["--report", paths[-1]]
    done = expect(kgraph(*arguments, *asked, *inputs, cwd=cwd or place, env=env), 0)
    found = [hashlib.sha256(read(path)).hexdigest() for path in paths]
    assert os.path.getsize(paths[0]) > 1000, f"no graph to speak of: {done}"
    return dict(zip([os.path.basename(p) for p in paths], found))


@functools.cache
def usual():
    """What a run without arguments gives."""
    with folder() as place:
        corpus(place)
        return outputs(place)


def same(a, b, what):
    differ = [name for name in a if a[name] != b[name]]
    assert not differ, f"{what}: {', '.join(differ)} differ"


@test
def test_threads():
    with folder() as place:
        corpus(place)
        first = outputs(place, "-j1")
        for threads in (2, 3, 8, 16):
            same(first, outputs(place, f"-j{threads}"), f"-j1 and -j{threads}")


@test
def test_eager():
    with folder() as place:
        corpus(place)
        # What was looked at is counted, and that is what --eager changes.
        counts = ("o.json", "o.jsonl")
        first, second = usual(), outputs(place, "--eager")
        same({k: v for k, v in first.items() if k not in counts}, {k: v for k, v in second.items() if k not in counts}, "lazy and eager")


@test
def test_eager_changes_nothing_but_the_count_of_sentences():
    with folder() as place:
        corpus(place)
        import json
        lines = []
        for arguments in ([], ["--eager"]):
            path = os.path.join(place, "o.jsonl")
            expect(kgraph("in", *arguments, "-o", path, cwd=place), 0)
            lines.append([json.loads(line) for line in read(path).decode().splitlines()])
        for each in lines:
            for line in each:
                line.pop("sentences", None)
        assert lines[0] == lines[1]


@test
def test_order_of_arguments():
    with folder() as place:
        corpus(place)
        names = sorted(n for n in os.listdir(os.path.join(place, "in")) if n.endswith(".txt"))
        rules = ["-r", os.path.join(TOP, "rules/politics"), "-r", os.path.join(TOP, "rules/chile")]
        first = outputs(place, *rules, inputs=[f"in/{n}" for n in names])
        dice = random.Random(1)
        for _ in range(3):
            dice.shuffle(names)
            same(first, outputs(place, *rules, inputs=[f"in/{n}" for n in names] + ["in/" + names[0]]), "shuffled arguments")
        # The report counts .kgraph, which is no document.
        whole = outputs(place, *rules, inputs=["./in/"])
        del first["o.json"], whole["o.json"]
        same(first, whole, "the files and their folder")


@test
def test_order_of_the_folder():
    with folder() as place, folder() as other:
        corpus(place)
        os.mkdir(os.path.join(other, "in"))
        names = os.listdir(os.path.join(place, "in"))
        for name in sorted(names, key=lambda n: hashlib.md5(n.encode()).digest()):
            shutil.copy(os.path.join(place, "in", name), os.path.join(other, "in", name))
        same(usual(), outputs(other), "files made in another order")


@test
def test_another_place():
    with folder() as place, folder() as elsewhere:
        corpus(place)
        same(usual(), outputs(place, inputs=[os.path.join(place, "in")], cwd=elsewhere), "relative and absolute")


def locales():
    """de_DE.UTF-8 and tr_TR.UTF-8, built under out/."""
    path = os.path.join(TOP, "out", "locales")
    for name in ("de_DE", "tr_TR"):
        if os.path.isdir(os.path.join(path, name + ".UTF-8")):
            continue
        os.makedirs(path, exist_ok=True)
        if not shutil.which("localedef") or not os.path.exists(f"/usr/share/i18n/locales/{name}"):
            raise Skip("localedef or its sources (package locales) are missing")
        subprocess.run(["localedef", "-c", "-i", name, "-f", "UTF-8", "--no-archive", os.path.join(path, name + ".UTF-8")], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert os.path.isdir(os.path.join(path, name + ".UTF-8")), f"{name} could not be built"
    return path


@test
def test_locales():
    path = locales()
    proof = subprocess.run(["locale", "decimal_point"], stdout=subprocess.PIPE, env={"PATH": os.environ["PATH"], "LOCPATH": path, "LC_ALL": "de_DE.UTF-8"})
    assert proof.stdout.strip() == b",", "the locale that was built is not used"
    with folder() as place:
        corpus(place)
        first = outputs(place, env={"LC_ALL": "C"})
        for locale in ("C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"):
            same(first, outputs(place, env={"LC_ALL": locale, "LANG": locale, "LOCPATH": path}), locale)


@test
def test_time_zones_and_environment():
    with folder() as place:
        corpus(place)
        environments = [{"TZ": "Asia/Tokyo"}, {"TZ": "America/Santiago"}, {"TZ": "nonsense"}, {"SOURCE_DATE_EPOCH": "1"}, {"GVBINDIR": place}, {"DOTFONTPATH": place},
                    {"FONTCONFIG_FILE": "/dev/null"}, {"POSIXLY_CORRECT": "1"}, {"HOME": "/nonexistent"}, {"COLUMNS": "20", "NO_COLOR": "1"}]
        # No sanitizer sees more in the one than in the other.
        for env in environments[::4] if SANITIZED else environments:
            same(usual(), outputs(place, env=env), str(env))


@test
def test_ten_runs():
    with folder() as place:
        corpus(place)
        first = outputs(place, "-j4")
        for _ in range(3 if SANITIZED else 9):
            same(first, outputs(place, "-j4"), "another run")


@test
def test_the_mark_and_the_ends_of_lines_change_no_fact():
    with folder() as place, folder() as other:
        corpus(place)
        for name in os.listdir(os.path.join(place, "in")):
            data = read(os.path.join(place, "in", name))
            write(os.path.join(other, "in", name), data if name.startswith(".") else b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
        a, b = usual(), outputs(other)
        same({"o.csv": a["o.csv"], "o.nodes.csv": a["o.nodes.csv"]}, {"o.csv": b["o.csv"], "o.nodes.csv": b["o.nodes.csv"]}, "mark and CRLF")


main()
