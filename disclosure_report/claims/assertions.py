"""Statements without a figure: 均获维持, 全部办结, 未发生行政复议, 未收到申请, 收到若干件申请."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from disclosure_report.claims.chunk import anchors, concept
from disclosure_report.claims.claim import Assertion, Claim, Reading
from disclosure_report.claims.tokens import Token

if TYPE_CHECKING:
    from disclosure_report.claims.reader import State

_ROWS = {
    "reconsideration": ("reconsideration",),
    "litigation": ("litigation_direct", "litigation_after_reconsideration"),
}
_TOTALS = dict.fromkeys(("received", "newly_received", "accepted", "taken", "bare"), "new_received")
_TOTALS |= dict.fromkeys(("handled", "answered", "worked"), "result_total")
_RECEIPT = ("收到", "接到", "接收", "受理", "新收")
#: Keys of the words such a statement stands on; a clause without them makes none.
OPENERS = frozenset(("all", "none", "many"))
_CLEAR = frozenset(("filler", "scope", "concept", "applicant", "topic"))


def read(
    tokens: Sequence[Token], state: State, claims: Sequence[Claim], before: Sequence[Claim] = ()
) -> Iterator[Assertion]:
    """The statements of one clause of a sentence with ``claims``; none of another scope or another time.

    ``before`` are the claims of the sentence before it.
    """
    marks = [i for i, t in enumerate(tokens) if t.kind == "mark" and t.key in OPENERS]
    if not marks or state.scope != "whole" or state.period != "this" or state.seen or state.compared:
        return
    for i in marks:
        after = tokens[i + 1 :]
        if any(t.kind == "quantity" for t in after):
            continue
        if tokens[i].key == "many":
            yield from _many(tokens, i, state)
        elif tokens[i].key == "none":
            yield from _none(tokens[i], tokens[:i], after, state)
        else:
            yield from _all(tokens, i, state, claims[-1] if claims else None, before)


def _plain(tokens: Sequence[Token]) -> bool:
    """Whether every word is understood, so that nothing narrows the statement."""
    return all(t.kind in _CLEAR or t.key in ("and", "all", "this") for t in tokens)


def _none(mark: Token, before: Sequence[Token], after: Sequence[Token], state: State) -> Iterator[Assertion]:
    if not after or not _plain(after) or not anchors(after):
        return
    if any(t.kind in ("gap", "opaque") for t in before):
        return  # whoever that is: 市教育督导室未收到申请
    if any(t.kind == "topic" and t.key in _DECIDED for t in after):
        yield from _none_decided(mark, before, after)
        return
    if mark.text in _NOT_DONE:
        return
    topics = [t.key for t in after if t.kind == "topic" and t.key != "disclosure"]
    keys = [t.key for t in after if t.kind == "concept" and concept(t.key).category != "occurrence"]
    start, end = mark.start, after[anchors(after)[-1]].end
    disputes = [t for t in topics if t in _ROWS]
    if (disputes and topics[-1] in _ROWS) or (state.topic in _ROWS and not topics and keys):
        rows = [r for t in disputes or [state.topic or ""] for r in _ROWS[t]]
        columns = [c for k in keys if concept(k).category == "outcome" for c in concept(k).columns]
        if keys and (not columns or (not disputes and len(keys) > 1)):
            return
        yield Assertion("none", start, end, tuple(_sum(rows, (c,)) for c in columns or ["total"]))
    elif _one_thing(keys) and state.topic == "requests" and not any(t.kind == "applicant" for t in after):
        row = f"@{_GROUPS[keys[0]]}" if keys[0] in _GROUPS else keys[0]
        if keys[0] in _GROUPS or keys[0] == "carried_out":
            yield Assertion("none", start, end, (_request(row),))
    elif topics and topics[-1] in ("requests", "bare_request") and state.topic == "requests":
        received = mark.text.removeprefix("未").removeprefix("没有").startswith(_RECEIPT) or any(
            r in mark.text for r in _RECEIPT
        )
        if received and not keys and not any(t.kind == "applicant" for t in after):
            yield Assertion("received-none", start, end, (_request("new_received"),))


def _one_thing(keys: Sequence[str]) -> bool:
    """Whether one row is named: 结转下年度, also with what is then done (继续办理)."""
    return bool(keys) and (
        len(keys) == 1 or (keys[0] == "carried_out" and all(concept(k).category == "handling" for k in keys[1:]))
    )


def _none_decided(mark: Token, before: Sequence[Token], after: Sequence[Token]) -> Iterator[Assertion]:
    """ "未作出行政处罚决定", "无行政许可、行政处罚": said of the body as such, with nothing that narrows it."""
    topics = [t for t in after if t.kind == "topic"]
    plain = all(t.kind == "topic" or t.key in ("and", "issued", "decided") or t.text in _WHATEVER for t in after)
    ours = all(t.kind in ("period", "date", "scope") or t.key == "：" for t in before)
    if (
        (mark.text in _NOT_DONE or mark.text in ("无", "没有"))
        and plain
        and ours
        and all(t.key in _DECIDED for t in topics)
        and _fits_verb(mark, after, topics)
    ):
        readings = (((1, "proactive", t.key, column),) for t in topics for column in _DECIDED[t.key])
        yield Assertion("none", mark.start, after[anchors(after)[-1]].end, tuple(readings))


def _fits_verb(mark: Token, after: Sequence[Token], topics: Sequence[Token]) -> bool:
    """Whether the verb is said of such things: documents are issued, decisions made; 未出台收费 is something else."""
    issued = mark.text.endswith(_ISSUE) or any(t.key == "issued" for t in after)
    decided = mark.text.endswith(_DECIDE) or any(t.key == "decided" for t in after)
    documents = [t.key in _DOCUMENTS for t in topics]
    return (not issued or all(documents)) and not (decided and any(documents))


_DOCUMENTS = ("regulations", "normative_documents")
_ISSUE = ("制发", "制定", "出台")
_DECIDE = ("作出", "做出", "实施")
#: Columns that are zero when nothing was issued, decided or charged; each form has its own.
_DECIDED = {
    **dict.fromkeys(("licensing", "penalty", "compulsion"), ("decisions",)),
    **dict.fromkeys(_DOCUMENTS, ("issued", "produced")),
    "fees": ("amount",),
}
#: What the body itself did not do; 未发生行政处罚 may mean that it was not punished.
_NOT_DONE = frozenset(
    (
        *("未作出", "没有作出", "未做出", "未实施", "没有实施"),
        *("未制发", "没有制发", "未制定", "未出台", "没有出台"),
    )
)
_WHATEVER = ("新", "各类", "各种", "案件", "情况", "情形")


def _all(
    tokens: Sequence[Token], at: int, state: State, last: Claim | None, before: Sequence[Claim]
) -> Iterator[Assertion]:
    after = tokens[at + 1 :]
    if (state.topic not in _ROWS and state.topic != "requests") or not _plain(after):
        return
    if any(t.key in ("timely", "requests", "disclosure") for t in after):
        return
    keys = [t.key for t in after if t.kind == "concept" and concept(t.key).category != "occurrence"]
    applicants = [t.key for t in after if t.kind == "applicant"]
    if len(keys) + len(applicants) != 1:
        return
    start = tokens[at].start
    end = after[anchors(after)[-1]].end
    named = [t for t in tokens[:at] if t.kind in ("concept", "topic", "applicant", "gap", "block", "channel", "mark")]
    if state.topic in _ROWS and keys:
        yield from _all_cases(keys[0], state, last, named, start, end)
    elif state.topic == "requests" and last is not None and (not named or _whole_body(tokens[:at])):
        yield from _all_requests(keys, applicants, last, state, start, end)
    elif state.topic == "requests" and last is None and keys and _whole_body(tokens[:at]):
        if keys[0] in _GROUPS:
            rest = _difference("result_total", "total", "@" + _GROUPS[keys[0]], "total")
            yield Assertion("all", start, end, (rest,))
        elif concept(keys[0]).category == "handling" and after[-1].kind == "concept" and not _narrowed(before):
            yield Assertion("all-handled", start, end, (_request("carried_out"),))


def _whole_body(before: Sequence[Token]) -> bool:
    """Whether the words name the requests as such, none of them narrowed: "所有申请", "收到的申请"."""
    named = [t for t in before if t.text not in ("的", "所有", "全部") and t.kind != "period"]
    known = ("requests", "bare_request", "all", "received", "newly_received", "accepted")
    return any(t.kind == "topic" for t in named) and all(t.key in known for t in named)


def _narrowed(before: Sequence[Claim]) -> bool:
    """Whether the sentence before spoke of some requests only, so that 申请 may be those: 上年结转4件, 自然人30件."""
    return any(c.applicants or c.marker or c.concepts[-1:] not in ((), *_INFLOWS) for c in before)


_INFLOWS = tuple((key,) for key, row in _TOTALS.items() if row == "new_received")


def _all_cases(
    key: str, state: State, last: Claim | None, named: Sequence[Token], start: int, end: int
) -> Iterator[Assertion]:
    found = concept(key)
    if found.category not in ("outcome", "conclusion") or not state.topic:
        return
    if last is not None and (last.concepts != ("cases",) or last.role != "cell" or last.topic != state.topic):
        return
    if any(t.kind not in ("topic",) and t.key not in ("arose", "and") for t in named):
        return
    if last is None and not any(t.key == state.topic for t in named):
        return
    rows = _ROWS[state.topic]
    if found.category == "conclusion":
        yield Assertion("all", start, end, (_sum(rows, ("pending",)),))
    else:
        rest = [c for c in ("upheld", "corrected", "other", "pending") if c not in found.columns]
        yield Assertion("all", start, end, (_sum(rows, rest),))


def _all_requests(
    keys: Sequence[str], applicants: Sequence[str], last: Claim, state: State, start: int, end: int
) -> Iterator[Assertion]:
    row = _TOTALS.get(last.concepts[-1]) if last.concepts and not last.applicants and last.role == "cell" else None
    if row is None or last.marker:
        return
    if applicants:
        if applicants[0] in ("natural_person",):
            yield Assertion("all", start, end, (_difference(row, "total", row, applicants[0]),))
        return
    category = concept(keys[0]).category
    if category == "result":
        yield Assertion("all", start, end, (_difference("result_total", "total", "@" + _GROUPS[keys[0]], "total"),))
    elif category == "handling":
        yield Assertion("all-handled", start, end, (_request("carried_out"),))


_GROUPS = {
    "granted": "granted",
    "partly_granted": "partly_granted",
    "refused": "refused",
    "unavailable": "unavailable",
    "rejected": "rejected",
    "other_result": "other",
}


def _many(tokens: Sequence[Token], at: int, state: State) -> Iterator[Assertion]:
    before = tokens[:at]
    keys = [t.key for t in before if t.kind == "concept"]
    if state.topic != "requests" or not keys or keys[-1] not in ("received", "newly_received", "accepted"):
        return
    if not _plain([*before, *tokens[at + 1 :]]):
        return
    yield Assertion("received-some", before[0].start, tokens[-1].end, (_request("new_received"),))


def _sum(rows: Sequence[str], columns: Sequence[str]) -> Reading:
    return tuple((1, "disputes", row, column) for row in rows for column in columns)


def _request(row: str) -> Reading:
    return ((1, "requests", row, "total"),)


def _difference(row: str, column: str, other_row: str, other_column: str) -> Reading:
    return ((1, "requests", row, column), (-1, "requests", other_row, other_column))
