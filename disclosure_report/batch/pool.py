"""Processes of this machine behind ``concurrent.futures.Executor``, made to outlive any one of them.

``ProcessPoolExecutor`` shares its queues between processes: one that is killed while it writes leaves half a message
and locks behind, and one that hangs cannot be ended.  Here every process has a pipe of its own.  Its end is seen as
the end of the pipe, concerns only the call it was working on, and another process takes its place.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any

#: Calls a process holds: the one it works on and the next, so that it never waits for the main process.
_HELD = 2
#: A call whose process died is tried again in another, once: whoever killed the first may not be the call.
_TRIES = 2
#: Processes that may end in a row before the first of them was ready.
_STILLBORN = 3
#: Seconds a process gets for its start, and the calls under way for their end when the pool is closed.
_START, _GRACE = 120.0, 5.0
_STOP = b""


class EngineError(Exception):
    """The engine cannot be used; the text says why and what to do next, in Chinese."""


class WorkerLostError(BrokenExecutor):
    """The process that worked on the call ended, each time it was tried."""


class TimeLimitError(Exception):
    """The call took longer than the limit; its process was ended."""


@dataclass(slots=True, eq=False)
class _Call:
    data: bytes
    future: Future[Any] = field(default_factory=Future)
    begun: bool = False
    tries: int = 0


class _Worker:
    """One process, the calls it holds (the first is being worked on), and since when."""

    def __init__(self, prepare: Callable[[], None]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, prepare), daemon=True)
        self.process.start()
        theirs.close()
        self.calls: deque[_Call] = deque()
        self.ready = False
        self.since = time.monotonic()

    def take(self, call: _Call) -> None:
        """Hand a call to the process; one that is gone shows at the end of its pipe."""
        if not self.calls:
            self.since = time.monotonic()
        self.calls.append(call)
        with contextlib.suppress(OSError):
            self.pipe.send_bytes(call.data)

    def end(self) -> None:
        """End the process now."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def stop(self, until: float) -> None:
        """Let the process end by itself, until that moment."""
        with contextlib.suppress(OSError):
            self.pipe.send_bytes(_STOP)
        self.process.join(max(0.0, until - time.monotonic()))
        self.end()


class WorkerPool(Executor):
    """``processes`` of this machine, each after ``prepare()``; ``limit``: seconds a call may take (``None``: any)."""

    def __init__(self, processes: int, prepare: Callable[[], None], limit: float | None = None) -> None:
        self._processes, self._prepare, self._limit = processes, prepare, limit
        self._waiting: deque[_Call] = deque()
        self._workers: list[_Worker] = []
        self._stillborn = 0
        #: Whether a call that is submitted has to wake the thread.
        self._idle = True
        self._closing: float | None = None
        self._bell, self._ring = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._manage, name="workers", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand out a call; its future holds the result, what it raised, or how its process ended."""
        if self._closing is not None or not self._thread.is_alive():
            raise RuntimeError("the pool is closed")
        call = _Call(pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL))
        self._waiting.append(call)
        if self._idle:  # else the thread looks at what is waiting when the next answer comes
            self._ring.send_bytes(b"1")
        return call.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; with ``cancel_futures`` what has not begun is given up, and the rest after a while."""
        if cancel_futures:
            for call in list(self._waiting):
                call.future.cancel()
        self._closing = time.monotonic() + (_GRACE if cancel_futures else float("inf"))
        with contextlib.suppress(OSError):
            self._ring.send_bytes(b"1")
        if wait:
            self._thread.join()

    def _manage(self) -> None:
        """The pool's thread: it alone touches the workers."""
        try:
            _leave_ctrl_c_to_the_main_thread()
            while not self._over():
                self._idle = True  # before it looks, so that what is submitted meanwhile rings
                self._hand_out()
                self._idle = not self._waiting or len(self._workers) < self._processes
                for ready in wait([self._bell, *(w.pipe for w in self._workers)], self._patience()):
                    self._hear(ready)
                self._enforce()
        except Exception as error:  # no memory or no handles for another process
            self._fail(EngineError(f"处理进程无法启动（{type(error).__name__}）。请用 -j 减少同时处理的份数后再试。"))
        finally:
            until = time.monotonic() + _GRACE
            for worker in self._workers:
                worker.stop(until)
            self._fail(EngineError("处理进程已经结束。"))
            self._bell.close()

    def _over(self) -> bool:
        if self._closing is None:
            return False
        busy = any(w.calls for w in self._workers) or any(not c.future.cancelled() for c in self._waiting)
        return not busy or time.monotonic() > self._closing

    def _hand_out(self) -> None:
        """Calls to processes that hold too few; a further process when all there are have work."""
        while self._waiting:
            open_to = [w for w in self._workers if w.ready and len(w.calls) < _HELD]
            least = min(open_to, key=lambda w: len(w.calls), default=None)
            starting = sum(not w.ready for w in self._workers)
            if len(self._workers) < self._processes and starting < len(self._waiting):
                self._workers.append(_Worker(self._prepare))
            elif least is None:
                return
            else:
                call = self._waiting.popleft()
                if call.begun or call.future.set_running_or_notify_cancel():
                    call.begun = True
                    least.take(call)

    def _hear(self, ready: Any) -> None:
        if ready is self._bell:
            self._bell.recv_bytes()
            return
        worker = next(w for w in self._workers if w.pipe is ready)
        try:
            data = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._lost(worker)
            return
        worker.since = time.monotonic()
        if not worker.ready:
            worker.ready, self._stillborn = True, 0
            return
        _settle(worker.calls.popleft().future, data)

    def _lost(self, worker: _Worker) -> None:
        """Its first call is tried again or given up, the others wait for another process."""
        self._remove(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                self._fail(EngineError("处理进程一启动就结束了。请用 disclosure-report doctor 检查安装和内存。"))
        if worker.calls:
            first = worker.calls[0]
            first.tries += 1
            if first.tries >= _TRIES:
                worker.calls.popleft().future.set_exception(WorkerLostError("the process ended"))
        self._again(worker)

    def _enforce(self) -> None:
        """End the processes whose call or whose start takes too long."""
        now = time.monotonic()
        for worker in list(self._workers):
            due = self._due(worker)
            if due is None or now < due:
                continue
            if not worker.ready:
                self._lost(worker)
                continue
            self._remove(worker)
            worker.calls.popleft().future.set_exception(TimeLimitError(self._limit))
            self._again(worker)

    def _due(self, worker: _Worker) -> float | None:
        """When the worker is to be ended; ``None`` when nothing is under way or anything may take its time."""
        if not worker.ready:
            return worker.since + max(self._limit or _START, _START)
        return worker.since + self._limit if worker.calls and self._limit else None

    def _patience(self) -> float | None:
        """Seconds until a process is to be ended, or the closing is over."""
        moments = [m for m in (self._closing, *map(self._due, self._workers)) if m is not None]
        return min(max(0.0, min(moments) - time.monotonic()), 3600.0) if moments else None

    def _remove(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def _again(self, worker: _Worker) -> None:
        """What it held goes to the front of the queue; it has begun, so it cannot be cancelled any more."""
        self._waiting.extendleft(reversed(worker.calls))
        worker.calls.clear()

    def _fail(self, error: EngineError) -> None:
        """Every call that has no answer gets this one."""
        for call in self._unanswered():
            if not call.future.done():
                call.future.set_exception(error)

    def _unanswered(self) -> Iterator[_Call]:
        for worker in self._workers:
            while worker.calls:
                yield worker.calls.popleft()
        while self._waiting:
            yield self._waiting.popleft()


def _settle(future: Future[Any], data: bytes) -> None:
    """The answer of a process, into its future."""
    try:
        value, error = pickle.loads(data)
    except Exception as fault:  # an exception that cannot be built again from its arguments
        value, error = None, fault
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)


def _leave_ctrl_c_to_the_main_thread() -> None:
    """Processes started by this thread begin with SIGINT blocked (POSIX: they inherit the thread's mask)."""
    if sys.platform != "win32":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # its start unblocks the signal again
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _serve(pipe: Connection, prepare: Callable[[], None]) -> None:
    """A process's life: load what every call needs, answer calls until told to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    calls: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, calls), daemon=True).start()
    try:
        prepare()
    except Exception:
        return  # the main process sees an end before the start, and says so
    with contextlib.suppress(OSError):
        pipe.send_bytes(b"ready")
        while data := calls.get():
            pipe.send_bytes(_answer(data))


def _receive(pipe: Connection, calls: SimpleQueue[bytes]) -> None:
    """Empty the pipe at once, so that the main process never waits; end when it is gone, however it ended."""
    try:
        while True:
            calls.put(pipe.recv_bytes())
    except (EOFError, OSError):
        os._exit(1)


def _answer(data: bytes) -> bytes:
    """(result, exception), pickled."""
    try:
        fn, args, kwargs = pickle.loads(data)
        return pickle.dumps((fn(*args, **kwargs), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        with contextlib.suppress(Exception):
            return pickle.dumps((None, error), pickle.HIGHEST_PROTOCOL)
        return pickle.dumps((None, RuntimeError(type(error).__name__)), pickle.HIGHEST_PROTOCOL)
