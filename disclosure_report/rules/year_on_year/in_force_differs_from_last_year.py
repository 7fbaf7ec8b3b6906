"""YOY402: what is in force does not follow from last year's report."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import digits
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "YOY402",
    title="现行有效与上年报告接不上",
    severity=Severity.ERROR,
    basis="年报格式（2021年版）第二部分",
    message="“{row}”现行有效填{found}，按上年推算应为{expected}：{arithmetic}。",
    hint="请核对本年制发、废止件数和上年报告的现行有效件数；上年统计口径有误的，请在报告中说明。",
    needs_previous=True,
)
def in_force_differs_from_last_year(context: Context) -> Iterator[Fault]:
    """**查什么**：规章、行政规范性文件两行：现行有效是否等于上年现行有效加本年制发减本年废止。
    上年报告用2019年格式的没有现行有效一栏，不比。上年报告的单位名称与本年不同的，只作警告。

    **为什么**：三个数与上年报告首尾相接，接不上就是有一个数不对。

    **例**：上年现行有效84件，本年制发8件、废止26件，现行有效却填70件。

    **怎么改**：按文件目录逐件核对制发、废止和有效。
    """
    for row in ("regulations", "normative_documents"):
        operands = [context.number("proactive", row, column) for column in ("in_force", "issued", "repealed")]
        last = context.last_year.number("proactive", row, "in_force") if context.last_year else None
        found, issued, repealed = operands
        if found is None or issued is None or repealed is None or last is None or found == last + issued - repealed:
            continue
        expected = last + issued - repealed
        values = {
            "row": context.label("proactive", row),
            "found": found,
            "expected": expected,
            "arithmetic": f"{digits(last)}＋{digits(issued)}－{digits(repealed)}＝{digits(expected)}",
        }
        source, *related = (context.place("proactive", row, column) for column in ("in_force", "issued", "repealed"))
        before = context.last_year_place("proactive", row, "in_force")
        yield Fault(source, (*related, before), values, None if context.same_body else Severity.WARNING)
