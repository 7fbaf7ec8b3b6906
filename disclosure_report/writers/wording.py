"""Words that the writers add around the document's own, the same in every format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_LABEL = "附件："
_NARROW = re.compile(r"[0-9.,:;()\- ]")


def attachment_lines(names: Sequence[str]) -> list[str]:
    """附件说明 (GB/T 9704 7.3.4): "附件：名称", or numbered when there are several; no closing mark."""
    if len(names) == 1:
        return [_LABEL + names[0]]
    return [f"{_LABEL if number == 1 else ''}{number}.{name}" for number, name in enumerate(names, 1)]


def width(text: str) -> float:
    """Width in characters (字): ASCII counts one half."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


def safe_width(text: str) -> float:
    """Width in characters when it is not known which face will show the text: digits up to 0.64 of a character."""
    return _short(text) if len(text) <= _SHORT else _safe_width(text)


def _safe_width(text: str) -> float:
    return len(text) - 0.36 * len(_NARROW.findall(text))


#: Labels and small figures are measured several times, in report after report.
_SHORT = 64
_short = lru_cache(maxsize=1 << 12)(_safe_width)
