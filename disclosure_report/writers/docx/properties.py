"""The file's properties: from the report alone, nothing of a person, a machine or a clock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from disclosure_report.model.document import Meta
from disclosure_report.writers.docx.template import part
from disclosure_report.writers.printable import printable

if TYPE_CHECKING:
    from docx.package import Package

#: The parts that hold them.
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
#: The longest text python-docx (and Word's dialog) takes as a property.
_LONGEST = 255
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


def core_properties(empty: bytes, meta: Meta) -> bytes:
    """The core part with title, subject, agency and date; ``empty`` is the template's."""
    from docx.opc.packuri import PackURI
    from docx.opc.parts.coreprops import CorePropertiesPart
    from docx.package import Package

    made = CorePropertiesPart.load(PackURI(f"/{CORE}"), _CORE_TYPE, empty, Package())
    core = made.core_properties
    agency = printable(meta.agency)[:_LONGEST]
    core.title, core.subject = printable(meta.title)[:_LONGEST], printable(meta.subject)[:_LONGEST]
    core.author = core.last_modified_by = agency
    core.language = meta.language
    core.created = core.modified = datetime(meta.dated.year, meta.dated.month, meta.dated.day)
    return bytes(made.blob)


def custom_properties(meta: Meta) -> bytes:
    """The custom part with content hash and edition."""
    known = {"content_hash": escape(printable(meta.content_hash)), "edition": escape(printable(meta.edition))}
    return part("custom.xml", known).encode()


def relate_custom(package: Package) -> None:
    """Adds the custom part, which python-docx does not know, still empty."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package.relate_to(Part(PackURI(f"/{CUSTOM}"), _CUSTOM_TYPE, b"", package), _CUSTOM_RELATION)
