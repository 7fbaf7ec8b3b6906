"""PRI803: masked personal data still singles out a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule
from disclosure_report.rules.surnames import SURNAMES

_PARTIES = "申请人|复议人|原告|上诉人|投诉人|举报人|村民|业主|户主|居民"
#: One of these stands in whatever the patterns find.
_SIGN = re.compile("[*＊某]")
_PATTERNS = (
    (re.compile(r"(?<!\d)1[3-9]\d{1,6}[*＊]{2,8}\d{0,6}"), "是部分打码的手机号"),
    (re.compile(r"(?<!\d)[1-9](?:\d{5,9}[*＊]{3,12}|\d{2,4}[*＊]{8,14})[\dXx]{0,6}"), "是部分打码的证件号"),
    (re.compile(rf"[{SURNAMES}][*＊]{{1,3}}"), "是部分打码的姓名"),
    (re.compile(rf"(?:{_PARTIES})[{SURNAMES}]某{{1,2}}"), "是化名的当事人"),
)


@rule(
    "PRI803",
    title="打码后仍能认出个人",
    severity=Severity.WARNING,
    basis="条例第十五条；个人信息保护法",
    message="“{quote}”{state}，结合上下文仍可能认出本人。",
    hint="请整段删去号码和称谓，不要只遮挡一部分。",
)
def masked_data_singles_out(context: Context) -> Iterator[Fault]:
    """**查什么**：部分打星的手机号、证件号、姓名（张*、李**），以及申请人、村民等称谓之后“某某”式的化名。

    **为什么**：遮住几位并不等于匿名，和时间、地点、案情放在一起就能认出是谁。

    **例**：“申请人张某某（1380000****）”只遮了四位。

    **怎么改**：只写“有申请人反映”，不写姓和号码。
    """
    for passage in context.passages if _SIGN.search(context.text) else ():
        for pattern, state in _PATTERNS:
            for match in pattern.finditer(passage.text):
                yield Fault(passage.at(*match.span()), values={"quote": match.group(), "state": state})
