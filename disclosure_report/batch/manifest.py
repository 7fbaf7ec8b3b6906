"""The manifest of an output folder: one JSON line a unit, appended as results come in, put in order at the end.

A run that is killed leaves complete lines behind and at most one broken one, which is dropped.  Before a unit's files
are replaced, a line says which; so the next run knows every file that may be there.  Records are kept on disk, in
memory only their offsets: a run over ten thousand units needs no more memory than one over a hundred.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from disclosure_report.storage import OutputError
from disclosure_report.storage.atomic import temporary_name, write_whole

Record: TypeAlias = Mapping[str, Any]


class Journal:
    """An append-only file of JSON lines by unit; the last line of a unit holds.

    ``sound`` tells a record from what somebody else wrote: others may have access to the folder.
    """

    def __init__(self, path: Path, sound: Callable[[Record], bool] = lambda record: True) -> None:
        self.path = path
        self._sound = sound
        self._offsets: dict[str, int] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.open("ab").close()
            self._stream: BinaryIO = path.open("rb")
            self._writer: FileIO | None = None
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
        """The unit's record; ``None`` for one that was damaged."""
        line = self.line(unit)
        record = None if line is None else _parsed(line)
        return record if record is not None and self._sound(record) else None

    def digest(self, unit: str) -> str:
        """The sha256 of the unit's line, "" when there is none."""
        line = self.line(unit)
        return "" if line is None else hashlib.sha256(line).hexdigest()

    def line(self, unit: str) -> bytes | None:
        """The unit's record as it stands in the file."""
        offset = self._offsets.get(unit)
        if offset is None:
            return None
        self._stream.seek(offset)
        return self._stream.readline()

    def append(self, record: Record) -> str:
        """Add a record (its key ``unit`` comes first); whole or, after a kill, not at all. Its line's sha256."""
        line = dump(record)
        try:
            write_whole(self._writer or self._begun(), line)
        except OSError as error:
            raise OutputError(self.path, error) from error
        self._offsets[record["unit"]] = self._end
        self._end += len(line)
        self._settled = False
        return hashlib.sha256(line).hexdigest()

    def _begun(self) -> FileIO:
        """The file to append to, without the line that was cut off; what was read of that line is forgotten, too."""
        self._stream.close()
        self._writer = self.path.open("r+b", buffering=0)
        self._writer.truncate(self._end)
        self._writer.seek(self._end)
        self._stream = self.path.open("rb")
        return self._writer

    def settle(self, order: Sequence[str], mark: str = "") -> str:
        """Rewrite with one line a unit in this order (others are dropped), atomically; the sha256 of the file.

        ``mark`` stands in the temporary name.
        """
        if self._settled and list(self._offsets) == [u for u in order if u in self._offsets]:
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        temporary = self.path.with_name(temporary_name(mark))
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
            self.close()
            temporary.replace(self.path)
            self._stream = self.path.open("rb")
        except OSError as error:
            raise OutputError(self.path, error) from error
        self._offsets, self._end, self._settled = offsets, end, True
        return digest.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def dump(record: Record) -> bytes:
    """One line of JSON."""
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")


def _parsed(line: bytes) -> Record | None:
    """The record of a line; ``None`` for one that was damaged."""
    try:
        record: Record = json.loads(line)
    except ValueError:
        return None
    return record


_BEGINNING = re.compile(rb'\{"unit":("(?:[^"\\]|\\.)*")')


def _unit(line: bytes) -> str | None:
    """The unit of a complete line; ``None`` for a line that was cut off or is none of ours."""
    beginning = _BEGINNING.match(line)
    if beginning is None or not line.endswith(b"}\n"):
        return None
    try:
        return str(json.loads(beginning[1]))
    except ValueError:
        return None
