"""How the workbook looks: fonts that every Chinese office has, few and quiet colours."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

TITLE = Font(name="宋体", size=16, bold=True)
LABEL = Font(name="仿宋", size=11)
HEAD = Font(name="宋体", size=11, bold=True)
NUMBER = Font(name="宋体", size=11)
NOTE = Font(name="仿宋", size=10, color="FF595959")
CHECK = Font(name="宋体", size=10, color="FF595959")

HEAD_FILL = PatternFill("solid", fgColor="FFEAF0F6")
TOTAL_FILL = PatternFill("solid", fgColor="FFF2F2F2")
INPUT_FILL = PatternFill("solid", fgColor="FFFFFDF2")

_THIN = Side(style="thin", color="FF7F7F7F")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)

CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
RIGHT = Alignment(horizontal="right", vertical="center")
PARAGRAPH = Alignment(horizontal="left", vertical="top", wrap_text=True)

UNLOCKED = Protection(locked=False)

BROKEN = DifferentialStyle(font=Font(color="FF9C0006", bold=True), fill=PatternFill(bgColor="FFFFC7CE"))
MISSING = DifferentialStyle(font=Font(color="FF9C5700"))
FINE = DifferentialStyle(font=Font(color="FF2E7D32"))


def form_width(columns: int, *, across: bool) -> float:
    """The width of a form with this many grid columns, in characters; it is printed as wide as the page."""
    return max(132.0, 9.0 * columns) if across else max(92.0, 11.6 * columns)


def text_width(text: str) -> int:
    """Width in half-width characters: a Chinese character counts two."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”…—" else 1 for c in text)


def lines(text: str, width: float) -> int:
    """How many lines a text needs in a column of this width, in characters; a little room is kept."""
    usable = max(2, int(width) - 1)
    return max(1, sum(-(-text_width(part) // (usable - usable % 2 or 2)) for part in text.split("\n")))
