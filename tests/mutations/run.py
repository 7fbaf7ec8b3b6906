"""All mutants of all parents, once a session: how many, which survive, and what catches each figure of the text."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.mutations import cells, figures, labels, sections
from tests.mutations.parents import Parent, parents

KINDS = ("cells", "figures", "sections", "labels")
_DATA = Path(__file__).parent / "survivors.toml"
#: The county's workbook is on the same form as the bureau's, and the report of 2023 has none.
_LABELLED = ("2020/示例市水务局", "2024/示例市教育局")


@dataclass
class Outcome:
    """``survivors``: what was changed → the changes that nothing names; ``codes``: what was changed → codes."""

    mutants: int = 0
    survivors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tried: Counter[str] = field(default_factory=Counter)
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def survived(self) -> int:
        """How many mutants survive."""
        return sum(map(len, self.survivors.values()))

    @property
    def entries(self) -> list[str]:
        """The survivors as the data file lists them: with the changes in brackets where others are caught."""
        return [
            what if len(changes) == self.tried[what] else f"{what} ({' '.join(changes)})"
            for what, changes in self.survivors.items()
        ]


@cache
def outcome(kind: str, name: str) -> Outcome:
    """Every mutant of one kind of one parent."""
    (parent,) = (p for p in parents() if p.name == name)
    out = Outcome()
    for what, change, codes in _mutants(kind, parent):
        out.mutants += 1
        out.tried[what] += 1
        out.codes[what] |= codes
        if not codes:
            out.survivors[what].append(change)
    return out


def _mutants(kind: str, parent: Parent) -> Iterator[tuple[str, str, set[str]]]:
    if kind == "cells":
        for place, change, found in cells.mutants(parent):
            yield place, change, cells.caught_by(place, found)
    elif kind == "figures":
        for figure, change, found in figures.mutants(parent):
            yield figure.shown, change, figures.caught_by(parent, figure, found)
    elif kind == "sections":
        for change, what, found in sections.mutants(parent):
            yield f"{change}: {what}", change, sections.caught_by(change, found)
    elif parent.name in _LABELLED:
        for place, change, found in labels.mutants(parent):
            yield place, change, labels.caught_by(place, found)


@cache
def listed() -> dict:
    """``survivors.toml``: reasons by class; by kind and parent, class → entries; codes by parent."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def by_class(kind: str, name: str) -> dict[str, list[str]]:
    """Class → what the data file lists of one kind of one parent."""
    return listed()[kind].get(name, {})
