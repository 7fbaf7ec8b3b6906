"""TXT506: a percentage or a change does not follow from the figures."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT506",
    title="百分比或增减数与数字不符",
    severity=Severity.WARNING,
    basis="条例第四十七条、第五十条",
    message="文字“{quote}”与有关数字不符：{arithmetic}。",
    hint="请用同一口径的数字重新计算，并按所写的小数位数四舍五入。",
)
def percentage_does_not_follow(context: Context) -> Iterator[Fault]:
    """**查什么**：占比、同比增减的百分比和件数，按正文的数字（有上年报告时按上年报告）重新计算，是否与所写的一致，精确到所写的小数位。

    **为什么**：百分比常常沿用旧稿，数字改了而比例没有改。

    **例**：“收到申请50件，其中自然人40件，占78%”，应为80%。

    **怎么改**：重新计算后改正；如果用的是别的口径，请写明。
    """
    yield from faults(context, "TXT506")
