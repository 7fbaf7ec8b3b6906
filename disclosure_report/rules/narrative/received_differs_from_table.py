"""TXT501: a figure stated for what was received differs from the table."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT501",
    title="收到申请的数量与表格不一致",
    severity=Severity.ERROR,
    basis="条例第五十条；年报格式第三部分",
    message="文字“{quote}”与表三不一致：{arithmetic}（{label}）。",
    hint="请核对收文登记和表三；以核实后的数字为准，同时改正文字或表格。",
)
def received_differs_from_table(context: Context) -> Iterator[Fault]:
    """**查什么**：正文所写“收到”“受理”“新收”“收办”等申请数量，是否等于表三“本年新收政府信息公开申请数量”（写“收办”的，等于新收与上年结转之和；写明自然人、法人或其他组织的，等于相应各列）。

    **为什么**：《条例》第五十条要求年度报告写明收到和处理申请的情况。正文和表格出自同一套登记，两处不一致，就有一处是错的，这是被退回最多的问题之一。

    **例**：表三总计为38，正文写“共收到政府信息公开申请83件”。

    **怎么改**：核对登记台账，改正写错的一处；如果正文说的只是本级或者某一部分，请把范围写明。
    """
    yield from faults(context, "TXT501")
