"""The order of includes, and each library behind the files that own it."""
import os
import re

from harness import TOP, main, test

ORDER = ["base", "text", "rules", "names", "match", "explain", "facts", "graph", "output", "app"]
# A library's header -> the only files that may include it.
OWNERS = {
    r"pcre2\.h": {"base/regex.c"},
    r"csv\.h": {"base/csv.c"},
    r"utf8proc\.h": {"base/unicode.c"},
    r"uthash\.h|utlist\.h": {"base/map.c"},
    r"jansson\.h": {"base/json.c"},
    r"libxml/.*": {"text/markup.c"},
    r"(graphviz/)?cgraph\.h": {"graph/graph.c", "output/layout.c", "output/layout_child.c"},
    r"(graphviz/)?(gvc|gvplugin.*)\.h": {"output/layout.c", "output/layout_child.c"},
    r"iconv\.h": {"text/document.c", "text/encoding.c"},
    r"getopt\.h": {"app/options.c"},
}


def sources():
    for folder in sorted(os.listdir(os.path.join(TOP, "src"))):
        for name in sorted(os.listdir(os.path.join(TOP, "src", folder))):
            if name.endswith((".c", ".h")):
                with open(os.path.join(TOP, "src", folder, name), encoding="utf-8") as file:
                    yield folder, f"{folder}/{name}", file.read().splitlines()


def includes(lines):
    for number, line in enumerate(lines, 1):
        match = re.match(r"\s*#\s*include\s*([<\"])([^>\"]+)[>\"]", line)
        if match:
            yield number, match.group(1), match.group(2)


def fail_on(problems):
    assert not problems, "\n".join(problems)


@test
def test_folders_are_those_of_the_design():
    found = sorted(os.listdir(os.path.join(TOP, "src")))
    assert found == sorted(ORDER), f"src/ holds {found}"


@test
def test_includes_name_a_folder_and_keep_the_order():
    problems, seen = [], 0
    for folder, path, lines in sources():
        for number, kind, name in includes(lines):
            if kind != '"':
                continue
            seen += 1
            target = name.split("/")[0]
            if "/" not in name or target not in ORDER:
                problems.append(f"src/{path}:{number}: \"{name}\" names no folder")
            elif ORDER.index(target) > ORDER.index(folder):
                problems.append(f"src/{path}:{number}: {folder} may not include {target}")
            elif not os.path.exists(os.path.join(TOP, "src", name)):
                problems.append(f"src/{path}:{number}: there is no {name}")
    assert seen, "no include was found"
    fail_on(problems)


@test
def test_each_library_is_used_where_it_belongs():
    problems, seen = [], set()
    for _, path, lines in sources():
        for number, kind, name in includes(lines):
            for pattern, owners in OWNERS.items():
                if kind == "<" and re.fullmatch(pattern, name):
                    seen.add(pattern)
                    if path not in owners:
                        problems.append(f"src/{path}:{number}: <{name}> belongs to {', '.join(sorted(owners))}")
    problems += [f"no file includes {pattern}: is the list up to date?" for pattern in OWNERS if pattern not in seen]
    fail_on(problems)


@test
def test_headers_are_guarded_and_say_what_they_are_for():
    problems = []
    for _, path, lines in sources():
        if not path.endswith(".h"):
            continue
        module = path.split("/")[1][:-2]
        guard = "KGRAPH_" + re.sub(r"[/.]", "_", path).upper()
        if not lines[0].startswith(f"/* {module}: "):
            problems.append(f"src/{path}:1: expected “/* {module}: what it is for”")
        if f"#ifndef {guard}" not in lines:
            problems.append(f"src/{path}: no guard {guard}")
    fail_on(problems)


@test
def test_every_file_of_a_module_includes_its_header():
    graph = {path: [name for _, kind, name in includes(lines) if kind == '"'] for _, path, lines in sources()}

    def reached(path, seen):
        for name in graph.get(path, []):
            if name not in seen:
                seen.add(name)
                reached(name, seen)
        return seen

    fail_on([f"src/{path}: does not include {path[:-2]}.h" for path in graph
             if path.endswith(".c") and path[:-2] + ".h" in graph and path[:-2] + ".h" not in reached(path, set())])


main()
