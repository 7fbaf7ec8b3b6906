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
    taken: list[tuple[int, int]] = []
    hits = (hit for head, phrases in _by_head() for hit in _at_head(text, head, phrases))
    for start, end, phrase in sorted(hits, key=lambda hit: (hit[0], -len(hit[2]))):
        found = text[start:end]
        if not _is_right(found, text, start, end) and (not taken or taken[-1][1] <= start):
            taken.append((start, end))
            yield start, end, found, phrase


def suspicious(text: str) -> bool:
    """Whether there may be a near miss in the text: a quick look, hardly ever wrong."""
    return _slips().search(text) is not None


@cache
def _slips() -> re.Pattern[str]:
    """Every set phrase with one character dropped, doubled or replaced between its ends."""
    heads = (f"{head}(?:{'|'.join(map(_slip, phrases))})" for head, phrases in _by_head())
    return re.compile("|".join(heads))


def _slip(phrase: str) -> str:
    """What follows the phrase's head with a slip: at its first character, or at a later one behind right ones."""
    middle, tail = phrase[_ENDS:-_ENDS], phrase[-_ENDS:]
    pattern = ""
    for at in reversed(range(len(middle))):
        here = ".{0,2}" + middle[at + 1 :] + tail
        pattern = f"(?:{here}|{middle[at]}{pattern})" if pattern else here
    return f"(?!{phrase[_ENDS:]}){pattern}"


def _at_head(text: str, head: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """(start, end, phrase) wherever a phrase's head is followed, one character sooner or later, by its tail."""
    start = text.find(head)
    while start >= 0:
        for phrase in phrases:
            if not text.startswith(phrase, start):
                for length in (len(phrase), len(phrase) - 1, len(phrase) + 1):
                    end = start + length
                    if text.startswith(phrase[-_ENDS:], end - _ENDS) and _a_slip(text[start:end], phrase):
                        yield start, end, phrase
        start = text.find(head, start + 1)


def _a_slip(found: str, phrase: str) -> bool:
    """One edit, but no word put in: 政府信息公开被申请复议 is right. What slips in by itself is the phrase's own."""
    if len(found) > len(phrase) and found[_shared(found, phrase)] not in phrase:
        return False
    return one_edit(found, phrase)


def one_edit(found: str, phrase: str) -> bool:
    """Whether two different strings are one insertion, deletion or replacement of a Chinese character apart."""
    if found == phrase or not all("\u4e00" <= c <= "\u9fff" for c in found):
        return False
    before = _shared(found, phrase)
    after = _shared(found[before:][::-1], phrase[before:][::-1])
    longer = max(len(found), len(phrase))
    return longer - min(len(found), len(phrase)) <= 1 and before + after >= longer - 1


def _shared(left: str, right: str) -> int:
    """How many characters two strings have in common at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _is_right(found: str, text: str, start: int, end: int) -> bool:
    """Whether the words are a phrase of their own, or part of one."""
    around = text[max(0, start - 4) : end + 4]
    return any(found in right and right in around for right in words("phrases")) or found in _look_alikes()


@cache
def _by_head() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The phrases by their first characters, the longest first."""
    heads: dict[str, list[str]] = {}
    for phrase in sorted((p for p in words("phrases") if len(p) >= _LEAST), key=len, reverse=True):
        heads.setdefault(phrase[:_ENDS], []).append(phrase)
    return tuple((head, tuple(phrases)) for head, phrases in heads.items())


@cache
def _look_alikes() -> frozenset[str]:
    """Right words one character away from a set phrase."""
    return frozenset(words("look_alikes"))
