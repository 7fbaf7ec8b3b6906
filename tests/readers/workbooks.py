"""Workbooks of the official tables, built at test time: any sheet, any offset, merged or not, filled down or not."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from disclosure_report.editions import CellSpec, TableSpec, load_edition
from tests import builders

Raw = Mapping[str, Mapping[str, Mapping[str, Any]]]


def raw_tables(edition: str = "2021") -> dict[str, dict[str, dict[str, Any]]]:
    """The consistent tables of the builders, free to be changed."""
    return copy.deepcopy(builders.raw_tables(edition))


def lay_out(
    sheet: Worksheet,
    spec: TableSpec,
    values: Mapping[str, Mapping[str, Any]],
    *,
    row: int = 1,
    column: int = 1,
    merge: bool = True,
    fill: bool = False,
    label: Callable[[CellSpec], str] = lambda cell: cell.text,
) -> None:
    """Write one printed table with its top left corner at (row, column), 1-based.

    ``merge`` merges as the form does; ``fill`` repeats a label in every cell it covers instead; ``label`` may alter the
    words. A value that is missing from ``values`` leaves its cell blank.
    """
    for cell in spec.cells:
        top, left = row + cell.row, column + cell.column
        bottom, right = top + cell.rowspan - 1, left + cell.colspan - 1
        value = label(cell) if cell.role != "value" else values.get(cell.row_key, {}).get(cell.column_key)
        sheet.cell(top, left, value)
        if merge and (bottom > top or right > left):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        elif fill and cell.role != "value":
            for r in range(top, bottom + 1):
                for c in range(left, right + 1):
                    sheet.cell(r, c, value)


def workbook(
    edition: str = "2021",
    raw: Raw | None = None,
    *,
    tables: Iterable[str] | None = None,
    one_sheet: bool = False,
    row: int = 3,
    column: int = 2,
    **options: Any,
) -> openpyxl.Workbook:
    """A workbook with the edition's tables, a sheet each (or below each other on one sheet)."""
    spec = load_edition(edition)
    values = raw_tables(edition) if raw is None else raw
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "封面"
    for key in tables or spec.tables:
        if not one_sheet:
            sheet, row_here = book.create_sheet(key), row
        else:
            row_here = max(sheet.max_row + 2, row)
        sheet.cell(max(row_here - 1, 1), column, spec.tables[key].caption)
        lay_out(sheet, spec.tables[key], values[key], row=row_here, column=column, **options)
    return book


def to_bytes(book: openpyxl.Workbook) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(edition: str, table: str, row: str, column: str, *, top: int = 3, left: int = 2) -> tuple[int, int]:
    """1-based (row, column) at which ``workbook`` writes a figure when each table has its own sheet."""
    spec = load_edition(edition).tables[table]
    cell = next(c for c in spec.cells if (c.row_key, c.column_key, c.role) == (row, column, "value"))
    return top + cell.row, left + cell.column


def folder(
    path: Path,
    *,
    book: openpyxl.Workbook | bytes | None = None,
    toml: str = 'agency = "示例市教育局"\nyear = 2024\nkind = "department"\nlevel = "city"\n',
    text: str | None = "一、总体情况\n正文。\n五、存在的主要问题及改进情况\n问题。\n六、其他需要报告的事项\n事项。\n",
) -> Path:
    """An input folder: report.toml, 统计表.xlsx and 正文.txt (``None`` leaves a file out)."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "report.toml").write_text(toml, encoding="utf-8")
    if text is not None:
        (path / "正文.txt").write_text(text, encoding="utf-8")
    data = to_bytes(workbook()) if book is None else book if isinstance(book, bytes) else to_bytes(book)
    (path / "统计表.xlsx").write_bytes(data)
    return path
