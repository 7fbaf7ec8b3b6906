"""Words that differ by one character from a set phrase of the field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from disclosure_report.rules.lexicon import words

#: Characters a phrase keeps at either end; what differs stands between them.
_ENDS = 2
_LEAST = 6


def near_misses(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, found, phrase) of every run of Chinese characters that begins and ends like a set phrase and
    differs by one character, dropped, doubled or replaced, from it; linear in the text."""
    from rapidfuzz.distance import Levenshtein

    taken: list[tuple[int, int]] = []
    for phrase, pattern in _patterns():
        if phrase[:_ENDS] not in text:
            continue
        for match in pattern.finditer(text):
            found = match.group(1)
            start, end = match.span(1)
            if found == phrase or Levenshtein.distance(found, phrase) != 1 or _is_right(found, text, start, end):
                continue
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                yield start, end, found, phrase


def _is_right(found: str, text: str, start: int, end: int) -> bool:
    """Whether the words are a phrase of their own, or part of one."""
    around = text[max(0, start - 4) : end + 4]
    return any(found in right and right in around for right in words("phrases")) or found in _look_alikes()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each phrase, the longest first, with a pattern of its ends around one character fewer to one more."""
    phrases = sorted((p for p in words("phrases") if len(p) >= _LEAST), key=len, reverse=True)
    return tuple((p, _pattern(p)) for p in phrases)


def _pattern(phrase: str) -> re.Pattern[str]:
    between = len(phrase) - 2 * _ENDS
    inner = f"[\\u4e00-\\u9fff]{{{between - 1},{between + 1}}}?"
    return re.compile(f"(?=({re.escape(phrase[:_ENDS])}{inner}{re.escape(phrase[-_ENDS:])}))")


@cache
def _look_alikes() -> frozenset[str]:
    """Right words one character away from a set phrase."""
    return frozenset(words("look_alikes"))
