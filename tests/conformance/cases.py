"""What every writer must get right: the examples, and reports made to be as awkward as real life."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from disclosure_report.assemble import assemble, content, review_sheet
from disclosure_report.editions import load_edition
from disclosure_report.model.document import (
    Attachments,
    Block,
    Cell,
    Document,
    Heading,
    Mark,
    Meta,
    Signature,
    Stage,
    Table,
    Text,
    Title,
)
from disclosure_report.model.report import Agency, Narrative, Report
from disclosure_report.model.source import SourceRef
from disclosure_report.pipeline.checking import check
from disclosure_report.pipeline.review import marks_of
from disclosure_report.templates.examples import FAULTY, examples, write_examples
from disclosure_report.typeset.fonts import find_faces
from disclosure_report.typeset.kinsoku import CLOSERS, OPENERS
from disclosure_report.typeset.profile import Profile, load_profile
from disclosure_report.writers.publication import Publication
from tests import builders

FORMATS = ("pdf", "docx", "html", "json")
#: Extensions A to I and the code points that stand alone; some of them no face of a common machine has.
RARE = "㐂䶮鿏𠀀𠮷𪚥𪜀𫝀𫠝𫟼𬬭𬺰𮯠𰀀𰻝𱍐𲎯𮯰"
LONG_NAME = (
    "示例省示例自治州示例经济技术开发区管理委员会市场监督管理知识产权保护综合行政执法协调服务中心消费者权益保护办公室"
)
LONG_NAME += "（合署）"
LATIN_NAME = "LlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochDisclosureOffice"
#: Adjacent marks, dashes, dots, nested quotes, half-width mixes.
MARKS = (
    *(f"示例{closing}{opening}示例" for closing in sorted(CLOSERS) for opening in "（《“"),
    *(f"示例{first}{second}示例" for first in "，。；：！？、" for second in "”’）》】〕"),
    *(f"示{opening}例" for opening in sorted(OPENERS)),
    "示例——示例",
    "示例……示例",
    "示例…………示例",
    "“‘示例’”",
    "‘“示例”’",
    "《〈示例〉》",
    "（（示例））",
    "示例·示例",
    "示例～示例",
    "63%～68%",
    "1.5万元",
    "示例/示例",
    "3:15",
    "〔2021〕30号",
    "A4(210×297mm)",
    "“A”“B”",
    "¥100",
    "№7",
    "示例!示例?示例,示例.",
    "㎡",
    "第1、2、3项",
)
_SENTENCES = (
    "示例市教育局坚持以公开为常态、不公开为例外，扎实做好政府信息公开工作。",
    "全年通过门户网站（www.example.gov.cn）公开招生入学、资助政策等信息412条，较上年增长8.5%；",
    "制发《示例市政府信息公开办法》（示政发〔2021〕30号）等文件3件，废止1件！",
    "群众问：“什么是‘主动公开’？”——答案在目录里……",
)


@cache
def publications() -> dict[str, Publication]:
    """Every case by its name, with the faces of this machine. The same in every process."""
    return {**_examples(), **_reports(), **_documents()}


def with_profile(document: Document, report: Report | None = None, profile: Profile | None = None) -> Publication:
    """A publication with the faces of this machine."""
    profile = profile or load_profile()
    held = content(report) if report else {"schema": "disclosure-report/report/1"}
    return Publication(document, held, profile, find_faces(profile))


def _of(report: Report, stage: Stage = Stage.FINAL, profile: Profile | None = None) -> Publication:
    return with_profile(assemble(report, load_edition(report.edition), stage), report, profile)


def _examples() -> dict[str, Publication]:
    """The product's own examples; the one with planted defects as a review copy with its notes and its sheet."""
    out: dict[str, Publication] = {}
    with tempfile.TemporaryDirectory() as folder:
        write_examples(Path(folder))
        for example in examples():
            checked = check(Path(folder, example.folder))
            assert checked.report and checked.edition
            name = example.folder.replace("/", "-")
            if example.folder.startswith(FAULTY):
                made = _of(checked.report, Stage.REVIEW)
                out[name] = replace(made, marks=marks_of(checked.findings))
                sheet = review_sheet(checked.report, checked.edition, checked.findings, checked.report, {0: 1})
                out["校核单"] = with_profile(sheet, checked.report)
            else:
                out[name] = _of(checked.report)
    return out


def _reports() -> dict[str, Publication]:
    plain = builders.report()
    lines = tuple(f"{n}." + "".join(_SENTENCES[(n + i) % 4] for i in range(n % 6 + 3)) for n in range(1, 165))
    bare = Narrative(sections=tuple(replace(s, paragraphs=s.paragraphs[:1]) for s in plain.narrative.sections))
    attached = ("统计口径说明", "各科室公开事项清单以及按照《条例》第二十条应当主动公开的信息的完整目录")
    return {
        "rare": _of(_rare(plain)),
        "long": _of(builders.with_section(plain, "overview", *lines)),
        "short": _of(replace(plain, narrative=bare, published=None)),
        "ten_digits": _of(_ten_digits(plain)),
        "ten_digits_2019": _of(_ten_digits(builders.report("2019"))),
        "long_agency": _of(replace(plain, agency=Agency(LONG_NAME, "department", "county"))),
        "latin_agency": _of(replace(plain, agency=Agency(LATIN_NAME, "department", "county"))),
        "punctuation": _of(builders.with_section(plain, "overview", *_punctuation())),
        "edition_2019": _of(builders.report("2019")),
        "sealed": _of(replace(plain, sealed=True)),
        "attachments": _of(replace(plain, attachments=attached)),
        "draft": _of(plain, Stage.DRAFT),
        "review": replace(_of(plain, Stage.REVIEW), marks=(_mark(),)),
        "empty_tables": _of(replace(plain, tables={}), Stage.DRAFT),
        "gb33476": _of(plain, profile=load_profile("gb33476")),
    }


def _mark() -> Mark:
    return Mark(SourceRef(table="requests", row="granted", column="total"), "SUM301 合计不符", "请核对。", "error")


def _rare(plain: Report) -> Report:
    named = replace(plain, agency=Agency("示例市𬭚𪨶𰻝镇人民政府", "township", "township"))
    return builders.with_section(named, "overview", f"示例市有地名“{RARE}”。", f"（一）{RARE[:4]}情况", RARE * 5 + "。")


def _ten_digits(plain: Report) -> Report:
    """Whole numbers of ten digits everywhere, the fee with six decimals."""
    for table, rows in plain.tables.items():
        for row, cells in rows.items():
            for column in cells:
                fee = (row, column) == ("fees", "amount")
                value = Decimal("12345.678901") if fee else 1234567890
                plain = builders.with_cell(plain, table, row, column, value)
    return plain


def _punctuation() -> Iterator[str]:
    """Every mark at every place of a line's end."""
    for n, mark in enumerate(MARKS):
        yield "公开" * (n % 7 + 8) + "政" * (n % 2) + mark + "信息公开" * (n % 5) + "。"
    text = "".join(MARKS)
    for n in range(6):
        yield "示" * n + text + "。"


def _documents() -> dict[str, Publication]:
    """Documents that no input makes today and every writer must set all the same."""
    return {
        "run_in": with_profile(_document(*_run_in())),
        "long_table": with_profile(_document(Title("示例市教育局", "清单"), Text(_SENTENCES[0] * 5), long_table())),
        "full_pages": with_profile(_document(*(Text("公开信息服务群众" * 60) for _ in range(6)))),
        "sealed_attached": with_profile(
            _document(Text(_SENTENCES[1]), Attachments(("目录",)), Signature("示例市教育局", "2025年1月20日", True))
        ),
    }


def _document(*blocks: Block) -> Document:
    meta = Meta(
        "示例市教育局2024年政府信息公开工作年度报告", "示例市教育局", 2024, "2021", date(2025, 1, 20), "ab" * 32
    )
    return Document(meta, blocks)


def _run_in() -> Iterator[Block]:
    yield Title("示例市教育局", "2024年政府信息公开工作年度报告")
    yield Heading(1, "一、总体情况")
    for level, words in enumerate(("二、公开情况。", "（一）主动公开情况。", "1.目录情况。", "（1）栏目情况。"), 1):
        yield Text(words + _SENTENCES[level - 1] * 2, level=level, heading_length=len(words))
    yield Heading(1, "三、只有标题没有正文的情况")


def long_table(rows: int = 40) -> Table:
    """A table over several pages; row n has prose from "始nn" to "终nn"."""
    cells = [Cell(text, 0, c, kind="header") for c, text in enumerate(("序号", "内容", "数量"))]
    for n in range(1, rows):
        prose = f"始{n:02}" + "公开信息服务群众，" * (n % 9 + 1) + f"终{n:02}"
        cells += [Cell(str(n), n, 0, kind="label"), Cell(prose, n, 1, kind="text"), Cell(str(n * 7), n, 2)]
    return Table("list", "清单", "四十行的清单", rows, 3, 1, (1, 8, 2), tuple(cells))
