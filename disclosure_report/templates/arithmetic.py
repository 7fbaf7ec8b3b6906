"""What the template computes for the clerk: totals from the edition's identities, and the values they have now.

A spreadsheet program recomputes every formula; other readers take the stored value. Both must see the same number,
so a formula and its value are made together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from disclosure_report.editions import IdentitySpec, TableSpec
from disclosure_report.model.report import Number, Value

Field: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Check:
    """One identity at one place: the two sides, as (row key, column key), and how they must stand to each other."""

    identity: IdentitySpec
    found: tuple[Field, ...]
    expected: tuple[Field, ...]

    @property
    def operands(self) -> tuple[Field, ...]:
        """Both sides."""
        return self.found + self.expected


@dataclass(frozen=True)
class TableFigures:
    """The figures of one table as the template will hold them.

    ``given`` are the values to write; ``formulas`` says which cells are sums of which others. A given total that
    differs from its sum stays as it was given: the template never mends a figure in silence.
    """

    table: TableSpec
    given: Mapping[Field, Value]

    @cached_property
    def formulas(self) -> dict[Field, tuple[Field, ...]]:
        """Total cells and the cells they add up, without those whose given value says otherwise."""
        sums = total_terms(self.table)
        return {k: terms for k, terms in sums.items() if self.given.get(k) in (None, self._sum(terms, sums))}

    def value(self, key: Field) -> Value:
        """What the cell shows."""
        terms = self.formulas.get(key)
        return self.given.get(key) if terms is None else self.sum(terms)

    def sum(self, keys: Iterable[Field]) -> Number:
        """The sum as a spreadsheet forms it: blanks and text count for nothing."""
        return _add(self.value(k) for k in keys)

    def inputs(self, keys: Iterable[Field]) -> tuple[Field, ...]:
        """The cells that somebody fills in, behind these: a sum stands for what it adds up. In printed order."""
        found = set(keys)
        while sums := found & self.formulas.keys():
            found = (found - sums).union(*(self.formulas[key] for key in sums))
        return tuple(key for key in self.table.fields if key in found)

    def blanks(self, keys: Iterable[Field]) -> int:
        """How many of these cells hold no number."""
        return sum(not isinstance(self.value(k), int | Decimal) for k in keys)

    def _sum(self, keys: Iterable[Field], sums: Mapping[Field, tuple[Field, ...]]) -> Number:
        def value(key: Field) -> Value:
            given = self.given.get(key)
            return self._sum(sums[key], sums) if given is None and key in sums else given

        return _add(value(k) for k in keys)


def _add(values: Iterable[Value]) -> Number:
    total: Number = 0
    for value in values:
        if isinstance(value, int | Decimal):
            total = Decimal(total) + value if isinstance(value, Decimal) else total + value
    return total


def total_terms(table: TableSpec) -> dict[Field, tuple[Field, ...]]:
    """Cells that an identity gives as the plain sum of others; the first identity that speaks of a cell decides."""
    out: dict[Field, tuple[Field, ...]] = {}
    for check in checks(table):
        if check.identity.relation == "=" and len(check.found) == 1:
            out.setdefault(check.found[0], check.expected)
    return out


def checks(table: TableSpec) -> tuple[Check, ...]:
    """Every place where an identity of the edition holds, in the order of the edition."""
    return tuple(c for i in table.identities for c in (_by_row(table, i) if i.per == "row" else _by_column(table, i)))


def _by_row(table: TableSpec, identity: IdentitySpec) -> list[Check]:
    wanted = set(identity.found + identity.expected)
    rows = identity.rows or tuple(r for r in table.rows if wanted <= set(table.columns_of(r)))
    return [
        Check(identity, tuple((r, c) for c in identity.found), tuple((r, c) for c in identity.expected)) for r in rows
    ]


def _by_column(table: TableSpec, identity: IdentitySpec) -> list[Check]:
    rows = identity.found + identity.expected
    columns = [c for c in table.columns if all(c in table.columns_of(r) for r in rows)]
    return [
        Check(identity, tuple((r, c) for r in identity.found), tuple((r, c) for r in identity.expected))
        for c in columns
    ]
