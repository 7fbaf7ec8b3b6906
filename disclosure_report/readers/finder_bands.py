"""Find a table whose figures stand in one row (复议诉讼): columns by their labels, groups by their heads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from disclosure_report.editions import CellSpec, TableSpec
from disclosure_report.readers.grid import Position
from disclosure_report.readers.labels import label_key, nearest, similarity
from disclosure_report.readers.located import Altered, Located, Missing, Words, closest, spec_bodies

_ABOVE = 3  # rows above the outcomes in which the groups' heads may stand
_ENOUGH_KINDS = 3
_FAR = 10_000
_MOST_INSTANCES = 6


def find_banded(spec: TableSpec, words: Words) -> list[Located]:
    """Every place in the sheet where the columns of this table stand side by side."""
    if words.none_of(_column_bodies(spec)):
        return []
    found = [_Band(spec, words, rows).locate() for rows in islice(_bands(spec, words), _MOST_INSTANCES)]
    return [located for located in found if located.cells]


@lru_cache(maxsize=32)
def _column_bodies(spec: TableSpec) -> frozenset[str]:
    return frozenset(label_key(label).body for label in spec.columns.values())


def _bands(spec: TableSpec, words: Words) -> Iterator[range]:
    """Rows next to each other that hold at least three different column labels of the form."""
    kinds: dict[int, set[str]] = {}
    for key, label in spec.columns.items():
        for row, _ in words.same_words(label):
            kinds.setdefault(row, set()).add(key)
    current: list[int] = []
    for row in sorted(kinds):
        if current and row - current[-1] > 1:
            yield from _band(current, kinds)
            current = []
        current.append(row)
    yield from _band(current, kinds)


def _band(rows: list[int], kinds: dict[int, set[str]]) -> Iterator[range]:
    strong = [r for r in rows if len(kinds[r]) >= _ENOUGH_KINDS]
    if strong:
        yield range(min(strong), max(strong) + 1)


@lru_cache(maxsize=32)
def group_heads(spec: TableSpec) -> dict[str, CellSpec]:
    """Row key → the innermost head over its figures."""
    out: dict[str, CellSpec] = {}
    for value in (c for c in spec.cells if c.role == "value"):
        over = [
            c
            for c in spec.cells
            if c.text and not c.column_key and c.row < value.row and c.column <= value.column < c.column + c.colspan
        ]
        if over and value.row_key:
            out.setdefault(value.row_key, max(over, key=lambda c: c.row))
    return out


class _Band:
    """One table in the making."""

    def __init__(self, spec: TableSpec, words: Words, rows: range) -> None:
        self.spec, self.words, self.band = spec, words, rows
        above = range(max(rows.start - _ABOVE, 0), rows.stop)
        self.here = words.within(above, range(_FAR))
        self.bodies = spec_bodies(spec)
        self.heads = group_heads(spec)

    def locate(self) -> Located:
        """The table with its cells; without cells when the groups cannot be told apart."""
        located = Located(self.spec, self.words.sheet)
        starts = self._starts(located)
        if not starts:
            return located
        order = sorted(starts, key=lambda key: starts[key][1])
        row = self._value_row(starts[order[0]][1])
        for key, following in zip(order, [*order[1:], None], strict=True):
            end = starts[following][1] if following else _FAR
            self._place_group(located, key, range(starts[key][1], end), row)
        self._judge_others(located)
        return located

    def _starts(self, located: Located) -> dict[str, Position]:
        """Row key → where its group's head begins."""
        out: dict[str, Position] = {}
        for key, head in self.heads.items():
            body = label_key(head.text).body
            same = [p for p, t in self.here.items() if label_key(t).body == body]
            if same:
                out[key] = min(same, key=lambda p: (p[1], p[0]))
        left = {k: c.text for k, c in self.heads.items() if k not in out}
        out |= closest(left, {p: t for p, t in self.here.items() if p not in out.values()}, self.bodies)
        for key, head in self.heads.items():
            if key not in out:
                located.missing.append(Missing(head.text, nearest(head.text, self._strange()), row=key))
            else:
                located.compare(head.text, self.words.at[out[key]], out[key], row=key)
        return out

    def _strange(self) -> list[str]:
        return sorted({t for t in self.here.values() if label_key(t).body not in self.bodies})

    def _place_group(self, located: Located, row: str, columns: range, value_row: int) -> None:
        """Assign the outcomes under one head: those between its first column and the next head's."""
        mine = {p: t for p, t in self.here.items() if p[1] in columns and p[0] in self.band}
        wanted = {c: self.spec.columns[c] for c in self.spec.columns_of(row)}
        found: dict[str, Position] = {}
        for key, label in wanted.items():
            same = [p for p, t in mine.items() if label_key(t).body == label_key(label).body]
            if same:
                found[key] = min(same, key=lambda p: (p[1], p[0]))
        left = {k: t for k, t in wanted.items() if k not in found}
        used = {p[1] for p in found.values()}
        found |= closest(left, {p: t for p, t in mine.items() if p[1] not in used}, self.bodies)
        for key, label in wanted.items():
            if key in found:
                located.compare(label, self.words.at[found[key]], found[key], row=row, column=key)
                located.cells[row, key] = (value_row, found[key][1])
            else:
                strange = sorted(t for t in mine.values() if label_key(t).body not in self.bodies)
                located.missing.append(Missing(label, nearest(label, strange), row=row, column=key))

    def _value_row(self, first_column: int) -> int:
        """The row below the header; the next one when that is empty and the next is not."""
        below = self.band.stop
        sheet = self.words.sheet
        filled = [any(sheet.at(r, first_column + i).type != "blank" for i in range(15)) for r in (below, below + 1)]
        return below + 1 if filled == [False, True] and not self._words_in(below + 1) else below

    def _words_in(self, row: int) -> bool:
        """Whether a row holds a sentence rather than figures."""
        return any(len(t) > 12 for p, t in self.words.at.items() if p[0] == row)

    def _judge_others(self, located: Located) -> None:
        """Heads over several groups (行政诉讼): compared with the unexplained words nearest to them."""
        heads = {id(c) for c in self.heads.values()}
        for cell in self.spec.cells:
            if not cell.text or cell.column_key or id(cell) in heads:
                continue
            if any(label_key(t) == label_key(cell.text) for t in self.here.values()):
                located.exact += 1
                continue
            known = {a.found for a in located.altered}
            strange = [p for p, t in self.here.items() if t in self._strange() and t not in known]
            best = max(strange, key=lambda p: similarity(self.here[p], cell.text), default=None)
            if best is not None and similarity(self.here[best], cell.text) >= 50:
                located.altered.append(Altered(cell.text, self.here[best], best))
