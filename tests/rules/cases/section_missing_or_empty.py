"""Cases of STR101."""

from __future__ import annotations

from disclosure_report.model.report import Narrative
from disclosure_report.model.source import SourceRef
from tests.rules.case import Case, both, fields, quote, sections, text, titled, without

CODE = "STR101"
CASES = (
    Case("no section six", sections("overview", "problems"), {"section": "other"}),
    Case("blank section five", text("problems", "  "), quote("problems", "五、存在的主要问题及改进情况")),
    Case(
        "a table missing in data",
        both(fields(source=SourceRef(file="report.json")), without("disputes")),
        {"table": "disputes"},
    ),
    Case(
        "a table missing in a workbook is the reader's",
        both(fields(source=SourceRef(file="report.toml")), without("disputes")),
    ),
    Case("mistitled, not missing", titled("problems", "五、问题和打算", "unknown")),
    Case(
        "a folder without any text is the reader's", fields(source=SourceRef(file="report.toml"), narrative=Narrative())
    ),
    Case("short but there", text("other", "未收取信息处理费。")),
)
