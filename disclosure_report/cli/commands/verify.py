"""``verify FILE --against PATH``: is this file the unchanged product of that input?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.cli.output import note, print_findings


@app.command("verify", cls=ChineseCommand)
def verify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="要核实的 .docx、.pdf、.html 或 .json", show_default=False)
    ],
    against: Annotated[Path, typer.Option("--against", metavar="PATH", help="填报文件夹，或 report.json")],
    edition: opt.EditionKey = None,
) -> None:
    """核实成品是否与填报内容一致：比对内容指纹，并逐句、逐格重新比对文字和数字。"""
    from disclosure_report import pipeline

    result = pipeline.verify(file, against, opt.edition(edition))
    if result.checked.report is None:
        print_findings([result.checked], "text", to_stderr=True)
        raise typer.Exit(ExitCode.UNREADABLE)
    if result.unreadable:
        note(f"无法读取 {file}：{result.unreadable}")
        raise typer.Exit(ExitCode.UNREADABLE)
    for line in result.differences:
        typer.echo(line)
    typer.echo(result.verdict)
    raise typer.Exit(ExitCode.FINDINGS if result.differences else ExitCode.DONE)
