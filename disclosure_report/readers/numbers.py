"""One cell of a mandated table: what was typed → a value, whether it was repaired, or why it is no number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from disclosure_report.editions.edition import ValueKind
from disclosure_report.model.report import Number, Value

#: What a spreadsheet cell holds, as far as a reader of figures must know it.
CellType = Literal["blank", "number", "text", "date", "percent", "boolean", "error"]
TYPE_NAMES = {"date": "日期", "percent": "百分比", "boolean": "逻辑值", "error": "错误值", "text": "文字"}
MAX_DIGITS = 15  # what a spreadsheet keeps exactly

_UNITS: dict[str, dict[str, Decimal]] = {
    "count": dict.fromkeys(("件次", "件", "条", "宗", "起", "个", "项", "份", "次", "部"), Decimal(1)),
    "decimal": {"万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)},
    "money": {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(100000000)},
}
_UNITS["signed"] = _UNITS["count"]
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms of ASCII
_SIGNS = str.maketrans({"−": "-", "﹣": "-", "–": "-", "—": "-", "’": None, "'": None, "‘": None})
_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_NOTHING = frozenset(
    ["/", "\\", "-", "--", "——", "无", "没有", "无数据", "空", "零", "〇", "n/a", "na", "不涉及", "／", "—", "–", "×"]
)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """``value`` is what the report keeps; ``what`` names the kind of a cell that is no number ("" when it is one)."""

    value: Value
    repaired: bool = False
    what: str = ""

    @property
    def means_nothing(self) -> bool:
        """Whether the words stand for "none": the remedy is a zero."""
        return isinstance(self.value, str) and self.value.strip().translate(_HALF_WIDTH).casefold() in _NOTHING


def read_cell(kind: ValueKind, type_: CellType, text: str, *, typed: bool = False) -> ReadCell:
    """The figure in a cell of a spreadsheet.

    ``text`` is the number's digits or the words.  ``typed``: the format knows text only (CSV, a table in Word), plain
    digits are then as good as a number.  A blank stays ``None``, never 0.
    """
    if type_ == "blank" or (type_ == "text" and not text.strip()):
        return ReadCell(None)
    if type_ == "number":
        return _stored_number(text)
    if type_ != "text":
        return ReadCell(text, what=TYPE_NAMES[type_])
    return _read_text(kind, text.strip(), typed)


@lru_cache(maxsize=2048)
def _stored_number(text: str) -> ReadCell:
    number = plain_number(text)
    return ReadCell(text, what="超出范围的数") if number is None else ReadCell(number)


@lru_cache(maxsize=2048)  # most figures are small, and each is read, summed up and compared
def plain_number(text: str) -> Number | None:
    """A number as a spreadsheet stores it: at most 15 significant digits; ``None`` when absurd."""
    if re.fullmatch(r"-?[0-9]{1,15}", text):
        return int(text)
    try:
        stored = float(text)
    except ValueError:
        return None
    if not abs(stored) < 10**MAX_DIGITS:
        return None
    return as_number(Decimal(f"{stored:.{MAX_DIGITS}g}"))


def as_number(value: Decimal) -> Number:
    """A whole number as ``int``, else the decimal without trailing zeros."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def _read_text(kind: ValueKind, text: str, typed: bool) -> ReadCell:
    clean = "".join(text.split()).translate(_HALF_WIDTH).translate(_SIGNS)
    body, factor = _without_unit(kind, clean)
    match = _NUMBER.fullmatch(_spelled_sign(body) if kind == "signed" else body)
    if match is None or len(match[2]) + len(match[3] or "") > MAX_DIGITS + 5:
        return ReadCell(text, what=TYPE_NAMES["text"])
    sign, whole, fraction = match.groups()
    number = Decimal(f"{sign}{whole.replace(',', '')}{fraction or ''}") * factor
    if abs(number) >= 10**MAX_DIGITS:
        return ReadCell(text, what="超出范围的数")
    return ReadCell(as_number(number), repaired=not _as_printed(kind, text, typed))


def _without_unit(kind: ValueKind, text: str) -> tuple[str, Decimal]:
    for unit, factor in sorted(_UNITS[kind].items(), key=lambda u: -len(u[0])):
        if text.endswith(unit):
            return text.removesuffix(unit), factor
    return text, Decimal(1)


def _spelled_sign(text: str) -> str:
    """ "增加2" → "+2", "减2" → "-2"."""
    return re.sub(r"^减少?(?=[0-9])", "-", re.sub(r"^增加?(?=[0-9])", "+", text))


def _as_printed(kind: ValueKind, text: str, typed: bool) -> bool:
    """Whether the text is the form's own way to write the figure, so that nothing has to be reported."""
    if kind == "signed":
        return bool(re.fullmatch(r"[+-][0-9]+" if not typed else r"[+-]?[0-9]+", text))
    if kind == "money" and re.fullmatch(r"[0-9]+(\.[0-9]+)?(元|万元)", text):
        return True
    return typed and bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text))
