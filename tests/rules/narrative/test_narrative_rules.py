"""Each TXT rule: a fault with its place, its cells and its sum, and a near miss that stays silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Agency, Report
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import registered_rules
from tests.builders import report, with_cell, with_section

CITY = Agency("示例市人民政府", "government", "city")
# code, severity, sentence, quote, cell among the related, near miss
CASES = (
    (
        "TXT501",
        "error",
        "共收到政府信息公开申请83件。",
        "收到政府信息公开申请83件",
        ("requests", "new_received", "total"),
        "2023年共收到政府信息公开申请83件。",
    ),
    (
        "TXT502",
        "error",
        "政府信息公开申请中，另有7件顺延到下年度答复。",
        "7件顺延到下年度答复",
        ("requests", "carried_out", "total"),
        "政府信息公开申请中，延期答复7件。",
    ),
    (
        "TXT503",
        "error",
        "答复政府信息公开申请39件，其中予以公开及部分公开27件。",
        "予以公开及部分公开27件",
        ("requests", "partly_granted", "total"),
        "主动予以公开各类信息27件。",
    ),
    (
        "TXT504",
        "error",
        "因政府信息公开引发行政诉讼4件。",
        "行政诉讼4件",
        ("disputes", "litigation_after_reconsideration", "total"),
        "全年办理行政诉讼案件4件。",
    ),
    ("TXT505", "error", "发布信息412条，其中网站310条，其余112条。", "412条", None, "发布信息412条，其中网站310条。"),
    (
        "TXT506",
        "warning",
        "收到政府信息公开申请38件，其中自然人30件，占77.9%。",
        "77.9%",
        ("requests", "new_received", "natural_person"),
        "收到政府信息公开申请38件，其中自然人30件，约占80%。",
    ),
    (
        "TXT508",
        "warning",
        "因政府信息公开引起的行政复议均获维持。",
        "均获维持",
        ("disputes", "reconsideration", "corrected"),
        "收到政府信息公开申请38件，均按期答复。",
    ),
    (
        "TXT509",
        "warning",
        "全年未收到政府信息公开申请。",
        "未收到政府信息公开申请",
        ("requests", "new_received", "total"),
        "全年未收到涉及商业秘密的政府信息公开申请。",
    ),
)


def check(made: Report, previous: Report | None = None) -> list[Finding]:
    """The findings of the TXT rules."""
    context = Context(made, load_edition(made.edition), previous)
    return [f for r in registered_rules() if r.meta.family == "TXT" for f in r.check(context)]


@pytest.mark.parametrize(("code", "severity", "text", "quote", "cell", "near"), CASES, ids=[c[0] for c in CASES])
def test_fault_and_near_miss(code: str, severity: str, text: str, quote: str, cell: object, near: str) -> None:
    (finding,) = check(with_section(report(), "overview", text))
    assert (finding.code, finding.severity) == (code, severity)
    assert quote in (finding.source.quote or "")
    assert (finding.source.section, finding.source.line) == ("overview", 2)
    assert text[finding.source.start :].startswith(finding.source.quote or " ")
    if cell:
        assert cell in [(r.table, r.row, r.column) for r in finding.related]
    assert finding.values["arithmetic"] in finding.message
    assert check(with_section(report(), "overview", near)) == []


def test_another_scope_is_a_notice() -> None:
    made = with_section(replace(report(), agency=CITY), "overview", "市政府办公室收到政府信息公开申请12件。")
    (finding,) = check(made)
    assert (finding.code, finding.severity) == ("TXT507", "notice")
    assert (finding.values["expected"], finding.values["found"]) == (38, 12)


def test_a_change_is_recomputed_from_last_years_report() -> None:
    made = with_section(report(), "overview", "收到政府信息公开申请38件，同比增长20%。")
    last = with_cell(replace(report(), year=2023), "requests", "new_received", "total", 32)
    assert check(made) == []
    (finding,) = check(made, last)
    assert (finding.code, finding.values["expected"], finding.values["found"]) == ("TXT506", 19, 20)


def test_a_sum_is_written_out() -> None:
    (finding,) = check(with_section(report(), "overview", "收办政府信息公开申请45件。"))
    assert "38＋4＝42" in finding.values["arithmetic"]
    assert len(finding.related) == 2


def test_both_editions_have_their_own_rows() -> None:
    text = "办结政府信息公开申请39件，其中作其他处理2件。"
    (finding,) = check(with_section(report("2019"), "overview", text))
    assert [(r.row, r.column) for r in finding.related] == [("other", "total")]
    (finding,) = check(with_section(report(), "overview", text))
    assert [r.row for r in finding.related] == ["other_not_corrected", "other_fee_unpaid", "other_else"]
