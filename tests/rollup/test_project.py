from __future__ import annotations

import io
import json
from decimal import Decimal

import openpyxl

from disclosure_report.rollup.project import DETAIL, project_files, report_json
from disclosure_report.rollup.register import read_register
from disclosure_report.rollup.spreadsheet import Link, Sheet, Style, Styled, write_workbook
from tests.builders import report, with_cell
from tests.rollup.units import CITY, city, named, unit

FEES = ("proactive", "fees", "amount")


def rollup(**changes):
    return city(unit("甲局", with_cell(report(), *FEES, Decimal("12345678901234.567891"))), unit("乙局"), **changes)


def test_the_sums_are_an_interchange_report():
    data = json.loads(project_files(rollup())["report.json"], parse_float=Decimal)
    assert data["schema"] == "disclosure-report/report/1"
    assert data["agency"] == {"name": CITY.name, "kind": "government", "level": "city"}
    assert data["tables"]["requests"]["new_received"]["natural_person"] == 60
    assert data["tables"]["proactive"]["fees"]["amount"] == Decimal("12345678901363.067891")


def test_a_cell_that_cannot_be_summed_is_blank_and_said_in_the_text():
    made = city(unit("甲局", with_cell(report(), "requests", "new_received", "total", None)))
    data = report_json(made)
    assert data["tables"]["requests"]["new_received"]["total"] is None
    assert "新收政府信息公开申请【" in data["narrative"]["overview"]


def test_the_text_states_the_totals_and_the_change():
    last = named(CITY.name, base=with_cell(report(), "requests", "new_received", "total", 50))
    text = report_json(rollup(), last)["narrative"]["overview"]
    assert "新收政府信息公开申请76件（比上年增加26件，增长52.0%）" in text
    assert "上年结转8件（比上年增加4件" in text


def test_every_cell_shows_its_parts_by_unit():
    listed = read_register("名称\n甲局\n乙局\n丙局\n".encode(), "u.csv")
    book = openpyxl.load_workbook(io.BytesIO(project_files(rollup(register=listed))[DETAIL]))
    assert len(book.sheetnames) == 4
    sheet = book.worksheets[1]
    assert [c.value for c in sheet[1]] == ["项目", "列", "汇总", "甲局", "乙局"]
    assert [c.value for c in sheet[2]][2:] == [60, 30, 30]
    assert sheet.max_row == 1 + 175
    assert sheet.freeze_panes == "D2"
    states = {row[0].value: row[2].value for row in book.worksheets[3].iter_rows(min_row=2)}
    assert states == {"甲局": "已计入", "乙局": "已计入", "丙局": "未交"}


def test_the_same_units_give_the_same_bytes():
    assert project_files(rollup()) == project_files(rollup())


def test_nothing_from_an_input_becomes_a_formula_or_breaks_the_sheet():
    stream = io.BytesIO()
    rows = [["=1+1", "a\x00\x0b<&>", Link("打开", "a b/报告#1.docx"), Styled(10**17, Style.STRONG)]]
    write_workbook(stream, [Sheet("名[称]:*?/\\", ["一", "二", "三", "四"], rows)])
    sheet = openpyxl.load_workbook(stream).active
    first, second, third, fourth = sheet[2]
    assert (first.value, first.data_type) == ("=1+1", "s")
    assert (second.value, fourth.value) == ("a<&>", "100000000000000000")
    assert third.hyperlink.target == "a%20b/%E6%8A%A5%E5%91%8A%231.docx"
    assert sheet.title == "名称"
