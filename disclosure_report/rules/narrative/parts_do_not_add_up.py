"""TXT505: the parts of a complete list do not add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT505",
    title="分项之和与总数不一致",
    severity=Severity.ERROR,
    basis="条例第四十七条、第五十条",
    message="文字“{quote}”的分项之和与总数不一致：{arithmetic}。",
    hint="请核对总数和各分项；如果只列举了一部分，请写明“等”或者“其余”。",
)
def parts_do_not_add_up(context: Context) -> Iterator[Fault]:
    """**查什么**：“N件，其中a、b、c”的列举如果是完整的，各分项之和是否等于总数。只列举一部分的不查。没有写明、但看上去完整的列举，按警告提示。

    **为什么**：分项与总数对不上，是不用看表格就能发现的错误。

    **例**：“发布解读37条，其中图解29条、视频1条、问答2条、其他形式4条”，分项之和为36。

    **怎么改**：改正写错的数字，或者补上漏写的分项。
    """
    yield from faults(context, "TXT505")
