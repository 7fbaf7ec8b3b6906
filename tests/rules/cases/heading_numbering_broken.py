"""Cases of STR108."""

from __future__ import annotations

from tests.rules.case import Case, headings, quote

CODE = "STR108"
CASES = (
    Case(
        "jumps",
        headings("overview", (2, "（一）主动公开"), (0, "公开412条。"), (2, "（三）依申请公开")),
        quote("overview", "（三）依申请公开"),
    ),
    Case(
        "repeats",
        headings("overview", (2, "（一）主动公开"), (0, "公开412条。"), (2, "（一）依申请公开")),
        quote("overview", "（一）依申请公开"),
    ),
    Case("begins at two", headings("overview", (2, "（二）主动公开")), quote("overview", "（二）主动公开")),
    Case(
        "mixes brackets",
        headings("overview", (2, "（一）主动公开"), (2, "(二)依申请公开")),
        quote("overview", "(二)依申请公开"),
    ),
    Case(
        "mixes marks", headings("problems", (3, "1.更新不及时"), (3, "2、解读单一")), quote("problems", "2、解读单一")
    ),
    Case(
        "restarts under each parent",
        headings("overview", (2, "（一）主动公开"), (3, "1.网站"), (3, "2.公报"), (2, "（二）管理"), (3, "1.审查")),
    ),
    Case(
        "a second group after running text",
        headings(
            "problems",
            (0, "存在问题："),
            (3, "1.更新不及时"),
            (3, "2.解读单一"),
            (0, "改进措施："),
            (3, "1.按月检查"),
            (3, "2.配发图解"),
        ),
    ),
    Case("half-width throughout", headings("overview", (2, "(一)主动公开"), (2, "(二)依申请公开"))),
    Case(
        "beyond ten",
        headings(
            "overview",
            *(
                (2, f"（{n}）事项")
                for n in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
            ),
        ),
    ),
)
