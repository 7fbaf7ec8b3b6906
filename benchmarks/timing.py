"""Timing helpers: medians of repeated calls, whole processes with their processor time and peak memory."""

from __future__ import annotations

import contextlib
import os
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


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
    """One process with all it started: wall and processor time in seconds, the largest one's peak memory in MB.

    ``own_peak`` is that of the process itself, ``workers_peak`` of the largest one it started; 0 where the system does
    not tell (it is asked a few times a second, so what grows in the last moment is missed; ``peak`` misses nothing).
    """

    seconds: float
    processor: float
    peak: float
    code: int
    own_peak: float = 0.0
    workers_peak: float = 0.0


def run(command: Sequence[str]) -> Run:
    """Run a command to its end, its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ended, peaks = threading.Event(), [0.0, 0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks))
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    watcher.join()
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode, *peaks)


def _watch(pid: int, ended: threading.Event, peaks: list[float]) -> None:
    """Keep the peak memory of a process and of the largest it started, until it ended."""
    while not ended.wait(0.25):
        peaks[0] = max(peaks[0], _peak(pid))
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                peaks[1] = max(peaks[1], *map(_peak, map(int, task.read_text().split())), 0.0)


def _peak(pid: int) -> float:
    """The most memory a process has held so far, MB; 0 where it is not told."""
    with contextlib.suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def process_milliseconds(command: Sequence[str], repeat: int = 5) -> float:
    """Median duration of a whole process, start-up included; it must end without an error."""
    runs = [run(command) for _ in range(repeat + 1)][1:]
    assert all(r.code == 0 for r in runs), command
    return statistics.median(r.seconds for r in runs) * 1000
