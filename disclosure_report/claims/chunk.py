"""The words that belong to one figure: concepts, applicants, subjects, and whether anything unknown is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

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
class Phrase:
    """Tokens that stand together, their kinds and keys beside them.

    A dozen questions are asked of the words of each figure; ``in`` a short list answers without a look at each token.
    """

    tokens: list[Token]
    kinds: list[str]
    keys: list[str]

    def part(self, start: int, end: int | None = None) -> Phrase:
        """The tokens from ``start`` to (not) ``end``."""
        return Phrase(self.tokens[start:end], self.kinds[start:end], self.keys[start:end])


def phrase(tokens: list[Token]) -> Phrase:
    """These tokens as a phrase."""
    return Phrase(tokens, [t.kind for t in tokens], [t.key for t in tokens])


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


@cache
def concept(key: str) -> Concept:
    """The concept named ``key``."""
    return vocabulary().concepts[key]


def anchors(tokens: Sequence[Token]) -> list[int]:
    """Positions of the words that can carry a claim."""
    return [i for i, t in enumerate(tokens) if t.kind in _ANCHORS]


def is_clear(tokens: Sequence[Token]) -> bool:
    """Whether nothing unknown stands in these tokens."""
    return not any(t.kind in ("gap", "opaque") for t in tokens)


def read_before(words: Phrase, topic: str | None) -> Chunk:
    """The words before a figure."""
    chunk = Chunk()
    tokens, neutral = words.tokens, _neutral(topic)
    first, concepts = -1, []
    for i, kind in enumerate(words.kinds):
        if kind == "concept":
            if tokens[i].key in neutral:
                continue
            concepts.append(i)
        elif kind == "applicant":
            chunk.applicants.append(tokens[i].key)
        elif kind != "topic":
            continue
        if first < 0 or (tokens[first].kind == "topic" and kind != "topic"):
            first = i  # what is counted, rather than its subject
    if first >= 0:
        chunk.start = tokens[first].start
        behind = words.kinds[first:]
        chunk.clear = "gap" not in behind and "opaque" not in behind
    _settle(chunk, tokens, concepts)
    return chunk


def read_after(tokens: Sequence[Token], topic: str | None) -> tuple[Chunk, int]:
    """The words behind a figure ("3件予以公开"), and how many tokens they take."""
    chunk, taken = Chunk(), 0
    neutral = _neutral(topic)
    concepts: list[int] = []
    for i, token in enumerate(tokens):
        kind = token.kind
        if kind == "applicant" or (kind == "concept" and token.key not in neutral):
            if kind == "applicant":
                chunk.applicants.append(token.key)
            else:
                concepts.append(i)
            chunk.end, taken = token.end, i + 1
        elif kind not in _PASSED and token.key not in ("and", "timely"):
            break
    _settle(chunk, tokens, concepts)
    return chunk, taken


_PASSED = frozenset(("concept", "topic", "filler", "period", "date", "scope"))


@cache
def _neutral(topic: str | None) -> frozenset[str]:
    """Words that only say that something happened, where the topic makes their claim meaningless."""
    concepts = vocabulary().concepts
    neutral = {key for key, found in concepts.items() if found.category == "occurrence"}
    if topic not in DECISIONS:
        neutral.add("decided")
    if topic in ("reconsideration", "litigation"):
        neutral |= {"received", "newly_received", "accepted"}
    return frozenset(neutral)


def _settle(chunk: Chunk, tokens: Sequence[Token], places: list[int]) -> None:
    """Which of several concepts the figure belongs to: the last one, unless they are joined or absorb each other."""
    if len(places) < 2:
        chunk.concepts = [tokens[i].key for i in places]
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
    """Which of several concepts that are not joined the figure counts."""
    last = keys[-1]
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


def compares(words: Phrase) -> bool:
    """Whether a comparison with another period is made."""
    keys = words.keys
    if "up" in keys or "down" in keys:  # 同比增长, 同比下降
        return "compare" in keys or "同比" in [t.text[:2] for t in words.tokens]
    return "compare" in keys


def behind_label(words: Phrase) -> Phrase:
    """The words behind "行政复议和行政诉讼情况：", where they name their subject themselves."""
    if "：" not in words.keys:
        return words
    behind = words.part(len(words.keys) - words.keys[::-1].index("："))
    return behind if "topic" in behind.kinds else words


def last_mark(words: Phrase, keys: Sequence[str]) -> str:
    """The last of these words, when only small words stand behind it."""
    for token in reversed(words.tokens):
        if token.key in keys:
            return token.key
        if token.kind not in ("filler", "mark", "timely") and token.key != "compare":
            return ""
    return ""


def distributed(tokens: Sequence[Token]) -> list[Chunk]:
    """ "维持、纠正分别为3件、1件": the words in order, to be met by the figures in order."""
    found = [t for t in tokens if t.kind in ("concept", "applicant")]
    if len(found) < 2 or not is_clear(tokens[tokens.index(found[0]) :]):
        return []
    last = found[-1].kind
    same = [t for t in found if t.kind == last]
    return [
        Chunk(concepts=[t.key], start=-1) if last == "concept" else Chunk(applicants=[t.key], start=-1) for t in same
    ]
