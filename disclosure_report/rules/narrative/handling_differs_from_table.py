"""TXT502: a figure stated for what was handled or carried differs from the table."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT502",
    title="办结或结转的数量与表格不一致",
    severity=Severity.ERROR,
    basis="条例第五十条；年报格式第三部分",
    message="文字“{quote}”与表三不一致：{arithmetic}（{label}）。",
    hint="请核对办理台账和表三的“总计”“上年结转”“结转下年度”各行。",
)
def handling_differs_from_table(context: Context) -> Iterator[Fault]:
    """**查什么**：正文所写办结、答复、上年结转、结转下年度（顺延到下年度）的数量，是否等于表三相应的行。

    **为什么**：表三的勾稽关系是“第一项加第二项之和，等于第三项加第四项之和”。正文里任何一个数写错，读者就会发现收、办、结转对不上。

    **例**：表三结转下年度为3，正文写“另有5件顺延到下年度答复”。

    **怎么改**：按台账核对后改正文字或表格；含上年结转的，在括号里写明。
    """
    yield from faults(context, "TXT502")
