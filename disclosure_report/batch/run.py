"""Every input folder below a root, in one run: incremental, interruptible, one writer.

Workers read, check and compile; this process alone writes, each file atomically and each unit's record after its files.
So a run that is killed anywhere leaves whole files, and the same command again brings the same result.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from disclosure_report.batch.due import Looking
from disclosure_report.batch.engine import Engine, open_engine, run_jobs
from disclosure_report.batch.leftovers import settle_leftovers, settle_moves
from disclosure_report.batch.lock import LockedError, hold
from disclosure_report.batch.manifest import Journal
from disclosure_report.batch.options import BatchOptions, OnProgress, Progress, Situation, silent
from disclosure_report.batch.places import STATE_DIR, Place, find_places, stays_below
from disclosure_report.batch.pool import EngineError, TimeLimitError
from disclosure_report.batch.records import is_text, is_unit
from disclosure_report.batch.strays import MARK, begun, remove_strays, remove_temporary, was_begun
from disclosure_report.batch.summary import BatchResult
from disclosure_report.batch.worker import Job, Outcome, build_unit, failed, prepare
from disclosure_report.model.document import Stage
from disclosure_report.model.settings import Settings
from disclosure_report.rollup.register import EMPTY_REGISTER, Register, read_register, unreadable_register
from disclosure_report.storage import OutputError, write_together


def run_batch(
    root: Path, out: Path, options: BatchOptions | None = None, on_progress: OnProgress = silent
) -> BatchResult:
    """Work on every input below ``root`` and write into ``out``. Never raises for what a user can mend."""
    run = _Run(root, out, options or BatchOptions(), on_progress)
    try:
        with hold(out / STATE_DIR):
            return run.go()
    except LockedError as error:
        return BatchResult(Situation.LOCKED, str(error))
    except OutputError as error:
        return run.result(Situation.OUTPUT_FAILED, str(error))
    except OSError as error:  # a share that vanished between two files
        return run.result(Situation.OUTPUT_FAILED, str(OutputError(out, error)))
    except EngineError as error:
        return run.result(Situation.ENGINE_FAILED, str(error))


def read_units(path: Path | None) -> Register:
    """The register; one that cannot be opened is a register with a finding."""
    if path is None:
        return EMPTY_REGISTER
    try:
        return read_register(path.read_bytes(), path.name)
    except OSError:
        return unreadable_register(path.name, "文件不存在或打不开")


class _Run:
    """One run's state; everything here happens in the main process."""

    def __init__(self, root: Path, out: Path, options: BatchOptions, on_progress: OnProgress) -> None:
        self.root, self.out, self.options, self.on_progress = root, out, options, on_progress
        self.build = replace(options.build, previous=None)
        self.states: Counter[str] = Counter()
        self.done = self.skipped = self.total = 0
        self.register = EMPTY_REGISTER
        #: Unit → its place and key, of the jobs under way.
        self._tasks: dict[str, tuple[Place, str]] = {}

    def go(self) -> BatchResult:
        """The whole run."""
        for folder in (self.out, self.out / STATE_DIR):
            remove_temporary(folder)
        self.register = read_units(self.options.units)
        self.places = find_places(self.root, self.out)
        self.total = len(self.places)
        if not self.places:
            message = f"在 {self.root} 下没有找到填报文件夹（应含 report.toml 或 report.json）。"
            return self.result(Situation.NO_INPUT, message)
        if message := _folder_in_the_way(self.root, self.out, self.places):
            return self.result(Situation.OUTPUT_FAILED, message)
        self.manifest = Journal(self.out / STATE_DIR / "manifest.jsonl", is_unit)
        self.texts = Journal(self.out / STATE_DIR / "texts.jsonl", is_text)
        try:
            settle_moves(self.out, self.places, self.manifest)
            self._work()
            return self._finish()
        except KeyboardInterrupt:
            return self.result(Situation.INTERRUPTED, "已中断；已完成的报告保留，再次运行会接着做。")
        finally:
            self.manifest.close()
            self.texts.close()

    def _work(self) -> None:
        """Hand out what is due; no worker is started when nothing is."""
        jobs = self._due()
        first = next(jobs, None)
        if first is None:
            return
        engine = open_engine(self.options.engine, functools.partial(prepare, self.build))
        try:
            run_jobs(engine, build_unit, itertools.chain((first,), jobs), self._take)
        finally:
            _close(engine)

    def _due(self) -> Iterator[Job]:
        """The jobs whose documents are not there or not of these inputs; the others are counted as skipped."""
        for unit in Looking(self.out, self.build, self.options).units(self.places, self.manifest, self.texts):
            if unit.job is None:
                self.skipped += 1
                self._count(unit.place.unit, unit.state)
            else:
                self._tasks[unit.place.unit] = (unit.place, unit.task)
                yield unit.job

    def _take(self, job: Job, result: Outcome | BaseException) -> None:
        """Write a unit's documents, then its record."""
        place, task = self._tasks.pop(job.unit)
        if isinstance(result, BaseException):
            result = failed(job, _reason(result, self.options.engine.limit))
        if result.state == "failed" and not result.summary:
            task = ""  # a fault of the program, not of the report: try again next time
        before = self.manifest.get(place.unit) or {}
        if was_begun(before):
            remove_strays(self.out, before)
        outputs = self._write(place, result.documents, before)
        record: dict[str, Any] = {"unit": place.unit, "task": task, "folder": place.folder, "state": result.state}
        record |= {"agency": result.agency, **result.summary, "outputs": outputs}
        # the text first: a unit on record is complete
        text = {"unit": place.unit, "marks": result.marks, "agency": result.agency, "sentences": result.sentences}
        record["text"] = self.texts.append(text)
        self.manifest.append(record | {"note": result.note, "findings": result.findings})
        self._count(place.unit, result.state)

    def _write(self, place: Place, documents: Mapping[str, bytes], before: Mapping[str, Any]) -> dict[str, str]:
        """Name → sha256 of what was written; what an earlier run wrote there and this one does not is removed."""
        old = dict(before.get("outputs", {}))
        if documents or old:
            names = dict.fromkeys([*documents, *old], "")
            self.manifest.append(begun(place, names))
        folder = self.out / place.folder
        write_together(folder, documents, MARK)
        for name in old.keys() - documents.keys():
            if stays_below(f"{place.folder}/{name}"):
                _remove(folder / name)
        return {name: hashlib.sha256(data).hexdigest() for name, data in documents.items()}

    def _count(self, unit: str, state: str) -> None:
        self.done += 1
        self.states[state] += 1
        self.on_progress(Progress(self.done, self.total, self.skipped, dict(self.states), unit))

    def _finish(self) -> BatchResult:
        """Put the manifest in order, compare the units, write the tables."""
        from disclosure_report.batch.tables import write_tables

        gone = settle_leftovers(self.out, self.places, self.manifest, self.options.prune)
        percent = self._settings().sibling_repetition_percent
        tables = write_tables(self.out, self.places, self.manifest, self.texts, self.register, percent, gone)
        final = self.build.stage is Stage.FINAL
        situation = Situation.DONE
        if self.states["failed"] or (final and self.states["errors"]):
            situation = Situation.SOME_FAILED
        elif self.states["errors"] or self._fails_as_a_whole(tables.counts):
            situation = Situation.ERRORS
        return replace(
            self.result(situation),
            states=tables.states,
            counts=tables.counts,
            troubled=tables.troubled,
            clusters=tables.clusters,
            status=tables.status,
            dashboard=tables.dashboard,
        )

    def _fails_as_a_whole(self, counts: Mapping[str, int]) -> bool:
        """Whether the register is wrong, or with ``strict`` a unit is missing, late or a copy."""
        return self.register.wrong or (self.build.strict and counts["warning"] > 0)

    def _settings(self) -> Settings:
        """The site's settings for the batch as a whole: the file asked for, else the nearest to the root."""
        from disclosure_report.readers import read_settings

        return read_settings(self.root, self.build.site)[0]

    def result(self, situation: Situation, message: str = "") -> BatchResult:
        """How the run stands."""
        counted: dict[str, Any] = {"total": self.total, "done": self.done, "skipped": self.skipped}
        return BatchResult(situation, message, **counted, states=dict(self.states), register=self.register)


def _folder_in_the_way(root: Path, out: Path, places: Sequence[Place]) -> str:
    """Why ``out`` cannot be written into, in Chinese: documents beside a unit's texts would be read as texts."""
    inputs, outputs = root.resolve(), out.resolve()
    alone = len(places) == 1 and outputs / places[0].folder == inputs
    if outputs != inputs and not alone:
        return ""
    return f"输出文件夹 {out} 会把成品放进填报文件夹里，下次会被当作正文读入。请用 -o 另指定一个文件夹。"


def _reason(error: BaseException, limit: float | None) -> str:
    """Why a report has no outcome, in Chinese."""
    if isinstance(error, TimeLimitError):
        return f"处理超过 {limit:g} 秒，已放弃这份报告。请检查其中的文件；确需更久的，用 --time-limit 放宽"
    if isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker":
        return "处理这份报告的进程意外终止"
    return f"程序处理这份报告时出错（{type(error).__name__}）"


def _remove(path: Path) -> None:
    """Remove an output of an earlier run, and its folder when nothing else is in it."""
    with contextlib.suppress(OSError):
        path.unlink()
        path.parent.rmdir()


def _close(engine: Engine) -> None:
    """End the workers; a second Ctrl-C while waiting changes nothing."""
    with contextlib.suppress(KeyboardInterrupt):
        engine.close()
