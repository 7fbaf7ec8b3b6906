"""Timing helpers: medians of repeated calls, whole processes."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def milliseconds(call: Callable[[], object], repeat: int = 7, warm: int = 1) -> float:
    """Median duration of ``call`` after ``warm`` calls that do not count."""
    for _ in range(warm):
        call()
    return statistics.median(_once(call) for _ in range(repeat))


def _once(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def process_milliseconds(command: Sequence[str], repeat: int = 5) -> float:
    """Median duration of a whole process, start-up included."""

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    return milliseconds(run, repeat=repeat)
