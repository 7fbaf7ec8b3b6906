"""Roll-up and export: the units' figures read in parallel, summed or laid out in one table, written whole."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from disclosure_report.batch.engine import open_engine, run_jobs
from disclosure_report.batch.options import (
    EngineOptions,
    ExportOptions,
    OnProgress,
    Progress,
    RollupOptions,
    Situation,
    silent,
)
from disclosure_report.batch.places import Place, find_places
from disclosure_report.batch.pool import EngineError
from disclosure_report.batch.run import read_units
from disclosure_report.batch.tables import stream_atomically
from disclosure_report.batch.worker import Job, Parcel, prepare, read_unit
from disclosure_report.editions import Edition, edition_for, edition_keys, load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Agency, Report
from disclosure_report.model.settings import DEFAULT_SETTINGS
from disclosure_report.pipeline import BuildOptions, CheckResult, read_previous
from disclosure_report.rollup.aggregate import Rollup, kind_and_level, roll_up
from disclosure_report.rollup.export import figure_rows, write_export
from disclosure_report.rollup.project import project_files
from disclosure_report.rollup.register import EMPTY_REGISTER, Register, body_name, natural_order
from disclosure_report.rollup.unit import UnitReport, unreadable_unit
from disclosure_report.storage import OutputError, write_project

#: Fewer reports than this are read in this process: starting others would take longer.
_FEW = 24


@dataclass(frozen=True)
class RollupResult:
    """``checked`` has the shape every emitter takes: one report, the parent, with the findings of the roll-up."""

    situation: Situation
    checked: CheckResult
    message: str = ""
    rollup: Rollup | None = None
    files: tuple[Path, ...] = ()


@dataclass(frozen=True)
class ExportResult:
    """``units`` were exported, ``left_out`` could not be read."""

    situation: Situation
    message: str = ""
    file: Path | None = None
    units: int = 0
    left_out: tuple[str, ...] = ()
    register: Register = EMPTY_REGISTER


def run_rollup(
    root: Path,
    agency: str,
    year: int,
    out: Path,
    options: RollupOptions | None = None,
    on_progress: OnProgress = silent,
) -> RollupResult:
    """Sum the units below ``root`` into a new input folder ``out``. Never raises for what a user can mend."""
    options = options or RollupOptions()
    edition = _edition(year, options.edition)
    if edition is None:
        return _ended(out, Situation.NO_INPUT, f"{year} 年没有对应的年报格式。")
    try:
        places = find_places(root, out)
        if not places:
            return _ended(out, Situation.NO_INPUT, f"在 {root} 下没有找到填报文件夹。")
        units = _read(places, options.engine, on_progress)
        rollup, previous = _rolled_up(units, agency, year, edition, options)
        return _written(rollup, previous, out)
    except EngineError as error:
        return _ended(out, Situation.ENGINE_FAILED, str(error))
    except KeyboardInterrupt:
        return _ended(out, Situation.INTERRUPTED, "已中断，没有写入任何文件。")


def _written(rollup: Rollup, previous: tuple[Report | None, tuple[Finding, ...]], out: Path) -> RollupResult:
    """The roll-up as an input folder; what was found is told even when the folder cannot be written."""
    checked = _checked(rollup, out, previous[1])
    files = project_files(rollup, previous[0])
    try:
        write_project(out, files)
    except OutputError as error:
        return RollupResult(Situation.OUTPUT_FAILED, checked, str(error), rollup)
    situation = Situation.ERRORS if checked.counts["error"] else Situation.DONE
    return RollupResult(situation, checked, "", rollup, tuple(out / name for name in sorted(files)))


def run_export(
    root: Path, out: Path, options: ExportOptions | None = None, on_progress: OnProgress = silent
) -> ExportResult:
    """Write every figure of every unit below ``root`` into the file ``out``."""
    options = options or ExportOptions()
    register = read_units(options.units)
    return replace(_exported(root, out, options, register, on_progress), register=register)


def _exported(
    root: Path, out: Path, options: ExportOptions, register: Register, on_progress: OnProgress
) -> ExportResult:
    try:
        places = find_places(root, out)
        if not places:
            return ExportResult(Situation.NO_INPUT, f"在 {root} 下没有找到填报文件夹。")
        found = _read(places, options.engine, on_progress)
        position = register.position()
        last = len(position)
        units = sorted(found, key=lambda u: (position.get(body_name(u.name), last), natural_order(u.path)))
        stream_atomically(out, lambda s: write_export(s, figure_rows(units), options.to))
    except ModuleNotFoundError:
        missing = "没有安装 Parquet 组件。请运行：pip install 'disclosure-report[parquet]'。"
        return ExportResult(Situation.ENGINE_FAILED, missing)
    except OutputError as error:
        return ExportResult(Situation.OUTPUT_FAILED, str(error))
    except EngineError as error:
        return ExportResult(Situation.ENGINE_FAILED, str(error))
    except KeyboardInterrupt:
        return ExportResult(Situation.INTERRUPTED, "已中断，没有写入任何文件。")
    left_out = tuple(u.path for u in units if not u.readable)
    situation = Situation.SOME_FAILED if left_out else Situation.ERRORS if register.wrong else Situation.DONE
    return ExportResult(situation, "", out, len(units) - len(left_out), left_out)


def _edition(year: int, key: str | None) -> Edition | None:
    if key is not None:
        return load_edition(key) if key in edition_keys() else None
    return edition_for(year)


def _ended(out: Path, situation: Situation, message: str) -> RollupResult:
    checked = CheckResult(out, None, None, None, DEFAULT_SETTINGS, ())
    return RollupResult(situation, checked, message)


def _rolled_up(
    units: Sequence[UnitReport], agency: str, year: int, edition: Edition, options: RollupOptions
) -> tuple[Rollup, tuple[Report | None, tuple[Finding, ...]]]:
    register = read_units(options.units)
    body = Agency(agency, *kind_and_level(agency, register))
    own = _parent(options)
    return roll_up(body, year, edition, units, register, own), read_previous(options.previous)


def _parent(options: RollupOptions) -> UnitReport | None:
    if options.parent is None:
        return None
    return read_unit(Job(options.parent.name, options.parent, BuildOptions(formats=())))


def _checked(rollup: Rollup, out: Path, more: tuple[Finding, ...]) -> CheckResult:
    report = Report(rollup.agency, rollup.year, rollup.edition.key, tables=rollup.tables())
    findings = tuple(sorted((*rollup.findings, *more), key=lambda f: f.severity.rank))
    return CheckResult(out, report, rollup.edition, None, DEFAULT_SETTINGS, findings)


def _read(places: Sequence[Place], engine: EngineOptions, on_progress: OnProgress) -> list[UnitReport]:
    """Every unit's figures, in the order of the places."""
    options = BuildOptions(formats=())
    found: dict[str, UnitReport] = {}
    states = {"clean": 0, "errors": 0, "failed": 0}

    def take(job: Job, result: UnitReport | BaseException) -> None:
        if isinstance(result, BaseException):
            result = unreadable_unit(job.unit, job.path.stem, ())
        found[job.unit] = result
        states["failed" if not result.readable else "errors" if result.reasons else "clean"] += 1
        on_progress(Progress(len(found), len(places), 0, dict(states), job.unit))

    jobs = _jobs(places, options, engine.ship)
    if engine.engine == "local" and len(places) < _FEW:
        for job in jobs:
            take(job, read_unit(job))
    else:
        opened = open_engine(engine, functools.partial(prepare, options))
        try:
            run_jobs(opened, read_unit, jobs, take)
        finally:
            opened.close()
    return [found[place.unit] for place in places]


def _jobs(places: Sequence[Place], options: BuildOptions, ship: bool) -> Iterator[Job]:
    for place in places:
        yield Job(place.unit, place.path, options, Parcel.pack(place.path) if ship else None)
