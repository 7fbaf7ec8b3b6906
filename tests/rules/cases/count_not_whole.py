"""Cases of TAB203."""

from __future__ import annotations

from decimal import Decimal

from tests.rules.case import Case, at, cell

CODE = "TAB203"
CASES = (
    Case(
        "half a decision",
        cell("proactive", "licensing", "decisions", Decimal("4521.5")),
        at("proactive", "licensing", "decisions"),
        severity="error",
    ),
    Case(
        "seven decimals of 万元",
        cell("proactive", "fees", "amount", Decimal("0.1234567")),
        at("proactive", "fees", "amount"),
        severity="warning",
    ),
    Case(
        "half a change",
        cell("proactive", "licensing", "change", Decimal("-1.5")),
        at("proactive", "licensing", "change"),
        parent="2019",
    ),
    Case("six decimals of 万元", cell("proactive", "fees", "amount", Decimal("59237.244912"))),
    Case("whole, written with decimals", cell("proactive", "licensing", "decisions", Decimal("4521.00"))),
    Case("元 and 分", cell("proactive", "procurement", "amount", Decimal("251000.25")), parent="2019"),
)
