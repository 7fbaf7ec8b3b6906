"""stdout and stderr as the commands print to them: UTF-8; a place that takes no more text is no fault."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from disclosure_report.storage import OutputError

_T = TypeVar("_T")
#: The reader has gone (``| head``); Windows says so with the second.
_GONE = frozenset({errno.EPIPE, errno.EINVAL})


class Printed(io.TextIOWrapper):
    """Where a command prints to.

    When the reader has gone, the rest is dropped and the command ends as its result says.  A full device is an output
    that cannot be written: ``OutputError``, unless it is ``only_told`` there, as on stderr, where nobody could read it.
    """

    def __init__(self, stream: io.TextIOWrapper, *, only_told: bool) -> None:
        super().__init__(
            stream.buffer,
            encoding="utf-8",
            errors="replace",
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )
        self._only_told = only_told

    def write(self, text: str, /) -> int:
        """Write a text, or drop it."""
        if text == "":  # typer tries a stream so; a fault would be lost there
            return 0
        return self._tried(lambda: io.TextIOWrapper.write(self, text), len(text))

    def flush(self) -> None:
        """Hand on what was written, or drop it."""
        self._tried(lambda: io.TextIOWrapper.flush(self), None)

    def _tried(self, act: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return act()
        except OSError as error:
            self._drop_the_rest()
            if error.errno in _GONE or self._only_told:
                return otherwise
            raise OutputError(Path("标准输出"), error) from error

    def _drop_the_rest(self) -> None:
        """Lead the stream to the null device, what is still in its buffers with it."""
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, self.fileno())
        os.close(null)


def take_over() -> None:
    """Print through ``Printed`` from now on; a terminal that cannot show a character gets a substitute."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = Printed(sys.stdout, only_told=False)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = Printed(sys.stderr, only_told=True)
