"""TXT504: a figure on disputes, documents, decisions or fees differs from the table."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.narrative.faults import faults
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TXT504",
    title="复议诉讼、规范性文件等数量与表格不一致",
    severity=Severity.ERROR,
    basis="条例第二十条、第五十条；年报格式第二、四部分",
    message="文字“{quote}”与表格不一致：{arithmetic}（{label}）。",
    hint="请核对表二、表四；行政诉讼的总数应为“未经复议直接起诉”与“复议后起诉”之和。",
)
def dispute_or_decision_differs_from_table(context: Context) -> Iterator[Fault]:
    """**查什么**：正文所写行政复议、行政诉讼及其结果，规章和规范性文件的制发、废止、现行有效件数，行政许可、行政处罚、行政强制的决定数量，行政事业性收费金额，是否等于表二、表四相应的单元格。

    **为什么**：这些数字另有台账（司法行政部门、执法公示平台、财政），文字与表格不一致很容易被核出来。

    **例**：表四行政诉讼两类合计3件，正文写“行政诉讼4件”。

    **怎么改**：对照台账核对；正文说的只是本级或者备案数的，请写明范围。
    """
    yield from faults(context, "TXT504")
