"""Where a review mark belongs on the laid-out pages: source place → block, cell, words → runs → rectangles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure_report.model.document import Block, Document, Heading, Mark, Table, Text, Title
from disclosure_report.model.source import SourceRef
from disclosure_report.typeset.pages import Layout, TextRun
from disclosure_report.writers.publication import Publication

#: A highlight reaches this part of the size below and above the baseline: the hanzi's own box.
_BELOW, _ABOVE = 0.14, 0.88


#: An end beyond every text: the whole of it.
_MOST = 1 << 30


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Note:
    """A mark with its place: page index, structure node, the boxes of the words. No boxes: the place was not found."""

    mark: Mark
    page: int
    node: int
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    """Words of the document: block, cell (``None``: no table), characters ``start`` to ``end``."""

    block: int
    cell: int | None
    start: int
    end: int


def place(document: Document, layout: Layout, marks: Sequence[Mark]) -> tuple[Note, ...]:
    """Every mark with its place; words that run over a page's end give a note on each page."""
    runs = _runs_by_place(layout)
    return tuple(note for mark in marks for note in _notes(document, mark, runs))


_Runs = dict[tuple[int, int | None], list[tuple[int, TextRun]]]


def _runs_by_place(layout: Layout) -> _Runs:
    found: _Runs = {}
    for number, page in enumerate(layout.pages):
        for item in page.items:
            if isinstance(item, TextRun) and item.origin is not None and item.node is not None:
                found.setdefault((item.origin.block, item.origin.cell), []).append((number, item))
    return found


def _notes(document: Document, mark: Mark, runs: _Runs) -> Iterator[Note]:
    pages: dict[int, list[tuple[int, Box]]] = {}
    for span in _spans(document, mark.source):
        for page, run in runs.get((span.block, span.cell), ()):
            if run.node is not None and (box := _box(run, span)):
                pages.setdefault(page, []).append((run.node, box))
    for page, found in pages.items():
        yield Note(mark, page, found[0][0], tuple(box for _, box in found))
    if not pages:
        yield Note(mark, 0, 0)


def _box(run: TextRun, span: _Span) -> Box | None:
    """The part of the run that paints characters of the span."""
    offset = run.origin.start if run.origin else 0
    first = max(span.start - offset, 0)
    last = min(span.end - offset, len(run.text))
    if first >= last:
        return None
    left = run.x + sum(run.advances[:first])
    right = run.x + sum(run.advances[:last])
    return Box(left, run.y - _BELOW * run.size, right, run.y + _ABOVE * run.size)


def _spans(document: Document, source: SourceRef) -> list[_Span]:
    if source.table is not None:
        return _cells(document.blocks, source)
    blocks = [(i, text) for i, block in enumerate(document.blocks) if (text := _words(block)) is not None]
    exact = [(i, text) for i, text in blocks if _same_line(_place_of(document.blocks[i]), source)]
    if exact:
        return _quoted(exact, source)
    near = [
        (i, text) for i, text in blocks if source.section and _place_of(document.blocks[i]).section == source.section
    ]
    if source.quote:
        return _quoted([(i, text) for i, text in near if source.quote in text], source)[:1]
    return [_Span(i, None, 0, len(text)) for i, text in near[:1]]


def _cells(blocks: Iterable[Block], source: SourceRef) -> list[_Span]:
    """The named cell; a whole row or the whole table when less is named (then its first cell stands for it)."""
    found = [
        _Span(b, _printed(block, c), 0, _MOST)
        for b, block in enumerate(blocks)
        if isinstance(block, Table) and block.key == source.table
        for c, cell in enumerate(block.cells)
        if source.row is None or (cell.key and cell.key[1] == source.row and source.column in (None, cell.key[2]))
    ]
    return found if source.row is not None else found[:1]


def _printed(table: Table, index: int) -> int:
    """The cell itself, or the label to the left of one that is blank and so paints nothing."""
    cell = table.cells[index]
    if cell.text:
        return index
    left = [
        (other.column, i)
        for i, other in enumerate(table.cells)
        if other.text and other.row <= cell.row < other.row + other.rowspan and other.column < cell.column
    ]
    return max(left)[1] if left else index


def _words(block: Block) -> str | None:
    match block:
        case Heading(text=text) | Text(text=text):
            return text
        case Title(issuer, name):
            return issuer + name
    return None


def _place_of(block: Block) -> SourceRef:
    return block.source if isinstance(block, Heading | Text | Title) else SourceRef()


def _same_line(block: SourceRef, source: SourceRef) -> bool:
    """The same paragraph: same line of the same file, and of the same section where both name one."""
    if source.line is None or (block.line, block.file) != (source.line, source.file):
        return False
    return block.section is None or source.section is None or block.section == source.section


def _quoted(blocks: Sequence[tuple[int, str]], source: SourceRef) -> list[_Span]:
    """The quoted words, where they are said to start or else where they first stand; else the whole paragraph."""
    for index, text in blocks:
        at = _find(text, source)
        if at >= 0 and source.quote:
            return [_Span(index, None, at, at + len(source.quote))]
    return [_Span(index, None, 0, len(text)) for index, text in blocks[:1]]


def _find(text: str, source: SourceRef) -> int:
    if not source.quote:
        return -1
    if source.start is not None and text.startswith(source.quote, source.start):
        return source.start
    return text.find(source.quote)


def pages_of(publication: Publication) -> dict[int, int]:
    """Index of each mark → the number of the page it is pinned to; a mark without a place is left out."""
    runs = _runs_by_place(publication.layout)
    found = {}
    for index, mark in enumerate(publication.marks):
        notes = [note for note in _notes(publication.document, mark, runs) if note.boxes]
        if notes:
            found[index] = notes[0].page + 1
    return found
