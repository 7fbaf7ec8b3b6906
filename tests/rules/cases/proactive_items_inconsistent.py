"""Cases of SUM305."""

from __future__ import annotations

from tests.rules.case import Case, at, cell

CODE = "SUM305"
CASES = (
    Case(
        "fewer than none",
        cell("proactive", "licensing", "change", -21),
        at("proactive", "licensing", "previous_items"),
        parent="2019",
        severity="error",
    ),
    Case(
        "new ones not among all",
        cell("proactive", "normative_documents", "disclosed", 13),
        at("proactive", "normative_documents", "disclosed"),
        parent="2019",
        severity="warning",
    ),
    Case("down to none", cell("proactive", "licensing", "change", -20), parent="2019"),
    Case("all of them new", cell("proactive", "normative_documents", "disclosed", 12), parent="2019"),
    Case("blank", cell("proactive", "licensing", "previous_items", None), parent="2019"),
)
