"""Which number formats of a workbook show dates or percentages (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import re

from disclosure_report.readers.numbers import CellType

_PERCENT_IDS = {9, 10}
_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


def shown_as(number: int, code: str | None) -> CellType:
    """What a number with this format shows as; ``code`` is the format's own text where it has one."""
    if number in _PERCENT_IDS:
        return "percent"
    if number in _DATE_IDS:
        return "date"
    return _code_shows(code) if code else "number"


def _code_shows(code: str) -> CellType:
    """A custom format's kind, its quoted text and bracketed conditions left out."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", code).casefold()
    if "%" in bare:
        return "percent"
    return "date" if "general" not in bare and re.search(r"[ymdhs年月日]", bare) else "number"
