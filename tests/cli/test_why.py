"""Why a rule found nothing: for each cause two sentences that a reader would expect to be found, and are not."""
import os
import re

from harness import KGRAPH, TOP, expect, folder, kgraph, main, test, write

RULES = """\

type maker
type town
type firm
relation founded from maker to firm
relation moved-to from maker to town
relation sold from maker to firm
relation advised from maker to maker

entity Ada Brook : maker
  also  Ms Brook
entity Carl Dunn : maker
entity Elm Works : firm
  also  the Works
entity Fairport : town

verb advise
  advise

rule founded
  find   {X} founded {Y}
  gives  {X} | founded | {Y}
  yes    Ada Brook founded Elm Works.
  no     Ada Brook founded nothing.

rule moved
  find   {X} ...3 moved ...3 to {Y}
  unless {X} almost moved to {Y}
  gives  {X} | moved-to | {Y}
  yes    Ada Brook moved to Fairport.
  no     Ada Brook almost moved to Fairport.

rule advised
  find   {X} <advise> {Y}
  forms  active
  gives  {X} | advised | {Y}
  yes    Ada Brook advised Carl Dunn.
  no     Ada Brook advised nobody.

verb found
  found, founded

rule sold
  off
  find   {X} sold {Y}
  gives  {X} | sold | {Y}
  yes    Ada Brook sold Elm Works.
  no     Ada Brook sold nothing.

entity Eve Fox : maker
entity Gil Hay : maker
name town head of {Name}

rule headed
  find   {X}, head of {Y : firm}
  gives  {X} | founded | {Y}
  yes    Ada Brook, head of no firm, founded Elm Works.
  no     Ada Brook slept.

rule taught
  find   {X+}, the teacher of {Y+}
  gives  {X} | advised | {Y}
  yes    Then came Ada Brook, the teacher of Carl Dunn.
  no     Ada Brook slept.
"""

# rule, sentence, code, what its first screen has to say
TABLE = [
    ("founded", "Ada Brook founded Fairport.", "Y08", ["Fairport", "town", "which takes firm"]),
    ("advised", "Ada Brook advised Elm Works.", "Y08", ["Elm Works", "firm", "which takes maker"]),
    ("founded", "Ada Brook proudly founded Elm Works.", "Y09", ["there is   proudly", "{X}"]),
    ("founded", "Ada Brook founded with much noise Elm Works.", "Y09", ["there is   with much noise", "{Y}"]),
    ("founded", "Ada Broke founded Elm Works.", "Y07", ["Ada Broke", "looks like Ada Brook", ".rules:"]),
    ("moved", "Mr Dunn moved to Fairport.", "Y07", ["there is   Dunn", "looks like Carl Dunn"]),
    ("moved", "Ada Brook almost moved to Fairport.", "Y13", ["{X} almost moved to {Y}"]),
    ("moved", "In May Carl Dunn almost moved to Fairport.", "Y13", ["{X} almost moved to {Y}"]),
    ("moved", "Ada Brook never moved to Fairport.", "Y01", ["denied", "cue        never"]),
    ("advised", "They said that Ada Brook advised Carl Dunn.", "Y01", ["reported", "cue        said that"]),
    ("moved", "Ada Brook rested when the firm moved to Fairport.", "Y10", ["ended by   when"]),
    ("moved", "Ada Brook was ill; the firm moved to Fairport.", "Y10", ["ended by   ;"]),
    ("advised", "Carl Dunn was advised by Ada Brook.", "Y05", ["passive", "forms"]),
    ("founded", "Elm Works was founded by Ada Brook.", "Y05", ["passive", "verb       found"]),
    ("founded", "Ada Brook fuonded Elm Works.", "Y04", ["fuonded", "looks like founded"]),
    ("advised", "Ada Brook adviced Carl Dunn.", "Y04", ["adviced", "looks like advise"]),
    ("founded", "ada founded Elm Works.", "Y06", ["there is   ada", "which takes maker"]),
    ("moved", "Ada Brook moved to Gullhaven.", "Y06", ["there is   Gullhaven", "which takes town"]),
    ("headed", "Ada Brook, head of Elm Works, slept.", "Y15", ["there is   head", "the name   head of Elm Works", "r/r.rules:"]),
    ("headed", "Nobody saw that Carl Dunn was the boss of the head of Elm Works.", "Y15", ["the name   head of Elm Works"]),
    ("taught", "Ada Brook, Carl Dunn, the teacher of Eve Fox, and Gil Hay slept.", "Y16", ["wanted     {X+}", "there is   Carl Dunn"]),
    ("taught", "Eve Fox, the teacher of Ada Brook, and Carl Dunn, the teacher of Gil Hay, and Eve Fox slept.", "Y16", ["wanted     {X+}"]),
    ("sold", "Ada Brook sold Elm Works.", "Y02", ["switched off"]),
    ("sold", "Carl Dunn sold the Works.", "Y02", ["switched off"]),
]
# Another subject: choices, lists, gaps of several lengths, a role, a symmetric relation, several lines, words that no verb block has.
MUSIC = """\
type musician
type orchestra
type hall
type opera
type post
relation composed from musician to opera
relation conducted from musician to orchestra
relation played-with from musician to musician symmetric
relation premiered-at from opera to hall
relation taught from musician to musician
relation hired from orchestra to musician
relation quarrelled-with from musician to musician symmetric
relation played-in from musician to orchestra
relation retired-from from musician to orchestra

entity Lena Hart : musician
entity Otto Pell : musician
entity Mia Brand : musician
entity Aurora Orchestra : orchestra
entity Glass Hall : hall
entity Silver Moon : opera
entity first violinist : post

verb teach
  teach, taught, taught
  tutor
  sing with, sang with, sung with

verb conduct
  conduct

verb hire
  hire    noun hiring
  engage

rule conducted
  find   {X} [often|briefly] (conducted|directed) [the] {Y}
  find   {X} ...2 stood before [the] ...2 {Y}
  find   {X} waved (his|her) baton at {Y}
  unless {X} conducted {Y} in (his|her) dreams
  gives  {X} | conducted | {Y}
  yes    Lena Hart briefly directed the Aurora Orchestra.
  no     Lena Hart heard the Aurora Orchestra.

rule taught
  find   {X+} <teach> {Y+}
  forms  active, passive
  unless <teach> {Y} nothing
  gives  {X} | taught | {Y}
  yes    Lena Hart taught Otto Pell and Mia Brand.
  yes    Otto Pell was tutored by Lena Hart.
  no     Lena Hart taught Otto Pell nothing.

rule played-with
  find   {X} played [a|the] (duet|sonata|piano trio) with {Y+}
  find   {X} and {Y} formed a duo
  gives  {X} | played-with | {Y}
  yes    Lena Hart played a piano trio with Otto Pell and Mia Brand.
  no     Lena Hart played for Otto Pell.

rule premiered
  find   {X} ...4 first performed ...3 (in|at) {Y}
  find   premiere of {X} ...5 at {Y}
  gives  {X} | premiered-at | {Y}
  yes    Silver Moon was first performed in May at Glass Hall.
  no     Silver Moon was never heard at Glass Hall.

rule hired
  find   {X} <hire> {Y} as [its|the] {R : post}
  gives  {X} | hired | {Y} as {R}
  yes    Aurora Orchestra engaged Lena Hart as its first violinist.
  no     Aurora Orchestra heard Lena Hart as the first violinist.

rule composed
  find   {X} composed ...3 {Y}
  gives  {X} | composed | {Y}
  yes    Lena Hart composed the merry Silver Moon.
  no     Lena Hart heard the merry Silver Moon.

rule quarrelled
  find   {X} and {Y} (quarrelled|fell out)
  gives  {X} | quarrelled-with | {Y}
  status reported
  yes    Then Lena Hart and Otto Pell quarrelled.
  no     Lena Hart slept.

rule member
  find   {X} became ...3 member of [the] {Y}
  find   {P : phrase} took {X} into [the] {Y}
  gives  {X} | played-in | {Y}
  yes    Lena Hart became an honorary member of the Aurora Orchestra.
  no     Lena Hart slept.

relation led-by from orchestra to musician

rule boxed
  in     furniture
  find   {X} [<cells>] leader [:|/\|/] {Y}
  gives  {X} | led-by | {Y}
  yes    Aurora Orchestra | Leader | Lena Hart
  no     The Aurora Orchestra made Lena Hart its leader.
words cells = /(?:\| [^|]{1,40}){1,4}\|/

rule retired
  off
  find   {X} retired from {Y}
  gives  {X} | retired-from | {Y}
  yes    Lena Hart retired from the Aurora Orchestra.
  no     Lena Hart dined.

verb perform
  perform

refer musician
  words  the pupil
  back   1
  only before
"""

MORE = [
    ("taught", "Otto Pell and Mia Brand came, when Lena Hart taught the pupil.", "Y19", ["there is   the pupil\n", "may be     Otto Pell, Mia Brand  (r/r.rules:"]),
    ("taught", "Lena Hart taught the pupil.", "Y19", ["there is   the pupil\n", "see        its `refer` block  (r/r.rules:"]),
    ("conducted", "Lena Hart stood before the old Glass Hall.", "Y08", ["Glass Hall", "which takes orchestra"]),
    ("composed", "Glass Hall composed a fine Silver Moon.", "Y08", ["there is   Glass Hall", "which takes musician"]),
    ("hired", "Aurora Orchestra hired Lena Hart as its Glass Hall.", "Y08", ["Glass Hall", "{R : post}"]),
    ("played-with", "Lena Hart played a long duet with Otto Pell.", "Y09", ["there is   long"]),
    ("premiered", "Silver Moon was in spite of all troubles first performed at Glass Hall.", "Y09", ["was in spite of all troubles"]),
    ("hired", "Aurora Orchestra hired Lena Hart quite suddenly as its first violinist.", "Y09", ["there is   quite suddenly"]),
    ("conducted", "Lena Hart conducted the Aurora Philharmonic.", "Y07", ["Aurora Philharmonic", "looks like Aurora Orchestra"]),
    ("premiered", "Silver Mon was first performed at Glass Hall.", "Y07", ["Silver Mon", "looks like Silver Moon"]),
    ("conducted", "Lena Hart conducted the Aurora Orchestra in her dreams.", "Y13", ["r.rules:40\n", "{X} conducted {Y} in (his|her) dreams"]),
    ("taught", "Lena Hart taught Otto Pell nothing.", "Y13", ["there is   taught Otto Pell nothing"]),
    ("taught", "Otto Pell did not object; Lena Hart failed to teach Mia Brand.", "Y01", ["cue        failed to"]),
    ("taught", "Lena Hart, who never complained, refused to teach Mia Brand.", "Y01", ["cue        refused to"]),
    ("composed", "Lena Hart composed because money lacked; Silver Moon came later.", "Y10", ["ended by   because"]),
    ("premiered", "Silver Moon was a success, although it was first performed badly in Glass Hall.", "Y10", ["ended by   although"]),
    ("conducted", "The Aurora Orchestra was conducted by Lena Hart.", "Y05", ["passive", "verb       conduct"]),
    ("conducted", "Lena Hart conducts the Aurora Orchestra.", "Y05", ["verb       conduct"]),
    ("composed", "Silver Moon was composed by Lena Hart.", "Y05", ["passive", "verb       composed"]),
    ("taught", "Otto Pell, taught by Lena Hart, left.", "Y05", ["participle", "forms"]),
    ("played-with", "Lena Hart played a duett with Otto Pell.", "Y04", ["duett", "looks like duet"]),
    ("premiered", "Silver Moon was first preformed at Glass Hall.", "Y04", ["preformed", "looks like performed"]),
    ("taught", "Lena Hart taught the youngsters.", "Y06", ["there is   youngsters\n", "which takes musician"]),
    ("hired", "Aurora Orchestra hired Lena Hart as its page turner.", "Y06", ["page turner", "which takes post"]),
    ("retired", "Otto Pell retired from the Glass Hall.", "Y02", ["switched off"]),
    ("composed", "Lena Hart composed for Otto Pell the opera Silver Moon.", "Y11", ["the name   Otto Pell"]),
    ("played-with", "Lena Hart played a waltz with Otto Pell.", "Y12", ["there is   waltz"]),
    ("taught", "Lena Hart taught Lena Hart.", "Y14", ["two entities"]),
    ("quarrelled", "Lena Hart and Otto Pell are quarrelling.", "Y05", ["there is   quarrelling", "verb       quarrel"]),
    ("quarrelled", "Lena Hart and Otto Pell quareled.", "Y04", ["quareled", "looks like quarrelled"]),
    ("quarrelled", "Then Lena Hart and Otto Pell quarrelled.", "Y01", ["reported", "the rule's own `status` line"]),
    ("quarrelled", "Lena Hart and Otto Pell often quarrelled.", "Y09", ["there is   often"]),
    ("member", "Lena Hart becomes a member of the Aurora Orchestra.", "Y05", ["verb       become"]),
    ("member", "Lena Hart was taken by the masters into the Aurora Orchestra.", "Y05", ["passive", "verb       take"]),
    ("member", "The masters took Silver Moon into the Aurora Orchestra.", "Y08", ["there is   Silver Moon", "which takes musician"]),
    ("member", "Lena Hart became ill when a member of the Aurora Orchestra died.", "Y10", ["ended by   when"]),
    ("taught", "The war against Lena Hart taught Otto Pell.", "Y17", ["there is   war against Lena Hart", "shown by   against"]),
    ("boxed", "Lena Hart, leader of the Aurora Orchestra, left.", "Y18", ["other parts of a page", "wanted     furniture\n", "there is   text\n"]),
    ("boxed", "The Aurora Orchestra: leader Lena Hart.", "Y18", ["`in` line"]),
    ("taught", "Lena Hart taught Otto Pell's uncle.", "Y17", ["Otto Pell's uncle", "shown by   's"]),
]
SCREEN = 24


def rules(place, text=RULES):
    write(os.path.join(place, "r/r.rules"), text.lstrip("\n"))
    return ["-r", os.path.join(TOP, "rules/en"), "-r", "r"]


def why(place, *arguments, text=RULES):
    return expect(kgraph("why", *rules(place, text), *arguments, cwd=place), 0).out.decode()


def wrong_answers(table, text):
    wrong = []
    with folder() as place:
        for rule, sentence, code, words in table:
            lines = why(place, rule, sentence, text=text).splitlines()
            screen = "\n".join(lines[:SCREEN]) + "\n"
            missing = [word for word in words if word not in screen]
            # The line behind the sentence has the answer; codes of other forms do not count.
            if missing or not lines[2].endswith(f"[{code}]"):
                wrong.append(f"{rule}: {sentence}\n  wants {code} {missing}\n{screen}")
    return "\n\n".join(wrong)


@test
def test_sentences_that_are_not_found():
    wrong = wrong_answers(TABLE, RULES)
    assert not wrong, wrong


@test
def test_sentences_of_another_subject():
    wrong = wrong_answers(MORE, MUSIC)
    assert not wrong, wrong


@test
def test_what_comes_near_is_short_and_takes_no_word_of_the_rules_for_another():
    with folder() as place:
        write(os.path.join(place, "a.txt"), "Brandis, freed from prison, became president again.\n")
        out = expect(kgraph("why", "a.txt:1", cwd=place), 0).out.decode()
        assert "came near" in out and "looks like" not in out and "part of a name" not in out, out
        assert " ...\n" in out and max(map(len, out.splitlines())) < 240, out


@test
def test_each_cause_is_in_the_manual():
    with open(os.path.join(TOP, "docs/rules.md"), encoding="utf-8") as file:
        manual = file.read()
    with open(os.path.join(TOP, "src/explain/cause.c"), encoding="utf-8") as file:
        table = re.findall(r'\{ "(Y\d\d)", "(.*?)" \}', file.read())
    assert len(table) == 20
    for code, _ in table:
        assert f"| {code} |" in manual, code


@test
def test_the_whole_proof_of_what_is_found():
    with folder() as place:
        out = why(place, "founded", "Ada Brook founded Elm Works.")
    assert "founded: found [Y00]" in out and "Ada Brook | founded | Elm Works | asserted" in out and "r/r.rules:20" in out, out
    assert "Ada Brook  (maker, r/r.rules:9)" in out and "Elm Works  (firm, r/r.rules:12)" in out, out


@test
def test_what_was_passed_over_and_who_is_meant():
    with folder() as place:
        out = why(place, "founded", "Ada Brook, the sister of Mr Hay, founded Elm Works.")
        assert "matched    Ada Brook, the sister of Mr Hay, founded Elm Works\n" in out, out
        write(os.path.join(place, "r/he.rules"), "refer maker\n  words she\n")
        write(os.path.join(place, "t.txt"), "Ada Brook slept.\nShe founded Elm Works.\n")
        out = why(place, "t.txt:2", "founded")
        assert "matched    She founded Elm Works\n" in out and "She, which stands for Ada Brook  (maker, r/he.rules:1)" in out, out
        write(os.path.join(place, "r/ada.rules"), "entity Adalind Moor : maker\n  also Ada Moor\n")
        write(os.path.join(place, "t.txt"), "Ada Moor slept.\nShe founded Elm Works.\n")
        assert "    She, which stands for Ada Moor: Adalind Moor  (maker, r/he.rules:1)\n" in why(place, "t.txt:2")
        assert "    Ada Moor: Adalind Moor  (maker, r/ada.rules:1)\n" in why(place, "t.txt:1")


@test
def test_an_edge_that_a_rejection_takes_out():
    with folder() as place:
        write(os.path.join(place, "r/out.rules"), 'reject t.txt "Ada Brook | founded | Elm Works" because it was her aunt\n')
        write(os.path.join(place, "t.txt"), "Ada Brook founded Elm Works.\nThen Carl Dunn founded Elm Works.\n")
        taken = "  taken out  by r/out.rules:1: it was her aunt\n"
        out = why(place, "t.txt:1")
        assert "founded: found, and taken out\n" in out and taken in out, out
        assert taken in why(place, "t.txt:1", "founded")
        assert "taken out" not in why(place, "t.txt:2") and "taken out" not in why(place, "founded", "Ada Brook founded Elm Works.")


PROSE = "Nothing was made in the town in those years, and the shops stood empty until the end of the war, when all of it began again."


@test
def test_parts_of_a_page_that_a_rule_does_not_read():
    with folder() as place:
        write(os.path.join(place, "t.txt"), f"{PROSE}\n\nElm Works\nFounded 1951\nOwner: Ada Brook\nSeats: 12\n\n{PROSE}\n")
        expect(kgraph("why", *rules(place), "t.txt:5", "founded", cwd=place), 2, "no sentence stands on this line", "`in furniture`")
        write(os.path.join(place, "r/box.rules"), "rule box\n  in furniture\n  find {Y} ...9 /\\|/ owner[:] {X}\n  gives {X} | founded | {Y}\n  yes Elm Works | Owner | Ada Brook\n")
        out = why(place, "t.txt:5", "founded")
        assert out.startswith('"Elm Works | Founded 1951 | Owner: Ada Brook | Seats: 12"\n'), out
        assert "[Y18]" in out and "  wanted     text, heading\n  there is   furniture\n" in out and "without one it reads text, heading" in out, out
        assert "box: found" in why(place, "t.txt:5")


@test
def test_a_line_of_a_file():
    with folder() as place:
        write(os.path.join(place, "t.txt"), "Nothing here.\n\nAda Brook founded Elm Works. Carl Dunn\nproudly founded Elm Works.\n")
        out = why(place, "t.txt:3")
        assert out.count("founded: found") == 1 and "words stand between [Y09]" in out, out
        out = why(place, "t.txt:4", "founded")
        assert "found [Y00]" not in out and "proudly" in out and "words stand between [Y09]" in out, out
        out = why(place, "t.txt:1")
        assert "no rule came near" in out, out


@test
def test_a_line_that_fails_by_a_word_in_a_name_came_near():
    with folder() as place:
        write(os.path.join(place, "r/r.rules"), """uses en
relation named from person to person
rule named
  find   {X} called {Y} head of the conspiracy
  gives  {X} | named | {Y}
  yes    Ann Lee called Bob Hill head of the plan.
name event conspiracy
entity Ann Lee : person
entity Bob Hill : person
""")
        write(os.path.join(place, "t.txt"), "Ann Lee called Bob Hill head of the conspiracy.\n\nAnn Lee called Bob Hill. Nobody saw the conspiracy.\n")
        out = expect(kgraph("why", "t.txt:1", "-r", "r", cwd=place), 0).out.decode()
        assert "named: a word of the line is part of a name [Y15]" in out and "no rule came near" not in out, out
        out = expect(kgraph("why", "t.txt:3", "-r", "r", cwd=place), 0).out.decode()
        assert out.count("no rule came near") == 2, out


@test
def test_where_a_rule_came_near():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), "Ada Brook founded Elm Works. Carl Dunn proudly founded Elm Works.\n\nNobody founded it. It rained.\n")
        write(os.path.join(place, "in/b.txt"), "It was Ada Brook who founded Fairport.\n")
        out = why(place, "founded", "in")
        assert out.startswith("founded: 1 sentence gave a relation, 3 more have its words, the nearest first:\n"), out
        places = re.findall(r"(?m)^in/\S+", out)
        assert sorted(places) == ["in/a.txt:1", "in/a.txt:3", "in/b.txt:1"] and places[-1] == "in/a.txt:3", out
        assert '"Carl Dunn proudly founded Elm Works."\n    r/r.rules:20 as-written: words stand between [Y09]; matched "founded Elm Works"' in out, out
        assert "rained" not in out
        one, four = (kgraph("why", *rules(place), "-j", n, "founded", "in", cwd=place).out for n in "14")
        assert one == four
        # A name is asked for by its capital.
        assert why(place, "Founded", "in/b.txt").startswith('"Founded" was taken for no name')


@test
def test_near_misses_are_bounded():
    with folder() as place:
        write(os.path.join(place, "in/a.txt"), "Carl Dunn proudly founded Elm Works. " * 60)
        out = why(place, "founded", "in")
        assert out.count("[Y09]") == 10 and "... and 40 more; -v shows all" in out and "10 sentences were not looked at" in out, out
        assert why(place, "-v", "founded", "in").count("[Y09]") == 50


@test
def test_options_of_the_reader_count():
    with folder() as place:
        write(os.path.join(place, "r/he.rules"), "refer maker\n  words she\n")
        write(os.path.join(place, "t.txt"), "Ada Brook slept.\nShe founded Elm Works.\n")
        assert "found [Y00]" in why(place, "t.txt:2", "founded") and "found [Y00]" not in why(place, "--no-refer", "t.txt:2", "founded")


@test
def test_questions_that_cannot_be_answered():
    with folder() as place:
        write(os.path.join(place, "t.txt"), "Nothing here.\n\n")
        write(os.path.join(place, "b.txt"), b"\0\1\2" * 50)
        base = ["why", *rules(place)]
        expect(kgraph(*base, cwd=place), 2, "kgraph why RULE")
        expect(kgraph(*base, "founded", "a b", "c", cwd=place), 2, "kgraph why RULE")
        expect(kgraph(*base, "fuonded", "Ada Brook founded Elm Works.", cwd=place), 2, "no rule is called fuonded", "did you mean founded?")
        expect(kgraph(*base, "founded", "", cwd=place), 2, "no sentence")
        expect(kgraph(*base, "founded", "\xff\xfe", cwd=place), 0)
        expect(kgraph(*base, "t.txt:9", cwd=place), 2, "no sentence stands on this line")
        expect(kgraph(*base, "t.txt:99999999999999999999", cwd=place), 2)
        expect(kgraph(*base, "none.txt:1", cwd=place), 2, "none.txt")
        expect(kgraph(*base, "b.txt:1", cwd=place), 2, "b.txt")
        expect(kgraph(*base, "t.txt:1", "nothing", cwd=place), 2, "no rule is called nothing")


@test
def test_long_and_strange_sentences_end():
    with folder() as place:
        for text in ("Ada Brook " * 400 + "founded Elm Works.", "founded " * 500, "(" * 3000, "Ada Brook, " * 300 + "moved to Fairport.",
                     "\x1b[31mAda Brook founded\x07 Elm Works."):
            run = expect(kgraph("why", *rules(place), "founded", text, cwd=place, timeout=20), 0)
            assert b"\x1b" not in run.out and b"\x07" not in run.out


@test
def test_a_closed_standard_output():
    with folder() as place:
        with open("/dev/full", "wb") as full:
            import subprocess
            done = subprocess.run([KGRAPH, "why", *rules(place), "founded", "Ada Brook founded Elm Works."], cwd=place, stdout=full,
                                  stderr=subprocess.PIPE)
        assert done.returncode == 3, done


if __name__ == "__main__":
    main()
