"""Findings as text, JSON and a page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from rich.console import Console

from disclosure_report.editions.place import place
from disclosure_report.emitters import EMITTERS, emitter_for
from disclosure_report.emitters.text import render
from disclosure_report.model.report import Waiver
from disclosure_report.model.source import SourceRef
from disclosure_report.pipeline import CheckResult, check_report
from tests.builders import report, with_cell, with_section
from tests.tools.browser import dump_dom
from tests.tools.webdriver import Browser


def wrong() -> CheckResult:
    """One figure off, one sentence off, hostile words in both."""
    base = with_cell(report(), "requests", "new_received", "natural_person", 31)
    base = with_section(base, "problems", "全年共收到政府信息公开申请99件。<script>alert(1)</script>", "一是 & 二是<b>")
    return check_report(base)


def test_every_emitter_of_the_table_loads():
    for name in EMITTERS:
        assert emitter_for(name)([check_report(report())])


def test_json_follows_the_contract():
    data = json.loads(emitter_for("json")([wrong()]))
    assert data["schema"] == "disclosure-report/findings/1"
    (one,) = data["reports"]
    assert one["agency"] == "示例市教育局" and one["year"] == 2024 and one["edition"] == "2021"
    finding = next(f for f in one["findings"] if f["code"] == "SUM303")
    assert finding["source"]["table"] == "requests" and finding["source"]["row"] == "new_received"
    assert set(finding) >= {"code", "name", "severity", "message", "hint", "basis", "source", "related", "values"}
    assert sum(one["counts"].values()) == len(one["findings"])


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("color", ["truecolor", None])
def test_text_fits_any_terminal(width: int, color: str | None):
    console = Console(width=width, color_system=color, force_terminal=color is not None, record=True, file=open_null())
    render(console, [wrong()])
    text = console.export_text()
    assert "SUM303" in text and "错误" in text
    from rich.cells import cell_len

    assert all(cell_len(line) <= width for line in text.splitlines())


def open_null():
    import io

    return io.StringIO()


def test_plain_text_has_no_escape_codes_and_sums_up_many_reports():
    text = emitter_for("text")([wrong(), check_report(report())])
    assert "\x1b" not in text
    assert "没有发现问题" in text and "共 2 份报告" in text


def test_a_waived_finding_is_shown_with_reason():
    result = wrong()
    first = replace(result.findings[0], waiver=Waiver(result.findings[0].code, "另行说明", "办公室"))
    text = emitter_for("text")([replace(result, findings=(first, *result.findings[1:]))])
    assert "已豁免" in text and "另行说明" in text


def test_the_page_is_valid_self_contained_and_escapes_everything():
    page = emitter_for("html")([wrong()])
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_pins_findings_to_cells_and_words():
    page = emitter_for("html")([wrong()])
    document = html5lib.parse(page, namespaceHTMLElements=False)
    cells = [e for e in document.iter("td") if e.get("data-main")]
    words = ["".join(e.itertext()) for e in document.iter("mark")]
    assert any(e.get("title", "").startswith("一、本年新收") for e in cells)
    assert any("99" in w for w in words)


def test_places_in_words():
    edition = check_report(report()).edition
    cell = SourceRef(
        file="统计表.xlsx", sheet="依申请公开", cell="H31", table="requests", row="granted", column="total"
    )
    assert place(cell, edition) == "统计表.xlsx 依申请公开!H31（（一）予以公开 · 总计）"
    assert place(SourceRef(file="正文.txt", line=3, section="problems"), edition).startswith("正文.txt 第3行（五、")
    assert place(SourceRef(), edition) == ""


def test_the_page_is_clicked_through(tmp_path: Path):
    """A click on a finding marks its cell or words, a click on a cell its finding; filter, search and sort work."""
    path = tmp_path / "page.html"
    path.write_text(emitter_for("html")([wrong()]), encoding="utf-8")
    with Browser() as browser:
        browser.open(path)
        browser.click('li[data-code="SUM303"]')
        marked = browser.run("return [...document.querySelectorAll('td.current-place')].map(e => e.title)")
        assert len(marked) == 7 and all(title.startswith("一、本年新收") for title in marked)
        browser.click('li[data-code="TXT501"]')
        assert any("99" in words for words in browser.texts("mark.current-place"))
        browser.click('td[title^="一、本年新收"][title$="总计"]')
        assert browser.run("return document.querySelector('li.current').dataset.code").startswith("SUM")
        browser.click("input[data-severity=error]")
        shown = "return [...document.querySelectorAll('li[data-id]:not(.hidden)')].map(e => e.dataset.severity)"
        assert "error" not in browser.run(shown)
        browser.click("input[data-severity=error]")
        browser.type("#search", "TXT501")
        assert browser.run("return document.querySelectorAll('li[data-id]:not(.hidden)').length") == 1


def test_the_address_can_name_the_finding_to_start_with(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(emitter_for("html")([wrong()]), encoding="utf-8")
    dom = html5lib.parse(dump_dom(path, fragment="r0f0"), namespaceHTMLElements=False)
    assert [e for e in dom.iter() if "current-place" in (e.get("class") or "").split()]
