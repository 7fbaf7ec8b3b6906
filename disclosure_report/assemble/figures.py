"""How a figure is printed in the form: plain digits, no thousands separators (practice of published reports)."""

from __future__ import annotations

from decimal import Decimal

from disclosure_report.editions.edition import ValueKind
from disclosure_report.model.report import Value


def printed(value: Value, kind: ValueKind) -> str:
    """The cell's text. A blank stays blank; text stays as typed; 本年增/减 carries its sign; 采购总金额 its unit."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    plain = _plain(value)
    if kind == "signed" and value > 0:
        return f"+{plain}"
    if kind == "money":
        return f"{plain}元"
    return plain


def _plain(value: int | Decimal) -> str:
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
