"""Cases of SUM304."""

from __future__ import annotations

from tests.rules.case import Case, at, cell, cells

CODE = "SUM304"
CASES = (
    Case(
        "total left at zero",
        cell("disputes", "reconsideration", "total", 0),
        at("disputes", "reconsideration", "total"),
        related=(("disputes", "reconsideration", "upheld"),),
        values={"expected": 5, "found": 0},
    ),
    Case(
        "pending forgotten",
        cell("disputes", "litigation_direct", "pending", 1),
        at("disputes", "litigation_direct", "total"),
        parent="2019",
    ),
    Case("an outcome blank", cell("disputes", "reconsideration", "upheld", None)),
    Case(
        "another outcome",
        cells(("disputes", "reconsideration", "upheld", 2), ("disputes", "reconsideration", "other", 1)),
    ),
)
