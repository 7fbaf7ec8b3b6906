"""What an emitter is given, and the table that picks the emitter."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from disclosure_report.editions import Edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Report


class Outcome(Protocol):
    """One input, read and checked (the pipeline's result has this shape)."""

    @property
    def path(self) -> Path: ...
    @property
    def agency(self) -> str: ...
    @property
    def report(self) -> Report | None: ...
    @property
    def edition(self) -> Edition | None: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def counts(self) -> dict[str, int]: ...
    def as_json(self) -> dict[str, Any]: ...


#: Format → "module:function"; the function takes the outcomes and returns the text to print.
EMITTERS: Mapping[str, str] = {
    "text": "disclosure_report.emitters.text:emit",
    "json": "disclosure_report.emitters.json:emit",
    "html": "disclosure_report.emitters.html:emit",
}


def emitter_for(name: str) -> Callable[[Sequence[Outcome]], str]:
    """The emitter of a format; ``KeyError`` for an unknown one. Loaded only when asked for."""
    module, _, function = EMITTERS[name].partition(":")
    loaded: Callable[[Sequence[Outcome]], str] = getattr(importlib.import_module(module), function)
    return loaded
