"""Lines of text → the narrative: title, preamble, sections with their paragraphs, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from disclosure_report.editions import Edition
from disclosure_report.model.report import Narrative, Paragraph, Section
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.headings import section_heading, sub_heading

_EDGES = " \t\u3000\xa0"
_DATE = re.compile(r"[（(]?\s*(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?\s*[)）]?")
_CHINESE_DATE = re.compile(
    r"[（(]?([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日[)）]?"
)
_TITLE_LINES = 4
_MAX_PARTS = 100  # a text with more first-level headings is no report; the rest is body text
_MAX_TITLE_LINE = 60
_REPORT_NAME = re.compile(r"信息公开.{0,12}(?:年度报告|年报|报告)")
_ENDS_SENTENCE = tuple("。！？；：!?;:，,、")
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as typed. ``number`` is its place in the file; ``level`` when the file marks it as a heading."""

    number: int
    text: str
    level: int = 0


@dataclass
class _Part:
    key: str
    title: str
    source: SourceRef
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass
class NarrativeFile:
    """What one file says: its narrative and, when it ends with one, the date."""

    narrative: Narrative
    dated: date | None = None


def parse_lines(lines: Iterable[Line], edition: Edition, file: str, section: str | None = None) -> NarrativeFile:
    """The narrative of one file. ``section``: the file is named after it, its heading need not be typed."""
    front: list[Paragraph] = []
    parts: list[_Part] = []
    for line in lines:
        text = line.text.strip(_EDGES)
        if not text:
            continue
        full = len(parts) >= _MAX_PARTS
        heading = None if full else section_heading(text, edition, _seen(parts, front, section, edition))
        if heading is not None:
            source = SourceRef(file=file, line=line.number, section=heading.key, quote=text, start=0)
            parts.append(_Part(heading.key, heading.title, source))
            continue
        into = parts[-1].paragraphs if parts else front
        into.append(_paragraph(line, text, file, parts[-1].key if parts else "preamble"))
    if section is not None and front and all(p.key != section for p in parts):
        parts.insert(0, _named_part(section, front))
        front = []
    return _assembled(front, parts)


def parse_section(lines: Iterable[Line], edition: Edition, file: str, key: str) -> NarrativeFile:
    """The narrative of one section's text that carries its key ("preamble" too); only its own title may stand in it."""
    title = ""
    paragraphs: list[Paragraph] = []
    for line in lines:
        text = line.text.strip(_EDGES)
        if not text:
            continue
        heading = None if paragraphs or title else section_heading(text, edition, ())
        if heading is not None and heading.key == key:
            title = heading.title
        else:
            paragraphs.append(_paragraph(line, text, file, key))
    if key == "preamble":
        return NarrativeFile(Narrative(preamble=tuple(paragraphs)))
    if not (title or paragraphs):
        return NarrativeFile(Narrative())
    return NarrativeFile(
        Narrative(sections=(Section(key, title, tuple(paragraphs), SourceRef(file=file, section=key)),))
    )


def _seen(parts: list[_Part], front: list[Paragraph], section: str | None, edition: Edition) -> tuple[str, ...]:
    """The sections passed so far. A file named after a section stands where that section is about to begin."""
    if parts or section is None:
        return tuple(p.key for p in parts)
    order = [s.key for s in edition.sections]
    return tuple(order[: order.index(section) + bool(front)])


def _named_part(section: str, front: list[Paragraph]) -> _Part:
    """The section a file is named after when its heading was not typed."""
    moved = [replace(p, source=replace(p.source, section=section)) for p in front]
    return _Part(section, "", replace(moved[0].source, quote=None, start=None), moved)


def _paragraph(line: Line, text: str, file: str, section: str) -> Paragraph:
    source = SourceRef(file=file, line=line.number, section=section, quote=text, start=0)
    level, length = sub_heading(text)
    if line.level and not level:
        level, length = min(max(line.level, 2), 4), len(text)
    return Paragraph(text, source, level, length)


def _assembled(front: list[Paragraph], parts: list[_Part]) -> NarrativeFile:
    title, preamble = _split_title(front)
    signature, dated = _split_date_below_title(title, preamble)
    if not signature:
        signature, dated = _split_signature(parts[-1].paragraphs if parts else preamble)
    sections = tuple(Section(p.key, p.title, tuple(p.paragraphs), p.source) for p in parts)
    return NarrativeFile(Narrative(title, tuple(preamble), sections, tuple(signature)), dated)


def _split_title(front: list[Paragraph]) -> tuple[Paragraph | None, list[Paragraph]]:
    """The title's lines (agency, report name) off the top; what follows is the preamble."""
    for count, paragraph in enumerate(front[:_TITLE_LINES], 1):
        if not _could_be_title(paragraph.text):
            break
        if _REPORT_NAME.search(paragraph.text):
            text = "".join(p.text for p in front[:count])
            return Paragraph(text, replace(front[0].source, section="title", quote=text)), front[count:]
    return None, front


def _split_date_below_title(title: Paragraph | None, preamble: list[Paragraph]) -> tuple[list[Paragraph], date | None]:
    """The date that some reports print in brackets below the title."""
    dated = date_of(preamble[0].text) if title and preamble else None
    return ([preamble.pop(0)], dated) if dated else ([], None)


def _could_be_title(text: str) -> bool:
    return len(text) <= _MAX_TITLE_LINE and not text.endswith(_ENDS_SENTENCE) and "。" not in text


def _split_signature(body: list[Paragraph]) -> tuple[list[Paragraph], date | None]:
    """Take 署名 and 成文日期 off the end of the text; nothing unless the last line is a date."""
    dated = date_of(body[-1].text) if body else None
    if dated is None:
        return [], None
    count = 1
    if len(body) > 1 and _could_be_title(body[-2].text) and len(body[-2].text) <= 30 and not body[-2].level:
        count = 2
    signature = [replace(p, level=0, heading_length=0) for p in body[-count:]]
    del body[-count:]
    return signature, dated


def date_of(text: str) -> date | None:
    """A line that is a date and nothing else: 2025年1月20日, 2025-01-20, 二〇二五年一月二十日."""
    match = _DATE.fullmatch("".join(text.split()))
    if match:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    chinese = _CHINESE_DATE.fullmatch("".join(text.split()))
    if chinese is None:
        return None
    year = int("".join(_DIGITS[c] for c in chinese[1]))
    return _date(year, _small_number(chinese[2]), _small_number(chinese[3]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small_number(text: str) -> int:
    """一 to 三十九."""
    tens, ten, ones = text.rpartition("十")
    value = 10 * (int(_DIGITS.get(tens, "1")) if ten else 0)
    return value + int(_DIGITS.get(ones, "0"))


def merge(files: list[NarrativeFile], edition: Edition) -> Narrative:
    """One narrative of several files: each section where the form has it, a file's own order kept."""
    sections: list[Section] = []
    order = [s.key for s in edition.sections]
    for file in sorted(files, key=lambda f: -len(f.narrative.sections)):
        for section in file.narrative.sections:
            if len(file.narrative.sections) > 1 or section.key not in order:
                sections.append(section)
            else:
                sections.insert(_place(section.key, sections, order), section)
    title = next((f.narrative.title for f in files if f.narrative.title), None)
    signature = next((f.narrative.signature for f in files if f.narrative.signature), ())
    preamble = tuple(p for f in files for p in f.narrative.preamble)
    return Narrative(title, preamble, tuple(sections), signature)


def _place(key: str, sections: list[Section], order: list[str]) -> int:
    rank = order.index(key)
    later = (n for n, s in enumerate(sections) if s.key in order and order.index(s.key) > rank)
    return next(later, len(sections))
