"""What stands where on the pages of a PDF: read from its content streams, or from what Poppler makes of it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf

MM = 72 / 25.4
_RANGE = re.compile(rb"<(\w+)><\w+>\[([<>\w]*)\]")


@dataclass(frozen=True)
class Glyph:
    """A character: the origin of its glyph and the advance its font gives it, pt; ``tag`` of its marked content."""

    text: str
    x: float
    y: float
    size: float
    wide: float
    tag: str


@dataclass(frozen=True)
class Line:
    """Glyphs on one baseline, from the left."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """Where the last glyph's advance ends, pt from the page's left edge."""
        return self.glyphs[-1].x + self.glyphs[-1].wide

    @property
    def y(self) -> float:
        return self.glyphs[0].y


@dataclass
class MeasuredPage:
    """A page's glyphs and straight lines (x0, y0, x1, y1)."""

    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)

    def lines(self, size: float, artifacts: bool = False) -> list[Line]:
        """The lines of one size of type, from the top."""
        at: dict[float, list[Glyph]] = {}
        for glyph in self.glyphs:
            if abs(glyph.size - size) < 0.01 and (glyph.tag == "Artifact") is artifacts:
                at.setdefault(round(glyph.y, 1), []).append(glyph)
        return [Line(tuple(sorted(at[y], key=lambda g: g.x))) for y in sorted(at, reverse=True)]


def pages(path: Path) -> list[MeasuredPage]:
    """Every page of one of our PDFs, measured."""
    with pikepdf.open(path) as pdf:
        return [_page(page) for page in pdf.pages]


def _page(page: Any) -> MeasuredPage:
    fonts = {str(k): _Font(f) for k, f in page.resources.get("/Font", {}).items()}
    reader = _Reader(fonts)
    for instruction in pikepdf.parse_content_stream(page):
        reader.take(str(instruction.operator), list(instruction.operands))
    return reader.page


class _Font:
    def __init__(self, font: Any) -> None:
        self.text = dict(_entries(font.ToUnicode.read_bytes()))
        descendant = font.DescendantFonts[0]
        self.default = float(descendant.get("/DW", 1000)) / 1000
        self.widths = dict(_widths(list(descendant.get("/W", []))))


def _entries(cmap: bytes) -> Iterator[tuple[int, str]]:
    for first, texts in _RANGE.findall(cmap):
        for code, text in enumerate(re.findall(rb"<(\w*)>", texts), int(first, 16)):
            yield code, bytes.fromhex(text.decode()).decode("utf-16-be")


def _widths(array: list[Any]) -> Iterator[tuple[int, float]]:
    i = 0
    while i < len(array):
        first, second = int(array[i]), array[i + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + n, float(w) / 1000) for n, w in enumerate(second))
            i += 2
        else:
            yield from ((code, float(array[i + 2]) / 1000) for code in range(first, int(second) + 1))
            i += 3


class _Reader:
    """The operators our writer uses; another one fails the test rather than being passed over."""

    def __init__(self, fonts: Mapping[str, _Font]) -> None:
        self.page = MeasuredPage()
        self._fonts = fonts
        self._tags: list[str] = []
        self._size = self._spacing = self._x = self._y = 0.0
        self._upright = True
        self._from = (0.0, 0.0)
        self._saved: list[float] = []

    def take(self, operator: str, operands: list[Any]) -> None:
        getattr(self, "_" + operator.replace("*", "_star"))(*operands)

    def _BDC(self, tag: Any, _: Any) -> None:
        self._tags.append(str(tag)[1:])

    def _BMC(self, tag: Any) -> None:
        self._tags.append(str(tag)[1:])

    def _EMC(self) -> None:
        self._tags.pop()

    def _Tf(self, name: Any, size: Any) -> None:
        self._font, self._size = self._fonts[str(name)], float(size)

    def _Tc(self, spacing: Any) -> None:
        self._spacing = float(spacing)

    def _Tm(self, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> None:
        self._x, self._y, self._upright = float(e), float(f), float(a) == 1

    def _Tj(self, codes: Any) -> None:
        self._TJ([codes])

    def _TJ(self, parts: Iterable[Any]) -> None:
        for part in parts:
            if isinstance(part, int | float | Decimal):
                self._x -= float(part) / 1000 * self._size
            else:
                self._show(bytes(part))

    def _show(self, codes: bytes) -> None:
        for i in range(0, len(codes), 2):
            code = int.from_bytes(codes[i : i + 2], "big")
            wide = self._font.widths.get(code, self._font.default) * self._size
            tag = next((t for t in reversed(self._tags) if t != "Span"), "")
            glyph = Glyph(self._font.text.get(code, "\ufffd"), self._x, self._y, self._size, wide, tag)
            if self._upright:
                self.page.glyphs.append(glyph)
            self._x += wide + self._spacing

    def _m(self, x: Any, y: Any) -> None:
        self._from = (float(x), float(y))

    def _l(self, x: Any, y: Any) -> None:
        self.page.rules.append((*self._from, float(x), float(y)))

    def _nothing(self, *_: Any) -> None:
        """Colours, widths, brackets: they move nothing."""

    _BT = _ET = _g = _G = _w = _S = _q = _Q = _re = _f = _Tr = _nothing


@dataclass(frozen=True)
class Set:
    """A line as Poppler finds it: its box in mm from the page's left and upper edge."""

    left: float
    top: float
    right: float
    text: str
    words: tuple[str, ...] = ()


def rendered(path: Path) -> list[list[Set]]:
    """The lines of every page of any PDF, from the top."""
    command = ["pdftotext", "-bbox-layout", str(path), "-"]
    out = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")
    return [_sets(page) for page in out.split("<page ")[1:]]


def _sets(page: str) -> list[Set]:
    found = re.findall(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>(.*?)</line>', page, re.S)
    made = ((*map(float, box), tuple(re.findall(r">([^<]*)</word>", inner))) for *box, inner in found)
    lines = (Set(x / MM, y / MM, r / MM, "".join(words), words) for x, y, r, words in made)
    return sorted(lines, key=lambda s: (s.top, s.left))
