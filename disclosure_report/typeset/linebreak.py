"""Chinese line breaking and justification (CLREQ; GB/T 15834-2011 5.1).

Marks in a row lose half an em first; a line that does not end at an allowed break is squeezed (its last mark, then the
other marks) until it does, else what does not fit is pushed to the next line and the line is stretched.  No mark hangs.
Every line but the last is exactly full, unless it holds a single character.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from disclosure_report.typeset.kinsoku import (
    ACCENTS,
    ADDRESS,
    ADDRESS_BREAK,
    CLOSERS,
    MARK,
    NO_BREAK_AFTER,
    NO_BREAK_BEFORE,
    NO_END,
    NO_START,
    OPENERS,
    SOLID,
    SQUEEZE,
    TOGETHER,
)

#: Lengths closer than this are the same, pt.
CLOSE = 1e-6
#: A mark is full width, and can lose something, from this many em.
_FULL = 0.9
#: More than this between all characters (em) tears a line apart: then an address is broken rather than kept whole.
_TORN = 0.3
_RIVER = 0.6
#: A word or number is squeezed in when it takes no more than this share of what the marks can give.
_FAIR = 0.5
#: At most so many em are stretched over a line to keep a single character from standing alone on the last one.
_ORPHAN_STRETCH = 3.5
_NOTHING: Mapping[int, float] = {}
_ALLOWED = b"\1"


class Line(NamedTuple):
    """Characters ``start`` to ``end`` of the text as set: advances and glyph shifts (by index in the line), pt."""

    start: int
    end: int
    advances: list[float]
    shifts: Mapping[int, float]

    @property
    def width(self) -> float:
        """The set width, pt."""
        return sum(self.advances)


class Breaker:
    """One paragraph being broken: what each character takes, where lines may break, what marks can give."""

    def __init__(self, text: str, advances: Sequence[float], em: float) -> None:
        self.text, self.em = text, em
        self.natural = [a * em for a in advances]
        self.room = [0.0] * len(text)
        self.moved: list[int] = []
        self._find_breaks()
        self._find_solid()
        self._find_room([match.start() for match in MARK.finditer(text)])
        self.at = [0.0, *accumulate(self.natural)]
        self.given = [0.0, *accumulate(self.room)]

    def _find_breaks(self) -> None:
        """``allowed[i]``: a line may end before i. ``soft``: places inside long addresses."""
        text = self.text
        self.allowed = allowed = bytearray(_ALLOWED) * (len(text) + 1)
        allowed[0] = 0
        for match in NO_BREAK_BEFORE.finditer(text):
            allowed[match.start()] = 0
        for match in NO_BREAK_AFTER.finditer(text):
            allowed[match.end()] = 0
        for start, end in TOGETHER.spans(text):
            allowed[start + 1 : end] = bytes(end - start - 1)
        allowed[len(text)] = 1
        addresses = ADDRESS.spans(text)
        self.soft = [start + m.start() for start, end in addresses for m in ADDRESS_BREAK.finditer(text[start:end])]

    def _find_solid(self) -> None:
        """``solid[i]``: nothing is inserted between i and i + 1."""
        self.solid = solid = bytearray(len(self.text) + 1)
        for start, end in SOLID.spans(self.text):
            solid[start : end - 1] = _ALLOWED * (end - start - 1)
        for match in ACCENTS.finditer(self.text):
            start, end = max(match.start() - 1, 0), match.end()
            solid[start : end - 1] = _ALLOWED * (end - start - 1)

    def _find_room(self, marks: Sequence[int]) -> None:
        """What the marks can give; two in a row take one and a half em: the blank half between them goes."""
        text, natural, em = self.text, self.natural, self.em
        full = _FULL * em
        for i, j in pairwise(marks):
            if j == i + 1 and (text[i] in CLOSERS or text[j] in OPENERS):
                loser = i if text[i] in CLOSERS else j
                if natural[loser] >= full:
                    natural[loser] -= em / 2
                    if loser == j:
                        self.moved.append(j)
        for i in marks:
            if natural[i] >= full:
                self.room[i] = SQUEEZE[text[i]] * em

    def lead(self, a: int) -> float:
        """What an opening mark loses at the start of a line (not of a paragraph)."""
        return self.em / 2 if a and self.room[a] and self.text[a] in OPENERS else 0.0

    def tail(self, a: int, b: int) -> int:
        """The end of [a, b) without the blanks at its end, which take no room."""
        while b > a + 1 and self.text[b - 1] in " \u3000":
            b -= 1
        return b

    def lack(self, a: int, b: int, width: float) -> float:
        """How much [a, b) as one line is too wide for the width (negative: room is left)."""
        return self.at[self.tail(a, b)] - self.at[a] - self.lead(a) - width

    def supply(self, a: int, b: int) -> float:
        """How much the marks of [a, b) can give."""
        b = self.tail(a, b)
        return self.given[b] - self.given[a] - (self.room[a] if self.lead(a) else 0.0)

    def end(self, a: int, width: float) -> int:
        """Where the line that begins at ``a`` ends."""
        n = len(self.text)
        k = bisect_right(self.at, self.at[a] + self.lead(a) + width + CLOSE, a + 1, n + 1) - 1
        if k >= n:
            return n
        b = k if self.allowed[k] and k > a else self._squeezed_or_pushed(a, max(k, a + 1), width)
        return self._without_orphan(a, b, width)

    def _squeezed_or_pushed(self, a: int, k: int, width: float) -> int:
        j = self.allowed.find(_ALLOWED, k)
        lack, supply = self.lack(a, j, width), self.supply(a, j)
        if lack <= (supply if j - k <= 2 else supply * _FAIR) + CLOSE:
            return j
        i = self.allowed.rfind(_ALLOWED, a + 1, k + 1)
        if i > a and not self._torn(a, i, width):
            return i
        return self._soft_break(max(i, a), k) or (i if i > a else self._forced(a, k))

    def _torn(self, a: int, b: int, width: float) -> bool:
        return -self.lack(a, b, width) > _TORN * self.em * max(b - a - 1, 1)

    def _soft_break(self, after: int, k: int) -> int:
        """The last place inside a long address where it may break, 0 for none."""
        i = bisect_right(self.soft, k)
        return self.soft[i - 1] if i and self.soft[i - 1] > after else 0

    def _forced(self, a: int, k: int) -> int:
        """Nothing allows a break on this line: break what is wider than a line, still obeying the marks if possible."""
        i = k
        while i > a + 1 and (self.text[i] in NO_START or self.text[i - 1] in NO_END):
            i -= 1
        return i if i > a + 1 or k == a + 1 else k

    def _without_orphan(self, a: int, b: int, width: float) -> int:
        """A single character is kept from the last line: squeezed onto this one, or joined by what goes before it."""
        n = len(self.text)
        if n - b > 4 or len(self.text[b:].strip("".join(CLOSERS) + " ")) > 1:
            return b
        if self.lack(a, n, width) <= self.supply(a, n) + CLOSE:
            return n
        earlier = self.allowed.rfind(_ALLOWED, a + 2, b)
        if earlier > a and -self.lack(a, earlier, width) <= _ORPHAN_STRETCH * self.em:
            return earlier
        return b

    def line(self, a: int, b: int, width: float, justify: bool) -> Line:
        """[a, b) set to the width: squeezed when it is wider, stretched when ``justify`` asks for it."""
        set_to = self.natural[a:b]
        moved = self.moved[bisect_left(self.moved, a) : bisect_left(self.moved, b)] if self.moved else ()
        shifts = {i - a: -self.em / 2 for i in moved}
        if lead := self.lead(a):
            set_to[0] -= lead
            shifts[0] = shifts.get(0, 0.0) - lead
        end = self.tail(a, b)
        set_to[end - a :] = [0.0] * (b - end)
        slack = width - sum(set_to)
        if slack < -CLOSE:
            self._squeeze(a, end, -slack, set_to, shifts)
        elif slack > CLOSE and justify:
            self._stretch(a, end, slack, set_to)
        return Line(a, b, set_to, shifts or _NOTHING)

    def _squeeze(self, a: int, end: int, lack: float, set_to: list[float], shifts: dict[int, float]) -> None:
        """The last mark gives first, then all the others in proportion to what they can."""
        last = self.room[end - 1] if self.text[end - 1] in CLOSERS else 0.0
        given = min(last, lack)
        set_to[end - 1 - a] -= given
        supply = self.supply(a, end) - last
        if lack - given <= CLOSE or supply <= CLOSE:
            return
        share = min((lack - given) / supply, 1.0)
        first = a + 1 if self.lead(a) else a
        for i in range(first, end - 1 if last else end):
            if self.room[i]:
                taken = self.room[i] * share
                set_to[i - a] -= taken
                if self.text[i] in OPENERS:
                    shifts[i - a] = shifts.get(i - a, 0.0) - taken

    def _stretch(self, a: int, end: int, slack: float, set_to: list[float]) -> None:
        """Every place between two characters gets the same, but the insides of words, numbers and dashes.

        Where that would open rivers (a long address with hardly anything beside it) those give way, too.
        """
        solid = self.solid[a : end - 1]
        gaps = solid.count(0)
        if slack > gaps * _RIVER * self.em:
            solid, gaps = bytearray(len(solid)), len(solid)
        if not gaps:
            return
        extra = slack / gaps
        if gaps == len(solid):
            set_to[: len(solid)] = [x + extra for x in set_to[: len(solid)]]
            return
        set_to[: len(solid)] = [x if s else x + extra for x, s in zip(set_to, solid, strict=False)]


def break_text(
    text: str, advances: Sequence[float], em: float, first: float, rest: float, *, justify: bool = True
) -> list[Line]:
    """Lines of a paragraph: the first ``first`` pt wide, the others ``rest``.

    ``advances`` are in em, ``em`` is in pt.  The last line is natural; without ``justify`` all lines are.
    """
    breaker = Breaker(text, advances, em)
    lines: list[Line] = []
    a, n, width = 0, len(text), first
    while a < n:
        b = breaker.end(a, width)
        lines.append(breaker.line(a, b, width, justify and b < n))
        a, width = b, rest
    return lines
