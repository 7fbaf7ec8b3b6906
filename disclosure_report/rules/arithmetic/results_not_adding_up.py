"""SUM302: the results of a column do not add up to the total."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.identities import broken_identities
from disclosure_report.rules.registry import Fault, rule


@rule(
    "SUM302",
    title="办理结果各项之和不等于总计",
    severity=Severity.ERROR,
    basis="年报格式第三部分：三、本年度办理结果",
    message="“{line}”列：办理结果各项之和不等于（七）总计：{arithmetic}。",
    hint="请核对这一列（一）至（六）各小项；一件申请只计入一种结果。",
)
def results_not_adding_up(context: Context) -> Iterator[Fault]:
    """**查什么**：表三每一列，（一）至（六）各项之和应等于（七）总计。

    **为什么**：每件申请只能有一种结果，“部分公开”已单列，不再计入其他项。

    **例**：予以公开 15、部分公开 4、不掌握 7，其余为 0，合计 26，总计却填 27。

    **怎么改**：对照台账核对各小项；如总计是手工填写，改用公式。
    """
    yield from broken_identities(context, "SUM302")
