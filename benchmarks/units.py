"""Input folders of invented bodies, as many as wanted: different figures, different texts, nothing to find in them.

The same seed gives the same files.  Defects can be planted: each is one edit of one unit, and ``Planted`` says which
code must name it.  From the shell: ``python -m benchmarks.units DIR 300 [every]`` plants a defect in each ``every``-th.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from disclosure_report.editions import Edition, load_edition
from disclosure_report.model.report import Value
from disclosure_report.templates.arithmetic import TableFigures
from disclosure_report.templates.project import SETTINGS_NAME, WORKBOOK_NAME, toml_string
from disclosure_report.templates.workbook import write_workbook

YEAR = 2024
_COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_organization",
    "legal_service_institution",
    "other",
)
_RESULTS = ("granted", "partly_granted", "refused_third_party", "unavailable_not_held", "rejected_petition")
# fmt: off
_FIELDS = [
    "教育",
    "水利",
    "卫生健康",
    "住房和城乡建设",
    "交通运输",
    "农业农村",
    "林业",
    "民政",
    "审计",
    "统计",
    "文化旅游",
    "商务",
    "应急管理",
    "气象",
    "城市管理",
]
_TOPICS = [
    "招生入学",
    "河道整治",
    "疫苗接种",
    "保障性住房",
    "道路养护",
    "高标准农田",
    "森林防火",
    "养老服务",
    "政府投资审计",
    "农村改厕",
    "文物保护",
    "消费券发放",
    "隐患排查",
    "暴雨预警",
    "垃圾分类",
    "职业培训",
    "环境监测",
    "水库移民",
    "食品抽检",
    "不动产登记",
    "救灾物资",
    "惠农补贴",
    "校车安全",
    "老旧小区改造",
]
_PLACES = [
    "门户网站", "政务新媒体", "公共查阅点", "便民服务中心", "乡镇公示栏", "村务公开群", "广播电视", "新闻发布会",
]
_OFFICES = [
    "办公室", "法规科", "信息中心", "综合科", "督查科", "政策研究室", "宣传科", "档案室",
]
_ACTIONS = [
    "逐条核对",
    "重新归类",
    "按月抽查",
    "统一编号",
    "更新时限",
    "补录全文",
    "合并重复项",
    "标注有效性",
    "公布办理流程",
    "制作图解",
]
_EFFECTS = [
    "群众查找更为方便",
    "栏目层级由四级减为三级",
    "目录与实际一致",
    "办事人员少跑一趟",
    "解读与文件同步发布",
    "留言当日有人接办",
]
# fmt: on
_SENTENCES = (
    "{office}围绕{topic}和{other}，会同{office2}对{place}的相关栏目{action}，{effect}。",
    "在{place}设置{topic}专题，由{office}{action}，{effect}，并把{other}一并纳入。",
    "针对群众关心的{topic}，{office2}把办理依据、条件和期限写成问答，经{office}审核后在{place}发布，{effect}。",
    "{topic}相关文件印发时，由{office}同时起草解读，{office2}负责{action}，随后在{place}和{place2}推送。",
    "每到季度末，{office}把{topic}的公开情况与{other}的进展放在一起{action}，对缺漏之处当场交{office2}补齐。",
    "{office}和{office2}商定{topic}的公开口径，涉及{other}的内容先行{action}，再送{place}登载，{effect}。",
)
_PREAMBLE = (
    f"根据《中华人民共和国政府信息公开条例》第五十条规定编制本报告。本报告所列数据的统计期限自{YEAR}年1月1日起"
    f"至{YEAR}年12月31日止。"
)
_SHORTCOMINGS = (
    "{topic}的解读形式较为单一，{place}上的图解和视频偏少，{other}尚无专门说明",
    "{office2}对{topic}的公开属性把握不够准确，{other}的更新有时滞后",
)
_MEASURES = (
    "由{office}牵头对{topic}{action}，并请{office2}按季检查{place}的更新",
    "组织{office2}学习{topic}和{other}的公开要求，年内在{place}补齐解读",
)


@dataclass
class Unit:
    """One body in the making: what its files will say. ``figures``: (table, row, column) → value."""

    number: int
    agency: str
    settings: dict[str, object]
    figures: dict[tuple[str, str, str], Value]
    overview: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def files(self, edition: Edition) -> dict[str, bytes]:
        """File name → bytes of the input folder."""
        settings = "".join(f"{k} = {toml_string(v) if isinstance(v, str) else v}\n" for k, v in self.settings.items())
        titles = {s.key: s.title for s in edition.sections}
        texts = {titles[key]: getattr(self, key) for key in ("overview", "problems", "other") if getattr(self, key)}
        texts[titles["overview"]] = [_PREAMBLE, titles["overview"], *self.overview]
        out = {f"{title}.txt": "\n".join(lines).encode() for title, lines in texts.items()}
        out[SETTINGS_NAME] = settings.encode()
        out[WORKBOOK_NAME] = _workbook(tuple(self.figures.items()))
        return out


@lru_cache(maxsize=256)
def _workbook(figures: tuple[tuple[tuple[str, str, str], Value], ...]) -> bytes:
    """The template filled in; making one takes a tenth of a second, so equal figures share it."""
    return write_workbook(load_edition("2021"), "", YEAR, figures=dict(figures))


@dataclass(frozen=True, slots=True)
class Planted:
    """A defect that was put into a unit: the folder's name, the defect's name, the code that must be found there."""

    unit: str
    defect: str
    code: str


def _total_too_large(unit: Unit) -> None:
    unit.figures["requests", "new_received", "total"] = _number(unit, "requests", "new_received", "total") + 1


def _unbalanced(unit: Unit) -> None:
    for column in ("natural_person", "total"):
        key = ("requests", "carried_out", column)
        unit.figures[key] = _number(unit, *key) + 2


def _text_differs(unit: Unit) -> None:
    received = _number(unit, "requests", "new_received", "total")
    unit.overview = [line.replace(f"申请{received}件", f"申请{received + 7}件") for line in unit.overview]


def _placeholder(unit: Unit) -> None:
    unit.problems.append("此外，相关工作情况为XX，待补充。")


def _identity_card(unit: Unit) -> None:
    unit.overview.append("申请人证件号码为11010519491231002X，已按期答复。")


def _no_problems(unit: Unit) -> None:
    unit.problems = []


def _blank_cell(unit: Unit) -> None:
    unit.figures["proactive", "licensing", "decisions"] = None


def _disputes(unit: Unit) -> None:
    key = ("disputes", "reconsideration", "total")
    unit.figures[key] = _number(unit, *key) + 3


def _number(unit: Unit, table: str, row: str, column: str) -> int:
    value = unit.figures[table, row, column]
    assert isinstance(value, int)
    return value


#: Name → (the code that must be found, the edit).
DEFECTS: Mapping[str, tuple[str, Callable[[Unit], None]]] = {
    "total too large": ("SUM303", _total_too_large),
    "unbalanced": ("SUM301", _unbalanced),
    "text differs": ("TXT501", _text_differs),
    "placeholder": ("QUA601", _placeholder),
    "identity card": ("PRI801", _identity_card),
    "no problems": ("STR101", _no_problems),
    "blank cell": ("TAB201", _blank_cell),
    "disputes": ("SUM304", _disputes),
}


def write_units(root: Path, count: int, *, seed: int = 0, every: int = 0, sets: int = 0) -> list[Planted]:
    """Write ``count`` input folders below ``root``; with ``every``, each so many-th gets the next defect in turn.

    ``sets``: different sets of figures (0: every unit its own); with few, thousands of units are written in a minute.
    """
    edition = load_edition("2021")
    planted = []
    for unit in units(count, seed, sets):
        if every and unit.number % every == 0:
            name = list(DEFECTS)[unit.number // every % len(DEFECTS)]
            code, edit = DEFECTS[name]
            edit(unit)
            planted.append(Planted(unit.agency, name, code))
        folder = root / unit.agency
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in unit.files(edition).items():
            (folder / file).write_bytes(data)
    return planted


def units(count: int, seed: int = 0, sets: int = 0) -> Iterator[Unit]:
    """Bodies without a finding, one at a time."""
    edition = load_edition("2021")
    for number in range(count):
        figures = _figures(edition, random.Random(f"figures {seed}/{number % sets if sets else number}"))
        chance = random.Random(f"text {seed}/{number}")
        yield _unit(number, chance, f"示例市第{number + 1}区{_FIELDS[number % len(_FIELDS)]}局", figures)


def _unit(number: int, chance: random.Random, agency: str, figures: dict[tuple[str, str, str], Value]) -> Unit:
    settings = {"agency": agency, "kind": "department", "level": "county", "year": YEAR, "published": "2025-01-20"}
    unit = Unit(number, agency, settings, figures)
    unit.overview = list(_overview(unit, chance))
    unit.problems = [
        "；".join(_filled(chance, s) for s in _SHORTCOMINGS) + "。",
        "下一步，" + "；".join(_filled(chance, s) for s in _MEASURES) + "。",
    ]
    unit.other = [f"{YEAR}年，我局未收取政府信息公开信息处理费，金额为0元。"]
    return unit


def _figures(edition: Edition, chance: random.Random) -> dict[tuple[str, str, str], Value]:
    """Figures for which every identity holds."""
    given = {"proactive": _proactive(chance), "requests": _requests(chance), "disputes": _disputed(chance)}
    out: dict[tuple[str, str, str], Value] = {}
    for key, table in edition.tables.items():
        totals = {"total", "result_total"}
        parts = {(r, c): given[key].get((r, c), 0) for r, c in table.fields if not totals & {r, c}}
        made = TableFigures(table, parts)
        out |= {(key, row, column): made.value((row, column)) for row, column in table.fields}
    return out


def _proactive(chance: random.Random) -> dict[tuple[str, str], Value]:
    return {
        ("normative_documents", "issued"): chance.randint(0, 6),
        ("normative_documents", "repealed"): chance.randint(0, 2),
        ("normative_documents", "in_force"): chance.randint(20, 60),
        ("licensing", "decisions"): chance.randint(100, 90_000),
        ("penalty", "decisions"): chance.randint(1, 900),
        ("compulsion", "decisions"): chance.randint(1, 60),
        ("fees", "amount"): Decimal(chance.randint(100, 9_000_000)) / 10_000,
    }


def _requests(chance: random.Random) -> dict[tuple[str, str], Value]:
    out: dict[tuple[str, str], Value] = {}
    for column, most in zip(_COLUMNS, (90, 20, 2, 2, 4, 6), strict=True):
        received, carried = chance.randint(most // 2, most), chance.randint(0, most // 5)
        out["new_received", column], out["carried_in", column] = received, carried
        left = received + carried
        for row in ("carried_out", *_RESULTS[1:]):
            out[row, column] = chance.randint(0, left // 4)
            left -= int(str(out[row, column]))
        out[_RESULTS[0], column] = left
    return out


def _disputed(chance: random.Random) -> dict[tuple[str, str], Value]:
    rows = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    columns = ("upheld", "corrected", "other", "pending")
    return {(row, column): chance.randint(0, 9) for row in rows for column in columns}


def _overview(unit: Unit, chance: random.Random) -> Iterator[str]:
    def total(row: str) -> int:
        return _number(unit, "requests", row, "total")

    yield f"{YEAR}年，{unit.agency}坚持以公开为常态、不公开为例外，" + _filled(chance, _SENTENCES[0])
    yield "（一）主动公开情况"
    yield from _paragraphs(chance, 3)
    yield "（二）依申请公开情况"
    yield (
        f"全年共收到政府信息公开申请{total('new_received')}件，上年结转{total('carried_in')}件，"
        f"办结{total('result_total')}件，结转下年度继续办理{total('carried_out')}件。"
        f"其中予以公开{total('granted')}件，部分公开{total('partly_granted')}件。" + _filled(chance, _SENTENCES[4])
    )
    yield from _paragraphs(chance, 1)
    for heading in ("（三）政府信息管理情况", "（四）政府信息公开平台建设情况", "（五）监督保障情况"):
        yield heading
        yield from _paragraphs(chance, 2)


def _paragraphs(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield "".join(_filled(chance, s) for s in chance.sample(_SENTENCES, 4))


def _filled(chance: random.Random, pattern: str) -> str:
    def two(words: Sequence[str]) -> list[str]:
        return chance.sample(words, 2)

    (topic, other), (office, office2), (place, place2) = two(_TOPICS), two(_OFFICES), two(_PLACES)
    return pattern.format(
        topic=topic,
        other=other,
        office=office,
        office2=office2,
        place=place,
        place2=place2,
        action=chance.choice(_ACTIONS),
        effect=chance.choice(_EFFECTS),
    )


if __name__ == "__main__":
    for made in write_units(Path(sys.argv[1]), int(sys.argv[2]), every=int(sys.argv[3]) if len(sys.argv) > 3 else 0):
        print(made.unit, made.defect, made.code)
