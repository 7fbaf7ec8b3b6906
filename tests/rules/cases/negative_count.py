"""Cases of TAB202."""

from __future__ import annotations

from decimal import Decimal

from tests.rules.case import Case, at, cell

CODE = "TAB202"
CASES = (
    Case(
        "negative count",
        cell("proactive", "penalty", "decisions", -37),
        at("proactive", "penalty", "decisions"),
        values={"found": -37},
    ),
    Case("negative amount", cell("proactive", "fees", "amount", Decimal("-0.5")), at("proactive", "fees", "amount")),
    Case("increase and decrease are signed", cell("proactive", "licensing", "change", -3), parent="2019"),
    Case("zero", cell("proactive", "penalty", "decisions", 0)),
)
