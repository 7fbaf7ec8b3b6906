"""A table planned: column widths from the form and the content, labels wrapped, row heights, where it may be cut.

The size of the type and the widths serve Word as well as the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosure_report.model.document import Cell, Table
from disclosure_report.typeset.face import Role
from disclosure_report.typeset.fonts import FaceSet
from disclosure_report.typeset.kinsoku import CLOSERS
from disclosure_report.typeset.linebreak import Breaker, Line, break_text
from disclosure_report.typeset.metrics import Measures, measures_of
from disclosure_report.typeset.profile import MM, Profile
from disclosure_report.typeset.setting import clean

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


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a cell: its text, where it starts in the cell's text, its set width and advances, pt."""

    text: str
    start: int
    width: float
    advances: Sequence[float]
    shifts: Mapping[int, float]


_Wraps = dict[tuple[Measures, Role, str, float, float, bool, bool], list[CellLine]]
_wraps: _Wraps = {}
_MOST_WRAPS = 20_000


def cell_role(cell: Cell) -> Role:
    """Heads of columns are set in the header's face; labels, figures and the note in the corner in the table's."""
    note = len(cell.text) > _SHORT_NOTE and cell.text.startswith("（") and cell.text.endswith("）")
    return "table_header" if cell.kind == "header" and not note else "table"


@dataclass(frozen=True)
class TablePlan:
    """A table with its measures in pt: type size, column widths, lines of every cell, row heights."""

    table: Table
    size: float
    leading: float
    padding: float
    widths: tuple[float, ...]
    lines: tuple[list[CellLine], ...]
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
        return frozenset(c.column for c, lines in pairs if c.kind == "label" and c.rowspan == 1 and len(lines) > 1)

    @cached_property
    def _crossings(self) -> tuple[int, ...]:
        """How many merged cells a cut above each row divides."""
        out = [0] * (self.table.rows + 1)
        for cell in self.table.cells:
            for row in range(cell.row + 1, cell.row + cell.rowspan):
                out[row] += 1
        return tuple(out)

    @cached_property
    def _cuts(self) -> tuple[int, ...]:
        """Rows above which the table may be cut: never below a row that only heads what follows."""
        heads = [True] * self.table.rows
        for cell in self.table.cells:
            if cell.kind != "header":
                heads[cell.row : cell.row + cell.rowspan] = [False] * cell.rowspan
        return tuple(r for r in range(self.table.header_rows + 1, self.table.rows) if not heads[r - 1])

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
        fitting = [r for r in self._cuts if r > start and used + self.tops[r] - self.tops[start] <= available]
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
            return rows - row < _FEWEST, self._crossings[row], -row

        return min((r for r in good if self.tops[r] >= lowest), key=cost)


def plan_table(table: Table, profile: Profile, faces: FaceSet) -> TablePlan:
    """The plan of a table across the whole type area."""
    width = profile.type_area.width * MM
    spec = profile.table
    size, needs = _size_that_fits(table, profile, faces, width)
    widths = _spread(table.weights, needs, width)
    padding = _padding(profile, table, size)
    lines = tuple(_cell_lines(c, widths, padding, size, faces) for c in table.cells)
    leading = spec.leading * size
    room = profile.type_area.height * MM - profile.grid.pitch
    heights = _heights_that_fit(table, lines, leading, size, spec.row_height, room)
    return TablePlan(table, size, leading, padding, widths, lines, heights, 1.9 * size)


def _padding(profile: Profile, table: Table, size: float) -> float:
    """The profile's padding, narrower as the type is smaller than the profile's."""
    return profile.table.padding * size / usual_size(table, profile)


def side(cell: Cell, padding: float, size: float) -> float:
    """The air left and right of a cell's lines, pt: prose has more of it."""
    return padding + _PROSE * size if cell.kind == "text" else padding


def usual_size(table: Table, profile: Profile) -> float:
    """The type a table is set in when all fits, pt: by its columns; prose in the smaller one."""
    prose = any(cell.kind == "text" for cell in table.cells)
    return profile.styles["table"].size if prose else profile.table_size(table.columns)


def _size_that_fits(table: Table, profile: Profile, faces: FaceSet, width: float) -> tuple[float, list[float]]:
    """The profile's size, or the largest smaller one in which every figure fits on one line of its column."""
    ems = _needs(table, faces)
    size, least = usual_size(table, profile), profile.table.minimum_size
    while True:
        padding = _padding(profile, table, size)
        needs = [em * size + 2 * padding for em in ems]
        if sum(needs) <= width:
            return size, needs
        if size <= least:
            return size, [n * width / sum(needs) for n in needs]
        size = max(size - _SIZE_STEP, least)


def _needs(table: Table, faces: FaceSet) -> list[float]:
    """The em each column needs at least: its figures whole, short heads whole, some characters of a label."""
    measures = measures_of(faces)
    needs = [1.0] * table.columns
    for cell in table.cells:
        if cell.colspan > 1 or not cell.text:
            continue
        width = measures[cell_role(cell)].width(cell.text)
        if cell.kind in ("label", "text"):
            width = 1.1 if _may_stand(cell) else min(width, _LEAST_LABEL)
        elif cell.kind == "header" and width > _SHORT_HEAD:
            width = 2.0
        needs[cell.column] = max(needs[cell.column], width + 0.02)
    return needs


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


def _cell_lines(cell: Cell, widths: Sequence[float], padding: float, size: float, faces: FaceSet) -> list[CellLine]:
    span = sum(widths[cell.column : cell.column + cell.colspan])
    room = span - 2 * side(cell, padding, size)
    upright = is_upright(cell, span, size)
    head = cell.kind == "header"
    key = (measures_of(faces), cell_role(cell), cell.text, round(room, 3), size, upright, head)
    if key not in _wraps:
        if len(_wraps) >= _MOST_WRAPS:
            _wraps.clear()
        _wraps[key] = _wrapped(cell.text, cell_role(cell), room, size, upright, head, faces)
    return _wraps[key]


def _wrapped(
    text: str, role: Role, room: float, size: float, upright: bool, head: bool, faces: FaceSet
) -> list[CellLine]:
    text = clean(text)
    advances = measures_of(faces)[role].advances(text)
    if upright:
        return _stacked(text, advances, size)
    if head:
        room = _even_room(text, room, size)
    lines = break_text(text, advances, size, room, room, justify=False)
    prefix = _PREFIX.match(text)
    if prefix and room < _NARROW * size and len(lines) > 1 and prefix.end() < lines[0].end:
        lines = _after_prefix(text, advances, size, room, prefix.end(), lines)
    return [CellLine(text[a.start : a.end], a.start, a.width, a.advances, a.shifts) for a in lines]


def _stacked(text: str, advances: Sequence[float], size: float) -> list[CellLine]:
    """One character below the other; a mark stands, half as wide, right of the character it follows."""
    out: list[CellLine] = []
    for match in _STACKED.finditer(text):
        widths = [a * size for a in advances[match.start() : match.end()]]
        widths[1:] = [w / 2 for w in widths[1:]]
        out.append(CellLine(match[0], match.start(), widths[0], widths, {}))
    return out


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
    table: Table, lines: Sequence[list[CellLine]], leading: float, size: float, usual: float, room: float
) -> tuple[float, ...]:
    """Row heights, tighter than ``usual`` (em) when only so the table stands within ``room`` pt."""
    heights = _heights(table, lines, leading, size, usual)
    if sum(heights) <= room or usual <= _TIGHT:
        return heights
    tight = _heights(table, lines, leading, size, _TIGHT)
    if sum(tight) > room:
        return heights
    # Heights grow ever faster with the least one: what the straight line between the two allows is never too much.
    least = _TIGHT + (usual - _TIGHT) * (room - sum(tight)) / (sum(heights) - sum(tight))
    between = _heights(table, lines, leading, size, least)
    return between if sum(between) <= room else tight


def _heights(
    table: Table, lines: Sequence[list[CellLine]], leading: float, size: float, least: float
) -> tuple[float, ...]:
    """Rows as high as their highest cell, ``least`` em at least; what a merged cell lacks is shared by its rows."""
    heads = table.header_rows
    heights = [least * size] * heads + [max(least, table.row_height) * size] * (table.rows - heads)
    air = least * size - leading
    for cell, wrapped in sorted(zip(table.cells, lines, strict=True), key=lambda p: p[0].rowspan):
        need = len(wrapped) * leading + air * 0.7
        has = sum(heights[cell.row : cell.row + cell.rowspan])
        if need > has:
            for row in range(cell.row, cell.row + cell.rowspan):
                heights[row] += (need - has) / cell.rowspan
    return tuple(heights)
