"""How much of a paragraph can claim anything: most of a report's text has no figure, and need not be read closely."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from disclosure_report.claims.assertions import OPENERS
from disclosure_report.claims.tokens import ENDS
from disclosure_report.claims.vocabulary import NUMERALS, vocabulary

#: At least once in every quantity the scanner finds, wherever else it stands.
_FIGURE = re.compile(rf"\d+|[{NUMERALS}][余多几]?(?:[件份条宗起次个项例部元]|万元)|为零")
_END = re.compile(f"[{ENDS}]")
#: What is longer is read as a whole.
_LONGEST = 20_000


def told_part(text: str, headed: bool) -> str:
    """Compact text up to the end of the last sentence that may claim something; "" when none does.

    ``headed``: the heading above has set a subject.  Without a subject no figure means a cell and no statement is
    understood; figures may still contradict each other, one figure cannot.
    """
    if len(text) > _LONGEST:
        return text
    ends = [match.end() for match in _FIGURE.finditer(text)]
    if headed or _subjects().search(text):
        ends += [match.end() for match in _openers().finditer(text)]
    elif len(ends) < 2:
        return ""
    return text[: _sentence_end(text, max(ends))] if ends else ""


def _sentence_end(text: str, at: int) -> int:
    """Behind the mark that ends the sentence; the end of the text when the mark may stand inside a title."""
    mark = _END.search(text, at)
    if mark is None or text.rfind("《", 0, mark.end()) > text.rfind("》", 0, mark.end()):
        return len(text)
    return mark.end()


@cache
def _subjects() -> re.Pattern[str]:
    """Words that set a topic the tables know."""
    return _any_of(
        word for word, ((kind, key), *_) in vocabulary().words.items() if kind == "topic" and key not in _NO_SUBJECTS
    )


_NO_SUBJECTS = ("foreign", "disclosure")


@cache
def _openers() -> re.Pattern[str]:
    """Words that a statement without a figure stands on."""
    return _any_of(word for word, ((_, key), *_) in vocabulary().words.items() if key in OPENERS)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern found wherever one of the words is: those that hold another of them are left out."""
    found = set(words)
    least = [w for w in found if not any(other != w and other in w for other in found)]
    return re.compile("|".join(sorted(map(re.escape, least))))
