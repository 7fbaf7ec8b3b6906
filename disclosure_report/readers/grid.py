"""A sheet as readers see it: cells at 0-based positions, merges, what is hidden. No library's objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TypeAlias

from disclosure_report.readers.numbers import CellType

Position: TypeAlias = tuple[int, int]
#: first row, first column, last row, last column, all inclusive
Area: TypeAlias = tuple[int, int, int, int]

MAX_ROWS, MAX_COLUMNS = 2000, 200


@dataclass(frozen=True, slots=True)
class SheetCell:
    """``text``: the words, or the digits of a number as stored; ``formula`` without its "="."""

    type: CellType
    text: str
    formula: str | None = None


BLANK = SheetCell("blank", "")


@dataclass
class Sheet:
    """One sheet, or one table of a Word file. ``typed``: the format knows no numbers, only text.

    ``understood`` formulas could be computed; of these, ``computed`` ones had no stored value or a stale one.
    """

    file: str
    name: str | None
    cells: dict[Position, SheetCell]
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    truncated: bool = False
    typed: bool = False
    understood: set[Position] = field(default_factory=set)
    computed: set[Position] = field(default_factory=set)

    @cached_property
    def _covered(self) -> dict[Position, Position]:
        """Position inside a merged area → its top left corner."""
        out: dict[Position, Position] = {}
        for top, left, bottom, right in self.merges:
            for row in range(top, min(bottom, MAX_ROWS) + 1):
                for column in range(left, min(right, MAX_COLUMNS) + 1):
                    out[row, column] = (top, left)
        return out

    def corner(self, row: int, column: int) -> Position:
        """The top left corner of the merged area at this position, or the position itself."""
        return self._covered.get((row, column), (row, column))

    def at(self, row: int, column: int) -> SheetCell:
        """The cell that shows at this position; merged areas show their corner's everywhere."""
        return self.cells.get(self.corner(row, column), BLANK)

    def texts(self) -> Iterator[tuple[Position, str]]:
        """Every position that shows words, merged areas at each position they cover, row by row."""
        words = {p: c.text for p, c in self.cells.items() if c.type == "text" and c.text.strip()}
        spread = {p: words[corner] for p, corner in self._covered.items() if corner in words}
        shown = words | spread
        yield from ((position, shown[position]) for position in sorted(shown))

    def fill(self, values: Iterable[tuple[Position, SheetCell]]) -> None:
        """Put computed values in the place of formulas that had none."""
        for position, cell in values:
            self.cells[position] = replace(cell, formula=self.cells[position].formula)
            self.computed.add(position)


@lru_cache(maxsize=8192)
def position_of(name: str) -> Position | None:
    """ "$H$31" → 0-based position; ``None`` for anything else."""
    letters = name.replace("$", "").rstrip("0123456789")
    digits = name.replace("$", "")[len(letters) :]
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and 1 <= len(digits) <= 7):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return (int(digits) - 1, column - 1) if int(digits) else None


@lru_cache(maxsize=4096)
def area_of(name: str) -> Area | None:
    """ "A1:C3" (or "A1") → the area; ``None`` for anything else."""
    first, _, last = name.partition(":")
    start, end = position_of(first), position_of(last or first)
    if start is None or end is None:
        return None
    return (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
