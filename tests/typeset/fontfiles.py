"""Font files made by hand: a table directory, names and embedding rights, enough for a program that only asks those."""

from __future__ import annotations

import struct
from pathlib import Path


def sfnt(*names: str, rights: int = 0, outlines: bytes = b"glyf", at: int = 0) -> bytes:
    """One face; ``at`` is where it stands in its file."""
    tables = {b"OS/2": struct.pack(">4H", 4, 0, 0, 0) + struct.pack(">H", rights), b"cmap": b"\0" * 4, outlines: b"\0"}
    tables[b"name"] = _name_table(names)
    offset = at + 12 + 16 * len(tables)
    rows, body = b"", b""
    for tag, data in sorted(tables.items()):
        rows += struct.pack(">4sLLL", tag, 0, offset + len(body), len(data))
        body += data
    return struct.pack(">4sHHHH", b"\0\1\0\0", len(tables), 0, 0, 0) + rows + body


def _name_table(names: tuple[str, ...]) -> bytes:
    records, storage = b"", b""
    for name in names:
        raw = name.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x804, 1, len(raw), len(storage))
        storage += raw
    return struct.pack(">HHH", 0, len(names), 6 + len(records)) + records + storage


def collection(*members: tuple[str, ...]) -> bytes:
    """A .ttc of faces with these names."""
    head = 12 + 4 * len(members)
    offsets, body = [], b""
    for names in members:
        offsets.append(head + len(body))
        body += sfnt(*names, at=head + len(body))
    return struct.pack(">4sLL", b"ttcf", 0x00010000, len(members)) + struct.pack(f">{len(members)}L", *offsets) + body


def write(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
