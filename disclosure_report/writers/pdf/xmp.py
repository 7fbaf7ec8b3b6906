"""The XMP packet: what the file says of itself, the same as the document information dictionary."""

from __future__ import annotations

from disclosure_report.model.characters import legal_in_xml
from disclosure_report.model.document import Meta

#: The program's name, as producer and as author of notes; no version, so that an update changes no old file.
PROGRAM = "disclosure-report"
#: Namespace and property of the content hash that ties PDF, Word, HTML and JSON together.
HASH_NAMESPACE = "urn:disclosure-report:xmp:1:"
HASH_PREFIX = "disclosure"
HASH_PROPERTY = "contentHash"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{descriptions}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_DESCRIPTION = '<rdf:Description rdf:about=""{namespaces}>{body}</rdf:Description>'
_SCHEMA = """<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>\
<pdfaProperty:valueType>{type}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"""
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    HASH_PREFIX: HASH_NAMESPACE,
}


def packet(meta: Meta, archival: bool, accessible: bool) -> bytes:
    """The packet as UTF-8. ``archival`` claims PDF/A-1a, ``accessible`` PDF/UA-1."""
    parts = {
        "dc": _dublin_core(meta),
        "pdf": f"<pdf:Producer>{PROGRAM}</pdf:Producer>",
        "xmp": _basic(meta),
        HASH_PREFIX: f"<{HASH_PREFIX}:{HASH_PROPERTY}>{meta.content_hash}</{HASH_PREFIX}:{HASH_PROPERTY}>",
    }
    if archival:
        parts["pdfaid"] = "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
    if accessible:
        parts["pdfuaid"] = "<pdfuaid:part>1</pdfuaid:part>"
    namespaces = "".join(f' xmlns:{prefix}="{_NAMESPACES[prefix]}"' for prefix in parts)
    described = _DESCRIPTION.format(namespaces=namespaces, body="".join(parts.values()))
    return _PACKET.format(descriptions=f"{described}\n{_extensions()}").encode("utf-8")


def escaped(text: str) -> str:
    """The text as XML holds it: the three characters that mark it up as entities, those it forbids left out."""
    return legal_in_xml(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _dublin_core(meta: Meta) -> str:
    return (
        "<dc:format>application/pdf</dc:format>"
        f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{escaped(meta.title)}</rdf:li></rdf:Alt></dc:title>"
        f"<dc:creator><rdf:Seq><rdf:li>{escaped(meta.agency)}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{escaped(meta.subject)}</rdf:li></rdf:Alt>"
        f"</dc:description><dc:language><rdf:Bag><rdf:li>{meta.language}</rdf:li></rdf:Bag></dc:language>"
    )


def _basic(meta: Meta) -> str:
    day = f"{meta.dated.isoformat()}T00:00:00+08:00"
    tags = {"CreatorTool": PROGRAM, "CreateDate": day, "ModifyDate": day, "MetadataDate": day}
    return "".join(f"<xmp:{tag}>{value}</xmp:{tag}>" for tag, value in tags.items())


def _extensions() -> str:
    """The schemas that PDF/A does not know, declared (ISO 19005-1, 6.7.8)."""
    schemas = _SCHEMA.format(
        title="PDF/UA identification",
        uri=_NAMESPACES["pdfuaid"],
        prefix="pdfuaid",
        name="part",
        type="Integer",
        text="Part of ISO 14289",
    ) + _SCHEMA.format(
        title="Disclosure report",
        uri=HASH_NAMESPACE,
        prefix=HASH_PREFIX,
        name=HASH_PROPERTY,
        type="Text",
        text="SHA-256 of the content of the report",
    )
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
        'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
        'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
