"""What qualifies a statement without a figure: an exception, a condition, a part of the year, a remainder named.

The words around a statement are looked at as text: one that is hedged in any of these ways says nothing certain.
"""

from __future__ import annotations

import re

from disclosure_report.claims.claim import Assertion
from disclosure_report.claims.tokens import ENDS

#: No sentence needs to be looked at further than this.
_REACH = 300
_END = re.compile(f"[{ENDS}]")
_BRACKET = re.compile(r"[^，；（]{0,6}（[^）]*")
_EXCEPT = re.compile(r"除|[此以之另]外")
_CONDITION = re.compile(r"若|如(?![期下实])|的话|倘|一旦|凡")
#: A subordinate clause ends there: 未收到申请的，各栏填0.
_SUBORDINATE = re.compile(r"的(?!情|现象|案)")
_EXCEPTED = re.compile(r"除外|除[^除]+外")
_PART_OF_YEAR = re.compile(
    r"月|旬|周|季|半年|学期|[寒暑]假|假期|节日|春节|期间|期内|当[天日]|之日|截[至止]|以来|自[^，]+起"
    r"|(?<![先落最])后(?!续)|(?<!提)前(?![置列提沿])|(?<![及按同实准])时(?![限间效代])"
)
#: Whatever 处罚 and the like led to are disputes about them, not about disclosure.
_OTHER_DISPUTES = re.compile(r"处罚|许可|强制|执法|收费|征收|裁决")
#: What is said of requests that are still open. What came from the year before (上年结转) is none of them.
_OPEN = re.compile(
    r"除外|(?<![年度末])(?:结转|转入|转至|未办结|未答复)|未到|未届|办理中|在办|正在[办处]|继续[办处]|跨年|延期|顺延|另有|仅\d"
    r"|[下次翌]一?年|尚未|剩余|余下|待"
)


def qualified(found: Assertion, text: str, year: int) -> bool:
    """Whether words of its sentence in compact ``text`` narrow the statement; ``year`` is the report's."""
    before = _END.split(text[max(0, found.start - _REACH) : found.start])[-1]
    after = _END.split(text[found.end : found.end + _REACH], maxsplit=1)[0]
    bracket = _BRACKET.match(after)
    time = _without_whole_year(before + (bracket[0] if bracket else ""), year)
    return bool(
        _EXCEPT.search(before)
        or _EXCEPTED.search(after)
        or _CONDITION.search(before)
        or _SUBORDINATE.match(after)
        or _PART_OF_YEAR.search(time)
        or (_of_disputes(found) and _OTHER_DISPUTES.search(before))
    )


def tells_what_is_open(text: str) -> bool:
    """Whether a paragraph speaks of requests that are not handled yet: 未到期的继续办理, 结转件除外."""
    return _OPEN.search(text) is not None


def _of_disputes(found: Assertion) -> bool:
    return any(table == "disputes" for reading in found.readings for _, table, _, _ in reading)


def _without_whole_year(text: str, year: int) -> str:
    """The text without the expressions that mean the whole of the report's year."""
    return re.sub(
        rf"自?(?:{year}年)?1月(?:1日)?起?[至到\-—～~]+(?:{year}年)?12月(?:31日)?(?:止|期间)?|1[至到\-—～~]+12月"
        rf"|截[至止](?:{year}年)?(?:12月31日|12月底|年底|年末)|(?:{year}年|今年|本年度?|年初)以来"
        r"|(?:报告|统计)期(?:内|间)|本报告期",
        "",
        text,
    )
