"""Text as every output format can hold it."""

from __future__ import annotations

import re

#: What XML 1.0 cannot hold: control characters but tab and line ends, lone surrogates, the two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]")


def printable(text: str) -> str:
    """``text`` without characters that no XML file may hold; tabs and line breaks inside a block become spaces."""
    if text.isprintable():
        return text
    return _BREAKS.sub(" ", _UNPRINTABLE.sub("", text))
