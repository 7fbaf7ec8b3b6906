"""The narrative as a Word file with the findings as comments on the words they speak of.

A fresh file in plain layout whatever the narrative was typed in (.txt, .md, .docx, report.json): it is for reading the
comments, not for publishing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from disclosure_report.annotate.note import AUTHOR, by_weight, note_lines
from disclosure_report.annotate.package import Package
from disclosure_report.editions import Edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Narrative, Paragraph
from disclosure_report.model.source import SourceRef

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

#: A place in the text: the paragraph's number and the first and last offset of the words.
Span = tuple[int, int, int]
_SONG, _HEI, _FANG = "宋体", "黑体", "仿宋"


@dataclass
class _Line:
    """One paragraph of the copy. ``level``: 0 body, 1 section title … 4; 9 for the title of the report."""

    text: str
    level: int = 0
    section: str | None = None
    source: SourceRef = field(default_factory=SourceRef)
    marks: list[tuple[int, int, Finding]] = field(default_factory=list)


def annotate_narrative(
    narrative: Narrative, findings: Iterable[Finding], title: str, edition: Edition | None = None
) -> bytes:
    """The .docx; the same bytes for the same arguments. ``edition`` gives the titles of sections that have none typed.

    Findings on figures are left to the workbook's copy. A finding without a place in the text (a section is missing)
    stands on the section's title, else on ``title``, the report's.
    """
    lines = [_Line(title, 9), *_lines(narrative, edition)]
    for finding in by_weight(findings):
        if _on_text(finding.source):
            number, start, end = _span(lines, finding.source)
            lines[number].marks.append((start, end, finding))
    return _timeless(_written(lines))


def _lines(narrative: Narrative, edition: Edition | None) -> Iterator[_Line]:
    yield from (_body(p, "preamble") for p in narrative.preamble)
    titles = {s.key: s.title for s in edition.sections} if edition else {}
    for section in narrative.sections:
        if title := section.title or titles.get(section.key):
            yield _Line(
                title, 1, section.key, replace(section.source, line=section.source.line if section.title else None)
            )
        yield from (_body(p, section.key) for p in section.paragraphs)
    yield from (_body(p, "signature") for p in narrative.signature)


def _body(paragraph: Paragraph, section: str) -> _Line:
    level = 0 if paragraph.run_in else paragraph.level
    return _Line(paragraph.text, level, section, paragraph.source)


def _on_text(source: SourceRef) -> bool:
    """Whether a finding speaks of the text or of the whole report, not of a cell or a table."""
    return source.cell is None and source.table is None and source.sheet is None


def _span(lines: Sequence[_Line], source: SourceRef) -> Span:
    """The words a finding quotes: at its line and offset, else wherever its section has them, else a title."""
    same_line = [n for n, p in enumerate(lines) if source.line and _same_line(p.source, source)]
    same_section = [n for n, p in enumerate(lines) if source.section and p.section == source.section]
    for numbers in (same_line, same_section) if source.quote else ():
        for n in numbers:
            if found := _quoted(lines[n].text, source):
                return n, *found
    for numbers in (same_line, same_section):
        if numbers:
            return numbers[0], 0, len(lines[numbers[0]].text)
    return 0, 0, len(lines[0].text)


def _same_line(line: SourceRef, source: SourceRef) -> bool:
    return line.line == source.line and line.file == source.file and line.section in (None, source.section)


def _quoted(text: str, source: SourceRef) -> tuple[int, int] | None:
    quote = source.quote or ""
    if source.start is not None and text[source.start : source.start + len(quote)] == quote:
        return source.start, source.start + len(quote)
    at = text.find(quote)
    return (at, at + len(quote)) if at >= 0 and quote else None


# ── Word ──
def _written(lines: Sequence[_Line]) -> bytes:
    import docx

    document = docx.Document()
    _prepare(document)
    for line in lines:
        paragraph = document.add_paragraph()
        _layout(paragraph, line.level)
        runs = _runs(paragraph, line)
        for start, end, finding in line.marks:
            _comment(document, [r for (a, b), r in runs if a < end and start < b] or [runs[0][1]], finding)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _runs(paragraph: WordParagraph, line: _Line) -> list[tuple[tuple[int, int], object]]:
    """The paragraph's runs with their offsets, broken wherever a comment begins or ends."""
    edges = sorted({0, len(line.text), *(e for start, end, _ in line.marks for e in (start, end))})
    pairs = list(pairwise(edges)) or [(0, 0)]
    return [((a, b), _run(paragraph, line.text[a:b], line.level)) for a, b in pairs]


def _run(paragraph: WordParagraph, text: str, level: int) -> object:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run("".join(c for c in text if ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF))
    run.font.name = name = {9: _SONG, 1: _HEI}.get(level, _FANG)
    run.font.size, run.font.bold = Pt(18 if level == 9 else 14), level in (2, 9) or None
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    return run


def _layout(paragraph: WordParagraph, level: int) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if level == 9:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = Pt(28)
    paragraph.paragraph_format.space_after = Pt(6)


def _comment(document: Document, runs: Sequence[object], finding: Finding) -> None:
    from docx.oxml.ns import qn

    comment = document.add_comment(list(runs), "\n".join(note_lines(finding)), author=AUTHOR, initials="校")  # type: ignore[arg-type]
    comment._comment_elm.attrib.pop(qn("w:date"), "")  # a clock would make every copy a different file


def _prepare(document: Document) -> None:
    """No trace of the library's own template in the file's properties; A4."""
    from docx.shared import Mm

    properties = document.core_properties
    properties.author, properties.comments, properties.title = AUTHOR, "", "校核意见"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(26)


def _timeless(data: bytes) -> bytes:
    """The same file without the moment it was written in."""
    return Package(data).packed(timeless=True)
