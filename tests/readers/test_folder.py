"""Input folders: what is read from where, what is missing, what must not be read."""

from __future__ import annotations

import json
import os
from datetime import date

import docx
import pytest

from disclosure_report.assemble import as_json_text, content
from disclosure_report.readers import find_inputs, read_input
from tests import builders
from tests.readers.workbooks import folder, raw_tables, to_bytes, workbook

TOML = 'agency = "示例市教育局"\nyear = 2024\n'


def codes(reading) -> list[str]:
    return [f.code for f in reading.findings]


def test_a_complete_folder(tmp_path):
    path = folder(tmp_path / "教育局")
    reading = read_input(path)
    report = reading.report
    assert (codes(reading), reading.unreadable) == ([], False)
    assert (report.agency.name, report.agency.level, report.year, report.edition) == (
        "示例市教育局",
        "city",
        2024,
        "2021",
    )
    assert [s.key for s in report.narrative.sections] == ["overview", "problems", "other"]
    assert set(report.tables) == {"proactive", "requests", "disputes"}
    assert reading.workbook == path / "统计表.xlsx"
    assert reading.narratives == (path / "正文.txt",)
    assert [p.name for p in reading.files] == ["report.toml", "正文.txt", "统计表.xlsx"]


def test_reading_changes_nothing(tmp_path):
    path = folder(tmp_path / "a")
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in path.iterdir()}
    read_input(path)
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in path.iterdir()} == before


def test_one_file_a_section(tmp_path):
    path = folder(tmp_path / "a", text=None)
    (path / "六、其他需要报告的事项.md").write_text("事项。", encoding="utf-8")
    (path / "一、总体情况.txt").write_text("说明。\n一、总体情况\n正文。", encoding="utf-8")
    document = docx.Document()
    document.add_paragraph("问题。")
    document.save(str(path / "五、存在的主要问题及改进情况.docx"))
    reading = read_input(path)
    assert codes(reading) == []
    assert [(s.key, s.text) for s in reading.report.narrative.sections] == [
        ("overview", "正文。"),
        ("problems", "问题。"),
        ("other", "事项。"),
    ]
    assert len(reading.narratives) == 3


def test_everything_report_toml_may_say(tmp_path):
    toml = """
agency = { name = "示例县人民政府", kind = "government", level = "county" }
year = 2024
edition = "2021"
website = "http://www.example.org"
contact = "办公室"
published = 2025-03-20
sealed = true
attachments = ["附件一"]
profile = "gb33476"

[[waivers]]
code = "TXT507"
reason = "口径不同"
by = "办公室主任"
section = "overview"
quote = "收到申请3件"

[[waivers]]
code = "TAB206"
reason = "已核实"
by = "办公室主任"
table = "proactive"
row = "fees"
column = "amount"

[typeset]
line = 22
"""
    reading = read_input(folder(tmp_path / "a", toml=toml))
    report = reading.report
    assert codes(reading) == []
    assert (report.agency.kind, report.agency.level, report.published) == ("government", "county", date(2025, 3, 20))
    assert (report.website, report.contact, report.sealed) == ("http://www.example.org", "办公室", True)
    assert report.attachments == ("附件一",)
    first, second = report.waivers
    assert (first.code, first.section, first.quote, first.source.line) == ("TXT507", "overview", "收到申请3件", 12)
    assert (second.table, second.row, second.column, second.source.line) == ("proactive", "fees", "amount", 19)


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        (TOML + 'contcat = "x"\n', ["SRC012"]),
        (TOML + "sealed = 1\n", ["SRC013"]),
        (TOML + 'level = "市"\n', ["SRC013"]),
        (TOML + 'kind = "bureau"\n', ["SRC013"]),
        (TOML + 'edition = "1999"\n', ["SRC014"]),
        (TOML + 'published = "明年"\n', ["SRC013"]),
        (TOML + "attachments = 5\n", ["SRC013"]),
        (TOML + "waivers = 5\n", ["SRC013"]),
        (TOML + '[[waivers]]\nreason = "x"\n', ["SRC013"]),
        (TOML + '[[waivers]]\ncode = "TXT507"\nwho = "x"\n', ["SRC012"]),
        ("year = 2024\n", ["SRC013"]),
        ('agency = "../../示例市教育局"\nyear = 2024\n', ["SRC019"]),
        ('agency = "示例市教育局"\nyear = 2010\n', ["SRC014"]),
    ],
)
def test_wrong_keys_in_report_toml_still_give_a_report(tmp_path, toml, expected):
    reading = read_input(folder(tmp_path / "示例局", toml=toml))
    assert codes(reading) == expected
    assert reading.report is not None
    assert not reading.unreadable
    assert reading.findings[0].source.file == "report.toml"


def test_an_unknown_key_names_its_line_and_the_nearest_key(tmp_path):
    reading = read_input(folder(tmp_path / "a", toml=TOML + 'contcat = "x"\n'))
    assert (reading.findings[0].source.line, "contact" in reading.findings[0].message) == (3, True)


def test_markup_in_the_agencys_name_is_text(tmp_path):
    reading = read_input(folder(tmp_path / "a", toml="agency = '<b>示例&市<img>'\nyear = 2024\n"))
    assert (reading.report.agency.name, codes(reading)) == ("<b>示例&市<img>", [])


@pytest.mark.parametrize(
    "toml", ['agency = "示例市教育局"\n', 'agency = "示例市教育局"\nyear = "x"\n', "agency = \n", ""]
)
def test_without_a_year_there_is_no_report(tmp_path, toml):
    reading = read_input(folder(tmp_path / "a", toml=toml))
    assert (reading.report, reading.unreadable) == (None, True)
    assert set(codes(reading)) & {"SRC013", "SRC002"}


def test_the_edition_may_be_overridden(tmp_path):
    reading = read_input(folder(tmp_path / "a"), edition="2019")
    assert reading.report.edition == "2019"
    assert reading.report.found_editions == {"proactive": "2021", "requests": "2021"}
    assert read_input(folder(tmp_path / "b"), edition="1999").findings[0].code == "SRC014"


def test_what_is_missing(tmp_path):
    assert codes(read_input(tmp_path / "nowhere")) == ["SRC001"]
    assert read_input(tmp_path / "nowhere").unreadable
    (tmp_path / "empty").mkdir()
    assert codes(read_input(tmp_path / "empty")) == ["SRC001"]
    bare = folder(tmp_path / "bare", text=None)
    (bare / "统计表.xlsx").unlink()
    reading = read_input(bare)
    assert codes(reading) == ["SRC001", "SRC001"]
    assert reading.report is not None
    assert not reading.unreadable


def test_a_missing_table_lists_what_was_looked_for(tmp_path):
    reading = read_input(folder(tmp_path / "a", book=workbook(tables=["proactive", "requests"])))
    assert [(f.code, f.source.table, f.source.file) for f in reading.findings] == [
        ("SRC004", "disputes", "统计表.xlsx")
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"%PDF-1.4"])
def test_a_workbook_that_cannot_be_read(tmp_path, data):
    reading = read_input(folder(tmp_path / "a", book=data))
    assert (codes(reading), reading.unreadable) == (["SRC002"], True)
    assert reading.report is not None


def test_a_text_that_cannot_be_read_is_not_also_missing(tmp_path):
    path = folder(tmp_path / "a", text=None)
    (path / "正文.txt").write_bytes(b"")
    reading = read_input(path)
    assert (codes(reading), reading.unreadable) == (["SRC002"], True)


def test_three_workbooks_with_a_table_each(tmp_path):
    path = folder(tmp_path / "a")
    (path / "统计表.xlsx").unlink()
    for table in raw_tables():
        (path / f"{table}.xlsx").write_bytes(to_bytes(workbook(tables=[table])))
    reading = read_input(path)
    assert codes(reading) == []
    assert set(reading.report.tables) == set(raw_tables())


def test_two_workbooks_with_the_same_tables(tmp_path):
    path = folder(tmp_path / "a")
    (path / "统计表（旧）.xlsx").write_bytes(to_bytes(workbook(tables=["disputes"])))
    reading = read_input(path)
    assert [(f.code, f.source.file, f.related[0].file) for f in reading.findings] == [
        ("SRC011", "统计表.xlsx", "统计表（旧）.xlsx")
    ]


def test_lock_files_hidden_files_and_others_are_left_alone(tmp_path):
    path = folder(tmp_path / "a")
    for name in ("~$统计表.xlsx", ".~lock.统计表.xlsx#", ".hidden.xlsx", "说明.txt", "README.md", "图.png", "年报.pdf"):
        (path / name).write_bytes(b"\x00garbage")
    (path / "子文件夹").mkdir()
    assert codes(read_input(path)) == []


def test_a_text_of_unknown_use_is_noticed(tmp_path):
    path = folder(tmp_path / "a")
    (path / "备注.txt").write_text("备注", encoding="utf-8")
    reading = read_input(path)
    assert [(f.code, f.source.file, f.severity) for f in reading.findings] == [("SRC017", "备注.txt", "notice")]


def test_a_section_in_two_files_is_taken_from_the_first(tmp_path):
    path = folder(tmp_path / "a")
    (path / "一、总体情况.txt").write_text("单独的正文。", encoding="utf-8")
    reading = read_input(path)
    assert codes(reading) == ["SRC011"]
    assert next((s.key, s.text) for s in reading.report.narrative.sections) == ("overview", "单独的正文。")
    assert len(reading.report.narrative.sections) == 3


def test_links_out_of_the_folder_are_refused(tmp_path):
    path = folder(tmp_path / "a")
    secret = tmp_path / "secret.txt"
    secret.write_text("一、总体情况\n机密。", encoding="utf-8")
    (path / "正文.txt").unlink()
    (path / "正文.txt").symlink_to(secret)
    reading = read_input(path)
    assert "SRC003" in codes(reading)
    assert reading.unreadable
    assert "机密" not in str(reading.report.narrative)


def test_a_linked_report_toml_is_refused(tmp_path):
    path = folder(tmp_path / "a")
    (path / "report.toml").rename(tmp_path / "outside.toml")
    (path / "report.toml").symlink_to(tmp_path / "outside.toml")
    assert read_input(path).report is None


def json_text() -> str:
    return as_json_text(content(builders.report()))


def test_a_folder_with_report_json_alone(tmp_path):
    (tmp_path / "report.json").write_text(json_text(), encoding="utf-8")
    reading = read_input(tmp_path)
    assert (codes(reading), reading.unreadable) == ([], False)
    assert content(reading.report) == content(read_input(tmp_path / "report.json").report)
    assert reading.report.agency == builders.report().agency


def test_report_toml_goes_before_report_json_and_files_before_both(tmp_path):
    path = folder(tmp_path / "a", toml='agency = "示例市新局"\n')
    (path / "report.json").write_text(json_text(), encoding="utf-8")
    reading = read_input(path)
    assert (reading.report.agency.name, reading.report.year) == ("示例市新局", 2024)
    assert reading.report.figure("requests", "granted", "total").source.file == "统计表.xlsx"
    assert reading.report.narrative.section("overview").text == "正文。"
    assert codes(reading) == []


def test_a_workbook_that_differs_from_report_json_is_reported(tmp_path):
    path = folder(tmp_path / "a")
    raw = json.loads(json_text())
    raw["tables"]["disputes"]["reconsideration"]["upheld"] = 99
    (path / "report.json").write_text(json.dumps(raw), encoding="utf-8")
    reading = read_input(path)
    assert [(f.code, f.source.table) for f in reading.findings] == [("SRC011", "disputes")]
    assert reading.report.number("disputes", "reconsideration", "upheld") == 3


def test_the_date_of_the_signature_is_taken_when_none_is_given(tmp_path):
    text = "一、总体情况\n正文。\n示例市教育局\n2025年1月20日\n"
    reading = read_input(folder(tmp_path / "a", text=text))
    assert reading.report.published == date(2025, 1, 20)


def test_a_word_file_with_the_whole_report(tmp_path):
    path = folder(tmp_path / "a", text=None)
    (path / "统计表.xlsx").unlink()
    document = docx.Document()
    for line in ("一、总体情况", "正文。", "五、存在的主要问题及改进情况", "问题。"):
        document.add_paragraph(line)
    from disclosure_report.editions import load_edition

    spec = load_edition("2021").tables["disputes"]
    table = document.add_table(spec.grid_rows, spec.grid_columns)
    for cell in spec.cells:
        value = cell.text or str(raw_tables()["disputes"][cell.row_key][cell.column_key])
        table.cell(cell.row, cell.column).text = value
    document.save(str(path / "年度报告.docx"))
    reading = read_input(path)
    assert set(reading.report.tables) == {"disputes"}
    assert [f.source.table for f in reading.findings if f.code == "SRC004"] == ["proactive", "requests"]


def test_unreadable_permissions(tmp_path):
    path = folder(tmp_path / "a")
    (path / "统计表.xlsx").chmod(0)
    if os.access(path / "统计表.xlsx", os.R_OK):
        pytest.skip("this user reads every file")
    reading = read_input(path)
    assert (codes(reading), reading.unreadable) == (["SRC002"], True)


def test_a_file_that_is_no_input(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"x")
    assert codes(read_input(tmp_path / "a.xlsx")) == ["SRC002"]


def test_inputs_are_found_below_a_root(tmp_path):
    for name in ("b", "a/c", "a/d", ".hidden", "outputs/x", "a/d/inner"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "report.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "j").mkdir()
    (tmp_path / "j" / "report.json").write_text("{}", encoding="utf-8")
    (tmp_path / "none").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [p.relative_to(tmp_path).as_posix() for p in find_inputs(tmp_path)]
    assert found == ["a/c", "a/d", "b", "j"]
    assert find_inputs(tmp_path / "b") == (tmp_path / "b",)
    assert find_inputs(tmp_path / "j" / "report.json") == (tmp_path / "j" / "report.json",)
    assert find_inputs(tmp_path / "nowhere") == ()
