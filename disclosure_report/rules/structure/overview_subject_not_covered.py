"""STR104: section one does not cover one of the five subjects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule

_SUBJECTS = {
    "主动公开": re.compile(
        r"主动公开|主动发布|公开政府信息|(?:公开|发布)[^。]{0,20}信息|(?:发布|公布)[^。]{0,30}\d|(?<!信息)公开(?!申请)[^。]{0,20}\d"
    ),
    "依申请公开": re.compile("依申请公开|(?:信息)?公开申请|申请公开|申请人|(?:收|受理|办理|答复)[^。]{0,10}申请"),
    "政府信息管理": re.compile(
        "信息[^。]{0,6}管理|公开属性|属性认定|发布审[查核]|保密审查|公开审[查核]|公开目录|先审后|三审|规范管理|保密|签发|归档|清理|信息[^。]{0,12}审"
    ),
    "政府信息公开平台建设": re.compile("平台|网站|专栏|公报|新媒体|公众号|微博|客户端"),
    "监督保障": re.compile("监督|保障|考核|培训|社会评议|责任追究|督[查导促]"),
}


@rule(
    "STR104",
    title="总体情况没有写全五个方面",
    severity=Severity.WARNING,
    basis="年报格式第一部分",
    message="“一、总体情况”没有写到：{subjects}。",
    hint="请补写这些方面的工作；没有开展的也如实说明。",
)
def overview_subject_not_covered(context: Context) -> Iterator[Fault]:
    """**查什么**：第一部分是否写到主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。
    按各方面的常用词判断，小标题怎样写都可以；四个小标题恰好各写一个方面的，缺的就是第五个方面。2019年格式没有明列五个方面，只作提示。

    **为什么**：2021年的通知要求第一部分概述这五个方面，缺项是评议中最常见的扣分点。

    **例**：全文只写了主动公开和平台建设，没有一句谈到政府信息管理。

    **怎么改**：每个方面至少写一两句有本单位事实的话，并加“（三）政府信息管理情况”这样的小标题。
    """
    section = context.report.narrative.section("overview")
    text = "".join(s.text for s in context.report.narrative.sections if s.key == "overview")
    if section is None or not text.strip():
        return
    missing = [subject for subject, words in _SUBJECTS.items() if not words.search(text)]
    if not missing and context.edition.first_year >= 2021:
        missing = _left_out([p.text[: p.heading_length] for p in section.paragraphs if p.level == 2])
    if missing:
        softened = Severity.NOTICE if context.edition.first_year < 2021 else None
        yield Fault(section_place(section), values={"subjects": "、".join(missing)}, severity=softened)


def _left_out(headings: list[str]) -> list[str]:
    """The subject that four sub-headings leave out, each of which names one of the other four and nothing else."""
    named = [
        [s for s, words in _SUBJECTS.items() if words.search(h) or (s.endswith("管理") and "管理" in h)]
        for h in headings
    ]
    found = {subjects[0] for subjects in named if len(subjects) == 1}
    if len(headings) != len(_SUBJECTS) - 1 or len(found) != len(headings):
        return []
    return [subject for subject in _SUBJECTS if subject not in found]
