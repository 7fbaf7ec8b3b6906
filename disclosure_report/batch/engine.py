"""Where the reports are worked on: processes of this machine, or a dask cluster, both as concurrent.futures executors.

A worker that dies takes nothing with it: what was under way is done again, each report alone, and only the one that
kills its worker every time is given up.
"""

from __future__ import annotations

import contextlib
import importlib
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from typing import Any, Protocol, TypeVar

from disclosure_report.batch.options import EngineOptions

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")

#: Jobs handed out beyond those being worked on, a process: enough that none waits, few enough that memory stays flat.
_AHEAD = 3


class EngineError(Exception):
    """The engine cannot be used; the text says why and what to do next, in Chinese."""


class Engine(Protocol):
    """Something that works on jobs; ``window`` is how many to hand out at a time."""

    window: int

    def submit(self, work: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out one job."""
        ...

    def restart(self) -> None:
        """Start anew after a worker died."""
        ...

    def close(self) -> None:
        """Give up what has not begun, let what has begun end."""
        ...


class LocalEngine:
    """A pool of spawned processes; they end when this process does, and leave Ctrl-C to it."""

    def __init__(self, processes: int, prepare: Callable[[], None]) -> None:
        self.window = processes * (1 + _AHEAD)
        self._processes, self._prepare = processes, prepare
        self._pool = self._new_pool()
        self._started = False

    def _new_pool(self) -> Executor:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, context, initializer=_begin, initargs=(self._prepare,))

    def submit(self, work: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out one job; the first starts the processes."""
        if self._started:
            return self._pool.submit(work, job)
        self._started = True
        with _without_ctrl_c():
            return self._pool.submit(work, job)

    def restart(self) -> None:
        """A new pool; the broken one's processes are gone already."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._new_pool()
        self._started = False

    def close(self) -> None:
        """Give up what has not begun, wait for the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Processes started within ignore Ctrl-C from their first moment (POSIX: they inherit it)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(prepare: Callable[[], None]) -> None:
    """In a fresh worker: leave Ctrl-C to the main process, end when it is gone, load what every report needs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare()


def _end_with_parent() -> None:
    """A killed main process closes no queue: without this its workers would wait for ever."""
    import multiprocessing
    import os

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class DaskEngine:
    """A dask cluster. The scheduler hands a lost worker's jobs to the others by itself."""

    def __init__(self, address: str) -> None:
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
            future: Future[Any] = self._executor.submit(work, job)
        except Exception as error:  # distributed raises its own, several kinds
            raise EngineError("与调度器的连接断开了。已完成的报告保留；调度器恢复后再次运行会接着做。") from error
        return future

    def restart(self) -> None:
        """Nothing to do: the scheduler goes on without the lost worker."""

    def close(self) -> None:
        """Give up what has not begun; the cluster stays."""
        self._executor.shutdown(wait=False)
        self._client.close()


def open_engine(options: EngineOptions, prepare: Callable[[], None]) -> Engine:
    """The engine asked for; raises ``EngineError``. ``prepare`` runs once in every local worker."""
    if options.engine == "dask":
        if not options.scheduler:
            raise EngineError("使用 dask 时需要用 --scheduler 给出调度器地址，例如 tcp://10.0.0.1:8786。")
        return DaskEngine(options.scheduler)
    return LocalEngine(options.processes, prepare)


def run_jobs(
    engine: Engine,
    work: Callable[[Job], Outcome],
    jobs: Iterable[Job],
    done: Callable[[Job, Outcome | BaseException], None],
) -> None:
    """Work on all jobs, a window at a time; ``done`` gets each job's outcome, or what kept it from having one."""
    pending: dict[Future[Outcome], Job] = {}
    waiting = iter(jobs)
    while True:
        broken: list[Job] = []
        while len(pending) < engine.window and not broken:
            job = next(waiting, None)
            if job is None:
                break
            _hand_out(engine, work, job, pending, broken)
        if not pending and not broken:
            return
        finished = wait(pending, return_when=FIRST_COMPLETED).done if pending and not broken else set()
        for future in finished:
            _take(future, pending.pop(future), done, broken)
        if broken:
            _one_by_one(engine, work, broken, pending, done)


def _hand_out(
    engine: Engine,
    work: Callable[[Job], Outcome],
    job: Job,
    pending: dict[Future[Outcome], Job],
    broken: list[Job],
) -> None:
    try:
        pending[engine.submit(work, job)] = job
    except BrokenExecutor:
        broken.append(job)


def _take(
    future: Future[Outcome],
    job: Job,
    done: Callable[[Job, Outcome | BaseException], None],
    broken: list[Job],
) -> None:
    """Hand the outcome on; a job whose worker died goes to ``broken``."""
    error = CancelledError() if future.cancelled() else future.exception()
    if isinstance(error, BrokenExecutor):
        broken.append(job)
    else:
        done(job, future.result() if error is None else error)


def _one_by_one(
    engine: Engine,
    work: Callable[[Job], Outcome],
    broken: list[Job],
    pending: dict[Future[Outcome], Job],
    done: Callable[[Job, Outcome | BaseException], None],
) -> None:
    """After a worker died: everything under way again, one at a time, so that only the guilty job is given up."""
    for future, job in pending.items():
        if future.done() and not future.cancelled():
            _take(future, job, done, broken)
        else:
            broken.append(job)
    pending.clear()
    engine.restart()
    for job in broken:
        try:
            outcome: Outcome | BaseException = engine.submit(work, job).result()
        except BrokenExecutor as error:
            outcome = error
            engine.restart()
        except Exception as error:
            outcome = error
        done(job, outcome)
