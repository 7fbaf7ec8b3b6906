"""Cases of TAB205."""

from __future__ import annotations

from tests.rules.case import Case, at, cell, cells, same

CODE = "TAB205"
CASES = (
    Case(
        "issued but nothing in force",
        cell("proactive", "normative_documents", "in_force", 0),
        at("proactive", "normative_documents", "in_force"),
    ),
    Case(
        "less in force than follows",
        cell("proactive", "normative_documents", "in_force", 1),
        at("proactive", "normative_documents", "in_force"),
    ),
    Case(
        "old form",
        cells(
            ("proactive", "normative_documents", "disclosed", 0),
            ("proactive", "normative_documents", "disclosed_total", 0),
        ),
        at("proactive", "normative_documents", "disclosed_total"),
        parent="2019",
    ),
    Case(
        "repealed more than there were",
        cell("proactive", "normative_documents", "repealed", 14),
        at("proactive", "normative_documents", "in_force"),
        previous=same,
    ),
    Case("just what follows", cell("proactive", "normative_documents", "in_force", 2)),
    Case(
        "none issued, none in force",
        cells(("proactive", "normative_documents", "issued", 0), ("proactive", "normative_documents", "in_force", 0)),
    ),
    Case("as many repealed as there can be", cell("proactive", "normative_documents", "repealed", 13), previous=same),
)
