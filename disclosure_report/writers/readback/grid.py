"""Cells put at their grid positions, as HTML and PDF tables place them."""

from __future__ import annotations

from collections.abc import Iterable

#: A span beyond this is nonsense in a report.
_LONGEST = 200


def placed(rows: Iterable[Iterable[tuple[str, int, int]]]) -> dict[tuple[int, int], str]:
    """(text, rowspan, colspan) row by row → text at (row, column): each cell takes its row's first free column."""
    taken: set[tuple[int, int]] = set()
    out = {}
    for r, row in enumerate(rows):
        c = 0
        for text, down, across in row:
            while (r, c) in taken:
                c += 1
            out[r, c] = text
            down, across = min(down, _LONGEST), min(across, _LONGEST)
            taken.update((r + i, c + j) for i in range(down) for j in range(across))
    return out
