"""The file's properties: from the report alone, nothing of a person, a machine or a clock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from disclosure_report.model.document import Meta
from disclosure_report.writers.docx.template import part
from disclosure_report.writers.printable import printable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

#: The longest text python-docx (and Word's dialog) takes as a property.
_LONGEST = 255
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


def set_properties(word: WordDocument, meta: Meta) -> None:
    """Title, subject, agency and date as core properties; content hash and edition as custom ones."""
    core = word.core_properties
    agency = printable(meta.agency)[:_LONGEST]
    core.title, core.subject = printable(meta.title)[:_LONGEST], printable(meta.subject)[:_LONGEST]
    core.author = core.last_modified_by = agency
    core.language = meta.language
    core.created = core.modified = datetime(meta.dated.year, meta.dated.month, meta.dated.day)
    _add_custom(word, meta)


def _add_custom(word: WordDocument, meta: Meta) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    known = {"content_hash": escape(printable(meta.content_hash)), "edition": escape(printable(meta.edition))}
    package = word.part.package
    custom = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, part("custom.xml", known).encode(), package)
    package.relate_to(custom, _CUSTOM_RELATION)
