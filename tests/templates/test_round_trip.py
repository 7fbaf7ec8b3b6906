"""Written, then read again by the project's own readers: nothing to complain of, every figure back; valid Open XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_report.editions import edition_keys, load_edition
from disclosure_report.pipeline import check
from disclosure_report.readers import read_input
from disclosure_report.templates.plain_docx import plain_docx
from disclosure_report.templates.project import new_project
from disclosure_report.templates.workbook import write_workbook
from tests.builders import raw_tables
from tests.templates.test_workbook import flat
from tests.tools.ooxml import assert_valid


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("year", [2020, 2026])
def test_a_new_folder_is_read_without_a_complaint_about_the_files(tmp_path: Path, year: int):
    reading = read_input(put(tmp_path, dict(new_project("示例市教育局", "department", "city", year))))
    assert [f.code for f in reading.findings] == []
    report = reading.report
    assert report is not None
    assert set(report.tables) == set(load_edition(report.edition).tables)
    assert [s.key for s in report.narrative.sections] == ["overview", "problems", "other"]
    assert report.narrative.preamble


@pytest.mark.parametrize("key", edition_keys())
def test_filled_figures_come_back(tmp_path: Path, key: str):
    edition = load_edition(key)
    files = dict(new_project("示例市教育局", "department", "city", edition.first_year))
    files["统计表.xlsx"] = write_workbook(edition, "示例市教育局", edition.first_year, figures=flat(key))
    reading = read_input(put(tmp_path, files))
    assert [f.code for f in reading.findings] == []
    assert reading.report is not None
    back = {(t, r, c): f.value for t, r, c, f in reading.report.figures()}
    assert back == flat(key)
    assert raw_tables(key).keys() == reading.report.tables.keys()


def test_guidance_left_in_the_text_is_reported(tmp_path: Path):
    result = check(put(tmp_path, dict(new_project("示例县人民政府", "government", "county", 2026))))
    left = [f.source.section for f in result.findings if f.code == "QUA601"]
    assert {"overview", "problems", "other"} <= set(left)
    assert len(left) >= 10


def test_a_carried_over_workbook_is_read_without_a_complaint(tmp_path: Path):
    edition = load_edition("2021")
    files = dict(new_project("示例市教育局", "department", "city", 2026))
    files["统计表.xlsx"] = write_workbook(edition, "示例市教育局", 2026, previous=flat("2021"))
    reading = read_input(put(tmp_path, files))
    assert [f.code for f in reading.findings] == []
    assert reading.report is not None
    assert reading.report.number("proactive", "normative_documents", "in_force") == 12
    assert reading.report.number("requests", "carried_in", "natural_person") == 2


def test_workbooks_and_word_files_are_valid(tmp_path: Path):
    paths = []
    for key in edition_keys():
        edition = load_edition(key)
        for name, options in {"blank": {}, "filled": {"figures": flat(key)}, "next": {"previous": flat(key)}}.items():
            path = tmp_path / f"{key}-{name}.xlsx"
            path.write_bytes(write_workbook(edition, "示例市教育局", 2024, **options))  # type: ignore[arg-type]
            paths.append(path)
    word = tmp_path / "plain.docx"
    word.write_bytes(plain_docx(["一、总体情况", "<b>&", "正文。"]))
    assert_valid([*paths, word])
