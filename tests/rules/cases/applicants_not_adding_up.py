"""Cases of SUM303."""

from __future__ import annotations

from tests.rules.case import Case, at, cell, cells

CODE = "SUM303"
CASES = (
    Case(
        "total one short",
        cell("requests", "granted", "total", 19),
        at("requests", "granted", "total"),
        related=(("requests", "granted", "natural_person"),),
        values={"expected": 20, "found": 19},
    ),
    Case(
        "old form, other applicants",
        cell("requests", "other", "other", 2),
        at("requests", "other", "total"),
        parent="2019",
    ),
    Case("an applicant blank", cell("requests", "granted", "other", None)),
    Case(
        "another kind of applicant",
        cells(("requests", "granted", "other", 0), ("requests", "granted", "research_institution", 1)),
    ),
)
