"""Pages as pictures, coarse and in zones: the stamp lies grey below the text, rules are black and unbroken."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conformance.conftest import Shelf
from tests.conformance.measured import MM, pages

DOTS = 4  # a millimetre


@dataclass(frozen=True)
class Picture:
    """A page in grey, ``DOTS`` a mm; row by row from the top."""

    wide: int
    dots: bytes

    def zone(self, left: float, top: float, right: float, bottom: float) -> bytes:
        """The dots of a rectangle given in mm."""
        a, b = round(left * DOTS), round(right * DOTS)
        rows = range(round(top * DOTS), round(bottom * DOTS))
        return b"".join(self.dots[r * self.wide + a : r * self.wide + b] for r in rows)


def picture(path: Path, page: int) -> Picture:
    command = ["pdftoppm", "-gray", "-r", str(DOTS * 25.4), "-f", str(page), "-l", str(page), str(path)]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _, dots = data.split(b"\n", 3)
    return Picture(int(size.split()[0]), dots)


def share(dots: bytes, darkest: int, lightest: int) -> float:
    return sum(darkest <= d <= lightest for d in dots) / len(dots)


@pytest.mark.parametrize("name", ["draft", "review"])
def test_the_stamp_is_grey_and_lies_below_the_text(shelf: Shelf, name: str) -> None:
    stamped = picture(shelf.path(name, "pdf"), 1)
    plain = picture(shelf.path("sealed", "pdf"), 1)
    middle, corner = (60, 100, 150, 200), (5, 5, 60, 30)
    assert share(stamped.zone(*middle), 200, 235) > 0.1
    assert share(stamped.zone(*corner), 0, 250) == 0
    assert share(plain.zone(*middle), 0, 100) == pytest.approx(share(stamped.zone(*middle), 0, 100), abs=0.01)
    assert share(stamped.zone(*middle), 200, 235) > 4 * share(plain.zone(*middle), 200, 235)


def test_rules_run_across_the_type_area_without_a_gap(shelf: Shelf) -> None:
    path = shelf.path("ten_digits", "pdf")
    number, page = next((n, p) for n, p in enumerate(pages(path), 1) if len(p.rules) > 40)
    made = picture(path, number)
    across = [y0 for x0, y0, x1, y1 in page.rules if y0 == y1 and x1 - x0 > 155 * MM]
    assert across
    for y in across:
        top = 297 - y / MM
        band = made.zone(28, top - 0.4, 184, top + 0.4)
        wide = round(184 * DOTS) - round(28 * DOTS)
        columns = [min(band[x::wide]) for x in range(wide)]
        assert max(columns) < 170, "the rule has a gap"


def test_hanzi_are_inked_not_blank_and_not_blots(shelf: Shelf) -> None:
    """A character no face has is a visible substitute; every square of the line of rare ones holds some ink."""
    path = shelf.path("rare", "pdf")
    made = picture(path, 1)
    lines = [line for line in pages(path)[0].lines(16) if "𠮷" in line.text]
    assert lines
    for line in lines:
        for glyph in line.glyphs:
            if glyph.wide > 12 and ord(glyph.text) > 0x20000:
                left, base = glyph.x / MM, 297 - glyph.y / MM
                ink = share(made.zone(left, base - 4.9, left + 5.6, base + 0.7), 0, 160)
                assert 0.03 < ink < 0.8, (hex(ord(glyph.text)), ink)
