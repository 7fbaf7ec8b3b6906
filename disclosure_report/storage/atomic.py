"""Atomic writes: a file appears whole or not at all, files that belong together all or none."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Mapping
from io import RawIOBase
from pathlib import Path

#: How the names of files begin and end that are not whole yet.
TEMPORARY, TEMPORARY_END = ".tmp-", ".part"
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_ADVICE = {
    errno.ENOSPC: "磁盘已满，请清理空间或换一个输出位置",
    errno.EDQUOT: "磁盘配额已满，请清理空间或换一个输出位置",
    errno.EACCES: "没有写入权限，请换一个输出位置，或关闭正在打开该文件的程序",
    errno.EPERM: "没有写入权限，请换一个输出位置，或关闭正在打开该文件的程序",
    errno.EROFS: "该位置是只读的，请换一个输出位置",
    errno.ENOENT: "找不到该位置，或者路径过长，请换一个较短的输出位置",
    errno.EINVAL: "路径中有不能使用的字符，请换一个输出位置",
    errno.ENOTDIR: "路径中有一段是文件而不是文件夹，请换一个输出位置",
    errno.EEXIST: "同名文件已经存在，请换一个输出位置",
    errno.EISDIR: "同名文件夹已经存在，请换一个输出位置",
    errno.ENAMETOOLONG: "文件名过长，请换一个较短的输出位置",
}


class OutputError(Exception):
    """An output that could not be written; the text says what and what to do next, in Chinese."""

    def __init__(self, path: Path, cause: OSError) -> None:
        advice = _ADVICE.get(cause.errno or 0, "请检查该位置是否存在、是否可写")
        super().__init__(f"无法写入 {path}：{advice}。")
        self.path = path


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` through a temporary file beside it; raises ``OutputError``.

    A symbolic link standing at ``path`` is replaced, never followed.
    """
    write_together(path.parent, {path.name: data})


def write_together(folder: Path, files: Mapping[str, bytes], mark: str = "") -> None:
    """Write several files into a folder, all or none; raises ``OutputError``.

    Every file is written beside its place first; only when all are there do they take their names. A symbolic link is
    replaced, never followed. ``mark`` stands in the temporary names, so that their writer knows them again.
    """
    staged: list[tuple[str, str]] = []
    path = str(folder)
    try:
        for name, data in files.items():
            path = os.path.join(folder, name)  # noqa: PTH118 - a batch writes thousands, and a Path costs more than a call
            staged.append((_staged(path, data, mark), path))
        while staged:
            os.replace(*staged[0])  # noqa: PTH105
            del staged[0]
    except OSError as error:
        raise OutputError(Path(path), error) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108


def temporary_name(mark: str = "") -> str:
    """A new name for a file that will take its own when it is whole."""
    return f"{TEMPORARY}{mark}{os.urandom(8).hex()}{TEMPORARY_END}"


def _staged(path: str, data: bytes, mark: str) -> str:
    """A temporary file beside ``path`` that holds ``data``; ``OSError`` when a folder stands at ``path``."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if stat.S_ISDIR(os.lstat(path).st_mode):
            raise IsADirectoryError(errno.EISDIR, "is a directory")
    temporary = os.path.join(os.path.dirname(path), temporary_name(mark))  # noqa: PTH118, PTH120
    try:
        handle = os.open(temporary, _CREATE, 0o644)
    except FileNotFoundError:
        Path(temporary).parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(temporary, _CREATE, 0o644)
    try:
        with open(handle, "wb", buffering=0) as stream:  # noqa: PTH123 - a handle
            write_whole(stream, data)
        os.chmod(temporary, 0o644)  # noqa: PTH101 - whatever the umask is: others read the documents
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    return temporary


def write_whole(stream: RawIOBase, data: bytes) -> None:
    """Write all of ``data``: a raw stream may take a part of it, for instance what still fits on the disk."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def write_project(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder whole; raises ``OutputError`` when it exists with anything in it, and then changes nothing.

    An empty folder is filled where it stands: it may be the one the user works in.
    """
    try:
        standing = folder.exists()
        if standing and (not folder.is_dir() or any(folder.iterdir())):
            raise FileExistsError(errno.EEXIST, "exists")
    except OSError as error:
        raise OutputError(folder, error) from error
    if standing:
        write_together(folder, files)
    else:
        _write_beside(folder, files)


def _write_beside(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there under another name, then give it its own; raises ``OutputError``."""
    staging = folder.with_name(f"{TEMPORARY}{folder.name}{TEMPORARY_END}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        for name, data in files.items():
            write_atomically(staging / name, data)
        staging.replace(folder)
    except OSError as error:
        raise OutputError(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
