"""SUM305: a demand between the cells of table two (form of 2019) does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.identities import broken_identities
from disclosure_report.rules.registry import Fault, rule


@rule(
    "SUM305",
    title="表二的数量前后矛盾",
    severity=Severity.ERROR,
    basis="年报格式（2019年试行版）第二部分",
    message="“{line}”一行前后矛盾：{arithmetic}。",
    hint="请核对这一行：上一年项目数量加本年增减不应小于0，本年新公开数量不应多于对外公开总数量。",
    editions=("2019",),
)
def proactive_items_inconsistent(context: Context) -> Iterator[Fault]:
    """**查什么**：2019年格式表二：上一年项目数量加本年增/减不小于 0（错误）；
    本年新公开数量不多于对外公开总数量（警告，格式没有明文，按含义推定）。

    **为什么**：项目数量不会是负数；本年新公开的也在对外公开总数之内。

    **例**：上一年项目 5，本年增/减填“-8”，合计 -3。

    **怎么改**：核对上年年报的项目数量与本年增减的正负号。
    """
    yield from broken_identities(context, "SUM305")
