"""Which number formats of a workbook show dates or percentages (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure_report.readers.archive import local_name
from disclosure_report.readers.numbers import CellType

if TYPE_CHECKING:
    from lxml.etree import _Element

_PERCENT_IDS = {9, 10}
_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


def formats_of(styles: _Element) -> list[CellType]:
    """What a number shows as, by the index of its cell format."""
    custom = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "")
        for e in styles.iter("{*}numFmt")
        if e.get("numFmtId", "").isdecimal()
    }
    return [
        _shown(int(xf.get("numFmtId") or 0) if (xf.get("numFmtId") or "0").isdecimal() else 0, custom)
        for group in styles
        if local_name(group.tag) == "cellXfs"
        for xf in group
    ]


def _shown(number: int, custom: dict[int, str]) -> CellType:
    if number in custom:
        return _code_shows(custom[number])
    if number in _PERCENT_IDS:
        return "percent"
    return "date" if number in _DATE_IDS else "number"


def _code_shows(code: str) -> CellType:
    """A custom format's kind, its quoted text and bracketed conditions left out."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", code).casefold()
    if "%" in bare:
        return "percent"
    return "date" if "general" not in bare and re.search(r"[ymdhs年月日]", bare) else "number"
