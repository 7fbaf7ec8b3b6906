"""Column widths of a table: the form's proportions, bent so that no figure is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure_report.model.document import Cell, CellKind, Table
from disclosure_report.typeset.profile import Profile
from disclosure_report.typeset.table_shape import Shape, shape_of
from disclosure_report.typeset.tables import SHORT, usual_size
from disclosure_report.writers.wording import safe_width

#: Column heads of so many characters stand on one line; other words take at least two characters a line, and a label
#: at most four lines for each of its rows.
_SHORT_HEAD, _NARROWEST, _MOST_LINES = 3, 2, 4
#: A table of few columns has room to spare at the sides of its cells.
_ROOMY = 3
#: A bracketed number such as （三） stands on one line.
_NUMBER = 3
#: The padding that figures too long for their columns leave, pt.
_LEAST_PADDING = 0.5


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in twips that fill the type area, the type size and the cells' side padding in pt."""

    twips: tuple[int, ...]
    size: float
    padding: float


def fit_columns(table: Table, profile: Profile) -> Columns:
    """The largest size, from the table's own down to the smallest allowed, at which every figure fits its column.

    At the smallest size the padding gives way, too.
    """
    total = profile.type_area.width * 72 / 25.4
    size = usual_size(table, profile)
    padding = profile.table.padding * (1 if table.columns >= profile.table.wide_from else _ROOMY)
    shape, ems = shape_of(table), [_least_of(c) for c in table.cells]
    while True:
        needed = _needed(shape, ems, size, 2 * padding + profile.table.rule)
        if sum(needed) <= total or (size <= profile.table.minimum_size and padding <= _LEAST_PADDING):
            return Columns(_twips(_shared(table.weights, needed, total), total), size, padding)
        if size <= profile.table.minimum_size:
            padding = _LEAST_PADDING
        size = max(size - 0.5, profile.table.minimum_size)


def _needed(shape: Shape, ems: Sequence[float], size: float, frame: float) -> list[float]:
    """The least width of every column, pt; a cell over several columns widens the last of them if need be."""
    needed = [frame] * shape.columns
    for i in shape.by_colspan:
        _, column, _, colspan, _ = shape.spots[i]
        has = needed[column] if colspan == 1 else sum(needed[column : column + colspan])
        missing = ems[i] * size + frame - has
        if missing > 0:
            needed[column + colspan - 1] += missing
    return needed


def _least_of(cell: Cell) -> float:
    """Characters a cell needs; those of short words are kept, the same stand in report after report."""
    find = _kept if len(cell.text) <= SHORT else _least
    return find(cell.text, cell.kind, cell.rowspan)


def _least(text: str, kind: CellKind, rowspan: int) -> float:
    """A figure whole, whatever face shows it; words by their lines."""
    wide = safe_width(text)
    if kind == "value" or (kind == "header" and wide <= _SHORT_HEAD):
        return wide
    lines = _MOST_LINES * rowspan if kind in ("label", "text") else wide
    number = _NUMBER if text.startswith("（") else _NARROWEST
    return min(wide, max(number, wide / max(lines, 1)))


_kept = lru_cache(maxsize=1 << 12)(_least)


def _shared(weights: Sequence[float], needed: Sequence[float], total: float) -> list[float]:
    """``total`` shared by the weights, no column below what it needs; all needs cut alike when they exceed it."""
    if sum(needed) >= total:
        return [n * total / sum(needed) for n in needed]
    held: set[int] = set()
    while True:
        rest = total - sum(needed[i] for i in held)
        scale = rest / sum(w for i, w in enumerate(weights) if i not in held)
        short = {i for i, w in enumerate(weights) if i not in held and w * scale < needed[i]}
        if not short:
            return [needed[i] if i in held else w * scale for i, w in enumerate(weights)]
        held |= short


def _twips(widths: Sequence[float], total: float) -> tuple[int, ...]:
    """Whole twips whose sum is the whole width: each edge is rounded, not each width."""
    edges = [round(sum(widths[: i + 1]) * 20) for i in range(len(widths))]
    edges[-1] = round(total * 20)
    return tuple(right - left for left, right in zip([0, *edges], edges, strict=False))
