"""The tables in LibreOffice: equal cells, and no formula in any."""
import os
import shutil
import subprocess
import xml.etree.ElementTree as xml

from harness import SEEDS, WORLD, Skip, expect, folder, kgraph, main, rows, test, write

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def office():
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise Skip("LibreOffice is not installed")
    return program


def cells(place, path):
    """Rows of texts, and how many cells are formulas."""
    # 44 comma, 34 quote, 76 UTF-8, from line 1, every column as text would hide formulas: standard ones.
    subprocess.run([office(), f"-env:UserInstallation=file://{place}/profile", "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "fods", "--outdir", place, path],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    tree = xml.parse(os.path.join(place, os.path.basename(path)[:-4] + ".fods"))
    found, formulas = [], 0
    for row in tree.iter(TABLE + "table-row"):
        line = []
        for cell in row:
            formulas += cell.get(TABLE + "formula") is not None
            text = "\n".join("".join(p.itertext()) for p in cell.findall(TEXT + "p"))
            line += [text] * int(cell.get(TABLE + "number-columns-repeated", "1")) if text or int(cell.get(TABLE + "number-columns-repeated", "1")) < 100 else []
        found.append(line)
    return found, formulas


def check(place, path):
    table = rows(path)
    found, formulas = cells(place, path)
    assert formulas == 0, f"{formulas} formulas"
    for number, row in enumerate(table, 1):
        mine = list(row.values())
        theirs = (found[number] + [""] * len(mine))[:len(mine)]
        for a, b in zip(mine, theirs):
            # A spreadsheet writes spaces that follow each other in its own way.
            assert "".join(a.split()) == "".join(b.split()), f"row {number}: {a!r} and {b!r}"


@test
def test_the_sample_has_equal_cells():
    office()
    with folder() as place:
        for suffix in (".csv", ".nodes.csv", ".evidence.csv"):
            path = os.path.join(place, "o" + suffix)
            expect(kgraph(SEEDS, "-o", path), 0)
            check(place, path)


@test
def test_formulas_stay_text():
    office()
    names = ["=1+1", "=HYPERLINK(\"x\")", "+1", "-1+2", "@SUM(1)", "\uff1d1+1", " =1+1"]
    with folder() as place:
        write(os.path.join(place, "r/names.csv"), "name,type,aliases,tags\n" + "".join('"{}",gadget,Alias{},\n'.format(n.replace('"', '""'), chr(65 + i)) for i, n in enumerate(names)))
        write(os.path.join(place, "r/r.rules"), "type gadget\nentities from names.csv\nentity Ada : gadget\nrelation met from gadget to gadget\n"
              "rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n")
        write(os.path.join(place, "in.txt"), "".join(f"Ada met Alias{chr(65 + i)}.\n\n" for i in range(len(names))))
        for suffix in (".csv", ".nodes.csv", ".evidence.csv"):
            path = os.path.join(place, "o" + suffix)
            expect(kgraph("-r", WORLD[1], "-r", "r", "-q", "-o", path, "in.txt", cwd=place), 0)
            check(place, path)


main()
