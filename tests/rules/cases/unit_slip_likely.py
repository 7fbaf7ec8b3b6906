"""Cases of TAB206."""

from __future__ import annotations

from tests.rules.case import Case, at, cell, same

CODE = "TAB206"
CASES = (
    Case(
        "元 for 万元 against last year",
        cell("proactive", "fees", "amount", 1302000),
        at("proactive", "fees", "amount"),
        previous=same,
    ),
    Case("absurd without last year", cell("proactive", "fees", "amount", 1285000), at("proactive", "fees", "amount")),
    Case(
        "procurement in 万元",
        cell("proactive", "procurement", "amount", 25),
        at("proactive", "procurement", "amount"),
        parent="2019",
        previous=same,
    ),
    Case("a large city", cell("proactive", "fees", "amount", 96171)),
    Case("ten times last year", cell("proactive", "fees", "amount", 1285), previous=same),
    Case("none", cell("proactive", "fees", "amount", 0), previous=same),
)
