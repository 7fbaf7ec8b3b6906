"""What the search for a table works with and what it gives back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from disclosure_report.editions import TableSpec
from disclosure_report.readers.grid import Position, Sheet
from disclosure_report.readers.labels import CLEARLY, CLOSE, SHORT, LabelKey, label_key, similarity


class Words:
    """The words of one sheet, indexed by what of them matters."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.at: dict[Position, str] = dict(sheet.texts())
        self._by_key: dict[LabelKey, list[Position]] = defaultdict(list)
        self._by_body: dict[str, list[Position]] = defaultdict(list)
        for position, text in self.at.items():
            key = label_key(text)
            self._by_key[key].append(position)
            self._by_body[key.body].append(position)

    def exact(self, label: str) -> list[Position]:
        """Where the label stands, number and words alike."""
        return self._by_key.get(label_key(label), [])

    def same_words(self, label: str) -> list[Position]:
        """Where the label stands whatever its number."""
        return self._by_body.get(label_key(label).body, [])

    def none_of(self, bodies: frozenset[str]) -> bool:
        """Whether none of these labels stands in the sheet, whatever its number (``bodies``: the words alone)."""
        return bodies.isdisjoint(self._by_body)

    def within(self, rows: range, columns: range) -> dict[Position, str]:
        """The words of a part of the sheet."""
        return {p: t for p, t in self.at.items() if p[0] in rows and p[1] in columns}


@dataclass(frozen=True, slots=True)
class Altered:
    """A label whose wording is not the form's."""

    expected: str
    found: str
    position: Position
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A row or column of the form that the table does not have; ``nearest`` is the likest text there."""

    expected: str
    nearest: str | None
    row: str | None = None
    column: str | None = None


@dataclass
class Located:
    """A table of the form, found in a sheet. ``cells`` gives each figure's position; the rest says how sure it is."""

    spec: TableSpec
    sheet: Sheet
    cells: dict[tuple[str, str], Position] = field(default_factory=dict)
    altered: list[Altered] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    exact: int = 0
    unexplained: int = 0

    def compare(
        self, expected: str, found: str, position: Position, *, row: str | None = None, column: str | None = None
    ) -> None:
        """Count a label as printed, or note how it differs from the form's."""
        if label_key(found) == label_key(expected):
            self.exact += 1
        else:
            self.altered.append(Altered(expected, found, position, row, column))

    @property
    def score(self) -> int:
        """How well the sheet fits the form: labels as printed, less what is missing, altered or beyond the form."""
        return self.exact - 2 * len(self.missing) - len(self.altered) - 2 * self.unexplained

    @property
    def perfect(self) -> bool:
        """Whether every label is there as the form prints it."""
        return not (self.missing or self.altered or self.unexplained)

    @cached_property
    def extent(self) -> tuple[int, int, int, int]:
        """First row, first column, last row, last column of the figures."""
        rows, columns = [p[0] for p in self.cells.values()], [p[1] for p in self.cells.values()]
        return min(rows), min(columns), max(rows), max(columns)


@lru_cache(maxsize=32)
def spec_bodies(spec: TableSpec) -> frozenset[str]:
    """The words of every printed label of a form: a cell that says one of them stands for no other."""
    return frozenset(label_key(c.text).body for c in spec.cells if c.text)


def closest(wanted: dict[str, str], candidates: dict[Position, str], taken: Iterable[str]) -> dict[str, Position]:
    """Pair labels (key → text) with cells of nearly the same words: one to one, and only where nothing else is likely.

    ``taken`` are the words that belong to other labels of the form.
    """
    barred = set(taken)
    long = {k: t for k, t in wanted.items() if len(label_key(t).body) >= SHORT}
    free = {p: t for p, t in candidates.items() if label_key(t).body not in barred}
    pairs = sorted(
        ((similarity(label, text), key, position) for key, label in long.items() for position, text in free.items()),
        key=lambda pair: (-pair[0], pair[2]),
    )
    out: dict[str, Position] = {}
    for score, key, position in pairs:
        if score < CLOSE:
            break
        rivals = (s for s, k, p in pairs if p == position and k != key)
        if key not in out and position not in out.values() and score - max(rivals, default=0.0) >= CLEARLY:
            out[key] = position
    return out
