"""The outputs of the sample agree with each other and with the programs that read them."""
import collections
import json
import os
import re
import subprocess
import xml.etree.ElementTree as xml

from harness import SEEDS, TOP, expect, folder, jsonl, kgraph, main, read, rows, test, undefuse

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "style", "g", "rect", "text", "tspan", "path", "defs", "line", "circle"}
HEADERS = {
    ".csv": "source,relation,target,status,weight,documents,mentions,sure,from,to,as,source_type,target_type,evidence,file,line,rule,id",
    ".nodes.csv": "id,name,type,aliases,documents,mentions,degree,in,out",
    ".evidence.csv": "id,source,relation,target,status,sure,from,to,as,file,line,start,end,sentence,source_text,target_text,resolved,rule,speaker",
}


def make(place, *arguments, suffixes=(".csv", ".nodes.csv", ".evidence.csv", ".dot", ".svg", ".jsonl")):
    paths = {suffix: os.path.join(place, "o" + suffix) for suffix in suffixes}
    asked = [part for path in paths.values() for part in ("-o", path)]
    expect(kgraph(SEEDS, *asked, *arguments), 0)
    return paths


@test
def test_tables_have_their_columns_and_no_newline_in_a_cell():
    with folder() as place:
        paths = make(place)
        for suffix, header in HEADERS.items():
            data = read(paths[suffix])
            assert data.split(b"\n")[0].decode() == header, suffix
            assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n"), suffix
            table = rows(paths[suffix])
            assert table and data.count(b"\n") == len(table) + 1, f"{suffix}: a newline in a cell"
            for row in table:
                assert None not in row and None not in row.values(), f"{suffix}: another number of cells: {row}"
                assert all(len(cell) <= 32767 for cell in row.values())


@test
def test_tables_and_lines_say_the_same():
    with folder() as place:
        paths = make(place)
        edges, nodes, proofs = rows(paths[".csv"]), rows(paths[".nodes.csv"]), rows(paths[".evidence.csv"])
        lines = collections.defaultdict(list)
        for line in jsonl(paths[".jsonl"]):
            lines[next(iter(line))].append(line)
        assert [undefuse(e["id"]) for e in edges] and {undefuse(e["id"]) for e in edges} == {e["edge"] for e in lines["edge"]}
        assert {undefuse(n["id"]): undefuse(n["name"]) for n in nodes} == {e["entity"]: e["name"] for e in lines["entity"]}
        mine = sorted((undefuse(p["id"]), undefuse(p["file"]), int(p["start"]), int(p["end"]), undefuse(p["sentence"]), undefuse(p["source_text"])) for p in proofs)
        theirs = sorted((p["proof"], p["document"], p["start"], p["end"], p["sentence"], p["source_text"]) for p in lines["proof"])
        assert mine == theirs
        for edge in edges:
            own = [p for p in proofs if p["id"] == edge["id"]]
            assert len(own) == int(edge["mentions"]) and len({p["file"] for p in own}) == int(edge["documents"]), edge
            assert max(int(p["sure"]) for p in own) == int(edge["sure"]), edge
            assert edge["evidence"] in [p["sentence"] for p in own], edge
        degree = collections.Counter(part for e in lines["edge"] for part in (e["source"], e["target"]))
        assert {undefuse(n["id"]): int(n["degree"]) for n in nodes} == degree
        names = {undefuse(n["name"]) for n in nodes}
        assert {undefuse(e[k]) for e in edges for k in ("source", "target")} == names


@test
def test_no_output_names_this_machine_or_the_day():
    with folder() as place:
        paths = make(place)
        for path in paths.values():
            text = read(path).decode()
            for word in (TOP, "/home/", os.uname().nodename + "."):
                assert word not in text, f"{os.path.basename(path)} holds {word}"


@test
def test_graphviz_reads_the_graph():
    with folder() as place:
        paths = make(place)
        edges, nodes = len(rows(paths[".csv"])), len(rows(paths[".nodes.csv"]))
        svg = subprocess.run(["dot", "-Tsvg", paths[".dot"]], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert not svg.stderr, svg.stderr.decode()
        assert svg.stdout.count(b'class="edge"') == edges and svg.stdout.count(b'class="node"') == nodes
        count = subprocess.run(["gc", "-e", paths[".dot"]], check=True, stdout=subprocess.PIPE).stdout.split()[0]
        assert int(count) == edges, count
        count = subprocess.run(["gc", "-n", paths[".dot"]], check=True, stdout=subprocess.PIPE).stdout.split()[0]
        assert int(count) == nodes, count
        program = "BEGIN{int n=0; int e=0;} N{n++;} E{e++;} END{printf(\"%d %d\\n\", n, e);}"
        count = subprocess.run(["gvpr", program, paths[".dot"]], check=True, stdout=subprocess.PIPE).stdout.split()
        assert [int(c) for c in count] == [nodes, edges], count
        objects = json.loads(subprocess.run(["dot", "-Tjson0", paths[".dot"]], check=True, stdout=subprocess.PIPE).stdout)["objects"]
        assert {o["entity_name"] for o in objects} == {undefuse(n["name"]) for n in rows(paths[".nodes.csv"])}


@test
def test_the_picture_is_valid_and_holds_nothing_active():
    with folder() as place:
        path = make(place)[".svg"]
        subprocess.run(["xmllint", "--noout", path], check=True)
        tree = xml.parse(path).getroot()
        found = {element.tag.removeprefix(SVG) for element in tree.iter()}
        assert found <= ELEMENTS, found - ELEMENTS
        for element in tree.iter():
            bad = [name for name in element.attrib if name.lower().startswith("on") or "href" in name]
            assert not bad, bad
        assert tree.get("role") == "graphics-document document" and tree.find(SVG + "title") is not None and tree.find(SVG + "desc").text
        style = tree.find(SVG + "style").text
        # Dark on a screen only, so that print is light.
        assert "@mediascreenand(prefers-color-scheme:dark)" in style.replace(" ", "") and "var(" not in style and "url(" not in style
        assert len({e.get("id") for e in tree.iter() if e.get("id")}) == sum(1 for e in tree.iter() if e.get("id")), "an id stands twice"


def box_of_label(text):
    """left, top, right, bottom of a centred line of 9 points, without its halo."""
    x, y, width = float(text.get("x")), float(text.get("y")), float(text.get("textLength"))
    return x - width / 2, y - 6.5, x + width / 2, y + 1.8


def box_of_rect(rect):
    x, y = float(rect.get("x")), float(rect.get("y"))
    return x, y, x + float(rect.get("width")), y + float(rect.get("height"))


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@test
def test_no_label_covers_a_label_or_a_box():
    with folder() as place:
        groups = {g.get("id"): g for g in xml.parse(make(place)[".svg"]).getroot().iter(SVG + "g")}
        labels = [("".join(t.itertext())[-20:], box_of_label(t)) for t in groups["labels"].findall(SVG + "text")]
        boxes = [(g.find(SVG + "title").text.split("\n")[0], box_of_rect(g.find(SVG + "rect"))) for g in groups["entities"].findall(SVG + "g")]
        assert len(labels) > 10 and len(boxes) > 10
        bad = [f"“{a}” and “{b}”" for i, (a, first) in enumerate(labels) for b, second in labels[i + 1:] if overlap(first, second)]
        bad += [f"“{a}” and the box “{b}”" for a, first in labels for b, second in boxes if overlap(first, second)]
        bad += [f"the boxes “{a}” and “{b}”" for i, (a, first) in enumerate(boxes) for b, second in boxes[i + 1:] if overlap(first, second)]
        assert not bad, "\n".join(bad)


@test
def test_the_picture_shows_what_it_says():
    with folder() as place:
        paths = make(place)
        asserted = [e for e in rows(paths[".csv"]) if e["status"] == "asserted"]
        groups = {g.get("id"): g for g in xml.parse(paths[".svg"]).getroot().iter(SVG + "g")}
        assert len(groups["edges"].findall(SVG + "g")) == min(len(asserted), 150)
        for element in groups["edges"].findall(SVG + "g"):
            title = element.find(SVG + "title").text
            assert "“" in title and "seeds/" in title and "rule " in title, title


@test
def test_filters_touch_the_picture_and_data_only_when_asked():
    with folder() as place:
        whole = make(place)
        everything = {suffix: read(path) for suffix, path in whole.items()}
        part = make(place, "--relation", "led-by,overthrew", "--top", "3")
        for suffix in (".csv", ".nodes.csv", ".evidence.csv", ".jsonl", ".dot"):
            assert read(part[suffix]) == everything[suffix], suffix
        assert read(part[".svg"]) != everything[".svg"]
        part = make(place, "--relation", "led-by", "--filter-data")
        assert {e["relation"] for e in rows(part[".csv"])} == {"led-by"}
        assert {e["relation"] for e in rows(part[".evidence.csv"])} == {"led-by"}


@test
def test_tables_for_excel():
    with folder() as place:
        plain, excel = make(place)[".csv"], None
        before = rows(plain)
        excel = make(place, "--csv-for", "excel")[".csv"]
        data = read(excel)
        assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n")
        assert rows(excel) == before


@test
def test_each_layout_draws():
    with folder() as place:
        for layout in ("dot", "neato", "sfdp", "circo", "twopi", "auto"):
            path = make(place, "--layout", layout, suffixes=(".svg",))[".svg"]
            subprocess.run(["xmllint", "--noout", path], check=True)


@test
def test_standard_output_is_the_same_bytes():
    with folder() as place:
        paths = make(place)
        for name in ("csv", "nodes.csv", "evidence.csv", "dot", "svg", "jsonl"):
            assert expect(kgraph(SEEDS, "-f", name, "-o", "-"), 0).out == read(paths["." + name]), name


main()
