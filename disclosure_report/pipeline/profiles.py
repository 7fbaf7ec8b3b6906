"""Which typographic profile a report is set in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Report

if TYPE_CHECKING:
    from disclosure_report.typeset.profile import Profile

DEFAULT = "gb9704"


class Asking(Protocol):
    """A report, or the head of one: the profile's name and the values laid over it."""

    @property
    def profile(self) -> str | None: ...

    @property
    def typeset(self) -> Mapping[str, Any] | None: ...


def load_typography_profile(name: str) -> Profile:
    """A profile by name, or the default one with the values of a TOML file laid over it.

    Raises ``ValueError`` (in Chinese, naming the key) or ``OSError``.
    """
    from disclosure_report.typeset.profile import load_profile

    return load_profile(overrides=Path(name)) if name.endswith(".toml") else load_profile(name)


def profile_of(report: Asking | None) -> Profile:
    """What report.toml asks for, as far as it can be had; ``profile_findings`` has told the user of the rest."""
    from disclosure_report.typeset.profile import load_profile

    if report is None or not (report.profile or report.typeset):
        return load_profile(DEFAULT)
    try:
        return load_profile(report.profile or DEFAULT, report.typeset or None)
    except ValueError:
        return load_profile(DEFAULT)


def profile_findings(report: Report) -> Iterator[Finding]:
    """SRC013 when report.toml asks for a profile or a value that does not exist."""
    from disclosure_report.readers.problems_keys import BAD_VALUE
    from disclosure_report.typeset.profile import load_profile

    if not (report.profile or report.typeset):
        return
    try:
        load_profile(report.profile or DEFAULT, report.typeset or None)
    except ValueError as error:
        key = "typeset" if report.typeset else "profile"
        yield BAD_VALUE.finding(
            report.source, file=report.source.file, key=key, problem=f"不能使用：{error}", expected="版式已有的名称和值"
        )
