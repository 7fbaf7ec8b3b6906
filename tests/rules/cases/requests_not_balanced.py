"""Cases of SUM301."""

from __future__ import annotations

from tests.rules.case import Case, at, cell, cells

CODE = "SUM301"
CASES = (
    Case(
        "one too many carried out",
        cell("requests", "carried_out", "total", 4),
        at("requests", "new_received", "total"),
        related=(("requests", "carried_out", "total"),),
        values={"expected": 43, "found": 42},
    ),
    Case(
        "one column of many",
        cell("requests", "carried_in", "other", 1),
        at("requests", "new_received", "other"),
        parent="2019",
    ),
    Case("a blank is not zero", cell("requests", "carried_out", "total", None)),
    Case("a text is not zero", cell("requests", "new_received", "total", "三十八")),
    Case(
        "moved from one side's row to the other",
        cells(("requests", "new_received", "other", 0), ("requests", "carried_in", "other", 1)),
    ),
)
