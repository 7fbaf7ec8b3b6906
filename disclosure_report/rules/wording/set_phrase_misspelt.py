"""QUA605: a set phrase is misspelt or lacks a character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.lexicon import pairs
from disclosure_report.rules.phrases import near_misses, suspicious
from disclosure_report.rules.registry import Fault, rule

#: Start, end, the wrong words, the right ones.
Hit = tuple[int, int, str, str]


@rule(
    "QUA605",
    title="固定用语写错或漏字",
    severity=Severity.WARNING,
    basis="条例第四十七条：内容须准确",
    message="“{found}”疑为“{expected}”之误。",
    hint="请改为“{expected}”；确属另一用语的，可在站点文件中列为放行词。",
)
def set_phrase_misspelt(context: Context) -> Iterator[Fault]:
    """**查什么**：常见错写（维护的词表，站点文件可增加），以及与本行业固定用语只差一字（多、漏、错）的写法。

    **为什么**：漏一个字，“政府息公开”就会登在政府网站首页。

    **例**：“政府息公开工作”“行政复仪”。

    **怎么改**：照提示改正。
    """
    known = [pair for pair in _known(context) if pair[0] in context.text]
    allowed = context.settings.allowed_words
    doubtful = known or suspicious(context.text)
    for passage in context.passages if doubtful else ():
        listed = _apart(hit for hit in _listed(passage.text, known) if hit[2] not in allowed)
        taken = [(start, end) for start, end, _, _ in listed]
        near = [hit for hit in near_misses(passage.text) if hit[2] not in allowed and _free(hit[0], hit[1], taken)]
        for start, end, found, expected in sorted([*listed, *near]):
            yield Fault(passage.at(start, end), values={"found": found, "expected": expected})


def _known(context: Context) -> Iterator[tuple[str, str]]:
    """Wrong and right words: the list's, unless the text has none of them, and the site's own."""
    if _any_listed().search(context.text):
        yield from pairs("misspellings")
    yield from context.settings.misspellings.items()


@cache
def _any_listed() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(wrong) for wrong, _ in pairs("misspellings")))


def _listed(text: str, known: Iterable[tuple[str, str]]) -> Iterator[Hit]:
    for wrong, right in known:
        start = text.find(wrong) if wrong else -1
        while start >= 0:
            yield start, start + len(wrong), wrong, right
            start = text.find(wrong, start + len(wrong))


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that do not overlap, of two the longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h[0], -h[1])):
        if not kept or kept[-1][1] <= hit[0]:
            kept.append(hit)
    return kept


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= left or right <= start for left, right in taken)
