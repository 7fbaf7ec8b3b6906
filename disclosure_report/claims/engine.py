"""The claims of a whole report, and where they do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from disclosure_report.claims.claim import Assertion, Claim, Discrepancy
from disclosure_report.claims.compare import against_cells, contradicted
from disclosure_report.claims.figures import Cells, hold_against
from disclosure_report.claims.lists import faulty_lists
from disclosure_report.claims.ratios import faulty_ratios
from disclosure_report.claims.reader import Office, ParagraphReader, State
from disclosure_report.claims.tokens import compact
from disclosure_report.editions import Edition
from disclosure_report.model.report import Agency, Paragraph, Report

#: What a body of the lowest level calls itself.
_SELF = {"街道办事处": "街道", "镇人民政府": "镇政府"}
_REGIONS = "省市县区州盟旗镇乡"
_GIST = (
    "申请",
    "复议",
    "诉讼",
    "规章",
    "规范性文件",
    "行政许可",
    "行政处罚",
    "行政强制",
    "收费",
    "其中",
    "%",
    "％",
    "增",
    "降",
    "减",
    "（",
    "(",
)


class Located(NamedTuple):
    """A discrepancy and the paragraph it stands in."""

    paragraph: Paragraph
    fault: Discrepancy


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph with what it claims, sentence by sentence."""

    paragraph: Paragraph
    sentences: tuple[tuple[Claim, ...], ...]
    assertions: tuple[Assertion, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in order."""
        return tuple(c for sentence in self.sentences for c in sentence)


def own_names(agency: Agency) -> tuple[str, ...]:
    """The ways a body writes its own name: in full, and without the places before it; longest first."""
    name = agency.name.strip()
    if len(name) < 2:
        return ()
    found = {name}
    if agency.kind == "department":
        for i, char in enumerate(name[:-3]):
            if char in _REGIONS:
                found |= {name[i:], name[i + 1 :]}
    else:
        place = name.removesuffix("人民政府").removesuffix("办事处")
        short = [place[i + 1 :] for i, char in enumerate(place[:-3]) if char in _REGIONS]
        found |= {place, *short, *(s + name.removeprefix(place) for s in short)}
    return tuple(sorted((n for n in found if len(n) > 2), key=lambda n: (-len(n), n)))


def office_of(report: Report) -> Office:
    """Which scope words mean the whole of this body's figures."""
    agency = report.agency
    whole = {"own"} | ({"body"} if agency.kind == "department" else {"territory"})
    if agency.name.endswith(("办事处", "办公室")):
        whole.add("body")
    whole |= {word for ending, word in _SELF.items() if agency.name.endswith(ending)}
    return Office(report.year, frozenset(whole))


def read_claims(report: Report, edition: Edition) -> Iterator[ReadParagraph]:
    """Every paragraph of the narrative that says anything, with its claims and the cells they mean."""
    names, office, cells = own_names(report.agency), office_of(report), Cells(edition, report)
    heading = State()
    for paragraph in report.narrative.paragraphs():
        if paragraph.level:
            heading = _topic_of(paragraph.text[: paragraph.heading_length])
        told = heading.topic is not None or any(word in paragraph.text for word in _GIST)
        if (paragraph.level and not paragraph.run_in) or not told:
            continue
        state = State(topic=heading.topic, disclosure=heading.disclosure)
        yield _read(paragraph, names, office, cells, state)


def _topic_of(title: str) -> State:
    """The subject that a heading sets for the paragraphs below it."""
    if "申请" in title:
        return State(topic="requests", disclosure=True)
    return State(disclosure="信息公开" in title or "政务公开" in title)


def _read(paragraph: Paragraph, names: Sequence[str], office: Office, cells: Cells, state: State) -> ReadParagraph:
    text, places = compact(paragraph.text, names)
    reader = ParagraphReader(office, state)
    reader.read(text)
    for window in windows(reader.sentences):
        sentence = window[-1].sentence
        for i, claim in enumerate(window):
            if claim.role == "cell" and claim.sentence == sentence:
                if claim.concepts and claim.concepts[-1] in _INFLOWS:
                    _note_carried_in(claim, window[i + 1 : i + 4])
                hold_against(claim, window[:i], cells)
                claim.code = claim.code or ("TXT501" if claim.topic == "requests" else "TXT504")
    assertions = reader.assertions
    if places is not None:
        for claim in (c for sentence in reader.sentences for c in sentence):
            claim.start, claim.end = _back(claim.start, claim.end, places)
            claim.at = _back(*claim.at, places)
        assertions = [replace(a, start=s, end=e) for a in assertions for s, e in (_back(a.start, a.end, places),)]
    return ReadParagraph(paragraph, tuple(map(tuple, reader.sentences)), tuple(assertions))


def windows(sentences: Sequence[Sequence[Claim]]) -> Iterator[list[Claim]]:
    """Each sentence's claims with those of the sentence before it: as far back as words like 其中 reach."""
    before: Sequence[Claim] = ()
    for claims in sentences:
        if claims:
            yield [*before, *claims]
        before = claims


def _back(start: int, end: int, places: Sequence[int]) -> tuple[int, int]:
    return places[start], places[end - 1] + 1


_INFLOWS = ("received", "newly_received", "accepted", "bare")


def _note_carried_in(claim: Claim, later: Sequence[Claim]) -> None:
    """ "收到42件（含上年结转4件）": the figure holds both."""
    for other in later:
        inside = other.marker in ("among", "including") or other.depth > claim.depth
        if other.sentence == claim.sentence and inside and other.concepts[-1:] in (("carried_in",), ("carried",)):
            claim.with_carried_in = True


def discrepancies(report: Report, edition: Edition, previous: Report | None = None) -> tuple[Located, ...]:
    """Every claim of the text that does not hold, in the order of the text."""
    cells = Cells(edition, report)
    before = Cells(edition, previous) if previous is not None else None
    out: list[Located] = []
    for read in read_claims(report, edition):
        out += (Located(read.paragraph, fault) for fault in _faults(read, cells, before))
    return tuple(out)


def _faults(read: ReadParagraph, cells: Cells, before: Cells | None) -> list[Discrepancy]:
    found: list[Discrepancy] = []
    wrong: set[int] = set()
    for window in windows(read.sentences):
        for claim, fault in against_cells(window, cells):
            found.append(fault)
            if fault.code != "TXT507":
                wrong.add(id(claim))
        found += faulty_lists(window, wrong, cells)
        found += faulty_ratios(window, wrong, cells, before)
    for assertion in read.assertions:
        found += contradicted(assertion, cells)
    return sorted(found, key=lambda f: (f.start, f.code))
