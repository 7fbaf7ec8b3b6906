"""YOY405: section five names the same problems in the same words as last year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import Passage
from disclosure_report.rules.registry import Fault, rule
from disclosure_report.rules.repetition import normal
from disclosure_report.rules.shortcomings import SHORTCOMING

_ITEM = re.compile("[^。；！？]+[。；！？]?")
#: What a problem's own words follow: "存在的问题：一是".
_LEAD = re.compile("^[^：]{0,40}：|^[一二三四五六七八九十]是|^（?[一二三四五六七八九十1-9][）、.．]")
_TURN = re.compile("下一步|下一阶段|改进措施|整改措施|今后")
#: How alike (0-100) two problems must be, and how many of them are compared at most.
_ALIKE = 85
_MOST = 60


@rule(
    "YOY405",
    title="问题与上年写得一样",
    severity=Severity.WARNING,
    basis="条例第五十条第（四）项；国办公开办函〔2021〕30号",
    message="“五”中列出的{total}个问题有{found}个与上年写法相同，如：“{sample}”。",
    hint="请写本年的新问题；确实没有解决的，写明上年措施的落实情况和未解决的原因。",
    needs_previous=True,
)
def same_problems_as_last_year(context: Context) -> Iterator[Fault]:
    """**查什么**：第五部分列出的问题，与上年报告第五部分的问题逐条比较（数字不计，允许小的改动），
    半数以上写法相同的提示。

    **为什么**：年年是同样的问题，说明上年的改进没有落实，或者是照抄。

    **例**：两年都写“一是公开内容深度不够，二是公开形式较单一，三是信息反馈工作薄弱”。

    **怎么改**：对照上年的措施写进展，再写本年的问题。
    """
    before = context.previous.narrative.section("problems") if context.previous else None
    if before is None:
        return
    known = [_plain(s) for p in before.paragraphs for _, s in _problems(Passage("problems", p))]
    ours = [(p, at, s) for p in context.passages if p.section == "problems" for at, s in _problems(p)]
    same = [(p, at, s) for p, at, s in ours if _known(_plain(s), known)]
    if same and 2 * len(same) >= len(ours):
        source, *related = (p.at(at, at + len(s)) for p, at, s in same)
        values = {"total": len(ours), "found": len(same), "sample": same[0][2][:60]}
        yield Fault(source, tuple(related), values)


def _problems(passage: Passage) -> Iterator[tuple[int, str]]:
    """The sentences that name a problem, before the text turns to measures."""
    turn = _TURN.search(passage.text)
    for match in _ITEM.finditer(passage.text, 0, turn.start() if turn else len(passage.text)):
        if SHORTCOMING.search(match.group()) and len(match.group()) >= 10:
            yield match.start(), match.group()


def _plain(problem: str) -> str:
    """The problem's own words: no lead, no number before it, no marks."""
    return normal(_LEAD.sub("", _LEAD.sub("", problem)))[:300]


def _known(problem: str, known: list[str]) -> bool:
    from rapidfuzz import fuzz, process

    return process.extractOne(problem, known[:_MOST], scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None
