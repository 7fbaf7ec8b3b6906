"""STR110: the preamble lacks the legal basis or the right period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

_DATE = r"(?:(\d{4,6})\s{0,4}年\s{0,4})?(\d{1,2})\s{0,4}月\s{0,4}(\d{1,2})\s{0,4}日"
_TO = r"\s{0,4}(?:零时|0时)?\s{0,4}[起始]?\s{0,4}[，,]?\s{0,4}(?:至|到|—{1,2}|-{1,2}|－|~|～)\s{0,4}"
_PERIOD = re.compile(_DATE + _TO + _DATE)
_BASIS = re.compile("条例")


@rule(
    "STR110",
    title="引言缺少依据或统计期限，或期限有误",
    severity=Severity.WARNING,
    basis="条例第四十九条、第五十条；年报惯例",
    message="{state}。",
    hint="请写明依据《中华人民共和国政府信息公开条例》编制，数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
)
def preamble_basis_or_period_missing(context: Context) -> Iterator[Fault]:
    """**查什么**：“一、总体情况”之前的引言是否写明编制依据和统计期限；
    期限是否为本年度1月1日至12月31日（写在其他部分也认可）。

    **为什么**：年报按自然年度统计。期限写成上一年，或止日早于起日，是抄旧稿的常见痕迹。

    **例**：2024年的年报写“自2023年1月1日起至2023年12月31日止”。

    **怎么改**：引言照惯例写一段：依据、期限、获取方式、联系方式。
    """
    year = context.report.year
    if not any(p.text.strip() for p in context.passages):
        return
    spans = [(p, m) for p in context.passages if "月" in p.text for m in _PERIOD.finditer(p.text)]
    wrong = [(p, m) for p, m in spans if p.section == "preamble" and not _whole_year(m, year)]
    for passage, match in wrong:
        state = f"统计期限“{match.group()}”不是{year}年1月1日至12月31日"
        yield Fault(passage.at(*match.span()), values={"state": state, "year": year})
    preamble = [p for p in context.passages if p.section == "preamble"]
    lacking = [] if any(_BASIS.search(p.text) for p in preamble) else ["编制依据"]
    if not wrong and not any(_whole_year(m, year) for _, m in spans):
        lacking.append("统计期限")
    if lacking:
        place = preamble[0].at(0, len(preamble[0].text)) if preamble else _top(context)
        yield Fault(place, values={"state": f"引言没有写明{'和'.join(lacking)}", "year": year})


def _whole_year(match: re.Match[str], year: int) -> bool:
    """Whether the period is 1 January to 31 December of the year; the second year may be left out."""
    first, *begin, second, month, day = match.groups()
    days = tuple(int(n or 0) for n in (*begin, month, day))
    return int(first or 0) == year and int(second or first or 0) == year and days == (1, 1, 12, 31)


def _top(context: Context) -> SourceRef:
    return SourceRef(file=context.passages[0].paragraph.source.file, section="preamble")
