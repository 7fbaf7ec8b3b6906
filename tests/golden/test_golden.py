"""The examples compile to what was looked over and kept."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from tests.conformance.cases import publications
from tests.golden.snapshot import FOLDER, KEPT, snapshot


def test_every_example_is_kept() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(KEPT)
    assert len(KEPT) >= 5


@pytest.mark.parametrize("name", KEPT)
def test_the_example_compiles_to_what_was_kept(name: str) -> None:
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert snapshot(publications()[name]) == kept, "renew with python -m tests.golden.snapshot and read the difference"


@pytest.mark.parametrize("name", KEPT)
def test_headings_have_words_and_skip_no_level(name: str) -> None:
    headings = snapshot(publications()[name])["headings"]
    levels = [int(heading[1]) for heading in headings]
    assert all(len(heading) > 4 for heading in headings)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
