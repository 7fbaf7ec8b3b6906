"""Claims and statements against the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosure_report.claims.claim import Assertion, Claim, Discrepancy, Reading, Window
from disclosure_report.claims.figures import Cells
from disclosure_report.claims.numerals import Quantity
from disclosure_report.model.report import digits

_MAIN = frozenset(("inflow", "intake", "handling", "outflow", "document", ""))  # whose scope is worth a notice
_PART_OF = frozenset(("inflow", "intake", "handling"))


def arithmetic(reading: Reading, cells: Cells, expected: Decimal, stated: str, found: Decimal) -> str:
    """The comparison written out: "3525＋121＝3646，文字为3640，相差6"."""
    terms = cells.expand(reading)
    values = [(sign, Decimal(cells.report.number(*key) or 0)) for sign, *key in terms]
    shown = [(s, v) for s, v in values if v] or values[:1]
    total = digits(expected)
    if len(terms) > 1:
        sum_text = "".join(("－" if s < 0 else "＋") + digits(v) for s, v in shown).removeprefix("＋")
        total = f"{sum_text}＝{total}"
    else:
        total = f"表格为{total}"
    return f"{total}，文字为{stated}，相差{digits(abs(expected - found))}"


def misfit(claim: Claim, cells: Cells) -> Discrepancy | None:
    """The discrepancy of a claim that no reading bears out; ``None`` when one does or a cell is unknown."""
    known = claim.values
    if claim.role != "cell" or not known:
        return None
    part = claim.relation == "part" or (claim.marker == "among" and claim.dimension in _PART_OF)
    if (part and claim.quantity.low <= max(known)) or _fits(claim.quantity, known):
        return None
    reading = claim.readings[0]
    number = claim.quantity.value
    return Discrepancy(
        code=claim.code,
        start=claim.start,
        end=claim.end,
        cells=tuple(dict.fromkeys((t, r, c) for _, t, r, c in cells.expand(reading))),
        expected=known[0],
        found=number,
        arithmetic=arithmetic(reading, cells, known[0], _stated(claim), number),
    )


def _fits(quantity: Quantity, values: Sequence[Decimal]) -> bool:
    return any(quantity.fits(v) for v in values)


def _stated(claim: Claim) -> str:
    words = {"exact": "", "approximate": "约", "at-least": "超过", "at-most": "不足"}[claim.quantity.relation]
    return words + digits(claim.quantity.value)


def against_cells(window: Window, cells: Cells) -> Iterator[tuple[Claim, Discrepancy]]:
    """Every claim of the last sentence that no reading bears out; of those of another scope the first, as a notice."""
    noticed = False
    claims = window.claims
    for claim in window.last:
        found = misfit(claim, cells)
        if found is None or _restates(claim, claims, cells):
            continue
        if claim.scope == "whole" and not _holds_carried_in(claim, cells):
            yield claim, found
        elif claim.dimension in _MAIN and not (claim.applicants or claim.marker or _of_a_whole(claim, claims)):
            if noticed:
                continue
            noticed = True
            yield claim, Discrepancy("TXT507", *(getattr(found, n) for n in _REST))


_REST = ("start", "end", "cells", "expected", "found", "arithmetic")


def _holds_carried_in(claim: Claim, cells: Cells) -> bool:
    """Whether 收到 was said of 新收 and 上年结转 together without saying so: worth asking, not certainly wrong."""
    reading = cells.sum_of("new_received+carried_in")
    if claim.concepts != ("received",) or claim.applicants or reading is None:
        return False
    return claim.quantity.exact and cells.value(reading) == claim.quantity.value


def _of_a_whole(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether the figure is one of the parts a stated whole is made of: "全市58件，市本级21件、各县区37件"."""
    return claim.scope == "other" and sums_up(claims)


def sums_up(claims: Sequence[Claim]) -> bool:
    """Whether the figures of other scopes in the last sentence add up to one of the body's own that went before."""
    parts = [c for c in claims if c.scope == "other" and c.sentence == claims[-1].sentence and c.quantity.unit]
    if len(parts) < 2 or not all(c.quantity.exact for c in parts):
        return False
    sum_of_parts = sum((c.quantity.value for c in parts), Decimal(0))
    return any(c.scope == "whole" and c.quantity.value == sum_of_parts for c in claims)


def _restates(claim: Claim, claims: Sequence[Claim], cells: Cells) -> bool:
    """Fewer than the table's for a reason the sentence gives: "收到38件，受理36件"; "答复36件，转办3件"."""
    if claim.dimension == "handling" and any(c.blocked and c.sentence == claim.sentence for c in claims):
        return claim.quantity.low <= max(claim.values or (Decimal(0),))
    if claim.concepts[-1:] != ("accepted",):
        return False
    return any(
        other.concepts[-1:] in (("received",), ("newly_received",))
        and other.role == "cell"
        and other.quantity.value >= claim.quantity.value
        and misfit(other, cells) is None
        for other in claims
    )


def contradicted(assertion: Assertion, cells: Cells) -> Iterator[Discrepancy]:
    """The statement beside cells that say otherwise."""
    for reading in assertion.readings:
        value = cells.value(reading)
        if value is None or (value != 0) == (assertion.kind == "received-some"):
            continue
        terms = cells.expand(reading)
        keys = tuple((t, r, c) for _, t, r, c in terms if (cells.report.number(t, r, c) or 0) != 0)
        code = "TXT509" if assertion.kind.startswith("received") else "TXT508"
        expected = "大于0" if assertion.kind == "received-some" else Decimal(0)
        shown = keys or tuple((t, r, c) for _, t, r, c in terms)[:1]
        yield Discrepancy(
            code,
            assertion.start,
            assertion.end,
            shown,
            expected,
            value,
            f"按文字应为{expected}，表格为{digits(value)}",
        )
