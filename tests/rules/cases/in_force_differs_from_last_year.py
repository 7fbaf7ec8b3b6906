"""Cases of YOY402."""

from __future__ import annotations

from tests.rules.case import Case, at, cell, same, without

CODE = "YOY402"
CASES = (
    Case(
        "one too many",
        cell("proactive", "normative_documents", "in_force", 13),
        at("proactive", "normative_documents", "in_force"),
        previous=same,
        values={"expected": 12, "found": 13},
        related=(("proactive", "normative_documents", "issued"),),
        severity="error",
    ),
    Case(
        "repealed one fewer",
        cell("proactive", "normative_documents", "repealed", 0),
        at("proactive", "normative_documents", "in_force"),
        previous=same,
        related=(("proactive", "normative_documents", "repealed"),),
    ),
    Case("follows", same, previous=same),
    Case("last year on the old form", same, previous=without("proactive", "normative_documents", "in_force")),
    Case("old form", same, parent="2019", previous=same),
)
