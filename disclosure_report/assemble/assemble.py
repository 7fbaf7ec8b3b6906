"""Report + edition → Document: the six sections in the form's order, the tables with the form's merges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from disclosure_report.assemble.content import content_hash
from disclosure_report.assemble.figures import printed
from disclosure_report.editions import CellSpec, Edition, SectionSpec, TableSpec
from disclosure_report.model.document import (
    Attachments,
    Block,
    Cell,
    CellKind,
    Document,
    Heading,
    Meta,
    Signature,
    Stage,
    Table,
    Text,
    Title,
)
from disclosure_report.model.report import Paragraph, Report, Section


def assemble(report: Report, edition: Edition, stage: Stage = Stage.FINAL) -> Document:
    """The document every writer takes. Missing parts are left out, never invented."""
    name = f"{report.year}年政府信息公开工作年度报告"
    meta = document_meta(report, edition, name, stage)
    title = Title(report.agency.name, name, report.narrative.title.source if report.narrative.title else report.source)
    return Document(meta, (title, *_body(report, edition)))


def document_meta(report: Report, edition: Edition, name: str, stage: Stage = Stage.FINAL) -> Meta:
    """The properties of the document ``name`` made of this report; undated reports bear the day they fall due."""
    return Meta(
        title=report.agency.name + name,
        agency=report.agency.name,
        year=report.year,
        edition=edition.key,
        dated=report.published or date(report.year + 1, 1, 31),
        content_hash=content_hash(report),
        stage=stage,
    )


def _body(report: Report, edition: Edition) -> Iterator[Block]:
    yield from map(_paragraph, report.narrative.preamble)
    for spec in edition.sections:
        yield from _section(report, spec, edition)
    if report.attachments:
        yield Attachments(report.attachments)
    yield from _signature(report)


def _section(report: Report, spec: SectionSpec, edition: Edition) -> Iterator[Block]:
    """The section's heading as the form prints it, its text, its table."""
    found = [s for s in report.narrative.sections if s.key == spec.key]
    yield Heading(1, _title(found, spec), found[0].source if found else report.source)
    for section in found:
        yield from map(_paragraph, section.paragraphs)
    if spec.key in edition.tables:
        yield _table(report, edition.tables[spec.key])


def _title(found: list[Section], spec: SectionSpec) -> str:
    """The typed title when the form or its accepted variants have it, else the form's."""
    typed = next((s.title for s in found if s.title), "")
    return typed if typed in (spec.title, *spec.accepted) else spec.title


def _paragraph(paragraph: Paragraph) -> Block:
    if paragraph.level and not paragraph.run_in:
        return Heading(paragraph.level, paragraph.text, paragraph.source)
    return Text(paragraph.text, paragraph.source, paragraph.level, paragraph.heading_length)


def _table(report: Report, spec: TableSpec) -> Table:
    return Table(
        key=spec.key,
        caption=spec.caption,
        description=spec.description,
        rows=spec.grid_rows,
        columns=spec.grid_columns,
        header_rows=spec.header_rows,
        weights=spec.weights,
        cells=tuple(_cell(report, spec, c) for c in spec.cells),
    )


def _cell(report: Report, spec: TableSpec, c: CellSpec) -> Cell:
    if c.role != "value":
        return _head(c.text, c.row, c.column, c.rowspan, c.colspan, c.role)
    position = (c.row, c.column, c.rowspan, c.colspan)
    row, column = c.row_key or "", c.column_key or ""
    figure = report.figure(spec.key, row, column)
    text = printed(figure.value if figure else None, spec.kind_of(column))
    key = (spec.key, row, column)
    return Cell(text, *position, kind="value", key=key, source=figure.source if figure else report.source)


@lru_cache(maxsize=1 << 10)
def _head(text: str, row: int, column: int, rowspan: int, colspan: int, kind: CellKind) -> Cell:
    """A cell of the form itself, the same in every report."""
    return Cell(text, row, column, rowspan, colspan, kind)


def _signature(report: Report) -> Iterator[Signature]:
    if report.published is not None:
        day = report.published
        yield Signature(report.agency.name, f"{day.year}年{day.month}月{day.day}日", report.sealed)
