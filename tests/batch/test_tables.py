"""The status workbook and the overview page of a batch with planted defects."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from disclosure_report.batch import run
from disclosure_report.batch.options import BatchOptions
from disclosure_report.batch.run import run_batch
from disclosure_report.pipeline import BuildOptions
from tests.batch.inline import InlineEngine
from tests.batch.inputs import body, write_report
from tests.builders import with_cell, with_section
from tests.tools.ooxml import assert_valid
from tests.tools.webdriver import Browser

TOTAL = ("requests", "new_received", "total")
COPIED = (
    "一是部分政策解读形式较为单一，群众看不懂的专业表述仍然偏多，二是发布前审查走过场的现象还没有完全杜绝。",
    "下一步，对涉及群众切身利益的政策同步制作图解，每季度抽查一次属性认定，结果在全市通报并限期改正。",
)
NASTY = "示例市<!--<b>=1+1&局"


def copied(made):
    """The same two sections as the other's."""
    section = made.narrative.section("overview")
    lines = [p.text if p.level else f"{COPIED[0]}{n}" for n, p in enumerate(section.paragraphs)]
    return with_section(with_section(made, "problems", *COPIED), "overview", *lines)


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    base = tmp_path_factory.mktemp("tables")
    for n in range(120):
        write_report(base / "in" / f"单位{n:03}", body(f"示例市第{n}局", n + 20))
    write_report(base / "in" / "错", with_cell(body("示例市错局", 3), *TOTAL, 1))
    write_report(base / "in" / "空", with_cell(body("示例市空局", 4), *TOTAL, None))
    for n, name in enumerate(("示例市甲局", "示例市乙局")):
        made = copied(body(name, 5 + n))
        write_report(base / "in" / name, made)
    write_report(base / "in" / "怪", body(NASTY, 8))
    (base / "in" / "坏").mkdir()
    (base / "in" / "坏" / "report.json").write_bytes(b"\x00")
    names = [*(f"示例市第{n}局" for n in range(120)), "示例市错局", "示例市空局", "示例市甲局", "示例市乙局"]
    listed = ["name,kind,level,deadline", *(f"{n},department,city,2025-01-31" for n in reversed(names))]
    (base / "units.csv").write_text("\n".join([*listed, "示例市未交局,department,city,2025-01-31"]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(run, "open_engine", lambda options, prepare: InlineEngine())
        build = BuildOptions(formats=("json", "html"))
        run_batch(base / "in", base / "out", BatchOptions(build=build, units=base / "units.csv"))
    return base / "out"


def test_the_workbook_is_valid_and_names_every_planted_defect(out):
    assert_valid([out / "状态总表.xlsx"])
    book = openpyxl.load_workbook(out / "状态总表.xlsx")
    sheet = book["单位"]
    states = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert states["示例市错局"] == states["示例市空局"] == "有错误"
    assert (states["坏"], states["示例市未交局"], states["示例市甲局"]) == ("未完成", "未交", "有警告")
    found = {(r[0].value, r[2].value) for r in book["全部问题"].iter_rows(min_row=2)}
    assert found >= {
        ("示例市错局", "SUM303"),
        ("示例市空局", "TAB201"),
        ("示例市甲局", "QUA606"),
        ("示例市乙局", "QUA606"),
        ("示例市未交局", "RUP902"),
        (NASTY, "RUP907"),
    }
    assert {"总览", "SUM 表内勾稽", "TAB 单元格", "RUP 汇总", "雷同报告"} <= set(book.sheetnames)


def test_the_workbook_follows_the_register_filters_freezes_and_links(out):
    sheet = openpyxl.load_workbook(out / "状态总表.xlsx")["单位"]
    assert [sheet.cell(n, 1).value for n in (2, 3)] == ["示例市乙局", "示例市甲局"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:P{sheet.max_row}"
    links = [row[7].hyperlink for row in sheet.iter_rows(min_row=2) if row[7].hyperlink]
    assert len(links) == 123
    assert all((out / unquote(link.target)).is_file() for link in links)


def test_findings_name_their_place(out):
    rows = openpyxl.load_workbook(out / "状态总表.xlsx")["全部问题"].iter_rows(min_row=2)
    row = next(r for r in rows if r[2].value == "SUM303")
    assert row[4].value == "report.json"
    assert "一、本年新收政府信息公开申请数量" in row[5].value


def test_the_page_is_clicked_through(out):
    with Browser() as page:
        page.open(out / "index.html")
        assert page.texts("#total") == ["127"]
        assert page.run("return document.querySelectorAll('#body tr').length") == 100
        page.click("#next")
        assert page.run("return document.querySelectorAll('#body tr').length") == 27
        page.click('#cards button[data-state="errors"]')
        assert page.texts("#body td:first-child button") == ["示例市空局", "示例市错局"]
        page.click('#head th[data-key="name"] button')
        assert page.run("return document.querySelector('#head th').getAttribute('aria-sort')") == "ascending"
        page.click("#reset")
        page.type("#search", "SUM303")
        assert page.texts("#body td:first-child button") == ["示例市错局"]
        page.click("#body td:first-child button")
        assert any("SUM303" in t for t in page.texts(".detail li b"))
        page.click("#reset")
        page.click('#chart-codes g[data-key="QUA606"] text')
        assert page.texts("#body td:first-child button") == ["示例市甲局", "示例市乙局"]
        page.click("#clusters summary")
        assert len(page.texts("#cluster-list li")) >= 2


def test_links_of_the_page_lead_to_the_documents_and_names_stay_text(out):
    with Browser() as page:
        page.open(out / "index.html")
        page.type("#search", "=1+1")
        assert page.texts("#body td:first-child button") == [NASTY]
        assert page.run("return document.querySelectorAll('#body b').length") == 0
        target = page.run("return decodeURIComponent(document.querySelector('#body a').getAttribute('href'))")
        assert (out / target).is_file()
