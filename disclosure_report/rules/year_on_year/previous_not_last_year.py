"""YOY406: the report given as last year's is of another year or another body."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "YOY406",
    title="给出的上年报告年度或单位不对",
    severity=Severity.WARNING,
    basis="年报按年度连续公开",
    message="给出的上年报告是{previous_agency}{previous_year}年的，本报告是{agency}{year}年的{effect}。",
    hint="请用 --previous 给出本单位{expected}年的报告；机构改名的可以不改。",
    needs_previous=True,
)
def previous_not_last_year(context: Context) -> Iterator[Fault]:
    """**查什么**：用 --previous 给出的报告是否为本单位上一年度的报告。年度不对时，与上年比数字的规则都不运行；
    只是单位名称不同时照常比较，但错误降为警告。

    **为什么**：拿错了报告来比，会报出一串并不存在的差错。

    **例**：检查2024年的报告，却给出了2022年的。

    **怎么改**：换成上一年度的报告。
    """
    previous, report = context.previous, context.report
    if previous is None or (context.last_year is not None and context.same_body):
        return
    values = {
        "previous_agency": previous.agency.name,
        "previous_year": previous.year,
        "agency": report.agency.name,
        "year": report.year,
        "expected": report.year - 1,
        "effect": "" if context.last_year else "，数字没有与它比较",
    }
    yield Fault(SourceRef(file=f"上年报告/{previous.source.file or ''}"), values=values)
