"""Cases of YOY404."""

from __future__ import annotations

from dataclasses import replace

from disclosure_report.model.settings import Settings
from tests.builders import OTHER, OVERVIEW, PROBLEMS, section, with_section
from tests.rules.case import Case, same, text

NEW = (
    "编印招生问答手册一册，走进社区宣讲十二场，现场解答家长提问。",
    "开设校园开放日专题，公布食堂供应商名单和抽检结果，邀请家长代表旁听校务会议。",
)


CODE = "YOY404"
CASES = (
    Case(
        "section one word for word",
        same,
        {"section": "overview", "line": 12},
        previous=lambda last: with_section(last, "overview", *OVERVIEW),
    ),
    Case(
        "figures changed, words kept",
        same,
        {"section": "problems"},
        previous=lambda last: with_section(last, "problems", *(p.replace("6", "9") for p in PROBLEMS)),
    ),
    Case("another text", same, previous=same),
    Case(
        "less than half",
        text("overview", *OVERVIEW, *NEW),
        previous=lambda last: with_section(last, "overview", *OVERVIEW[5:]),
    ),
    Case(
        "the site allows it",
        same,
        previous=lambda last: with_section(last, "overview", *OVERVIEW),
        settings=Settings(repetition_percent=100),
    ),
    Case(
        "a short section repeats rightly",
        same,
        previous=lambda last: replace(
            last, narrative=replace(last.narrative, sections=(section("other", "六、其他需要报告的事项", *OTHER),))
        ),
    ),
)
