"""``rollup``: the units' figures summed into a new input folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_report.cli import many
from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.output import note, print_findings


@app.command("rollup", cls=ChineseCommand)
def rollup(
    root: many.Root,
    agency: Annotated[str, typer.Option("--agency", metavar="名称", help="汇总单位全称")],
    year: Annotated[int, typer.Option("--year", min=2019, max=2099, help="报告年度")],
    output: opt.OutDir,
    units: many.Units = None,
    output_format: opt.FindingsFormatOption = opt.FindingsFormat.TEXT,
    parent: Annotated[
        Path | None, typer.Option("--parent", metavar="PATH", help="汇总单位自己填报的报告，用于逐格比对")
    ] = None,
    previous: opt.Previous = None,
    edition: opt.EditionKey = None,
    jobs: many.Jobs = None,
) -> None:
    """把各单位的数字逐格相加，生成汇总单位的填报文件夹，并指出漏报、重复和对不上的地方。"""
    from disclosure_report import pipeline
    from disclosure_report.batch.gather import run_rollup
    from disclosure_report.batch.options import EngineOptions, RollupOptions

    if not agency.strip():
        raise typer.BadParameter("机关名称不能为空", param_hint="--agency")
    options = RollupOptions(units, parent, previous, opt.edition(edition), EngineOptions(jobs=jobs))
    with many.progress() as show:
        result = run_rollup(root, agency, year, output, options, show)
    if result.rollup is not None:
        print_findings([result.checked], output_format.value)
    elif result.situation == "no_input":
        print_findings([pipeline.check(root)], output_format.value)
    if result.message:
        note(result.message)
    for path in result.files:
        note(f"已生成 {path}")
    raise typer.Exit(many.code_of(result.situation))
