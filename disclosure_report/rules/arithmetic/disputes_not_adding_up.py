"""SUM304: the outcomes of a group of disputes do not add up to the total."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.identities import broken_identities
from disclosure_report.rules.registry import Fault, rule


@rule(
    "SUM304",
    title="复议诉讼各结果之和不等于总计",
    severity=Severity.ERROR,
    basis="年报格式第四部分",
    message="“{line}”：维持、纠正、其他、尚未审结之和不等于总计：{arithmetic}。",
    hint="请核对这一组五个数；尚未审结的案件也计入总计。",
)
def disputes_not_adding_up(context: Context) -> Iterator[Fault]:
    """**查什么**：表四的三组（行政复议、未经复议直接起诉、复议后起诉），维持、纠正、其他结果、
    尚未审结之和应等于总计。

    **为什么**：总计是四种结果的合计，漏填总计、漏计尚未审结是常见差错。

    **例**：维持 10、纠正 1、其他 0、尚未审结 0，总计却填 0。

    **怎么改**：按案件台账核对，总计填合计数。
    """
    yield from broken_identities(context, "SUM304")
