"""A Word file → its paragraphs and tables, from the parts directly: typed text, automatic numbers written out.

ECMA-376 part 1, clause 17. Deleted revisions, hidden text, fields' codes, notes and text boxes are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure_report.readers.archive import MAX_FILE, Archive, local_name
from disclosure_report.readers.decode import clean_text
from disclosure_report.readers.docx_numbering import Numbering
from disclosure_report.readers.fault import SAVE_TEXT, hostile, unreadable
from disclosure_report.readers.grid import Area, Position, Sheet, SheetCell
from disclosure_report.readers.narrative import Line
from disclosure_report.readers.sniff import TYPE_NAMES, sniff

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DOCUMENT = "word/document.xml"
_MAX_PARAGRAPHS = 50_000
_CONTAINERS = {"ins", "smartTag", "sdt", "sdtContent", "hyperlink", "fldSimple", "customXml", "moveTo"}


@dataclass(frozen=True, slots=True)
class WordText:
    """Paragraphs outside tables (numbered as in the body, 1-based), the tables as sheets, what was removed."""

    lines: tuple[Line, ...]
    tables: tuple[Sheet, ...]
    notes: tuple[str, ...]


def read_docx(data: bytes, file: str) -> WordText:
    """The text of a .docx; FileError when it is none."""
    type_ = sniff(data)
    if len(data) > MAX_FILE:
        raise hostile(f"文件超过 {MAX_FILE // 1024 // 1024} MB 的限制")
    if type_ == "empty":
        raise unreadable("文件是空的", SAVE_TEXT)
    if type_ != "zip":
        raise unreadable(f"它的内容是{TYPE_NAMES[type_]}，不是 .docx 文件", SAVE_TEXT)
    archive = Archive(data, ("[Content_Types].xml", _DOCUMENT), SAVE_TEXT)
    if _STRICT in archive.read(_DOCUMENT)[:5000]:
        raise unreadable("文件是“严格的 Open XML”格式", SAVE_TEXT)
    body = archive.xml(_DOCUMENT).find(f"{W}body")
    return WordText((), (), ()) if body is None else _Reader(archive, file).read(body)


class _Reader:
    def __init__(self, archive: Archive, file: str) -> None:
        self._file = file
        self._numbering = Numbering(archive)
        self._lines: list[Line] = []
        self._tables: list[Sheet] = []
        self._notes: set[str] = set()

    def read(self, body: _Element) -> WordText:
        for number, (name, element) in enumerate(_blocks(body), 1):
            if number > _MAX_PARAGRAPHS:
                raise hostile("段落过多")
            if name == "tbl":
                self._tables.append(self._table(element))
                continue
            prefix = self._numbering.prefix(element)
            for text in self._text(element).split("\n"):
                self._lines.append(Line(number, prefix + text))
                prefix = ""
        return WordText(tuple(self._lines), tuple(self._tables), tuple(sorted(self._notes)))

    def _text(self, paragraph: _Element) -> str:
        text, notes = clean_text("".join(_runs(paragraph)))
        self._notes.update(notes)
        return text

    def _table(self, table: _Element) -> Sheet:
        """A table as a sheet: gridSpan and vMerge become merged areas."""
        cells: dict[Position, SheetCell] = {}
        merges: dict[int, list[int]] = {}  # column → the open vertical merge's area
        done: list[Area] = []
        for row, element in enumerate(e for e in table if local_name(e.tag) == "tr"):
            column = _grid_before(element)
            for cell in (c for c in _flat(element) if local_name(c.tag) == "tc"):
                span, merge = _cell_merge(cell)
                if merge == "continue" and column in merges:
                    merges[column][2] = row
                else:
                    self._take(cells, (row, column), cell)
                    if column in merges:
                        done.append(_area(merges.pop(column)))
                    if span > 1 or merge == "restart":
                        merges[column] = [row, column, row, column + span - 1]
                        if merge != "restart":
                            done.append(_area(merges.pop(column)))
                column += span
        done += [_area(m) for m in merges.values()]
        return Sheet(self._file, f"表格{len(self._tables) + 1}", cells, tuple(done), typed=True)

    def _take(self, cells: dict[Position, SheetCell], position: Position, cell: _Element) -> None:
        texts = ("".join(_runs(p)) for p in cell.iter(f"{W}p"))
        text, _ = clean_text("\n".join(t for t in texts if t))
        if text.strip():
            cells[position] = SheetCell("text", text)


def _area(sides: list[int]) -> Area:
    return sides[0], sides[1], sides[2], sides[3]


def _blocks(body: _Element) -> Iterator[tuple[str, _Element]]:
    """Paragraphs and tables in reading order, content controls opened."""
    for child in body:
        name = local_name(child.tag)
        if name in {"p", "tbl"}:
            yield name, child
        elif name in _CONTAINERS:
            yield from _blocks(child)


def _flat(row: _Element) -> Iterator[_Element]:
    for child in row:
        if local_name(child.tag) in _CONTAINERS:
            yield from _flat(child)
        else:
            yield child


def _runs(paragraph: _Element) -> Iterator[str]:
    """The visible text of a paragraph; a line break is a new line, a tab a space."""
    for child in paragraph:
        name = local_name(child.tag)
        if name == "r":
            yield from _run(child)
        elif name in _CONTAINERS:
            yield from _runs(child)


def _run(run: _Element) -> Iterator[str]:
    properties = run.find(f"{W}rPr")
    if properties is not None and _on(properties.find(f"{W}vanish")):
        return
    for child in run:
        name = local_name(child.tag)
        if name == "t":
            yield child.text or ""
        elif name in {"br", "cr"}:
            yield "" if child.get(f"{W}type") in {"page", "column"} else "\n"
        elif name == "tab":
            yield " "
        elif name == "noBreakHyphen":
            yield "-"


def _on(flag: _Element | None) -> bool:
    return flag is not None and flag.get(f"{W}val", "1") not in {"0", "false", "off"}


def _grid_before(row: _Element) -> int:
    before = row.find(f"{W}trPr/{W}gridBefore")
    return _small(before.get(f"{W}val")) if before is not None else 0


def _cell_merge(cell: _Element) -> tuple[int, str | None]:
    """(columns covered, "restart" | "continue" | None) of a table cell."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    columns = max(1, _small(span.get(f"{W}val"))) if span is not None else 1
    return columns, None if merge is None else merge.get(f"{W}val", "continue")


def _small(text: str | None) -> int:
    return min(int(text), 100) if text and text.isdecimal() else 0
