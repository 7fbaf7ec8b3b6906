"""LAW703: an article of the Regulation is misquoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.headings import chinese_number
from disclosure_report.rules.lexicon import pairs
from disclosure_report.rules.registry import Fault, rule

_NUMBER = r"[一二三四五六七八九十百]{1,5}|\d{1,3}"
_CITATION = re.compile(
    r"(?:《(?:中华人民共和国)?政府信息公开条例》|《条例》|政府信息公开条例)[^，。；《》]{0,40}?"
    rf"第\s{{0,2}}(?P<article>{_NUMBER})\s{{0,2}}条(?:第[一二三四五六七八九十]款)?(?:第?[（(](?P<item>{_NUMBER})[）)]项)?"
)
_CLAUSE_END = re.compile("[。；\n]")
_ARTICLES = 56
_ITEMS_OF_20 = 15


@rule(
    "LAW703",
    title="条例条款引用有误",
    severity=Severity.NOTICE,
    basis="《中华人民共和国政府信息公开条例》（国务院令第711号）",
    message="“{quote}”与条例不符：{state}。",
    hint="请对照现行条例核对条、款、项。",
)
def article_misquoted(context: Context) -> Iterator[Fault]:
    """**查什么**：引用政府信息公开条例时，条号是否存在（全文五十六条，第二十条共十五项）；
    句中所说的事项是否就是该条的内容（只核对能够确定的事项，如年度报告为第四十九、五十条，收费为第四十二条）。

    **为什么**：条例2019年修订后条号全部变动，抄旧稿会留下旧条号。

    **例**：“根据条例第三十一条编制本报告”——那是2008年条例的条号。

    **怎么改**：查对条例原文。
    """
    for passage in context.passages:
        for match in _CITATION.finditer(passage.text):
            article = int(match["article"]) if match["article"].isdecimal() else chinese_number(match["article"])
            clause = _CLAUSE_END.split(passage.text[match.end() : match.end() + 60], maxsplit=1)[0]
            state = _state(article, match["item"], clause)
            if state:
                yield Fault(passage.at(*match.span()), values={"quote": match.group(), "state": state})


def _state(article: int, item: str | None, clause: str) -> str:
    """What is wrong with the citation; "" when nothing is certain to be."""
    if not 1 <= article <= _ARTICLES:
        return f"条例共{_ARTICLES}条，没有这一条"
    if article == 20 and item and not 1 <= (int(item) if item.isdecimal() else chinese_number(item)) <= _ITEMS_OF_20:
        return f"第二十条共{_ITEMS_OF_20}项，没有这一项"
    for topic, articles in _topics():
        found = topic.search(clause)
        if found and article not in articles and "第" not in clause[: found.start()]:
            return f"“{found.group()}”见条例第{'、'.join(map(str, articles))}条"
    return ""


@cache
def _topics() -> tuple[tuple[re.Pattern[str], tuple[int, ...]], ...]:
    """Pattern of a topic → the articles that speak of it."""
    return tuple((re.compile(p), tuple(int(n) for n in numbers.split(","))) for p, numbers in pairs("articles"))
