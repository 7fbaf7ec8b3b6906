"""The program's entry: runs the application and maps every way it can end to an exit code."""

from __future__ import annotations

import re
import sys
from typing import Any, NoReturn

import typer

from disclosure_report.cli import commands, streams
from disclosure_report.cli.app import app
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.storage import OutputError

#: ``UsageError`` and its base have no public name of their own in typer.
_UsageError: Any = typer.BadParameter.__bases__[0]
_ClickException: Any = _UsageError.__bases__[0]


def main() -> NoReturn:
    """Run the command line and leave with the exit code of the contract; never with a traceback."""
    streams.take_over()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> ExitCode:
    """Run one command line; messages go to stderr."""
    commands.load()
    try:
        code = app(arguments, prog_name="disclosure-report", standalone_mode=False)
    except _UsageError as error:
        return _complain(_usage_message(error), ExitCode.USAGE)
    except OutputError as error:
        return _complain(str(error), ExitCode.NOT_WRITTEN)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("已中断。", ExitCode.INTERRUPTED)
    except _ClickException as error:
        return _complain(str(error), ExitCode.USAGE)
    except Exception as error:  # the last resort: a clerk never sees a traceback
        return _complain(_fault_message(error), ExitCode.FAULT)
    return ExitCode(code or 0)


def _complain(message: str, code: ExitCode) -> ExitCode:
    typer.echo(message, err=True)
    return code


def _usage_message(error: Any) -> str:
    """Chinese for what typer says in English."""
    name = type(error).__name__
    command = error.ctx.command_path if getattr(error, "ctx", None) else "disclosure-report"
    parameter = _parameter_name(error)
    if name == "NoSuchOption":
        close = f"（是不是 {'、'.join(error.possibilities)}？）" if error.possibilities else ""
        text = f"没有这个选项：{error.option_name}{close}"
    elif name == "MissingParameter":
        text = f"缺少必填的参数：{parameter}"
    elif name == "BadParameter":
        text = f"参数 {parameter} 的值不对：{_translated(error.message)}"
    elif name == "NoArgsIsHelpError":
        return str(error.message)
    else:
        text = _translated(error.format_message())
    return f"{text}\n用法见：{command} --help"


def _parameter_name(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", "") or "")
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar or parameter.name)


_PHRASES = (
    (re.compile(r"^(?:Value error, )?'?(.*?)'? is not one of (.*?)\.?$"), r"“\1”不在可选值之内，可选：\2"),
    (re.compile(r"^.*valid int.*$"), r"应当是整数"),
    (re.compile(r"^.*greater than or equal to (\d+).*$"), r"不能小于 \1"),
    (re.compile(r"^.*less than or equal to (\d+).*$"), r"不能大于 \1"),
    (re.compile(r"^(.*?) is not in the range (.*?)\.?$"), r"\1 不在允许的范围 \2 之内"),
    (
        re.compile(r"^No such command '?(.*?)'?[.] ?(?:Did you mean '?(.*?)'?\?)?$"),
        r"没有这个命令：\1（相近的命令：\2）",
    ),
    (re.compile(r"^Got unexpected extra arguments? \((.*)\)$"), r"多出了参数：\1"),
    (re.compile(r"^Option '?(.*?)'? requires an argument.*$"), r"选项 \1 后面要写一个值"),
    (re.compile(r"^Missing command.*$"), r"请写出要执行的命令"),
    (re.compile(r"^.*embedded null byte.*$"), r"路径里有不能用的字符"),
)


def _translated(message: str) -> str:
    for pattern, chinese in _PHRASES:
        if match := pattern.match(message):
            return match.expand(chinese).replace("（相近的命令：）", "")
    return message


def _fault_message(error: Exception) -> str:
    """What to report: the kind of fault and the program's own line, no input of the user's."""
    trace, where = error.__traceback__, ""
    while trace:
        _, package, file = trace.tb_frame.f_code.co_filename.rpartition("disclosure_report")
        where = f"{file}:{trace.tb_lineno}" if package else where
        trace = trace.tb_next
    return (
        f"程序内部出错（{type(error).__name__}，位置 {where}）。您的文件没有被改动。\n"
        "请把这一行和所用的命令告诉维护者；设置环境变量 DISCLOSURE_REPORT_DEBUG=1 可显示详细信息。" + _details(error)
    )


def _details(error: Exception) -> str:
    import os

    if not os.environ.get("DISCLOSURE_REPORT_DEBUG"):
        return ""
    import traceback

    return "\n" + "".join(traceback.format_exception(error))


if __name__ == "__main__":
    main()
