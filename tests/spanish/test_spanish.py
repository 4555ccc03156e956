"""rules/es. historia.txt is read into the edges of historia.csv. relatos.txt was written, and relatos.csv listed, before any rule
had been seen at work: of its 52 relations the first run of the rules found 41, and 41 of the 44 edges were right."""
import csv
import os
import re
import unicodedata

from harness import TOP, expect, folder, kgraph, main, rows, test, write

HERE = os.path.join(TOP, "tests", "spanish")
EDGE = ("line", "source", "relation", "target", "status")
SYMMETRIC = {"allied-with", "kin-of"}


def edges_of(path, *arguments):
    with folder() as place:
        made = os.path.join(place, "o.evidence.csv")
        expect(kgraph("-q", "-r", "es", path, "-o", made, *arguments), 0)
        return {tuple(row[c] for c in EDGE) for row in rows(made)}


def edges_in(text):
    """(source, relation, target, status) of a text."""
    with folder() as place:
        return {edge[1:] for edge in edges_of(write(os.path.join(place, "t.txt"), text))}


def wanted_of(name):
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as file:
        return [tuple(row[c] for c in EDGE) for row in csv.DictReader(file)]


@test
def test_the_examples_hold():
    done = expect(kgraph("check", "-r", "es"), 0)
    found = re.search(rb"(\d+) rules, .*; examples: (\d+) passed, 0 failed, \d+ to do; 0 warnings", done.out)
    assert found and int(found[1]) >= 30 and int(found[2]) >= 90, done


@test
def test_a_text_gives_these_edges():
    found, wanted = edges_of(os.path.join(HERE, "historia.txt")), set(wanted_of("historia.csv"))
    assert found == wanted, "\n".join([f"not found: {e}" for e in sorted(wanted - found)] + [f"not wanted: {e}" for e in sorted(found - wanted)])


def same_name(a, b):
    """Carrero Blanco is Luis Carrero Blanco; titles and articles are no part of a name."""
    short, long = sorted(([w for w in name.split() if w not in ("el", "la", "los", "rey", "general")] for name in (a, b)), key=len)
    return short == long[:len(short)] or short == long[-len(short):]


def same_edge(a, b):
    ends = [(a[1], a[3], b[1], b[3])] + ([(a[1], a[3], b[3], b[1])] if a[2] in SYMMETRIC else [])
    return (a[0], a[2], a[4]) == (b[0], b[2], b[4]) and any(same_name(s, x) and same_name(t, y) for s, t, x, y in ends)


@test
def test_recall_and_precision_on_a_second_text():
    found, wanted = edges_of(os.path.join(HERE, "relatos.txt")), wanted_of("relatos.csv")
    missed = [w for w in wanted if not any(same_edge(w, f) for f in found)]
    extra = [f for f in sorted(found) if not any(same_edge(w, f) for w in wanted)]
    said = "\n".join([f"missed: {m}" for m in missed] + [f"extra: {e}" for e in extra])
    assert len(wanted) == 52 and len(missed) <= 6 and len(extra) <= 3, said


@test
def test_names_as_spanish_writes_them():
    for text, wanted in (
        ("El Sr. Pedro Gil apoyó a D. Manuel Vega y al Dr. Juan Soto.",
         {("Pedro Gil", "supported", "Manuel Vega"), ("Pedro Gil", "supported", "Juan Soto")}),
        ("Don Manuel Vega e Inés Gil apoyaron a Juan Soto u Otto Mora.",
         {("Manuel Vega", "supported", "Juan Soto"), ("Manuel Vega", "supported", "Otto Mora"),
          ("Inés Gil", "supported", "Juan Soto"), ("Inés Gil", "supported", "Otto Mora")}),
        ("El Partido Agrario Nacional (PAN) apoyó a Inés Gil.", {("Partido Agrario Nacional", "supported", "Inés Gil")}),
        ("Francia apoyó a EE. UU. Después, Italia invadió Polonia.",
         {("Francia", "supported", "Estados Unidos"), ("Italia", "invaded", "Polonia")}),
        ("EE. UU. invadió Panamá.", {("Estados Unidos", "invaded", "Panamá")}),
        ("El 1.º de mayo Francia invadió Italia.", {("Francia", "invaded", "Italia")}),
        ("—Juan Soto derrocó a Inés Gil —dijo Pedro Vega—.", {("Juan Soto", "overthrew", "Inés Gil")}),
        ("Juan Soto —jefe del ejército— derrocó a Inés Gil.", {("Juan Soto", "overthrew", "Inés Gil")}),
        ("El «joven» Juan Soto derrocó a la presidenta Inés Gil.", {("Juan Soto", "overthrew", "Inés Gil")}),
    ):
        found = edges_in(text)
        assert found == {edge + ("asserted",) for edge in wanted}, f"{text}\n{found}"


@test
def test_accents_as_characters_of_their_own():
    text = "El general Ramón Peña derrocó a José Núñez. No fue él: también apresó a Inés Gil."
    alone = unicodedata.normalize("NFD", text)
    assert alone != text
    assert edges_in(alone) == edges_in(text) == {("Ramón Peña", "overthrew", "José Núñez", "asserted")}


@test
def test_what_says_nothing_gives_nothing():
    for text in ("¿Quién derrocó a Inés Gil?", "Juan Soto derrocará a Inés Gil.", "Él derrocó a Inés Gil.",
                 "Los enemigos de Juan Soto derrocaron a Inés Gil.", "Juan Soto asesinó la esperanza de Inés Gil.",
                 "Tras la muerte de Juan Soto, Inés Gil vivió en Francia.", "El libro de Juan Soto sobre Inés Gil apoyó la reforma."):
        assert not edges_in(text), f"{text}\n{edges_in(text)}"


@test
def test_what_is_no_fact_is_marked():
    for text, status in (("Juan Soto nunca derrocó a Inés Gil.", "denied"), ("Juan Soto no logró derrocar a Inés Gil.", "denied"),
                         ("Juan Soto trató de derrocar a Inés Gil.", "attempted"), ("Juan Soto iba a derrocar a Inés Gil.", "planned"),
                         ("Juan Soto habría derrocado a Inés Gil.", "reported"), ("Según el diario, Juan Soto derrocó a Inés Gil.", "reported"),
                         ("Si Juan Soto derrocó a Inés Gil, nadie lo supo.", "supposed")):
        assert edges_in(text) == {("Juan Soto", "overthrew", "Inés Gil", status)}, f"{text}\n{edges_in(text)}"


def declared(folder_name, block, ignored):
    """Name -> what is said of it, from the blocks of one kind in a folder of rules."""
    found = {}
    for at, _, names in os.walk(os.path.join(TOP, "rules", folder_name)):
        for name in names:
            with open(os.path.join(at, name), encoding="utf-8") as file:
                for said in re.findall(rf"^{block} (\S+.*)", file.read(), re.M):
                    found[said.split()[0]] = " ".join(re.sub(ignored, " ", said).split())
    return found


@test
def test_types_and_relations_are_those_of_english():
    """Graphs of both languages can be laid side by side; labels are of the language."""
    for block, there, ignored in (("type", "en", r"$^"), ("relation", "politics", r"\blabel .*?(?=\binverse|\bsymmetric|\bcolour|$)")):
        spanish, english = declared("es", block, ignored), declared(there, block, ignored)
        assert len(spanish) >= 14, spanish
        other = {name: (said, english.get(name)) for name, said in spanish.items() if english.get(name) != said}
        assert not other, other


main()
