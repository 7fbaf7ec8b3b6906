"""Valid parents for tests: consistent reports of invented bodies, built in code. A case is a parent plus one edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from disclosure_report.editions import load_edition
from disclosure_report.model.report import Agency, Figure, Narrative, Paragraph, Report, Section, Value
from disclosure_report.model.source import SourceRef

PARTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_organization",
    "legal_service_institution",
    "other",
)
_REQUESTS = {  # row: natural person, enterprise … other; the rest of the rows are zero
    "new_received": (30, 5, 0, 0, 2, 1),
    "carried_in": (3, 1, 0, 0, 0, 0),
    "granted": (15, 3, 0, 0, 1, 1),
    "partly_granted": (4, 1, 0, 0, 0, 0),
    "refused_third_party": (2, 0, 0, 0, 0, 0),
    "unavailable_not_held": (7, 1, 0, 0, 1, 0),
    "rejected_petition": (3, 0, 0, 0, 0, 0),
    "result_total": (31, 5, 0, 0, 2, 1),
    "carried_out": (2, 1, 0, 0, 0, 0),
}
_PROACTIVE: dict[str, dict[str, dict[str, Value]]] = {
    "2021": {
        "regulations": {"issued": 0, "repealed": 0, "in_force": 0},
        "normative_documents": {"issued": 3, "repealed": 1, "in_force": 12},
        "licensing": {"decisions": 4521},
        "penalty": {"decisions": 37},
        "compulsion": {"decisions": 0},
        "fees": {"amount": Decimal("128.5")},
    },
    "2019": {
        "regulations": {"produced": 0, "disclosed": 0, "disclosed_total": 0},
        "normative_documents": {"produced": 3, "disclosed": 3, "disclosed_total": 12},
        "licensing": {"previous_items": 20, "change": -2, "decisions": 4521},
        "other_services": {"previous_items": 8, "change": 1, "decisions": 310},
        "penalty": {"previous_items": 96, "change": 0, "decisions": 37},
        "compulsion": {"previous_items": 5, "change": 0, "decisions": 0},
        "fees": {"previous_items": 2, "change": 0},
        "procurement": {"projects": 6, "amount": 251000},
    },
}
_DISPUTES = {
    "reconsideration": (3, 1, 0, 1, 5),
    "litigation_direct": (1, 0, 0, 0, 1),
    "litigation_after_reconsideration": (0, 0, 1, 1, 2),
}


def raw_tables(edition: str = "2021") -> dict[str, dict[str, dict[str, Value]]]:
    """The tables of the interchange format, every identity holding."""
    spec = load_edition(edition)
    requests: dict[str, dict[str, Value]] = {}
    for row in spec.tables["requests"].rows:
        parts = _REQUESTS.get(row, (0,) * 6)
        requests[row] = {**dict(zip(PARTS, parts, strict=True)), "total": sum(parts)}
    columns = spec.tables["disputes"].columns
    disputes = {row: dict(zip(columns, cells, strict=True)) for row, cells in _DISPUTES.items()}
    return {"proactive": _PROACTIVE[edition], "requests": requests, "disputes": disputes}  # type: ignore[dict-item]


def figures(raw: Mapping[str, Mapping[str, Mapping[str, Value]]]) -> dict[str, dict[str, dict[str, Figure]]]:
    """Raw values as figures that know their place."""
    return {
        t: {
            r: {c: Figure(v, SourceRef(file="统计表.xlsx", table=t, row=r, column=c)) for c, v in cells.items()}
            for r, cells in rows.items()
        }
        for t, rows in raw.items()
    }


def section(key: str, title: str, *lines: str, file: str = "正文.txt") -> Section:
    """A section of body paragraphs; "（一）…" lines become headings that stand alone."""
    return Section(
        key, title, tuple(_paragraph(t, n, key, file) for n, t in enumerate(lines, 2)), SourceRef(file=file, line=1)
    )


def _paragraph(text: str, line: int, key: str, file: str) -> Paragraph:
    heading = text.startswith("（") and not text.endswith("。")
    source = SourceRef(file=file, line=line, section=key, quote=text, start=0)
    return Paragraph(text, source, 2 if heading else 0, len(text) if heading else 0)


OVERVIEW = (
    "2024年，示例市教育局坚持以公开为常态、不公开为例外，扎实做好政府信息公开工作。",
    "（一）主动公开情况",
    "全年通过门户网站公开招生入学、资助政策等信息412条。",
    "（二）依申请公开情况",
    "全年共收到政府信息公开申请38件，上年结转4件，办结39件，结转下年度继续办理3件。",
    "（三）政府信息管理情况",
    "严格执行公开属性认定和发布前审查制度，逐件登记、逐级审核。",
    "（四）政府信息公开平台建设情况",
    "对门户网站信息公开专栏的目录作了调整，更新办事指南27份。",
    "（五）监督保障情况",
    "组织业务培训2次，将信息公开纳入科室年度考核，全年未发生责任追究情形，社会评议结果良好。",
)
PROBLEMS = (
    "一是部分政策解读形式较为单一，图解和视频偏少。二是个别科室对公开属性的认定不够准确。",
    "下一步，一是对涉及群众切身利益的政策同步制作图解，年内不少于6件。二是每季度开展一次属性认定抽查，结果通报全局。",
)
OTHER = ("2024年，我局未收取政府信息公开信息处理费，金额为0元。",)
PREAMBLE = (
    "根据《中华人民共和国政府信息公开条例》第五十条规定编制本报告。"
    "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
)


def report(edition: str = "2021", **changes: object) -> Report:
    """A report without a finding: 示例市教育局, 2024 (or 2020 on the form of 2019), plus ``changes`` of its fields."""
    year = 2024 if edition == "2021" else 2020
    spec = load_edition(edition)
    titles = {s.key: s.title for s in spec.sections}

    def this_year(lines: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line.replace("2024", str(year)) for line in lines)

    narrative = Narrative(
        preamble=(_paragraph(this_year((PREAMBLE,))[0], 1, "preamble", "正文.txt"),),
        sections=(
            section("overview", titles["overview"], *this_year(OVERVIEW)),
            section("problems", titles["problems"], *this_year(PROBLEMS)),
            section("other", titles["other"], *this_year(OTHER)),
        ),
    )
    made = Report(
        agency=Agency("示例市教育局", "department", "city"),
        year=year,
        edition=edition,
        published=date(year + 1, 1, 20),
        narrative=narrative,
        tables=figures(raw_tables(edition)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def with_cell(base: Report, table: str, row: str, column: str, value: Value) -> Report:
    """The same report with one cell changed."""
    tables = {t: {r: dict(cells) for r, cells in rows.items()} for t, rows in base.tables.items()}
    old = tables[table][row][column]
    tables[table][row][column] = replace(old, value=value)
    return replace(base, tables=tables)


def with_section(base: Report, key: str, *lines: str) -> Report:
    """The same report with one section's text replaced."""
    spec = load_edition(base.edition).section(key)
    sections = tuple(section(key, spec.title, *lines) if s.key == key else s for s in base.narrative.sections)
    return replace(base, narrative=replace(base.narrative, sections=sections))
