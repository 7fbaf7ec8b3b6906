"""From a claim's words to sums of cells, and their numbers in a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
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
        self._answers: dict[tuple[object, ...], tuple[tuple[Reading, ...], tuple[Decimal, ...] | None]] = {}

    def value(self, reading: Reading) -> Decimal | None:
        """The sum; ``None`` when a cell is absent, blank or no number."""
        try:
            return self._values[reading]  # one look-up: to hash a long sum costs more than to find it
        except KeyError:
            value = self._values[reading] = self._added_up(reading)
            return value

    def answers(
        self, words: tuple[object, ...], meanings: Callable[[], Iterable[Reading]]
    ) -> tuple[tuple[Reading, ...], tuple[Decimal, ...] | None]:
        """What ``words`` mean and those sums, worked out once for the same words; no sums when a cell is unknown."""
        found = self._answers.get(words)
        if found is None:
            readings = tuple(dict.fromkeys(meanings()))
            values = [self.value(r) for r in readings]
            known = tuple(v for v in values if v is not None)
            found = self._answers[words] = readings, known if len(known) == len(values) else None
        return found

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


@cache
def applicant_columns(applicants: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of the applicants named; 总计 when none is."""
    if not applicants:
        return ("total",)
    return tuple(dict.fromkeys(c for a in applicants for c in (LEGAL if a == "legal" else (a,))))


def hold_against(claim: Claim, earlier: Sequence[Claim], cells: Cells) -> None:
    """Set every sum of cells that the claim's words may reasonably mean, the plainest first, and what they come to."""
    topic = claim.topic
    if topic == "requests":
        columns, expressions = _columns(claim, earlier), _expressions_of(claim, earlier)
        answer = cells.answers((columns, expressions), lambda: _of_requests(columns, expressions, cells))
    elif topic in _ROWS_OF:
        answer = cells.answers((topic, claim.concepts, claim.routes), lambda: _of_disputes(claim))
    else:
        answer = cells.answers((topic, claim.concepts), lambda: _of_proactive(claim, cells))
    claim.readings, claim.values = answer


def _of_disputes(claim: Claim) -> Iterator[Reading]:
    column_keys = [c for key in claim.concepts if key != "cases" for c in concept(key).columns] or ["total"]
    routes = [concept(key).rows for key in claim.concepts if key != "cases" and concept(key).rows]
    choices = [tuple(r for rows in routes for r in rows)] if routes else [_ROWS_OF[claim.topic or ""]]
    if claim.topic == "litigation" and not routes:
        choices += [(row,) for row in claim.routes]
    for rows in choices:
        yield tuple((1, "disputes", row, column) for row in rows for column in column_keys)


def _of_requests(columns: Iterable[tuple[str, ...]], expressions: Iterable[str], cells: Cells) -> Iterator[Reading]:
    for names, expression in product(columns, expressions):
        reading = cells.sum_of(expression, names)
        if reading:
            yield reading


def _columns(claim: Claim, earlier: Sequence[Claim]) -> tuple[tuple[str, ...], ...]:
    """The columns the figure may be of: of its applicants, or of those named before it in the sentence."""
    own = applicant_columns(claim.applicants)
    if claim.applicants or claim.dimension != "result":
        return (own,)
    named = (applicant_columns(c.applicants) for c in earlier if c.applicants and c.sentence == claim.sentence)
    return tuple(dict.fromkeys((own, *named)))


def _expressions_of(claim: Claim, earlier: Sequence[Claim]) -> tuple[str, ...]:
    """Sums of rows that the claim's own words mean or, where they say nothing, the figures before it."""
    if claim.concepts:
        return _expressions(claim)
    heads = [c for c in earlier if c.topic == "requests" and c.concepts and c.sentence >= claim.sentence - 1]
    expressions = tuple(dict.fromkeys(e for c in reversed(heads) for e in _expressions(c)))
    return expressions if any(c.sentence == claim.sentence for c in heads) else (*expressions, *_BARE)


def _expressions(claim: Claim) -> tuple[str, ...]:
    return _named(claim.concepts, claim.joined, claim.carries, claim.with_carried_in)


@lru_cache(maxsize=1024)
def _named(concepts: tuple[str, ...], joined: bool, carries: str, with_carried_in: bool) -> tuple[str, ...]:
    """One concept's readings, joined concepts added up, alternatives one after the other."""
    found = [_BARE if key == "bare" else _directed(key, carries) for key in concepts]
    if joined:
        out = ["+".join(parts) for parts in product(*found)]
    else:
        out = [option for options in reversed(found) for option in options]
    return (*out, "new_received+carried_in") if with_carried_in else tuple(out)


def _directed(key: str, carries: str) -> tuple[str, ...]:
    """ "结转" alone goes the way the year beside it says."""
    if key == "carried" and carries:
        return (carries,)
    return concept(key).readings


def _of_proactive(claim: Claim, cells: Cells) -> Iterator[Reading]:
    table = cells.edition.tables["proactive"]
    row = claim.topic or ""
    wanted = [c for key in claim.concepts for c in concept(key).columns]
    for column in wanted:
        if column in table.columns_of(row) and table.kind_of(column) in ("count", "decimal"):
            yield ((1, "proactive", row, column),)
