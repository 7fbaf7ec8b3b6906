"""QUA603: another body or place is named as if it were the one that reports."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.places import Home, foreign_names
from disclosure_report.rules.registry import Fault, rule


@rule(
    "QUA603",
    title="出现其他单位或地方的名称",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号：不得内容雷同",
    message="“{quote}”不是本报告的单位或所在地（{agency}）。",
    hint="请核对这一段是否从别处抄来；确需提到的，写明关系（如“学习……经验”）。",
)
def other_body_named(context: Context) -> Iterator[Fault]:
    """**查什么**：句首或主语位置上出现的外省、外市名称，以及与本单位同名而地方不同的机关（如本单位是甲市教育局，
    文中写“乙市教育局”）。上级所在的省、书名号和引号中的名称、“赴”“学习”“会同”等之后的名称，
    以及只作地名提到的不提示。地名表为全国省级和地级行政区划；可在站点文件中增加地名或放行词。

    **为什么**：整段抄来的文字常忘记换掉原单位的名称。

    **例**：示例市教育局的报告写“南京市教育局严格落实……”。

    **怎么改**：换成本单位的名称，并核对这一段的其他事实。
    """
    agency = context.report.agency.name
    home = Home.of(agency, context.settings.place_names)
    for passage in context.passages:
        for start, end in foreign_names(passage.text, home):
            quote = passage.text[start:end]
            if quote not in context.settings.allowed_words:
                yield Fault(passage.at(start, end), values={"quote": quote, "agency": agency})
