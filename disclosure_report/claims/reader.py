"""From the clauses of a paragraph to claims: a small state machine over topic, scope, period and list.

What a figure counts is said by the words before it ("收到申请38件") or, failing that, behind it ("3件予以公开"); what
is left unsaid is carried over from before ("收到申请38件，办结39件").  Anything unknown between the words and the
figure makes the figure plain: better silent than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from disclosure_report.claims import assertions
from disclosure_report.claims.batches import in_batches
from disclosure_report.claims.chunk import (
    DECISIONS,
    Chunk,
    Phrase,
    anchors,
    behind_label,
    compares,
    concept,
    distributed,
    last_mark,
    phrase,
    read_after,
    read_before,
)
from disclosure_report.claims.claim import Assertion, Claim, Window
from disclosure_report.claims.compare import sums_up
from disclosure_report.claims.periods import carries, date_period, ends_span
from disclosure_report.claims.tokens import CUT, Clause, Token, sentences

DISPUTES = ("reconsideration", "litigation")
DOCUMENTS = ("regulations", "normative_documents")
_UNITS = {
    "requests": frozenset(("", "件", "份", "宗", "条", "个", "起", "例", "项")),
    "disputes": frozenset(("", "件", "起", "宗", "例", "个", "次")),
    "documents": frozenset(("", "件", "份", "个", "部", "项")),
    "decisions": frozenset(("", "件", "宗", "起", "例", "项", "个")),
    "fees": frozenset(("万元",)),
    "procurement": frozenset(("万元", "个", "项")),
}
_FAMILY = (
    dict.fromkeys(DISPUTES, "disputes") | dict.fromkeys(DOCUMENTS, "documents") | dict.fromkeys(DECISIONS, "decisions")
)
_CARRIES = frozenset(("carried", "carried_in", "carried_out"))  # the year beside these is part of them
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}是")  # opens an item of a list of measures or problems
_ATTRIBUTES = ("依申请公开", "依申请")
_TRENDS = frozenset(("up", "down", "share"))
_MARKERS = ("among", "including", "rest")


@dataclass(frozen=True, slots=True)
class Office:
    """Who speaks: which words mean the whole of its figures, and its year."""

    year: int
    whole: frozenset[str]


@dataclass(slots=True)
class State:
    """What holds at this point of the paragraph."""

    topic: str | None = None
    topics: list[str] = field(default_factory=list)
    disclosure: bool = False
    scope: str = "whole"
    period: str = "this"
    seen: str = ""  # the other period named in this clause
    compared: str = ""
    blocked: bool = False
    channel: bool = False
    document: str = ""
    carries_out: bool = False  # 结转下年度 was mentioned in this paragraph
    routes: list[str] = field(default_factory=list)
    pending: list[Chunk] = field(default_factory=list)


class ParagraphReader:
    """Reads one paragraph; ``state`` starts with the topic of the heading above it."""

    def __init__(self, office: Office, state: State) -> None:
        self.office = office
        self.state = state
        self.claims: list[Claim] = []  # of the sentence at hand
        self._before: list[Claim] = []  # of the sentence before it
        self.assertions: list[Assertion] = []
        self._sentence = self._clause = 0
        self._spoken = state.scope  # at the last figure
        self._disclosed_in = ""  # the unit that 主动公开 was counted in, in this sentence
        self._dated = False  # whether the clause before ended with a year

    def read(self, text: str) -> Iterator[Window]:
        """The claims of each sentence of compact text that makes any, behind those of the sentence before it: as far
        back as words like 其中 reach. ``assertions`` fills up on the way."""
        for number, clauses in enumerate(in_batches(sentences(text))):
            self._sentence = number
            self._begin(clauses[0])
            self._before, self.claims = self.claims, []
            for clause in clauses:
                self._clause += 1
                self._read_clause(clause)
            window = Window([*self._before, *self.claims], self.claims, len(self._before))
            if sums_up(window.claims):
                self.state.scope = self._spoken = "whole"  # the parts are told, what follows is of the whole again
            if self.claims:
                yield window

    def _begin(self, first: Clause) -> None:
        """What the sentence before leaves behind: its topic, and whose figures its own were."""
        state = self.state
        if first.opener != CUT:
            state.period, state.blocked, state.document, state.routes = "this", False, "", []
            self._disclosed_in = ""
            if self.claims:
                state.scope = self._spoken
            if first.tokens and _ITEM.match("".join(t.text for t in first.tokens[:2])):
                state.scope = "whole"
        state.pending = []

    def _read_clause(self, clause: Clause) -> None:
        state, words = self.state, phrase(clause.tokens)
        state.channel, state.topics = False, []
        if not (clause.opener == "（" and self._dated):  # "比上年（69件）增加18件"
            state.seen = ""
            state.compared = "compare" if compares(words) else ""
        self._dated = bool(words.kinds) and words.kinds[-1] in ("period", "date")
        at = self._figures(clause, words) if "quantity" in words.kinds else 0
        if at < len(words.tokens):
            self._absorb(words.part(at) if at else words)
        if not assertions.OPENERS.isdisjoint(words.keys):
            self.assertions += assertions.read(clause.tokens, self.state, self.claims, self._before)

    def _figures(self, clause: Clause, words: Phrase) -> int:
        """Every figure of the clause with the words before and behind it; how many tokens that took."""
        first, at = True, 0
        places = [i for i, kind in enumerate(words.kinds) if kind == "quantity"]
        for number, place in enumerate(places):
            after = clause.tokens[place + 1 : places[number + 1] if number + 1 < len(places) else None]
            taken = self._figure(clause, words.part(at, place), clause.tokens[place], after, first)
            at, first = place + 1 + taken, False
            self._spoken = self.state.scope
        return at

    def _figure(self, clause: Clause, before: Phrase, figure: Token, after: Sequence[Token], first: bool) -> int:
        outer = self.state.scope
        if "topic" in before.kinds:
            before = self._attributes(clause, before, figure)
        else:
            self._absorb_subject(after)
        self._absorb(before, keeps_period=not _CARRIES.isdisjoint(before.keys))
        before = behind_label(before)
        chunk, taken = self._chunk(before, after)
        role = self._role(before, figure, after, chunk)
        claim = self._claim(clause, figure, chunk, role, before)
        claim.opener = clause.opener if first else ""
        self.claims.append(claim)
        state = self.state
        state.carries_out = state.carries_out or claim.dimension == "outflow"
        if not claim.concepts or claim.marker:
            self.state.scope = outer
        return taken

    def _attributes(self, clause: Clause, before: Phrase, figure: Token) -> Phrase:
        """公开属性 are no requests: "发文20件，其中主动公开15件、依申请公开3件、不予公开2件"."""
        last = next(t for t in reversed(before.tokens) if t.kind == "topic")
        if last.text.startswith("主动公开"):
            self._disclosed_in = figure.key
        elif last.text in _ATTRIBUTES and figure.key == self._disclosed_in and clause.opener == "、":
            return phrase([replace(t, key="foreign") if t is last else t for t in before.tokens])
        return before

    def _chunk(self, before: Phrase, after: Sequence[Token]) -> tuple[Chunk, int]:
        state = self.state
        chunk = read_before(before, state.topic)
        if "respectively" in before.keys:
            state.pending = distributed(before.tokens)
        if state.pending:
            small = all(t.key == "and" or t.kind == "filler" for t in before.tokens)
            if small or "respectively" in before.keys:
                following = state.pending.pop(0)
                following.start = chunk.start
                return following, 0
            state.pending = []
        if chunk.concepts or (chunk.applicants and not chunk.dropped):
            if not chunk.concepts:
                behind, taken = read_after(after, state.topic)
                if behind.concepts and concept(behind.concepts[-1]).category in ("result", "handling"):
                    chunk.concepts, chunk.end = behind.concepts, behind.end
                    return chunk, taken
            return chunk, 0
        if not after:
            return chunk, 0
        behind, taken = read_after(after, state.topic)
        if behind.concepts or behind.applicants:
            behind.clear = behind.clear and not ("gap" in before.kinds and anchors(before.tokens))
            behind.start = chunk.start
            return behind, taken
        return chunk, 0

    def _absorb_subject(self, after: Sequence[Token]) -> None:
        """ "收到38件申请": the subject behind its figure."""
        for i, token in enumerate(after):
            if token.kind == "topic":
                self._topic(token, after[i - 1] if i else None)
                return
            if token.kind not in ("filler", "applicant"):
                return

    def _role(self, before: Phrase, figure: Token, after: Sequence[Token], chunk: Chunk) -> str:
        state = self.state
        if figure.key in ("个百分点", "百分点"):
            return "plain"
        if figure.key == "%":
            return "percent"
        if not _TRENDS.isdisjoint(before.keys) and last_mark(before, ("up", "down")):
            return "delta"
        if (state.seen in ("previous", "other") and state.compared) or state.period == "previous":
            return "previous"
        if state.period != "this" or chunk.dropped or not chunk.clear:
            return "plain"
        return "plain" if self._hindered(before, after) else "cell"

    def _hindered(self, before: Phrase, after: Sequence[Token]) -> bool:
        """Whether a word makes the figure something that no cell counts."""
        state = self.state
        family = _FAMILY.get(state.topic or "", state.topic)
        if family == "foreign" or family is None or state.compared:
            return True
        blocked = "block" in before.kinds
        for token in after:
            if token.kind in ("mark", "quantity") or token.kind == "concept":
                break
            if token.kind in ("gap", "block", "channel") or (token.kind == "topic" and token.key == "foreign"):
                blocked = True
                break
        if family in ("documents", "decisions", "fees"):
            state.blocked = state.blocked or blocked or _of_information(before.tokens)
            return state.blocked
        return blocked or (state.channel and family == "requests")

    def _claim(self, clause: Clause, figure: Token, chunk: Chunk, role: str, before: Phrase) -> Claim:
        state = self.state
        claim = Claim(
            quantity=figure.quantity,  # type: ignore[arg-type]
            role=role,
            topic=state.topic,
            concepts=tuple(chunk.concepts),
            applicants=tuple(chunk.applicants),
            scope=state.scope,
            start=min(figure.start, chunk.start) if chunk.start >= 0 else figure.start,
            end=max(figure.end, chunk.end),
            at=(figure.start, figure.end),
            sentence=self._sentence,
            clause=self._clause,
            depth=clause.depth,
            opener=clause.opener,
        )
        keys, kinds = before.keys, before.kinds
        if "mark" in kinds:
            marks = [t.key for t in before.tokens if t.kind == "mark"]
            claim.marker = next((m for m in reversed(marks) if m in _MARKERS), "")
        if not _TRENDS.isdisjoint(keys):
            claim.direction = last_mark(before, ("up", "down", "share"))
        claim.joined, claim.each = chunk.joined, "each" in keys
        claim.blocked = "block" in kinds
        if "share" in keys:
            claim.base = figure.key != "%"
            if any(t.key == "share" and "约" in t.text for t in before.tokens):
                claim.relation = "about"
        if "period" in kinds or "date" in kinds:
            claim.carries = carries(before.tokens, self.office.year)
        claim.routes = tuple(state.routes)
        claim.compared = state.seen or ("previous" if state.compared else "")
        self._subject(claim)
        return claim

    def _subject(self, claim: Claim) -> None:
        """Settle concept and dimension, from what was said before where nothing is said here."""
        state, topic = self.state, self.state.topic
        family = _FAMILY.get(topic or "", topic)
        if len(state.topics) > 1 and all(t in DISPUTES for t in state.topics) and set(state.topics) == set(DISPUTES):
            claim.topic = "disputes"
        if family == "documents" and not claim.concepts and state.topics:
            claim.concepts = (state.document,) if state.document else ()
        elif not claim.concepts and state.topics and family in _DEFAULT:
            claim.concepts = (_DEFAULT[family],)
            if claim.role == "cell" and _unlike_a_total(claim, family):
                claim.role = "plain"
        if family == "decisions" and claim.concepts and not state.topics:
            claim.role = "plain" if claim.role == "cell" else claim.role
        if claim.concepts:
            self._conform(claim, family)
        if claim.applicants:
            claim.dimension = "applicant"
        if claim.dimension in ("outcome", "route") and self._of_other_cases(claim):
            claim.role = "plain"
        if (not claim.concepts and not claim.applicants) or claim.quantity.unit not in _UNITS.get(family or "", ()):
            claim.role = "plain" if claim.role == "cell" else claim.role
        if family == "disputes" and not state.disclosure and claim.role == "cell":
            claim.role = "plain"

    def _of_other_cases(self, claim: Claim) -> bool:
        """Whether the cases whose outcomes follow were themselves none of the table's."""
        heads = [c for c in self.claims if c.concepts == ("cases",) and c.topic == claim.topic]
        return bool(heads) and heads[-1].role == "plain" and claim.role == "cell"

    def _conform(self, claim: Claim, family: str | None) -> None:
        """A concept that does not belong to the topic says something else: leave the figure alone."""
        if claim.concepts[-1] in ("bare", "cases"):  # what the subject alone says
            return
        found = concept(claim.concepts[-1])
        claim.dimension, claim.code, claim.relation = found.category, found.code, found.relation
        if found.topic != family and claim.role == "cell":
            claim.role = "plain"
        if found.category == "document":
            self.state.document = found.key

    def _absorb(self, words: Phrase, keeps_period: bool = False) -> None:
        """Let the words change the state."""
        state, tokens = self.state, words.tokens
        label = len(tokens) - len(behind_label(words).tokens) if "：" in words.keys else 0
        for i, kind in enumerate(words.kinds):
            if i == label:
                state.topics = []
            if kind == "filler":
                continue
            token = tokens[i]
            if kind == "concept":
                if concept(token.key).category == "route":
                    state.routes += concept(token.key).rows
            elif kind == "topic":
                self._topic(token, tokens[i - 1] if i else None)
            elif kind == "scope":
                whole = self.office.whole
                state.scope = "whole" if token.key in whole or token.text in whole else "other"
            elif kind == "period" or kind == "date":
                self._period(token, keeps_period or ends_span(tokens[:i], token.text, self.office.year))
            elif kind == "channel":
                state.channel = True

    def _period(self, token: Token, keeps: bool) -> None:
        state = self.state
        key = token.key if token.kind == "period" else date_period(token.text, self.office.year)
        if key in ("compare", "up", "down", "share"):
            return
        if key != "this":
            state.seen = key
        if not keeps and not state.compared and key:
            state.period = key

    def _topic(self, token: Token, previous: Token | None) -> None:
        state = self.state
        if token.key == "disclosure":
            state.disclosure = True
            return
        key = token.key
        if key == "bare_request":
            key = self._bare_request(previous)
        if key == "requests":
            state.disclosure = True
        if key:
            state.topic = key
            state.topics.append(key)

    def _bare_request(self, previous: Token | None) -> str:
        """ "申请" alone: ours when the paragraph is about disclosure and no unknown word says what was applied for."""
        state = self.state
        if previous is not None and (previous.kind in ("gap", "opaque") or previous.key == "foreign"):
            return "foreign"
        if state.topic == "foreign" or not state.disclosure:
            return state.topic or ""
        return "requests"


_DEFAULT = {"requests": "bare", "disputes": "cases", "decisions": "decided", "fees": "charged"}


def _unlike_a_total(claim: Claim, family: str | None) -> bool:
    """ "依申请公开信息12条" are items of information, "其他申请1件" what a list leaves over."""
    return claim.marker == "rest" or (family == "requests" and claim.quantity.unit == "条")


def _of_information(tokens: Sequence[Token]) -> bool:
    """Whether the words are about what was made public: "行政处罚类信息公开592"."""
    topics = [i for i, t in enumerate(tokens) if t.kind == "topic" and t.key != "disclosure"]
    return any(t.text.startswith("类") or t.key == "disclosure" for t in tokens[topics[-1] :]) if topics else False
