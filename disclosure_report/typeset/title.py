"""The title's lines: broken at meaning, in a trapezium or a diamond (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import ceil

from disclosure_report.typeset.kinsoku import NO_BREAK_AFTER, NO_BREAK_BEFORE, TOGETHER

#: The width of a text in em.
Measure = Callable[[str], float]

#: Words that a line break would cut.
_WORDS = re.compile(
    "政府信息公开|信息公开|政务公开|政府信息|工作|年度报告|年度|报告|人民政府|办公室|办公厅|委员会|管理委员会|管委会|管理局|监督管理|"
    "自治区|自治州|自治县|开发区|高新区|示范区|试验区|经济技术|高新技术|产业|有限公司|研究院|研究所|行政|执法|综合|教育|体育|文化|旅游|"
    "广播|电视|电影|卫生|健康|人力资源|社会保障|住房|城乡建设|交通|运输|自然资源|生态环境|农业|农村|水利|商务|应急|审计|市场|统计|医疗|"
    "保障|发展|改革|科学|技术|工业|信息化|民族|宗教|公安|民政|司法|财政|退役军人|事务|机关|街道|办事处|服务|大数据|行政审批|公共资源|交易|中心"
)
_BOOK = re.compile("《[^《》]*》|（[^（）]*）|“[^“”]*”")
#: A line ends well after these.
_GOOD_AFTER = re.compile(
    "(?<=人民政府)|(?<=委员会)|(?<=管委会)|(?<=自治区)|(?<=自治州)|(?<=自治县)|(?<=[省市县区盟旗局厅部乡镇])|(?<=[、和与及》）”])"
)
_GOOD_BEFORE = re.compile("(?=关于)|(?=办公室)|(?=人民政府)|(?=《)|(?=政府信息公开工作)")

_CUTS_WORD, _PLAIN, _IN_BOOK, _NEVER = 60.0, 8.0, 300.0, 10_000.0
#: Shapes other than a trapezium or a diamond; each em a line differs from the mean counts once (squared).
_BAD_SHAPE, _ANOTHER_LINE, _MOST_LINES = 40.0, 30.0, 6
#: A way to break: what it costs and its lines; none or one in a list.
_Ways = list[tuple[float, tuple[str, ...]]]


def break_title(issuer: str, name: str, max_em: float, measure: Measure) -> tuple[str, ...]:
    """The lines of a title: issuer and name below each other, each broken at meaning when wider than ``max_em``.

    Joined they are issuer + name.  Never broken inside a number with its unit; inside 《》 or a word only when nothing
    else fits.
    """
    name_lines = _broken(name, max_em, measure, ()) if name else ()
    below = tuple(measure(line) for line in name_lines)
    return (*(_broken(issuer, max_em, measure, below) if issuer else ()), *name_lines)


def _broken(text: str, max_em: float, measure: Measure, below: tuple[float, ...]) -> tuple[str, ...]:
    """One part of the title; ``below`` are the widths of the lines that follow and shape the block with it."""
    if measure(text) <= max_em:
        return (text,)
    costs = _costs(text)
    places = [i for i in range(1, len(text)) if costs[i] < _NEVER]
    fewest = ceil(measure(text) / max_em)
    ways = [
        (cost + _ANOTHER_LINE * count, lines)
        for count in range(fewest, min(fewest + 2, _MOST_LINES) + 1)
        for cost, lines in _best(text, count, places, costs, max_em, measure, below)
    ]
    return min(ways)[1] if ways else _filled(text, max_em, measure)


def _best(
    text: str,
    count: int,
    places: Sequence[int],
    costs: Sequence[float],
    max_em: float,
    measure: Measure,
    below: tuple[float, ...],
) -> _Ways:
    """The cheapest way to break into ``count`` lines; the shape of the whole counts up to three lines."""
    width = _prefix_widths(text, measure)
    if count > 3:
        return _cheapest(text, count, places, costs, max_em, width)
    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in combinations(places, count - 1):
        ends = (0, *cuts, len(text))
        widths = [width[b] - width[a] for a, b in pairwise(ends)]
        if max(widths) > max_em + 1e-9:
            continue
        cost = sum(costs[c] for c in cuts) + _shape_cost((*widths, *below)) + _uneven(widths)
        if best is None or (cost, ends) < best:
            best = (cost, ends)
    return [(best[0], tuple(text[a:b] for a, b in pairwise(best[1])))] if best else []


def _cheapest(
    text: str, count: int, places: Sequence[int], costs: Sequence[float], max_em: float, width: Sequence[float]
) -> _Ways:
    """Many lines, by dynamic programming: ``best[i]`` is the cheapest way to end a line before i."""
    mean = width[-1] / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for number in range(count):
        ends = (len(text),) if number == count - 1 else places
        best = {
            b: min(
                (cost + costs[b] * (b < len(text)) + (width[b] - width[a] - mean) ** 2 / 2, (*cuts, b))
                for a, (cost, cuts) in best.items()
                if a < b and width[b] - width[a] <= max_em + 1e-9
            )
            for b in ends
            if any(a < b and width[b] - width[a] <= max_em + 1e-9 for a in best)
        }
    if len(text) not in best:
        return []
    cost, cuts = best[len(text)]
    return [(cost, tuple(text[a:b] for a, b in pairwise(cuts)))]


def _prefix_widths(text: str, measure: Measure) -> list[float]:
    out = [0.0]
    for character in text:
        out.append(out[-1] + measure(character))
    return out


def _uneven(widths: Sequence[float]) -> float:
    mean = sum(widths) / len(widths)
    return sum((w - mean) ** 2 for w in widths) / 2


def _shape_cost(widths: Sequence[float]) -> float:
    """Nothing for a trapezium (growing or shrinking) or a diamond (growing, then shrinking)."""
    steps = [b - a for a, b in pairwise(widths) if abs(b - a) > 0.25]
    turns = [i for i, (a, b) in enumerate(pairwise(steps)) if a * b < 0]
    if not turns or (len(turns) == 1 and steps[0] > 0):
        return 0.0
    return _BAD_SHAPE


@lru_cache(maxsize=256)
def _costs(text: str) -> tuple[float, ...]:
    """What a break before each character costs."""
    costs = [_PLAIN] * (len(text) + 1)
    for pattern in (_GOOD_AFTER, _GOOD_BEFORE):
        for match in pattern.finditer(text):
            costs[match.start()] = 0.0
    for match in _WORDS.finditer(text):
        costs[match.start() + 1 : match.end()] = [_CUTS_WORD] * (match.end() - match.start() - 1)
    for match in _BOOK.finditer(text):
        costs[match.start() + 1 : match.end()] = [_IN_BOOK] * (match.end() - match.start() - 1)
    for match in NO_BREAK_BEFORE.finditer(text):
        costs[match.start()] = _NEVER
    for match in NO_BREAK_AFTER.finditer(text):
        costs[match.end()] = _NEVER
    for start, end in TOGETHER.spans(text):
        costs[start + 1 : end] = [_NEVER] * (end - start - 1)
    return tuple(costs)


def _filled(text: str, max_em: float, measure: Measure) -> tuple[str, ...]:
    """Lines as full as they go: for a title that no meaning can break."""
    lines, start, width = [], 0, 0.0
    for i, character in enumerate(text):
        step = measure(character)
        if width + step > max_em and i > start:
            lines.append(text[start:i])
            start, width = i, 0.0
        width += step
    return (*lines, text[start:])
