"""JSON text of interchange objects: the order of the form, Chinese as it is, decimals digit by digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

#: Beyond so many digits a decimal is written with an exponent, as nobody types it out.
_LONGEST = 60


def as_json_text(data: Mapping[str, Any]) -> str:
    """JSON with one space a level and a line end at the end.

    Decimals are numbers with exactly the digits they hold.  Raises ``TypeError`` for a value that has no place in JSON.
    """
    return _text(data, "\n") + "\n"


def _text(value: Any, line: str) -> str:
    """``line`` is the line break that stands before the closing bracket."""
    if isinstance(value, Mapping):
        items = [f"{json.dumps(str(k), ensure_ascii=False)}: {_text(v, line + ' ')}" for k, v in value.items()]
        return _bracketed("{}", items, line)
    if isinstance(value, list | tuple):
        return _bracketed("[]", [_text(v, line + " ") for v in value], line)
    if isinstance(value, Decimal):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _bracketed(brackets: str, items: list[str], line: str) -> str:
    if not items:
        return brackets
    inner = f",{line} ".join(items)
    return f"{brackets[0]}{line} {inner}{line}{brackets[1]}"


def _number(value: Decimal) -> str:
    """A decimal as a JSON number; what is no number (NaN) as text."""
    if not value.is_finite():
        return json.dumps(str(value))
    if value == value.to_integral_value() and 0 <= value.adjusted() < _LONGEST:
        return str(int(value))
    return format(value, "f") if abs(value.adjusted()) < _LONGEST else str(value)
