"""STR108: the numbering of headings jumps, repeats or mixes styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Section
from disclosure_report.rules.context import Context
from disclosure_report.rules.headings import Ordinal, ordinal_of
from disclosure_report.rules.passages import Passage
from disclosure_report.rules.registry import Fault, rule


@rule(
    "STR108",
    title="标题编号跳号、重号或混用",
    severity=Severity.WARNING,
    basis="GB/T 9704 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”",
    message="标题“{heading}”{state}。",
    hint="请按“一、（一）1.（1）”的层次重新编号。",
)
def heading_numbering_broken(context: Context) -> Iterator[Fault]:
    """**查什么**：每个部分内，各级标题的编号是否从一开始、依次连续、写法一致。上一级标题下重新从一编号是正常的；
    隔着正文另起一组编号也认可。

    **为什么**：编号断开多半是删改后没有重排，公文格式对层次序数有统一写法。

    **例**：“（一）”后面直接是“（三）”；同一级标题一处写“1.”一处写“2、”。

    **怎么改**：从第一个标题起重新编号，同一级用同一种写法。
    """
    for section in context.report.narrative.sections:
        yield from _section(section)


@dataclass(slots=True)
class _Level:
    """What was seen last at one level of a section."""

    value: int = 0
    style: str = ""
    body_since: bool = False


def _section(section: Section) -> Iterator[Fault]:
    levels: dict[int, _Level] = {}
    styles: dict[int, str] = {}
    for passage in (Passage(section.key, p) for p in section.paragraphs):
        level = passage.paragraph.level
        number = ordinal_of(passage.text) if level > 1 else None
        if number is None:
            for seen in levels.values():
                seen.body_since = True
            continue
        for deeper in [k for k in levels if k > level]:
            del levels[deeper]
        state = _state(levels.get(level, _Level()), number)
        if not state and styles.setdefault(level, number.style) != number.style:
            state = f"的编号写法与前面的“{styles[level]}”不一致"
        levels[level] = _Level(number.value, number.style, passage.paragraph.run_in)
        if state:
            end = passage.paragraph.heading_length or len(passage.text)
            heading = passage.text[:end]
            yield Fault(passage.at(0, end), values={"heading": heading[:40], "state": state})


def _state(seen: _Level, number: Ordinal) -> str:
    """How the number breaks the sequence; a new group may begin at one after running text."""
    if number.value == seen.value + 1 or (number.value == 1 and seen.value > 1 and seen.body_since):
        return ""
    if number.value == seen.value:
        return f"与前一个编号重复（{number.text}）"
    expected = "第一个编号应从一开始" if seen.value == 0 else f"前一个是第{seen.value}，这里应是第{seen.value + 1}"
    return f"编号不连续（{expected}）"
