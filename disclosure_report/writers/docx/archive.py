"""Members as a zip archive that depends on nothing but them: in the order given, dated 1980-01-01, one compression.

``zipfile`` compresses every member anew, while most parts of a Word file are the same in every report; and it does so
with the zlib that Python happens to be built with, while libdeflate's bytes are the same everywhere (decision 12).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from struct import Struct

import deflate

_LEVEL = 6
_DEFLATED, _VERSION = 8, 20
#: 1980-01-01, 00:00: zip archives know no earlier day.
_DAY, _TIME = 1 << 5 | 1, 0
#: Read and write for the owner, as ``zipfile`` has it.
_ATTRIBUTES = 0o600 << 16
#: Signature, versions, flags, method, time, day, CRC, sizes, length of the name (APPNOTE 4.3.7, 4.3.12, 4.3.16).
_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
#: Parts of more bytes are a report's own.
_MOST_KEPT = 1 << 15


def archive(members: Mapping[str, bytes]) -> bytes:
    """The archive; names are ASCII, all members together are below 4 GB."""
    out, directory, at = [], [], 0
    for name, data in members.items():
        check, packed = _kept(data) if len(data) <= _MOST_KEPT else _deflated(data)
        path = name.encode("ascii")
        facts = (_VERSION, 0, _DEFLATED, _TIME, _DAY, check, len(packed), len(data), len(path))
        out += [_LOCAL.pack(b"PK\3\4", *facts, 0), path, packed]
        directory += [_CENTRAL.pack(b"PK\1\2", _VERSION, *facts, 0, 0, 0, 0, _ATTRIBUTES, at), path]
        at += _LOCAL.size + len(path) + len(packed)
    listed = b"".join(directory)
    out += [listed, _END.pack(b"PK\5\6", 0, 0, len(members), len(members), len(listed), at, 0)]
    return b"".join(out)


@lru_cache(maxsize=64)
def _kept(data: bytes) -> tuple[int, bytes]:
    return _deflated(data)


def _deflated(data: bytes) -> tuple[int, bytes]:
    """CRC-32 and the raw deflate stream."""
    return deflate.crc32(data), bytes(deflate.deflate_compress(data, _LEVEL))
