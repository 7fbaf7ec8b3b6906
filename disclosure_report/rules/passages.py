"""The report's paragraphs with the section they belong to, so that every finding on text names its section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from disclosure_report.model.report import Narrative, Paragraph, Section
from disclosure_report.model.source import SourceRef

_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]?")

#: How far a sentence is followed; without a bound, a text without marks would cost the square of its length.
_REACH = 400


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph and the key of its section (``preamble`` before the first)."""

    section: str
    paragraph: Paragraph

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text

    def at(self, start: int, end: int) -> SourceRef:
        """The place of ``text[start:end]``, with its section."""
        place = self.paragraph.at(start, end)
        return place if place.section else replace(place, section=self.section)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """(start, sentence) of every sentence, its closing mark included."""
        for match in _SENTENCE.finditer(self.text):
            yield match.start(), match.group()

    def sentence_around(self, position: int) -> str:
        """The sentence that holds the character at ``position``, no more than 400 characters either way."""
        first, last = max(0, position - _REACH), min(len(self.text), position + _REACH)
        start = max(self.text.rfind(mark, first, position) for mark in "。！？；\n") + 1
        ends = [e for e in (self.text.find(mark, position, last) for mark in "。！？；\n") if e >= 0]
        return self.text[start or first : min(ends, default=last)]


def passages_of(narrative: Narrative) -> tuple[Passage, ...]:
    """Preamble and sections, in the order they were found."""
    before = [Passage("preamble", p) for p in narrative.preamble]
    return (*before, *(Passage(s.key, p) for s in narrative.sections for p in s.paragraphs))


def section_place(section: Section) -> SourceRef:
    """Where a section begins: its title line, or its first paragraph when no title was typed."""
    if section.title:
        return replace(section.source, section=section.key, quote=section.title, start=0)
    if section.paragraphs:
        first = section.paragraphs[0]
        return Passage(section.key, first).at(0, len(first.text))
    return replace(section.source, section=section.key)
