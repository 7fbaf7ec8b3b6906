"""The manifest of an output folder: one JSON line a unit, appended as results come in, put in order at the end.

A run that is killed leaves complete lines behind and at most one broken one, which is dropped.  Before a unit's files
are replaced, a line says which; so the next run knows every file that may be there.  Records are kept on disk, in
memory only their offsets: a run over ten thousand units needs no more memory than one over a hundred.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from disclosure_report.storage import OutputError

Record: TypeAlias = Mapping[str, Any]


class Journal:
    """An append-only file of JSON lines by unit; the last line of a unit holds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._offsets: dict[str, int] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            self._stream: BinaryIO = path.open("r+b")
        except OSError as error:
            raise OutputError(path, error) from error
        self._settled = True
        self._end = self._load()

    def _load(self) -> int:
        """Index every complete line; the offset after the last one, where the next is written."""
        end = 0
        for line in self._stream:
            unit = _unit(line)
            if unit is None:
                break
            self._settled = self._settled and unit not in self._offsets
            self._offsets[unit] = end
            end += len(line)
        self._settled = self._settled and end == self.path.stat().st_size
        return end

    def __contains__(self, unit: object) -> bool:
        return unit in self._offsets

    def __len__(self) -> int:
        return len(self._offsets)

    def units(self) -> Iterator[str]:
        """The units in the order they were first written."""
        return iter(self._offsets)

    def get(self, unit: str) -> Record | None:
        """The unit's record."""
        line = self.line(unit)
        return None if line is None else json.loads(line)

    def line(self, unit: str) -> bytes | None:
        """The unit's record as it stands in the file."""
        offset = self._offsets.get(unit)
        if offset is None:
            return None
        self._stream.seek(offset)
        return self._stream.readline()

    def append(self, record: Record) -> None:
        """Add a record (its key ``unit`` comes first); whole or, after a kill, not at all."""
        line = dump(record)
        try:
            self._stream.seek(self._end)
            self._stream.write(line)
            self._stream.flush()
        except OSError as error:
            raise OutputError(self.path, error) from error
        self._offsets[record["unit"]] = self._end
        self._end += len(line)
        self._settled = False

    def settle(self, order: Sequence[str]) -> str:
        """Rewrite with one line a unit in this order (others are dropped), atomically; the sha256 of the file."""
        if self._settled and list(self._offsets) == [u for u in order if u in self._offsets]:
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        temporary = self.path.with_name(f".tmp-{self.path.name}.part")
        digest = hashlib.sha256()
        offsets: dict[str, int] = {}
        try:
            with temporary.open("wb") as stream:
                for unit in order:
                    line = self.line(unit)
                    if line is not None:
                        offsets[unit] = stream.tell()
                        stream.write(line)
                        digest.update(line)
                stream.flush()
                os.fsync(stream.fileno())
                end = stream.tell()
            self._stream.close()
            temporary.replace(self.path)
            self._stream = self.path.open("r+b")
        except OSError as error:
            raise OutputError(self.path, error) from error
        self._offsets, self._end, self._settled = offsets, end, True
        return digest.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def dump(record: Record) -> bytes:
    """One line of JSON."""
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")


_DECODER = json.JSONDecoder()
_BEGINNING = b'{"unit":'


def _unit(line: bytes) -> str | None:
    """The unit of a complete line; ``None`` for a line that was cut off or is none of ours."""
    if not line.endswith(b"}\n") or not line.startswith(_BEGINNING):
        return None
    try:
        unit, _ = _DECODER.raw_decode(line.decode("utf-8"), len(_BEGINNING))
    except ValueError:
        return None
    return unit if isinstance(unit, str) else None
