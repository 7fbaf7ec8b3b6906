"""CFF programs as PDF wants them: CID-keyed.

A CIDFontType0C program has to be a CIDFont (ISO 32000-1, 9.9, table 126).  Large Chinese faces are already; a
name-keyed one is rewritten here: same charstrings, same subroutines, one font dictionary, CID = glyph index.  Section
numbers are those of Adobe Technical Note 5176.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT = 0x0C1E, 0x0C22, 0x0C24, 0x0C25
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS = 15, 16, 17, 18, 19
_FONT_MATRIX = 0x0C07
#: Strings with a SID below this are standard ones (appendix A).
_STANDARD_STRINGS = 391
#: What the CID-keyed top dictionary takes over as it is: numbers only, no strings, no offsets.
_KEPT = (5, _FONT_MATRIX)

Operand = bytes


@dataclass(frozen=True, slots=True)
class _Index:
    items: tuple[bytes, ...]
    end: int


def cid_keyed(data: bytes) -> bytes:
    """The same program, CID-keyed; unchanged when it is already."""
    names = _index(data, data[2])
    tops = _index(data, names.end)
    top = _dictionary(tops.items[0])
    if _ROS in top:
        return data
    strings = _index(data, tops.end)
    global_subrs = _index(data, strings.end)
    charstrings = _index(data, _integer(top[_CHARSTRINGS][0]))
    private = _private(data, top)
    return _assemble(
        names.items, _pack(global_subrs.items), _pack(charstrings.items), len(charstrings.items), private, top
    )


def _private(data: bytes, top: dict[int, list[Operand]]) -> tuple[bytes, bytes]:
    """The private dictionary with its Subrs offset set to its own length, and the local subroutines."""
    size, offset = (_integer(o) for o in top[_PRIVATE])
    entries = _dictionary(data[offset : offset + size])
    subrs = entries.pop(_SUBRS, None)
    body = b"".join(b"".join(operands) + _operator(key) for key, operands in entries.items())
    if subrs is None:
        return body, b""
    local = _index(data, offset + _integer(subrs[0])).items
    return body + _offset(len(body) + 6) + _operator(_SUBRS), _pack(local)


def _assemble(
    names: Sequence[bytes],
    global_subrs: bytes,
    charstrings: bytes,
    count: int,
    private: tuple[bytes, bytes],
    top: dict[int, list[Operand]],
) -> bytes:
    """Header, indexes, then charset, FDSelect, charstrings, private part and FDArray, each at a known offset."""
    kept = b"".join(b"".join(top[key]) + _operator(key) for key in _KEPT if key in top)
    front = b"\1\0\4\4" + _pack(names)
    back = _pack((b"Adobe", b"Identity")) + global_subrs
    charset = b"\2" + struct.pack(">HH", 1, count - 2) if count > 1 else b"\2"
    select = b"\3" + struct.pack(">HHBH", 1, 0, 0, count)

    def with_offsets(at: Sequence[int]) -> bytes:
        ros = _offset(_STANDARD_STRINGS) + _offset(_STANDARD_STRINGS + 1) + _offset(0) + _operator(_ROS)
        keys = (_CHARSET, _FD_SELECT, _CHARSTRINGS, _FD_ARRAY)
        pairs = b"".join(_offset(o) + _operator(k) for k, o in zip(keys, at, strict=True))
        return front + _pack((ros + kept + _offset(count) + _operator(_CID_COUNT) + pairs,)) + back

    start = len(with_offsets((0, 0, 0, 0)))
    at_select = start + len(charset)
    at_charstrings = at_select + len(select)
    at_private = at_charstrings + len(charstrings)
    at_array = at_private + len(private[0]) + len(private[1])
    font = _offset(len(private[0])) + _offset(at_private) + _operator(_PRIVATE)
    head = with_offsets((start, at_select, at_charstrings, at_array))
    return head + charset + select + charstrings + private[0] + private[1] + _pack((font,))


def _index(data: bytes, start: int) -> _Index:
    """An INDEX (5)."""
    count = struct.unpack_from(">H", data, start)[0]
    if not count:
        return _Index((), start + 2)
    size = data[start + 2]
    first = start + 3
    offsets = [int.from_bytes(data[first + i * size : first + (i + 1) * size], "big") for i in range(count + 1)]
    base = first + (count + 1) * size - 1
    return _Index(tuple(data[base + a : base + b] for a, b in pairwise(offsets)), base + offsets[-1])


def _pack(items: Sequence[bytes]) -> bytes:
    """The items as an INDEX (5)."""
    if not items:
        return b"\0\0"
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    size = (offsets[-1].bit_length() + 7) // 8
    table = b"".join(offset.to_bytes(size, "big") for offset in offsets)
    return struct.pack(">HB", len(items), size) + table + b"".join(items)


def _dictionary(data: bytes) -> dict[int, list[Operand]]:
    """A DICT (4): operator → its operands, each as it is encoded."""
    out: dict[int, list[Operand]] = {}
    operands: list[Operand] = []
    for token in _tokens(data):
        if token[0] > 21:
            operands.append(token)
            continue
        out[token[0] if len(token) == 1 else 0x0C00 | token[1]] = operands
        operands = []
    return out


def _tokens(data: bytes) -> Iterator[bytes]:
    """Operators (0–21) and encoded numbers of a DICT (4, tables 3–5)."""
    at = 0
    while at < len(data):
        end = at + _token_length(data, at)
        yield data[at:end]
        at = end


def _token_length(data: bytes, at: int) -> int:
    first = data[at]
    if first == 30:  # a real number: nibbles up to 0xF
        end = at + 1
        while data[end] & 0x0F != 0x0F:
            end += 1
        return end + 1 - at
    return {12: 2, 28: 3, 29: 5}.get(first, 2 if first >= 247 else 1)


def _integer(token: Operand) -> int:
    first = token[0]
    if first == 28:
        return int(struct.unpack_from(">h", token, 1)[0])
    if first == 29:
        return int(struct.unpack_from(">i", token, 1)[0])
    if first >= 251:
        return -(first - 251) * 256 - token[1] - 108
    return (first - 247) * 256 + token[1] + 108 if first >= 247 else first - 139


def _offset(value: int) -> bytes:
    """A number in the form of fixed length, so that offsets do not move one another."""
    return b"\x1d" + struct.pack(">i", value)


def _operator(key: int) -> bytes:
    return bytes((key,)) if key < 256 else key.to_bytes(2, "big")
