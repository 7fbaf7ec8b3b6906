"""TXT508: a sweeping statement that a cell contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT508",
    title="“均、全部、未发生”的说法与表格不符",
    severity=Severity.WARNING,
    basis="条例第五十条；年报格式第三、四部分",
    message="文字“{quote}”与表格不符：{arithmetic}（{label}）。",
    hint="请改写这句话，或者核对表格相应的单元格。",
)
def universal_statement_contradicted(context: Context) -> Iterator[Fault]:
    """**查什么**：“均获维持”“全部办结”“无一被纠正”“未发生行政复议”“未作出行政处罚决定”等说法，表格里是否有相反的数字。

    **为什么**：这类概括的话多是沿用上年的，数字变了就不再成立。

    **例**：正文写“行政复议均获维持”，表四还有尚未审结1件。

    **怎么改**：按表格的实际情况改写，例如写明维持几件、尚未审结几件。
    """
    yield from faults(context, "TXT508")
