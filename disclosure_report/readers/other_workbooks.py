"""Workbooks that are not .xlsx: .xls, .et, .ods, .xlsb through calamine (values only), .csv as text."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from disclosure_report.readers.archive import Archive, check_size
from disclosure_report.readers.decode import Decoded, clean_text, decode
from disclosure_report.readers.fault import hostile, unreadable
from disclosure_report.readers.grid import MAX_COLUMNS, MAX_ROWS, Position, Sheet, SheetCell

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SHEETS = 60
_MAX_CELLS = 2_000_000
_MAX_FIELD = 100_000
_MAX_CSV = 5 * 1024 * 1024


def read_calamine(data: bytes, file: str) -> list[Sheet]:
    """Sheets of an old or foreign workbook; FileError when calamine cannot read it."""
    import python_calamine

    if data.startswith(b"PK"):
        archive = Archive(data, ())  # .xlsb and .ods are zip archives too
        if "content.xml" in archive:
            _refuse_repetition(archive)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = book.sheets_metadata[:_MAX_SHEETS]
        return [_sheet(book, m, file) for m in metadata if m.typ == python_calamine.SheetTypeEnum.WorkSheet]
    except (python_calamine.CalamineError, ValueError, OSError, OverflowError):
        raise unreadable("文件已损坏、加了密码，或不是表格文件") from None
    except BaseException as fault:  # a panic of the Rust library is a BaseException
        if type(fault).__name__ != "PanicException":
            raise
        raise unreadable("文件已损坏") from None


def _refuse_repetition(archive: Archive) -> None:
    """FileError when an .ods file says by repetition (table:number-…-repeated) that it has millions of filled cells."""
    cells = 0
    for row in archive.xml("content.xml").iter("{*}table-row"):
        filled = sum(_repeated(cell, "columns") for cell in row if len(cell))
        cells += filled * _repeated(row, "rows")
        if cells > _MAX_CELLS:
            raise hostile("表格里的单元格多得不合理")


def _repeated(element: _Element, what: str) -> int:
    number = next((v for k, v in element.attrib.items() if str(k).endswith(f"number-{what}-repeated")), "1")
    return int(number) if str(number).isdecimal() and len(number) < 10 else 10**9


def _sheet(book: Any, metadata: Any, file: str) -> Sheet:
    import python_calamine

    source = book.get_sheet_by_name(metadata.name)
    cells: dict[Position, SheetCell] = {}
    top, left = source.start or (0, 0)
    for row, values in enumerate(source.to_python(skip_empty_area=True, nrows=MAX_ROWS), top):
        for column, value in enumerate(values[:MAX_COLUMNS], left):
            cell = _cell(value)
            if cell.type != "blank":
                cells[row, column] = cell
    merges = tuple((a[0], a[1], b[0], b[1]) for a, b in source.merged_cell_ranges or ())
    hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
    truncated = source.height > MAX_ROWS or source.width > MAX_COLUMNS
    return Sheet(file, metadata.name, cells, merges, hidden, truncated=truncated)


def _cell(value: object) -> SheetCell:
    if isinstance(value, bool):
        return SheetCell("boolean", str(value).upper())
    if isinstance(value, int | float):
        return SheetCell("number", str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value))
    if isinstance(value, datetime.date | datetime.datetime | datetime.time | datetime.timedelta):
        return SheetCell("date", str(value)[:10])
    text = clean_text(str(value))[0]
    if text.startswith("#") and text.rstrip("!?").isupper():
        return SheetCell("error", text)
    return SheetCell("text", text) if text.strip() else SheetCell("blank", "")


def read_csv(data: bytes, file: str) -> tuple[list[Sheet], Decoded]:
    """A .csv file as one sheet, with what its decoding has to report."""
    check_size(data, _MAX_CSV)
    decoded = decode(data)
    sample = decoded.text[:20_000]
    delimiter = max(",\t;", key=sample.count)
    csv.field_size_limit(_MAX_FIELD)
    cells: dict[Position, SheetCell] = {}
    truncated = False
    try:
        for row, values in enumerate(csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)):
            if row >= MAX_ROWS:
                truncated = True
                break
            cells |= _texts(row, values[:MAX_COLUMNS])
    except csv.Error:
        raise unreadable("不是有效的 CSV 表格") from None
    return [Sheet(file, None, cells, typed=True, truncated=truncated)], decoded


def _texts(row: int, values: Iterable[str]) -> dict[Position, SheetCell]:
    return {(row, column): SheetCell("text", text) for column, text in enumerate(values) if text.strip()}
