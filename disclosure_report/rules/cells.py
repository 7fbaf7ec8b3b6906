"""The cells of the form that hold a number."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.report import Number
from disclosure_report.rules.context import Context


def numbers_of(context: Context) -> Iterator[tuple[str, str, str, Number]]:
    """(table, row, column, number) of every cell of the form that was found and holds a number, in printed order."""
    for table, cells in context.numbers.items():
        for (row, column), number in cells.items():
            yield table, row, column, number
