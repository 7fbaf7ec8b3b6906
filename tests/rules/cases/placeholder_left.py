"""Cases of QUA601."""

from __future__ import annotations

from tests.rules.case import Case, added, quote

CODE = "QUA601"
CASES = (
    Case("XX", added("overview", "全年办理申请XX件。"), quote("overview", "XX"), severity="error"),
    Case("crosses", added("overview", "××局组织培训。"), quote("overview", "××")),
    Case("underscores", added("problems", "更新办事指南____份。"), quote("problems", "____")),
    Case("an empty number", added("overview", "主动公开信息  条，"), quote("overview", "息  条")),
    Case("an empty number before the end", added("overview", "召开发布会 场"), quote("overview", "会 场")),
    Case("an empty date", added("overview", "2024年 月 日印发方案。"), quote("overview", "2024年 月 日")),
    Case("no measure word", added("overview", "梳理许可事项592，编制指南。"), quote("overview", "许可事项592，")),
    Case("no number at all", added("overview", "主动公开政府信息条，"), quote("overview", "公开政府信息条")),
    Case("empty brackets", added("overview", "召开发布会（）场。"), quote("overview", "（）场")),
    Case("circles", added("overview", "组织○○培训。"), quote("overview", "○○")),
    Case("circles of a year", added("overview", "二〇〇八年五月施行的办法，信息条目清晰，公开信息条理清楚。")),
    Case("a prompt left", added("other", "此处填写收费情况。"), quote("other", "此处填写")),
    Case(
        "guidance left",
        added("other", "【填写说明：写明收取多少元（此处填写后删去本行）】"),
        quote("other", "【填写说明：写明收取多少元（此处填写后删去本行）】"),
    ),
    Case("letters of a model", added("overview", "采购XXL号档案盒6个，访问www.xx.example.cn查询。")),
    Case("spaces around a figure", added("overview", "主动公开信息 412 条，培训 2 次。")),
    Case("a hotline and a year", added("overview", "群众拨打热线咨询公开信息12345，办理公开信息2024，均有记录。")),
    Case("spaces inside words", added("overview", "信息 公开 条例学习班。")),
)
