"""Cases of STR104."""

from __future__ import annotations

from tests.rules.case import Case, Edit, quote, text

CODE = "STR104"
_FOUR = ("（一）主动公开情况", "（二）依申请公开情况", "（三）政府信息管理情况", "（四）平台建设情况")


def _headed(*headings: str) -> Edit:
    """Section one with these sub-headings, the words of every subject below each."""
    body = "2024年，我局主动公开信息412条，答复公开申请39件，落实发布审核，改版门户网站，监督检查2次。"
    return text("overview", *(line for heading in headings for line in (heading, body)))


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
    Case(
        "four headings, each of one subject",
        _headed(*_FOUR),
        quote("overview", "一、总体情况"),
        values={"subjects": "监督保障"},
    ),
    Case(
        "four headings, one of them of two",
        _headed("（一）主动公开", "（二）依申请公开", "（三）信息管理", "（四）平台建设和监督保障"),
    ),
    Case("five headings, the last in other words", _headed(*_FOUR, "（五）工作亮点")),
    Case("three headings", _headed(*_FOUR[:3])),
    Case("empty is another rule's", text("overview", "")),
)
