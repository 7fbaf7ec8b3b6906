"""Labels compared as a person compares them: white space, width, quotes and the style of numbering do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_NUMBERING = re.compile(
    r"(?:[(\[]([一二三四五六七八九十]{1,3}|\d{1,2})[)\]]|([一二三四五六七八九十]{1,3}|\d{1,2})[、.,:])[、.,]?(?=\D)"
)
_MARKS = re.compile(r"[^\w]|_")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")

#: A label shorter than this is matched whole or not at all.
SHORT = 4
CLOSE = 72.0
CLEARLY = 8.0


class LabelKey(NamedTuple):
    """``number``: the typed number with its style ("(三", "3"), ``body``: the words alone."""

    number: str
    body: str


@lru_cache(maxsize=4096)
def label_key(text: str) -> LabelKey:
    """What of a label's typing matters."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:300]))
    match = _NUMBERING.match(plain)
    number = ""
    if match:
        number = f"({match[1]}" if match[1] else match[2]
        plain = plain[match.end() :]
    return LabelKey(number, _MARKS.sub("", plain).casefold())


def similarity(first: str, second: str) -> float:
    """0 (nothing in common) to 100 (same words), of the words without number and marks."""
    from rapidfuzz.fuzz import ratio

    return float(ratio(label_key(first).body, label_key(second).body))


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """The most similar choice, if any has much in common with the text; the first of equals."""
    scored = [(similarity(text, choice), choice) for choice in choices]
    best = max(scored, key=lambda s: s[0], default=(0.0, ""))
    return best[1] if best[0] >= 40 else None


def quoted(texts: Iterable[str], limit: int = 3) -> str:
    """“一”、“二” for a message; each text on one line and short."""
    shown = ["“" + " ".join(t.split())[:30] + "”" for t in texts]
    return (
        "、".join(shown[:limit]) + (f"等{len(shown)}项" if len(shown) > limit else "")
        if shown
        else "（没有相近的文字）"
    )
