"""What a batch, a roll-up and an export are asked for, and how they ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias

from disclosure_report.pipeline import BuildOptions
from disclosure_report.rollup.export import ExportFormat

EngineName: TypeAlias = Literal["local", "dask"]


class Situation(StrEnum):
    """How a run ended; the command line maps it to its exit code."""

    DONE = "done"
    ERRORS = "errors"  # every document was written, some reports have errors (draft and review copies)
    SOME_FAILED = "some_failed"  # some reports gave no documents, the others are done
    NO_INPUT = "no_input"
    OUTPUT_FAILED = "output_failed"
    LOCKED = "locked"  # another run is writing into the same folder
    ENGINE_FAILED = "engine_failed"  # the scheduler cannot be reached, or the extra is not installed
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class EngineOptions:
    """``jobs``: processes on this machine (``None``: one a core).  ``scheduler``: the dask scheduler's address.

    ``limit``: seconds a report may take (``None``: any); then it has failed, and its process is ended, on a cluster its
    thread.

    ``ship`` sends the inputs as bytes, for workers that do not see the folder.
    """

    engine: EngineName = "local"
    jobs: int | None = None
    scheduler: str | None = None
    ship: bool = False
    limit: float | None = 300.0

    @property
    def processes(self) -> int:
        """Processes on this machine, at least one; Windows waits for at most 61."""
        return min(max(1, self.jobs or os.cpu_count() or 1), 61)


@dataclass(frozen=True)
class BatchOptions:
    """``previous``: a folder with last year's reports, found by the same relative path or the same folder name.

    ``units``: the register.  ``prune`` removes unchanged documents of units whose input is gone.  ``build.previous`` is
    not used.
    """

    build: BuildOptions = field(default_factory=BuildOptions)
    engine: EngineOptions = field(default_factory=EngineOptions)
    previous: Path | None = None
    units: Path | None = None
    force: bool = False
    prune: bool = False


@dataclass(frozen=True)
class RollupOptions:
    """``parent``: the agency's own report, when it does not lie below the root; ``previous``: that of last year."""

    units: Path | None = None
    parent: Path | None = None
    previous: Path | None = None
    edition: str | None = None
    engine: EngineOptions = field(default_factory=EngineOptions)


@dataclass(frozen=True)
class ExportOptions:
    """``to``: the format of the table; the order follows ``units`` when a register is given."""

    to: ExportFormat = "csv"
    units: Path | None = None
    engine: EngineOptions = field(default_factory=EngineOptions)


@dataclass(frozen=True, slots=True)
class Progress:
    """After each report: how many are done of how many, how they stand so far, and the last one."""

    done: int
    total: int
    skipped: int
    states: Mapping[str, int]
    unit: str = ""


OnProgress: TypeAlias = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Watch nothing."""
