"""Set pieces of text on their way to a page: where they stand on their line, what they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_report.typeset.face import Face
from disclosure_report.typeset.fonts import FaceSet
from disclosure_report.typeset.linebreak import Line, break_text
from disclosure_report.typeset.metrics import INVISIBLE, Glyph, Measures, RoleMetrics, measures_of, settable
from disclosure_report.typeset.pages import Item, MissingGlyph, Node, Origin, Tag, TextRun
from disclosure_report.typeset.profile import Profile, TextStyle

#: The baseline of an em box: this much of it lies above.
ASCENT = 0.88


@dataclass(slots=True)
class Piece:
    """Characters of one style on one line; ``x`` is measured from the left of what holds the line, pt."""

    text: str
    x: float
    style: TextStyle
    advances: Sequence[float]
    shifts: Mapping[int, float]
    node: int | None = None
    origin: Origin | None = None
    gray: float = 0.0
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """The style and node of a paragraph's characters up to ``end``."""

    end: int
    style: TextStyle
    node: int | None


@dataclass
class Press:
    """What a layout works with and gathers: measures, the structure tree, characters no face has."""

    profile: Profile
    faces: FaceSet
    nodes: list[Node] = field(default_factory=list)
    missing: dict[str, MissingGlyph] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.measures: Measures = measures_of(self.faces)

    def node(self, tag: Tag, parent: int | None, attributes: Mapping[str, object] | None = None) -> int:
        """A new structure element; its index."""
        self.nodes.append(Node(tag, parent, attributes or {}))
        return len(self.nodes) - 1

    def em(self, style: TextStyle) -> float:
        """The pt an em of the style advances: on the grid for the body's size, the size itself for others."""
        grid, body = self.profile.grid, self.profile.styles["body"].size
        return style.size * grid.advance / body

    def paint(self, piece: Piece, left: float, baseline: float, out: list[Item]) -> None:
        """The piece as runs of one face each, added to ``out``."""
        metrics = self.measures[piece.style.face]
        if metrics.are_plain(piece.text):
            shifts = _dense(piece.shifts, len(piece.text)) if piece.shifts else ()
            out.append(_run(piece, piece.text, left + piece.x, baseline, metrics.face, piece.advances, shifts, 0))
        else:
            self._paint_special(piece, metrics, left, baseline, out)

    def _paint_special(self, piece: Piece, metrics: RoleMetrics, left: float, baseline: float, out: list[Item]) -> None:
        """Some characters come from another face, are moved in their cell or are substituted."""
        em, x, start = piece.style.size, left + piece.x, 0
        shifts = list(_dense(piece.shifts, len(piece.text)))
        painted = list(piece.text)
        faces = [metrics.face] * len(painted)
        for i, character in enumerate(piece.text):
            glyph = metrics.special.get(character)
            if glyph:
                # A substitute is the painter's business: what is copied or read back stays the real character.
                painted[i], faces[i] = character if glyph.missing else glyph.painted, glyph.face
                shifts[i] += glyph.shift * em if piece.advances[i] > 0.45 * em else 0.0
                self._note_missing(glyph, character, piece.origin, i)
        for i in range(1, len(painted) + 1):
            if i == len(painted) or faces[i] != faces[start]:
                moved = tuple(shifts[start:i]) if any(shifts[start:i]) else ()
                words = "".join(painted[start:i])
                out.append(_run(piece, words, x, baseline, faces[start], piece.advances[start:i], moved, start))
                x += sum(piece.advances[start:i])
                start = i

    def _note_missing(self, glyph: Glyph, character: str, origin: Origin | None, offset: int) -> None:
        if glyph.missing and character not in self.missing:
            at = Origin(origin.block, origin.cell, origin.start + offset) if origin else None
            self.missing[character] = MissingGlyph(character, at)

    def paragraph(
        self, text: str, parts: Sequence[Part], first: float, rest: float, block: int, *, justify: bool = True
    ) -> list[list[Piece]]:
        """Lines of pieces; x counts from the line's own left end. All parts advance by the em of the first."""
        text = clean(text)
        em = self.em(parts[0].style)
        advances: list[float] = []
        for part in parts:
            advances += self.measures[part.style.face].advances(text[len(advances) : part.end])
        lines = break_text(text, advances, em, first, rest, justify=justify)
        if len(parts) == 1:
            return [[_piece(text, line, parts[0], block)] for line in lines]
        return [list(_pieces(text, line, parts, block)) for line in lines]


def clean(text: str) -> str:
    """The text without what cannot be seen."""
    text = settable(text)
    return text.replace(INVISIBLE, "") if INVISIBLE in text else text


def _piece(text: str, line: Line, part: Part, block: int) -> Piece:
    origin = Origin(block, None, line.start)
    return Piece(text[line.start : line.end], 0.0, part.style, line.advances, line.shifts, part.node, origin)


def _pieces(text: str, line: Line, parts: Sequence[Part], block: int) -> list[Piece]:
    """A line cut where the style changes."""
    out, x, start = [], 0.0, line.start
    for part in parts:
        end = min(part.end, line.end)
        if end <= start:
            continue
        i, j = start - line.start, end - line.start
        shifts = {k - i: s for k, s in line.shifts.items() if i <= k < j}
        advances = line.advances[i:j]
        out.append(Piece(text[start:end], x, part.style, advances, shifts, part.node, Origin(block, None, start)))
        x += sum(advances)
        start = end
    return out


def _dense(shifts: Mapping[int, float], length: int) -> tuple[float, ...]:
    out = [0.0] * length
    for i, shift in shifts.items():
        out[i] = shift
    return tuple(out)


def _run(
    piece: Piece,
    text: str,
    x: float,
    y: float,
    face: Face,
    advances: Sequence[float],
    shifts: tuple[float, ...],
    start: int,
) -> TextRun:
    origin = piece.origin
    if start and origin:
        origin = Origin(origin.block, origin.cell, origin.start + start)
    style = piece.style
    return TextRun(
        text, x, y, face, style.size, tuple(advances), shifts, piece.node, origin, piece.gray, piece.angle, style.bold
    )  # fmt: skip
