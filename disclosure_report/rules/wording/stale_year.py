"""QUA602: a year that is not this report's stands where this year is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Paragraph
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import Passage
from disclosure_report.rules.registry import Fault, rule

_OPENING = re.compile(
    r"(?:^|[。；！？\n])\s{0,8}(?:[（(]?[一二三四五六七八九十1-9]{1,2}[）)、.．]|[一二三四五六七八九十]是)?\s{0,8}在?"
    r"(?P<year>20\d\d)\s{0,4}年度?"
    r"(?:[，,]\s{0,4}(?=[我全本各]|[\u4e00-\u9fff]{1,12}(?:局|委|办|厅|政府|中心|街道|镇|乡|院|处|会)[\u4e00-\u9fff])|(?=全年|[我全]|共|累计|主动公开|收到|受理|政府信息))"
)
_TOO_LONG = re.compile(r"(?<![\d.,，〔])(?P<year>20[0-3]\d\d)\s{0,4}年(?!代)")
_AHEAD = re.compile("将|拟|计划|继续|力争|下一步|争取|打算|要")
_AS_OF = re.compile(r"截[至止]到?\s{0,4}(?P<year>20\d\d)\s{0,4}年(?:\s{0,4}12\s{0,4}月\s{0,4}31\s{0,4}日|底|末)")
_YEAR = re.compile(r"(20\d\d)\s{0,4}年")


@rule(
    "QUA602",
    title="年份疑为旧稿遗留",
    severity=Severity.WARNING,
    basis="年报格式：按自然年度编制",
    message="“{quote}”：本报告是{expected}年的，这里写的是{found}年。",
    hint="请核对；指本年的改为{expected}年，确指往年的写明“较{found}年”“{found}年以来”等。",
)
def stale_year(context: Context) -> Iterator[Fault]:
    """**查什么**：标题中的年份，以及句首的“某年，我局……”“某年全年……”是否为本报告年度（往前查三年；第一部分开头还查下一年）。
    与上年相比、自某年以来、文号、文件名、起止年份、具体日期，以及同一句中与本年对比的，都不提示。

    **为什么**：抄旧稿忘改年份，是公开报告中最常见的笑话。

    **例**：2024年的报告写“2023年，我局主动公开信息412条”。

    **怎么改**：逐处核对年份。
    """
    year = context.report.year
    title = context.report.narrative.title
    if title is not None:
        yield from _title(title, year)
    dated = [passage for passage in context.passages if "20" in passage.text]
    for passage in dated:
        for match in chain(_OPENING.finditer(passage.text), _AS_OF.finditer(passage.text)):
            found = int(match["year"])
            sentence = passage.sentence_around(match.start("year"))
            if not year - 3 <= found < year or str(year) in sentence or "本年" in sentence or "今年" in sentence:
                continue
            yield _fault(passage, match, year)
    yield from _first_words(context)
    for passage in dated:
        yield from _too_long(passage, year)


def _too_long(passage: Passage, year: int) -> Iterator[Fault]:
    """A year with a digit too many: 20240年."""
    for match in _TOO_LONG.finditer(passage.text):
        yield _fault(passage, match, year)


def _first_words(context: Context) -> Iterator[Fault]:
    """Section one opens with the year to come: the year it was written in, not the one it reports."""
    year = context.report.year
    bodies = [p for p in context.passages if p.section == "overview" and not p.paragraph.level and p.text.strip()]
    match = _OPENING.match(bodies[0].text) if bodies else None
    if match and int(match["year"]) == year + 1:
        sentence = bodies[0].sentence_around(match.start("year"))
        if str(year) not in sentence and not _AHEAD.search(sentence):
            yield _fault(bodies[0], match, year)


def _fault(passage: Passage, match: re.Match[str], year: int) -> Fault:
    quote = passage.text[match.start("year") : match.end()]
    place = passage.at(match.start("year"), match.end())
    return Fault(place, values={"quote": quote, "found": int(match["year"]), "expected": year})


def _title(title: Paragraph, year: int) -> Iterator[Fault]:
    """A year in the title that is another's."""
    for match in _YEAR.finditer(title.text):
        if int(match[1]) != year:
            values = {"quote": title.text.strip()[:60], "found": int(match[1]), "expected": year}
            place = title.at(*match.span())
            yield Fault(replace(place, section=place.section or "title"), values=values)
