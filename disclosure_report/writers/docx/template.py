"""The Word file the writer starts from: our own parts, assembled in memory.

It holds nothing but what a report uses: no theme, no thumbnail, no styles of another template.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from importlib.resources import files
from string import Template

from disclosure_report.typeset.profile import Profile, StampSpec
from disclosure_report.writers.docx.sheet import values

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: (part, data file, content type, relationship from the document, its id); the id order is Word's.
_DOCUMENT_PARTS = (
    ("styles.xml", "styles.xml", f"{_WORD}.styles+xml", "styles", "rId1"),
    ("settings.xml", "settings.xml", f"{_WORD}.settings+xml", "settings", "rId2"),
    ("fontTable.xml", "fontTable.xml", f"{_WORD}.fontTable+xml", "fontTable", "rId3"),
    ("footer1.xml", "footer_odd.xml", f"{_WORD}.footer+xml", "footer", "rId4"),
    ("footer2.xml", "footer_even.xml", f"{_WORD}.footer+xml", "footer", "rId5"),
)
_HEADERS = (
    ("header1.xml", "header.xml", f"{_WORD}.header+xml", "header", "rId6"),
    ("header2.xml", "header.xml", f"{_WORD}.header+xml", "header", "rId7"),
)
_HEADER_REFERENCES = '<w:headerReference w:type="even" r:id="rId7"/><w:headerReference w:type="default" r:id="rId6"/>'


def template(profile: Profile, stamp: str | None, content: str) -> bytes:
    """A .docx of this profile with ``content`` as its body (XML text), for python-docx to open.

    ``stamp`` stands on every page (VML: Word, WPS and LibreOffice read it).
    """
    linked = (*_DOCUMENT_PARTS, *_HEADERS) if stamp else _DOCUMENT_PARTS
    known = {**values(profile), "header_references": _HEADER_REFERENCES if stamp else "", "content": content}
    parts = {
        "[Content_Types].xml": _content_types(linked),
        "_rels/.rels": _package_relationships(),
        "word/_rels/document.xml.rels": _relationships([(i, f"{_OFFICE}/{kind}", n) for n, _, _, kind, i in linked]),
        "word/document.xml": part("document.xml", known),
        "docProps/core.xml": part("core.xml", known),
        "docProps/app.xml": part("app.xml", known),
    }
    for number, (name, data, *_) in enumerate(linked):
        parts[f"word/{name}"] = part(data, {**known, **_stamp(stamp or "", number, profile.stamp)})
    return _zipped(parts)


def part(name: str, known: dict[str, str]) -> str:
    """A data file with its placeholders filled in."""
    return _part(name).substitute(known)


@cache
def _part(name: str) -> Template:
    """A data file without the white space that only makes it readable."""
    text = files("disclosure_report.writers.docx").joinpath("template", name).read_text(encoding="utf-8")
    head, *rest = (line.strip() for line in text.splitlines())
    return Template(head + "\n" + "".join(rest))


def _stamp(stamp: str, number: int, spec: StampSpec) -> dict[str, str]:
    """A stamp as long as its words: ``size`` points a character."""
    shade = f"{round(spec.gray * 255):02x}"
    return {
        "stamp": stamp,
        "number": str(number),
        "shape_id": str(2049 + 1024 * (number % 2)),
        "stamp_width": f"{len(stamp) * spec.size:g}",
        "stamp_height": f"{spec.size:g}",
        "stamp_angle": f"{(360 - spec.angle) % 360:g}",
        "stamp_colour": f"#{shade * 3}",
    }


def _content_types(linked: tuple[tuple[str, ...], ...]) -> str:
    overrides = [
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        *((f"/word/{name}", kind) for name, _, kind, *_ in linked),
    ]
    items = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    )


def _package_relationships() -> str:
    return _relationships(
        [
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ]
    )


def _relationships(items: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in items)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()
