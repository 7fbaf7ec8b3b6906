"""Where the reports are worked on: processes of this machine, or a dask cluster, both as concurrent.futures executors.

A worker that dies takes nothing with it: what it was working on is done by another, and only the report that kills its
worker again is given up.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Executor, Future
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from disclosure_report.batch.limit import Within
from disclosure_report.batch.options import EngineOptions
from disclosure_report.batch.pool import EngineError, WorkerPool

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")

#: Jobs handed out beyond those being worked on, a process: enough that none waits, few enough that memory stays flat.
_AHEAD = 3


class Engine(Protocol):
    """Something that works on jobs; ``window`` is how many to hand out at a time."""

    window: int

    def submit(self, work: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out one job."""
        ...

    def close(self) -> None:
        """Give up what has not begun, let what has begun end."""
        ...


class LocalEngine:
    """Processes of this machine; they end when this process does, and leave Ctrl-C to it."""

    def __init__(self, processes: int, prepare: Callable[[], None], limit: float | None = None) -> None:
        self.window = processes * (1 + _AHEAD)
        self._pool: Executor = WorkerPool(processes, prepare, limit)

    def submit(self, work: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out one job; the first starts the processes."""
        return self._pool.submit(work, job)

    def close(self) -> None:
        """Give up what has not begun, wait a little for the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class DaskEngine:
    """A dask cluster. The scheduler hands a lost worker's jobs to the others by itself; ``limit``: seconds a job."""

    def __init__(self, address: str, limit: float | None = None) -> None:
        self._limit = limit
        try:
            distributed = importlib.import_module("distributed")
        except ModuleNotFoundError as error:
            raise EngineError("没有安装集群组件。请运行：pip install 'disclosure-report[cluster]'。") from error
        try:
            self._client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise EngineError(f"连不上调度器 {address}。请核对地址，并确认调度器已经启动。") from error
        threads = sum(self._client.nthreads().values())
        self.window = max(1, threads) * (1 + _AHEAD)
        self._executor = self._client.get_executor(pure=False)

    def submit(self, work: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out one job."""
        try:
            future: Future[Any] = self._executor.submit(Within(work, self._limit) if self._limit else work, job)
        except Exception as error:  # distributed raises its own, several kinds
            raise EngineError("与调度器的连接断开了。已完成的报告保留；调度器恢复后再次运行会接着做。") from error
        return future

    def close(self) -> None:
        """Give up what has not begun; the cluster stays."""
        self._executor.shutdown(wait=False)
        self._client.close()


def open_engine(options: EngineOptions, prepare: Callable[[], None]) -> Engine:
    """The engine asked for; raises ``EngineError``. ``prepare`` runs once in every local worker."""
    if options.engine == "dask":
        if not options.scheduler:
            raise EngineError("使用 dask 时需要用 --scheduler 给出调度器地址，例如 tcp://10.0.0.1:8786。")
        return DaskEngine(options.scheduler, options.limit)
    return LocalEngine(options.processes, prepare, options.limit)


def run_jobs(
    engine: Engine,
    work: Callable[[Job], Outcome],
    jobs: Iterable[Job],
    done: Callable[[Job, Outcome | BaseException], None],
) -> None:
    """Work on all jobs, a window at a time; ``done`` gets each job's outcome, or what kept it from having one."""
    pending: dict[Future[Outcome], Job] = {}
    answered: SimpleQueue[Future[Outcome]] = SimpleQueue()  # waiting for any of the futures locks all of them each time
    waiting = iter(jobs)
    while True:
        for job in itertools.islice(waiting, engine.window - len(pending)):
            future = engine.submit(work, job)
            pending[future] = job
            future.add_done_callback(answered.put)
        if not pending:
            return
        future = answered.get()
        error = CancelledError() if future.cancelled() else future.exception()
        if isinstance(error, EngineError):
            raise error
        done(pending.pop(future), future.result() if error is None else error)
