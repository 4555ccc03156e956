"""Outputs that cannot be written, and ends that come too early: the old file untouched or the new one whole."""
import os
import random
import resource
import signal
import subprocess
import time

from harness import (KGRAPH, SANITIZED, SEEDS, SLOWER, TOP, WORLD, Skip, as_nobody, expect, folder, kgraph, main, read, rows, test, without_rights, write)

GOOD = "Ada met Bob.\n"
OLD = b"as it was\n"


def stale(place):
    return [name for name in os.listdir(place) if name.startswith(".") and name != ".kgraph"]


@test
def test_a_full_device():
    for name in ("csv", "dot", "svg", "jsonl", "evidence.csv"):
        expect(kgraph(SEEDS, "-f", name, "-o", "/dev/full"), 3, "/dev/full", "No space left")
    expect(kgraph(SEEDS, "--report", "/dev/full"), 3, "/dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([KGRAPH, SEEDS], stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == 3 and b"No space left" in done.stderr, done
        for argument in ("--help", "--version"):
            assert subprocess.run([KGRAPH, argument], stdout=full, stderr=subprocess.PIPE).returncode == 3


@test
def test_a_full_file_system():
    with folder() as place:
        small = os.path.join(place, "small")
        os.mkdir(small)
        if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", small], stderr=subprocess.PIPE).returncode != 0:
            raise Skip("no file system may be mounted here")
        try:
            write(os.path.join(small, "o.csv"), OLD)
            write(os.path.join(small, "o.svg"), OLD)
            write(os.path.join(small, "fill"), b"x" * (52 << 10))
            expect(kgraph(SEEDS, "-o", os.path.join(small, "o.csv"), "-o", os.path.join(small, "o.svg")), 3, "No space left")
            assert read(os.path.join(small, "o.svg")) == OLD and stale(small) == [], os.listdir(small)
        finally:
            subprocess.run(["umount", small], check=True)


@test
def test_a_limit_on_the_size_of_files():
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    with folder() as place:
        path = write(os.path.join(place, "o.evidence.csv"), OLD)
        expect(kgraph(SEEDS, "-o", path, limits=limit), 3, "File too large")
        assert read(path) == OLD and stale(place) == []


@test
def test_a_missing_or_read_only_folder_is_seen_before_reading():
    with folder() as place:
        os.chmod(place, 0o755)
        write(os.path.join(place, "in.txt"), GOOD)
        expect(kgraph(*WORLD, "-o", "missing/o.csv", "in.txt", cwd=place), 3, "missing/o.csv")
        expect(kgraph(*WORLD, "-o", place + "/.", "-f", "csv", "in.txt", cwd=place), 3)
        os.mkdir(os.path.join(place, "d.csv"))
        expect(kgraph(*WORLD, "-o", "d.csv", "in.txt", cwd=place), 3, "d.csv")
        write(os.path.join(place, "o.csv"), OLD)
        os.chmod(place, 0o555)
        expect(kgraph(*WORLD, "-o", "o.csv", "in.txt", cwd=place, limits=without_rights), 3, "o.csv", "may not be written to")
        assert read(os.path.join(place, "o.csv")) == OLD


@test
def test_one_file_by_two_names_is_refused():
    with folder() as place:
        write(os.path.join(place, "in.txt"), GOOD)
        write(os.path.join(place, "o.csv"), OLD)
        for other in ("o.csv", "./o.csv", os.path.join(place, "o.csv")):
            expect(kgraph(*WORLD, "-o", "o.csv", "-f", "csv", "-o", other, "in.txt", cwd=place), 2, "is written twice")
            expect(kgraph(*WORLD, "-o", "o.csv", "--report", other, "in.txt", cwd=place), 2, "is written twice")
        assert read(os.path.join(place, "o.csv")) == OLD


@test
def test_an_output_never_replaces_an_input():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), GOOD)
        os.link(os.path.join(place, "in/a.txt"), os.path.join(place, "hard.csv"))
        os.symlink("in/a.txt", os.path.join(place, "soft.csv"))
        write(os.path.join(place, "r/r.rules"), read(os.path.join(TOP, "tests/lib/world/world.rules")))
        os.link(os.path.join(place, "r/r.rules"), os.path.join(place, "rules.csv"))
        for path in ("in/a.txt", "hard.csv", "soft.csv", "rules.csv"):
            done = kgraph("-r", WORLD[1], "-r", "r", "-f", "csv", "-o", path, "in", cwd=place)
            assert done.status in (2, 3) and path in done.err, done
        assert read(os.path.join(place, "in/a.txt")) == GOOD.encode()
        assert b"rule met" in read(os.path.join(place, "rules.csv"))


@test
def test_devices_and_links_are_written_through():
    with folder() as place:
        write(os.path.join(place, "in.txt"), GOOD)
        expect(kgraph(*WORLD, "-f", "csv", "-o", "/dev/null", "in.txt", cwd=place), 0)
        assert not os.path.isfile("/dev/null")
        fifo = os.path.join(place, "pipe.csv")
        os.mkfifo(fifo)
        reader = subprocess.Popen(["cat", fifo], stdout=subprocess.PIPE)
        expect(kgraph(*WORLD, "-o", fifo, "in.txt", cwd=place), 0)
        assert len(rows(reader.communicate(timeout=20)[0])) == 1


@test
def test_modes_follow_the_umask():
    with folder() as place:
        write(os.path.join(place, "in.txt"), GOOD)
        for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
            expect(kgraph(*WORLD, "-o", f"o{mask}.csv", "in.txt", cwd=place, limits=lambda: os.umask(mask)), 0)
            assert os.stat(os.path.join(place, f"o{mask}.csv")).st_mode & 0o777 == mode


@test
def test_closed_descriptors_leave_no_text_in_outputs():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), GOOD)
        write(os.path.join(place, "in/b.txt"), b"\0\1\2" * 100)
        reference = os.path.join(place, "reference.csv")
        expect(kgraph(*WORLD, "-o", reference, "in", cwd=place), 1)
        for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
            path = os.path.join(place, "o.csv")
            done = subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", KGRAPH, *WORLD, "-o", path, "in"], cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            assert done.returncode == 1, (closed, done)
            assert read(path) == read(reference), closed


@test
def test_a_reader_that_goes_away():
    with folder() as place:
        write(os.path.join(place, "in.txt"), "".join(f"Person{i} met Person{i + 1}.\n\n" for i in range(20000)))
        done = subprocess.run(["bash", "-c", '"$@" | head -1 >/dev/null; echo ${PIPESTATUS[0]}', "bash", KGRAPH, *WORLD, "-f", "evidence.csv", "-o", "-", "in.txt"], cwd=place,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60 * SLOWER)
        assert done.stdout.strip() in (b"0", b"3"), done


class Killing:
    """Ends runs at random moments and looks at what is left."""

    def __init__(self, place):
        self.place = place
        # Few rules and much to write: a run spends its time where there is something to tear.
        text = write(os.path.join(place, "in.txt"), "".join(f"Person{i % 37} met Person{i * 7 % 41}.\n\n" for i in range(300)))
        self.paths = [os.path.join(place, name) for name in ("o.csv", "o.evidence.csv", "o.dot", "o.svg", "o.jsonl")]
        self.command = [KGRAPH, *WORLD, "--all", text] + [part for path in self.paths for part in ("-o", path)]
        start = time.monotonic()
        subprocess.run(self.command, check=True, cwd=TOP, stderr=subprocess.PIPE)
        self.seconds = time.monotonic() - start
        self.whole = [read(path) for path in self.paths]

    def once(self, kind, moment):
        for path in self.paths:
            write(path, OLD)
        process = subprocess.Popen(self.command, cwd=TOP, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.send_signal(kind)
        status = process.wait(60)
        for path, whole in zip(self.paths, self.whole):
            left = read(path)
            assert left in (OLD, whole), f"{os.path.basename(path)} is torn: {len(left)} bytes after {moment:.4f} s"
        assert status in (0, -kind), status
        return status


@test
def test_killed_at_500_random_moments():
    dice = random.Random(1)
    with folder() as place:
        killing = Killing(place)
        count = 40 if SANITIZED else 500
        ended = [killing.once(signal.SIGKILL, dice.random() * killing.seconds * 1.1) for _ in range(count)]
        assert any(s == -signal.SIGKILL for s in ended), "none was killed in the middle"
        # The next run clears away what the killed ones left.
        subprocess.run(killing.command, check=True, cwd=TOP, stderr=subprocess.PIPE)
        assert stale(place) == [], stale(place)


@test
def test_interrupted_at_random_moments():
    dice = random.Random(2)
    with folder() as place:
        killing = Killing(place)
        for number in range(12 if SANITIZED else 90):
            kind = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[number % 3]
            # Before the handlers stand nothing is there to clear away.
            killing.once(kind, dice.random() * killing.seconds * 1.1)
            assert stale(place) == [], stale(place)


@test
def test_a_picture_that_fails_costs_only_the_picture():
    with folder() as place:
        write(os.path.join(place, "in.txt"), "".join(f"Person{i % 997} met Person{i * 7919 % 1009}.\n\n" for i in range(12000)))
        csv, svg = os.path.join(place, "o.csv"), write(os.path.join(place, "o.svg"), OLD)
        write(os.path.join(place, "r/r.rules"), "name person {Name}\nrelation met from person to person symmetric\n"
              "rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n  yes Ada met Bob.\n")
        start = time.monotonic()
        done = kgraph("-r", WORLD[1], "-r", os.path.join(place, "r"), "-q", "-o", csv, "-o", svg, "--all", "--layout", "dot", "--deadline", "1", "in.txt", cwd=place, timeout=60)
        expect(done, 1, "o.svg")
        assert time.monotonic() - start < 15 * SLOWER
        assert read(svg) == OLD and len(rows(csv)) > 1000 and stale(place) == []


@test
def test_too_little_memory():
    if SANITIZED:
        raise Skip("a sanitizer needs its address space")
    with folder() as place:
        path = write(os.path.join(place, "o.csv"), OLD)
        for megabytes in (20, 30, 40, 60, 80, 120, 200, 400, 800):
            size = megabytes << 20
            process = subprocess.run([KGRAPH, SEEDS, "-j2", "-o", path], cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)))
            if b"error while loading shared libraries" in process.stderr or b"cannot allocate memory in static TLS" in process.stderr:
                continue
            assert process.returncode in (0, 1, 4), (megabytes, process)
            assert process.returncode == 0 or process.stderr, (megabytes, process)


@test
def test_no_threads_and_no_children():
    if os.getuid() != 0 or SANITIZED:
        raise Skip("only root can become nobody, and the leak checker needs a thread")
    with folder() as place:
        os.chmod(place, 0o777)

        def limit():
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
            as_nobody()
        try:
            done = kgraph(SEEDS, "-j4", "-o", os.path.join(place, "o.csv"), "-o", os.path.join(place, "o.svg"), limits=limit)
        except PermissionError:
            raise Skip("the project lies in a folder that only root may enter")
        assert done.status in (0, 1), done
        assert len(rows(os.path.join(place, "o.csv"))) > 10


main()
