"""The official tables written out by hand, independent of the product's data, laid out as clerks do."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import openpyxl

Tables = dict[str, dict[str, dict[str, Any]]]
COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_organization",
    "legal_service_institution",
    "other",
    "total",
)
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
GROUPS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")


class Cell(NamedTuple):
    """One printed cell: 0-based place, extent, and either its words or the (row, column) keys of a figure."""

    row: int
    column: int
    height: int
    width: int
    words: str = ""
    figure: tuple[str, str] | None = None


_REFUSED = (
    ("refused_state_secret", "1.属于国家秘密"),
    ("refused_by_law", "2.其他法律行政法规禁止公开"),
    ("refused_safety_stability", "3.危及“三安全一稳定”"),
    ("refused_third_party", "4.保护第三方合法权益"),
    ("refused_internal_affairs", "5.属于三类内部事务信息"),
    ("refused_process_information", "6.属于四类过程性信息"),
    ("refused_enforcement_file", "7.属于行政执法案卷"),
    ("refused_administrative_inquiry", "8.属于行政查询事项"),
)
_UNAVAILABLE = (
    ("unavailable_not_held", "1.本机关不掌握相关政府信息"),
    ("unavailable_needs_creation", "2.没有现成信息需要另行制作"),
    ("unavailable_unclear", "3.补正后申请内容仍不明确"),
)
_REJECTED = (
    ("rejected_petition", "1.信访举报投诉类申请"),
    ("rejected_repeated", "2.重复申请"),
    ("rejected_publication", "3.要求提供公开出版物"),
    ("rejected_excessive", "4.无正当理由大量反复申请"),
    ("rejected_confirmation", "5.要求行政机关确认或重新出具已获取信息"),
)
_OTHER = (
    ("other_not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other_else", "3.其他"),
)
RESULTS = {
    "2021": (
        ("（一）予以公开", (("granted", ""),)),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (("partly_granted", ""),)),
        ("（三）不予公开", _REFUSED),
        ("（四）无法提供", _UNAVAILABLE),
        ("（五）不予处理", _REJECTED),
        ("（六）其他处理", _OTHER),
        ("（七）总计", (("result_total", ""),)),
    )
}
RESULTS["2019"] = (*RESULTS["2021"][:5], ("（六）其他处理", (("other", ""),)), RESULTS["2021"][6])
_IDENTITY = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_FOUR = ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
_DECIDED = ("previous_items", "change", "decisions")
PROACTIVE: dict[str, tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str, tuple[str, ...]], ...]], ...]] = {
    "2021": (
        (
            "第二十条第（一）项",
            ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            (
                ("regulations", "规章", ("issued", "repealed", "in_force")),
                ("normative_documents", "行政规范性文件", ("issued", "repealed", "in_force")),
            ),
        ),
        ("第二十条第（五）项", ("信息内容", "本年处理决定数量"), (("licensing", "行政许可", ("decisions",)),)),
        (
            "第二十条第（六）项",
            ("信息内容", "本年处理决定数量"),
            (("penalty", "行政处罚", ("decisions",)), ("compulsion", "行政强制", ("decisions",))),
        ),
        (
            "第二十条第（八）项",
            ("信息内容", "本年收费金额（单位：万元）"),
            (("fees", "行政事业性收费", ("amount",)),),
        ),
    ),
    "2019": (
        (
            "第二十条第（一）项",
            ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
            (
                ("regulations", "规章", ("produced", "disclosed", "disclosed_total")),
                ("normative_documents", "规范性文件", ("produced", "disclosed", "disclosed_total")),
            ),
        ),
        (
            "第二十条第（五）项",
            _FOUR,
            (("licensing", "行政许可", _DECIDED), ("other_services", "其他对外管理服务事项", _DECIDED)),
        ),
        ("第二十条第（六）项", _FOUR, (("penalty", "行政处罚", _DECIDED), ("compulsion", "行政强制", _DECIDED))),
        ("第二十条第（八）项", _FOUR[:3], (("fees", "行政事业性收费", ("previous_items", "change")),)),
        (
            "第二十条第（九）项",
            ("信息内容", "采购项目数量", "采购总金额"),
            (("procurement", "政府集中采购", ("projects", "amount")),),
        ),
    ),
}


def request_rows(edition: str) -> list[str]:
    """The keys of table three's rows in the form's order."""
    return ["new_received", "carried_in", *(k for _, rows in RESULTS[edition] for k, _ in rows), "carried_out"]


def _proactive(edition: str) -> list[Cell]:
    cells, row = [], 0
    for item, header, rows in PROACTIVE[edition]:
        cells.append(Cell(row, 0, 1, 4, item))
        widths = _widths(len(header))
        cells += [Cell(row + 1, c, 1, w, words) for words, (c, w) in zip(header, widths, strict=True)]
        for offset, (key, label, columns) in enumerate(rows, row + 2):
            cells.append(Cell(offset, 0, 1, 1, label))
            cells += [Cell(offset, c, 1, w, figure=(key, k)) for k, (c, w) in zip(columns, widths[1:], strict=True)]
        row += 2 + len(rows)
    return cells


def _widths(columns: int) -> list[tuple[int, int]]:
    return {2: [(0, 1), (1, 3)], 3: [(0, 1), (1, 1), (2, 2)], 4: [(0, 1), (1, 1), (2, 1), (3, 1)]}[columns]


def _requests(edition: str) -> list[Cell]:
    cells = [
        Cell(0, 0, 3, 3, _IDENTITY),
        Cell(0, 3, 1, 7, "申请人情况"),
        Cell(1, 3, 2, 1, "自然人"),
        Cell(1, 4, 1, 5, "法人或其他组织"),
        Cell(1, 9, 2, 1, "总计"),
    ]
    for c, words in enumerate(("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"), 4):
        cells.append(Cell(2, c, 1, 1, words))
    cells += [
        Cell(3, 0, 1, 3, "一、本年新收政府信息公开申请数量"),
        Cell(4, 0, 1, 3, "二、上年结转政府信息公开申请数量"),
    ]
    row = 5
    cells.append(Cell(row, 0, len(request_rows(edition)) - 3, 1, "三、本年度办理结果"))
    for words, items in RESULTS[edition]:
        if items[0][1]:
            cells.append(Cell(row, 1, len(items), 1, words))
            cells += [Cell(row + n, 2, 1, 1, label) for n, (_, label) in enumerate(items)]
        else:
            cells.append(Cell(row, 1, 1, 2, words))
        row += len(items)
    cells.append(Cell(row, 0, 1, 3, "四、结转下年度继续办理"))
    for n, key in enumerate(request_rows(edition), 3):
        cells += [Cell(n, c, 1, 1, figure=(key, k)) for c, k in enumerate(COLUMNS, 3)]
    return cells


def _disputes() -> list[Cell]:
    names = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    cells = [Cell(0, 0, 1, 5, "行政复议"), Cell(0, 5, 1, 10, "行政诉讼")]
    cells += [Cell(1, c, 2, 1, words) for c, words in enumerate(names)]
    cells += [Cell(1, 5, 1, 5, "未经复议直接起诉"), Cell(1, 10, 1, 5, "复议后起诉")]
    cells += [Cell(2, 5 + c, 1, 1, words) for c, words in enumerate(names * 2)]
    for g, group in enumerate(GROUPS):
        cells += [Cell(3, 5 * g + c, 1, 1, figure=(group, k)) for c, k in enumerate(OUTCOMES)]
    return cells


def cells(table: str, edition: str = "2021") -> list[Cell]:
    """The printed cells of one table."""
    if table == "disputes":
        return _disputes()
    return _proactive(edition) if table == "proactive" else _requests(edition)


def places(edition: str = "2021") -> list[tuple[str, str, str]]:
    """(table, row, column) of every figure in the form's order."""
    return [(t, *c.figure) for t in ("proactive", "requests", "disputes") for c in cells(t, edition) if c.figure]


_REQUEST_FIGURES = {
    "new_received": (31, 6, 0, 1, 2, 1),
    "carried_in": (4, 1, 0, 0, 0, 0),
    "granted": (14, 3, 0, 1, 1, 0),
    "partly_granted": (5, 1, 0, 0, 0, 0),
    "refused_third_party": (2, 0, 0, 0, 0, 0),
    "refused_process_information": (1, 1, 0, 0, 0, 0),
    "unavailable_not_held": (6, 1, 0, 0, 1, 1),
    "rejected_petition": (3, 0, 0, 0, 0, 0),
    "other_else": (2, 0, 0, 0, 0, 0),
    "other": (2, 0, 0, 0, 0, 0),
    "result_total": (33, 6, 0, 1, 2, 1),
    "carried_out": (2, 1, 0, 0, 0, 0),
}
_OTHER_FIGURES: dict[str, Tables] = {
    "2021": {
        "proactive": {
            "regulations": {"issued": 0, "repealed": 0, "in_force": 0},
            "normative_documents": {"issued": 4, "repealed": 2, "in_force": 17},
            "licensing": {"decisions": 5310},
            "penalty": {"decisions": 46},
            "compulsion": {"decisions": 0},
            "fees": {"amount": 86.25},
        }
    },
    "2019": {
        "proactive": {
            "regulations": {"produced": 0, "disclosed": 0, "disclosed_total": 0},
            "normative_documents": {"produced": 4, "disclosed": 4, "disclosed_total": 17},
            "licensing": {"previous_items": 19, "change": -3, "decisions": 5310},
            "other_services": {"previous_items": 7, "change": 2, "decisions": 210},
            "penalty": {"previous_items": 88, "change": 0, "decisions": 46},
            "compulsion": {"previous_items": 6, "change": 0, "decisions": 0},
            "fees": {"previous_items": 3, "change": -1},
            "procurement": {"projects": 9, "amount": 1250000},
        }
    },
}
_DISPUTE_FIGURES = ((4, 1, 0, 2, 7), (1, 0, 1, 0, 2), (0, 0, 1, 1, 2))


def figures(edition: str = "2021") -> Tables:
    """Consistent tables, free to be changed."""
    requests = {}
    for row in request_rows(edition):
        parts = _REQUEST_FIGURES.get(row, (0,) * 6)
        requests[row] = dict(zip(COLUMNS, (*parts, sum(parts)), strict=True))
    disputes = {g: dict(zip(OUTCOMES, n, strict=True)) for g, n in zip(GROUPS, _DISPUTE_FIGURES, strict=True)}
    return {**copy.deepcopy(_OTHER_FIGURES[edition]), "requests": requests, "disputes": disputes}


def lay_out(
    sheet: Any,
    table: str,
    values: Tables,
    edition: str = "2021",
    at: tuple[int, int] = (1, 1),
    merge: bool = True,
    show: Callable[[Any], Any] = lambda value: value,
    label: Callable[[str], str] = lambda words: words,
    row_of: Callable[[int], int] = lambda row: row,
) -> None:
    """Write one table with its corner ``at`` (1-based); ``row_of`` moves printed rows apart."""
    for cell in cells(table, edition):
        r, c = at[0] + row_of(cell.row), at[1] + cell.column
        value = show(values[table].get(cell.figure[0], {}).get(cell.figure[1])) if cell.figure else label(cell.words)
        sheet.cell(r, c, value)
        bottom = at[0] + row_of(cell.row + cell.height - 1)
        if merge and (bottom > r or cell.width > 1):
            sheet.merge_cells(start_row=r, start_column=c, end_row=bottom, end_column=c + cell.width - 1)


def place(table: str, row: str, column: str, edition: str = "2021", at: tuple[int, int] = (1, 1)) -> tuple[int, int]:
    """1-based (row, column) of a figure laid out ``at``."""
    cell = next(c for c in cells(table, edition) if c.figure == (row, column))
    return at[0] + cell.row, at[1] + cell.column


SHEETS = {"proactive": "主动公开", "requests": "依申请公开", "disputes": "复议诉讼"}


def book(
    edition: str = "2021", values: Tables | None = None, tables: Sequence[str] = tuple(SHEETS), **how: Any
) -> openpyxl.Workbook:
    """A workbook with a sheet for every table."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for table in tables:
        lay_out(made.create_sheet(SHEETS[table]), table, values or figures(edition), edition, **how)
    return made


def data(workbook: openpyxl.Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
