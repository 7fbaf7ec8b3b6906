"""Every section and sub-section dropped, every two neighbours swapped, every title altered: in the files themselves."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping

from disclosure_report.model.finding import Finding
from disclosure_report.templates.plain_docx import plain_docx
from tests.mutations.parents import Files, Parent

#: What may name each kind of mutant.
CODES = {
    "section dropped": {"SRC001", "STR101", "STR102", "STR103", "STR107", "STR108"},
    "sections swapped": {"STR101", "STR102", "STR103", "STR104", "STR106", "STR107", "STR108"},
    "sub-section dropped": {"STR104", "STR105", "STR106", "STR107", "STR108"},
    "sub-sections swapped": {"STR108"},
    "title altered": {"STR101", "STR102", "STR103", "STR108", "SRC001"},
    "table dropped": {"SRC001", "SRC004", "STR101"},
}
_FIRST = re.compile(r"[#\s]*([一二三四五六])、")
_SECOND = re.compile(r"[#\s]*（([一二三四五六])）")

Mutant = tuple[str, str, tuple[Finding, ...]]


def mutants(parent: Parent) -> Iterator[Mutant]:
    """(kind, what was done, findings)."""
    for kind, what, files in _changed(parent.files):
        yield kind, what, parent.findings_of_files(files)


def caught_by(kind: str, findings: tuple[Finding, ...]) -> set[str]:
    """The codes that name the fault."""
    return {f.code for f in findings if f.code in CODES[kind]}


def _changed(files: Files) -> Iterator[tuple[str, str, Files]]:
    if "report.json" in files:
        yield from _of_data(files)
        return
    texts = {n: _lines(n, d) for n, d in files.items() if n.endswith((".txt", ".md", ".docx"))}
    for name, lines in texts.items():
        if len(texts) == 1:
            yield from _blocks(files, name, lines, _FIRST, "section", "sections")
        yield from _blocks(files, name, lines, _SECOND, "sub-section", "sub-sections")
        yield from _titles(files, name, lines)
    if len(texts) > 1:
        yield from _whole_files(files, list(texts))
    yield from _sheets(files)


def _of_data(files: Files) -> Iterator[tuple[str, str, Files]]:
    data = json.loads(files["report.json"])
    for part, kind in (("narrative", "section dropped"), ("tables", "table dropped")):
        for key in data[part]:
            if key != "preamble":
                rest = {k: v for k, v in data[part].items() if k != key}
                yield kind, key, {"report.json": json.dumps({**data, part: rest}).encode()}


def _whole_files(files: Files, names: list[str]) -> Iterator[tuple[str, str, Files]]:
    for i, name in enumerate(names):
        yield "section dropped", name, {n: d for n, d in files.items() if n != name}
        for other in names[i + 1 :]:
            yield "sections swapped", f"{name} ↔ {other}", {**files, name: files[other], other: files[name]}


def _blocks(
    files: Files, name: str, lines: list[str], heading: re.Pattern[str], one: str, many: str
) -> Iterator[tuple[str, str, Files]]:
    starts = [i for i, line in enumerate(lines) if heading.match(line)]
    for number, start in enumerate(starts):
        end = _end(lines, start, heading)
        title = lines[start].strip("# ")[:12]
        yield f"{one} dropped", f"{name}：{title}", _with(files, name, lines[:start] + lines[end:])
        following = starts[number + 1] if number + 1 < len(starts) else None
        if following == end:
            stop = _end(lines, end, heading)
            swapped = lines[:start] + lines[end:stop] + lines[start:end] + lines[stop:]
            yield f"{many} swapped", f"{name}：{title} ↔ {lines[end].strip('# ')[:12]}", _with(files, name, swapped)


def _end(lines: list[str], start: int, heading: re.Pattern[str]) -> int:
    """Behind the block's last line: before the next heading of its kind, or of the kind above."""
    return next(
        (i for i in range(start + 1, len(lines)) if heading.match(lines[i]) or _FIRST.match(lines[i])), len(lines)
    )


def _titles(files: Files, name: str, lines: list[str]) -> Iterator[tuple[str, str, Files]]:
    """Every character of every title of a section left out."""
    for i, line in enumerate(lines):
        if _FIRST.match(line):
            for at, char in enumerate(line):
                if char not in "# ":
                    changed = [*lines[:i], line[:at] + line[at + 1 :], *lines[i + 1 :]]
                    shown = f"{line[:at]}[{char}]{line[at + 1 :]}".strip("# ")
                    yield "title altered", f"{name}：{shown}", _with(files, name, changed)


def _sheets(files: Files) -> Iterator[tuple[str, str, Files]]:
    from openpyxl import load_workbook

    (name,) = (n for n in files if n.endswith(".xlsx"))
    for sheet in load_workbook(io.BytesIO(files[name])).sheetnames:
        book = load_workbook(io.BytesIO(files[name]))
        if sheet not in ("主动公开", "依申请公开", "复议诉讼"):
            continue
        del book[sheet]
        out = io.BytesIO()
        book.save(out)
        yield "table dropped", sheet, {**files, name: out.getvalue()}


def _lines(name: str, data: bytes) -> list[str]:
    if not name.endswith(".docx"):
        return data.decode().splitlines()
    from docx import Document

    return [p.text for p in Document(io.BytesIO(data)).paragraphs]


def _with(files: Mapping[str, bytes], name: str, lines: list[str]) -> Files:
    write: Callable[[list[str]], bytes] = plain_docx if name.endswith(".docx") else lambda ls: "\n".join(ls).encode()
    return {**files, name: write(lines)}
