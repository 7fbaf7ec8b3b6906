"""QUA607: section one has not one figure or fact of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule

_SHORTEST = 100
#: What is in every report: years, the Regulation, numbers of headings and of articles, 第一/一是.
_COMMON = re.compile(
    r"20\d\d年度?|《(?:中华人民共和国)?(?:政府信息公开)?条例》|〔\d{4}〕\d{1,4}号|第[一二三四五六七八九十\d]{1,4}[条款项号届]"
    r"|“?(?:放管服|三审三校|互联网\+)”?|[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[）)]|[1-9][.．、]"
)
#: A digit that belongs to none of these: most reports have one in their first lines, and nothing more is to be asked.
_FIGURE = re.compile(rf"{_COMMON.pattern}|(?P<figure>[\d０-９])")
_FACT = re.compile(r"[\d０-９]|《[^》]{2,60}》|“[^”]{2,40}”|[一二三四五六七八九十百千万两]{1,8}[条件次份篇期个场项人]")


@rule(
    "QUA607",
    title="通篇套话，没有本单位的事实",
    severity=Severity.NOTICE,
    basis="国办公开办函〔2021〕30号：不得敷衍塞责",
    message="“{section}”{characters}字，没有一个数字、文件名或具体名称。",
    hint="请写入本年的事实：公开多少条、办理多少件、开展哪些活动、出台哪些文件。",
)
def generic_text(context: Context) -> Iterator[Fault]:
    """**查什么**：第一部分（100字以上）除年份和条例本身外，有没有任何数字、日期、书名号中的文件名、引号中的名称。

    **为什么**：没有事实的总体情况换个单位也能用，评议时按敷衍塞责处理。

    **例**：“我局高度重视政府信息公开工作，加强组织领导，完善工作机制，取得了较好成效。”

    **怎么改**：每个方面写一两个数或一件事。
    """
    found = [s for s in context.report.narrative.sections if s.key == "overview"]
    text = "".join("".join(s.text.split()) for s in found)
    if any(match["figure"] for match in _FIGURE.finditer(text)):
        return
    if len(text) >= _SHORTEST and not _FACT.search(_COMMON.sub("", text)):
        title = found[0].title or context.edition.section("overview").title
        yield Fault(section_place(found[0]), values={"section": title, "characters": len(text)})
