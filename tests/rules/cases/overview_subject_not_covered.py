"""Cases of STR104."""

from __future__ import annotations

from tests.rules.case import Case, quote, text

CODE = "STR104"
CASES = (
    Case(
        "no management, no supervision",
        text("overview", "2024年，我局主动公开信息412条，收到公开申请38件，上年结转4件，办结39件，改版门户网站1次。"),
        quote("overview", "一、总体情况"),
        values={"subjects": "政府信息管理、监督保障"},
    ),
    Case(
        "old form only hints",
        text("overview", "2020年，我局主动公开信息412条。"),
        quote("overview", "一、总体情况"),
        parent="2019",
        severity="notice",
    ),
    Case(
        "other words for it",
        text(
            "overview",
            "2024年，我局全年公开信息412条，收到公开申请38件，上年结转4件，办结39件；落实发布审核，改版门户网站，培训2次。",
        ),
    ),
    Case("empty is another rule's", text("overview", "")),
)
