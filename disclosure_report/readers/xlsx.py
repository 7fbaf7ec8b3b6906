"""An .xlsx workbook → sheets, in one pass: values, formulas, merges, what is hidden.

Read from the parts directly (ECMA-376 part 1, clause 18), not through openpyxl: openpyxl must load a workbook twice to
see formulas and values, and has no limit on rows (docs/decisions).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from disclosure_report.readers.archive import Archive, local_name, refuse_dtd
from disclosure_report.readers.fault import unreadable
from disclosure_report.readers.grid import MAX_COLUMNS, MAX_ROWS, Area, Position, Sheet, SheetCell, area_of, position_of
from disclosure_report.readers.number_formats import formats_of
from disclosure_report.readers.numbers import CellType

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_SHEETS = 60
MAX_MERGES = 4000
_OVERSHOOT = 500  # rows looked at past the limit before giving up on what follows them
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """Every worksheet in the workbook's order; FileError when it cannot be read."""
    archive = Archive(data, ("[Content_Types].xml", "xl/workbook.xml"))
    book = archive.xml("xl/workbook.xml")
    paths = _relations(archive)
    strings = list(_strings(archive, paths.get("sharedStrings")))
    formats = formats_of(archive.xml(paths["styles"])) if paths.get("styles", "") in archive else []
    sheets = []
    for entry in [e for e in book.iter() if local_name(e.tag) == "sheet"][:MAX_SHEETS]:
        path = paths.get(entry.get(f"{{{_RELATION}}}id") or entry.get(f"{{{_STRICT_RELATION}}}id") or "", "")
        if path in archive and "chartsheet" not in path:
            sheet = _SheetPart(archive, path, strings, formats).sheet(file, entry.get("name") or "")
            sheet.hidden = entry.get("state", "visible") != "visible"
            sheets.append(sheet)
    return sheets


def _relations(archive: Archive) -> dict[str, str]:
    """Relation id → part name, and the kinds "styles" and "sharedStrings" → part name. Outside targets are dropped."""
    part = "xl/_rels/workbook.xml.rels"
    out: dict[str, str] = {}
    if part not in archive:
        raise unreadable("里面缺少必需的部分，不是完整的 Office 文件")
    for relation in archive.xml(part):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or ".." in target.split("/"):
            continue
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
        out[relation.get("Id", "")] = name
        out.setdefault(relation.get("Type", "").rpartition("/")[2], name)
    return out


def _strings(archive: Archive, part: str | None) -> Iterator[str]:
    if part is None or part not in archive:
        return
    for item in archive.xml(part):
        if local_name(item.tag) == "si":
            yield _rich_text(item)


def _rich_text(item: _Element) -> str:
    """The runs of a string without its phonetic hints."""
    out = []
    for child in item:
        name = local_name(child.tag)
        if name == "t":
            out.append(child.text or "")
        elif name == "r":
            out += [t.text or "" for t in child if local_name(t.tag) == "t"]
    return "".join(out)


class _SheetPart:
    """One worksheet part, streamed row by row so that a huge sheet costs no more than its first rows."""

    def __init__(self, archive: Archive, path: str, strings: list[str], formats: list[CellType]) -> None:
        self._data = archive.read(path)
        self._strings, self._formats = strings, formats
        self.cells: dict[Position, SheetCell] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.truncated = False
        self._shared: dict[str, tuple[Position, str]] = {}
        self._row = -1

    def sheet(self, file: str, name: str) -> Sheet:
        """The part as a sheet."""
        self._read()
        hidden = (frozenset(self.hidden_rows), frozenset(self.hidden_columns))
        return Sheet(file, name, self.cells, tuple(self.merges), False, *hidden, truncated=self.truncated)

    def _read(self) -> None:
        from lxml import etree

        refuse_dtd(self._data)
        tags = ("{*}row", "{*}col", "{*}mergeCell")
        events = etree.iterparse(
            io.BytesIO(self._data), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
        )
        past = 0
        try:
            for _, element in events:
                past += not self._take(element)
                element.clear()
                if past > _OVERSHOOT:
                    break
        except (etree.XMLSyntaxError, ValueError):
            raise unreadable("工作表的内容已损坏") from None

    def _take(self, element: _Element) -> bool:
        """Keep what one element says; False for a row beyond the limit."""
        name = local_name(element.tag)
        if name == "row":
            return self._take_row(element)
        if name == "col" and element.get("hidden") in {"1", "true"}:
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        elif name == "mergeCell" and len(self.merges) < MAX_MERGES:
            area = area_of(element.get("ref", ""))
            if area is not None and area[0] < MAX_ROWS and area[1] < MAX_COLUMNS:
                self.merges.append(area)
        return True

    def _take_row(self, element: _Element) -> bool:
        number = element.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        if self._row < 0:
            raise ValueError(number)
        if self._row >= MAX_ROWS:
            self.truncated |= any((v.text or "").strip() for v in element.iter("{*}v") if self._words(v))
            return False
        if element.get("hidden") in {"1", "true"}:
            self.hidden_rows.add(self._row)
        column = -1
        for cell in element:
            place = position_of(cell.get("r", ""))
            column = place[1] if place else column + 1
            if column < MAX_COLUMNS:
                self._take_cell((self._row, column), cell)
            elif not self.truncated:
                self.truncated = any(self._words(v) for v in cell.iter("{*}v"))
        return True

    def _words(self, value: _Element) -> bool:
        """Whether a stored value shows something: a lone space far below the table does not count."""
        parent = value.getparent()
        text = value.text or ""
        if parent is not None and parent.get("t") == "s":
            text = self._string(text)
        return bool(text.strip())

    def _take_cell(self, position: Position, cell: _Element) -> None:
        type_, value, formula = cell.get("t", "n"), "", None
        for child in cell:
            tag = str(child.tag)
            if tag.endswith("}v"):
                value = child.text or ""
            elif tag.endswith("}f"):
                formula = self._formula(position, child)
            elif tag.endswith("}is"):
                value = _rich_text(child)
        read = self._typed(type_, value, cell.get("s"))
        if read.type != "blank" or formula:
            self.cells[position] = SheetCell(read.type, read.text, formula)

    def _formula(self, position: Position, element: _Element) -> str | None:
        """The formula's text; a shared one is kept as the master's and moved when computed."""
        text, group = element.text or "", element.get("si")
        if element.get("t") != "shared" or group is None:
            return text or None
        if text:
            self._shared[group] = (position, text)
            return text
        if group not in self._shared:
            return None
        from disclosure_report.readers.formulas import moved

        (row, column), master = self._shared[group]
        return moved(master, position[0] - row, position[1] - column)

    def _string(self, index: str) -> str:
        return self._strings[int(index)] if index.isdecimal() and int(index) < len(self._strings) else ""

    def _typed(self, type_: str, value: str, style: str | None) -> SheetCell:
        if type_ == "s":
            value = self._string(value)
        if value == "":
            return SheetCell("blank", "")
        if type_ in {"s", "str", "inlineStr"}:
            return SheetCell("text", value)
        if type_ == "b":
            return SheetCell("boolean", "TRUE" if value == "1" else "FALSE")
        if type_ == "e":
            return SheetCell("error", value)
        if type_ == "d":
            return SheetCell("date", value[:10])
        return _formatted(value, self._format(style))

    def _format(self, style: str | None) -> CellType:
        if style is None or not style.isdecimal() or int(style) >= len(self._formats):
            return "number"
        return self._formats[int(style)]


def _formatted(value: str, format_: CellType) -> SheetCell:
    """A stored number as its format shows it: 45658 as a date, 0.05 as a percentage."""
    try:
        number = float(value)
    except ValueError:
        return SheetCell("text", value)
    if format_ == "percent":
        return (
            SheetCell("percent", f"{(Decimal(value.strip()) * 100).normalize():f}%")
            if abs(number) < 1e9
            else _huge(value)
        )
    if format_ == "date" and 0 <= number < 2_958_466:
        return SheetCell("date", str(date(1899, 12, 30) + timedelta(days=int(number))))
    return SheetCell("number", value.strip())


def _huge(value: str) -> SheetCell:
    return SheetCell("number", value.strip())
