"""Which units are due: every input and every output is hashed and held against the unit's record.

This happens in the main thread, when a worker could take another job: threads would pass the interpreter to and fro at
every small file, which takes more processor time than the looking.  Only where most of the time is spent waiting, for
a share that has to be asked file by file, several wait at once: 1,000 unchanged units with a millisecond a file take
2.3 seconds instead of 9.4.
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from disclosure_report.batch.environment import environment, own_faces
from disclosure_report.batch.manifest import Journal
from disclosure_report.batch.options import BatchOptions
from disclosure_report.batch.places import Place, PreviousReports, hash_file, hash_input, hash_sites
from disclosure_report.batch.worker import Job, Parcel, task_keys
from disclosure_report.pipeline import BuildOptions

#: Units looked at before asking whether most of it was waiting; lots that are then looked at by threads, and how many.
_LOT, _LOTS_AT_ONCE, _THREADS = 32, 15, 8


class _Waiting:
    """Time a thread spends inside a ``with``: computing and waiting."""

    def __init__(self) -> None:
        self._passed = self._computed = 0.0

    def __enter__(self) -> None:
        self._passed -= time.perf_counter()
        self._computed -= time.thread_time()

    def __exit__(self, *_: object) -> None:
        self._passed += time.perf_counter()
        self._computed += time.thread_time()

    @property
    def mostly(self) -> bool:
        """Whether more time was waited than computed."""
        return self._passed > 2 * self._computed


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit looked at: its key, the state on record, and its job when it is due."""

    place: Place
    task: str
    state: str
    job: Job | None


class Looking:
    """What a run needs to know to tell which units are due."""

    def __init__(self, out: Path, build: BuildOptions, options: BatchOptions) -> None:
        self._out, self._build, self._options = str(out), build, options
        self._previous = PreviousReports(options.previous)
        self._key = task_keys(environment(build), build)
        #: The units of a folder have the same site files above them.
        self._sites = functools.lru_cache(maxsize=4096)(self._hash_sites)

    def units(self, places: Sequence[Place], manifest: Journal, texts: Journal) -> Iterator[Unit]:
        """Every unit in order."""
        known = ((place, _complete(manifest.get(place.unit), texts)) for place in places)
        alone = True  # with workers about, this thread also waits for them, and there is no hurry
        while lot := list(islice(known, _LOT)):
            looking = _Waiting()
            for place, record in lot:
                with looking:
                    unit = self._unit(place, record)
                alone = alone and unit.job is None
                yield unit
            if alone and looking.mostly:
                for unit in self._at_once(islice(known, _LOT * _LOTS_AT_ONCE)):
                    alone = alone and unit.job is None
                    yield unit

    def _at_once(self, known: Iterable[tuple[Place, Mapping[str, Any] | None]]) -> Iterator[Unit]:
        """Units looked at by several threads, a lot ahead of the one asked for; in order."""
        with ThreadPoolExecutor(_THREADS) as pool:
            while lot := list(islice(known, _LOT)):
                yield from pool.map(self._unit, *zip(*lot, strict=True))

    def _unit(self, place: Place, record: Mapping[str, Any] | None) -> Unit:
        previous = self._previous.find(place.unit)
        last = None if previous is None else str(previous)
        inputs = [hash_input(place.where), hash_input(last), self._sites(os.path.dirname(place.where))]  # noqa: PTH120
        task = self._key([*inputs, *own_faces(place.where, self._build)])
        known = record is not None and record["task"] == task and record["folder"] == place.folder
        if record is not None and known and not self._options.force and self._intact(record):
            return Unit(place, task, record["state"], None)
        build = self._build if previous is None else replace(self._build, previous=previous)
        job = Job(place.unit, place.path, build)
        return Unit(place, task, "", self._shipped(job) if self._options.engine.ship else job)

    def _hash_sites(self, parent: str) -> list[tuple[str, str]]:
        site = self._build.site
        return [(site.name, hash_file(site))] if site else hash_sites(Path(parent))

    def _intact(self, record: Mapping[str, Any]) -> bool:
        folder = f"{self._out}/{record['folder']}"
        return all(hash_file(f"{folder}/{name}") == digest for name, digest in record["outputs"].items())

    @staticmethod
    def _shipped(job: Job) -> Job:
        try:
            previous = Parcel.pack(job.options.previous) if job.options.previous else None
            return replace(job, parcel=Parcel.pack(job.path), previous_parcel=previous)
        except OSError:
            return job


def _complete(record: Mapping[str, Any] | None, texts: Journal) -> Mapping[str, Any] | None:
    """A unit's record, when the text that belongs to it is there as well."""
    return record if record is not None and record.get("text") == texts.digest(record["unit"]) else None
