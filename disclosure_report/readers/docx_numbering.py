"""Automatic numbers of Word paragraphs, written out as they are printed (ECMA-376 part 1, clause 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure_report.readers.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "ideographTraditional",
}
MAX_LEVELS = 9


@dataclass
class _Level:
    format: str
    text: str
    start: int


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document as Word would."""

    def __init__(self, archive: Archive) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if "word/numbering.xml" in archive:
            self._load(archive.xml("word/numbering.xml"))
            if "word/styles.xml" in archive:
                self._load_styles(archive.xml("word/styles.xml"))

    def _load(self, root: _Element) -> None:
        abstract = {a.get(f"{W}abstractNumId"): _levels(a) for a in root.iter(f"{W}abstractNum")}
        shared: dict[str | None, _List] = {}
        for num in root.iter(f"{W}num"):
            reference = num.find(f"{W}abstractNumId")
            key = None if reference is None else reference.get(f"{W}val")
            if key in abstract:
                restarts = num.find(f"{W}lvlOverride") is not None
                found = _List(abstract[key]) if restarts else shared.setdefault(key, _List(abstract[key]))
                self._lists[num.get(f"{W}numId", "")] = found

    def _load_styles(self, root: _Element) -> None:
        for style in root.iter(f"{W}style"):
            place = _place(style.find(f"{W}pPr/{W}numPr"))
            if place:
                self._styles[style.get(f"{W}styleId", "")] = place

    def prefix(self, paragraph: _Element) -> str:
        """The number printed before this paragraph, "" when it has none; counts on."""
        if not self._lists:
            return ""
        place = _place(paragraph.find(f"{W}pPr/{W}numPr"))
        if place is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            place = self._styles.get(style.get(f"{W}val", "")) if style is not None else None
        if (
            place is None
            or place[0] not in self._lists
            or not any(t.text and t.text.strip() for t in paragraph.iter(f"{W}t"))
        ):
            return ""
        return _count(self._lists[place[0]], place[1])


def _place(properties: _Element | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    num, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    if num is None:
        return None
    depth = level.get(f"{W}val", "0") if level is not None else "0"
    return num.get(f"{W}val", ""), min(int(depth), MAX_LEVELS) if depth.isdecimal() else 0


def _levels(abstract: _Element) -> dict[int, _Level]:
    out = {}
    for level in abstract.iter(f"{W}lvl"):
        depth = level.get(f"{W}ilvl", "")
        if depth.isdecimal():
            start = _value(level, "start", "1")
            out[int(depth)] = _Level(
                _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), int(start) if start.isdecimal() else 1
            )
    return out


def _value(parent: _Element, name: str, default: str) -> str:
    child = parent.find(f"{W}{name}")
    return default if child is None else str(child.get(f"{W}val", default))


def _count(list_: _List, depth: int) -> str:
    level = list_.levels.get(depth)
    if level is None:
        return ""
    list_.counts[depth] = list_.counts.get(depth, level.start - 1) + 1
    for deeper in [d for d in list_.counts if d > depth]:
        del list_.counts[deeper]
    if level.format in {"bullet", "none"}:
        return ""
    return re.sub(r"%([1-9])", lambda m: _shown(list_, int(m[1]) - 1), level.text)


def _shown(list_: _List, depth: int) -> str:
    level = list_.levels.get(depth)
    number = list_.counts.get(depth, level.start if level else 1)
    return written(number, level.format if level else "decimal")


def written(number: int, format_: str) -> str:
    """A list number in one of the formats Chinese documents use; plain digits for the rest."""
    if format_ in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
        return head + (_DIGITS[ones] if ones else "")
    if format_.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if format_.startswith("decimalFullWidth"):
        return "".join(chr(0xFF10 + int(d)) for d in str(number))
    if format_ in {"upperLetter", "lowerLetter"} and 0 < number <= 26:
        return chr((65 if format_ == "upperLetter" else 97) + number - 1)
    return str(number)
