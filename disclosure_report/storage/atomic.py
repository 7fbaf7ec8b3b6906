"""Atomic writes: a file appears whole or not at all, files that belong together all or none."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

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


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write several files into a folder, all or none; raises ``OutputError``.

    Every file is written beside its place first; only when all are there do they take their names. A symbolic link is
    replaced, never followed.
    """
    staged: list[tuple[Path, Path]] = []
    path = folder
    try:
        for name, data in files.items():
            path = folder / name
            staged.append((_staged(path, data), path))
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        raise OutputError(path, error) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _staged(path: Path, data: bytes) -> Path:
    """A temporary file beside ``path`` that holds ``data``; ``OSError`` when a folder stands at ``path``."""
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".tmp-", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


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
    staging = folder.with_name(f".tmp-{folder.name}.part")
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
