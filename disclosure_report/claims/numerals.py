"""Numbers as Chinese reports write them: 3,525 · ３５２５ · 三千五百二十五 · 1.2万 · 四十余 · 近40 · 40件以上.

A number is an interval: an exact one is a point, "四十余" is from 40 up to (not) 50.  What the words leave open stays
open, in favour of the writer: a cell contradicts the text only when it lies outside the interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

Relation: TypeAlias = Literal["exact", "approximate", "at-least", "at-most"]

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_LONGEST = 15  # digits; what is longer is no count of anything
_BEFORE: dict[str, Relation] = {
    **dict.fromkeys(("约", "大约", "近", "将近", "接近", "约为"), "approximate"),
    **dict.fromkeys(("超过", "超", "逾", "突破", "不少于", "至少", "不低于", "多达"), "at-least"),
    **dict.fromkeys(("不足", "不到", "不超过"), "at-most"),
}
_ONE = Decimal(1)
_ABOUT = Decimal("0.15")  # how far "约" and "近" may lie off


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text with its measure word ("" when none stands there).

    ``low`` and ``high`` bound (inclusively) what the words allow; ``step`` is the place value of the last digit
    printed (0.1 of "33.9").  ``exact``: the words name one number (``relation`` says so too; this is asked often).
    """

    value: Decimal
    unit: str
    relation: Relation
    low: Decimal
    high: Decimal
    step: Decimal
    exact: bool

    def fits(self, number: Decimal) -> bool:
        """Whether a cell's number does not contradict the words."""
        return self.low <= number <= self.high


def parse_number(text: str) -> tuple[Decimal, Decimal] | None:
    """(value, place value of its last printed digit) of an Arabic, Chinese or mixed numeral; ``None`` for none."""
    if text.isdecimal() and len(text) <= _LONGEST:
        return Decimal(text), _ONE
    body, factor = text.replace(",", "").replace("，", ""), 1
    while len(body) > 1 and body[-1] in _LARGE and body[0].isdigit():
        factor, body = factor * _LARGE[body[-1]], body[:-1]
    if body[:1].isdigit():
        if len(body) > _LONGEST or not body.replace(".", "", 1).isdigit():
            return None
        decimals = len(body.partition(".")[2])
        return Decimal(body) * factor, Decimal(1).scaleb(-decimals) * factor
    return _chinese(body)


def _chinese(text: str) -> tuple[Decimal, Decimal] | None:
    if not text or len(text) > 2 * _LONGEST:
        return None
    if all(c in _DIGITS for c in text):  # 二〇二四, read digit by digit
        return Decimal(int("".join(str(_DIGITS[c]) for c in text))), Decimal(1)
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[char], 0
        else:
            total, section, digit = (total + section + digit) * _LARGE[char], 0, 0
    value = total + section + digit
    return Decimal(value), Decimal(_place_value(value))


def _place_value(value: int) -> int:
    """The unit of the last digit that is not zero: 40 → 10, 3500 → 100, 12 → 1."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step


@lru_cache(maxsize=1024)
def quantity(number: str, before: str = "", after: str = "", bound: str = "", unit: str = "") -> Quantity | None:
    """The quantity of a numeral, with 约/近/超过 before it, 余/多 after it and 以上/左右 behind its measure word."""
    parsed = parse_number(number)
    if parsed is None:
        return None
    value, step = parsed
    if unit == "元":
        value, step, unit = value / 10000, step / 10000, "万元"
    elif unit == "亿元":
        value, step, unit = value * 10000, step * 10000, "万元"
    low, high, relation = _interval(value, step, before, after, bound)
    if relation == "exact" and (step > 1 or unit == "万元"):  # 1.2万, 128.5万元: rounded to the digits printed
        low, high = value - step / 2, value + step / 2
        relation = "exact" if number[-1] not in _LARGE or not number[0].isdigit() else "approximate"
        if relation == "exact" and unit != "万元":
            low = high = value
    return Quantity(value, unit, relation, low, high, step, relation == "exact")


def _interval(value: Decimal, step: Decimal, before: str, after: str, bound: str) -> tuple[Decimal, Decimal, Relation]:
    relation: Relation = _BEFORE.get(before, "exact")
    if after or bound in ("以上", "之多"):
        room = max(Decimal(_place_value(int(value))), step, value / 10)
        return value, value + room if after and not bound else value * 1000 + 1000, "at-least"
    if bound in ("左右", "上下") or relation == "approximate":
        room = max(value * _ABOUT, step)
        return value - room, value + room, "approximate"
    if bound == "以内" or relation == "at-most":
        return Decimal(0), value, "at-most"
    if relation == "at-least":
        return value, value * 1000 + 1000, "at-least"
    return value, value, "exact"
