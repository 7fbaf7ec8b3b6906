"""Which lines are headings: 一、 of a section, （一） 1. （1） below it, alone on a line or run in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from disclosure_report.editions import Edition
from disclosure_report.readers.labels import label_key, similarity

UNKNOWN = "unknown"
MAX_TITLE = 40
_NUMERALS = "一二三四五六七八九十"
_SECTION = re.compile(rf"(?:第?([{_NUMERALS}]{{1,3}})(?:部分)?\s*[、.．,，:：]|第([{_NUMERALS}]{{1,3}})部分)\s*(?=\S)")
_DIGIT_SECTION = re.compile(r"([0-9０-９]{1,2})\s*[、.．]\s*(?=\D)")
_LEVELS = (
    (2, re.compile(rf"[（(]\s*[{_NUMERALS}]{{1,3}}\s*[)）]\s*[、.．]?\s*")),
    (4, re.compile(r"(?:[（(]\s*[0-9０-９]{1,2}\s*[)）]\s*[、.．]?|[①-⑳])\s*")),
    (3, re.compile(r"[0-9０-９]{1,2}\s*[.．、](?![0-9０-９])\s*")),
)
_SENTENCE_MARKS = re.compile(r"[。！？；!?;]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]|$)")
_NAMES_SUBJECT = ("情况", "方面", "工作", "建设", "保障", "管理", "问题", "措施")
MAX_RUN_IN = 40
MAX_SHORT_SENTENCE = 24
MAX_COLON = 16


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A first-level heading: the section it names, and the title as it was typed."""

    key: str
    title: str


def section_heading(line: str, edition: Edition, seen: tuple[str, ...]) -> SectionHeading | None:
    """The section a line opens, or ``None`` for a line that opens none.

    A title close to one of the form's is that section's whatever its number.  Another numbered line of title length is
    taken by its number when it goes on counting; a number that starts again is a list inside the section.
    """
    if len(line) > MAX_TITLE:
        return None
    numbered = _SECTION.match(line)
    if numbered is None:
        return _unnumbered(line, edition)
    bare = line[numbered.end() :]
    key, score = _nearest_section(bare, edition)
    if score >= 60:
        return SectionHeading(key, line)
    if _SENTENCE_MARKS.search(bare) or "，" in bare or "：" in bare:
        return None
    return _by_ordinal(numbered[1] or numbered[2], line, edition, seen)


def _unnumbered(line: str, edition: Edition) -> SectionHeading | None:
    """ "1、总体情况" or the title without any number."""
    if line.endswith("。") or _LEVELS[0][1].match(line):
        return None  # "（一）主动公开政府信息情况" is a heading of the section it stands in
    digits = _DIGIT_SECTION.match(line)
    if digits is None:
        key = _titles(edition).get(label_key(line).body)
        return SectionHeading(key, line) if key else None
    key, score = _nearest_section(line[digits.end() :], edition)
    return SectionHeading(key, line) if score >= 85 else None


def _by_ordinal(ordinal: str, line: str, edition: Edition, seen: tuple[str, ...]) -> SectionHeading | None:
    ordinals = {s.ordinal: s.key for s in edition.sections}
    order = [s.key for s in edition.sections]
    last = max((order.index(k) for k in seen if k in order), default=-1)
    key = ordinals.get(ordinal)
    if key is None:
        return SectionHeading(UNKNOWN, line) if last >= 0 else None
    return SectionHeading(key, line) if order.index(key) > last else None


def _nearest_section(title: str, edition: Edition) -> tuple[str, float]:
    """The section whose title (or accepted variant) is most like this one, and how like, 0 to 100."""
    plain, titles = label_key(title).body, _titles(edition)
    if plain in titles:
        return titles[plain], 100.0
    scored = [(key, similarity(body, plain)) for body, key in titles.items()]
    return max(scored, key=lambda s: s[1])


@lru_cache(maxsize=16)
def _titles(edition: Edition) -> dict[str, str]:
    """The words of every accepted title → section key."""
    return {label_key(t).body: s.key for s in edition.sections for t in (s.title, *s.accepted)}


def section_of_name(stem: str, edition: Edition) -> str | None:
    """The narrative section a file is named after: "一、总体情况", "01 总体情况", "六、其他" …, else ``None``."""
    name = unicodedata.normalize("NFKC", stem).strip()
    bare = re.sub(rf"^[\s\d._\-]*(?:第?[{_NUMERALS}]{{1,2}}(?:部分)?[、.,_\-\s]*)?", "", name) or name
    for section in edition.sections:
        titles = {label_key(t).body for t in (section.title, *section.accepted)}
        if section.kind == "narrative" and any(t in label_key(name).body for t in titles):
            return section.key
    key, score = _nearest_section(bare, edition)
    return key if score >= 60 and key in edition.narrative_keys else None


def sub_heading(text: str) -> tuple[int, int]:
    """(level, heading length) of a paragraph: level 0 for body text; the whole length when the heading stands alone."""
    for level, pattern in _LEVELS:
        match = pattern.match(text)
        if match and match.end() < len(text):
            length = _heading_length(text, match.end(), level)
            return (level, length) if length else (0, 0)
    return 0, 0


def _heading_length(text: str, start: int, level: int) -> int:
    """How many leading characters of a numbered paragraph are its heading; 0 when it is a numbered sentence."""
    stop = _SENTENCE_MARKS.search(text, start)
    colon = _colon(text, start, stop.start() if stop else len(text))
    if stop is None:
        if colon and colon < len(text):
            return colon if level == 2 else 0
        return len(text) if len(text) <= MAX_RUN_IN else 0
    if colon and level == 2:
        return colon
    end = stop.end()
    if text[stop.start()] not in "。." or end > MAX_RUN_IN or not _reads_as_heading(text[start : stop.start()]):
        return 0
    if end == len(text):
        short = end <= MAX_SHORT_SENTENCE and text[start : stop.start()].endswith(_NAMES_SUBJECT)
        return end if short else 0
    return end


def _colon(text: str, start: int, end: int) -> int:
    """Where an early colon closes the heading ("（一）主动公开：…"); 0 when there is none."""
    match = re.compile(r"[：:]").search(text, start, end)
    if match is None or match.end() - start > MAX_COLON or not _reads_as_heading(text[start : match.start()]):
        return 0
    return match.end()


def _reads_as_heading(words: str) -> bool:
    """Headings name a subject: no figures in them (but a year may stand), at most one comma."""
    without_year = re.sub(r"(?:19|20)[0-9]{2}年", "", words)
    return not re.search(r"[0-9０-９%％]", without_year) and len(re.findall("[，,]", words)) <= 1
