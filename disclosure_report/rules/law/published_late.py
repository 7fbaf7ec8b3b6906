"""LAW702: the date of publication is past the deadline of the body's kind."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "LAW702",
    title="公布日期超过期限",
    severity=Severity.WARNING,
    basis="条例第四十九条",
    message="公布日期{found}，超过了期限{expected}，晚{days}天。",
    hint="请核对日期；本地另有期限的，可在站点文件 disclosure-report.toml 中设置。",
)
def published_late(context: Context) -> Iterator[Fault]:
    """**查什么**：report.toml 中的公布日期是否晚于本类机关的期限：部门次年1月31日，政府次年3月31日；乡镇、
    街道条例没有规定，默认1月31日。期限都可在站点文件中按类别设置。

    **为什么**：条例规定了提交和公布的期限，逾期由上级责令改正或通报批评。

    **例**：2024年的部门年报在2025年2月7日公布。

    **怎么改**：尽快公布，并检查报送安排。
    """
    report = context.report
    deadline = context.settings.deadlines.get(report.agency.kind)
    if report.published is None or deadline is None:
        return
    last_day = _day(report.year + 1, *deadline)
    if report.published > last_day:
        late = (report.published - last_day).days
        values = {"found": _written(report.published), "expected": _written(last_day), "days": late}
        yield Fault(report.source, values=values)


def _day(year: int, month: int, day: int) -> date:
    """The day, or the last one of a shorter month: 29 February is the 28th in a common year."""
    month = min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
