"""A time limit for a call in a process that cannot be ended: a dask worker's, which has other reports to do.

The call runs in a thread of its own.  When the time is up the caller is told at once, and an exception is raised in the
thread; it ends the call at its next step in Python.  A single long step outside of Python (a library in C) ends first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from disclosure_report.batch.pool import TimeLimitError


class _TimeIsUp(SystemExit):
    """Raised in the thread: no handler of ``Exception`` stops it, and a thread that ends by it says nothing."""


@dataclass(frozen=True, slots=True)
class Within:
    """``work`` with a limit of ``seconds``; a value that travels to a worker."""

    work: Callable[[Any], Any]
    seconds: float

    def __call__(self, job: Any) -> Any:
        """The result of ``work``, or what it raised; ``TimeLimitError`` when it takes longer."""
        answer: Future[Any] = Future()
        thread = threading.Thread(target=_settle, args=(answer, self.work, job), daemon=True)
        thread.start()
        try:
            return answer.result(self.seconds)
        except TimeoutError:
            if answer.done():  # in the last moment, or the exception is the call's own
                return answer.result()
            _interrupt(thread)
            raise TimeLimitError(self.seconds) from None


def _settle(answer: Future[Any], work: Callable[[Any], Any], job: Any) -> None:
    try:
        answer.set_result(work(job))
    except _TimeIsUp:
        return  # nobody waits any more
    except BaseException as error:
        answer.set_exception(error)


def _interrupt(thread: threading.Thread) -> None:
    import ctypes

    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_TimeIsUp))
