"""What a file says against what the Document says: sentence by sentence, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Literal

from disclosure_report.model.document import Attachments, Cell, Document, Heading, Signature, Table, Text, Title
from disclosure_report.model.source import NOWHERE, SourceRef
from disclosure_report.writers.printable import printable
from disclosure_report.writers.readback.model import ReadBack, ReadTable
from disclosure_report.writers.wording import attachment_lines

_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?[”’）]*")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the file says something else.

    ``kind``: ``hash`` the stored content hash · ``text`` a sentence or paragraph of ``section`` (the first-level
    heading above it) · ``cell`` a cell of a table: ``table``/``row``/``column`` keys for a figure, ``position`` (row,
    column of the printed grid, from 1) for every cell · ``table`` a table that is missing or was added.  ``expected``
    or ``found`` is "" where the one or the other has nothing there.  ``source`` is the place in the input.
    """

    kind: Literal["hash", "text", "cell", "table"]
    expected: str
    found: str
    section: str = ""
    table: str | None = None
    row: str | None = None
    column: str | None = None
    position: tuple[int, int] | None = None
    source: SourceRef = NOWHERE


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    section: str
    source: SourceRef = NOWHERE


def compare(readback: ReadBack, document: Document) -> list[Difference]:
    """Every difference, in the document's order; empty when the file says exactly what the document says.

    White space does not count: no word processor keeps it.
    """
    out = list(_hash(readback, document))
    if readback.format == "json":
        return out + _texts(list(_narrative_lines(document)), readback) + list(_figures(readback, document))
    lines = list(_lines(document, run_in_apart=readback.format == "pdf"))
    return out + _texts(lines, readback) + list(_tables(readback, document))


def _plain(text: str) -> str:
    return _SPACE.sub("", printable(text))


def _hash(readback: ReadBack, document: Document) -> Iterator[Difference]:
    expected = document.meta.content_hash
    if (readback.content_hash or "") != expected:
        yield Difference("hash", expected, readback.content_hash or "")


def _lines(document: Document, run_in_apart: bool) -> Iterator[_Line]:
    """The document's text outside tables, each line with its section.

    ``run_in_apart``: a run-in heading is a line of its own, as PDF tags it.
    """
    section = ""
    for block in document.blocks:
        match block:
            case Title(issuer, name, source):
                yield _Line(issuer + name, "", source)
            case Heading(level, text, source):
                section = text if level == 1 else section
                yield _Line(text, section, source)
            case Text(text, source, _, length):
                parts = (text[:length], text[length:]) if run_in_apart else (text,)
                yield from (_Line(part, section, source) for part in parts)
            case Attachments(names):
                yield from (_Line(line, section) for line in attachment_lines(names))
            case Signature(agency, date_text):
                yield from (_Line(line, section) for line in (agency, date_text))
            case Table():
                pass


def _narrative_lines(document: Document) -> Iterator[_Line]:
    """What a data file holds of them: title and narrative, no first-level headings, no signature."""
    section = ""
    for block in document.blocks:
        match block:
            case Title(issuer, name, source):
                yield _Line(issuer + name, "", source)
            case Heading(1, text):
                section = text
            case Heading(_, text, source) | Text(text, source):
                yield _Line(text, section, source)


def _texts(expected: Sequence[_Line], readback: ReadBack) -> list[Difference]:
    lines = [(line, plain) for line in expected if (plain := _plain(line.text))]
    found = [plain for text in readback.texts if (plain := _plain(text))]
    wanted = [plain for _, plain in lines]
    out: list[Difference] = []
    for tag, i, j, k, m in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if tag != "equal":
            out += _block_differences([line for line, _ in lines[i:j]], found[k:m], _section_before(lines, i))
    return out


def _section_before(lines: Sequence[tuple[_Line, str]], index: int) -> str:
    return lines[index - 1][0].section if index else ""


def _block_differences(lines: Sequence[_Line], found: Sequence[str], section: str) -> Iterator[Difference]:
    """Changed blocks pair off in order; what is left over was taken out or put in."""
    for line, text in zip(lines, found, strict=False):
        for expected, seen in _sentence_differences(_plain(line.text), text):
            yield Difference("text", expected, seen, line.section, source=line.source)
    for line in lines[len(found) :]:
        yield Difference("text", line.text, "", line.section, source=line.source)
    for text in found[len(lines) :]:
        yield Difference("text", "", text, lines[-1].section if lines else section)


def _sentence_differences(expected: str, found: str) -> Iterator[tuple[str, str]]:
    """Changed sentences of a paragraph, (expected, found)."""
    left, right = _SENTENCE.findall(expected), _SENTENCE.findall(found)
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield "".join(left[i:j]), "".join(right[k:m])


def _tables(readback: ReadBack, document: Document) -> Iterator[Difference]:
    tables = [b for b in document.blocks if isinstance(b, Table)]
    left = list(readback.tables)
    for table in tables:
        match = _matching(table, left)
        if match is None:
            yield Difference("table", table.caption, "", table=table.key)
            continue
        left.remove(match)
        yield from _cells(table, match)
    for extra in left:
        yield Difference("table", "", extra.caption or "".join(extra.cells.values())[:40])


def _matching(table: Table, candidates: Sequence[ReadTable]) -> ReadTable | None:
    """The table with the same caption; else the one that shares most words with it."""
    named = [c for c in candidates if _plain(c.caption) == _plain(table.caption)]
    if named:
        return named[0]
    words = {_plain(c.text) for c in table.cells if c.is_head}
    scored = [(len(words & {_plain(t) for t in c.cells.values()}), c) for c in candidates]
    best = max(scored, key=lambda s: s[0], default=(0, None))
    return best[1] if best[0] * 2 >= len(words) else None


def _cells(table: Table, found: ReadTable) -> Iterator[Difference]:
    cells = dict(found.cells)
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        text = cells.pop((cell.row, cell.column), "")
        if _plain(text) != _plain(cell.text):
            yield _cell_difference(table.key, cell, text)
    for (row, column), text in sorted(cells.items()):
        if _plain(text):
            yield Difference("cell", "", text, table=table.key, position=(row + 1, column + 1))


def _cell_difference(table: str, cell: Cell, found: str) -> Difference:
    _, row, column = cell.key or (table, None, None)
    position = (cell.row + 1, cell.column + 1)
    return Difference("cell", cell.text, found, "", table, row, column, position, cell.source)


def _figures(readback: ReadBack, document: Document) -> Iterator[Difference]:
    """The figures of a data file, as numbers: 本年增/减 has no sign there, 采购总金额 no unit."""
    left = dict(readback.figures)
    for block in document.blocks:
        for cell in block.cells if isinstance(block, Table) else ():
            if cell.key is not None:
                found = left.pop(cell.key, "")
                if _as_number(cell.text) != _as_number(found):
                    yield _cell_difference(cell.key[0], cell, found)
    for (table, row, column), text in left.items():
        yield Difference("cell", "", text, table=table, row=row, column=column)


def _as_number(text: str) -> Decimal | str:
    plain = _plain(text)
    try:
        number = Decimal(plain.removesuffix("元"))
    except InvalidOperation:
        return plain
    return number if number.is_finite() else plain
