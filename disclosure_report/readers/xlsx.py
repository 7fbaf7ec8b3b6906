"""An .xlsx workbook → sheets, through openpyxl: values and formulas in one pass, merges, what is hidden.

openpyxl opens the package, its strings and formats, and parses the sheets (with defusedxml, so that no DTD passes).
Two things are ours: a cell keeps its formula *and* its stored value, where openpyxl shows one or the other and would
have to load the file twice; and rows beyond the limit are not looked at (docs/decisions/0005).
"""

from __future__ import annotations

import importlib
import io
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

from disclosure_report.readers.archive import Archive, refuse_dtd
from disclosure_report.readers.fault import hostile, unreadable
from disclosure_report.readers.grid import MAX_COLUMNS, MAX_ROWS, Area, Position, Sheet, SheetCell, area_of
from disclosure_report.readers.number_formats import shown_as
from disclosure_report.readers.numbers import CellType

MAX_SHEETS = 60
MAX_MERGES = 4000
_OVERSHOOT = 500  # rows looked at past the limit before giving up on what follows them
_LARGEST_KEPT = 1024 * 1024  # bytes of a part that is remembered; a batch's memory must not depend on its inputs
_STYLES = "xl/styles.xml"  # where openpyxl looks for it
_TRUE = {"1", "true"}


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """Every worksheet in the workbook's order; FileError when it cannot be read."""
    archive = Archive(data, ("[Content_Types].xml", "xl/workbook.xml"))
    archive.refuse_dtds()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions it does not keep; nothing is kept here
        strings, entries = _open(data, archive)
        styles = archive.read(_STYLES) if _STYLES in archive else b""
        formats = _formats if len(styles) <= _LARGEST_KEPT else _formats.__wrapped__
        return list(_sheets(archive, entries, strings, formats(styles), file))


def _open(data: bytes, archive: Archive) -> tuple[list[str], tuple[_Entry, ...]]:
    """The package's strings and its list of sheets; none of its links, macros or styles."""
    _import_openpyxl()
    from openpyxl.reader import excel

    opening: Any = excel  # the stubs leave out what finds the workbook's part
    try:
        reader = excel.ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_strings()
        part = opening._find_workbook_part(reader.package).PartName[1:]
        parts = tuple((name, archive.read(name)) for name in (part, _relations(part)) if name in archive)
        entries = _entries if sum(len(data) for _, data in parts) <= _LARGEST_KEPT else _entries.__wrapped__
        return list(reader.shared_strings), entries(parts)
    except Exception as error:  # whatever a damaged part makes openpyxl stumble over
        raise _fault(error) from None


def _import_openpyxl() -> None:
    """Import openpyxl without numpy, which it only takes to know numpy's numbers when they are put into cells.

    That is a tenth of a second of the start of every ``check`` and ``build``; numpy stays importable afterwards.
    """
    loaded = "openpyxl" in sys.modules or "numpy" in sys.modules
    if loaded or threading.current_thread() is not threading.main_thread():  # another thread may want numpy just now
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]  # the import system's own way to say: not here
    try:
        importlib.import_module("openpyxl")
    finally:
        del sys.modules["numpy"]


def _relations(part: str) -> str:
    """Where a package keeps a part's relations."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".removeprefix("/")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet in the workbook's list."""

    name: str
    target: str
    type: str
    visible: bool


@dataclass(frozen=True)
class _Parts:
    """Some parts of a package, for what of openpyxl asks an archive."""

    parts: Mapping[str, bytes]

    def read(self, name: str) -> bytes:
        """A part's bytes; KeyError when it is not there, as an archive says it."""
        return self.parts[name]


@lru_cache(maxsize=16)  # the units of a batch fill in the same template: a list with 200 names takes 3 ms to read
def _entries(parts: tuple[tuple[str, bytes], ...]) -> tuple[_Entry, ...]:
    """The workbook's list of sheets, from its part and that part's relations."""
    from openpyxl.reader.workbook import WorkbookParser

    archive: Any = _Parts(dict(parts))
    parser = WorkbookParser(archive, parts[0][0], keep_links=False)
    parser.parse()
    found = islice(parser.find_sheets(), MAX_SHEETS)
    return tuple(_Entry(e.name or "", r.target, r.Type, e.state == "visible") for e, r in found)


def _fault(error: Exception) -> Exception:
    """A refused DTD is hostile, everything else damage."""
    from defusedxml import DefusedXmlException

    if isinstance(error, DefusedXmlException):
        return hostile("文件里含有 DTD 声明")
    return unreadable("工作簿的内容已损坏，或不是完整的 Office 文件")


@lru_cache(maxsize=16)  # as above: 4 ms
def _formats(styles: bytes) -> tuple[CellType, ...]:
    """What a number shows as, by the index of its cell format; a style sheet that cannot be read shows numbers."""
    from openpyxl import Workbook
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
    from openpyxl.styles.stylesheet import apply_stylesheet

    archive: Any = _Parts({_STYLES: styles})
    book: Any = Workbook()
    try:
        apply_stylesheet(archive, book)
    except Exception:  # programs write style sheets that openpyxl refuses; the figures are none the worse for it
        return ()
    own = dict(enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE))
    return tuple(
        shown_as(s.numFmtId, own.get(s.numFmtId) or BUILTIN_FORMATS.get(s.numFmtId)) for s in book._cell_styles
    )


def _sheets(
    archive: Archive, entries: Sequence[_Entry], strings: list[str], formats: Sequence[CellType], file: str
) -> Iterator[Sheet]:
    for entry in entries:
        if entry.target in archive and "chartsheet" not in entry.type:
            data = archive.read(entry.target)
            refuse_dtd(data)
            part = _SheetPart(io.BytesIO(data), strings, formats)
            sheet = part.sheet(file, entry.name)
            sheet.hidden = not entry.visible
            yield sheet


class _SheetPart:
    """One worksheet part, streamed row by row so that a huge sheet costs no more than its first rows."""

    def __init__(self, source: io.BytesIO, strings: list[str], formats: Sequence[CellType]) -> None:
        self._source, self._strings, self._formats = source, strings, formats
        self.cells: dict[Position, SheetCell] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.truncated = False

    def sheet(self, file: str, name: str) -> Sheet:
        """The part as a sheet."""
        try:
            self._read()
        except Exception as error:  # whatever a damaged part makes openpyxl stumble over
            raise _fault(error) from None
        hidden = (frozenset(self.hidden_rows), frozenset(self.hidden_columns))
        return Sheet(file, name, self.cells, tuple(self.merges), False, *hidden, truncated=self.truncated)

    def _read(self) -> None:
        """openpyxl's parser does the cells; what else a sheet holds (validation, print set-up …) is passed over.

        The events come from openpyxl's ``iterparse``, which is defusedxml's: 2 ms a workbook more than the standard
        library's, and the only one of the two that refuses a DTD however it is written.
        """
        from openpyxl.worksheet._reader import COL_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
        from openpyxl.xml.functions import iterparse

        parser = WorkSheetParser(self._source, self._strings, data_only=True)
        past = 0
        for _, element in iterparse(self._source):
            if element.tag == ROW_TAG:
                past += not self._take_row(parser, element)
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
            self.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _take_merges(self, element: Any) -> None:
        for merge in list(element)[:MAX_MERGES]:
            area = area_of(merge.get("ref", ""))
            if area is not None and area[0] < MAX_ROWS and area[1] < MAX_COLUMNS:
                self.merges.append(area)

    def _take_row(self, parser: Any, element: Any) -> bool:
        """Keep a row's cells; False for a row beyond the limit."""
        row = int(element.get("r") or parser.row_counter + 1) - 1
        if row < 0:
            raise ValueError(row)
        parser.row_counter, parser.col_counter = row + 1, 0
        if row >= MAX_ROWS:
            self.truncated = self.truncated or any(_shows(parser.parse_cell(c)) for c in element)
            return False
        if element.get("hidden") in _TRUE:
            self.hidden_rows.add(row)
        for cell in element:
            self._take_cell(parser, cell)
        return True

    def _take_cell(self, parser: Any, element: Any) -> None:
        """The stored value as openpyxl reads it, and the formula beside it (a shared one moved to its cell)."""
        from openpyxl.worksheet._reader import FORMULA_TAG

        found = parser.parse_cell(element)
        if found["column"] > MAX_COLUMNS:
            self.truncated = self.truncated or _shows(found)
            return
        formula = None
        if element.find(FORMULA_TAG) is not None:
            formula = _formula_text(parser.parse_formula(element))
        cell = self._typed(found)
        if cell.type != "blank" or formula:
            self.cells[found["row"] - 1, found["column"] - 1] = SheetCell(cell.type, cell.text, formula)

    def _typed(self, found: dict[str, Any]) -> SheetCell:
        value, type_ = found["value"], found["data_type"]
        if value is None or value == "":
            return SheetCell("blank", "")
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


def _shows(found: dict[str, Any]) -> bool:
    """Whether a cell shows something: a lone space far below the table does not count."""
    return found["value"] is not None and bool(str(found["value"]).strip())


def _formula_text(formula: object) -> str | None:
    """A formula without its "="; an array's own text; a data table has none."""
    text = formula if isinstance(formula, str) else getattr(formula, "text", None)
    return text.removeprefix("=") or None if isinstance(text, str) else None


def _formatted(value: float, format_: CellType) -> SheetCell:
    """A stored number as its format shows it: 45658 as a date, 0.05 as a percentage."""
    number = Decimal(repr(value))
    if format_ == "percent" and abs(number) < 10**9:
        return SheetCell("percent", f"{(number * 100).normalize():f}%")
    if format_ == "date" and 0 <= number < 2_958_466:
        return SheetCell("date", str(date(1899, 12, 30) + timedelta(days=int(number))))
    return SheetCell("number", f"{number:f}" if abs(number) < 10**30 else str(number))
