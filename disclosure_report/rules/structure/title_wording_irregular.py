"""STR111: the typed title is not the customary one, or names another body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

_CUSTOMARY = "政府信息公开工作年度报告"


@rule(
    "STR111",
    title="报告标题写法不规范",
    severity=Severity.NOTICE,
    basis="年报惯例：机关全称＋年度＋“政府信息公开工作年度报告”",
    message="标题“{found}”写法不规范，应为“{expected}”。",
    hint="请改为规定写法；输出的文件会按规定写法印标题。",
)
def title_wording_irregular(context: Context) -> Iterator[Fault]:
    """**查什么**：文字中写出的标题是否为“机关全称＋年度＋政府信息公开工作年度报告”（换行、空格不计）。
    年份不对由 QUA602 提示。

    **为什么**：“信息公开年报”“政务公开工作总结”一类写法不规范，检索时也找不到。

    **例**：“示例市教育局2024年信息公开年报”。

    **怎么改**：照规定写法改标题。
    """
    title = context.report.narrative.title
    if title is None or not title.text.strip():
        return
    plain = "".join(title.text.split())
    expected = f"{context.report.agency.name}{context.report.year}年政府信息公开工作年度报告"
    customary = plain.endswith(_CUSTOMARY) and context.report.agency.name.replace(" ", "") in plain
    if not customary:
        place = title.at(0, len(title.text))
        values = {"found": plain[:60], "expected": expected}
        yield Fault(replace(place, section=place.section or "title"), values=values)
