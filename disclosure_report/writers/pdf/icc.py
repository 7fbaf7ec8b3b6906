"""The sRGB profile of the output intent, made from the numbers of IEC 61966-2-1 (ICC version 2, matrix and curves).

Written here because a profile file of the operating system differs between machines, and the same report must give the
same bytes everywhere.
"""

from __future__ import annotations

import struct
from functools import cache

_NAME = b"sRGB IEC61966-2.1"
#: Colorants and white point adapted to D50 (ICC.1:2001, annex E), as X, Y, Z.
_XYZ = {
    b"wtpt": (0.9505, 1.0, 1.0891),
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.7141),
}
_CURVE_POINTS = 256


@cache
def srgb() -> bytes:
    """The profile, about 1 kB."""
    curve = _curve()
    tags = {
        b"desc": _description(),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        **{key: _xyz(*value) for key, value in _XYZ.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    offset = 128 + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    table, body = b"", b""
    for key, data in tags.items():
        if data not in placed:
            placed[data] = offset + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += struct.pack(">4sII", key, placed[data], len(data))
    return _header(offset + len(body)) + struct.pack(">I", len(tags)) + table + body


def _header(size: int) -> bytes:
    """The 128 bytes of ICC.1:2001 6.1; dated 2000-01-01, no creator, perceptual intent, D50."""
    head = struct.pack(
        ">I4sI4s4s4s6H4s", size, b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0, b"acsp"
    )
    head += struct.pack(
        ">4sI4s4sQI3i4s", b"\0" * 4, 0, b"\0" * 4, b"\0" * 4, 0, 0, *_fixed(0.9642, 1.0, 0.8249), b"\0" * 4
    )
    return head.ljust(128, b"\0")


def _fixed(*values: float) -> tuple[int, ...]:
    return tuple(round(v * 65536) for v in values)


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *_fixed(x, y, z))


def _curve() -> bytes:
    points = [_linear(i / (_CURVE_POINTS - 1)) for i in range(_CURVE_POINTS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *(round(p * 65535) for p in points))


def _linear(value: float) -> float:
    """IEC 61966-2-1, 5.2: from the encoded to the linear value."""
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _description() -> bytes:
    """textDescriptionType with an ASCII part only (ICC.1:2001 6.5.17)."""
    ascii_part = _NAME + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_part)) + ascii_part + b"\0" * (4 + 4 + 2 + 1 + 67)
