"""TXT507: a figure of another scope than the table's."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT507",
    title="数字的范围与表格不同",
    severity=Severity.NOTICE,
    basis="条例第五十条；年报格式第三部分",
    message="文字“{quote}”说的可能不是全部范围：{arithmetic}（{label}）。",
    hint="如果这个数只是本级、某个部门或者备案的数，请在文字中写明范围，并写出全部范围的数。",
)
def figure_of_another_scope(context: Context) -> Iterator[Fault]:
    """**查什么**：正文的数字带有“本级”“市政府办公室”“各县区”“备案”等范围，而且与表格不一致。

    **为什么**：表格填的是报告单位的全部数字。文字只写一部分又没有说清楚，容易被误认为数字有错。

    **例**：“市政府办公室收到申请12件”，而全市表三为38件。

    **怎么改**：写明范围；需要时把全部范围的数也写上。
    """
    yield from faults(context, "TXT507")
