"""Documents of one thing, again and again: four times the text may take four times the time and some more, never sixteen times."""
import resource

from harness import PROFILE, SANITIZED, Skip, expect, kgraph, main, test

# A fourfold text of quadratic time takes sixteen times as long; what is behind it covers the start and a busy machine.
MOST, SLACK = 8, 0.5


def processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(text, rules):
    start = processor_time()
    expect(kgraph(*rules, "-q", "-j1", "-f", "csv", "-o", "-", "-", input=text.encode(), timeout=120), 0)
    return processor_time() - start


def grows_with(text, few, rules=()):
    """`text` gives the document with a number of the thing."""
    if SANITIZED or PROFILE == "coverage":
        raise Skip("measures time")
    short, long = seconds(text(few), rules), seconds(text(4 * few), rules)
    assert long < MOST * short + SLACK, f"{short:.2f} s for {few}, {long:.2f} s for {4 * few}"


@test
def test_a_person_in_full():
    grows_with(lambda n: "Then John Smithson attacked France. " * n, 4000)


@test
def test_two_persons_between_other_sentences():
    grows_with(lambda n: "Augusto Pinochet overthrew Salvador Allende. The weather was good. " * n, 2000)


@test
def test_persons_of_one_first_name():
    grows_with(lambda n: "".join(f"Then John Smith{'ab'[i % 2]}{i:x} attacked France. " for i in range(n)), 2000)


@test
def test_headings_before_the_first_paragraph():
    grows_with(lambda n: "# John Smithson\n\n" * n + "John Smithson attacked France. ", 5000)


@test
def test_inner_words_of_whom_the_document_is_about():
    grows_with(lambda n: "ANN POE RUIZ was a general. " + "Then Ann Poe Ruiz attacked France. " * n, 2000)


@test
def test_words_that_may_be_last_names():
    grows_with(lambda n: "Then Smithson attacked France. " * n, 4000)
    grows_with(lambda n: "".join(f"Then X{letters(i)} attacked France. " for i in range(n)), 4000)


@test
def test_acronyms():
    grows_with(lambda n: "Then the USX attacked France. " * n, 4000)
    grows_with(lambda n: "".join(f"Then the US{letters(i).upper()} attacked France. " for i in range(n)), 4000)


CHILE = ["-r", "en", "-r", "politics", "-r", "chile"]


@test
def test_a_name_in_a_word_without_end():
    for word in ("John", "John-", "(John."):
        grows_with(lambda n: word * n + " Then John Smithson attacked France. ", 5000)


@test
def test_roles_that_no_date_stands_by():
    grows_with(lambda n: "Chile was quiet. The president of Chile overthrew Salvador Allende. " * n, 500, CHILE)


@test
def test_things_that_were_named_before():
    grows_with(lambda n: "A coup was planned. The coup overthrew Salvador Allende. " * n, 2000)


def letters(number):
    """The number as a word, another for each."""
    return "".join(chr(97 + number // 26 ** i % 26) for i in range(4))


@test
def test_a_last_name_of_many_persons():
    grows_with(lambda n: "".join(f"Then President X{letters(i)} Smithson attacked France. " for i in range(n)) +
               "Then President Smithson attacked Spain. Smithson attacked Peru. " * n, 3000)


@test
def test_pairs_of_a_sentence_cost_no_more_than_sentences_of_pairs():
    if SANITIZED or PROFILE == "coverage":
        raise Skip("measures time")
    names = ("Argentina Bolivia Brazil Canada China Colombia Cuba Denmark Egypt France Germany Greece Hungary India Iran Iraq Ireland Israel Italy "
             "Japan Jordan Kenya Kuwait Lebanon Libya Malta Mexico Morocco Norway Pakistan Panama Peru Poland Portugal Romania Spain").split()
    all_of_them = ", ".join(names[:-1]) + " and " + names[-1]
    together = seconds(f"{all_of_them} attacked {all_of_them}. " * 40, ())
    alone = seconds(" ".join(f"{one} attacked {other}." for one in names for other in names) * 40, ())
    assert together < alone + SLACK, f"{together:.2f} s for lists, {alone:.2f} s for sentences"


main()
