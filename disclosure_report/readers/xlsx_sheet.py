"""One worksheet part of an .xlsx workbook → its cells, merges, hidden rows and columns.

openpyxl's parser reads the cells. Two things are ours: a cell keeps its formula *and* its stored value, where openpyxl
shows one or the other and would have to load the file twice; and rows beyond the limit are not looked at
(docs/decisions/0005). Imported late, for openpyxl comes with it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from disclosure_report.readers.archive import is_plain
from disclosure_report.readers.grid import BLANK, MAX_COLUMNS, MAX_ROWS, Area, Position, SheetCell, area_of
from disclosure_report.readers.numbers import CellType

MAX_MERGES = 4000
_OVERSHOOT = 500  # rows looked at past the limit before giving up on what follows them
_WHOLE = 1024 * 1024  # bytes of a part that may become a tree in memory
_TRUE = {"1", "true"}
_TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"


@dataclass
class SheetPart:
    """What a worksheet part holds; not to be changed, for it may be shared."""

    cells: dict[Position, SheetCell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    truncated: bool = False


def read_sheet(data: bytes, strings: Sequence[str], formats: Sequence[CellType]) -> SheetPart:
    """The part, row by row so that a huge one costs no more than its first rows; any exception when it is damaged."""
    reader = _Reader(strings, formats)
    reader.read(data)
    return reader.part


def _elements(data: bytes) -> Iterator[Any]:
    """The elements of a part, each when its children are there.

    A small part in plain UTF-8 without any declaration, which is what every program writes, goes to the standard
    library's parser in C, which is told the encoding. Whatever else comes along goes to openpyxl's ``iterparse``, which
    is defusedxml's: 2 ms a workbook slower, and it refuses a DTD however it is written.
    """
    if len(data) <= _WHOLE and is_plain(data):
        return ElementTree.XML(_up_to_merges(data), ElementTree.XMLParser(encoding="utf-8")).iter()
    return (element for _, element in iterparse(io.BytesIO(data)))


def _up_to_merges(data: bytes) -> bytes:
    """A plain part without what follows its merges, when all that is looked at comes before, as the schema has it.

    Conditional formats and validation are more than half of a template. (In a plain part without processing
    instructions "<" always begins a tag.)
    """
    head, merges, tail = data.partition(b"</mergeCells>")
    end = b"</worksheet>"
    usual = b"<sheetData" in head and not any(tag in tail for tag in (b"<sheetData", b"<cols", b"<mergeCells"))
    return head + merges + end if usual and data.count(b"<?") <= 1 and tail.rstrip().endswith(end) else data


class _Reader:
    """Takes the elements of one part; what else a sheet holds (validation, print set-up …) is passed over."""

    def __init__(self, strings: Sequence[str], formats: Sequence[CellType]) -> None:
        self._formats = formats
        self._parser: Any = WorkSheetParser(io.BytesIO(), strings, data_only=True)  # it is handed elements
        self.part = SheetPart()

    def read(self, data: bytes) -> None:
        """Take the whole part; any exception when it is damaged."""
        past = 0
        for element in _elements(data):
            if element.tag == ROW_TAG:
                past += not self._take_row(element)
            elif element.tag == COL_TAG:
                self._take_column(element)
            elif element.tag == MERGE_TAG:
                self._take_merges(element)
            else:
                continue
            element.clear()
            if past > _OVERSHOOT:
                break

    def _take_column(self, element: Any) -> None:
        if element.get("hidden") in _TRUE:
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.part.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _take_merges(self, element: Any) -> None:
        for merge in list(element)[:MAX_MERGES]:
            area = area_of(merge.get("ref", ""))
            if area is not None and area[0] < MAX_ROWS and area[1] < MAX_COLUMNS:
                self.part.merges.append(area)

    def _take_row(self, element: Any) -> bool:
        """Keep a row's cells; False for a row beyond the limit."""
        part, parser = self.part, self._parser
        row = int(element.get("r") or parser.row_counter + 1) - 1
        if row < 0:
            raise ValueError(row)
        parser.row_counter, parser.col_counter = row + 1, 0
        if row >= MAX_ROWS:
            part.truncated = part.truncated or any(_shows(parser.parse_cell(c)) for c in element)
            return False
        if element.get("hidden") in _TRUE:
            part.hidden_rows.add(row)
        placed = all(cell.get("r") for cell in element)
        for cell in element:
            if len(cell) or not placed:  # else a format alone; where cells have no names, it counts
                self._take_cell(cell)
        return True

    def _take_cell(self, element: Any) -> None:
        """The stored value as openpyxl reads it, and the formula beside it (a shared one moved to its cell)."""
        if element.get("t") == "inlineStr":
            _unfold(element)
        found = self._parser.parse_cell(element)
        if found["column"] > MAX_COLUMNS:
            self.part.truncated = self.part.truncated or _shows(found)
            return
        formula = None
        if element.find(FORMULA_TAG) is not None:
            formula = _formula_text(self._parser.parse_formula(element))
        cell = self._typed(found)
        if formula:
            cell = SheetCell(cell.type, cell.text, formula)
        if cell.type != "blank" or formula:
            self.part.cells[found["row"] - 1, found["column"] - 1] = cell

    def _typed(self, found: dict[str, Any]) -> SheetCell:
        value, type_ = found["value"], found["data_type"]
        if value is None or value == "":
            return BLANK
        if type_ in {"s", "inlineStr"}:
            return SheetCell("text", str(value))
        if type_ == "b":
            return SheetCell("boolean", "TRUE" if value else "FALSE")
        if type_ == "e":
            return SheetCell("error", str(value))
        if type_ == "d":
            return SheetCell("date", str(value)[:10])
        return _formatted(value, self._format(found["style_id"]))

    def _format(self, style: int) -> CellType:
        return self._formats[style] if 0 <= style < len(self._formats) else "number"


def _unfold(element: Any) -> None:
    """Words in the cell itself, without runs: put where openpyxl reads words without building six objects for them."""
    inline = element[0] if len(element) == 1 else None
    if inline is not None and inline.tag == INLINE_STRING and len(inline) == 1 and inline[0].tag == _TEXT_TAG:
        inline.tag, inline.text = VALUE_TAG, inline[0].text
        element.set("t", "str")


def _shows(found: dict[str, Any]) -> bool:
    """Whether a cell shows something: a lone space far below the table does not count."""
    return found["value"] is not None and bool(str(found["value"]).strip())


def _formula_text(formula: object) -> str | None:
    """A formula without its "="; an array's own text; a data table has none."""
    text = formula if isinstance(formula, str) else getattr(formula, "text", None)
    return text.removeprefix("=") or None if isinstance(text, str) else None


@lru_cache(maxsize=4096, typed=True)  # typed: 1 and 1.0 are equal, and written differently
def _formatted(value: float, format_: CellType) -> SheetCell:
    """A stored number as its format shows it: 45658 as a date, 0.05 as a percentage."""
    number = Decimal(repr(value))
    if format_ == "percent" and abs(number) < 10**9:
        return SheetCell("percent", f"{(number * 100).normalize():f}%")
    if format_ == "date" and 0 <= number < 2_958_466:
        return SheetCell("date", str(date(1899, 12, 30) + timedelta(days=int(number))))
    return SheetCell("number", f"{number:f}" if abs(number) < 10**30 else str(number))
