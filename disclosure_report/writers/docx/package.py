"""A python-docx package as bytes that depend on nothing but its parts: sorted, dated 1980-01-01, one compression."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

#: Zip archives know no earlier day.
EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def packed(package: OpcPackage) -> bytes:
    """The package as a .docx file; the same parts give the same bytes."""
    stream = io.BytesIO()
    entries = _entries(package)
    with zipfile.ZipFile(stream, "w") as archive:
        for name in (*_FIRST, *sorted(entries.keys() - set(_FIRST))):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, entries[name], compresslevel=6)
    return stream.getvalue()


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
