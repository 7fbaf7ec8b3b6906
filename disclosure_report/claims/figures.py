"""From a claim's words to sums of cells, and their numbers in a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from disclosure_report.claims.chunk import concept
from disclosure_report.claims.claim import Claim, Reading
from disclosure_report.editions import Edition
from disclosure_report.model.report import Report

LEGAL = (
    "commercial_enterprise",
    "research_institution",
    "public_interest_organization",
    "legal_service_institution",
    "other",
)
_BARE = ("new_received", "new_received+carried_in", "result_total")
_ROWS_OF = {
    "reconsideration": ("reconsideration",),
    "litigation": ("litigation_direct", "litigation_after_reconsideration"),
    "disputes": ("reconsideration", "litigation_direct", "litigation_after_reconsideration"),
}
_TERM = re.compile(r"([+-]?)(@?\w+)")


class Cells:
    """The cells of one edition and their numbers in one report."""

    def __init__(self, edition: Edition, report: Report) -> None:
        self.edition = edition
        self.report = report
        self._sums: dict[tuple[str, tuple[str, ...]], Reading | None] = {}
        self._values: dict[Reading, Decimal | None] = {}

    def value(self, reading: Reading) -> Decimal | None:
        """The sum; ``None`` when a cell is absent, blank or no number."""
        if reading not in self._values:
            self._values[reading] = self._added_up(reading)
        return self._values[reading]

    def _added_up(self, reading: Reading) -> Decimal | None:
        total = Decimal(0)
        for sign, table, row, column in self.expand(reading):
            number = self.report.number(table, row, column)
            if number is None:
                return None
            total += sign * Decimal(number)
        return total

    def expand(self, reading: Reading) -> Reading:
        """The same sum with groups ("@granted") written out as their rows."""
        if not any(row[0] == "@" for _, _, row, _ in reading):
            return reading
        return tuple((sign, table, r, column) for sign, table, row, column in reading for r in self.rows(row))

    def rows(self, name: str) -> tuple[str, ...]:
        """The rows of a group ("@refused"), or the row itself when the form has it."""
        table = self.edition.tables["requests"]
        if name.startswith("@"):
            return table.groups.get(name[1:], ())
        return (name,) if name in table.rows else ()

    def sum_of(self, expression: str, columns: tuple[str, ...] = ("total",)) -> Reading | None:
        """The reading of "new_received+carried_in", "result_total-@other"; ``None`` when the form lacks a row."""
        key = expression, columns
        if key not in self._sums:
            self._sums[key] = self._parsed(expression, columns)
        return self._sums[key]

    def _parsed(self, expression: str, columns: tuple[str, ...]) -> Reading | None:
        out: list[tuple[int, str, str, str]] = []
        for sign, name in _TERM.findall(expression):
            rows = self.rows(name)
            if not rows:
                return None
            out += [(-1 if sign == "-" else 1, "requests", row, column) for row in rows for column in columns]
        return tuple(out)


def applicant_columns(applicants: Sequence[str]) -> tuple[str, ...]:
    """The columns of the applicants named; 总计 when none is."""
    if not applicants:
        return ("total",)
    return tuple(dict.fromkeys(c for a in applicants for c in (LEGAL if a == "legal" else (a,))))


def readings(claim: Claim, earlier: Sequence[Claim], cells: Cells) -> tuple[Reading, ...]:
    """Every sum of cells that the claim's words may reasonably mean, the plainest first."""
    if claim.topic in _ROWS_OF:
        return tuple(_of_disputes(claim))
    if claim.topic == "requests":
        return tuple(dict.fromkeys(_of_requests(claim, earlier, cells)))
    return tuple(_of_proactive(claim, cells))


def _of_disputes(claim: Claim) -> Iterator[Reading]:
    column_keys = [c for key in claim.concepts if key != "cases" for c in concept(key).columns] or ["total"]
    routes = [concept(key).rows for key in claim.concepts if key != "cases" and concept(key).rows]
    choices = [tuple(r for rows in routes for r in rows)] if routes else [_ROWS_OF[claim.topic or ""]]
    if claim.topic == "litigation" and not routes:
        choices += [(row,) for row in claim.routes]
    for rows in choices:
        yield tuple((1, "disputes", row, column) for row in rows for column in column_keys)


def _of_requests(claim: Claim, earlier: Sequence[Claim], cells: Cells) -> Iterator[Reading]:
    columns = [applicant_columns(claim.applicants)]
    if not claim.applicants and claim.dimension == "result":
        columns += [applicant_columns(c.applicants) for c in earlier if c.applicants and c.sentence == claim.sentence]
    expressions = list(_expressions(claim))
    if not claim.concepts:
        heads = [c for c in earlier if c.topic == "requests" and c.concepts and c.sentence >= claim.sentence - 1]
        expressions = list(dict.fromkeys(e for c in reversed(heads) for e in _expressions(c)))
        if not any(c.sentence == claim.sentence for c in heads):
            expressions += _BARE
    for names, expression in product(dict.fromkeys(columns), expressions):
        reading = cells.sum_of(expression, names)
        if reading:
            yield reading


def _expressions(claim: Claim) -> Iterator[str]:
    """Sums of rows: one concept's readings, joined concepts added up, alternatives one after the other."""
    found = [_BARE if key == "bare" else _directed(key, claim) for key in claim.concepts]
    if claim.joined:
        yield from ("+".join(parts) for parts in product(*found))
    else:
        for options in reversed(found):
            yield from options
    if claim.with_carried_in:
        yield "new_received+carried_in"


def _directed(key: str, claim: Claim) -> tuple[str, ...]:
    """ "结转" alone goes the way the year beside it says."""
    if key == "carried" and claim.carries:
        return (claim.carries,)
    return concept(key).readings


def _of_proactive(claim: Claim, cells: Cells) -> Iterator[Reading]:
    table = cells.edition.tables["proactive"]
    row = claim.topic or ""
    wanted = [c for key in claim.concepts for c in concept(key).columns]
    for column in wanted:
        if column in table.columns_of(row) and table.kind_of(column) in ("count", "decimal"):
            yield ((1, "proactive", row, column),)
