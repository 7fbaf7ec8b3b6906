"""QUA604: half-width or doubled punctuation, or mixed quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure_report.model.finding import Severity
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import Passage
from disclosure_report.rules.registry import Fault, rule

_MOST = 20
#: Each with a sign without which it cannot be there: one search of the whole text spares one of every paragraph.
_KINDS = (
    (
        "半角标点",
        re.compile(r"[\u4e00-\u9fff”》）][,;:?!()]|[,;:?!()][\u4e00-\u9fff“《（]"),
        re.compile(r"[,;:?!()](?:(?<=[\u4e00-\u9fff”》）].)|[\u4e00-\u9fff“《（])"),
    ),
    ("标点重复", re.compile(r"[，。；、：]{2,8}|！{4,}|？{4,}"), re.compile("[，。；、：！？]{2}")),
    ("直引号", re.compile(r"[\u4e00-\u9fff]\s{0,2}[\"']|[\"']\s{0,2}[\u4e00-\u9fff]"), re.compile("[\"']")),
)
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"), ("〔", "〕"))


@rule(
    "QUA604",
    title="标点使用不规范",
    severity=Severity.NOTICE,
    basis="GB/T 15834 标点符号用法",
    message="“{section}”有{count}处标点不规范（{kinds}），如“{sample}”。",
    hint="请改为全角标点，删去重复的标点，引号成对使用。",
)
def punctuation_irregular(context: Context) -> Iterator[Fault]:
    """**查什么**：汉字旁的半角逗号、分号、冒号、问号、叹号、括号，连用的句号、逗号，直引号，以及不成对的引号、括号。
    每个部分只提示一次，列出全部位置（最多二十处）。数字、网址、英文之间的半角符号不算。

    **为什么**：标点是公文的门面，半角标点还会使排版时行末出现错误断行。

    **例**：“扎实推进,取得实效。。”

    **怎么改**：用查找替换改正。
    """
    kinds = [(kind, pattern) for kind, pattern, sign in _KINDS if sign.search(context.text)]
    pairs = [(left, right) for left, right in _PAIRS if left in context.text or right in context.text]
    for section in dict.fromkeys(p.section for p in context.passages):
        hits = [hit for p in context.passages if p.section == section for hit in _irregular(p, kinds, pairs)]
        if hits:
            source, *related = (place for place, _ in hits[:_MOST])
            spec = next((s for s in context.edition.sections if s.key == section), None)
            values = {
                "section": spec.title if spec else "引言" if section == "preamble" else section,
                "count": len(hits),
                "kinds": "、".join(dict.fromkeys(kind for _, kind in hits)),
                "sample": (source.quote or "")[:20],
            }
            yield Fault(source, tuple(related), values)


def _irregular(
    passage: Passage, kinds: Sequence[tuple[str, re.Pattern[str]]], pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[SourceRef, str]]:
    for kind, pattern in kinds:
        for match in pattern.finditer(passage.text):
            yield passage.at(*match.span()), kind
    for left, right in pairs:
        opened, closed = passage.text.count(left), passage.text.count(right)
        if opened != closed:
            mark = left if opened > closed else right
            at = passage.text.rfind(mark)
            yield passage.at(max(0, at - 5), at + 6), f"{left}{right}不成对"
