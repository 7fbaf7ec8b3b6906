"""STR102: sections stand out of order, or one stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Section
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule


@rule(
    "STR102",
    title="部分次序不对或重复",
    severity=Severity.ERROR,
    basis="年报格式",
    message="“{section}”{state}。",
    hint="请按一、总体情况至六、其他需要报告的事项的次序排列，每个部分只写一次。",
)
def sections_out_of_order(context: Context) -> Iterator[Fault]:
    """**查什么**：六个部分是否按规定次序，每个部分是否只出现一次。同一次序错误只指出放错位置的部分。

    **为什么**：格式规定了六个部分的次序，次序不对或重复多半是拼接旧稿留下的。

    **例**：“五、存在的主要问题及改进情况”写在“一、总体情况”前面。

    **怎么改**：把放错的部分移回原位；重复的合并为一个。
    """
    order = {spec.key: number for number, spec in enumerate(context.edition.sections)}
    first: dict[str, Section] = {}
    for section in context.report.narrative.sections:
        if section.key in first:
            yield _fault(context, section, "出现了两次", section_place(first[section.key]))
        elif section.key in order:
            first[section.key] = section
    kept = _longest_rising([order[key] for key in first])
    for key, section in first.items():
        if order[key] not in kept:
            yield _fault(context, section, "次序不对", *_passed(first, order, key))


def _fault(context: Context, section: Section, state: str, *related: SourceRef) -> Fault:
    title = section.title or context.edition.section(section.key).title
    return Fault(section_place(section), related, {"section": title, "state": state})


def _passed(first: dict[str, Section], order: dict[str, int], key: str) -> Iterator[SourceRef]:
    """The sections on whose wrong side this one stands."""
    keys = list(first)
    here = keys.index(key)
    for there, other in enumerate(keys):
        if (there < here) != (order[other] < order[key]) and other != key:
            yield section_place(first[other])


def _longest_rising(numbers: list[int]) -> frozenset[int]:
    """The longest rising subsequence of distinct numbers (at most six of them): the sections that stand right."""
    best: list[tuple[int, ...]] = []
    for number in numbers:
        before = [run for run in best if run[-1] < number]
        best.append((*max(reversed(before), key=len), number) if before else (number,))
    longest: tuple[int, ...] = ()
    for run in best:
        longest = run if len(run) >= len(longest) else longest
    return frozenset(longest)
