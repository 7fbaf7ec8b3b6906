"""One face of one font file, as much of it as typesetting needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

#: The roles of GB/T 9704: title, body, first- and second-level headings, page numbers, tables.
Role: TypeAlias = Literal["title", "body", "heading1", "heading2", "number", "table", "table_header"]


@dataclass(frozen=True)
class Face:
    """A face in a font file (TrueType, CFF or a member of a collection).

    ``path`` is ``None`` for the reader's own font (reportlab's CID font STSong-Light), which is not embedded.
    """

    family: str
    path: Path | None
    index: int = 0
