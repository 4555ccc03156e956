"""Checks rows of .evidence.csv against the files that they quote; decodes without kgraph."""
import html
import json
import os
import re

from harness import fold, read, undefuse

cache = {}


def encoding_of(raw):
    """(name, length of the mark) as the documentation says: a mark decides; else bytes from 0x80 on that hold no valid sequence."""
    for mark, name in ((b"\xff\xfe\0\0", "utf-32le"), (b"\0\0\xfe\xff", "utf-32be"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be")):
        if raw.startswith(mark):
            return name
    rest = re.sub(rb"[\x00-\x7f]", b"", raw)
    valid = re.search(rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", raw)
    return "cp1252" if rest and not valid else "utf-8"


def decode(raw, start, end, encoding):
    return raw[start:end].decode(encoding, "replace").replace("\0", "\ufffd").replace("\ufeff", "")


def markup(text):
    """HTML without its tags, comments, scripts; entities decoded."""
    text = re.sub(r"<sup><a [^>]*>\d+</a></sup>|<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", "", text, flags=re.S | re.I)
    return html.unescape(text)


def form(text, markdown):
    """A text without its footnote marks and emphasis, and Markdown without what else has a meaning there."""
    if markdown:
        text = re.sub(r"(?m)^[ \t]*(>[ \t]*)+", "", text)
        text = re.sub(r"!\[[^]]*\]\([^)]*\)|\]\([^)]*\)|\[\[([^]|]*\|)?|\]\]|[`~]|\\(?=[!-/:-@[-`{-~])", "", text)
    text = re.sub(r"(?<=\S)\[\d{1,3}\]|\[\^[^]]*\]|(?<=[a-z]{3})\(\d{1,3}\)", "", text)
    return re.sub(r"[*_[\]]", "", text)


def document(place, name):
    if (place, name) not in cache:
        path, _, line_id = name.partition("#")
        raw = read(os.path.join(place, path))
        if line_id and path.endswith(".jsonl"):
            for number, line in enumerate(raw.decode("utf-8-sig").split("\n"), 1):
                if line.strip():
                    value = json.loads(line)
                    if str(value.get("id", number)) == line_id:
                        cache[place, name] = (value["text"].encode("utf-8", "surrogatepass"), "utf-8", number)
                        break
        else:
            encoding = encoding_of(raw)
            if path.endswith((".html", ".htm")):
                meta = re.search(rb"<meta[^>]*charset=[\"']?([\w-]+)", raw[:4096], re.I)
                encoding = meta.group(1).decode() if meta else encoding
            cache[place, name] = (raw, encoding, None)
    return cache[place, name]


def bare(text):
    return re.sub(r"\s+", "", text)


def check(proofs, place):
    """What is wrong, a line each."""
    wrong = []
    for proof in proofs:
        raw, encoding, line = document(place, proof["file"])
        start, end = int(proof["start"]), int(proof["end"])
        span = decode(raw, start, end, encoding)
        sentence, source, target = (undefuse(proof[k]) for k in ("sentence", "source_text", "target_text"))
        if proof["file"].endswith((".html", ".htm")):
            # What a tag stands for, a space or nothing, is the reader's to say: compared without any.
            span, sentence, source, target = (bare(form(t, False)) for t in (markup(span), sentence, source, target))
        else:
            span = fold(span)
            if span not in sentence:
                span, sentence, source, target = (fold(form(t, ".md" in proof["file"])) for t in (decode(raw, start, end, encoding), sentence, source, target))
        where = f"{proof['file']}:{proof['line']}: bytes {start}..{end}"
        if not 0 <= start < end <= len(raw):
            wrong.append(f"{where}: no span of the file")
        elif span not in sentence:
            wrong.append(f"{where}: “{span}” is not within “{sentence}”")
        elif source not in span or target not in span:
            wrong.append(f"{where}: “{span}” does not hold “{source}” and “{target}”")
        counted = line or decode(raw, 0, start, encoding).count("\n") + 1
        if counted != int(proof["line"]):
            wrong.append(f"{where}: the span begins on line {counted}")
    return wrong
