"""LAW704: the date of publication lies before the end of the reported year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "LAW704",
    title="公布日期早于统计期末",
    severity=Severity.WARNING,
    basis="条例第四十九条：年度报告反映上一年度的工作",
    message="公布日期{found}早于统计期末{expected}。",
    hint="请核对公布日期的年份，{year}年的年报应在{next_year}年公布。",
)
def published_before_year_end(context: Context) -> Iterator[Fault]:
    """**查什么**：report.toml 中的公布日期是否在报告年度结束之前。

    **为什么**：统计期到12月31日才结束，此前不可能有全年的数；多半是年份没有改。

    **例**：2024年的年报，公布日期写成2024年1月20日。

    **怎么改**：把年份改为报告年度的次年。
    """
    report = context.report
    if report.published is not None and report.published <= date(report.year, 12, 31):
        found, end = (f"{d.year}年{d.month}月{d.day}日" for d in (report.published, date(report.year, 12, 31)))
        values = {"found": found, "expected": end, "year": report.year, "next_year": report.year + 1}
        yield Fault(report.source, values=values)
