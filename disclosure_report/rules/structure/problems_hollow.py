"""STR107: section five is hollow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule
from disclosure_report.rules.shortcomings import SHORTCOMING

_MEASURE = re.compile(
    "下一步|下一?阶段|改进|措施|整改|今后|将|加强|加大|进一步|提升|完善|强化|优化|健全|落实|推进|深化|建立|制定|推行|编印|启动|力争|举措|"
    "对策|办法|准备|计划|统一|增[设配]|组建|针对(?!性)|拟[^定稿]|出台|已更换|已完成"
)
_TURN = re.compile("下一步|下一?阶段|改进措施|改进情况|整改措施|针对|今后|为此")
_SENTENCE = 12
_ITEM = re.compile("[一二三四五六七八九十]是|第[一二三四五六七八九十]，|（[一二三四五六七八九十]）|[1-9][.．、]")


@rule(
    "STR107",
    title="问题与改进写得空洞",
    severity=Severity.WARNING,
    basis="条例第五十条第（四）项；年报格式第五部分",
    message="“{section}”{state}（{characters}字，问题{problems}条，措施{measures}条）。",
    hint="请写清本单位本年的主要问题，并逐条写出改进措施。",
)
def problems_hollow(context: Context) -> Iterator[Fault]:
    """**查什么**：第五部分是否只有“无”或寥寥几字（字数下限可在站点文件中设置，默认60字），是否只有问题没有措施，
    或只有措施没有问题。

    **为什么**：格式通知点名批评内容雷同、敷衍塞责；问题没有措施等于没有改进。

    **例**：“存在公开不够及时的问题。”全段没有一句改进措施。

    **怎么改**：按“一是、二是”列出问题，再按“下一步，一是、二是”列出对应措施。
    """
    section = context.report.narrative.section("problems")
    text = "".join("".join(s.text.split()) for s in context.report.narrative.sections if s.key == "problems")
    if section is None or not text:
        return
    headings = [p.text[: p.heading_length] for p in section.paragraphs if p.level == 2]
    state = _state(text, headings, context.settings.hollow_characters)
    if state:
        before, _, after = _split(text)
        problems, measures = len(_ITEM.findall(before)), len(_ITEM.findall(after))
        title = section.title or context.edition.section("problems").title
        values = {"section": title, "state": state, "characters": len(text), "problems": problems, "measures": measures}
        yield Fault(section_place(section), values=values)


def _state(text: str, headings: list[str], least: int) -> str:
    """What is hollow about the section; "" when nothing is."""
    problem, measure = SHORTCOMING.search(text), _MEASURE.search(text) or _goes_on(text)
    if len(text) < (least // 2 if problem and measure else least):
        return "过于简单"
    if not problem:
        return "没有写出问题"
    only_problems = len(headings) == 1 and SHORTCOMING.search(headings[0]) and not _MEASURE.search(headings[0])
    if not measure or (only_problems and not _TURN.search(text)):
        return "只有问题，没有改进措施"
    return ""


def _goes_on(text: str) -> bool:
    """Whether a sentence without any lack follows one that names one: what else but what is done about it."""
    said = [bool(SHORTCOMING.search(s)) for s in text.split("。") if len(s) >= _SENTENCE]
    return True in said and not said[-1]


def _split(text: str) -> tuple[str, str, str]:
    """The text before and after the turn from problems to measures."""
    turn = _TURN.search(text)
    return (text, "", "") if turn is None else (text[: turn.start()], turn.group(), text[turn.end() :])
