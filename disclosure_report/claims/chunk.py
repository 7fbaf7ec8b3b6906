"""The words that belong to one figure: concepts, applicants, subjects, and whether anything unknown is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure_report.claims.tokens import Token
from disclosure_report.claims.vocabulary import Concept, vocabulary

#: Categories whose members may be added up when they stand joined ("予以公开及部分公开").
SUMMABLE = frozenset(
    ("inflow", "result", "refusal", "unavailability", "rejection", "other_handling", "outcome", "route")
)
_RESULTS = frozenset(("result", "refusal", "unavailability", "rejection", "other_handling"))
_SYNONYMS = (
    frozenset(("received", "newly_received", "accepted", "taken")),
    frozenset(("handled", "answered", "worked")),
)
DECISIONS = ("licensing", "penalty", "compulsion")
_ANCHORS = frozenset(("concept", "applicant", "topic"))


@dataclass(slots=True)
class Chunk:
    """What was read off the tokens of one figure. ``joined`` lists concepts to be added up; ``either`` alternatives.

    ``clear`` is false when something unknown stands between the words and their figure.
    """

    concepts: list[str] = field(default_factory=list)
    joined: bool = False
    applicants: list[str] = field(default_factory=list)
    clear: bool = True
    dropped: bool = False
    start: int = -1
    end: int = -1


def concept(key: str) -> Concept:
    """The concept named ``key``."""
    return vocabulary().concepts[key]


def anchors(tokens: Sequence[Token]) -> list[int]:
    """Positions of the words that can carry a claim."""
    return [i for i, t in enumerate(tokens) if t.kind in _ANCHORS]


def is_clear(tokens: Sequence[Token]) -> bool:
    """Whether nothing unknown stands in these tokens."""
    return not any(t.kind in ("gap", "opaque") for t in tokens)


def read_before(tokens: Sequence[Token], topic: str | None) -> Chunk:
    """The words before a figure."""
    chunk = Chunk()
    places = [i for i in anchors(tokens) if not _neutral(tokens[i], topic)]
    used = [i for i in places if tokens[i].kind in ("concept", "applicant")]
    if places:
        chunk.start = tokens[(used or places)[0]].start
    chunk.clear = is_clear(tokens[(used or places or [len(tokens)])[0] :])
    chunk.applicants = [tokens[i].key for i in used if tokens[i].kind == "applicant"]
    _settle(chunk, tokens, [i for i in used if tokens[i].kind == "concept"])
    return chunk


def read_after(tokens: Sequence[Token], topic: str | None) -> tuple[Chunk, int]:
    """The words behind a figure ("3件予以公开"), and how many tokens they take."""
    chunk, taken = Chunk(), 0
    found: list[int] = []
    for i, token in enumerate(tokens):
        if token.kind in _ANCHORS:
            if token.kind != "topic" and not _neutral(token, topic):
                found.append(i)
                chunk.end, taken = token.end, i + 1
        elif token.kind not in ("filler", "period", "date", "scope") and token.key not in ("and", "timely"):
            break
    chunk.applicants = [tokens[i].key for i in found if tokens[i].kind == "applicant"]
    _settle(chunk, tokens, [i for i in found if tokens[i].kind == "concept"])
    return chunk, taken


def _neutral(token: Token, topic: str | None) -> bool:
    """Words that only say that something happened, where the topic makes their claim meaningless."""
    if token.kind != "concept":
        return False
    found = concept(token.key)
    if found.category == "occurrence" or (found.key == "decided" and topic not in DECISIONS):
        return True
    return topic in ("reconsideration", "litigation") and found.key in ("received", "newly_received", "accepted")


def _settle(chunk: Chunk, tokens: Sequence[Token], places: list[int]) -> None:
    """Which of several concepts the figure belongs to: the last one, unless they are joined or absorb each other."""
    if not places:
        return
    keys = [tokens[i].key for i in places]
    last = concept(keys[-1])
    run = [keys[-1]]
    for left, right in zip(reversed(places[:-1]), reversed(places[1:]), strict=True):
        between = tokens[left + 1 : right]
        if "and" not in [t.key for t in between] or concept(tokens[left].key).category != last.category:
            break
        run.insert(0, tokens[left].key)
    if len(run) > 1:
        chunk.concepts = run
        chunk.joined = last.category in SUMMABLE and not any(set(run) <= s for s in _SYNONYMS)
        return
    chunk.concepts = _absorb(keys, chunk)


def _absorb(keys: list[str], chunk: Chunk) -> list[str]:
    last = keys[-1]
    if len(keys) == 1:
        return [last]
    before, category = keys[-2], concept(last).category
    if category == "handling":
        if before in ("carried_out", "carried"):
            return [before]  # 顺延到下年度答复
        if concept(before).category in _RESULTS:
            return [before]  # 不予公开答复2件
        if before == "carried_in":
            chunk.dropped = True  # 上年结转申请办结4件: a part of the results
            return [last]
        if concept(before).category in ("inflow", "handling", "intake"):
            return [before, last]  # 受理办结: either may be meant
    if last == "carried" and before == "open":
        return ["carried_out"]
    return [last]
