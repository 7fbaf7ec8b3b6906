"""Publications for the writers' tests: builders' reports assembled, and documents made to be awkward."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from disclosure_report.assemble import assemble, content
from disclosure_report.editions import load_edition
from disclosure_report.model.document import Attachments, Document, Heading, Meta, Signature, Stage, Table, Text, Title
from disclosure_report.model.report import Agency, Report
from disclosure_report.typeset.fonts import FaceSet
from disclosure_report.typeset.profile import Profile, load_profile
from disclosure_report.writers.publication import Publication
from tests import builders

NO_FACES = FaceSet({})
LONG_NAME = (
    "示例省示例自治州示例经济技术开发区管理委员会市场监督管理和知识产权保护综合行政执法协调服务中心"
    "（示例省示例自治州消费者权益保护委员会办公室）"
)
MARK_UP = "<b>粗</b> & <img src=x onerror=alert(1)> ]]> &amp; {{x}} ${y} \"'"
CONTROL = "一\x00二\x07三\x1b四\ud800五\ufffe六\x85七\u2028八\t九\r\n十"


def publication(
    report: Report | None = None, stage: Stage = Stage.FINAL, profile: Profile | None = None
) -> Publication:
    """A report's publication; no face of this machine plays a part."""
    report = report or builders.report()
    document = assemble(report, load_edition(report.edition), stage)
    return Publication(document, content(report), profile or load_profile(), NO_FACES)


def of_blocks(*blocks: object, agency: str = "示例市教育局", stage: Stage = Stage.FINAL) -> Publication:
    """A publication of hand-made blocks."""
    meta = Meta(agency + "2024年政府信息公开工作年度报告", agency, 2024, "2021", date(2025, 1, 20), "ab" * 32, stage)
    return Publication(Document(meta, blocks), {"schema": "disclosure-report/report/1"}, load_profile(), NO_FACES)  # type: ignore[arg-type]


def ten_digits() -> Publication:
    """Every figure ten digits long, the fee with six decimals."""
    made = publication()
    blocks = tuple(_ten_digits(b) if isinstance(b, Table) else b for b in made.document.blocks)
    return replace(made, document=replace(made.document, blocks=blocks))


def _ten_digits(table: Table) -> Table:
    return replace(table, cells=tuple(replace(c, text="1234567890") if c.kind == "value" else c for c in table.cells))


@cache
def plain_pages() -> Publication:
    """Nothing but hanzi: long paragraphs whose lines can be counted."""
    return of_blocks(
        Title("示例市教育局", "2024年政府信息公开工作年度报告"), *(Text("公开信息服务群众" * 60) for _ in range(6))
    )


def awkward() -> dict[str, Publication]:
    """Cases that no writer may stumble over, by name."""
    long_agency = builders.report(agency=Agency(LONG_NAME, "department", "county"))
    return {
        "plain": publication(),
        "edition_2019": publication(builders.report("2019")),
        "draft": publication(stage=Stage.DRAFT),
        "review": publication(builders.report("2019"), Stage.REVIEW, load_profile("gb33476")),
        "long_agency": publication(long_agency),
        "ten_digits": ten_digits(),
        "sealed_with_attachments": publication(
            replace(builders.report(), sealed=True, attachments=("统计口径说明", "各科室公开事项清单"))
        ),
        "mark_up": of_blocks(Title(MARK_UP, MARK_UP), Heading(1, MARK_UP), Text(MARK_UP, level=2, heading_length=4)),
        "control": of_blocks(Title(CONTROL, CONTROL), Text(CONTROL), Signature(CONTROL, CONTROL), agency=CONTROL),
        "bare": of_blocks(Title("示例市教育局", "")),
        "nothing": of_blocks(),
        "tables_alone": of_blocks(*(b for b in publication().document.blocks if isinstance(b, Table))),
        "attachment": of_blocks(Attachments(("某某说明",)), Signature("示例市教育局", "")),
        "deep": of_blocks(*(Heading(level, f"第{level}级") for level in range(1, 8))),
    }
