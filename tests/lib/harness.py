"""For the test programs: they declare tests with @test and end with main(); TAP goes to standard output."""
import contextlib
import csv
import ctypes
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROFILE = os.environ.get("PROFILE", "release")
KGRAPH = os.path.join(TOP, os.environ.get("KGRAPH", "out/kgraph"))
UPDATE = os.environ.get("UPDATE") == "1"
# A sanitizer needs address space and time of its own.
SANITIZED = PROFILE in ("asan", "tsan", "fuzz")
SLOWER = 10 if SANITIZED else 1
WORLD = ["-r", os.path.join(TOP, "rules/en"), "-r", os.path.join(TOP, "tests/lib/world")]
SEEDS = "seeds/"

tests = []


class Skip(Exception):
    pass


def test(function):
    tests.append(function)
    return function


def main():
    os.chdir(TOP)
    chosen = [t for t in tests if len(sys.argv) < 2 or any(word in t.__name__ for word in sys.argv[1:])]
    print(f"1..{len(chosen)}", flush=True)
    failed = 0
    for number, function in enumerate(chosen, 1):
        name = function.__name__.removeprefix("test_").replace("_", " ")
        try:
            function()
            print(f"ok {number} - {name}")
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}")
        except Exception as error:
            failed += 1
            print(f"not ok {number} - {name}")
            lines = str(error).splitlines() if isinstance(error, AssertionError) and str(error) else traceback.format_exc().splitlines()
            where = traceback.extract_tb(error.__traceback__)[-1]
            for line in [f"{os.path.relpath(where.filename, TOP)}:{where.lineno}"] + lines[:60]:
                print("# " + line[:2000])
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


@contextlib.contextmanager
def folder():
    """A new folder under out/ that is gone afterwards."""
    base = os.path.join(TOP, "out", "test")
    os.makedirs(base, exist_ok=True)
    path = tempfile.mkdtemp(dir=base)
    try:
        yield path
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", path], stderr=subprocess.DEVNULL)
        shutil.rmtree(path, ignore_errors=True)


def write(path, content):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Run:
    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout
        self.err = process.stderr.decode("utf-8", "replace") if process.stderr is not None else ""

    def __repr__(self):
        return f"status {self.status}\nstandard output:\n{(self.out or b'').decode('utf-8', 'replace')[:2000]}\nstandard error:\n{self.err[:4000]}"


def kgraph(*arguments, input=b"", timeout=60, env=None, cwd=TOP, limits=None, pass_fds=()):
    environment = dict(os.environ)
    environment.update(env or {})
    process = subprocess.run([KGRAPH, *arguments], input=input, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout * SLOWER,
                             env=environment, cwd=cwd, preexec_fn=limits, pass_fds=pass_fds)
    run = Run(process)
    assert "Sanitizer" not in run.err and "runtime error:" not in run.err, f"a sanitizer spoke: {run}"
    return run


def expect(run, status, *words):
    assert run.status == status, f"expected status {status}: {run}"
    for word in words:
        assert word in run.err, f"expected “{word}” on standard error: {run}"
    return run


def rows(path_or_bytes):
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else read(path_or_bytes)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def undefuse(cell):
    """Takes the apostrophe off that keeps a spreadsheet from reading a formula."""
    rest = cell[1:].lstrip(" \u00a0\u3000") if cell.startswith("'") else ""
    return cell[1:] if rest and rest[0] in "=+-@\t\r'\uff1d\uff0b\uff0d\uff20" else cell


def jsonl(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def fold(text):
    return " ".join(text.split())


def without_rights():
    """For preexec_fn: permissions prove nothing to root, unless the next program may not pass over them (CAP_DAC_OVERRIDE and
    CAP_DAC_READ_SEARCH leave the bounding set). Unlike nobody, it still reaches a project in root's own folder."""
    if os.getuid() == 0 and any(ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) != 0 for capability in (1, 2)):
        as_nobody()


def as_nobody():
    """For preexec_fn: permissions prove nothing to root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
