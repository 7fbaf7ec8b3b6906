"""``export``: all figures of all units as one tidy table."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from disclosure_report.cli import many
from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.output import note


class TableFormat(StrEnum):
    """``--to``."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


@app.command("export", cls=ChineseCommand)
def export(
    root: many.Root,
    to: Annotated[TableFormat, typer.Option("--to", help="表格的格式")] = TableFormat.CSV,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="输出文件（默认 全部数据.csv 等）", parser=opt.named_path),
    ] = None,
    units: many.Units = None,
    jobs: many.Jobs = None,
) -> None:
    """把全部单位的全部数字导出为一张明细表（单位、年度、表、行、列、数值、出处），供 Excel 或数据平台使用。"""
    from disclosure_report.batch.gather import run_export
    from disclosure_report.batch.options import EngineOptions, ExportOptions

    target = output or Path(f"全部数据.{to.value}")
    options = ExportOptions(to.value, units, EngineOptions(jobs=jobs))
    with many.progress() as show:
        result = run_export(root, target, options, show)
    for finding in result.register.findings:
        note(f"{finding.severity.label} {finding.code} {finding.message}")
    for name in result.left_out:
        note(f"未能读取，没有导出：{name}")
    if result.file is not None:
        note(f"已导出 {result.units} 个单位：{result.file}")
    if result.message:
        note(result.message)
    raise typer.Exit(many.code_of(result.situation))
