"""What the commands for many units share: options, progress, the mapping of a run's end to an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_report.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from disclosure_report.batch.options import EngineOptions, Progress

Root = Annotated[Path, typer.Argument(metavar="ROOT", help="各单位填报文件夹所在的文件夹", show_default=False)]
Units = Annotated[Path | None, typer.Option("--units", metavar="FILE", help="单位名册（.csv 或 .xlsx）")]
Jobs = Annotated[int | None, typer.Option("-j", "--jobs", metavar="N", min=1, help="同时处理几份（默认按处理器数）")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="dask 调度器地址，如 tcp://192.0.2.1:8786")
]
Ship = Annotated[bool, typer.Option("--ship", help="把输入文件发送给各台机器（它们看不到同一个文件夹时）")]

TimeLimit = Annotated[
    float, typer.Option("--time-limit", metavar="SECONDS", min=0, help="一份报告最多处理多少秒，超过即放弃；0 表示不限")
]


class EngineName(StrEnum):
    """``--engine``."""

    LOCAL = "local"
    DASK = "dask"


EngineOption = Annotated[EngineName, typer.Option("--engine", help="local 本机多进程；dask 多台机器")]

_CODES = {
    "done": ExitCode.DONE,
    "errors": ExitCode.FINDINGS,
    "some_failed": ExitCode.SOME_FAILED,
    "no_input": ExitCode.UNREADABLE,
    "output_failed": ExitCode.NOT_WRITTEN,
    "locked": ExitCode.NOT_WRITTEN,
    "engine_failed": ExitCode.USAGE,
    "interrupted": ExitCode.INTERRUPTED,
}


def code_of(situation: str) -> ExitCode:
    """The exit code of a run's end."""
    return _CODES[situation]


def engine_options(
    engine: EngineName, jobs: int | None, scheduler: str | None, ship: bool, limit: float
) -> EngineOptions:
    """Where the work is done; ``typer.BadParameter`` when the scheduler's address is missing."""
    from disclosure_report.batch.options import EngineOptions

    if engine is EngineName.DASK and not scheduler:
        raise typer.BadParameter("使用 dask 时，请用 --scheduler 写明调度器地址", param_hint="--engine")
    return EngineOptions("dask" if engine is EngineName.DASK else "local", jobs, scheduler, ship, limit or None)


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal, a line now and then elsewhere; on stderr either way."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Bar(*columns, TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        def show(now: Progress) -> None:
            speed = bar.tasks[0].speed
            rate = f"每秒 {speed:.1f} 份" if speed else ""
            bar.update(task, total=now.total, completed=now.done, description=_states(now), rate=rate)

        yield show


def _line(now: Progress) -> None:
    """Every hundredth report and the last one."""
    if now.done % 100 == 0 or now.done == now.total:
        typer.echo(f"{now.done}/{now.total}　{_states(now)}", err=True)


def _states(now: Progress) -> str:
    from disclosure_report.batch.summary import STATES

    parts = [f"{words} {now.states[state]}" for state, words in STATES.items() if now.states.get(state)]
    return " · ".join([*parts, *([f"未变 {now.skipped}"] if now.skipped else [])])
