"""The Typer application with help in Chinese; the commands attach themselves to it."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_OPTIONAL = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}


def _usage(command: TyperCommand | TyperGroup, context: Any, formatter: Any) -> None:
    pieces = [_OPTIONAL.get(p, p.strip("{}").replace("}...", "")) for p in command.collect_usage_pieces(context)]
    formatter.write_usage(context.command_path, " ".join(pieces), prefix="用法：")


def _parameters(command: Any, context: Any, formatter: Any) -> None:
    arguments, options = [], []
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            arguments.append((parameter.metavar or parameter.name.upper(), getattr(parameter, "help", None) or ""))
        elif record := parameter.get_help_record(context):
            options.append((record[0], _translated(record[1])))
    for title, rows in (("参数", arguments), ("选项", options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def _translated(text: str) -> str:
    if text == "Show this message and exit.":
        return "显示本说明"
    return text.replace("[default: ", "[默认：").replace("[required]", "[必填]")


class ChineseCommand(TyperCommand):
    """A command whose help is in Chinese throughout."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, description, arguments and options."""
        _usage(self, ctx, formatter)
        self.format_help_text(ctx, formatter)
        _parameters(self, ctx, formatter)
        self.format_epilog(ctx, formatter)


class ChineseGroup(TyperGroup):
    """The program itself: its help lists the commands in the order of use."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, description, commands and options."""
        _usage(self, ctx, formatter)
        self.format_help_text(ctx, formatter)
        rows = [(name, self._summary(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(rows)
        _parameters(self, ctx, formatter)
        self.format_epilog(ctx, formatter)

    def _summary(self, ctx: Any, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=200) if command else ""


app = typer.Typer(
    name="disclosure-report",
    cls=ChineseGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="第一次使用：disclosure-report demo 会生成示例并编译；disclosure-report new 新建自己的填报文件夹。",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from disclosure_report import __version__

        typer.echo(f"disclosure-report {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: bool = typer.Option(False, "--version", help="显示版本号", is_eager=True, callback=_show_version),
) -> None:
    """政府信息公开工作年度报告编译器：读取统计表和文字，核对数据，生成排好版的 Word 和 PDF。"""
