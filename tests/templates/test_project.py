"""What ``new`` writes into a folder."""

from __future__ import annotations

import io
import tomllib

import pytest
from openpyxl import load_workbook

from disclosure_report.editions import load_edition
from disclosure_report.templates.project import new_project
from tests.builders import report


def test_files_are_named_like_the_sections_of_the_year():
    new = new_project("示例市教育局", "department", "city", 2026)
    old = new_project("示例市教育局", "department", "city", 2020)
    assert sorted(new) == sorted(
        [
            "report.toml",
            "统计表.xlsx",
            "一、总体情况.txt",
            "五、存在的主要问题及改进情况.txt",
            "六、其他需要报告的事项.txt",
        ]
    )
    assert set(old) - set(new) == {"五、政府信息公开工作存在的主要问题及改进情况.txt"}


@pytest.mark.parametrize("level", ["county", None])
def test_settings_say_what_was_asked(level: str | None):
    files = new_project('示例"市\n教育\\局', "township", level, 2026)  # type: ignore[arg-type]
    settings = tomllib.loads(files["report.toml"].decode())
    wanted = {"agency": '示例"市教育\\局', "kind": "township", "year": 2026} | ({"level": level} if level else {})
    assert settings == wanted


def test_every_optional_setting_is_valid_when_its_mark_is_removed():
    lines = new_project("示例市教育局", "department", "city", 2026)["report.toml"].decode().splitlines()
    marked = [
        line[2:]
        if line.startswith(
            ("# [", "# website", "# contact", "# published", "# edition", "# code", "# section", "# reason", "# by")
        )
        else line
        for line in lines
    ]
    settings = tomllib.loads("\n".join(marked))
    assert {"website", "contact", "published", "edition", "waivers"} <= set(settings)


def test_text_files_hold_the_subjects_and_marked_guidance():
    files = new_project("示例县人民政府", "government", "county", 2026)
    overview = files["一、总体情况.txt"].decode()
    subjects = [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]
    assert [s for s in subjects if s not in overview] == []
    assert "自2026年1月1日起至2026年12月31日止" in overview
    for name in ("一、总体情况.txt", "五、存在的主要问题及改进情况.txt", "六、其他需要报告的事项.txt"):
        text = files[name].decode()
        assert text.count("【填写说明：") >= 2
        assert text.count("【") == text.count("】")


@pytest.mark.parametrize(("kind", "named"), [("government", True), ("township", True), ("department", False)])
def test_only_governments_are_asked_for_assessment_results(kind: str, named: bool):
    text = new_project("示例", kind, None, 2026)["一、总体情况.txt"].decode()  # type: ignore[arg-type]
    assert ("社会评议、责任追究结果" in text) == named


def test_last_year_is_carried_into_workbook_and_noted():
    last = report()
    files = new_project(last.agency.name, "department", "city", 2025, previous=last)
    book = load_workbook(io.BytesIO(files["统计表.xlsx"]), data_only=True)
    assert [c.value for c in book["依申请公开"][7]][3:10] == [2, 1, 0, 0, 0, 0, 3]
    notes = [str(c.value) for row in book["首页"].iter_rows() for c in row if c.value]
    assert "从2024年报告带入的数字" in notes
    assert "2024" in files["report.toml"].decode()


def test_a_year_before_the_first_form_gets_the_first_form():
    files = new_project("示例市教育局", "department", "city", 2015)
    assert f"{load_edition('2019').section('problems').title}.txt" in files


def test_same_arguments_same_bytes():
    assert new_project("示例", "department", None, 2026) == new_project("示例", "department", None, 2026)
