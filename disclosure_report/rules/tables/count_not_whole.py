"""TAB203: a count is no whole number, or an amount has too many decimals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from disclosure_report.model.finding import Severity
from disclosure_report.rules.cells import numbers_of
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

#: Decimal places a figure may have, by kind: 万元 to the cent, 元 to the cent.
_PLACES = {"count": 0, "signed": 0, "decimal": 6, "money": 2}


@rule(
    "TAB203",
    title="件数不是整数",
    severity=Severity.ERROR,
    basis="年报格式",
    message="“{cell}”填的是{found}，{demand}。",
    hint="请核对；件数填整数，金额按规定单位填写。",
)
def count_not_whole(context: Context) -> Iterator[Fault]:
    """**查什么**：件数、项目数、增减数是否为整数。行政事业性收费以万元计，最多6位小数；政府采购金额以元计，
    最多2位小数（小数位过多只作警告，不影响数值）。

    **为什么**：件数没有小数，出现小数多半是把金额填进了件数格，或由比例、单位换算得来。

    **例**：“行政许可”填了“4521.5”。

    **怎么改**：查明来源后改为整数。
    """
    for table, row, column, number in numbers_of(context):
        if not isinstance(number, Decimal):
            continue
        places = _PLACES[context.table_spec(table).kind_of(column)]
        if _places(number) > places:
            demand = f"小数不应超过{places}位" if places else "件数应为整数"
            values = {"cell": context.label(table, row, column), "found": number, "demand": demand}
            yield Fault(context.place(table, row, column), values=values, severity=Severity.WARNING if places else None)


def _places(number: Decimal) -> int:
    """Significant decimal places; trailing zeros do not count."""
    exponent = number.normalize().as_tuple().exponent if number.is_finite() else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
