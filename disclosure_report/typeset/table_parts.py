"""A planned table painted part by part, and its structure elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure_report.model.document import Cell
from disclosure_report.typeset.pages import Item, Node, Origin, Rule, TextRun
from disclosure_report.typeset.profile import TextStyle
from disclosure_report.typeset.setting import ASCENT, Piece, Press
from disclosure_report.typeset.table_shape import Part
from disclosure_report.typeset.tables import TABLE_ROLES, TablePlan, cell_role, is_upright, side


@dataclass
class SetTable:
    """A table in the flow: its plan, its block in the Document, the structure element of every cell.

    ``painted``: the cells whose words stand on a page already; what is painted of them again only repeats them.
    ``above``: the height, pt, of the heading that goes where the first row goes.
    """

    plan: TablePlan
    block: int
    nodes: Sequence[int]
    painted: set[int] = field(default_factory=set)
    above: float = 0.0


def structure(press: Press, plan: TablePlan, parent: int) -> list[int]:
    """Table, TR, TH and TD elements; the node of every cell."""
    shape = plan.shape
    top = press.node("Table", parent, {"Summary": plan.table.description})
    press.nodes += [
        Node(tag, top + up, {**attributes, "Headers": tuple([top + h for h in heads])} if heads else attributes)
        for tag, up, attributes, heads in shape.elements
    ]
    return [top + place for place in shape.places]


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
    plan, painted = placed.plan, placed.painted
    tops, part = plan.tops, plan.shape.part(start, end)
    ys = [top - y + tops[start] for y in tops]
    out += _rules(part, [left + x for x in plan.lefts], ys[start : end + 1], press.profile.table.rule)
    setter = CellSetter(press, plan, placed.block, left, out)
    for i, first, last in part.cells:
        if not plan.lines[i]:
            continue
        repeats = not tagged or i in painted
        upper, lower = ys[first], ys[last]
        if _too_high(plan, i, upper - lower) and (repeats or sum(plan.shape.spots[i][0:3:2]) > end):
            continue
        painted.add(i)
        setter.paint(i, upper, lower, None if repeats else placed.nodes[i])
    return ys[end]


def _too_high(plan: TablePlan, i: int, height: float) -> bool:
    """Whether the part of a cell on this page is too low for its words: they stand in a later part, once."""
    return len(plan.lines[i]) * plan.leading > height + 0.3 * plan.size


class CellSetter:
    """Sets the cells of one part of a table; what they have in common is worked out once."""

    def __init__(self, press: Press, plan: TablePlan, block: int, left: float, out: list[Item]) -> None:
        self.press, self.plan, self.block, self.left, self.out = press, plan, block, left, out
        styles = press.profile.styles
        self.styles = {role: TextStyle(role, plan.size, styles[role].bold) for role in TABLE_ROLES}
        self.faces = {role: press.measures[role].face for role in TABLE_ROLES}
        self.wide = plan.table.columns >= press.profile.table.wide_from
        #: From the upper end of a line to its baseline: half of what the lines have between them, and the ascent.
        self.lead, self.ascent = (plan.leading - plan.size) / 2, ASCENT * plan.size

    def paint(self, i: int, upper: float, lower: float, node: int | None) -> None:
        """The lines of a cell in the middle of its height."""
        plan = self.plan
        cell, lines, leading = plan.table.cells[i], plan.lines[i], plan.leading
        x0, x1 = plan.lefts[cell.column], plan.lefts[cell.column + cell.colspan]
        role = cell_role(cell)
        face, style = self.faces[role], self.styles[role]
        baseline = (upper + lower + len(lines) * leading) / 2 - self.lead - self.ascent
        indent = self._indent(cell, x1 - x0)
        for text, start, width, advances, shifts, plain in lines:
            x = (x0 + x1 - width) / 2 if indent is None else x0 + indent
            origin = Origin(self.block, i, start) if node is not None else None
            if plain:  # as nearly all are: straight to the page
                at = self.left + x
                self.out.append(
                    TextRun(text, at, baseline, face, plan.size, advances, (), node, origin, 0.0, 0.0, style.bold)
                )
            else:
                piece = Piece(text, x, style, advances, shifts, node, origin)
                self.press.paint(piece, self.left, baseline, self.out)
            baseline -= leading

    def _indent(self, cell: Cell, width: float) -> float | None:
        """Prose, labels of wide tables and columns of long labels start at the left, all else stands in the middle."""
        kind, plan = cell.kind, self.plan
        if kind == "text":
            return side(cell, plan.padding, plan.size)
        if kind != "label" or is_upright(cell, width, plan.size):
            return None
        return plan.padding if self.wide or cell.column in plan.wrapping else None


def _rules(part: Part, xs: Sequence[float], ys: Sequence[float], width: float) -> Iterator[Rule]:
    """The lines of the grid; ends overlap to close the corners."""
    half = width / 2
    for row, a, b in part.level:
        yield Rule(xs[a] - half, ys[row], xs[b] + half, ys[row], width)
    for column, a, b in part.upright:
        yield Rule(xs[column], ys[a], xs[column], ys[b], width)
