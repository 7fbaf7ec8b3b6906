"""What a font file says of itself: family names and embedding rights, read from its tables without loading it.

OpenType 1.9: "Font file", "name", "OS/2" (fsType).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_FAMILY_NAMES = (1, 4, 6, 16)
#: fsType bits: restricted licence, no subsetting, bitmaps only. Each forbids what a PDF writer does.
_RESTRICTED, _NO_SUBSETTING, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200
_USAGE = 0x000E
#: Tables larger than this are not name tables of real fonts.
_MOST = 1 << 20
_MOST_MEMBERS = 64


@dataclass(frozen=True, slots=True)
class Member:
    """One face of a font file: its names (family, full, PostScript) and whether a PDF may hold a subset of it."""

    index: int
    names: frozenset[str]
    embeddable: bool


def read_members(path: Path) -> tuple[Member, ...]:
    """The faces of a font file; none when it is no font, is damaged or cannot be read."""
    try:
        with path.open("rb") as file:
            return tuple(_member(file, index, offset) for index, offset in enumerate(_offsets(file)))
    except (OSError, struct.error, ValueError):
        return ()


def _offsets(file: BinaryIO) -> tuple[int, ...]:
    tag = file.read(4)
    if tag != b"ttcf":
        return (0,)
    count = struct.unpack(">4xL", file.read(8))[0]
    if count > _MOST_MEMBERS:
        raise ValueError("too many members")
    return struct.unpack(f">{count}L", file.read(4 * count))


def _member(file: BinaryIO, index: int, offset: int) -> Member:
    tables = _directory(file, offset)
    names = frozenset(_names(_table(file, tables, b"name")))
    os2 = _table(file, tables, b"OS/2")
    rights = struct.unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
    outlines = b"glyf" in tables or b"CFF " in tables
    return Member(index, names, outlines and b"cmap" in tables and _allows_embedding(rights))


def _allows_embedding(rights: int) -> bool:
    """Usage bits exclude each other, the least restrictive counts; subsetting and outlines must be allowed."""
    restricted = rights & _USAGE == _RESTRICTED
    return not restricted and not rights & (_NO_SUBSETTING | _BITMAP_ONLY)


def _directory(file: BinaryIO, offset: int) -> dict[bytes, tuple[int, int]]:
    file.seek(offset)
    version, count = struct.unpack(">4sH6x", file.read(12))
    if version not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise ValueError("no sfnt")
    rows = struct.iter_unpack(">4s4xLL", file.read(16 * count))
    return {tag: (start, length) for tag, start, length in rows}


def _table(file: BinaryIO, tables: dict[bytes, tuple[int, int]], tag: bytes) -> bytes:
    start, length = tables.get(tag, (0, 0))
    if not length or length > _MOST:
        return b""
    file.seek(start)
    return file.read(length)


def _names(table: bytes) -> list[str]:
    """Family, full and PostScript names in every language (platforms Unicode, Macintosh Roman, Windows)."""
    if len(table) < 6:
        return []
    count, storage = struct.unpack_from(">2xHH", table)
    found = []
    for platform, _, _, name, length, offset in struct.iter_unpack(">6H", table[6 : 6 + 12 * count]):
        if name in _FAMILY_NAMES and platform in (0, 1, 3):
            raw = table[storage + offset : storage + offset + length]
            found.append(raw.decode("mac_roman" if platform == 1 else "utf-16-be", "replace"))
    return found
