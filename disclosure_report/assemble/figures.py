"""How a figure is printed in the form: plain digits, no thousands separators (practice of published reports)."""

from __future__ import annotations

from disclosure_report.editions.edition import ValueKind
from disclosure_report.model.report import Value, digits


def printed(value: Value, kind: ValueKind) -> str:
    """The cell's text. A blank stays blank; text stays as typed; 本年增/减 carries its sign; 采购总金额 its unit."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    plain = digits(value)
    if kind == "signed" and value > 0:
        return f"+{plain}"
    if kind == "money":
        return f"{plain}元"
    return plain
