"""The claims of a whole report, and where they do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from disclosure_report.claims.batches import batches, in_batches
from disclosure_report.claims.claim import Assertion, Claim, Discrepancy, Window
from disclosure_report.claims.compare import against_cells, contradicted
from disclosure_report.claims.figures import Cells, hold_against
from disclosure_report.claims.lists import faulty_lists
from disclosure_report.claims.provisos import qualified, tells_what_is_open
from disclosure_report.claims.ratios import faulty_ratios
from disclosure_report.claims.reader import Office, ParagraphReader, State
from disclosure_report.claims.relevance import told_part
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


def discrepancies(report: Report, edition: Edition, previous: Report | None = None) -> tuple[Located, ...]:
    """Every claim of the text that does not hold, in the order of the text."""
    before = Cells(edition, previous) if previous is not None else None
    return tuple(
        Located(paragraph, fault)
        for paragraph, reading in read_claims(report, edition)
        for fault in _faults(reading, before)
    )


def read_claims(report: Report, edition: Edition) -> Iterator[tuple[Paragraph, Reading]]:
    """Every paragraph of the narrative that may claim something, to be read."""
    names, office, cells = own_names(report.agency), office_of(report), Cells(edition, report)
    heading = State()
    for paragraph in report.narrative.paragraphs():
        if paragraph.level:
            heading = _topic_of(paragraph.text[: paragraph.heading_length])
        headed = heading.topic is not None
        told = headed or any(word in paragraph.text for word in _GIST)
        if (paragraph.level and not paragraph.run_in) or not told:
            continue
        text, places = compact(paragraph.text, names)
        text = told_part(text, headed)
        if text:
            state = State(topic=heading.topic, disclosure=heading.disclosure)
            yield paragraph, Reading(text, places, ParagraphReader(office, state), cells)


def _topic_of(title: str) -> State:
    """The subject that a heading sets for the paragraphs below it."""
    if "申请" in title:
        return State(topic="requests", disclosure=True)
    return State(disclosure="信息公开" in title or "政务公开" in title)


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph's compact text and who reads it; ``places`` lead back to the text as it was written."""

    text: str
    places: Sequence[int] | None
    reader: ParagraphReader
    cells: Cells

    def windows(self) -> Iterator[Window]:
        """Each sentence's claims, with the cells they mean, behind those of the sentence before it.

        Nothing older is kept: what a paragraph of megabytes takes does not grow with it.
        """
        for window in in_batches(self.reader.read(self.text)):
            for at, claim in enumerate(window.last, window.first):
                self._settle(claim, window.claims, at)
            yield window

    def _settle(self, claim: Claim, window: Sequence[Claim], at: int) -> None:
        if claim.role == "cell":
            if claim.concepts and claim.concepts[-1] in _INFLOWS:
                _note_carried_in(claim, window[at + 1 : at + 4])
            hold_against(claim, window[:at], self.cells)
            claim.code = claim.code or ("TXT501" if claim.topic == "requests" else "TXT504")
        if self.places is not None:
            claim.start, claim.end = _back(claim.start, claim.end, self.places)
            claim.at = _back(*claim.at, self.places)

    def assertions(self) -> Iterator[Assertion]:
        """The statements without a figure, when the text has been read.

        One that its sentence narrows is none; nor is "均已办结" where the paragraph says what is open all the same.
        """
        found_all = self.reader.assertions
        carried = any(f.kind == "all-handled" for f in found_all) and (
            self.reader.state.carries_out or tells_what_is_open(self.text)
        )
        for found in found_all:
            if found.kind == "all-handled" and carried:
                continue
            if qualified(found, self.text, self.reader.office.year):
                continue
            if self.places is not None:
                start, end = _back(found.start, found.end, self.places)
                found = replace(found, start=start, end=end)
            yield found


def _back(start: int, end: int, places: Sequence[int]) -> tuple[int, int]:
    return places[start], places[end - 1] + 1


_INFLOWS = ("received", "newly_received", "accepted", "bare")


def _note_carried_in(claim: Claim, later: Sequence[Claim]) -> None:
    """ "收到42件（含上年结转4件）": the figure holds both."""
    for other in later:
        inside = other.marker in ("among", "including") or other.depth > claim.depth
        if other.sentence == claim.sentence and inside and other.concepts[-1:] in (("carried_in",), ("carried",)):
            claim.with_carried_in = True


def _faults(reading: Reading, before: Cells | None) -> list[Discrepancy]:
    found: list[Discrepancy] = []
    cells = reading.cells
    for windows in batches(reading.windows()):
        for window in windows:
            for claim, fault in against_cells(window, cells):
                found.append(fault)
                claim.wrong = fault.code != "TXT507"
        found += (fault for window in windows for fault in faulty_lists(window, cells))
        found += (fault for window in windows for fault in faulty_ratios(window, cells, before))
    for assertion in reading.assertions():
        found += contradicted(assertion, cells)
    return sorted(found, key=lambda f: (f.start, f.code))
