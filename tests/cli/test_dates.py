"""When: dates of relations in the outputs, of documents, and the filters by them."""
import os

from harness import expect, folder, jsonl, kgraph, main, read, rows, test, write

RULES = """uses en
relation met from person to person
relation joined from person to person
rule met
  find  {X} met {Y}
  gives {X} | met | {Y}
  yes   Ada Berg met Bob Carr in 1970.
        = Ada Berg | met | Bob Carr
  no    Ada Berg left.
rule joined
  when  since
  find  {X} joined {Y}
  gives {X} | joined | {Y}
  yes   Ada Berg joined Bob Carr.
  no    Ada Berg left.
entity Ada Berg : person
entity Bob Carr : person
entity Dan Eck : person
"""


def run(place, *arguments, status=0):
    write(os.path.join(place, "rules/r.rules"), RULES)
    return expect(kgraph("-r", "rules", "-r", "en", *arguments, cwd=place), status)


def documents(place):
    return {line["document"]: line.get("date") for line in jsonl(os.path.join(place, "o.jsonl")) if "document" in line and "edge" not in line
            and "proof" not in line}


@test
def test_dates_stand_in_every_table():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada Berg met Bob Carr on 11 September 1973. Dan Eck joined Bob Carr in 1951. Bob Carr met Dan Eck.\n")
        run(place, "-q", "-o", "o.csv", "-o", "o.evidence.csv", "-o", "o.jsonl", "a.txt")
        dates = {row["source"]: (row["from"], row["to"]) for row in rows(os.path.join(place, "o.csv"))}
        assert dates == {"Ada Berg": ("1973-09-11", "1973-09-11"), "Dan Eck": ("1951", ""), "Bob Carr": ("", "")}, dates
        assert dates == {row["source"]: (row["from"], row["to"]) for row in rows(os.path.join(place, "o.evidence.csv"))}
        proofs = [line for line in jsonl(os.path.join(place, "o.jsonl")) if "proof" in line]
        assert [(line.get("from"), line.get("to")) for line in proofs] == [("1973-09-11", "1973-09-11"), (None, None), ("1951", None)], proofs


@test
def test_the_best_dated_proof_dates_the_edge():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Ada Berg met Bob Carr. Ada Berg met Bob Carr in 1970. Ada Berg met Bob Carr in May 1971.\n")
        run(place, "-q", "-o", "o.csv", "a.txt")
        row, = rows(os.path.join(place, "o.csv"))
        assert (row["from"], row["to"], row["mentions"]) == ("1970", "1970", "3"), row


@test
def test_filters_by_date():
    text = "Ada Berg met Bob Carr in September 1973. Dan Eck joined Bob Carr in 1951. Bob Carr met Dan Eck. Ada Berg met Dan Eck until 1960.\n"
    wanted = {
        ("--from", "1973"): ["Ada Berg met Bob Carr", "Dan Eck joined Bob Carr"],
        ("--from", "1973-09-30"): ["Ada Berg met Bob Carr", "Dan Eck joined Bob Carr"],
        ("--from", "1973-10"): ["Dan Eck joined Bob Carr"],
        ("--to", "1950"): ["Ada Berg met Dan Eck"],
        ("--to", "1951"): ["Ada Berg met Dan Eck", "Dan Eck joined Bob Carr"],
        ("--from", "1961", "--to", "1970"): ["Dan Eck joined Bob Carr"],
    }
    with folder() as place:
        write(os.path.join(place, "a.txt"), text)
        for options, edges in wanted.items():
            run(place, "-q", "-o", "o.csv", "--filter-data", *options, "a.txt")
            found = [" ".join((row["source"], row["relation"], row["target"])) for row in rows(os.path.join(place, "o.csv"))]
            assert found == edges, (options, found)
        run(place, "-q", "-o", "o.csv", "-o", "o.svg", "--from", "1973", "a.txt")
        assert len(rows(os.path.join(place, "o.csv"))) == 4, "filters are of pictures alone"
        for good in (("1973", "1973-09"), ("1973-09", "1973"), ("1973", "1973")):
            run(place, "-q", "-o", "o.svg", "--from", good[0], "--to", good[1], "a.txt")
        for late in (("1990", "1980"), ("1973-10", "1973-09-30"), ("1973-10", "1972")):
            done = run(place, "-q", "-o", "p.svg", "--from", late[0], "--to", late[1], "a.txt", status=2)
            assert f"--from {late[0]} is after --to {late[1]}" in done.err and not os.path.exists(os.path.join(place, "p.svg")), done
        for wrong in ("73", "1973-9", "1973-13", "1973-02-30", "1973-09-11T10", "soon", "", "0000"):
            done = run(place, "-q", "-o", "o.csv", "--from", wrong, "a.txt", status=2)
            assert "--from wants a date" in done.err, (wrong, done)


@test
def test_dates_of_lines():
    with folder() as place:
        write(os.path.join(place, "a.jsonl"), '{"id": "a", "text": "Ada Berg met Bob Carr.", "date": "1973-09-11T08:00:00Z"}\n'
              '{"id": "b", "text": "x", "date": 1973}\n{"id": "c", "text": "x", "date": "1973-09"}\n{"id": "d", "text": "x"}\n'
              '{"id": "e", "text": "x", "date": "last week"}\n{"id": "f", "text": "x", "date": "1973-02-31"}\n'
              '{"id": "g", "text": "x", "date": null}\n{"id": "h", "text": "x", "date": ["1973"]}\n{"id": "i", "text": "x", "date": ""}\n')
        done = run(place, "-o", "o.jsonl", "-o", "o.csv", "a.jsonl")
        assert documents(place) == {"a.jsonl#a": "1973-09-11", "a.jsonl#b": "1973", "a.jsonl#c": "1973-09", "a.jsonl#d": None, "a.jsonl#e": None,
                                    "a.jsonl#f": None, "a.jsonl#g": None, "a.jsonl#h": None, "a.jsonl#i": None}
        assert '"last week" is no date' in done.err and '"1973-02-31" is no date' in done.err and done.err.count("is no date") == 2, done
        row, = rows(os.path.join(place, "o.csv"))
        assert row["from"] == row["to"] == "", "the date of a document is none of its edges'"


PAGES = {
    '<html><head><meta property="article:published_time" content="1973-09-11T08:00:00Z"></head>': "1973-09-11",
    '<head><META NAME="DC.Date" CONTENT=" 1973-09 "></head>': "1973-09",
    '<head><meta name="date" content="1973-09-12"><meta itemprop="datePublished" content="1973-09-11"></head>': "1973-09-11",
    '<body><article><time datetime="1973-09-11">Tuesday</time><time datetime="2001-01-01">later</time>': "1973-09-11",
    '<body><nav><time datetime="2001-01-01">now</time></nav>': None,
    '<head><meta name="date" content="yesterday"></head>': None,
    '<head><meta name="viewport" content="1973-09-11"></head>': None,
    '<head><meta name="date"></head>': None,
    '<body><h1>The meeting</h1><p>11 September 1973</p>': "1973-09-11",
}


@test
def test_dates_of_pages():
    with folder() as place:
        for i, page in enumerate(PAGES):
            write(os.path.join(place, f"in/{i}.html"), page + "<p>Ada Berg met Bob Carr and went to see the old town.</p>")
        run(place, "-q", "-o", "o.jsonl", "in")
        found = documents(place)
        for i, (page, date) in enumerate(PAGES.items()):
            assert found[f"in/{i}.html"] == date, (page, found)


HEADS = {
    "The meeting\n11 September 1973\n\nAda Berg met Bob Carr.": "1973-09-11",
    "# The meeting\n\nBy Dan Eck\n\nTuesday, September 11, 1973\n\nAda Berg met Bob Carr.": "1973-09-11",
    "1973-09-11\r\nAda Berg met Bob Carr.": "1973-09-11",
    "The meeting\n\nOn 11 September 1973 they met.\n": None,
    "The meeting\nSeptember 1973\n": None,
    "The meeting\n31 February 1973\n": None,
    "The meeting\n11 September\n": None,
    "a\nb\nc\nd\n11 September 1973\n": None,
    "": None,
    "11 September 1973": "1973-09-11",
}


@test
def test_a_day_below_the_headline():
    with folder() as place:
        for i, text in enumerate(HEADS):
            write(os.path.join(place, f"in/{i}.txt"), text)
        for eager in ((), ("--eager",)):
            run(place, "-q", *eager, "-o", "o.jsonl", "in")
            found = documents(place)
            for i, (text, date) in enumerate(HEADS.items()):
                assert found[f"in/{i}.txt"] == date, (text, found)


@test
def test_any_number_of_dates():
    with folder() as place:
        many = "on 31 February 1973, from 99 September 1973 to the 0s, in 0000, two years later, " * 2000
        write(os.path.join(place, "a.txt"), "Ada Berg met Bob Carr " + many + "\n" + "In 1970 Ada Berg met Bob Carr. Two years later " * 5000)
        run(place, "-q", "-o", "o.csv", "a.txt")
        once = read(os.path.join(place, "o.csv"))
        run(place, "-q", "--eager", "-o", "o.csv", "a.txt")
        assert read(os.path.join(place, "o.csv")) == once


@test
def test_lines_of_dates_that_are_wrong():
    wrong = {
        "date\n  since /x+/ {date}\n": "K026", "date\n  since {X}\n": "K018", "date\n  soon {date}\n": "K006", "date\n  later week {date}\n": "K006",
        "date\n  later\n": "K008", "date\n  since\n": "K008", "date\n  month a|b|c|d|e|f|g|h|i|j|k|l|m\n": "K025", "date\n  since ... {date}\n": "K026",
        "date\n  since <nowhere> {date}\n": "K014", "words odd = /x+/\ndate\n  since <odd> {date}\n": "K026", "date\n  at [in]\n": "K024",
        "rule r\n  find {X} met {Y}\n  gives {X} | met | {Y}\n  when soon\n": "K006",
    }
    with folder() as place:
        for text, code in wrong.items():
            write(os.path.join(place, "rules/r.rules"), "type person\nrelation met from person to person\n" + text)
            done = expect(kgraph("check", "-r", "rules", cwd=place), 2)
            assert f"[{code}]" in done.err + done.out.decode(), (text, done)


main()
