"""Sheets whose parts stand in an order the schema does not have are read whole."""

from __future__ import annotations

import pytest

from disclosure_report.readers.xlsx_sheet import read_sheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
_MERGES = '<mergeCells count="1"><mergeCell ref="B1:C1"/></mergeCells>'


def _cells(inner: str) -> dict[tuple[int, int], str]:
    sheet = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">{inner}</worksheet>'
    return {place: cell.text for place, cell in read_sheet(sheet.encode(), [], []).cells.items()}


@pytest.mark.parametrize(
    "inner",
    [
        f"{_MERGES}<sheetData>{_ROW.format(1)}{_ROW.format(2)}</sheetData>",
        f"<sheetData>{_ROW.format(1)}</sheetData>{_MERGES}<sheetData>{_ROW.format(2)}</sheetData>",
        f"<sheetData><?pi </mergeCells>?>{_ROW.format(1)}{_ROW.format(2)}</sheetData>{_MERGES}",
        f"<sheetData>{_ROW.format(1)}{_ROW.format(2)}</sheetData>{_MERGES}<dataValidations/>",
    ],
)
def test_every_row_is_read_wherever_the_merges_stand(inner: str) -> None:
    assert _cells(inner) == {(0, 0): "1", (1, 0): "2"}


def test_columns_and_merges_behind_the_merges_count() -> None:
    more = '<mergeCells><mergeCell ref="D1:E1"/></mergeCells><cols><col min="1" max="1" hidden="1"/></cols>'
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{_ROW.format(1)}</sheetData>{_MERGES}{more}</worksheet>'
    part = read_sheet(sheet.encode(), [], [])
    assert len(part.merges) == 2
    assert part.hidden_columns == {0}
