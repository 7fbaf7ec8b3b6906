"""TXT509: none received beside a table that is not zero, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT509",
    title="“未收到申请”与表格不符",
    severity=Severity.WARNING,
    basis="条例第五十条；年报格式第三部分",
    message="文字“{quote}”与表三不符：{arithmetic}（{label}）。",
    hint="请核对表三第一行；确实没有收到的，表格填0，收到过的，写明件数。",
)
def no_requests_contradicted(context: Context) -> Iterator[Fault]:
    """**查什么**：正文说“未收到政府信息公开申请”而表三不为零，或者正文说收到了若干件而表三为零。

    **为什么**：有没有收到申请是最基本的事实，文字和表格不能相反。

    **例**：正文写“全年未收到政府信息公开申请”，表三本年新收为2。

    **怎么改**：核对后改正写错的一处。
    """
    yield from faults(context, "TXT509")
