"""TXT503: a figure stated for a result differs from the table."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT503",
    title="办理结果的数量与表格不一致",
    severity=Severity.ERROR,
    basis="条例第三十六条、第五十条；年报格式第三部分",
    message="文字“{quote}”与表三不一致：{arithmetic}（{label}）。",
    hint="请对照表三“本年度办理结果”逐项核对。",
)
def result_differs_from_table(context: Context) -> Iterator[Fault]:
    """**查什么**：正文所写予以公开、部分公开、不予公开、无法提供、不予处理、其他处理以及各小项的数量，是否等于表三相应的行；“予以公开及部分公开”按两项之和核对，“不予公开”等按该组各小项之和核对。

    **为什么**：办理结果是申请人和复议机关最关注的数字，文字与表格不一致会直接影响报告的可信度。

    **例**：表三不予公开各小项合计2，正文写“不予公开4件”。

    **怎么改**：逐项核对答复书的类型，改正写错的一处。
    """
    yield from faults(context, "TXT503")
