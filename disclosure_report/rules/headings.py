"""Typed heading numbers: 一、（一）1.（1） and their variants."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_HEADING = re.compile(
    r"\s*(?:(?P<open>[（(])\s*(?P<inner>[一二三四五六七八九十百零]{1,5}|\d{1,3})\s*(?P<close>[)）])"
    r"|(?P<bare>[一二三四五六七八九十百零]{1,5}|\d{1,3})(?P<mark>[、．.，,]))"
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A heading's number; ``style`` is the number's pattern ("（一）", "(一)", "1.", "1、") without its value."""

    value: int
    style: str
    text: str


def ordinal_of(text: str) -> Ordinal | None:
    """The number a heading begins with; ``None`` when it begins with none."""
    match = _HEADING.match(text)
    if match is None:
        return None
    number = match["inner"] or match["bare"]
    value = int(number) if number.isdecimal() else chinese_number(number)
    shape = "1" if number.isdecimal() else "一"
    style = f"{match['open']}{shape}{match['close']}" if match["inner"] else f"{shape}{match['mark']}"
    return Ordinal(value, style, match.group().strip()) if value else None


def chinese_number(text: str) -> int:
    """ "二十三" → 23 (up to 999); 0 when it is no number."""
    total = digit = 0
    for char in text:
        if char in _CHINESE:
            digit = _CHINESE[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        elif char == "零":
            continue
        else:
            return 0
    return total + digit
