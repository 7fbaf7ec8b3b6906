"""Cases of TAB204."""

from __future__ import annotations

from tests.rules.case import Case, agency, at, both, cell

CODE = "TAB204"
CASES = (
    Case(
        "a city's bureau", cell("proactive", "regulations", "in_force", 3), at("proactive", "regulations", "in_force")
    ),
    Case(
        "a county government",
        both(
            agency(name="示例县人民政府", kind="government", level="county"),
            cell("proactive", "regulations", "issued", 1),
        ),
        at("proactive", "regulations", "issued"),
    ),
    Case(
        "a township, level not given",
        both(
            agency(name="示例镇人民政府", kind="township", level=None), cell("proactive", "regulations", "in_force", 1)
        ),
        at("proactive", "regulations", "in_force"),
    ),
    Case(
        "a city government",
        both(agency(name="示例市人民政府", kind="government"), cell("proactive", "regulations", "in_force", 3)),
    ),
    Case(
        "a province's government, level not given",
        both(
            agency(name="示例省人民政府", kind="government", level=None),
            cell("proactive", "regulations", "in_force", 3),
        ),
    ),
    Case(
        "a city government's office for it",
        both(agency(name="示例市人民政府办公室"), cell("proactive", "regulations", "in_force", 3)),
    ),
    Case("none", cell("proactive", "regulations", "in_force", 0)),
)
