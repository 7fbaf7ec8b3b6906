"""YOY404: a section repeats last year's text beyond the threshold."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import Passage
from disclosure_report.rules.registry import Fault, rule
from disclosure_report.rules.repetition import overlap_of

#: Characters of its own a section must have to be compared: 信息处理费 0 元 repeats rightly every year.
_SHORTEST = 60


@rule(
    "YOY404",
    title="文字与上年大量重复",
    severity=Severity.WARNING,
    basis="条例第四十七条；国办公开办函〔2021〕30号：不得内容雷同",
    message="“{section}”与上年报告重复约{found}%（限{expected}%），如：“{sample}”。",
    hint="请按本年实际重写这一部分，写本年做了什么、有什么变化。",
    needs_previous=True,
)
def text_repeats_last_year(context: Context) -> Iterator[Fault]:
    """**查什么**：一、五、六三个文字部分，与上年报告的同一部分相比，重复的字数是否超过50%（可在站点文件中设置）。
    数字不参与比较；法定套语、格式用语和小标题不算；篇幅很短的部分不比。

    **为什么**：照抄上年是通知点名的问题，一些地方规定重复超过一半即扣分。

    **例**：三年的报告除了年份一字不差。

    **怎么改**：保留必要的套语，其余换成本年的事实和数字。
    """
    if context.previous is None:
        return
    for section in context.report.narrative.sections:
        before = context.previous.narrative.section(section.key)
        if before is None or section.key not in context.edition.narrative_keys:
            continue
        ours = [Passage(section.key, p) for p in section.paragraphs]
        overlap = overlap_of(ours, [p.text for p in before.paragraphs])
        if overlap.percent > context.settings.repetition_percent and overlap.length >= _SHORTEST:
            sentence = overlap.repeated[0][2]
            values = {
                "section": section.title or context.edition.section(section.key).title,
                "found": overlap.percent,
                "expected": context.settings.repetition_percent,
                "sample": sentence[:60],
                "repeated": [s for _, _, s in overlap.repeated],
            }
            source, *related = (p.at(at, at + len(s)) for p, at, s in overlap.repeated)
            yield Fault(source, tuple(related), values)
