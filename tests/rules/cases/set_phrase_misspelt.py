"""Cases of QUA605."""

from __future__ import annotations

from disclosure_report.model.settings import Settings
from tests.rules.case import Case, added, quote

CODE = "QUA605"
CASES = (
    Case("a dropped character", added("overview", "推进政府息公开工作。"), quote("overview", "政府息公开")),
    Case("a wrong character, listed", added("overview", "办理行政复仪2件。"), quote("overview", "行政复仪")),
    Case("a wrong character, by likeness", added("overview", "清理行政规犯性文件3件。"), {"section": "overview"}),
    Case(
        "a dropped character, by likeness", added("other", "其他需报告的事项见下。"), quote("other", "其他需报告的事项")
    ),
    Case(
        "a word of the site's list",
        added("overview", "政府网战改版。"),
        quote("overview", "政府网战"),
        settings=Settings(misspellings={"政府网战": "政府网站"}),
    ),
    Case("right", added("overview", "政府信息公开工作、行政规范性文件、政府信息公开申请表、法人或者其他组织。")),
    Case(
        "other words alike",
        added("overview", "财政信息公开、市政府政府信息公开工作、政府信息公开的申请、政府数据公开工作。"),
    ),
    Case("allowed by the site", added("overview", "政府息公开。"), settings=Settings(allowed_words=("政府息公开",))),
)
