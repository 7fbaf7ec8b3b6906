"""Every figure of the text: one more, one less, tenfold, two digits swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Paragraph, Report
from tests.mutations.parents import Parent

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
CODES = re.compile(r"TXT50[1-6]|TXT50[89]|QUA602|STR108|STR110|LAW70[13]")


@dataclass(frozen=True)
class PrintedFigure:
    """A figure where it stands: ``paragraph`` counts from 0 through preamble and sections."""

    paragraph: int
    start: int
    end: int
    text: str
    shown: str


def figures(report: Report) -> Iterator[PrintedFigure]:
    """Every figure in Arabic digits, shown with the words around it so that it can be told from all others."""
    paragraphs = list(report.narrative.paragraphs())
    whole = "\n".join(p.text for p in paragraphs)
    at = 0
    for number, paragraph in enumerate(paragraphs):
        for match in _FIGURE.finditer(paragraph.text):
            yield PrintedFigure(
                number, match.start(), match.end(), match.group(), _shown(whole, at + match.start(), at + match.end())
            )
        at += len(paragraph.text) + 1


def _shown(whole: str, start: int, end: int) -> str:
    for reach in range(5, 40):
        left = whole[max(0, start - reach) : start].rpartition("\n")[2]
        right = whole[end : end + max(4, reach - len(left))].partition("\n")[0]
        if whole.count(left + whole[start:end] + right) == 1:
            break
    return f"{left}[{whole[start:end]}]{right}"


def changes(text: str) -> dict[str, str]:
    """Change → the digits that stand there instead; none that leaves the number as it was."""
    places = len(text.partition(".")[2])
    number = int(text.replace(".", ""))
    out = {"+1": number + 1, "-1": number - 1, "x10": number * 10, "swap": _swapped(str(number))}
    return {name: _printed(n, places) for name, n in out.items() if n >= 0 and n != number}


def _swapped(digits: str) -> int:
    """The last two neighbours that differ change places; the first digit stays above zero."""
    for i in range(len(digits) - 1, 0, -1):
        if digits[i - 1] != digits[i] and (i > 1 or digits[i] != "0"):
            return int(digits[: i - 1] + digits[i] + digits[i - 1] + digits[i + 1 :])
    return int(digits)


def _printed(number: int, places: int) -> str:
    digits = str(number).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def mutants(parent: Parent) -> Iterator[tuple[PrintedFigure, str, tuple[Finding, ...]]]:
    """(figure, change, findings) of every mutant."""
    for figure in figures(parent.report):
        for change, digits in changes(figure.text).items():
            yield figure, change, parent.findings_of(_changed(parent.report, figure, digits))


def _changed(report: Report, figure: PrintedFigure, digits: str) -> Report:
    numbers = iter(range(1000))

    def edited(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        return tuple(_edited(p, figure, digits) if next(numbers) == figure.paragraph else p for p in paragraphs)

    narrative = report.narrative
    preamble = edited(narrative.preamble)
    sections = tuple(replace(s, paragraphs=edited(s.paragraphs)) for s in narrative.sections)
    return replace(report, narrative=replace(narrative, preamble=preamble, sections=sections))


def _edited(paragraph: Paragraph, figure: PrintedFigure, digits: str) -> Paragraph:
    return replace(paragraph, text=paragraph.text[: figure.start] + digits + paragraph.text[figure.end :])


def caught_by(parent: Parent, figure: PrintedFigure, findings: tuple[Finding, ...]) -> set[str]:
    """The codes of the findings whose quote, or a related place, covers the figure in its line."""
    place = list(parent.report.narrative.paragraphs())[figure.paragraph].source
    return {
        f.code
        for f in findings
        if CODES.fullmatch(f.code)
        and any(
            (p.section, p.line) == (place.section, place.line)
            and p.start is not None
            and p.quote is not None
            and p.start <= figure.start < p.start + len(p.quote)
            for p in (f.source, *f.related)
        )
    }
