"""Cases of QUA603."""

from __future__ import annotations

from disclosure_report.model.settings import Settings
from tests.rules.case import Case, added, agency, both, quote

CODE = "QUA603"
CASES = (
    Case(
        "another city's bureau", added("overview", "南京市教育局严格落实发布审查。"), quote("overview", "南京市教育局")
    ),
    Case(
        "an unlisted city's bureau of the same name",
        added("overview", "2024年，样例市教育局公开信息12条。"),
        quote("overview", "样例市教育局"),
    ),
    Case("a place as the subject", added("problems", "问题不少。苏州市坚持问题导向。"), quote("problems", "苏州市")),
    Case(
        "a place the site knows",
        added("overview", "甲乙市坚持公开。"),
        quote("overview", "甲乙市"),
        settings=Settings(place_names=("甲乙市",)),
    ),
    Case("learned from", added("overview", "赴南京市教育局学习经验，与苏州市教育局交流。")),
    Case("in a title", added("overview", "《南京市政府信息公开办法》值得借鉴。")),
    Case("own name", added("overview", "示例市教育局坚持公开。示例市坚持公开。")),
    Case("the province above", added("overview", "江苏省教育厅组织培训，按照江苏省政府要求执行。")),
    Case("all bureaus of the city", added("overview", "全市教育局系统共享目录。各县区教育局报送信息。")),
    Case(
        "the city above a county",
        both(agency(name="示例县教育局", level="county"), added("overview", "南京市教育局组织考核。")),
    ),
    Case(
        "allowed by the site",
        added("overview", "南京市教育局严格落实。"),
        settings=Settings(allowed_words=("南京市教育局",)),
    ),
)
