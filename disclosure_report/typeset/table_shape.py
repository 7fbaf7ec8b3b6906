"""What the merges of a table alone decide, worked out once for all reports of an edition: they differ in figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from disclosure_report.model.document import CellKind, Table
from disclosure_report.typeset.pages import Tag

#: Where a cell stands and what it is: row, column, rowspan, colspan, kind.
Spot: TypeAlias = tuple[int, int, int, int, CellKind]
_spot = attrgetter("row", "column", "rowspan", "colspan", "kind")
#: A line between cells: above which row it runs and from which column to which, or left of which column and between
#: which rows; rows are counted from the part's first.
Edge: TypeAlias = tuple[int, int, int]
#: Tables of more cells (a review sheet's list, say) are as a rule met once: their shapes are not kept.
_MOST_CELLS = 500
_MOST_PARTS = 64


class Element(NamedTuple):
    """A TR, TH or TD: its parent and the cells that head it, counted from the Table element."""

    tag: Tag
    parent: int
    attributes: Mapping[str, object]
    heads: tuple[int, ...] = ()


class Part(NamedTuple):
    """Rows of a table: index, first row and end of every cell in them, and the lines between different cells."""

    cells: tuple[tuple[int, int, int], ...]
    level: tuple[Edge, ...]
    upright: tuple[Edge, ...]


class Shape:
    """The grid of a table: ``at[row][column]`` is the index of the cell that covers the place.

    ``part(start, end)``: what stands in these rows.
    """

    def __init__(self, rows: int, columns: int, header_rows: int, spots: Sequence[Spot]) -> None:
        self.rows, self.columns, self.header_rows, self.spots = rows, columns, header_rows, spots
        self.at = [[-1] * columns for _ in range(rows)]
        for i, (row, column, rowspan, colspan, _) in enumerate(spots):
            for r in range(row, row + rowspan):
                self.at[r][column : column + colspan] = [i] * colspan
        if any(-1 in row for row in self.at):
            raise ValueError("the cells do not cover the grid")
        #: Whether it is worth keeping what is made of the shape.
        self.is_common = len(spots) <= _MOST_CELLS
        self.part = lru_cache(maxsize=_MOST_PARTS)(self._part)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The cells row by row, from left to right."""
        return tuple(sorted(range(len(self.spots)), key=lambda i: self.spots[i][:2]))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where each cell's element stands, counted from the Table element."""
        out, place, begun = [0] * len(self.spots), 0, set()
        for i in self.order:
            row = self.spots[i][0]
            place += 1 if row in begun else 2  # a row's own element comes first
            begun.add(row)
            out[i] = place
        return tuple(out)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The elements of rows and cells in reading order (ISO 14289-1 7.5: every figure knows its heads)."""
        out: list[Element] = []
        row_at = {}
        for i in self.order:
            row = self.spots[i][0]
            if row not in row_at:
                out.append(Element("TR", 0, {}))
                row_at[row] = len(out)
            out.append(self._element(i, row_at[row]))
        return tuple(out)

    def _element(self, i: int, parent: int) -> Element:
        _, _, rowspan, colspan, kind = self.spots[i]
        attributes: dict[str, object] = {}
        if rowspan > 1:
            attributes["RowSpan"] = rowspan
        if colspan > 1:
            attributes["ColSpan"] = colspan
        if kind in ("header", "label"):
            attributes["Scope"] = "Column" if kind == "header" else "Row"
            return Element("TH", parent, attributes)
        heads = [self.places[h] for h in self._heads(i)]
        return Element("TD", parent, attributes, tuple(h for h in heads if h < self.places[i]))

    def _heads(self, i: int) -> list[int]:
        """The cells that head a value: the nearest column heads above, then the labels left of it."""
        row, column = self.spots[i][:2]
        above: list[int] = []
        for r in range(row - 1, -1, -1):
            head = self.at[r][column]
            if self.spots[head][4] == "header":
                above.append(head)
            elif above:
                break
        left = [h for h in self.at[row][:column] if self.spots[h][4] == "label"]
        return list(dict.fromkeys([*reversed(above), *left]))

    @cached_property
    def crossings(self) -> tuple[int, ...]:
        """How many merged cells a cut above each row divides."""
        out = [0] * (self.rows + 1)
        for top, _, rowspan, _, _ in self.spots:
            for row in range(top + 1, top + rowspan):
                out[row] += 1
        return tuple(out)

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """Rows above which the table may be cut: never below a row that only heads what follows."""
        heads = [True] * self.rows
        for row, _, rowspan, _, kind in self.spots:
            if kind != "header":
                heads[row : row + rowspan] = [False] * rowspan
        return tuple(r for r in range(self.header_rows + 1, self.rows) if not heads[r - 1])

    @cached_property
    def by_rowspan(self) -> tuple[int, ...]:
        """The cells, those of fewer rows first."""
        return tuple(sorted(range(len(self.spots)), key=lambda i: self.spots[i][2]))

    @cached_property
    def by_colspan(self) -> tuple[int, ...]:
        """The cells, those of fewer columns first, each kind in reading order."""
        return tuple(sorted(self.order, key=lambda i: self.spots[i][3]))

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """The cells that head others, in reading order: their words are the form's."""
        return tuple(i for i in self.order if self.spots[i][4] in ("header", "label"))

    @cached_property
    def figures(self) -> tuple[int, ...]:
        """The cells that hold what a report says, in reading order."""
        return tuple(i for i in self.order if self.spots[i][4] not in ("header", "label"))

    def _part(self, start: int, end: int) -> Part:
        cut = ((i, max(s[0], start), min(s[0] + s[2], end)) for i, s in enumerate(self.spots))
        cells = tuple(c for c in cut if c[1] < c[2])
        return Part(cells, tuple(self._level(start, end)), tuple(self._upright(start, end)))

    def _level(self, start: int, end: int) -> Iterator[Edge]:
        at = self.at[start:end]
        for r in range(len(at) + 1):
            split = [r in (0, len(at)) or at[r - 1][c] != at[r][c] for c in range(self.columns)]
            yield from ((r, a, b) for a, b in _stretches(split))

    def _upright(self, start: int, end: int) -> Iterator[Edge]:
        at = self.at[start:end]
        for c in range(self.columns + 1):
            split = [c in (0, self.columns) or row[c - 1] != row[c] for row in at]
            yield from ((c, a, b) for a, b in _stretches(split))


def shape_of(table: Table) -> Shape:
    """The shape of a table. ``ValueError`` when its cells do not cover the grid."""
    make = _kept if len(table.cells) <= _MOST_CELLS else Shape
    return make(table.rows, table.columns, table.header_rows, tuple(map(_spot, table.cells)))


@lru_cache(maxsize=32)
def _kept(rows: int, columns: int, header_rows: int, spots: tuple[Spot, ...]) -> Shape:
    return Shape(rows, columns, header_rows, spots)


def _stretches(split: list[bool]) -> Iterator[tuple[int, int]]:
    """Maximal runs of true values as (first, end)."""
    start = None
    for i, value in enumerate([*split, False]):
        if value and start is None:
            start = i
        elif not value and start is not None:
            yield start, i
            start = None
