"""Laid-out pages: what ``layout`` makes of a Document and a page-writing back end only has to paint.

All lengths are PDF points, the origin is the page's bottom-left corner, y grows upwards.  Every painted item belongs to
a node of the structure tree (reading order, ISO 32000 14.7) or is an artifact (``node`` is ``None``): page numbers,
stamps, rules, fills.  What a page has hundreds of are named tuples: made in a quarter of a frozen dataclass's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from disclosure_report.typeset.face import Face


class Origin(NamedTuple):
    """Which words of the Document a run paints: block index, cell index within a table, offset in that text."""

    block: int
    cell: int | None = None
    start: int = 0


class TextRun(NamedTuple):
    """Characters in one face and size on one baseline.

    ``advances[i]`` is the distance from character i's origin to the next one's, as set (squeezed marks are narrower
    than the face says); ``shifts[i]`` moves the painted glyph inside its advance (an opening mark that lost its left
    half is painted half an em to the left).  ``gray`` 0 is black.  ``angle`` turns the run about
    (x, y), degrees counter-clockwise.  ``bold`` asks for thickened strokes.
    """

    text: str
    x: float
    y: float
    face: Face
    size: float
    advances: tuple[float, ...]
    shifts: tuple[float, ...] = ()
    node: int | None = None
    origin: Origin | None = None
    gray: float = 0.0
    angle: float = 0.0
    bold: bool = False


class Rule(NamedTuple):
    """A straight line, always an artifact."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    gray: float = 0.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle, always an artifact."""

    x: float
    y: float
    width: float
    height: float
    gray: float


Item: TypeAlias = TextRun | Rule | Fill


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``label`` is what the page number says. Items are painted in order: fills and stamps come first."""

    width: float
    height: float
    label: str
    items: tuple[Item, ...]


_NONE: Mapping[str, object] = {}
Tag: TypeAlias = Literal["Document", "H1", "H2", "H3", "H4", "H5", "P", "Table", "TR", "TH", "TD", "Caption"]


class Node(NamedTuple):
    """A structure element: ``parent`` is an index into ``Layout.nodes`` (the root has none), kids in list order.

    ``attributes``: RowSpan, ColSpan (int), Scope ("Row" / "Column" / "Both"), Headers (tuple of node indexes), Alt,
    Summary.
    """

    tag: Tag
    parent: int | None
    attributes: Mapping[str, object] = _NONE


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: its level from 1, words, page index and the y of its top."""

    level: int
    text: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no face has: a visible substitute was set."""

    character: str
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a document, its structure tree (nodes[0] is Document), its outline and what could not be set."""

    pages: tuple[Page, ...]
    nodes: tuple[Node, ...]
    outline: tuple[OutlineEntry, ...]
    missing: tuple[MissingGlyph, ...] = ()
