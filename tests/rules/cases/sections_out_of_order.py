"""Cases of STR102."""

from __future__ import annotations

from tests.rules.case import Case, quote, same, sections, titled

CODE = "STR102"
CASES = (
    Case(
        "five before one", sections("problems", "overview", "other"), quote("problems", "五、存在的主要问题及改进情况")
    ),
    Case("six twice", sections("overview", "problems", "other", "other"), quote("other", "六、其他需要报告的事项")),
    Case("in order", same),
    Case("one left out", sections("overview", "other")),
    Case("an unknown heading between", titled("problems", "五、问题和打算", "unknown")),
)
