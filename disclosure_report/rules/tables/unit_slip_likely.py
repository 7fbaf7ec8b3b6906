"""TAB206: an amount was probably entered in another unit."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Number, digits
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

#: 万元: ten billion yuan of fees in a year, more than any body below a province collects.
_ABSURD_FEES = 1_000_000


@rule(
    "TAB206",
    title="金额单位可能填错",
    severity=Severity.NOTICE,
    basis="年报格式第二部分：本年收费金额（单位：万元）",
    message="“{cell}”填的是{found}，{state}。",
    hint="请核对单位：行政事业性收费以万元计，政府集中采购金额以元计。",
)
def unit_slip_likely(context: Context) -> Iterator[Fault]:
    """**查什么**：收费、采购金额与上年相比是否相差1000倍以上（倍数可在站点文件中设置）；没有上年报告时，
    收费金额是否大到不合常理（100万万元以上，省级以下）。

    **为什么**：把元当万元填，数值会大一万倍，汇总后整个地区的数都不可信。

    **例**：上年收费128.5万元，本年填1302000，实为1302000元，应填130.2。

    **怎么改**：换算成表头注明的单位再填。
    """
    for row, column in (("fees", "amount"), ("procurement", "amount")):
        amount = context.number("proactive", row, column)
        if amount is None or amount <= 0:
            continue
        last = context.last_year.number("proactive", row, column) if context.last_year else None
        state, related = _state(context, row, amount, last)
        if state:
            cell = context.label("proactive", row, column)
            values = {"cell": cell, "found": amount, "expected": last, "state": state}
            yield Fault(context.place("proactive", row, column), related, values)


def _state(context: Context, row: str, amount: Number, last: Number | None) -> tuple[str, tuple[SourceRef, ...]]:
    if last is not None and last > 0:
        ratio = context.settings.unit_slip_ratio
        slipped = amount >= last * ratio or last >= amount * ratio
        related = (context.last_year_place("proactive", row, "amount"),)
        return (f"与上年的{digits(last)}相差{ratio}倍以上", related) if slipped else ("", ())
    local = context.report.agency.level not in ("national", "province")
    if row == "fees" and local and amount >= _ABSURD_FEES:
        return "合100亿元以上", ()
    return "", ()
