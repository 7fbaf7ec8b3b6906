"""Whole reports: a sound one raises nothing but what is listed; its planted error is named at its place."""

from __future__ import annotations

import pytest

from disclosure_report.model.finding import Finding
from tests.corpus.loading import Entry, entries

ALL = [pytest.param(entry, id=entry.name) for entry in entries()]


def _shown(findings: list[Finding]) -> list[str]:
    return [f"{f.code} {f.source.section or f.source.row} {f.source.quote} {f.message}" for f in findings]


@pytest.mark.parametrize("entry", ALL)
def test_a_sound_report_raises_only_what_is_listed(entry: Entry) -> None:
    found = entry.sound()
    extra = [f for f in found if not any(d.matches(f) for d in entry.deliberate)]
    assert not _shown(extra)
    missing = [d for d in entry.deliberate if not any(d.matches(f) for f in found)]
    assert not missing


@pytest.mark.parametrize("entry", ALL)
def test_a_planted_error_is_named_at_its_place(entry: Entry) -> None:
    found = entry.faulty()
    expected = [entry.planted, *entry.deliberate]
    assert any(entry.planted.matches(f) for f in found), _shown(found)
    also = entry.data["planted"].get("also", [])
    extra = [f for f in found if f.code not in also and not any(e.matches(f) for e in expected)]
    assert not _shown(extra)


def test_the_corpus_is_whole() -> None:
    years = {e.year for e in entries()}
    assert len(ALL) >= 30
    assert years == set(range(2019, 2026))
    assert sum("previous" in e.data for e in entries()) >= 8
    assert {e.data["kind"] for e in entries()} == {"government", "department", "township"}
