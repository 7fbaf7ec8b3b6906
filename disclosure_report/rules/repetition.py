"""How much of a text repeats another: character shingles, with figures and legal formulas left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosure_report.rules.lexicon import words
from disclosure_report.rules.passages import Passage

#: Characters of a shingle: longer than the field's set words, shorter than a clause.
SHINGLE = 9
#: Share (%) of a sentence that must be repeated for it to be shown.
_SHOWN_FROM = 80
_SHOWN_AT_MOST = 5
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z0]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """``length``: compared characters; ``percent`` of them repeat; ``repeated``: (passage, start, sentence), longest
    first; it holds the longest sentence even when none repeats for the most part."""

    length: int
    percent: int
    repeated: tuple[tuple[Passage, int, str], ...]


def overlap_of(passages: Sequence[Passage], before: Iterable[str]) -> Overlap:
    """How much of the passages' text stands in ``before``; linear in both."""
    known = {shingle for text in before for shingle in _shingles(normal(text))}
    total = same = 0
    shown: list[tuple[bool, int, tuple[Passage, int, str]]] = []
    for passage in passages:
        skip = 0 if passage.paragraph.run_in else passage.paragraph.heading_length
        for start, sentence in passage.sentences():
            plain = normal(sentence)
            if start < skip or len(plain) < SHINGLE:
                continue
            covered = _covered(plain, known)
            total += len(plain)
            same += covered
            if covered:
                shown.append((covered * 100 >= len(plain) * _SHOWN_FROM, covered, (passage, start, sentence)))
    shown.sort(key=lambda s: s[:2], reverse=True)  # stable: equal ones stay in the order of the text
    repeated = tuple(s[2] for n, s in enumerate(shown[:_SHOWN_AT_MOST]) if s[0] or n == 0)
    return Overlap(total, same * 100 // total if total else 0, repeated)


def normal(text: str) -> str:
    """The text without boilerplate, marks and spaces; every number is "0"."""
    plain = _NOISE.sub("", _DIGITS.sub("0", text))
    for phrase in words("boilerplate"):
        if phrase in plain:
            plain = plain.replace(phrase, "")
    return plain


def _shingles(text: str) -> Iterable[str]:
    return (text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1))


def _covered(text: str, known: set[str]) -> int:
    """Characters of the text that stand in some known shingle."""
    covered = end = 0
    for i, shingle in enumerate(_shingles(text)):
        if shingle in known:
            covered += i + SHINGLE - max(end, i)
            end = i + SHINGLE
    return covered
