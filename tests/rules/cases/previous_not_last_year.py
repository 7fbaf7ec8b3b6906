"""Cases of YOY406."""

from __future__ import annotations

from tests.rules.case import Case, agency, fields, same

CODE = "YOY406"
CASES = (
    Case("two years ago", same, {"file": "上年报告/"}, previous=fields(year=2022)),
    Case("another body", same, {"file": "上年报告/"}, previous=agency(name="示例市卫生健康委员会")),
    Case("last year's", same, previous=same),
    Case("none given", same),
)
