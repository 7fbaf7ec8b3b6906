"""Cases of QUA604."""

from __future__ import annotations

from tests.rules.case import Case, added, quote

CODE = "QUA604"
CASES = (
    Case("half-width comma", added("overview", "扎实推进,取得实效。"), quote("overview", "进,")),
    Case("doubled", added("overview", "取得实效。。"), quote("overview", "。。")),
    Case("straight quotes", added("overview", '开展"公开日"活动。'), {"section": "overview"}),
    Case("a bracket not closed", added("overview", "公开信息（含政策解读。"), {"section": "overview"}),
    Case("inside numbers and addresses", added("overview", "公开1,234条，网址https://www.example.gov.cn/a?b=1。")),
    Case("an ellipsis and English", added("overview", "涉及教育、住房……等，使用OFD (Open Fixed) 格式。")),
    Case("proper quotes", added("overview", "开展“公开日‘小记者’”活动（共3场）。")),
)
