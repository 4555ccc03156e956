"""kgraph expand: a rule in all the ways in which it is looked for."""
import json
import os
import re
import shutil
import subprocess

from harness import KGRAPH, SEEDS, TOP, WORLD, expect, folder, kgraph, main, test, write

RULES = """type person
type group
relation led from person to group
words be = is | was
words common = in | the | of | at | by
inflect third
  /(.)$/ $1s
inflect past, participle
  /(.)$/ $1ed
inflect ing
  /(.)$/ $1ing
verb head
variant active
  from {X} <v> {Y} *
  to   {X} <v>/third,past {Y} *
variant passive
  from {X} <v> {Y} *
  to   {Y} <be> <v>/participle by {X} *
rule led
  find   {X} <head> {Y : group} in (1970|May)
  find   {X}, the  [old|new] chief (of|at) {Y}
  gives  {X} | led | {Y}
  yes    Ann, the old chief of Reds, left.
rule led-only-so
  find   {X} <head> {Y}
  forms  passive
  gives  {X} | led | {Y}
  off
entity Ann : person
entity Reds : group
"""
LED = """rule led  # r/led.rules:19

find {X} <head> {Y : group} in (1970|May)  # r/led.rules:20
  active
    find    {X} <head>/third,past {Y : group} in (1970|May)
    one of  headed, heads
  passive
    find    {Y : group} <be> <head>/participle by {X} in (1970|May)
    one of  headed

find {X}, the  [old|new] chief (of|at) {Y}  # r/led.rules:21
  as-written
    find    {X}, the [old|new] chief (of|at) {Y}
    one of  chief
"""
ONLY = """rule led-only-so  # r/led.rules:24
off: this rule is checked, and not used

find {X} <head> {Y}  # r/led.rules:25
  passive
    find    {Y} <be> <head>/participle by {X}
    one of  headed
"""


@test
def test_a_rule_in_all_its_wordings():
    with folder() as place:
        write(os.path.join(place, "r/led.rules"), RULES)
        for arguments, wanted in ((["led"], LED), (["led-only-so"], ONLY), (["led-only-so", "led"], ONLY + "\n" + LED)):
            done = expect(kgraph("expand", "-r", "r", *arguments, cwd=place), 0)
            assert done.out.decode() == wanted and done.err == "", done


@test
def test_the_regular_expression_names_its_types():
    with folder() as place:
        write(os.path.join(place, "r/led.rules"), RULES)
        out = expect(kgraph("expand", "-r", "r", "led", "--pcre2", cwd=place), 0).out.decode()
        expressions = re.findall(r"^    pcre2   (.*)$", out, re.M)
        assert len(expressions) == 3 and all("‹person›" in e and "‹group›" in e for e in expressions), out
        assert "chief" in expressions[2] and not re.search("[\ue000-\uf8ff]", out), out
        assert re.sub(r"^    pcre2   .*\n", "", out, flags=re.M) == LED


@test
def test_as_json():
    with folder() as place:
        write(os.path.join(place, "r/led.rules"), RULES)
        rule, off = json.loads(expect(kgraph("expand", "-r", "r", "led", "led-only-so", "--json", cwd=place), 0).out)["rules"]
        assert (rule["rule"], rule["file"], rule["line"], rule["off"]) == ("led", "r/led.rules", 19, False), rule
        assert [f["line"] for f in rule["finds"]] == [20, 21] and off["off"] is True
        active, passive = rule["finds"][0]["variants"]
        assert active["variant"] == "active" and active["find"] == "{X} <head>/third,past {Y : group} in (1970|May)", active
        assert active["words"] == ["headed", "heads"] and passive["words"] == ["headed"], rule
        assert "‹person›" in active["pcre2"], active


@test
def test_what_a_rule_does_not_want():
    guard = "guard aside\n  from {A} <v> {B} *\n  unless <v>/past {B} (news|papers)\n"
    rules = RULES.replace("  yes    Ann, the old", "  unless {X} was {Y}\n  yes    Ann, the old")
    with folder() as place:
        write(os.path.join(place, "r/led.rules"), rules)
        write(os.path.join(place, "r/more.rules"), guard)
        out = expect(kgraph("expand", "-r", "r", "led", cwd=place), 0).out.decode()
        assert out == LED + ("\nunless {X} was {Y}  # r/led.rules:23\n"
                             "unless <head>/past {Y} (news|papers)  # r/more.rules:3\n"), out
        rule, off = json.loads(expect(kgraph("expand", "-r", "r", "led", "led-only-so", "--json", cwd=place), 0).out)["rules"]
        assert rule["unless"] == [{"unless": "{X} was {Y}", "file": "r/led.rules", "line": 23},
                                  {"unless": "<head>/past {Y} (news|papers)", "file": "r/more.rules", "line": 3}], rule
        assert [u["line"] for u in off["unless"]] == [3], off


@test
def test_every_rule_that_comes_with_kgraph():
    names = sorted({e["rule"] for e in json.loads(kgraph("check", "--json", SEEDS).out)["examples"] if not e["rule"].startswith("infer ")})
    done = expect(kgraph("expand", "--json", SEEDS, *names), 0)
    rules = json.loads(done.out)["rules"]
    assert [r["rule"] for r in rules] == names
    for rule in rules:
        assert rule["finds"] and all(v["pcre2"] and v["find"] for f in rule["finds"] for v in f["variants"]), rule["rule"]
    text = expect(kgraph("expand", SEEDS, *names), 0).out.decode()
    assert text.count("    find    ") == sum(len(f["variants"]) for r in rules for f in r["finds"])


@test
def test_lines_read_back_find_the_same():
    """What expand shows is rule language: a rule made of it alone finds what the rule found."""
    with folder() as place:
        shutil.copytree(os.path.join(TOP, "rules/politics"), os.path.join(place, "politics"))
        rule = json.loads(kgraph("expand", "--json", "overthrow").out)["rules"][0]
        finds = [f"  find {v['find']}\n" for f in rule["finds"] for v in f["variants"]]
        path = os.path.join(place, "politics", os.path.basename(rule["file"]))
        lines = open(path, encoding="utf-8").read().splitlines(keepends=True)
        at = [f["line"] - 1 for f in rule["finds"]]
        write(path, "".join(lines[:at[0]] + finds + [l for n, l in enumerate(lines) if n > at[0] and n not in at]))
        of = lambda done: [(e["text"], e["gave"]) for e in json.loads(done.out)["examples"] if e["rule"] == "overthrow"]
        again = of(kgraph("check", "--json", "-r", "en", "-r", "politics", cwd=place))
        assert len(finds) >= 8 and len(again) >= 3 and again == of(kgraph("check", "--json")), again


@test
def test_mistakes_are_told():
    for arguments, words in ((["overthrw"], ["overthrw", "did you mean overthrow?"]), (["xyzzyxyzzy"], ["xyzzyxyzzy", "-r"]), ([], ["no rule was named"]),
                             ([SEEDS], ["no rule was named"]), (["overthrow", "-r", "nosuch"], ["nosuch"]), (["overthrow", "--pcre3"], ["--pcre2"]),
                             (["check"], ["no rule called check"]), ([""], ["no rule called"]), (["\033[31m"], ["\\x1B"])):
        done = expect(kgraph("expand", *arguments), 2, *words)
        assert done.out == b"", done
    expect(kgraph("expand", "met", "praisd", *WORLD), 2, "did you mean praised?")
    with folder() as place:
        write(os.path.join(place, "r/bad.rules"), "rule x\n  find {X\n")
        expect(kgraph("expand", "x", "-r", "r", cwd=place), 2, "[K013]")


@test
def test_a_folder_chooses_what_is_loaded():
    with folder() as place:
        write(os.path.join(place, "docs/.kgraph"), "use chile\n")
        expect(kgraph("expand", "overthrow", "docs", cwd=place), 0)
        write(os.path.join(place, "docs/.kgraph"), "use nosuch\n")
        expect(kgraph("expand", "overthrow", "docs", cwd=place), 2, "nosuch")


@test
def test_an_output_that_cannot_be_written():
    with open("/dev/full", "wb") as full:
        done = subprocess.run([KGRAPH, "expand", "overthrow"], stdout=full, stderr=subprocess.PIPE, cwd=TOP)
    assert done.returncode == 3 and b"standard output" in done.stderr, done


@test
def test_lines_of_any_shape():
    with folder() as place:
        write(os.path.join(place, "r/a.rules"), "type person\nrelation r from person to person\n"
              "words ww = a | b | /c.d/\n"
              f"words many = {' | '.join('m%d' % i for i in range(40))}\n"
              "rule x\n  find {X} (a|(b|[c] (d|~-e))) ...64 /x\\/y|\\w+/ {Y+} \\* 'q' \\. \\#1\n  find {X} {Y}\n"
              f"  find {{X}} {' '.join('w%d' % i for i in range(900))} {{Y}}\n"
              f"  find {{X}} {'[' * 16}z{']' * 16} <ww> {{Y}}\n  find {{X}} <many> {{Y}}\n"
              "  gives {X} | r | {Y}\n")
        done = expect(kgraph("expand", "x", "-r", "r", "--pcre2", cwd=place), 0)
        out = done.out.decode()
        assert "    find    {X} (a|(b|[c] (d|~-e))) ...64 /x\\/y|\\w+/ {Y+} \\* 'q' \\. \\#1\n" in out and "no word has to be there" in out, out[:1000]
        assert "w899 {Y}" in out and "[" * 16 + "z" + "]" * 16 + " <ww> {Y}\n" in out
        assert "    one of  m0, m1, m10, m11," in out and " and 16 more\n" in out, out[-1000:]


@test
def test_english_verbs_that_go_their_own_way():
    wanted = {"send": "sends sent sent sending", "undertake": "undertakes undertook undertaken undertaking", "begin": "begins began begun beginning",
              "have": "has had had having", "found": "founds founded founded founding", "overthrow": "overthrows overthrew overthrown overthrowing"}
    with folder() as place:
        for verb, forms in wanted.items():
            write(os.path.join(place, "r/r.rules"), f"relation r from person to person\nverb act\n  {verb}\nrule x\n"
                  "  find {X} <act>/third,past,participle,ing {Y}\n  gives {X} | r | {Y}\n")
            out = expect(kgraph("expand", "x", "-r", os.path.join(TOP, "rules/en"), "-r", os.path.join(place, "r")), 0).out.decode()
            words = out.split("one of", 1)[1].splitlines()[0].replace(",", "").split()
            assert sorted(words) == sorted(set(forms.split())), (verb, out)


main()
