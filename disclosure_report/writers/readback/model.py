"""What was read back from a file, in its reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


class NotReadable(ValueError):  # noqa: N818 - it says what is wrong with the file, in Chinese, for the user
    """The file is damaged, of another kind, or none of ours; ``str()`` says so in Chinese with a remedy."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A paragraph or heading."""

    text: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table: its caption when the file tells it, and the text at each cell's top-left (row, column), 0-based."""

    caption: str
    cells: Mapping[tuple[int, int], str]


ReadBlock: TypeAlias = ReadText | ReadTable


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A file's content. ``figures`` (table, row, column keys → text) is for data files, which have no printed grid."""

    format: str
    content_hash: str | None
    blocks: tuple[ReadBlock, ...]
    figures: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """Headings and paragraphs."""
        return tuple(b.text for b in self.blocks if isinstance(b, ReadText))

    @property
    def tables(self) -> tuple[ReadTable, ...]:
        """The tables in order."""
        return tuple(b for b in self.blocks if isinstance(b, ReadTable))
