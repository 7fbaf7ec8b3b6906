"""A table planned: column widths from the form and the content, labels wrapped, row heights, where it may be cut.

The size of the type and the widths serve Word as well as the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from disclosure_report.model.document import Cell, CellKind, Table
from disclosure_report.typeset.face import Role
from disclosure_report.typeset.fonts import FaceSet
from disclosure_report.typeset.kinsoku import CLOSERS
from disclosure_report.typeset.linebreak import Breaker, Line, break_text
from disclosure_report.typeset.metrics import Measures, RoleMetrics, measures_of
from disclosure_report.typeset.profile import MM, Profile, TableSpec
from disclosure_report.typeset.setting import clean
from disclosure_report.typeset.table_shape import Shape, shape_of

#: Labels are set upright in a column when they span this many rows in a column narrower than so many em.
_UPRIGHT_ROWS, _UPRIGHT_EM, _UPRIGHT_LENGTH = 5, 3.2, 6
#: In columns narrower than so many em the number of a label stands on a line of its own.
_NARROW = 7
#: Short column heads stand on one line; the least a label's column holds, em.
_SHORT_HEAD, _LEAST_LABEL = 3, 4
_SHORT_NOTE = 12
#: Air beside prose, em, on top of the padding.
_PROSE = 0.3
_PREFIX = re.compile(r"（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、")
_SIZE_STEP = 0.5
_STACKED = re.compile(f".[{''.join(sorted(CLOSERS))}]*", re.S)
#: A table goes to the next page whole when that leaves no more of this one empty than this share, or when the table
#: is no higher than that one; a cut is moved up this far to spare a merged cell.
_EMPTY, _SMALL, _SEEK = 0.4, 0.45, 0.3
#: Rows may be made so low (em) when the table then stands on one page with the heading above it.
_TIGHT = 1.7
#: The fewest rows below the header on a page that starts or ends a cut table.
_FEWEST = 3
#: Widths and lines of so many cells are kept: labels and figures, not prose, are the same in report after report.
_MOST_KEPT, SHORT = 1 << 13, 64


class CellLine(NamedTuple):
    """A line of a cell: its text, where it starts in the cell's text, its set width and advances, pt.

    ``plain``: no character is moved or comes from another face than the role's own.
    """

    text: str
    start: int
    width: float
    advances: tuple[float, ...]
    shifts: Mapping[int, float]
    plain: bool


#: The roles a table is set in.
TABLE_ROLES: tuple[Role, ...] = ("table", "table_header")


def cell_role(cell: Cell) -> Role:
    """Heads of columns are set in the header's face; labels, figures and the note in the corner in the table's."""
    if cell.kind != "header":
        return "table"
    text = cell.text
    note = len(text) > _SHORT_NOTE and text.startswith("（") and text.endswith("）")
    return "table" if note else "table_header"


@dataclass(frozen=True)
class TablePlan:
    """A table with its measures in pt: type size, column widths, lines of every cell, row heights."""

    table: Table
    shape: Shape
    size: float
    leading: float
    padding: float
    widths: tuple[float, ...]
    lines: tuple[tuple[CellLine, ...], ...]
    heights: tuple[float, ...]
    caption_height: float

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Distance of each row's top from the table's, and the table's height at the end."""
        out = [0.0]
        for height in self.heights:
            out.append(out[-1] + height)
        return tuple(out)

    @cached_property
    def lefts(self) -> tuple[float, ...]:
        """Distance of each column's left edge from the table's, and the table's width at the end."""
        out = [0.0]
        for width in self.widths:
            out.append(out[-1] + width)
        return tuple(out)

    @cached_property
    def continuation(self) -> float:
        """The height of what stands above the rows of a continued part: its caption and the header rows."""
        return self.caption_height + self.tops[self.table.header_rows]

    @cached_property
    def wrapping(self) -> frozenset[int]:
        """Columns in which a label takes more than a line."""
        pairs = zip(self.table.cells, self.lines, strict=True)
        return frozenset(c.column for c, lines in pairs if len(lines) > 1 and c.kind == "label" and c.rowspan == 1)

    def part(self, start: int, available: float, page: float, above: float = 0.0) -> int:
        """The row at which a part that begins with row ``start`` ends when ``available`` of ``page`` pt are free.

        ``above``: pt taken by the heading that goes where the table's first row goes.  ``start`` itself means that
        nothing should stand here.
        """
        rows, fresh = self.table.rows, available >= page - above - 1
        used = self.continuation if start else 0.0
        if used + self.tops[rows] - self.tops[start] <= available:
            return rows
        if not fresh and not start and self._goes_whole(available + above, page, above):
            return start
        fitting = [r for r in self.shape.cuts if r > start and used + self.tops[r] - self.tops[start] <= available]
        fewest = min(_FEWEST, rows - start) + (self.table.header_rows if not start else 0)
        good = [r for r in fitting if r - start >= fewest]
        if not good:
            return (fitting[-1] if fitting else start + 1) if fresh else start
        return self._best_cut(good, available)

    def _goes_whole(self, empty: float, page: float, above: float) -> bool:
        """Whether the table rather stands on the next page, whole, than being cut here."""
        fits = self.tops[-1] + above <= page
        return fits and (empty <= _EMPTY * page or self.tops[-1] <= _SMALL * page)

    def _best_cut(self, good: Sequence[int], available: float) -> int:
        """The latest cut, or one not far above it that divides fewer merged cells or leaves more rows to follow."""
        rows, lowest = self.table.rows, self.tops[good[-1]] - _SEEK * available

        def cost(row: int) -> tuple[bool, int, int]:
            return rows - row < _FEWEST, self.shape.crossings[row], -row

        return min((r for r in good if self.tops[r] >= lowest), key=cost)


def plan_table(table: Table, profile: Profile, faces: FaceSet) -> TablePlan:
    """The plan of a table across the whole type area."""
    shape, measures = shape_of(table), measures_of(faces)
    width = profile.type_area.width * MM
    spec = profile.table
    usual = usual_size(table, profile)
    size, padding, needs = _size_that_fits(_needs(table, measures), width, usual, spec)
    widths = _spread(table.weights, needs, width)
    lines = tuple([_cell_lines(c, widths, padding, size, measures) for c in table.cells])
    leading = spec.leading * size
    room = profile.type_area.height * MM - profile.grid.pitch
    heights = _heights_that_fit(table, shape, [len(held) for held in lines], leading, size, spec.row_height, room)
    return TablePlan(table, shape, size, leading, padding, widths, lines, heights, 1.9 * size)


def side(cell: Cell, padding: float, size: float) -> float:
    """The air left and right of a cell's lines, pt: prose has more of it."""
    return padding + _PROSE * size if cell.kind == "text" else padding


def usual_size(table: Table, profile: Profile) -> float:
    """The type a table is set in when all fits, pt: by its columns; prose in the smaller one."""
    prose = any(cell.kind == "text" for cell in table.cells)
    return profile.styles["table"].size if prose else profile.table_size(table.columns)


def _size_that_fits(
    ems: Sequence[float], width: float, usual: float, spec: TableSpec
) -> tuple[float, float, list[float]]:
    """The usual size, or the largest smaller one in which every figure fits on one line of its column.

    With it the padding, narrower as the type is smaller, and what each column needs, pt.
    """
    size = usual
    while True:
        padding = spec.padding * size / usual
        needs = [em * size + 2 * padding for em in ems]
        if sum(needs) <= width:
            return size, padding, needs
        if size <= spec.minimum_size:
            return size, padding, [n * width / sum(needs) for n in needs]
        size = max(size - _SIZE_STEP, spec.minimum_size)


def _needs(table: Table, measures: Measures) -> list[float]:
    """The em each column needs at least."""
    needs = [1.0] * table.columns
    for cell in table.cells:
        if cell.colspan == 1 and cell.text:
            find = _kept_need if len(cell.text) <= SHORT else _need
            need = find(cell.text, cell.kind, cell_role(cell), _may_stand(cell), measures)
            if need > needs[cell.column]:
                needs[cell.column] = need
    return needs


def _need(text: str, kind: CellKind, role: Role, may_stand: bool, measures: Measures) -> float:
    """The em a cell needs at least: a figure whole, a short head whole, some characters of a label."""
    width = measures[role].width(text)
    if kind in ("label", "text"):
        width = 1.1 if may_stand else min(width, _LEAST_LABEL)
    elif kind == "header" and width > _SHORT_HEAD:
        width = 2.0
    return width + 0.02


_kept_need = lru_cache(maxsize=_MOST_KEPT)(_need)


def _may_stand(cell: Cell) -> bool:
    return (
        cell.kind == "label" and cell.rowspan >= _UPRIGHT_ROWS and len(cell.text) >= _UPRIGHT_LENGTH and not cell.column
    )


def _spread(weights: Sequence[float], needs: Sequence[float], width: float) -> tuple[float, ...]:
    """The width shared by weight, no column below its need."""
    out = [w * width / sum(weights) for w in weights]
    fixed: set[int] = set()
    while True:
        short = {i for i, w in enumerate(out) if w < needs[i] - 1e-9} - fixed
        if not short:
            return tuple(out)
        fixed |= short
        free = [i for i in range(len(out)) if i not in fixed]
        left = width - sum(needs[i] for i in fixed)
        share = sum(weights[i] for i in free)
        out = [needs[i] if i in fixed else weights[i] * left / share for i in range(len(out))]


def is_upright(cell: Cell, width: float, size: float) -> bool:
    """Whether a label is set one character below the other."""
    return _may_stand(cell) and width < _UPRIGHT_EM * size


def _cell_lines(
    cell: Cell, widths: Sequence[float], padding: float, size: float, measures: Measures
) -> tuple[CellLine, ...]:
    column, colspan, kind = cell.column, cell.colspan, cell.kind
    span = widths[column] if colspan == 1 else sum(widths[column : column + colspan])
    room = span - 2 * side(cell, padding, size)
    upright = kind == "label" and is_upright(cell, span, size)
    wrap = _kept_lines if len(cell.text) <= SHORT else _wrapped
    return wrap(cell.text, cell_role(cell), room, size, upright, kind == "header", measures)


def _wrapped(
    text: str, role: Role, room: float, size: float, upright: bool, head: bool, measures: Measures
) -> tuple[CellLine, ...]:
    text, metrics = clean(text), measures[role]
    advances = metrics.advances(text)
    if upright:
        return tuple(_stacked(text, advances, size, metrics))
    if head:
        room = _even_room(text, room, size)
    lines = break_text(text, advances, size, room, room, justify=False)
    prefix = _PREFIX.match(text)
    if prefix and room < _NARROW * size and len(lines) > 1 and prefix.end() < lines[0].end:
        lines = _after_prefix(text, advances, size, room, prefix.end(), lines)
    return tuple(_cell_line(text[a.start : a.end], a.start, a.advances, a.shifts, metrics) for a in lines)


_kept_lines = lru_cache(maxsize=_MOST_KEPT)(_wrapped)


def _cell_line(
    text: str, start: int, advances: Sequence[float], shifts: Mapping[int, float], metrics: RoleMetrics
) -> CellLine:
    return CellLine(text, start, sum(advances), tuple(advances), shifts, not shifts and metrics.are_plain(text))


def _stacked(text: str, advances: Sequence[float], size: float, metrics: RoleMetrics) -> Iterator[CellLine]:
    """One character below the other; a mark stands, half as wide, right of the character it follows."""
    for match in _STACKED.finditer(text):
        widths = [a * size for a in advances[match.start() : match.end()]]
        widths[1:] = [w / 2 for w in widths[1:]]
        line = _cell_line(match[0], match.start(), widths, {}, metrics)
        yield line._replace(width=widths[0])


def _even_room(text: str, room: float, size: float) -> float:
    """Column heads of four, six, eight characters break after an even number: 社会/公益/组织, not 社会公/益组织."""
    fitting = int((room + 0.01) / size)
    if fitting == 3 and len(text) in (4, 6, 8):
        return 2.02 * size
    return room


def _after_prefix(
    text: str, advances: Sequence[float], size: float, room: float, end: int, lines: list[Line]
) -> list[Line]:
    """The number of a label alone on its first line when that takes no more lines: （三）/不予公开."""
    rest = break_text(text[end:], advances[end:], size, room, room, justify=False)
    if 1 + len(rest) > len(lines):
        return lines
    first = Breaker(text[:end], advances[:end], size).line(0, end, room, justify=False)
    return [first, *(Line(r.start + end, r.end + end, r.advances, r.shifts) for r in rest)]


def _heights_that_fit(
    table: Table, shape: Shape, lines: Sequence[int], leading: float, size: float, usual: float, room: float
) -> tuple[float, ...]:
    """Row heights, tighter than ``usual`` (em) when only so the table stands within ``room`` pt.

    ``lines``: how many each cell has.
    """
    heights = _heights(table, shape, lines, leading, size, usual)
    if sum(heights) <= room or usual <= _TIGHT:
        return heights
    tight = _heights(table, shape, lines, leading, size, _TIGHT)
    if sum(tight) > room:
        return heights
    # Heights grow ever faster with the least one: what the straight line between the two allows is never too much.
    least = _TIGHT + (usual - _TIGHT) * (room - sum(tight)) / (sum(heights) - sum(tight))
    between = _heights(table, shape, lines, leading, size, least)
    return between if sum(between) <= room else tight


def _heights(
    table: Table, shape: Shape, lines: Sequence[int], leading: float, size: float, least: float
) -> tuple[float, ...]:
    """Rows as high as their highest cell, ``least`` em at least; what a merged cell lacks is shared by its rows."""
    heads, floor = table.header_rows, least * size
    heights = [floor] * heads + [max(least, table.row_height) * size] * (table.rows - heads)
    air = (floor - leading) * 0.7
    for i in shape.by_rowspan:
        need = lines[i] * leading + air
        if need > floor:
            row, _, rowspan, _, _ = shape.spots[i]
            has = sum(heights[row : row + rowspan])
            if need > has:
                for r in range(row, row + rowspan):
                    heights[r] += (need - has) / rowspan
    return tuple(heights)
