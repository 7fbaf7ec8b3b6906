"""Lists of parts: do "N……，其中a、b、c" add up?  Only a complete list can be wrong.

A list whose items the form knows (results, applicants, outcomes, routes) is complete when no item of the form is left
out that could be more than zero.  Any other list is complete when it says so ("其余"), or very likely so when four or
more figures all but reach the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosure_report.claims.claim import Claim, Discrepancy, Window
from disclosure_report.claims.figures import LEGAL, Cells
from disclosure_report.model.report import digits

_RESULTS = {
    "granted": "@granted",
    "partly_granted": "@partly_granted",
    "refused": "@refused",
    "unavailable": "@unavailable",
    "rejected": "@rejected",
    "other_result": "@other",
}
_OUTCOMES = frozenset(("upheld", "corrected", "other_outcome", "pending"))
_ROUTES = frozenset(("direct", "after_reconsideration"))
_HEADS = {
    "result": ("handled", "answered", "worked", "taken", "received", "newly_received", "accepted", "bare"),
    "applicant": (),
    "outcome": ("cases", "direct", "after_reconsideration"),
    "route": ("cases",),
}
_NEAR = Decimal(2)
_FLOW = frozenset(("inflow", "intake", "handling", "outflow"))


def faulty_lists(window: Window, cells: Cells) -> Iterator[Discrepancy]:
    """Every complete list in the last sentence of the window that does not add up."""
    for run in _runs(window.last):
        if not any(c.wrong for c in run):
            yield from _known(run, window.claims, cells)
    for head, items in _breakdowns(window):
        if not any(c.wrong for c in (head, *items)):
            yield from _plain(head, items)


def _runs(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Neighbouring claims of one dimension in one sentence at one depth."""
    run: list[Claim] = []
    for claim in claims:
        if claim.dimension in _HEADS and _countable(claim):
            if run and not _continues(run[-1], claim):
                yield run
                run = []
            run.append(claim)
        elif run and claim.depth <= run[-1].depth and claim.role not in ("percent",):
            yield run
            run = []
    if run:
        yield run


def _countable(claim: Claim) -> bool:
    return claim.quantity.exact and claim.role in ("cell", "plain", "previous")


def _continues(left: Claim, right: Claim) -> bool:
    return (
        left.sentence == right.sentence
        and left.dimension == right.dimension
        and left.depth == right.depth
        and left.topic == right.topic
        and left.scope == right.scope
        and right.marker != "among"
        and not (left.dimension == "applicant" and left.concepts != right.concepts)
    )


def _known(run: list[Claim], claims: Sequence[Claim], cells: Cells) -> Iterator[Discrepancy]:
    keys = [key for c in run for key in (c.applicants if c.dimension == "applicant" else c.concepts)]
    if len(run) < 2 or len(set(keys)) != len(keys) or any(len(_keys(c)) > 1 and not c.joined for c in run):
        return
    if not _complete(run, set(keys), cells):
        return
    total = sum((c.quantity.value for c in run), Decimal(0))
    heads = _heads(run, claims)
    if run[0].dimension == "result" and run[0].role == "cell" and total == _result_total(cells):
        heads = [
            h for h in heads if h.dimension != "inflow"
        ]  # what came in and what was done differ by what is carried
    if not heads or any(not h.quantity.exact or h.quantity.value == total for h in heads):
        return
    if any(h.wrong for h in heads) or _follows_unnamed(run, claims):
        return
    yield _fault(heads[0], run, total, certain=True)


def _follows_unnamed(run: list[Claim], claims: Sequence[Claim]) -> bool:
    """Whether a total that says not what it counts stands before the list: "收到41件、结转5件，共46件；其中……"."""
    place = next(i for i, c in enumerate(claims) if c is run[0])
    before = claims[place - 1] if place else None
    return before is not None and before.role == "plain" and not (before.dimension or before.concepts)


def _keys(claim: Claim) -> tuple[str, ...]:
    return claim.applicants if claim.dimension == "applicant" else claim.concepts


def _heads(run: list[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """The wholes that the run may break down, nearest first."""
    first = run[0]
    place = next(i for i, c in enumerate(claims) if c is first)
    wanted = _HEADS[first.dimension]
    earlier = [c for c in claims[:place] if c.sentence >= first.sentence - 1 and c.topic == first.topic]
    out = []
    for claim in reversed(earlier):
        if claim.role not in ("cell", "plain", "previous") or claim.dimension == first.dimension:
            continue
        key = claim.concepts[-1] if claim.concepts else ""
        same = claim.scope == first.scope and not claim.applicants and claim.role == first.role
        if claim.role == "plain" and claim.sentence != first.sentence:
            continue  # what the words of another sentence count is not known: an item of another list perhaps
        if same and (key in wanted or (first.dimension == "applicant" and key and _told_of(claim, first))):
            out.append(claim)
    return out


def _result_total(cells: Cells) -> Decimal | None:
    reading = cells.sum_of("result_total")
    return cells.value(reading) if reading is not None else None


def _told_of(claim: Claim, first: Claim) -> bool:
    """Whether applicants may break the figure down: one of another sentence only if it counts what came in."""
    near = claim.sentence == first.sentence or first.marker == "among"
    return near or claim.concepts[-1] in _HEADS["result"]


def _complete(run: list[Claim], keys: set[str], cells: Cells) -> bool:
    dimension = run[0].dimension
    if dimension == "applicant":
        return run[0].concepts == () and (keys == {"natural_person", "legal"} or _every_column(run, keys, cells))
    if dimension == "route":
        return keys == _ROUTES
    if dimension == "outcome":
        return keys >= _OUTCOMES
    missing = [row for key, row in _RESULTS.items() if key not in keys]
    if not missing:
        return True
    if any(c.scope != "whole" or c.role != "cell" for c in run):
        return False
    readings = [cells.sum_of(row) for row in missing]
    return all(r is not None and cells.value(r) == 0 for r in readings)


def _every_column(run: list[Claim], keys: set[str], cells: Cells) -> bool:
    """Whether a list of single columns (商业企业 …) leaves none out that 本年新收 or 上年结转 has anything in."""
    if any(c.scope != "whole" or c.role != "cell" for c in run) or "natural_person" not in keys or "legal" in keys:
        return False
    readings = [cells.sum_of("new_received+carried_in", (column,)) for column in LEGAL if column not in keys]
    return all(r is not None and cells.value(r) == 0 for r in readings)


def _breakdowns(window: Window) -> Iterator[tuple[Claim, list[Claim]]]:
    """(whole, parts) of every list that follows its whole directly."""
    claims = window.claims
    for i, claim in enumerate(window.last, window.first):
        if i == 0 or (claim.marker != "among" and claim.opener != "（"):
            continue
        head = _outer(claims[:i], claim)
        opens = claim.marker == "among" or (claim.opener == "（" and claim.depth > head.depth)
        near = head.sentence == claim.sentence or (claim.opener == "。" and head.sentence == claim.sentence - 1)
        if not opens or not near or not head.quantity.exact or head.role in ("percent", "delta"):
            continue
        if (claim.role == "previous") != (head.role == "previous"):
            continue  # another year's figures are no parts of this year's
        items = list(_items(claims[i:]))
        if len(items) > 1 and all(c.quantity.unit in (head.quantity.unit, "") for c in items):
            yield head, items


def _outer(before: Sequence[Claim], first: Claim) -> Claim:
    """The figure before a list; what is in brackets behind it is passed over: "23件（网上20件、信函3件），其中…"."""
    if first.marker == "among":
        found = (c for c in reversed(before) if c.depth <= first.depth and c.sentence == first.sentence)
        return next(found, before[-1])
    return before[-1]


def _items(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The parts, from the first on, as long as the list goes on in the same way."""
    first, separators = claims[0], set()
    for claim in claims:
        if claim.sentence != first.sentence or claim.depth < first.depth:
            return
        if claim.depth > first.depth or claim.role == "percent":
            continue
        if claim is not first:
            separators.add(claim.opener)
            broken = claim.opener not in ("、", "，", "；", "") or (
                len(separators - {""}) > 1 and claim.marker != "rest"
            )
            if broken or claim.marker in ("among", "including"):
                return
            if claim.dimension in _FLOW and first.dimension not in _FLOW and claim.marker != "rest":
                return
        if claim.role == "delta" or claim.each or not claim.quantity.exact:
            return
        yield claim
        if claim.marker == "rest":
            return


def _plain(head: Claim, items: list[Claim]) -> Iterator[Discrepancy]:
    total = sum((c.quantity.value for c in items), Decimal(0))
    whole = head.quantity.value
    if total == whole:
        return
    if items[-1].marker == "rest" and total - items[-1].quantity.value == whole:
        return  # the rest of something larger
    if items[-1].marker == "rest":
        yield _fault(head, items, total, certain=True)
    elif not any(c.dimension and c.role == "cell" for c in items):
        gap = abs(total - whole)
        near = len(items) >= 4 and gap <= max(_NEAR, whole / 20)
        if near or (len(items) == 3 and gap <= min(_NEAR, whole / 20)) or total > whole:
            yield _fault(head, items, total, certain=False)


def _fault(head: Claim, items: Sequence[Claim], total: Decimal, certain: bool) -> Discrepancy:
    parts = "＋".join(digits(c.quantity.value) for c in items)
    whole = head.quantity.value
    cells = tuple(dict.fromkeys((t, r, c) for c_ in items for x in c_.readings[:1] for _, t, r, c in x if r[0] != "@"))
    text = f"{parts}＝{digits(total)}，而总数为{digits(whole)}，相差{digits(abs(total - whole))}"
    return Discrepancy("TXT505", head.at[0], items[-1].at[1], cells, total, whole, text, certain)
