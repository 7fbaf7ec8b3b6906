"""Cases of LAW703."""

from __future__ import annotations

from tests.rules.case import Case, added, preamble, quote

CODE = "LAW703"
CASES = (
    Case(
        "the old Regulation's article",
        preamble("根据《中华人民共和国政府信息公开条例》第三十一条规定，编制本报告，自2024年1月1日至2024年12月31日。"),
        quote("preamble", "《中华人民共和国政府信息公开条例》第三十一条"),
    ),
    Case(
        "the report by its full name",
        added("other", "依据《条例》第三十条编制2024年政府信息公开工作年度报告。"),
        quote("other", "《条例》第三十条"),
    ),
    Case("no such article", added("other", "依据《条例》第六十条办理。"), quote("other", "《条例》第六十条")),
    Case("no such item", added("other", "依据《条例》第二十条第（十六）项公开。"), {"section": "other"}),
    Case("right articles", added("other", "根据《条例》第五十条编制本报告，按《条例》第四十二条收取信息处理费。")),
    Case("both articles", added("other", "按照《条例》第四十九条、第五十条规定，编制本年度报告。")),
    Case("another law", added("other", "根据《行政许可法》第八十一条编制本报告。")),
    Case(
        "another topic of the article",
        added("other", "按照《条例》第三十三条规定期限答复，并按第四十二条收取信息处理费。"),
    ),
)
