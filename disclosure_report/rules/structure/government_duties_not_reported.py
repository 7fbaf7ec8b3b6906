"""STR105: a government's report lacks assessment, public appraisal or accountability."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule

_SUBJECTS = {
    "工作考核": re.compile("考核|考评|绩效"),
    "社会评议": re.compile("评议|满意度|测评"),
    "责任追究": re.compile("追责|问责|责任追究|追究[^。]{0,8}责任"),
}


@rule(
    "STR105",
    title="政府年报没有写工作考核、社会评议、责任追究",
    severity=Severity.WARNING,
    basis="条例第五十条第（四）项",
    message="各级人民政府的年报没有写到：{subjects}。",
    hint="请写明工作考核、社会评议和责任追究结果；没有发生责任追究的，写明“未发生”。",
)
def government_duties_not_reported(context: Context) -> Iterator[Fault]:
    """**查什么**：各级人民政府（含乡镇人民政府）的年报，全文是否写到工作考核、社会评议、责任追究。
    部门和街道办事处不查。

    **为什么**：条例第五十条第（四）项对各级人民政府另有这一要求，部门年报没有。

    **例**：某县人民政府的年报写了培训和检查，没有提到社会评议。

    **怎么改**：在第一部分“监督保障”或第五部分补写三项结果。
    """
    agency = context.report.agency
    government = agency.kind == "government" or (agency.kind == "township" and agency.name.endswith("人民政府"))
    text = "".join(p.text for p in context.passages if p.section != "preamble")
    if not government or not text.strip():
        return
    missing = [subject for subject, words in _SUBJECTS.items() if not words.search(text)]
    section = context.report.narrative.section("overview") or context.report.narrative.sections[0]
    if missing:
        yield Fault(section_place(section), values={"subjects": "、".join(missing)})
