"""A name-keyed CFF font in bytes: three glyphs, one of them drawn by a local and a global subroutine."""

from __future__ import annotations

import struct

#: U+4E00 (drawn directly) and U+4E8C (through the subroutines).
CHARACTERS = "一二"
_UPEM = 1000


def number(value: int) -> bytes:
    """A Type 2 or DICT number of three bytes."""
    return b"\x1c" + struct.pack(">h", value)


def index(items: list[bytes]) -> bytes:
    """An INDEX with two-byte offsets."""
    if not items:
        return b"\0\0"
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    return struct.pack(">HB", len(items), 2) + b"".join(struct.pack(">H", o) for o in offsets) + b"".join(items)


def cff() -> bytes:
    """Top dictionary with string, charset and private part; local and global subroutines, bias 107."""
    stroke = b"".join(map(number, (100, 400))) + b"\x15" + b"".join(map(number, (800, 0, 0, 100, -800, 0))) + b"\x05"
    second = number(-107) + b"\x0a" + b"\x0e"  # callsubr 0, endchar
    charstrings = index([b"\x0e", number(1000 - 500) + stroke + b"\x0e", number(500) + second])
    local = index([b"".join(map(number, (100, 200))) + b"\x15" + number(-107) + b"\x1d" + b"\x0b"])
    global_ = index([b"".join(map(number, (800, 0, 0, 100, -800, 0))) + b"\x05\x0b"])
    widths = number(0) + b"\x14" + number(500) + b"\x15"
    private = widths + number(len(widths) + 4) + b"\x13"
    charset = b"\0" + struct.pack(">HH", 34, 35)  # A, B
    front, back = b"\1\0\4\2" + index([b"Plain-Regular"]), index([b"Plain"]) + global_

    def top(at: tuple[int, int, int]) -> bytes:
        box = b"".join(map(number, (0, -200, 1000, 900))) + b"\x05"
        full = number(391) + b"\x02"
        private_entry = number(len(private)) + number(at[2]) + b"\x12"
        return front + index([full + box + number(at[0]) + b"\x0f" + number(at[1]) + b"\x11" + private_entry]) + back

    start = len(top((0, 0, 0)))
    at = (start, start + len(charset), start + len(charset) + len(charstrings))
    return top(at) + charset + charstrings + private + local


def font(outlines: bytes) -> bytes:
    """The outlines as an OpenType font."""
    head = struct.pack(
        ">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _UPEM, 0, 0, 0, -200, 1000, 900, 0, 8, 2, 0, 0
    )
    hhea = struct.pack(">I3hH3h3h4hhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 3)
    hmtx = struct.pack(">HhHhHh", 500, 0, 1000, 100, 1000, 100)
    groups = b"".join(struct.pack(">III", ord(c), ord(c), g) for g, c in enumerate(CHARACTERS, 1))
    cmap = struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 12, 0, 16 + len(groups), 0, len(CHARACTERS)) + groups
    tables = {
        b"CFF ": outlines,
        b"cmap": cmap,
        b"head": head,
        b"hhea": hhea,
        b"hmtx": hmtx,
        b"maxp": struct.pack(">IH", 0x5000, 3),
    }
    offset, rows, body = 12 + 16 * len(tables), b"", b""
    for tag, data in tables.items():
        rows += struct.pack(">4sIII", tag, 0, offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return b"OTTO" + struct.pack(">4H", len(tables), 64, 2, 32) + rows + body
