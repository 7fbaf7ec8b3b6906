"""A place in words: where a clerk has to look."""

from __future__ import annotations

from disclosure_report.editions.edition import Edition
from disclosure_report.model.source import SourceRef

_PREAMBLE = "引言"


def place(source: SourceRef, edition: Edition | None = None) -> str:
    """ "统计表.xlsx 依申请公开!H31（一、本年新收…… · 总计）", "正文.txt 第12行（五、……）", or "" for nowhere."""
    where, what = spot(source), _meaning(source, edition)
    return f"{where}（{what}）" if where and what else where or what


def spot(source: SourceRef) -> str:
    """File with sheet and cell, or with the line: "统计表.xlsx 依申请公开!H31"."""
    return " ".join(filter(None, (source.file, _in_file(source))))


def related_place(source: SourceRef, main: SourceRef, edition: Edition | None = None) -> str:
    """A further place of a finding at ``main``, without what both share: "C5 商业企业"; "" for the same line."""
    if source.line is not None and source.file == main.file:
        return "" if (source.section, source.line) == (main.section, main.line) else _in_file(source)
    if not (source.table and source.table == main.table and edition and source.table in edition.tables):
        return place(source, edition)
    spec = edition.tables[source.table]
    row = None if source.row == main.row else source.row
    column = None if source.column == main.column and row else source.column
    return " ".join(filter(None, (source.cell, spec.label(row, column))))


def _in_file(source: SourceRef) -> str:
    if source.cell:
        return f"{source.sheet}!{source.cell}" if source.sheet else source.cell
    if source.line is not None:
        return f"第{source.line}行"
    return source.sheet or ""


def _meaning(source: SourceRef, edition: Edition | None) -> str:
    if source.table:
        return _cell_words(source, edition)
    return section_words(source.section, edition)


def _cell_words(source: SourceRef, edition: Edition | None) -> str:
    spec = edition.tables.get(source.table or "") if edition else None
    if spec is None:
        return ".".join(filter(None, (source.table, source.row, source.column)))
    return spec.label(source.row, source.column) or spec.caption


def section_words(key: str | None, edition: Edition | None) -> str:
    """A section's title as the form prints it."""
    if key is None or edition is None:
        return key or ""
    if key == "preamble":
        return _PREAMBLE
    return next((s.title for s in edition.sections if s.key == key), key)
