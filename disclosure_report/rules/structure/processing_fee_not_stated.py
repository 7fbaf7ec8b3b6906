"""STR106: section six does not state the processing fee."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule

_STATED = re.compile(
    r"(?:处理费|公开收费|申请收费)[^。]{0,60}?(?:[\d零〇一二三四五六七八九十百千万][\d,.，零〇一二三四五六七八九十百千万]{0,20}\s{0,4}万?元|未|没有|无|不收|零|0)"
    r"|(?:未|没有|无|不曾|不)[^。]{0,40}处理费"
    r"|收[取到][^。]{0,30}元[^。]{0,20}处理费"
)


@rule(
    "STR106",
    title="没有写明信息处理费",
    severity=Severity.WARNING,
    basis="国办函〔2020〕109号；年报格式（2021年版）第六部分",
    message="“六、其他需要报告的事项”没有写明信息处理费的收取情况。",
    hint="请写明本年收取信息处理费多少元；没有收取也要写，例如“未收取信息处理费”。",
    editions=("2021",),
)
def processing_fee_not_stated(context: Context) -> Iterator[Fault]:
    """**查什么**：第六部分是否写到信息处理费和金额（或没有收取）。只写“无”不够。信息处理费以元计，
    与表二以万元计的行政事业性收费是两回事。

    **为什么**：信息处理费管理办法要求在年报中如实公开收取情况，一分未收也要说明。

    **例**：第六部分只有一句“无其他需要报告的事项”。

    **怎么改**：加一句：2024年，本机关没有收取政府信息公开信息处理费，金额为0元。
    """
    section = context.report.narrative.section("other")
    text = "".join(s.text for s in context.report.narrative.sections if s.key == "other")
    if section is not None and text.strip() and not _STATED.search(text):
        yield Fault(section_place(section))
