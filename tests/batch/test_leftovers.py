"""Files of units that are gone."""

from __future__ import annotations

import pytest

from disclosure_report.batch.places import stays_below


@pytest.mark.parametrize(
    ("path", "below"),
    [("甲/报告.pdf", True), ("../报告.pdf", False), ("甲/../../报告.pdf", False), ("/etc/passwd", False)],
)
def test_a_manifest_names_nothing_outside_its_folder(path: str, below: bool) -> None:
    assert stays_below(path) is below
