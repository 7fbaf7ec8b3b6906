"""What stands on every page beside the text: the page number (GB/T 9704-2012 7.5) and the stamp of a stage."""

from __future__ import annotations

from math import cos, radians, sin

from disclosure_report.typeset.pages import Item
from disclosure_report.typeset.profile import MM, TextStyle
from disclosure_report.typeset.setting import Piece, Press

#: Above the baseline: the middle of a dash, and the optical middle of hanzi, em.
_DASH, _MIDDLE = 0.38, 0.38


def page_number(press: Press, number: int, out: list[Item]) -> None:
    """The number between its dashes, 7 mm below the type area: odd pages right, even pages left, or in the middle."""
    spec, style = press.profile.page_number, press.profile.styles["number"]
    left, bottom, right, _ = press.profile.area
    words = spec.text(number)
    advances = [a * style.size for a in press.measures[style.face].advances(words)]
    width = sum(advances)
    if spec.position == "centre":
        x = (left + right - width) / 2
    else:
        x = right - spec.indent - width if number % 2 else left + spec.indent
    press.paint(Piece(words, x, style, advances, {}), 0.0, bottom - spec.below * MM - _DASH * style.size, out)


def stamp(press: Press, words: str, out: list[Item]) -> None:
    """Large light words across the middle of the page; painted first, so that the text stands on them."""
    spec = press.profile.stamp
    style = TextStyle("heading1", spec.size, False)
    advances = [a * spec.size for a in press.measures[style.face].advances(words)]
    (width, height), turn = press.profile.page_size, radians(spec.angle)
    half, up = sum(advances) / 2, _MIDDLE * spec.size
    x = width / 2 - half * cos(turn) + up * sin(turn)
    y = height / 2 - half * sin(turn) - up * cos(turn)
    press.paint(Piece(words, x, style, advances, {}, gray=spec.gray, angle=spec.angle), 0.0, y, out)
