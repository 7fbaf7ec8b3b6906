"""How the inside of the readers says that a file cannot be used; turned into a finding at the door of each reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disclosure_report.model.finding import Finding
from disclosure_report.model.rule import Rule
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.problems import HOSTILE_FILE, UNREADABLE_FILE

SAVE_WORKBOOK = "请用 WPS 或 Excel 打开它，另存为 .xlsx 格式，再替换原文件"
SAVE_TEXT = "请用 WPS 或 Word 打开它，另存为 .docx（或纯文本 .txt），再替换原文件"
SAVE_SMALL = "请确认文件来源；新建空白文件，只把年报需要的内容复制过去"


class FileError(Exception):
    """A file that cannot be read (SRC002), must not be read (SRC003), or another fault of the whole file."""

    def __init__(self, rule: Rule, **values: Any) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.values: Mapping[str, Any] = values

    def finding(self, file: str) -> Finding:
        """The finding at this file."""
        return self.rule.finding(SourceRef(file=file), file=file, **self.values)


def unreadable(reason: str, remedy: str = SAVE_WORKBOOK) -> FileError:
    """SRC002 for the file at hand."""
    return FileError(UNREADABLE_FILE, reason=reason, remedy=remedy)


def hostile(reason: str, remedy: str = SAVE_SMALL) -> FileError:
    """SRC003 for the file at hand."""
    return FileError(HOSTILE_FILE, reason=reason, remedy=remedy)
