"""Every mutant of the example reports is named by the right code at its place, but for the survivors listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutations import mutations_markdown
from tests.mutations.parents import parents
from tests.mutations.run import KINDS, by_class, listed, outcome

NAMES = [p.name for p in parents()]


@pytest.mark.parametrize("name", NAMES)
def test_the_parents_are_sound(name: str) -> None:
    (parent,) = (p for p in parents() if p.name == name)
    assert [(f.code, f.source) for f in parent.findings] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_survivors_are_those_listed(kind: str, name: str) -> None:
    found = set(outcome(kind, name).entries)
    known = {entry for entries in by_class(kind, name).values() for entry in entries}
    assert (found - known, known - found) == (set(), set()), "new survivors, listed ones that are caught now"


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_the_text_is_caught_by_its_own_code(name: str) -> None:
    found = outcome("figures", name).codes
    known = {figure: code for code, figures in listed()["codes"][name].items() for figure in figures}
    assert {f for f, codes in found.items() if codes} == set(known)
    assert [(f, code, found[f]) for f, code in known.items() if code not in found[f]] == []


def test_every_class_of_survivors_has_its_reason_and_is_used() -> None:
    used = {c for kind in KINDS for name in NAMES for c in by_class(kind, name)}
    assert used == set(listed()["classes"])


def test_the_page_is_generated() -> None:
    page = Path(__file__).parent.parent.parent / "docs" / "mutations.md"
    assert page.read_text(encoding="utf-8") == mutations_markdown(), (
        "python -m benchmarks.mutations > docs/mutations.md"
    )


def test_there_are_mutants_of_every_kind() -> None:
    for kind in KINDS:
        assert sum(outcome(kind, name).mutants for name in NAMES) >= 150
