"""``check``: validate inputs, findings on stdout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.output import exit_code, note, print_findings


@app.command("check", cls=ChineseCommand)
def check(
    paths: opt.Paths,
    previous: opt.Previous = None,
    output_format: opt.FindingsFormatOption = opt.FindingsFormat.TEXT,
    strict: opt.Strict = False,
    edition: opt.EditionKey = None,
    site: opt.Site = None,
    annotate: Annotated[bool, typer.Option("--annotate", help="另存标了问题的表格和文字副本（与 -o 同用）")] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="批注副本的输出文件夹", parser=opt.named_path),
    ] = None,
) -> None:
    """核对填报内容：表内勾稽、文字与表格、与上年衔接、格式和用语，逐条指出位置、数字和改法。"""
    from disclosure_report import pipeline

    if annotate and output is None:
        raise typer.BadParameter("请用 -o 写明批注副本放在哪个文件夹", param_hint="--annotate")
    options = pipeline.CheckOptions(previous=previous, edition=opt.edition(edition), site=site)
    results = [pipeline.check(path, options) for path in paths]
    print_findings(results, output_format.value)
    if annotate and output is not None:
        written: list[Path] = []
        for result in results:
            written += pipeline.annotate(result, output, written)
        for path in written:
            note(f"已生成 {path}")
    raise typer.Exit(exit_code(results, strict))
