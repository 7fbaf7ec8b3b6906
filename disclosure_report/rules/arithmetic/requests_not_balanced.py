"""SUM301: the requests of a column do not balance."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.identities import broken_identities
from disclosure_report.rules.registry import Fault, rule


@rule(
    "SUM301",
    title="新收加结转与办理加转出不相等",
    severity=Severity.ERROR,
    basis="年报格式第三部分表头：第一项加第二项之和，等于第三项加第四项之和",
    message="“{line}”列不平：新收加上年结转，不等于（七）总计加结转下年度：{arithmetic}。",
    hint="请按登记台账逐件核对这一列的新收、上年结转、（七）总计和结转下年度四个数。",
)
def requests_not_balanced(context: Context) -> Iterator[Fault]:
    """**查什么**：表三每一列，第一项（新收）加第二项（上年结转）应等于第三项中的（七）总计加第四项（结转下年度）。
    七列逐列计算；列中有空格时不计算，由 TAB201 提示。

    **为什么**：这是格式表头印明的勾稽关系。收到的申请要么当年办完，要么转入下年，不平说明漏计或重计。

    **例**：新收 3119、上年结转 34，合计 3153；总计 3050、结转下年度 102，合计 3152，相差 1。

    **怎么改**：先看“总计”列，再看自然人等各列，找到首先不平的一列，回到登记台账核对。
    """
    yield from broken_identities(context, "SUM301")
