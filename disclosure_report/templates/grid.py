"""Where the edition's grid stands on a sheet: grid positions to cell references and ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from disclosure_report.editions import CellSpec, TableSpec
from disclosure_report.templates.arithmetic import Field

#: The grid begins in this sheet row (1-based), below the title and the unit line, and in column A.
FIRST_ROW = 3


@dataclass(frozen=True)
class Grid:
    """The printed grid of one table on its sheet."""

    table: TableSpec

    @cached_property
    def places(self) -> dict[Field, tuple[int, int]]:
        """(sheet row, sheet column), 1-based, of every figure."""
        return {(c.row_key or "", c.column_key or ""): self.at(c) for c in self.table.cells if c.role == "value"}

    def at(self, cell: CellSpec) -> tuple[int, int]:
        """Sheet row and column of a printed cell's top left corner."""
        return FIRST_ROW + cell.row, 1 + cell.column

    def span(self, cell: CellSpec) -> str:
        """The range a printed cell covers: "A3:C5"."""
        row, column = self.at(cell)
        return f"{reference(row, column)}:{reference(row + cell.rowspan - 1, column + cell.colspan - 1)}"

    def ref(self, key: Field) -> str:
        """The reference of a figure: "D6"."""
        return reference(*self.places[key])

    def ranges(self, keys: Iterable[Field]) -> tuple[str, ...]:
        """The figures as few ranges, each a run along one row or down one column."""
        return joined(self.places[k] for k in keys)

    @cached_property
    def lines(self) -> dict[int, tuple[Field, ...]]:
        """Sheet row → the figures printed in it."""
        out: dict[int, tuple[Field, ...]] = {}
        for key, (row, _) in self.places.items():
            out[row] = (*out.get(row, ()), key)
        return out

    @property
    def last_row(self) -> int:
        """The sheet row of the last line of the form."""
        return FIRST_ROW + self.table.grid_rows - 1

    @property
    def check_column(self) -> int:
        """The sheet column of the checks, one narrow column away from the form."""
        return self.table.grid_columns + 2

    @property
    def label_columns(self) -> int:
        """How many leading grid columns hold no figure."""
        return min(column for _, column in self.places.values()) - 1


def reference(row: int, column: int, *, absolute: bool = False) -> str:
    """ "D6", or "$D$6"."""
    mark = "$" if absolute else ""
    return f"{mark}{get_column_letter(column)}{mark}{row}"


def joined(places: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Cells (row, column) as few ranges, each a run along one row or down one column."""
    return tuple(_run(r) for r in _runs(list(places)))


def _runs(places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = []
    for place in places:
        if runs and _continues(runs[-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _continues(run: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    row, column = run[-1]
    if place == (row, column + 1):
        return len(run) == 1 or run[-2][0] == row
    return place == (row + 1, column) and (len(run) == 1 or run[-2][1] == column)


def _run(run: list[tuple[int, int]]) -> str:
    first, last = reference(*run[0]), reference(*run[-1])
    return first if first == last else f"{first}:{last}"
