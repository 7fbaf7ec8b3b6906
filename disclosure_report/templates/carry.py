"""What last year's report says about this year's: the carried-over requests, what was in force."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from disclosure_report.editions import Edition
from disclosure_report.model.report import Number, Report, Value

Key: TypeAlias = tuple[str, str, str]

#: This year's row ← last year's row, column by column (年报格式第三部分).
_ROWS = {("requests", "carried_in"): "carried_out"}


def figures_of(report: Report) -> dict[Key, Value]:
    """The report's values by (table, row, column)."""
    return {(t, r, c): f.value for t, r, c, f in report.figures()}


def carried_in(edition: Edition, last: Mapping[Key, Value]) -> dict[Key, Number]:
    """Figures that must be the same as last year's: 上年结转 per column; under the form of 2019 also 上一年项目数量."""
    out: dict[Key, Number] = {}
    for table, row, column in edition.figures():
        source = (table, _ROWS.get((table, row), ""), column)
        if _is_number(last.get(source)):
            out[table, row, column] = _number(last[source])
        elif column == "previous_items" and _is_number(last.get((table, row, column))):
            change = last.get((table, row, "change"))
            out[table, row, column] = _number(last[table, row, column]) + (_number(change) if _is_number(change) else 0)
    return out


def in_force_before(edition: Edition, last: Mapping[Key, Value]) -> dict[Key, Number]:
    """现行有效 of last year, for every row that also counts 制发 and 废止: this year's is that + issued − repealed."""
    return {
        (t, r, c): _number(last[t, r, c])
        for t, r, c in edition.figures()
        if c == "in_force"
        and {"issued", "repealed"} <= set(edition.tables[t].columns_of(r))
        and _is_number(last.get((t, r, c)))
    }


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal)


def _number(value: Value) -> Number:
    if not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is no number")
    return value
