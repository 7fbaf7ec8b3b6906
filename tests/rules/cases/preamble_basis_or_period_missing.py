"""Cases of STR110."""

from __future__ import annotations

from tests.rules.case import Case, added, both, preamble, quote

CODE = "STR110"
CASES = (
    Case("no preamble", preamble(None), {"section": "preamble"}),
    Case(
        "last year's period",
        preamble("根据《条例》编制，统计期限自2023年1月1日起至2023年12月31日止。"),
        quote("preamble", "2023年1月1日起至2023年12月31日"),
    ),
    Case(
        "ends before it begins",
        preamble("根据《条例》编制，自2024年1月1日起至2023年12月31日止。"),
        quote("preamble", "2024年1月1日起至2023年12月31日"),
    ),
    Case(
        "a digit too many",
        preamble("根据《条例》编制，统计期限自20240年1月1日起至2024年12月31日止。"),
        quote("preamble", "20240年1月1日起至2024年12月31日"),
    ),
    Case(
        "no basis", preamble("本报告统计期限自2024年1月1日起至2024年12月31日止。"), {"section": "preamble", "line": 1}
    ),
    Case(
        "spaces around the figures", preamble("根据《条例》规定，统计期限自 2024 年 1 月 1 日至 2024 年 12 月 31 日。")
    ),
    Case("the year only once", preamble("依据《条例》，数据统计期限为2024年1月1日至12月31日。")),
    Case(
        "the period stated in section one",
        both(preamble("根据《条例》编制本报告。"), added("overview", "数据统计期限自2024年1月1日至2024年12月31日。")),
    ),
)
