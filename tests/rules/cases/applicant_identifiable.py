"""Cases of PRI802."""

from __future__ import annotations

from tests.rules.case import Case, added, preamble, quote

CODE = "PRI802"
CASES = (
    Case("a named applicant", added("overview", "申请人王小明不服答复。"), quote("overview", "申请人王小明")),
    Case("Mr", added("overview", "热心帮助李先生。有群众，张女士反映。"), {"quote": "张女士"}),
    Case("an address to the door", added("overview", "住3号楼2单元501室的群众来访。"), {"section": "overview"}),
    Case("a plate", added("overview", "车辆苏A12345被处罚。"), quote("overview", "苏A12345")),
    Case("applicants in general", added("overview", "申请人高度认可，申请人不服答复的可以复议，申请人方便查询。")),
    Case("the office's address", preamble("根据《条例》编制，自2024年1月1日至2024年12月31日，地址：1号楼2单元301室。")),
    Case("measures of the form", added("overview", "申请人张贴要求不明的材料，共3件。改造危房12栋，位于2号楼咨询点。")),
)
