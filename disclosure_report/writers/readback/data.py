"""A ``report.json`` read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from disclosure_report.writers.readback.model import NotReadable, ReadBack, ReadText

_NOT_OURS = "不是年度报告的数据文件（report.json）"


def read(data: bytes) -> ReadBack:
    """Title, narrative paragraphs and figures. Raises ``NotReadable``."""
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise NotReadable(_NOT_OURS) from fault
    if not isinstance(content, dict) or not str(content.get("schema", "")).startswith("disclosure-report/report/"):
        raise NotReadable(_NOT_OURS)
    stored = content.get("content_hash")
    blocks = tuple(ReadText(line) for line in _lines(content))
    return ReadBack("json", stored if isinstance(stored, str) else None, blocks, dict(_figures(content)))


def _lines(content: dict[str, Any]) -> Iterator[str]:
    yield f"{_mapping(content.get('agency')).get('name', '')}{content.get('year', '')}年政府信息公开工作年度报告"
    for text in _mapping(content.get("narrative")).values():
        yield from filter(str.strip, str(text).splitlines())


def _figures(content: dict[str, Any]) -> Iterator[tuple[tuple[str, str, str], str]]:
    for table, rows in _mapping(content.get("tables")).items():
        for row, cells in _mapping(rows).items():
            for column, value in _mapping(cells).items():
                yield (table, row, column), "" if value is None else str(value)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
