"""Cases of QUA607."""

from __future__ import annotations

from tests.rules.case import Case, quote, text

GENERIC = (
    "我局高度重视政府信息公开，加强组织领导，完善工作机制，规范依申请办理流程，拓宽主动公开渠道，强化监督检查，提高公开质量，"
    "严格信息管理，落实发布审查，优化平台栏目，方便群众查询，增强服务意识，推动工作再上新台阶，各项工作取得较好成效。"
)


CODE = "QUA607"
CASES = (
    Case("phrases only", text("overview", GENERIC), quote("overview", "一、总体情况")),
    Case(
        "years and the Regulation are no facts",
        text("overview", "（一）2024年，按照《政府信息公开条例》第十条要求，" + GENERIC),
        quote("overview", "一、总体情况"),
    ),
    Case("one figure", text("overview", GENERIC + "公开信息412条。")),
    Case("one document", text("overview", GENERIC + "印发《示例市校外培训管理办法》。")),
    Case("too short to judge", text("overview", "我局重视信息公开，加强管理、平台、监督。")),
)
