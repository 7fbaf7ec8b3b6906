"""Cases of YOY403."""

from __future__ import annotations

from disclosure_report.model.settings import Settings
from tests.rules.case import Case, added, at, both, cell, same

CODE = "YOY403"
CASES = (
    Case(
        "tenfold",
        cell("proactive", "penalty", "decisions", 9487),
        at("proactive", "penalty", "decisions"),
        previous=same,
    ),
    Case(
        "to a tenth",
        cell("proactive", "licensing", "decisions", 452),
        at("proactive", "licensing", "decisions"),
        previous=same,
    ),
    Case(
        "explained",
        both(
            cell("proactive", "penalty", "decisions", 9487),
            added("overview", "因执法权限下放，行政处罚较上年增加9450件。"),
        ),
        previous=same,
    ),
    Case("just five times", cell("proactive", "penalty", "decisions", 185), previous=same),
    Case(
        "below the floor",
        cell("proactive", "normative_documents", "issued", 19),
        previous=cell("proactive", "normative_documents", "issued", 1),
    ),
    Case(
        "the site allows more",
        cell("proactive", "penalty", "decisions", 370),
        previous=same,
        settings=Settings(jump_ratio=20),
    ),
)
