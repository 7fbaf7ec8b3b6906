"""The document between reader and writers: blocks in reading order, no fonts, no geometry, no workbook.

Every writer takes the same ``Document``; what it says must be read back from every output.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from disclosure_report.model.source import NOWHERE, SourceRef


class Stage(StrEnum):
    """How far the report has come; draft and review copies are stamped on every page."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"

    @property
    def stamp(self) -> str | None:
        """The words on every page, or ``None``."""
        return {"draft": "草稿", "review": "送审稿"}.get(self.value)


@dataclass(frozen=True, slots=True)
class Meta:
    """The document's properties: nothing of a person, a machine or a clock.

    ``title`` is on one line; ``content_hash`` (sha256, hex) is of the report's content and the same in every output.
    ``dated`` is the publication date, else 31 January of the year after: outputs carry no other date.
    """

    title: str
    agency: str
    year: int
    edition: str
    dated: date
    content_hash: str
    stage: Stage = Stage.FINAL
    language: str = "zh-CN"

    @property
    def subject(self) -> str:
        """The subject of the file's properties."""
        return f"{self.year}年政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True)
class Title:
    """The report's title: ``issuer`` and ``name`` are set below each other, broken further at meaning when long."""

    issuer: str
    name: str
    source: SourceRef = NOWHERE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands alone; ``level`` 1 一、 · 2 （一） · 3 1. · 4 （1）, typed as text, never auto-numbered."""

    level: int
    text: str
    source: SourceRef = NOWHERE


@dataclass(frozen=True, slots=True)
class Text:
    """A body paragraph. ``heading_length`` leading characters are a run-in heading of ``level`` (0: none)."""

    text: str
    source: SourceRef = NOWHERE
    level: int = 0
    heading_length: int = 0


CellKind: TypeAlias = Literal["header", "label", "value", "text"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell at its top-left grid position.

    ``kind``: ``header`` heads columns, ``label`` heads a row, ``value`` holds a figure or a short mark, ``text`` holds
    prose.  ``key`` is (table, row, column) for a figure of the form.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    kind: CellKind = "value"
    key: tuple[str, str, str] | None = None
    source: SourceRef = NOWHERE

    @property
    def is_head(self) -> bool:
        """Whether the cell heads others instead of being headed by them."""
        return self.kind in ("header", "label")


@dataclass(frozen=True, slots=True)
class Table:
    """A mandated table with exactly the form's merges. ``weights`` are the relative widths of its grid columns.

    The first ``header_rows`` rows repeat on every page the table runs to.  ``row_height`` (em of the table's type) asks
    for rows at least so high below them: room to write in by hand.
    """

    key: str
    caption: str
    description: str
    rows: int
    columns: int
    header_rows: int
    weights: tuple[float, ...]
    cells: tuple[Cell, ...]
    row_height: float = 0.0

    def grid(self) -> list[list[Cell]]:
        """rows × columns; a merged cell stands at every position it covers."""
        out: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.rowspan):
                out[r][cell.column : cell.column + cell.colspan] = [cell] * cell.colspan
        if any(c is None for row in out for c in row):
            raise ValueError(f"table {self.key}: the cells do not cover the grid")
        return [[c for c in row if c is not None] for row in out]


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明 (GB/T 9704 7.3.4): names without closing punctuation."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期 (GB/T 9704 7.3.5); ``date_text`` is "2025年1月20日" or "" when none is given."""

    agency: str
    date_text: str
    sealed: bool = False


Block: TypeAlias = Title | Heading | Text | Table | Attachments | Signature


@dataclass(frozen=True, slots=True)
class Mark:
    """A note pinned to a place, for review copies only."""

    source: SourceRef
    title: str
    text: str
    severity: str


@dataclass(frozen=True, slots=True)
class Document:
    """The compiled report: metadata and blocks in reading order."""

    meta: Meta
    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[str]:
        """The text a reader must find in every output, block by block; tables row by row, a cell a line."""
        for block in self.blocks:
            yield from block_lines(block)


def block_lines(block: Block) -> Iterator[str]:
    """The text of one block in reading order."""
    match block:
        case Title(issuer, name):
            yield from (issuer, name)
        case Heading(text=text) | Text(text=text):
            yield text
        case Table(cells=cells):
            yield from (cell.text for cell in cells)
        case Attachments(names):
            yield from names
        case Signature(agency, date_text):
            yield from filter(None, (agency, date_text))
