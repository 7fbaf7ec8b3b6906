"""A planned table painted part by part, and its structure elements (ISO 14289-1 7.5: every figure knows its heads)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosure_report.model.document import Cell, Table
from disclosure_report.typeset.pages import Item, Origin, Rule
from disclosure_report.typeset.profile import TextStyle
from disclosure_report.typeset.setting import ASCENT, Piece, Press
from disclosure_report.typeset.tables import CellLine, TablePlan, cell_role, is_upright, side


@dataclass
class SetTable:
    """A table in the flow: its plan, its block in the Document, the structure element of every cell.

    ``painted``: the cells whose words stand on a page already; what is painted of them again only repeats them.
    ``above``: the height, pt, of the heading that goes where the first row goes.
    """

    plan: TablePlan
    block: int
    nodes: dict[int, int] = field(default_factory=dict)
    painted: set[int] = field(default_factory=set)
    above: float = 0.0


def structure(press: Press, table: Table, parent: int) -> dict[int, int]:
    """Table, TR, TH and TD elements; the node of every cell by its index."""
    top = press.node("Table", parent, {"Summary": table.description})
    rows: dict[int, int] = {}
    nodes: dict[int, int] = {}
    order = sorted(range(len(table.cells)), key=lambda i: (table.cells[i].row, table.cells[i].column))
    heads = _heads(table)
    for i in order:
        cell = table.cells[i]
        if cell.row not in rows:
            rows[cell.row] = press.node("TR", top)
        headers = tuple(nodes[h] for h in heads[i] if h in nodes)
        nodes[i] = press.node("TH" if cell.is_head else "TD", rows[cell.row], _attributes(cell, headers))
    return nodes


def _attributes(cell: Cell, headers: tuple[int, ...]) -> dict[str, object]:
    out: dict[str, object] = {}
    if cell.rowspan > 1:
        out["RowSpan"] = cell.rowspan
    if cell.colspan > 1:
        out["ColSpan"] = cell.colspan
    if cell.is_head:
        out["Scope"] = "Column" if cell.kind == "header" else "Row"
    elif headers:
        out["Headers"] = headers
    return out


def _heads(table: Table) -> list[tuple[int, ...]]:
    """For every value the cells that head it: the nearest column heads above, then the labels left of it."""
    at: dict[tuple[int, int], int] = {}
    for i, cell in enumerate(table.cells):
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                at[row, column] = i
    return [() if c.is_head else tuple(_heads_of(table, at, c)) for c in table.cells]


def _heads_of(table: Table, at: dict[tuple[int, int], int], cell: Cell) -> list[int]:
    above: list[int] = []
    for row in range(cell.row - 1, -1, -1):
        i = at[row, cell.column]
        if table.cells[i].kind == "header":
            above.append(i)
        elif above:
            break
    left = [at[cell.row, c] for c in range(cell.column) if table.cells[at[cell.row, c]].kind == "label"]
    return list(dict.fromkeys([*reversed(above), *left]))


def paint_part(press: Press, placed: SetTable, start: int, end: int, left: float, top: float, out: list[Item]) -> float:
    """Rows ``start`` to ``end`` with their upper edge at y = ``top``; the y of the lower edge.

    A part that continues the table stands below a caption that says so and the header rows, all artifacts.
    """
    if start:
        top = _paint_continuation(press, placed, left, top, out)
    return _paint_rows(press, placed, start, end, left, top, out, tagged=True)


def _paint_continuation(press: Press, placed: SetTable, left: float, top: float, out: list[Item]) -> float:
    plan = placed.plan
    style = TextStyle("table", plan.size, False)
    words = press.profile.table.continued
    width = press.measures["table"].width(words) * plan.size
    advances = [a * plan.size for a in press.measures["table"].advances(words)]
    piece = Piece(words, plan.lefts[-1] - width, style, advances, {})
    press.paint(piece, left, top - ASCENT * plan.size, out)
    top -= plan.caption_height
    header = plan.table.header_rows
    return _paint_rows(press, placed, 0, header, left, top, out, tagged=False) if header else top


def _paint_rows(
    press: Press, placed: SetTable, start: int, end: int, left: float, top: float, out: list[Item], *, tagged: bool
) -> float:
    plan = placed.plan
    out.extend(_rules(plan, start, end, left, top, press.profile.table.rule))
    for i, cell in enumerate(plan.table.cells):
        first, last = max(cell.row, start), min(cell.row + cell.rowspan, end)
        if first < last and plan.lines[i]:
            upper, lower = top - plan.tops[first] + plan.tops[start], top - plan.tops[last] + plan.tops[start]
            repeats = not tagged or i in placed.painted
            if _too_high(plan, i, upper - lower) and (repeats or cell.row + cell.rowspan > end):
                continue
            node = None if repeats else placed.nodes[i]
            placed.painted.add(i)
            _paint_cell(press, placed, i, left, upper, lower, node, out)
    return top - plan.tops[end] + plan.tops[start]


def _too_high(plan: TablePlan, i: int, height: float) -> bool:
    """Whether the part of a cell on this page is too low for its words: they stand in a later part, once."""
    return len(plan.lines[i]) * plan.leading > height + 0.3 * plan.size


def _paint_cell(
    press: Press, placed: SetTable, i: int, left: float, upper: float, lower: float, node: int | None, out: list[Item]
) -> None:
    """The lines of a cell in the middle of its height."""
    plan = placed.plan
    cell, lines = plan.table.cells[i], plan.lines[i]
    x0, x1 = plan.lefts[cell.column], plan.lefts[cell.column + cell.colspan]
    style = TextStyle(cell_role(cell), plan.size, press.profile.styles[cell_role(cell)].bold)
    baseline = (upper + lower + len(lines) * plan.leading) / 2 - (plan.leading - plan.size) / 2 - ASCENT * plan.size
    for line in lines:
        x = _start(press, plan, cell, line, x0, x1)
        origin = Origin(placed.block, i, line.start) if node is not None else None
        advances = line.advances[: len(line.text)]
        press.paint(Piece(line.text, x, style, advances, line.shifts, node, origin), left, baseline, out)
        baseline -= plan.leading


def _start(press: Press, plan: TablePlan, cell: Cell, line: CellLine, x0: float, x1: float) -> float:
    """Where a line starts: prose, labels of wide tables and columns of long labels at the left, all else centred."""
    if cell.kind == "text":
        return x0 + side(cell, plan.padding, plan.size)
    if cell.kind == "label" and not is_upright(cell, x1 - x0, plan.size):
        wide = plan.table.columns >= press.profile.table.wide_from
        if wide or cell.column in plan.wrapping:
            return x0 + plan.padding
    return (x0 + x1 - line.width) / 2


def _rules(plan: TablePlan, start: int, end: int, left: float, top: float, width: float) -> Iterator[Rule]:
    """The lines of the grid between different cells, each as long as it goes; ends overlap to close the corners."""
    grid = plan.table.grid()[start:end]
    half = width / 2
    ys = [top - t + plan.tops[start] for t in plan.tops[start : end + 1]]
    xs = [left + x for x in plan.lefts]
    rows, columns = len(grid), plan.table.columns
    for r in range(rows + 1):
        split = [r in (0, rows) or grid[r - 1][c] is not grid[r][c] for c in range(columns)]
        for a, b in _stretches(split):
            yield Rule(xs[a] - half, ys[r], xs[b] + half, ys[r], width)
    for c in range(columns + 1):
        split = [c in (0, columns) or grid[r][c - 1] is not grid[r][c] for r in range(rows)]
        for a, b in _stretches(split):
            yield Rule(xs[c], ys[a], xs[c], ys[b], width)


def _stretches(split: list[bool]) -> Iterator[tuple[int, int]]:
    """Maximal runs of true values as (first, end)."""
    start = None
    for i, value in enumerate([*split, False]):
        if value and start is None:
            start = i
        elif not value and start is not None:
            yield start, i
            start = None
