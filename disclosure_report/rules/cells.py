"""The cells of the form that hold a number."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.report import Number
from disclosure_report.rules.context import Context


def numbers_of(context: Context) -> Iterator[tuple[str, str, str, Number]]:
    """(table, row, column, number) of every cell of the form that was found and holds a number, in printed order."""
    for table in context.present_tables:
        for row, column in context.table_spec(table).fields:
            number = context.number(table, row, column)
            if number is not None:
                yield table, row, column, number
