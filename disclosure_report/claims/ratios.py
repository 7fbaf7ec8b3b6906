"""Percentages and changes, recomputed from the figures beside them or from last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise

from disclosure_report.claims.claim import Claim, Discrepancy, Window
from disclosure_report.claims.figures import Cells
from disclosure_report.model.report import digits

_WHOLES = {
    "requests": ("new_received", "new_received+carried_in", "result_total"),
}


def faulty_ratios(window: Window, cells: Cells, previous: Cells | None) -> Iterator[Discrepancy]:
    """Every share, growth rate and difference that none of the figures at hand bears out."""
    claims, last = window.claims, window.last
    if not any(c.role == "percent" or c.role == "delta" for c in last):
        return
    yield from _stated(last)
    for run in _runs(last):
        operands = _operands(run, last)
        if len(operands) != len(run) or any(c.wrong for c in operands):
            continue
        for printed, operand in zip(run, operands, strict=True):
            if run[0].direction == "share":
                yield from _share(printed, operand, len(run) == 1, claims, cells)
            elif run[0].direction:
                yield from _change(printed, operand, run[0].direction, claims, previous)


def _stated(claims: Sequence[Claim]) -> Iterator[Discrepancy]:
    """ "予以公开19件，占办结总数43件的44.2%": the whole stands between the part and its share."""
    for part, whole, printed in zip(claims, claims[1:], claims[2:], strict=False):
        if not whole.base or printed.role != "percent" or printed.direction:
            continue
        beside = whole.clause == printed.clause and printed.at[0] - whole.at[1] <= 1
        if not beside or part.quantity.unit != whole.quantity.unit:
            continue
        exact = part.quantity.exact and whole.quantity.exact and whole.quantity.value >= part.quantity.value > 0
        if exact and not (part.wrong or whole.wrong):
            share = part.quantity.value * 100 / whole.quantity.value
            if not _prints(share, printed):
                formula = f"{digits(part.quantity.value)}÷{digits(whole.quantity.value)}"
                yield _fault(printed, share, formula, "%", part)


def _runs(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Percentages (and differences) that stand together: "分别增长3.2%、4.1%"."""
    run: list[Claim] = []
    for claim in claims:
        ratio = claim.role in ("percent", "delta")
        joins = run and claim.sentence == run[-1].sentence and not claim.direction and claim.role == run[-1].role
        if run and not (ratio and joins):
            yield run
            run = []
        if ratio and (claim.direction or joins):
            run.append(claim)
    if run:
        yield run


def _operands(run: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """The figures that the run speaks of: as many, directly before it, of one measure."""
    place = next(i for i, c in enumerate(claims) if c is run[0])
    earlier = [c for c in claims[:place] if c.role in ("cell", "plain") and c.quantity.exact and c.quantity.value]
    found = earlier[-len(run) :]
    if any(c.quantity.unit != found[0].quantity.unit for c in found):
        return []
    return found


def _together(last: Claim, claims: Sequence[Claim]) -> Iterator[Decimal]:
    """The sums a share may speak of: "予以公开5件、部分公开3件，合计占20%"."""
    place = next(i for i, c in enumerate(claims) if c is last)
    total = last.quantity.value
    for claim in reversed(claims[:place]):
        alike = claim.sentence == last.sentence and claim.quantity.unit == last.quantity.unit and claim.quantity.exact
        if not alike or claim.role not in ("cell", "plain"):
            break
        total += claim.quantity.value
        yield total


def _share(printed: Claim, part: Claim, alone: bool, claims: Sequence[Claim], cells: Cells) -> Iterator[Discrepancy]:
    wholes = [
        c.quantity.value
        for c, following in pairwise(claims)
        if following.role != "percent"  # else it has its own share: another part
        and c.sentence in (part.sentence, part.sentence - 1)
        and c.at < part.at
        and c.quantity.exact
        and c.quantity.unit == part.quantity.unit
        and c.quantity.value >= part.quantity.value
        and c.role in ("cell", "plain")
    ]
    if not wholes:
        return
    value, whole = part.quantity.value, wholes[-1]
    known = [cells.value(r) for e in _WHOLES.get(part.topic or "", ()) if (r := cells.sum_of(e)) is not None]
    bases = [*wholes, *(v for v in known if v)]
    together = _together(part, claims) if alone else ()
    if not any(_prints(p * 100 / w, printed) for p in chain((value,), together) for w in bases):
        yield _fault(printed, value * 100 / whole, f"{digits(value)}÷{digits(whole)}", "%", part)


def _change(
    printed: Claim, current: Claim, direction: str, claims: Sequence[Claim], previous: Cells | None
) -> Iterator[Discrepancy]:
    before = _before(printed, current, claims, previous)
    if not before:
        return
    value = current.quantity.value
    sign = 1 if direction == "up" else -1
    percent = printed.role == "percent"
    results: list[tuple[Decimal, Decimal]] = [
        (sign * (value - b) * 100 / b if percent else sign * (value - b), b) for b in before
    ]
    results += [(sign * (now - b) * 100 / b if percent else sign * (now - b), b) for now, b in _pairs(printed, claims)]
    if any(_prints(r, printed) for r, _ in results):
        return
    result, base = results[0]
    unit = "%" if percent else ""
    text = f"（{digits(value)}－{digits(base)}）" + (f"÷{digits(base)}" if percent else "")
    yield _fault(printed, sign * result, text, unit, current)


def _pairs(printed: Claim, claims: Sequence[Claim]) -> Iterator[tuple[Decimal, Decimal]]:
    """This year's and the other year's figure of one thing: "新收20件、办结21件，与上年（新收24件、办结24件）相比"."""
    here = [
        c for c in claims if c.sentence == printed.sentence and c.at < printed.at and c.quantity.exact and c.concepts
    ]
    for before in (c for c in here if c.role == "previous" and c.quantity.value > 0):
        for now in here:
            if now.role in ("cell", "plain") and now.concepts == before.concepts and now.topic == before.topic:
                yield now.quantity.value, before.quantity.value


def _before(printed: Claim, current: Claim, claims: Sequence[Claim], previous: Cells | None) -> list[Decimal]:
    """What the figure was before: as the sentence says, else as last year's report says."""
    here = [
        c
        for c in claims
        if c.sentence == printed.sentence and c.quantity.exact and c.quantity.unit == current.quantity.unit
    ]
    stated = [
        c.quantity.value for c in here if c.role == "previous" and (not c.concepts or c.concepts == current.concepts)
    ]
    if not stated and printed.role == "percent":
        deltas = [c for c in here if c.role == "delta" and current.at < c.at < printed.at]
        if deltas and deltas[-1].direction:
            change = deltas[-1].quantity.value * (1 if deltas[-1].direction == "up" else -1)
            stated = [current.quantity.value - change]
    if not stated and previous is not None and current.role == "cell" and current.scope == "whole":
        values = [previous.value(r) for r in current.readings]
        stated = [v for v in values if v is not None] if printed.compared == "previous" else []
    return [v for v in stated if v > 0]


def _prints(exact: Decimal, printed: Claim) -> bool:
    """Whether the value rounds to what is printed; words like 约 allow one step more."""
    quantity = printed.quantity
    if printed.relation == "about":
        return abs(exact - quantity.value) <= max(quantity.value / 20, quantity.step)
    if quantity.exact:
        return abs(exact - quantity.value) <= quantity.step / 2
    return quantity.low - quantity.step <= exact <= quantity.high + quantity.step


def _fault(printed: Claim, exact: Decimal, formula: str, unit: str, operand: Claim) -> Discrepancy:
    places = max(0, -int(printed.quantity.step.adjusted()))
    shown = f"{exact:.{places}f}"
    cells = tuple(dict.fromkeys((t, r, c) for x in operand.readings[:1] for _, t, r, c in x if r[0] != "@"))
    text = f"{formula}＝{shown}{unit}，文字为{digits(printed.quantity.value)}{unit}"
    return Discrepancy("TXT506", printed.start, printed.end, cells, Decimal(shown), printed.quantity.value, text)
