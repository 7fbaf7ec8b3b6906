from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pyarrow.parquet
import pytest

from disclosure_report.rollup.export import COLUMNS, figure_rows, harmless, write_export
from disclosure_report.rollup.unit import unreadable_unit
from tests.builders import report, with_cell
from tests.rollup.units import unit

CELLS = 10 + 175 + 15


def exported(to: str, *units):
    stream = io.BytesIO()
    write_export(stream, figure_rows(units), to)
    return stream.getvalue()


def test_csv_holds_one_line_a_cell_and_opens_in_excel():
    data = exported("csv", unit("甲局"), unit("乙局", report("2019")), unreadable_unit("丙", "丙", ()))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == CELLS + 22 + 161 + 15
    first = rows[0]
    assert (first["unit"], first["year"], first["edition"], first["value"]) == ("甲局", "2024", "2021", "0")
    assert first["file"] == "甲局/统计表.xlsx"
    assert {r["value"] for r in rows if r["column"] == "change"} == {"-2", "1", "0"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_text_runs_as_a_formula(text):
    assert harmless(text).startswith("'")
    name = exported("csv", unit(text)).decode("utf-8-sig").splitlines()[1]
    assert name.startswith(("'", "\"'"))


def test_what_is_no_number_keeps_its_text():
    key = ("requests", "new_received", "natural_person")
    rows = {
        r.unit: r
        for r in figure_rows([unit("甲局", with_cell(report(), *key, "无"))])
        if (r.table, r.row, r.column) == key
    }
    assert (rows["甲局"].value, rows["甲局"].text) == (None, "无")


def test_xlsx_and_parquet_hold_the_same_figures():
    units = [unit("甲局"), unit("乙局", with_cell(report(), "proactive", "fees", "amount", Decimal("1e40")))]
    sheet = openpyxl.load_workbook(io.BytesIO(exported("xlsx", *units))).active
    table = pyarrow.parquet.read_table(io.BytesIO(exported("parquet", *units))).to_pylist()
    assert [c.value for c in sheet[1]] == list(COLUMNS)
    assert sheet.max_row - 1 == len(table) == 2 * CELLS
    fees = [r for r in table if r["row"] == "fees"]
    assert [r["value"] for r in fees] == [Decimal("128.5"), None]
    assert fees[1]["text"] == "1E+40"


@pytest.mark.parametrize("to", ["csv", "xlsx", "parquet"])
def test_a_name_that_is_not_utf8_has_replacement_characters(to):
    data = exported(to, unit("z\udcff"))
    if to == "csv":
        names = {r["unit"] for r in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    elif to == "xlsx":
        names = {c.value for c in openpyxl.load_workbook(io.BytesIO(data)).active["A"][1:]}
    else:
        names = set(pyarrow.parquet.read_table(io.BytesIO(data))["unit"].to_pylist())
    assert names == {"z\ufffd"}
