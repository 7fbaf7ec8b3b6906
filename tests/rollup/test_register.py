from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from disclosure_report.rollup.register import body_name, read_register, scope_of_name
from tests.rollup.units import NEW, city, codes, unit

GOOD = (
    "name,kind,level,parent\n示例市教育局,department,city,示例市人民政府\n"
    "示例县人民政府,government,county,示例市人民政府\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_register_is_read_in_every_encoding_offices_use(encoding):
    register = read_register(GOOD.encode(encoding), "units.csv")
    assert [(u.name, u.kind, u.level, u.parent) for u in register.units] == [
        ("示例市教育局", "department", "city", "示例市人民政府"),
        ("示例县人民政府", "government", "county", "示例市人民政府"),
    ]
    assert register.findings == ()


def test_chinese_headings_deadline_and_scope():
    text = "单位名称,类别,级别,上级单位,期限,口径\n示例县人民政府,政府,县级,,2025年1月26日,汇总\n"
    (unit,) = read_register(text.encode(), "名册.csv").units
    assert (unit.kind, unit.level, unit.parent) == ("government", "county", None)
    assert (unit.deadline, unit.scope) == (date(2025, 1, 26), "total")


def test_a_workbook_serves_as_well():
    book = openpyxl.Workbook()
    book.active.append(["名称", "类别", "级别", "期限"])
    book.active.append(["示例市水务局", "部门", "市", date(2025, 1, 26)])
    data = io.BytesIO()
    book.save(data)
    (unit,) = read_register(data.getvalue(), "units.xlsx").units
    assert (unit.name, unit.deadline) == ("示例市水务局", date(2025, 1, 26))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0old", "单位一览表\n甲,乙".encode(), b"a\0b,c\n"],
)
def test_what_is_no_register_is_a_finding(data):
    register = read_register(data, "units.csv")
    assert codes(register.findings) == ["RUP909"]
    assert register.units == ()


def test_wrong_words_and_duplicates_name_their_line():
    text = "name,kind,level,deadline\n甲局,bureau,city,soon\n乙局,department,city,2025-01-31\n乙 局,department,city,\n"
    register = read_register(text.encode(), "units.csv")
    assert [(f.code, f.source.line) for f in register.findings] == [("RUP910", 2), ("RUP910", 2), ("RUP910", 4)]
    assert [u.name for u in register.units] == ["甲局", "乙局"]


def test_a_name_commands_no_terminal():
    register = read_register("name,kind\n甲\x1b[31m局,\x1b]0;x\x07\n".encode(), "units.csv")
    assert [u.name for u in register.units] == ["甲[31m局"]
    assert not any("\x1b" in f.message for f in register.findings)


def test_empty_lines_above_the_heading_count_as_lines():
    register = read_register("\n,,\nname,kind\n甲局,bureau\n".encode(), "units.csv")
    assert [(f.code, f.source.line) for f in register.findings] == [("RUP910", 4)]


def test_a_circle_of_parents_is_said_once_and_cut():
    text = "name,kind,level,parent\n甲,,,乙\n乙,,,丙\n丙,,,甲\n丁,,,甲\n"
    register = read_register(text.encode(), "units.csv")
    assert codes(register.findings) == ["RUP911"]
    assert [u.parent for u in register.units] == [None, None, None, "甲"]


def test_names_are_compared_without_width_spaces_and_marks():
    assert body_name("示例县人民政府（本级）") == body_name("示例县 人民政府(汇总)") == "示例县人民政府"
    assert (scope_of_name("示例县人民政府（本级）"), scope_of_name("示例县本级"), scope_of_name("示例县")) == (
        "own",
        "own",
        None,
    )


def test_a_chain_of_parents_without_end_is_cut():
    text = "name,kind,level,parent\n" + "".join(f"局{n},,,局{n + 1}\n" for n in range(3000))
    register = read_register(text.encode(), "units.csv")
    assert set(codes(register.findings)) == {"RUP910"}
    rollup = city(*(unit(f"局{n}") for n in range(0, 3000, 50)), register=register)
    assert rollup.value(*NEW) == 60 * 30
