"""Word lists of the rules: ``data/<name>.txt``, one entry a line, ``#`` begins a comment, tabs part the fields."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of a list, in the file's order."""
    text = files("disclosure_report.rules").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].rstrip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The entries of a list with two fields."""
    return tuple((first, second) for first, _, second in (line.partition("\t") for line in words(name)))
