"""Exit codes: part of the interface; docs/exit-codes.md is held against them by a test."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says when it ends."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    NOT_WRITTEN = 4
    SOME_FAILED = 5
    FAULT = 70
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.DONE: "完成（可以有警告）",
    ExitCode.FINDINGS: "至少有一个错误（使用 --strict 时，警告也算）",
    ExitCode.USAGE: "命令用法不对",
    ExitCode.UNREADABLE: "输入无法读取，或者不安全",
    ExitCode.NOT_WRITTEN: "输出无法写入",
    ExitCode.SOME_FAILED: "批量处理：有的报告没有完成，其余已完成",
    ExitCode.FAULT: "程序本身的故障",
    ExitCode.INTERRUPTED: "被用户中断",
}
