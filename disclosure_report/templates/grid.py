"""Where the edition's grid stands on a sheet: grid positions to cell references and ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from openpyxl.utils import get_column_letter

from disclosure_report.editions import CellSpec, TableSpec
from disclosure_report.templates.arithmetic import Field

#: First row, first column, last row, last column.
_Block: TypeAlias = tuple[int, int, int, int]
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
    """Cells (row, column) as few ranges: runs along a row or down a column, equal runs as one block."""
    blocks: list[_Block] = []
    for row, column in places:
        blocks.append((row, column, row, column))
        while len(blocks) > 1 and (block := _together(blocks[-2], blocks[-1])):
            blocks[-2:] = [block]
    return tuple(_range(b) for b in blocks)


def _together(above: _Block, below: _Block) -> _Block | None:
    """Two blocks as one: side by side in one row, or below each other with the same columns."""
    if above[0] == above[2] == below[0] == below[2] and above[3] + 1 == below[1]:
        return above[0], above[1], below[2], below[3]
    if above[1] == below[1] and above[3] == below[3] and above[2] + 1 == below[0]:
        return above[0], above[1], below[2], below[3]
    return None


def _range(block: _Block) -> str:
    first, last = reference(*block[:2]), reference(*block[2:])
    return first if first == last else f"{first}:{last}"
