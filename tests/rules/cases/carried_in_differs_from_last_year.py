"""Cases of YOY401."""

from __future__ import annotations

from tests.rules.case import Case, agency, at, cell, fields, same

CODE = "YOY401"
CASES = (
    Case(
        "one column",
        cell("requests", "carried_in", "natural_person", 4),
        at("requests", "carried_in", "natural_person"),
        previous=same,
        values={"expected": 3, "found": 4},
        related=(("requests", "carried_out", "natural_person"),),
        severity="error",
    ),
    Case(
        "another body's report is a judgement",
        cell("requests", "carried_in", "total", 5),
        at("requests", "carried_in", "total"),
        previous=agency(name="示例市教育和体育局"),
        severity="warning",
    ),
    Case("the same", same, previous=same),
    Case("a report of two years ago", cell("requests", "carried_in", "total", 5), previous=fields(year=2022)),
    Case("blank last year", same, previous=cell("requests", "carried_out", "total", None)),
    Case("no report of last year", cell("requests", "carried_in", "total", 5)),
)
