"""Text as every output format can hold it."""

from __future__ import annotations

import re

#: What XML 1.0 or HTML cannot hold: control characters but tab and line ends, lone surrogates, non-characters.
_NON_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(17)
)
_UNPRINTABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_NON_CHARACTERS}]")
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]")


def printable(text: str) -> str:
    """``text`` without characters that no XML file may hold; tabs and line breaks inside a block become spaces."""
    if text.isprintable():
        return text
    return _BREAKS.sub(" ", _UNPRINTABLE.sub("", text))
