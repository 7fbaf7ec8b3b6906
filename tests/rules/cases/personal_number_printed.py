"""Cases of PRI801."""

from __future__ import annotations

from tests.rules.case import Case, added, both, fields, preamble, quote

CODE = "PRI801"
CASES = (
    Case(
        "identity card",
        added("overview", "申请人证件号11010519491231002X。"),
        quote("overview", "11010519491231002X"),
        severity="error",
    ),
    Case("bank card", added("overview", "退费至6222021234567890128。"), {"section": "overview"}),
    Case("card in groups", added("overview", "账号4012 8888 8888 1881。"), quote("overview", "4012 8888 8888 1881")),
    Case("mobile", added("overview", "当事人13800138000来电。"), quote("overview", "13800138000")),
    Case("mobile in groups", added("overview", "当事人138-0013-8000来电。"), quote("overview", "138-0013-8000")),
    Case(
        "a telephone in section six",
        added("other", "咨询电话：13800138000。"),
        quote("other", "13800138000"),
        severity="warning",
    ),
    Case("a count", added("overview", "接听来电13800138000次。")),
    Case("check digit wrong", added("overview", "流水号110105194912310021。")),
    Case("the office's contact", both(fields(contact="138-0013-8000"), added("overview", "来电13800138000。"))),
    Case(
        "telephone in the preamble",
        preamble("根据《条例》编制，自2024年1月1日至2024年12月31日，联系电话：13800138000。"),
    ),
    Case(
        "other long numbers",
        added("overview", "统一社会信用代码11320800014319000A，电话0517-12345678，浏览12345678901次。"),
    ),
    Case("Luhn holds, no card", added("overview", "点击量4111111111111111次。")),
)
