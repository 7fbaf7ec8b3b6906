"""Cases of QUA602."""

from __future__ import annotations

from dataclasses import replace

from disclosure_report.model.report import Paragraph
from tests.rules.case import Case, added, quote, text

CODE = "QUA602"
CASES = (
    Case("opens with last year", added("overview", "2023年，我局公开信息412条。"), quote("overview", "2023年，")),
    Case("last year in full", added("overview", "2023年全年公开信息412条。"), quote("overview", "2023年")),
    Case("as of last year's end", added("overview", "截至2023年12月31日，公开信息412条。"), {"section": "overview"}),
    Case("as of both years' ends", added("overview", "截至2023年底为300条，截至2024年底为412条。")),
    Case(
        "after another sentence",
        added("problems", "问题仍有不少。2022年，示例市教育局将改进。"),
        quote("problems", "2022年，"),
    ),
    Case(
        "the title",
        lambda r: replace(
            r, narrative=replace(r.narrative, title=Paragraph("示例市教育局2023年政府信息公开工作年度报告"))
        ),
        quote("title", "2023年"),
    ),
    Case(
        "opens with the year it was written in",
        text("overview", "2025年，我局围绕群众关切做好公开工作。"),
        quote("overview", "2025年，"),
    ),
    Case("a digit too many", added("other", "20240年，我局公开信息412条。"), quote("other", "20240年")),
    Case("a short name", added("overview", "2023年，县政府坚持公开。"), quote("overview", "2023年，")),
    Case("opens with a plan", text("overview", "2025年，我局将围绕群众关切做好公开工作。")),
    Case("the year to come further on", added("overview", "2025年，我局围绕群众关切做好公开工作。")),
    Case("compared with last year", added("overview", "较2023年增长5%，与2023年相比多12条。")),
    Case("since", added("overview", "2023年以来，我局坚持公开。自2022年起设立专栏。")),
    Case(
        "a number, a plan, a title", added("overview", "落实〔2023〕12号文和2021-2025年规划，印发《2023年工作要点》。")
    ),
    Case("set against this year", added("overview", "2023年，我局公开信息300条，2024年公开412条。")),
    Case("the date of an event", added("overview", "2023年5月印发的办法继续执行。")),
    Case("the report's own year", added("overview", "2024年，我局公开信息412条。")),
)
