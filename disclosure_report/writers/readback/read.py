"""The table of formats that can be read back."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path

from disclosure_report.writers.readback.model import NotReadable, ReadBack

#: Suffix → module with ``read(data: bytes) -> ReadBack``; loaded only when asked for.
FORMATS: Mapping[str, str] = {
    ".docx": "disclosure_report.writers.readback.word",
    ".pdf": "disclosure_report.writers.readback.pdf",
    ".html": "disclosure_report.writers.readback.web",
    ".htm": "disclosure_report.writers.readback.web",
    ".json": "disclosure_report.writers.readback.data",
}
#: No report is larger; what is, was not made by us.
_LARGEST = 64 * 1024 * 1024


def read_back(path: Path) -> ReadBack:
    """The content of a file. Raises ``NotReadable`` (its text is for the user); never another error for bad content."""
    module = FORMATS.get(path.suffix.lower())
    if module is None:
        raise NotReadable(f"不认识“{path.name}”这种文件；可以核对的文件有：{'、'.join(FORMATS)}")
    try:
        if path.stat().st_size > _LARGEST:
            raise NotReadable(f"“{path.name}”太大（超过 64 MB），不像是本程序生成的文件")
        data = path.read_bytes()
    except OSError as fault:
        raise NotReadable(f"无法打开“{path.name}”，请确认文件存在并且有权限读取") from fault
    read: Callable[[bytes], ReadBack] = importlib.import_module(module).read
    try:
        return read(data)
    except NotReadable as fault:
        raise NotReadable(f"“{path.name}”：{fault}") from fault
