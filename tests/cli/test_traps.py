"""What the sample only seems to say."""
import os

from harness import SEEDS, expect, folder, kgraph, main, rows, test


def proofs(place):
    path = os.path.join(place, "e.evidence.csv")
    expect(kgraph(SEEDS, "-q", "-o", path), 0)
    return rows(path)


with folder() as place:
    PROOFS = proofs(place)


def at(line):
    return [row for row in PROOFS if row["line"] == str(line)]


@test
def test_a_cable_is_the_word_of_its_sender():
    (row,) = [row for row in at(119) if row["relation"] == "overthrew"]
    assert (row["status"], row["speaker"], row["target"]) == ("reported", "Henry Kissinger", "Salvador Allende"), row


@test
def test_a_plot_is_a_plan_of_all_plotters():
    plots = [row for row in at(62) if row["relation"] == "overthrew"]
    assert len({row["source"] for row in plots}) == 3 and {row["status"] for row in plots} == {"planned"}, plots


@test
def test_what_is_denied_of_a_candidate_is_not_the_candidature():
    assert not [row for row in at(48) if row["relation"] == "candidate-of" and row["status"] == "denied"]


@test
def test_what_they_failed_to_do_is_not_asserted():
    assert not [row for row in at(115) if row["relation"] == "overthrew" and row["status"] == "asserted"]


@test
def test_led_to_is_not_led_by():
    assert not [row for line in (94, 117) for row in at(line) if row["relation"] == "led-by"]


@test
def test_the_party_of_the_menu_is_not_that_of_chile():
    assert not [row for row in PROOFS if int(row["line"]) < 20 and "Chile" in row["source"] + row["target"] and "Socialist" in row["source"] + row["target"]]


@test
def test_pronouns_of_the_sample():
    made = [row for row in at(147) if row["relation"] == "appointed"]
    assert [(row["source"], row["target"]) for row in made] == [("Salvador Allende", "Augusto Pinochet")], made
    assert made[0]["resolved"].startswith("He: Allende (line "), made
    assert [row for row in at(38) if row["relation"] == "led-by" and row["source"] == "Popular Unity"]


@test
def test_who_put_down_a_putsch_that_a_pronoun_stands_for():
    (row,) = [row for row in at(123) if row["target"] == "premature putsch"]
    assert (row["source"], row["relation"], row["status"]) == ("military", "opposed", "asserted"), row


@test
def test_a_nationalisation_has_no_date_of_the_strike_beside_it():
    (row,) = [row for row in at(201) if row["relation"] == "nationalised"]
    assert (row["source"], row["from"], row["to"]) == ("Salvador Allende", "", ""), row


main()
