"""SUM303: the applicants of a row do not add up to the total."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.identities import broken_identities
from disclosure_report.rules.registry import Fault, rule


@rule(
    "SUM303",
    title="各类申请人之和不等于总计",
    severity=Severity.ERROR,
    basis="年报格式第三部分：申请人情况",
    message="“{line}”一行：各类申请人之和不等于总计：{arithmetic}。",
    hint="请核对这一行自然人与法人或其他组织五栏的数，以及总计。",
)
def applicants_not_adding_up(context: Context) -> Iterator[Fault]:
    """**查什么**：表三每一行，自然人加法人或其他组织五栏应等于总计。

    **为什么**：总计栏是前六栏的合计，不平说明有一栏填错。

    **例**：自然人 30、商业企业 5，其余为 0，总计却填 36。

    **怎么改**：逐栏核对；总计可用公式计算。
    """
    yield from broken_identities(context, "SUM303")
