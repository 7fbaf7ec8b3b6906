"""The roll-up as a new input folder: ``report.json`` with the sums and a text to finish, and the sums' origin."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from disclosure_report.editions.wording import guidance, preamble
from disclosure_report.model.interchange import as_json_text
from disclosure_report.model.report import Number, Report, digits
from disclosure_report.rollup.aggregate import Rollup
from disclosure_report.rollup.spreadsheet import CellValue, Sheet, Style, Styled, sheet_name, write_workbook
from disclosure_report.rollup.unit import as_number

#: In a folder of its own, so that it is never read as the report's statistics.
DETAIL = "明细/汇总明细.xlsx"
#: Columns of units in one sheet; more units run on in further sheets (Excel ends at 16,384 columns).
_UNITS_A_SHEET = 5_000


def project_files(rollup: Rollup, previous: Report | None = None) -> dict[str, bytes]:
    """Relative file name → bytes. ``previous`` is the agency's report of the year before, for the changes."""
    data = report_json(rollup, previous)
    return {
        "report.json": as_json_text(data).encode(),
        **_texts(rollup, data["narrative"]),
        DETAIL: detail_workbook(rollup),
    }


def _texts(rollup: Rollup, narrative: Mapping[str, str]) -> dict[str, bytes]:
    """The same text as files a clerk can open; they go before the text in report.json."""
    out = {}
    for key in rollup.edition.narrative_keys:
        title = rollup.edition.section(key).title
        before = f"{narrative['preamble']}\n{title}\n" if key == "overview" else ""
        out[f"{title}.txt"] = f"{before}{narrative[key]}\n".encode()
    return out


def report_json(rollup: Rollup, previous: Report | None = None) -> dict[str, Any]:
    """The interchange object; a cell that could not be summed is ``null``."""
    agency: dict[str, Any] = {"name": rollup.agency.name, "kind": rollup.agency.kind}
    if rollup.agency.level:
        agency["level"] = rollup.agency.level
    tables = {
        table: {row: {column: f.value for column, f in cells.items()} for row, cells in rows.items()}
        for table, rows in rollup.tables().items()
    }
    return {
        "schema": "disclosure-report/report/1",
        "agency": agency,
        "year": rollup.year,
        "edition": rollup.edition.key,
        "narrative": {k: "\n".join(lines) for k, lines in _narrative(rollup, previous).items()},
        "tables": tables,
    }


# ── the text ────────────────────────────────────────────────────────────────────────────────────────────────────


class _Words:
    """Sums as words, and how they compare with last year's."""

    def __init__(self, rollup: Rollup, previous: Report | None) -> None:
        self.rollup, self.previous = rollup, previous

    def amount(self, table: str, row: str, column: str = "total", unit: str = "件") -> str:
        """ "38件", with the change in brackets when last year is known; guidance when the sum is not."""
        value = self.rollup.value(table, row, column)
        if value is None:
            return guidance("有单位此项空白，补齐后重新汇总")
        return f"{digits(value)}{unit}{self._change(value, (table, row, column), unit)}"

    def _change(self, value: Number, key: tuple[str, str, str], unit: str) -> str:
        last = as_number(self.previous.number(*key)) if self.previous else None
        if last is None:
            return ""
        difference = Decimal(value) - Decimal(last)
        if not difference:
            return "（与上年持平）"
        word = "增加" if difference > 0 else "减少"
        share = ""
        if last > 0:
            percent = (abs(difference) * 100 / Decimal(last)).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")
            share = f"，{'增长' if difference > 0 else '下降'}{percent}%"
        return f"（比上年{word}{digits(abs(difference))}{unit}{share}）"

    def parts(self, rows: tuple[str, ...], column: str = "total") -> Number | None:
        """The sum of several rows of the requests table; ``None`` when one is unknown."""
        values = [self.rollup.value("requests", r, column) for r in rows]
        known = [v for v in values if v is not None]
        return sum(known) if len(known) == len(values) else None


def _narrative(rollup: Rollup, previous: Report | None) -> dict[str, list[str]]:
    year, words = rollup.year, _Words(rollup, previous)
    return {
        "preamble": [preamble(year)],
        "overview": list(_overview(rollup, words)),
        "problems": [
            "（一）存在的主要问题",
            guidance("根据各单位报告归纳本地区的具体问题，不要与上年雷同。"),
            "（二）改进情况",
            guidance("每个问题对应一条措施，写明做什么、由谁做、什么时候完成。"),
        ],
        "other": [
            guidance(f"写明{year}年全地区收取政府信息公开信息处理费的单位数、件数和金额（元），没有收取的写0元。")
        ],
    }


def _overview(rollup: Rollup, words: _Words) -> Iterator[str]:
    count = len(rollup.counted)
    yield guidance(f"用一两句话概括{rollup.year}年工作。本报告数据由{count}个单位的报告汇总，逐格来源见 {DETAIL}。")
    yield "（一）主动公开情况"
    yield _proactive(rollup, words)
    yield "（二）依申请公开情况"
    yield _requests(words)
    yield _disputes(words)
    for heading, text in (
        ("（三）政府信息管理情况", "公开属性认定、发布前审查、规范性文件清理情况。"),
        ("（四）政府信息公开平台建设情况", "网站专栏、政务新媒体、公报、查阅点的改进。"),
        ("（五）监督保障情况", "培训和指导监督；各级政府还要分别写明工作考核、社会评议、责任追究结果。"),
    ):
        yield heading
        yield guidance(text)


def _proactive(rollup: Rollup, words: _Words) -> str:
    if rollup.edition.key == "2019":
        made, held, verb = "produced", "disclosed_total", "新制作"
    else:
        made, held, verb = "issued", "in_force", "制发"
    document = rollup.edition.tables["proactive"].rows["normative_documents"]
    at_end = "对外公开总数为" if rollup.edition.key == "2019" else "现行有效"
    text = (
        f"全年{verb}{document}{words.amount('proactive', 'normative_documents', made)}，"
        f"{at_end}{words.amount('proactive', 'normative_documents', held)}；"
        f"作出行政许可决定{words.amount('proactive', 'licensing', 'decisions')}、"
        f"行政处罚决定{words.amount('proactive', 'penalty', 'decisions')}、"
        f"行政强制决定{words.amount('proactive', 'compulsion', 'decisions')}"
    )
    if rollup.edition.key == "2019":
        return text + "。"
    return text + f"；行政事业性收费{words.amount('proactive', 'fees', 'amount', '万元')}。"


def _requests(words: _Words) -> str:
    return (
        f"全年新收政府信息公开申请{words.amount('requests', 'new_received')}，"
        f"上年结转{words.amount('requests', 'carried_in')}，办结{words.amount('requests', 'result_total')}，"
        f"结转下年度继续办理{words.amount('requests', 'carried_out')}。"
        f"办结的申请中，予以公开{words.amount('requests', 'granted')}，"
        f"部分公开{words.amount('requests', 'partly_granted')}。"
    )


def _disputes(words: _Words) -> str:
    direct = words.rollup.value("disputes", "litigation_direct", "total")
    after = words.rollup.value("disputes", "litigation_after_reconsideration", "total")
    suits = guidance("有单位此项空白，补齐后重新汇总") if direct is None or after is None else f"{direct + after}件"
    return f"因政府信息公开工作发生行政复议{words.amount('disputes', 'reconsideration')}，行政诉讼{suits}。"


# ── where every figure comes from ───────────────────────────────────────────────────────────────────────────────


def detail_workbook(rollup: Rollup) -> bytes:
    """A sheet a table with each cell's parts by unit, then the units that count and those that do not, and why."""
    stream = io.BytesIO()
    sheets = [sheet for key in rollup.edition.tables for sheet in _table_sheets(rollup, key)]
    write_workbook(stream, [*sheets, _unit_sheet(rollup)])
    return stream.getvalue()


def _table_sheets(rollup: Rollup, table: str) -> Iterator[Sheet]:
    caption = rollup.edition.tables[table].caption[:20]
    count = max(len(rollup.counted), 1)
    for number, start in enumerate(range(0, count, _UNITS_A_SHEET), 1):
        units = rollup.counted[start : start + _UNITS_A_SHEET]
        name = caption if count <= _UNITS_A_SHEET else f"{caption} {number}"
        header = ["项目", "列", "汇总", *(u.name for u in units)]
        rows = _table_rows(rollup, table, start, len(units))
        yield Sheet(sheet_name(name), header, rows, [46, 18, 12, *([14] * len(units))], frozen=3)


def _table_rows(rollup: Rollup, table: str, start: int, count: int) -> Iterator[list[CellValue]]:
    spec = rollup.edition.tables[table]
    for row, column in spec.fields:
        cell = rollup.cells[(table, row, column)]
        total = Styled("无法汇总", Style.ERROR) if cell.value is None else Styled(cell.value, Style.STRONG)
        yield [spec.label(row, None), spec.columns[column], total, *map(_part, cell.parts[start : start + count])]


def _part(value: object) -> CellValue:
    number = as_number(value if isinstance(value, int | Decimal | str) else None)
    if number is not None:
        return number
    return Styled("空白" if value is None else str(value), Style.ERROR)


def _unit_sheet(rollup: Rollup) -> Sheet:
    rows: list[list[CellValue]] = [[u.name, u.path, Styled("已计入", Style.GOOD), ""] for u in rollup.counted]
    rows += [[u.name, u.path, Styled("未计入", Style.WARNING), why] for u, why in rollup.left_out]
    rows += [[name, "", Styled("未交", Style.ERROR), "名册中有，没有找到报告"] for name in rollup.missing]
    if rollup.own is not None:
        rows.append([rollup.own.name, rollup.own.path, Styled("仅作比较", Style.NOTICE), "本机关自己的汇总报告"])
    return Sheet("单位", ["单位", "报告位置", "是否计入", "原因"], rows, [34, 44, 12, 70], frozen=1)
