"""File names from an agency's name: nothing of it may become a path, a device or a surprise on Windows."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=$|[. ])")
#: Bytes of UTF-8; common file systems allow 255, the ending and a temporary suffix need room.
_LONGEST = 180


def safe_name(text: str, fallback: str = "未命名单位") -> str:
    """``text`` as one file-name component for Windows, Linux and macOS; ``fallback`` when nothing is left.

    Path separators, control and format characters, ``<>:"|?*``, reserved device names, leading dots and trailing
    dots or spaces go; what is longer than 180 bytes of UTF-8 is cut between characters.
    """
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C")
    cleaned = _FORBIDDEN.sub("", shown).strip(" .\u3000")
    cleaned = _cut(cleaned).rstrip(" .\u3000")
    if _RESERVED.match(cleaned):
        cleaned = "_" + cleaned
    return cleaned or fallback


def _cut(text: str) -> str:
    return text.encode()[:_LONGEST].decode(errors="ignore")
