"""The page of the data formats, held against the editions."""

from __future__ import annotations

from pathlib import Path

import pytest

import disclosure_report
from disclosure_report.editions import edition_keys, load_edition
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import KINDS, LEVELS

PAGE = Path(disclosure_report.__file__).parents[1] / "docs" / "interchange.md"


@pytest.mark.parametrize("key", edition_keys())
def test_every_key_of_the_form_is_on_the_page(key: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = {part for figure in load_edition(key).figures() for part in figure}
    assert [n for n in sorted(names) if f"`{n}`" not in page] == []


def test_kinds_levels_and_the_parts_of_a_finding_are_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    finding = Finding("SUM301", "name", Severity.ERROR, "message").as_json()
    assert [n for n in (*KINDS, *LEVELS) if f"`{n}`" not in page] == []
    assert [n for n in (*finding, *finding["source"]) if f'"{n}"' not in page] == []
