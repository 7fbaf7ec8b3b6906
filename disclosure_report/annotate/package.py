"""A zipped Open XML package, part by part: only what is changed is written anew, everything else keeps its bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def parse(xml: bytes) -> etree._Element:
    """XML of an input: no entity is resolved, nothing is fetched."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def serialise(root: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part; ``target`` is a part's name without the leading ``/``."""

    id: str
    type: str
    target: str


@dataclass
class Package:
    """The parts of an Open XML file. Changes are kept in memory until ``packed``."""

    source: bytes
    changed: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(self.source))
        self._names = {i.filename for i in self._archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self.changed or name in self._names

    def read(self, name: str) -> bytes:
        """A part's bytes; ``KeyError`` when there is none."""
        return self.changed[name] if name in self.changed else self._archive.read(name)

    def write(self, name: str, data: bytes) -> None:
        """Replace or add a part."""
        self.changed[name] = data

    def unused(self, pattern: str) -> str:
        """The first name of ``pattern`` ("xl/comments{}.xml") with a number that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The internal relationships of a part ("" for the package itself)."""
        name = _relationships_of(part)
        if name not in self:
            return ()
        base = posixpath.dirname(part)
        return tuple(
            Relationship(r.get("Id", ""), r.get("Type", ""), _resolved(base, r.get("Target", "")))
            for r in parse(self.read(name)).iterfind(f"{{{RELATIONSHIPS}}}Relationship")
            if r.get("TargetMode") != "External"
        )

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship of type ``OFFICE/kind`` to another part; returns its id."""
        name = _relationships_of(part)
        root = parse(self.read(name) if name in self else f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
        used = {r.get("Id") for r in root}
        number = 1
        while f"rId{number}" in used:
            number += 1
        attributes = {"Id": f"rId{number}", "Type": f"{OFFICE}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", attributes)
        self.write(name, serialise(root))
        return f"rId{number}"

    def declare(self, *, part: str | None = None, extension: str | None = None, content_type: str) -> None:
        """Name the content type of a part or of an extension, unless it is named already."""
        root = parse(self.read("[Content_Types].xml"))
        tag, attribute, value = (
            ("Override", "PartName", f"/{part}") if part else ("Default", "Extension", extension or "")
        )
        known = {e.get(attribute, "").lower() for e in root.iterfind(f"{{{TYPES}}}{tag}")}
        if value.lower() not in known:
            element = etree.Element(f"{{{TYPES}}}{tag}", {attribute: value, "ContentType": content_type})
            root.insert(0 if extension else len(root), element)
            self.write("[Content_Types].xml", serialise(root))

    def packed(self, *, timeless: bool = False) -> bytes:
        """The whole file: the entries in their old order with their old dates (1980 if ``timeless``), then new ones."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for info in self._archive.infolist():
                entry = _entry(info.filename, _ZIP_DATE if timeless else info.date_time)
                archive.writestr(entry, self.read(info.filename))
            for name in sorted(set(self.changed) - self._names):
                archive.writestr(_entry(name, _ZIP_DATE), self.changed[name])
        return out.getvalue()


def _entry(name: str, date: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, max(date, _ZIP_DATE))
    entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    return entry


def _relationships_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(base: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
