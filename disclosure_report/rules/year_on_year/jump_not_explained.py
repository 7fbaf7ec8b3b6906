"""YOY403: a figure moved strongly against last year and the text does not explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Number
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

_SUBJECTS = {
    "regulations": "规章",
    "normative_documents": "规范性文件",
    "licensing": "许可",
    "other_services": "服务事项",
    "penalty": "处罚",
    "compulsion": "强制",
    "fees": "收费",
    "procurement": "采购",
}
_REQUESTS = "申请"
_DISPUTES = "复议|诉讼"
_CHANGE = re.compile("增[长加多幅]|上升|下降|减少|降低|回落|原因|由于|主要[是因]|同比|[较比与]上年|较20|变化|翻|倍")


@rule(
    "YOY403",
    title="数字大幅变化而没有说明",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号：内容须准确、全面",
    message="“{cell}”由上年的{last}变为{found}，变化超过{ratio}倍，文字中没有说明原因。",
    hint="请核对两年的数；属实的，在总体情况中用一句话说明变化和原因。",
    needs_previous=True,
)
def jump_not_explained(context: Context) -> Iterator[Fault]:
    """**查什么**：表二各数、表三和表四的总计，与上年相比是否增加或减少超过5倍（两年都在20以上才比；
    倍数和下限可在站点文件中设置）。文字中有句子提到这一事项并说到变化或原因的，不提示。

    **为什么**：数字突变又没有说明，上级会来电询问，公众也会质疑数据失实。

    **例**：行政处罚由550件变为9487件，全文没有提到。

    **怎么改**：核对后在正文加一句，例如：因执法权限下放，行政处罚比上年增加。
    """
    for table, row, column in context.edition.figures():
        if table != "proactive" and column != "total":
            continue
        found = context.number(table, row, column)
        last = context.last_year.number(table, row, column) if context.last_year else None
        if found is None or last is None or not _jumped(found, last, context):
            continue
        if not _explained(context, _SUBJECTS.get(row, _REQUESTS if table == "requests" else _DISPUTES)):
            cell = context.label(table, row, column)
            values = {"cell": cell, "found": found, "last": last, "ratio": context.settings.jump_ratio}
            related = (context.last_year_place(table, row, column),)
            yield Fault(context.place(table, row, column), related, values)


def _jumped(found: Number, last: Number, context: Context) -> bool:
    """Whether the figure moved by more than the ratio, both over the floor; a likely unit slip is TAB206's."""
    small, large = sorted((found, last))
    settings = context.settings
    return settings.jump_floor <= small and small * settings.jump_ratio < large < small * settings.unit_slip_ratio


def _explained(context: Context, subject: str) -> bool:
    """Whether some sentence names the subject and speaks of a change."""
    wanted = re.compile(subject)
    return any(
        wanted.search(sentence) and _CHANGE.search(sentence)
        for passage in context.passages
        for _, sentence in passage.sentences()
    )
