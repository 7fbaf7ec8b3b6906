"""Cases of STR111."""

from __future__ import annotations

from dataclasses import replace

from disclosure_report.model.report import Paragraph, Report
from tests.rules.case import Case, Edit, quote, same


def typed(title: str) -> Edit:
    """The title as it was typed."""

    def edit(report: Report) -> Report:
        return replace(report, narrative=replace(report.narrative, title=Paragraph(title)))

    return edit


CODE = "STR111"
CASES = (
    Case(
        "another name of the report",
        typed("示例市教育局2024年信息公开年报"),
        quote("title", "示例市教育局2024年信息公开年报"),
    ),
    Case("another body", typed("样例市教育局2024年政府信息公开工作年度报告"), {"section": "title"}),
    Case("on two lines", typed("示例市教育局\n2024 年政府信息公开工作年度报告")),
    Case("another year is another rule's", typed("示例市教育局2023年政府信息公开工作年度报告")),
    Case("none typed", same),
)
