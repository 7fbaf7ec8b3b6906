"""Timing helpers: medians of repeated calls, whole processes with their processor time and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


def milliseconds(call: Callable[[], object], repeat: int = 15, warm: int = 2) -> float:
    """Median processor time of ``call`` (all threads, no other process) after ``warm`` calls that do not count."""
    return _median(call, repeat, warm, time.process_time)


def wall_milliseconds(call: Callable[[], object], repeat: int = 5, warm: int = 1) -> float:
    """Median duration of ``call``, what it waits for included."""
    return _median(call, repeat, warm, time.perf_counter)


def _median(call: Callable[[], object], repeat: int, warm: int, clock: Callable[[], float]) -> float:
    found = []
    for _ in range(warm + repeat):
        start = clock()
        call()
        found.append((clock() - start) * 1000)
    return statistics.median(found[warm:])


@dataclass(frozen=True, slots=True)
class Run:
    """One process with all it started: wall and processor time in seconds, the largest one's peak memory in MB."""

    seconds: float
    processor: float
    peak: float
    code: int


def run(command: Sequence[str]) -> Run:
    """Run a command to its end, its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def process_milliseconds(command: Sequence[str], repeat: int = 5) -> float:
    """Median duration of a whole process, start-up included; it must end without an error."""
    runs = [run(command) for _ in range(repeat + 1)][1:]
    assert all(r.code == 0 for r in runs), command
    return statistics.median(r.seconds for r in runs) * 1000
