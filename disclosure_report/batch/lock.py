"""One run at a time on one output folder; the system lets go of the lock when a run is killed."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path

from disclosure_report.storage import OutputError


class LockedError(Exception):
    """Another run holds the folder; the text says so, in Chinese."""


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this run; raises ``LockedError`` or ``OutputError``."""
    path = folder / "lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(path, error) from error
    try:
        if not _lock(handle):
            raise LockedError(
                f"另一个批量处理正在写入 {folder.parent}，本次没有做任何改动。请等它结束，或换一个输出文件夹。"
            )
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Whether the lock was free."""
    name = "msvcrt" if os.name == "nt" else "fcntl"
    system = importlib.import_module(name)
    try:
        if name == "msvcrt":
            system.locking(handle, system.LK_NBLCK, 1)
        else:
            system.flock(handle, system.LOCK_EX | system.LOCK_NB)
    except OSError:
        return False
    return True
