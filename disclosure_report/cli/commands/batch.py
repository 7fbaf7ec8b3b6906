"""``batch``: every input folder below a root; one bad report never stops the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_report.cli import many
from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.cli.output import note

if TYPE_CHECKING:
    from disclosure_report.batch.summary import BatchResult


@app.command("batch", cls=ChineseCommand)
def batch(
    root: many.Root,
    output: opt.OutDir,
    jobs: many.Jobs = None,
    to: opt.Formats = "docx,pdf",
    previous: Annotated[Path | None, typer.Option("--previous", metavar="DIR", help="上年各单位填报文件夹")] = None,
    stage: opt.StageOption = opt.StageName.FINAL,
    strict: opt.Strict = False,
    units: many.Units = None,
    force: Annotated[bool, typer.Option("--force", help="没有变化的也重新处理")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="清理已移除单位的旧文件（生成后被改动过的不动）")] = False,
    edition: opt.EditionKey = None,
    site: opt.Site = None,
    profile: opt.ProfileName = None,
    fonts: opt.FontDirs = None,
    engine: many.EngineOption = many.EngineName.LOCAL,
    scheduler: many.Scheduler = None,
    ship: many.Ship = False,
    time_limit: many.TimeLimit = 300,
) -> None:
    """批量处理一个文件夹下的全部单位：逐个核对、编译，出状态总表和网页总览；没有变化的自动跳过。"""
    from disclosure_report.batch.options import BatchOptions
    from disclosure_report.batch.run import run_batch

    if previous is not None and not previous.is_dir():
        note(f"--previous 写的文件夹不存在：{previous}。没有处理任何报告；请改正路径，或去掉 --previous。")
        raise typer.Exit(ExitCode.UNREADABLE)
    build = opt.build_options(to, None, stage, strict, edition, site, profile, fonts)
    where = many.engine_options(engine, jobs, scheduler, ship, time_limit)
    options = BatchOptions(build, where, previous, units, force, prune)
    with many.progress() as show:
        result = run_batch(root, output, options, show)
    _summary(result)
    raise typer.Exit(many.code_of(result.situation))


def _summary(result: BatchResult) -> None:
    """The table of units that need attention, the sums, where the rest is."""
    from disclosure_report.batch.summary import STATES

    if result.troubled:
        from rich.console import Console
        from rich.table import Table

        table = Table(
            "单位", "状态", "错误", "警告", "提示", "说明", title="需要处理的单位", box=None, padding=(0, 2, 0, 0)
        )
        for row in result.troubled:
            counts = [str(row.counts.get(s, 0)) for s in ("error", "warning", "notice")]
            table.add_row(row.agency, STATES[row.state], *counts, row.note or row.unit)
        Console(width=None if Console().is_terminal else 110).print(table)
    sums = " · ".join(f"{words} {n}" for s, words in STATES.items() if s != "removed" and (n := result.states.get(s)))
    typer.echo(
        f"共 {result.total + result.states.get('missing', 0)} 个单位：{sums}"
        + (f"（其中 {result.skipped} 个没有变化，未重做）" if result.skipped else "")
    )
    for finding in result.register.findings:
        note(f"{finding.severity.label} {finding.code} {finding.message}")
    if removed := result.states.get("removed"):
        note(f"有 {removed} 个单位的填报文件夹已不在，以前生成的文件还在（见状态总表“已移除”）；清理请加 --prune。")
    for cluster in result.clusters[:5]:
        note(f"内容雷同：{'、'.join(cluster.units)}")
    for label, path in (("状态总表", result.status), ("网页总览", result.dashboard)):
        if path is not None:
            note(f"{label} {path}")
    if result.message:
        note(result.message)
