"""Which characters a file of XML 1.0 can hold."""

from __future__ import annotations

import re

#: All but tab, line ends and what XML 1.0, 2.2, calls Char.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal_in_xml(text: str) -> str:
    """The text without control characters, lone surrogates and non-characters."""
    return _ILLEGAL.sub("", text)
