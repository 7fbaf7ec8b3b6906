"""The package that python-docx makes of the template, once a profile; every report lays its own parts into it.

The body goes in as text: to have it parsed and written again, and every other part with it, took twice as long as all
the rest.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from disclosure_report.model.document import Meta
from disclosure_report.typeset.profile import Profile
from disclosure_report.writers.docx.archive import archive
from disclosure_report.writers.docx.properties import CORE, CUSTOM, core_properties, custom_properties, relate_custom
from disclosure_report.writers.docx.template import template

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_DOCUMENT = "word/document.xml"
#: Where the body goes.
_PLACE = "<content/>"


@dataclass(frozen=True)
class Package:
    """Parts by name in the archive's order, and what stands in the document part before and after the body."""

    parts: Mapping[str, bytes]
    before: bytes
    after: bytes

    def filled(self, body: str, meta: Meta) -> bytes:
        """A .docx file with ``body``, well-formed XML text in the template's name spaces, as paragraphs and tables."""
        own = {
            _DOCUMENT: b"".join((self.before, body.encode(), self.after)),
            CORE: core_properties(self.parts[CORE], meta),
            CUSTOM: custom_properties(meta),
        }
        return archive({**self.parts, **own})


@lru_cache(maxsize=8)
def prepared(profile: Profile, stamp: str | None) -> Package:
    """The package of a profile; the same parts give the same bytes."""
    import docx

    word = docx.Document(io.BytesIO(template(profile, stamp, _PLACE)))
    relate_custom(word.part.package)
    entries = _entries(word.part.package)
    before, _, after = entries[_DOCUMENT].partition(_PLACE.encode())
    names = (*_FIRST, *sorted(entries.keys() - set(_FIRST)))
    return Package({name: entries[name] for name in names}, before, after)


def _entries(package: OpcPackage) -> dict[str, bytes]:
    entries: dict[str, bytes] = {}
    types = {}
    for part in package.iter_parts():
        part.before_marshal()  # type: ignore[no-untyped-call]
        entries[part.partname.membername] = part.blob
        types[str(part.partname)] = part.content_type
        if part.rels:
            entries[part.partname.rels_uri.membername] = _bytes(part.rels.xml)
    entries[_FIRST[1]] = _bytes(package.rels.xml)
    entries[_FIRST[0]] = _content_types(types)
    return entries


def _bytes(xml: str | bytes) -> bytes:
    return xml if isinstance(xml, bytes) else xml.encode()


def _content_types(types: dict[str, str]) -> bytes:
    overrides = "".join(
        f"<Override PartName={quoteattr(name)} ContentType={quoteattr(kind)}/>" for name, kind in sorted(types.items())
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{_TYPES}">'
        f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()
