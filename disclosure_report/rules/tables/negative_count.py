"""TAB202: a count or an amount is negative."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.cells import numbers_of
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TAB202",
    title="数量为负数",
    severity=Severity.ERROR,
    basis="年报格式",
    message="“{cell}”填的是{found}，数量不应小于0。",
    hint="请核对并改为0或正数。",
)
def negative_count(context: Context) -> Iterator[Fault]:
    """**查什么**：件数、金额是否为负。2019年格式的“本年增/减”本来带正负号，不查。

    **为什么**：件数和金额不可能是负数，多半是公式或录入差错。

    **例**：“行政处罚 · 本年处理决定数量”填了“-37”。

    **怎么改**：改为正确的数；若由公式算出，检查公式。
    """
    for table, row, column, number in numbers_of(context):
        if number < 0 and context.table_spec(table).kind_of(column) != "signed":
            values = {"cell": context.label(table, row, column), "found": number, "expected": "≥0"}
            yield Fault(context.place(table, row, column), values=values)
