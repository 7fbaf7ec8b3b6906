"""Cases of STR103."""

from __future__ import annotations

from tests.rules.case import Case, quote, titled

CODE = "STR103"
CASES = (
    Case(
        "number in another style", titled("overview", "1、总体情况"), quote("overview", "1、总体情况"), severity="error"
    ),
    Case("words changed", titled("other", "六、其他事项"), quote("other", "六、其他事项"), severity="error"),
    Case(
        "unknown, its number not taken",
        titled("problems", "五、问题和打算", "unknown"),
        quote("unknown", "五、问题和打算"),
        severity="error",
        values={"expected": "五、存在的主要问题及改进情况"},
    ),
    Case(
        "unknown, its number taken",
        titled("problems", "一、加强领导", "unknown"),
        quote("unknown", "一、加强领导"),
        severity="warning",
    ),
    Case(
        "a seventh section", titled("problems", "七、附件", "unknown"), quote("unknown", "七、附件"), severity="warning"
    ),
    Case("accepted wording", titled("problems", "五、政府信息公开工作存在的主要问题及改进情况")),
    Case("a space in it", titled("overview", "一、 总体情况")),
    Case("no title typed", titled("overview", "")),
)
