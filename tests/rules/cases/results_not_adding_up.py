"""Cases of SUM302."""

from __future__ import annotations

from tests.rules.case import Case, at, cell, cells

CODE = "SUM302"
CASES = (
    Case(
        "one result too many",
        cell("requests", "rejected_repeated", "natural_person", 1),
        at("requests", "result_total", "natural_person"),
        related=(("requests", "rejected_repeated", "natural_person"),),
        values={"expected": 32, "found": 31},
    ),
    Case(
        "total wrong",
        cell("requests", "result_total", "total", 38),
        at("requests", "result_total", "total"),
        parent="2019",
    ),
    Case("a result blank", cell("requests", "rejected_repeated", "total", None)),
    Case(
        "counted under another result",
        cells(("requests", "rejected_repeated", "other", 1), ("requests", "granted", "other", 0)),
    ),
)
