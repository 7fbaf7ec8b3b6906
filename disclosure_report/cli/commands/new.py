"""``new``: an input folder ready to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.cli.output import note, print_findings


@app.command("new", cls=ChineseCommand)
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="要新建的填报文件夹", show_default=False)],
    agency: Annotated[str, typer.Option("--agency", metavar="名称", help="机关全称")],
    year: Annotated[int, typer.Option("--year", min=2019, max=2099, help="报告年度")],
    kind: Annotated[
        opt.KindName,
        typer.Option("--kind", help="government 政府、department 部门、township 乡镇街道（默认按名称判断）"),
    ] = opt.KindName.AUTO,
    level: Annotated[
        opt.LevelName, typer.Option("--level", help="national、province、city、county、township（可不写）")
    ] = opt.LevelName.NONE,
    previous: opt.Previous = None,
) -> None:
    """新建填报文件夹：统计表、三个文字文件和基本信息；给出上年报告时，把上年数据带入。"""
    from disclosure_report import pipeline

    body = opt.body(agency, kind, level)
    last, findings = pipeline.read_previous(previous)
    if findings:
        print_findings([pipeline.unread(previous or folder, findings)], "text", to_stderr=True)
        raise typer.Exit(ExitCode.UNREADABLE)
    written = pipeline.start(folder, body, year, last)
    note(f"已新建 {folder}：")
    for name in written:
        note(f"  {name}")
    note(f"下一步：填写统计表和文字，然后运行 disclosure-report check {folder}")
