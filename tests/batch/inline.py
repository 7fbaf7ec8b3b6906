"""An engine that works in this process, one job at a time: the batch without the cost of starting others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any


class InlineEngine:
    """``before`` is called before each job, to disturb a run."""

    window = 4

    def __init__(self, before: Callable[[Any], None] | None = None) -> None:
        self.before = before
        self.units: list[str] = []

    def submit(self, work: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Work at once."""
        future: Future[Any] = Future()
        if self.before is not None:
            self.before(job)
        self.units.append(job.unit)
        future.set_result(work(job))
        return future

    def close(self) -> None:
        """Nothing to end."""
