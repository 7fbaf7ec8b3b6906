"""YOY401: carried in differs from what last year's report carried out."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "YOY401",
    title="上年结转与上年报告不一致",
    severity=Severity.ERROR,
    basis="条例第五十条；年报格式第三部分",
    message="“{column}”列上年结转填{found}，上年报告的结转下年度是{expected}，相差{difference}。",
    hint="请核对上年报告表三末行；上年报告有误的，应先更正上年报告，再据实填写。",
    needs_previous=True,
)
def carried_in_differs_from_last_year(context: Context) -> Iterator[Fault]:
    """**查什么**：表三“二、上年结转”一行的每一列，是否等于上年报告“四、结转下年度继续办理”的同一列。
    需要用 --previous 给出上年报告；上年报告的单位名称与本年不同的，只作警告。

    **为什么**：上年没有办完转下来多少件，本年就应接续多少件，两份公开的报告一对便知。

    **例**：上年报告结转下年度103件，本年上年结转填77件。

    **怎么改**：以登记台账为准，找出相差的申请。
    """
    for column in context.edition.tables["requests"].columns:
        found = context.number("requests", "carried_in", column)
        expected = context.last_year.number("requests", "carried_out", column) if context.last_year else None
        if found is None or expected is None or found == expected:
            continue
        values = {
            "column": context.label("requests", None, column),
            "found": found,
            "expected": expected,
            "difference": abs(found - expected),
        }
        related = (context.last_year_place("requests", "carried_out", column),)
        softened = None if context.same_body else Severity.WARNING
        yield Fault(context.place("requests", "carried_in", column), related, values, softened)
