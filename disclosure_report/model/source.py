"""Where a figure or a line came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A place in the input, as precise as the input allows.

    ``file`` is relative to the input folder and uses ``/``.  A figure names ``table``, ``row`` and ``column``
    (keys of the interchange format) and, when it was read from a workbook, ``sheet`` and ``cell`` ("H31").
    A place in the text names ``section``, ``line`` (1-based: the line of a text file, the paragraph of a Word
    file, the line of the section's text in ``report.json``) and the ``quote``; ``start`` is the 0-based offset
    of the quote in the paragraph's text.
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None
    quote: str | None = None
    start: int | None = None

    def quoting(self, quote: str, start: int | None = None) -> SourceRef:
        """The same place, narrowed to the words ``quote``."""
        return replace(self, quote=quote, start=start)

    def as_json(self) -> dict[str, Any]:
        """The object of the findings format; every key is always present."""
        return {name: getattr(self, name) for name in _JSON_KEYS}


_JSON_KEYS = ("file", "sheet", "cell", "line", "table", "row", "column", "section", "quote", "start")

NOWHERE = SourceRef()


def cell_name(row: int, column: int) -> str:
    """The name a spreadsheet gives a cell, of its 0-based row and column: (30, 7) is "H31"."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """The letters of a 0-based column: 7 is "H", 26 is "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
