"""The content stream of a page: laid-out items as operators, every one marked as tagged content or as an artifact."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from disclosure_report.typeset.face import Face
from disclosure_report.typeset.pages import Fill, Item, Page, Rule, TextRun
from disclosure_report.writers.pdf.fonts import Glyph, PdfFont, Words
from disclosure_report.writers.pdf.objects import number, text

#: How far a glyph may stand from its place before a TJ adjustment moves it, in points (3.5 µm).
_TOLERANCE = 0.01
#: Strokes of bold text are drawn with a line of this many ems around their outline.
_BOLD = 0.03
_LAYOUT = b"/Artifact<</Type/Layout>>BDC\n"
_PAGINATION = b"/Artifact<</Type/Pagination>>BDC\n"

#: Called with a node, answers the MCID of its next piece of content on the page.
Marker = Callable[[int], int]


class PageContent:
    """Writes one page. ``fonts`` maps a face to its font and the name the page calls it by."""

    def __init__(self, fonts: Mapping[Face, tuple[PdfFont, bytes]], tags: Mapping[int, bytes], mark: Marker) -> None:
        self._fonts = fonts
        self._tags = tags
        self._mark = mark
        self._out: list[bytes] = []
        self._state: dict[bytes, bytes] = {b"Tr": b"0", b"g": b"0", b"G": b"0", b"Tc": b"0"}
        #: Face, size, gray and weight in force: most runs have those of the run before.
        self._style: tuple[Face, float, float, bool] | None = None
        self._font: PdfFont

    def write(self, page: Page) -> bytes:
        """The page's operators."""
        for (node, is_text), items in groupby(page.items, key=_owner):
            self._out.append(self._opening(node, is_text))
            if is_text:
                self._text(item for item in items if isinstance(item, TextRun))
            else:
                self._shapes(items)
            self._out.append(b"EMC\n")
        return b"".join(self._out)

    def _opening(self, node: int | None, is_text: bool) -> bytes:
        if node is None:
            return _PAGINATION if is_text else _LAYOUT
        return b"%b<</MCID %d>>BDC\n" % (self._tags[node], self._mark(node))

    def _set(self, operator: bytes, operands: bytes) -> None:
        """Writes a state operator unless it is in force already."""
        if self._state.get(operator) != operands:
            self._state[operator] = operands
            self._out.append(b"%b %b\n" % (operands, operator))

    def _shapes(self, items: Iterable[Item]) -> None:
        self._style = None
        for item in items:
            if isinstance(item, Rule):
                self._set(b"G", number(item.gray))
                self._set(b"w", number(item.width))
                ends = (number(item.x0), number(item.y0), number(item.x1), number(item.y1))
                self._out.append(b"%b %b m %b %b l S\n" % ends)
            elif isinstance(item, Fill):
                self._set(b"g", number(item.gray))
                corner = (number(item.x), number(item.y), number(item.width), number(item.height))
                self._out.append(b"%b %b %b %b re f\n" % corner)

    def _text(self, runs: Iterable[TextRun]) -> None:
        self._out.append(b"BT\n")
        for run in runs:
            self._run(run)
        self._out.append(b"ET\n")

    def _run(self, run: TextRun) -> None:
        if self._style != (style := (run.face, run.size, run.gray, run.bold)):
            self._style = style
            self._set_style(run)
        words = self._font.words(run.text)
        tracking, even = _spacing(words.widths, run.advances, run.size)
        self._set(b"Tc", _tracking_operand(tracking))
        self._out.append(_position(run))
        if words.one_by_one:
            self._out.extend(_disguised(run, self._font, tracking))
        elif even and not any(run.shifts):
            self._out.append(b"(%b)Tj\n" % _escaped(words.codes))
        else:
            self._out.append(_uneven(run, words, tracking))

    def _set_style(self, run: TextRun) -> None:
        self._font, called = self._fonts[run.face]
        gray = number(run.gray)
        self._set(b"g", gray)
        self._set(b"Tf", b"%b %b" % (called, number(run.size)))
        self._set(b"Tr", b"2" if run.bold else b"0")
        if run.bold:
            self._set(b"G", gray)
            self._set(b"w", number(run.size * _BOLD))


@lru_cache(maxsize=1 << 10)  # full lines and the words of table heads are spaced alike
def _spacing(widths: tuple[float, ...], advances: tuple[float, ...], size: float) -> tuple[float, bool]:
    """The space after most glyphs in points, to be set once (Tc), and whether it alone puts each in its place.

    ``widths`` in ems; the space after the last glyph moves nothing.
    """
    spaces = [round(a - w * size, 3) for a, w in zip(advances[:-1], widths[:-1], strict=True)]
    if not spaces:
        return 0.0, True
    tracking = spaces[0]
    if spaces.count(tracking) < len(spaces):
        tracking = Counter(spaces).most_common(1)[0][0]
    drift = max(abs(space - tracking) for space in spaces) * len(spaces)
    return tracking, drift <= _TOLERANCE


def _uneven(run: TextRun, words: Words, tracking: float) -> bytes:
    """The run as an array of strings (TJ), each glyph that Tc alone would misplace moved to its place before it."""
    size, codes = run.size, words.codes
    array: list[bytes] = []
    begun, at, pen = 0, 0.0, 0.0
    shifts = run.shifts or (0.0,) * len(words.widths)
    for order, (width, advance, shift) in enumerate(zip(words.widths, run.advances, shifts, strict=True)):
        gap = at + shift - pen
        if abs(gap) > _TOLERANCE:
            amount = round(-gap / size * 1000, 1)
            if order > begun:
                array.append(b"(%b)" % _escaped(codes[2 * begun : 2 * order]))
                begun = order
            array.append(f"{amount:g}".encode("ascii"))
            pen -= amount * size / 1000
        pen += width * size + tracking
        at += advance
    array.append(b"(%b)" % _escaped(codes[2 * begun :]))
    return b"[%b]TJ\n" % b"".join(array) if len(array) > 1 else b"%bTj\n" % array[0]


def _disguised(run: TextRun, font: PdfFont, tracking: float) -> list[bytes]:
    """The run glyph by glyph: some are to be read as another character, or are not painted at all."""
    pieces = Pieces(run.size, tracking)
    at = 0.0
    shifts = run.shifts or (0.0,) * len(run.text)
    for character, advance, shift in zip(run.text, run.advances, shifts, strict=True):
        pieces.add(character, font.glyph(character), at + shift)
        at += advance
    return pieces.operators()


@lru_cache(maxsize=1 << 12)
def _tracking_operand(tracking: float) -> bytes:
    """Three decimals: 28 characters drift by less than 0.02 pt."""
    return f"{tracking:.3f}".rstrip("0").rstrip(".").encode("ascii")


class Pieces:
    """The glyphs of one run as TJ arrays; glyphs whose code stands for other text get their own with ActualText."""

    def __init__(self, size: float, tracking: float) -> None:
        self._size = size
        self._tracking = tracking
        self._pen = 0.0
        self._done: list[bytes] = []
        self._array: list[bytes] = []
        self._codes: list[bytes] = []

    def add(self, character: str, glyph: Glyph, place: float) -> None:
        """Sets the next glyph at ``place`` (points from the run's origin)."""
        if not glyph.code:
            return
        if glyph.disguised:
            self._flush()
        gap = place - self._pen
        if abs(gap) > _TOLERANCE:
            self._adjust(gap)
        self._codes.append(glyph.code)
        self._pen += glyph.width * self._size + self._tracking
        if glyph.disguised:
            shown = self._show()
            self._done.append(b"/Span<</ActualText%b>>BDC\n%bEMC\n" % (text(character), shown))

    def operators(self) -> list[bytes]:
        """Everything set so far."""
        self._flush()
        return self._done

    def _adjust(self, gap: float) -> None:
        amount = round(-gap / self._size * 1000, 1)
        self._end_string()
        self._array.append(f"{amount:g}".encode("ascii"))
        self._pen -= amount * self._size / 1000

    def _end_string(self) -> None:
        if self._codes:
            self._array.append(b"(%b)" % _escaped(b"".join(self._codes)))
            self._codes = []

    def _flush(self) -> None:
        if self._array or self._codes:
            self._done.append(self._show())

    def _show(self) -> bytes:
        self._end_string()
        shown = b"[%b]TJ\n" % b"".join(self._array) if len(self._array) > 1 else b"%bTj\n" % self._array[0]
        self._array = []
        return shown


def _owner(item: Item) -> tuple[int | None, bool]:
    return (item.node, True) if isinstance(item, TextRun) else (None, False)


def _position(run: TextRun) -> bytes:
    if not run.angle:
        return b"1 0 0 1 %b %b Tm\n" % (number(run.x), number(run.y))
    turn = math.radians(run.angle)
    matrix = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn))
    return b"%b %b %b Tm\n" % (" ".join(f"{v:.5f}" for v in matrix).encode("ascii"), number(run.x), number(run.y))


def _escaped(codes: bytes) -> bytes:
    """The inside of a literal string (7.3.4.2)."""
    return codes.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")


def characters_of(pages: Iterable[Page]) -> dict[Face, str]:
    """The characters each face has to paint, in the order they are set."""
    texts: dict[Face, list[str]] = {}
    for run in _runs(pages):
        texts.setdefault(run.face, []).append(run.text)
    return {face: "".join(dict.fromkeys("".join(found))) for face, found in texts.items()}


def _runs(pages: Iterable[Page]) -> Iterator[TextRun]:
    return (item for page in pages for item in page.items if isinstance(item, TextRun))
