"""Cases of STR106."""

from __future__ import annotations

from tests.rules.case import Case, quote, text

CODE = "STR106"
CASES = (
    Case("only 无", text("other", "无。"), quote("other", "六、其他需要报告的事项")),
    Case(
        "of something else",
        text("other", "办理人大建议3件、政协提案2件，全部按时答复。"),
        quote("other", "六、其他需要报告的事项"),
    ),
    Case("an amount", text("other", "本年发出收费通知2件，实际收取信息处理费120元。")),
    Case("not collected", text("other", "本机关没有收取任何信息处理费。")),
    Case("old form", text("other", "无。"), parent="2019"),
)
