"""Report + edition → Document."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from disclosure_report.assemble import as_json_text, assemble, content, content_hash, review_sheet
from disclosure_report.assemble.figures import printed
from disclosure_report.editions import load_edition
from disclosure_report.model.document import Heading, Signature, Table, Text, Title
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Narrative, Paragraph, Waiver
from disclosure_report.model.source import SourceRef
from tests.builders import report, with_cell, with_section

EDITIONS = ("2019", "2021")


@pytest.mark.parametrize("key", EDITIONS)
def test_six_sections_in_the_forms_order_whatever_the_text_has(key: str):
    made = report(key)
    backwards = replace(made, narrative=replace(made.narrative, sections=made.narrative.sections[::-1]))
    for one in (made, backwards, replace(made, narrative=Narrative(), tables={})):
        document = assemble(one, load_edition(key))
        titles = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
        assert titles == [s.title for s in load_edition(key).sections]


@pytest.mark.parametrize("key", EDITIONS)
def test_every_sentence_and_every_figure_is_in_the_document(key: str):
    made = report(key)
    document = assemble(made, load_edition(key))
    texts = {b.text for b in document.blocks if isinstance(b, Heading | Text)}
    assert {p.text for p in made.narrative.paragraphs()} <= texts
    cells = {c.key: c.text for b in document.blocks if isinstance(b, Table) for c in b.cells if c.key}
    spec = load_edition(key).tables
    assert cells == {(t, r, c): printed(f.value, spec[t].kind_of(c)) for t, r, c, f in made.figures()}


@pytest.mark.parametrize("key", EDITIONS)
def test_the_tables_have_the_forms_merges(key: str):
    spec = load_edition(key).tables
    for table in (b for b in assemble(report(key), load_edition(key)).blocks if isinstance(b, Table)):
        spans = [(c.row, c.column, c.rowspan, c.colspan) for c in table.cells]
        assert spans == [(c.row, c.column, c.rowspan, c.colspan) for c in spec[table.key].cells]
        assert len(table.grid()) == spec[table.key].grid_rows


def test_title_and_signature():
    document = assemble(report(), load_edition("2021"))
    assert document.blocks[0] == Title("示例市教育局", "2024年政府信息公开工作年度报告")
    assert document.blocks[-1] == Signature("示例市教育局", "2025年1月20日", False)
    undated = assemble(replace(report(), published=None), load_edition("2021"))
    assert not [b for b in undated.blocks if isinstance(b, Signature)]
    assert undated.meta.dated == date(2025, 1, 31)


def test_an_accepted_title_stays_a_wrong_one_is_printed_as_the_form_has_it():
    made = report()
    typed = {"problems": "五、政府信息公开工作存在的主要问题及改进情况", "other": "六、其他"}
    sections = tuple(replace(s, title=typed.get(s.key, s.title)) for s in made.narrative.sections)
    document = assemble(replace(made, narrative=replace(made.narrative, sections=sections)), load_edition("2021"))
    titles = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert titles[4:] == ["五、政府信息公开工作存在的主要问题及改进情况", "六、其他需要报告的事项"]


def test_a_run_in_heading_stays_with_its_body():
    paragraph = Paragraph("（一）主动公开情况。全年公开12条。", level=2, heading_length=9)
    made = report()
    first = replace(made.narrative.sections[0], paragraphs=(paragraph,))
    document = assemble(replace(made, narrative=replace(made.narrative, sections=(first,))), load_edition("2021"))
    assert Text(paragraph.text, SourceRef(), 2, 9) in document.blocks


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0, "count", "0"),
        (1234567890, "count", "1234567890"),
        (None, "count", ""),
        ("/", "count", "/"),
        (2, "signed", "+2"),
        (-1, "signed", "-1"),
        (0, "signed", "0"),
        (Decimal("59237.244900"), "decimal", "59237.2449"),
        (Decimal("0.000001"), "decimal", "0.000001"),
        (Decimal("1E+3"), "decimal", "1000"),
        (251000, "money", "251000元"),
        (Decimal("12.50"), "money", "12.5元"),
    ],
)
def test_printed_figures(value, kind, text: str):
    assert printed(value, kind) == text


def test_content_is_the_interchange_object():
    made = report()
    data = json.loads(as_json_text(content(made)))
    assert data["schema"] == "disclosure-report/report/1"
    assert data["agency"] == {"name": "示例市教育局", "kind": "department", "level": "city"}
    assert data["published"] == "2025-01-20"
    assert set(data["narrative"]) == {"preamble", "overview", "problems", "other"}
    assert data["tables"]["proactive"]["fees"]["amount"] == 128.5
    assert data["tables"]["requests"]["new_received"]["total"] == 38


def test_the_hash_is_of_the_content_alone():
    made = report()
    assert content_hash(made) == content_hash(replace(made, source=SourceRef(file="elsewhere"), sealed=True))
    assert content_hash(with_cell(made, "requests", "granted", "total", 21)) != content_hash(made)
    assert content_hash(with_section(made, "other", "无。")) != content_hash(made)
    assert content_hash(with_cell(made, "proactive", "fees", "amount", Decimal("128.50"))) == content_hash(made)


def test_the_review_sheet_says_everything_once():
    finding = Finding(
        "SUM303",
        "x",
        Severity.ERROR,
        "相差一",
        "请核对",
        source=SourceRef(table="requests", row="granted", column="total"),
    )
    waived = replace(finding, code="QUA602", severity=Severity.WARNING, waiver=Waiver("QUA602", "沿用文件名", "办公室"))
    previous = with_cell(report(), "requests", "new_received", "total", 19)
    sheet = review_sheet(report(), load_edition("2021"), (finding, waived), previous, {0: 3})
    lines = list(sheet.lines())
    assert "SUM303" in lines and "3" in lines and "沿用文件名" in lines
    assert any("错误1处" in line and "豁免1处" in line for line in lines)
    assert "+19（+100.0%）" in lines
    for table in (b for b in sheet.blocks if isinstance(b, Table)):
        assert len(table.grid()) == table.rows
