"""How each row is counted, in plain words: the texts of ``data/guidance.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

#: What a sheet's input cells say to a figure that is none, by kind of figure: (title, text).
ERRORS = {
    "count": ("请填整数", "这里只能填 0 或正整数，不带单位。没有发生的填 0，不要留空，也不要填“/”或“无”。"),
    "signed": ("请填整数", "这里只能填整数：增加填正数，减少填负数，没有变化填 0。"),
    "decimal": ("请填数字", "这里只能填 0 或正数，最多六位小数，不带单位、不加逗号。没有的填 0。"),
    "money": ("请填数字", "这里只能填 0 或正数，最多六位小数，不带单位、不加逗号。没有的填 0。"),
}


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", "guidance.toml").read_text(encoding="utf-8"))


def row_guidance(table: str, row: str) -> str:
    """How this row is counted; "" when there is nothing to say."""
    text = _texts().get(table, {}).get(row, "")
    return text if isinstance(text, str) else ""


def column_guidance(table: str, column: str) -> str:
    """How this column is counted; "" when there is nothing to say."""
    return str(_texts().get(table, {}).get("columns", {}).get(column, ""))
