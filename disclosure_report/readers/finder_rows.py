"""Find a table whose rows have labels (主动公开, 申请): rows by label, then the columns in their header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from disclosure_report.editions import CellSpec, TableSpec
from disclosure_report.readers.grid import Position
from disclosure_report.readers.labels import label_key, nearest, similarity
from disclosure_report.readers.located import Altered, Located, Missing, Words, closest, spec_bodies

_HEADER_REACH = 8  # rows above the first labelled row in which its header may stand
_FAR = 10_000
_MOST_INSTANCES = 6


@dataclass(frozen=True)
class Block:
    """Rows of the form under one header of their own."""

    rows: tuple[str, ...]
    columns: tuple[CellSpec, ...]
    header_rows: tuple[int, ...]


@lru_cache(maxsize=32)
def _blocks(spec: TableSpec) -> tuple[Block, ...]:
    cells = spec.cells
    value_rows = sorted({c.row for c in cells if c.role == "value"})
    starts = [r for r in value_rows if r - 1 not in value_rows]
    out = []
    for start, following in zip(starts, [*starts[1:], _FAR], strict=True):
        body = [r for r in value_rows if start <= r < following]
        above = [r for r in range(start) if r > max((v for v in value_rows if v < start), default=-1)]
        rows = tuple(dict.fromkeys(c.row_key for c in cells if c.role == "value" and c.row in body and c.row_key))
        columns = tuple(c for c in cells if c.row in above and c.column_key)
        out.append(Block(rows, columns, tuple(above)))
    return tuple(out)


@lru_cache(maxsize=32)
def _labels_of(spec: TableSpec) -> dict[str, CellSpec]:
    """Row key → the row's label."""
    return {c.row_key: c for c in spec.cells if c.role == "label" and c.row_key}


@lru_cache(maxsize=32)
def _label_bodies(spec: TableSpec) -> frozenset[str]:
    return frozenset(label_key(c.text).body for c in _labels_of(spec).values())


def _enough(spec: TableSpec) -> int:
    """How many row labels must be found for a table."""
    return max(2, len(_labels_of(spec)) // 3)


def find_labelled(spec: TableSpec, words: Words) -> list[Located]:
    """Every place in the sheet where the table's row labels stand under its column labels."""
    if words.none_of(_label_bodies(spec)):
        return []
    hits = list(_row_hits(spec, words))
    if len({key for _, key, _ in hits}) < _enough(spec):
        return []
    choices = [list(_instances(hits))]
    if len(choices[0]) > 1:
        choices += [list(_instances(hits, backwards=True)), [_densest(hits)]]
    choices = [_fullest(instances) for instances in choices]
    found = [[_Search(spec, words, rows).locate() for rows in instances] for instances in choices]
    whole = [[table for table in tables if table.cells] for tables in found]
    return max(whole, key=lambda tables: sum(table.score for table in tables))


def _row_hits(spec: TableSpec, words: Words) -> Iterator[tuple[int, str, int]]:
    """(sheet row, row key, first column) of each row label found with the form's words."""
    labels = _labels_of(spec)
    exact = {key: words.exact(cell.text) for key, cell in labels.items()}
    edge = max((p[1] for positions in exact.values() for p in positions), default=-1)
    for key, cell in labels.items():
        positions = exact[key] or [p for p in words.same_words(cell.text) if edge < 0 or p[1] <= edge]
        first: dict[int, int] = {}
        for row, column in positions:
            first[row] = min(column, first.get(row, column))
        yield from ((row, key, column) for row, column in first.items())


def _instances(hits: list[tuple[int, str, int]], *, backwards: bool = False) -> Iterator[dict[str, Position]]:
    """Split the hits into tables: a label that comes again starts the next one."""
    current: dict[str, Position] = {}
    for row, key, column in sorted(hits, reverse=backwards):
        if key in current:
            yield current
            current = {}
        current[key] = (row, column)
    if current:
        yield current


def _fullest(instances: list[dict[str, Position]]) -> list[dict[str, Position]]:
    """The few instances with the most labels, in their order: a sheet strewn with labels must not cost minutes."""
    if len(instances) <= _MOST_INSTANCES:
        return instances
    kept = sorted(range(len(instances)), key=lambda n: (-len(instances[n]), n))[:_MOST_INSTANCES]
    return [instances[n] for n in sorted(kept)]


def _densest(hits: list[tuple[int, str, int]]) -> dict[str, Position]:
    """One table of the labels nearest to each other: words of the form in notes above and below are left out."""
    places: dict[str, list[Position]] = {}
    for row, key, column in sorted(hits):
        places.setdefault(key, []).append((row, column))
    sole = sorted(p[0][0] for p in places.values() if len(p) == 1) or [row for row, _, _ in sorted(hits)]
    middle = sole[len(sole) // 2] if sole else 0
    return {key: min(found, key=lambda p: abs(p[0] - middle)) for key, found in places.items()}


@dataclass
class _Search:
    """One table in the making: ``rows`` are the labels found so far."""

    spec: TableSpec
    words: Words
    rows: dict[str, Position]
    columns: dict[tuple[int, str], Position] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._labels = _labels_of(self.spec)
        self._bodies = spec_bodies(self.spec)

    def locate(self) -> Located:
        """The table with its cells; without cells when too little of it is here."""
        located = Located(self.spec, self.words.sheet)
        if len(self.rows) < _enough(self.spec):
            return located
        self._edge = max(column for _, column in self.rows.values())
        for index, block in enumerate(_blocks(self.spec)):
            self._find_columns(index, block)
        if not self.columns:
            return located
        self._find_close_rows()
        self._place(located)
        if located.cells:
            self._judge(located)
        return located

    def _region(self, block: Block) -> range:
        """The sheet's rows in which the header of a block stands: above it, below any other block."""
        own = [self.rows[r][0] for r in block.rows if r in self.rows]
        if not own:
            return range(0)
        others = [p[0] for r, p in self.rows.items() if r not in block.rows and p[0] < min(own)]
        return range(max([*(o + 1 for o in others), min(own) - _HEADER_REACH, 0]), min(own))

    def _find_columns(self, index: int, block: Block) -> None:
        region = self._region(block)
        wanted = {c.column_key or "": c.text for c in block.columns}
        here = self.words.within(region, range(self._edge + 1, _FAR))
        for key, label in wanted.items():
            body = label_key(label).body
            same = [p for p, text in here.items() if label_key(text).body == body]
            if same:
                self.columns[index, key] = min(same, key=lambda p: (p[1], p[0]))
        left = {k: t for k, t in wanted.items() if (index, k) not in self.columns}
        used = {p[1] for (i, _), p in self.columns.items() if i == index}
        free = {p: t for p, t in here.items() if p[1] not in used}
        for key, position in closest(left, free, self._bodies).items():
            self.columns[index, key] = position

    def _find_close_rows(self) -> None:
        """Rows whose label was altered: unmatched words left of the figures, between the table's first and last row."""
        left = {k: c.text for k, c in self._labels.items() if k not in self.rows}
        if not left:
            return
        found = [p[0] for p in self.rows.values()]
        reach = range(min(found) - len(left), max(found) + len(left) + 1)
        taken = set(found)
        first: dict[int, Position] = {}
        for position in self.words.within(reach, range(self._edge + 1)):
            if position[0] not in taken and label_key(self.words.at[position]).body not in self._bodies:
                first[position[0]] = max(position, first.get(position[0], position))
        free = {p: self.words.at[p] for p in first.values()}
        self.rows |= closest(left, free, self._bodies)

    def _place(self, located: Located) -> None:
        for index, block in enumerate(_blocks(self.spec)):
            for row in block.rows:
                for column in self.spec.columns_of(row):
                    if row in self.rows and (index, column) in self.columns:
                        located.cells[row, column] = (self.rows[row][0], self.columns[index, column][1])

    def _judge(self, located: Located) -> None:
        """What differs from the form: labels altered, rows and columns missing, rows the form does not have."""
        self._judge_rows(located)
        for index, block in enumerate(_blocks(self.spec)):
            self._judge_columns(located, index, block)
        for expected, position in self._other_labels():
            self._judge_other(located, expected, position)
        located.unexplained = len(self._strange(located))

    def _strange(self, located: Located) -> set[str]:
        """Words left of the figures that no label of the form explains."""
        mapped = {p[0] for p in self.rows.values()}
        inside = self.words.within(range(min(mapped), max(mapped) + 1), range(self._edge + 1))
        known = {label_key(c.text) for c in self.spec.cells} | {label_key(a.found) for a in located.altered}
        return {text for text in inside.values() if label_key(text) not in known}

    def _judge_rows(self, located: Located) -> None:
        area = {t for p, t in self.words.at.items() if p[1] <= self._edge and label_key(t).body not in self._bodies}
        for key, cell in self._labels.items():
            if key in self.rows:
                located.compare(cell.text, self.words.at[self.rows[key]], self.rows[key], row=key)
            else:
                located.missing.append(Missing(cell.text, nearest(cell.text, sorted(area)), row=key))

    def _judge_columns(self, located: Located, index: int, block: Block) -> None:
        here = self.words.within(self._region(block), range(self._edge + 1, _FAR))
        strange = sorted(t for t in here.values() if label_key(t).body not in self._bodies)
        for cell in block.columns:
            key = cell.column_key or ""
            if (index, key) in self.columns:
                place = self.columns[index, key]
                located.compare(cell.text, self.words.at[place], place, row=block.rows[0], column=key)
            elif any(r in self.rows for r in block.rows):
                found = nearest(cell.text, strange)
                located.missing.append(Missing(cell.text, found, row=block.rows[0], column=key))

    def _other_labels(self) -> Iterable[tuple[CellSpec, Position]]:
        """Labels that head no single row or column, with the place where the form puts them."""
        for index, block in enumerate(_blocks(self.spec)):
            rows, columns = self._mapping(index, block)
            for cell in self.spec.cells:
                if cell.text and not (cell.row_key or cell.column_key) and cell.column in columns:
                    inside = cell.row in rows
                    known = [r for r in rows if r in block.header_rows]
                    if inside:
                        yield cell, (rows[cell.row], columns[cell.column])
                    elif cell.row in block.header_rows and known:
                        yield cell, (rows[known[0]] + cell.row - known[0], columns[cell.column])

    def _mapping(self, index: int, block: Block) -> tuple[dict[int, int], dict[int, int]]:
        """Printed row → sheet row, printed column → sheet column, as far as labels show it."""
        rows = {self._labels[k].row: self.rows[k][0] for k in block.rows if k in self.rows}
        columns = {self._labels[k].column: p[1] for k, p in self.rows.items()}
        for cell in block.columns:
            place = self.columns.get((index, cell.column_key or ""))
            if place:
                rows[cell.row] = min(place[0], rows.get(cell.row, place[0]))
                columns[cell.column] = place[1]
        return rows, columns

    def _judge_other(self, located: Located, cell: CellSpec, position: Position) -> None:
        found = self.words.at.get(position)
        if found is None:
            return
        same_words = label_key(found).body == label_key(cell.text).body
        if label_key(found) == label_key(cell.text):
            located.exact += 1
        elif same_words or (label_key(found).body not in self._bodies and (cell.group or _alike(found, cell.text))):
            located.altered.append(Altered(cell.text, found, position))


def _alike(found: str, expected: str) -> bool:
    return similarity(found, expected) >= 50
