"""Notes on cells: the comments part and the drawing that shows its boxes, both merged with what is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from disclosure_report.annotate.note import AUTHOR
from disclosure_report.annotate.package import OFFICE, Package, parse, serialise

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: Elements that follow ``legacyDrawing`` in a worksheet (ECMA-376 part 1, 18.3.1.99).
_AFTER_DRAWING = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_BOX = 'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"'
_SHAPE_TYPE = (
    f'<v:shapetype {_BOX}><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)

Note = Sequence[tuple[str, ...]]


def add_comments(package: Package, part: str, sheet: etree._Element, notes: Mapping[str, Note]) -> None:
    """Put ``notes`` (cell → findings, each as lines) on the sheet ``part``, whose XML tree ``sheet`` may change."""
    existing = {r.type.rpartition("/")[2]: r.target for r in package.relationships(part)}
    name = existing.get("comments") or package.unused("xl/comments{}.xml")
    if name in package:
        comments = parse(package.read(name))
    else:
        comments = etree.fromstring(f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>')
        package.relate(part, "comments", name)
        package.declare(part=name, content_type=_COMMENTS_TYPE)
    fresh = _merge(comments, notes)
    package.write(name, serialise(comments))
    _draw(package, part, sheet, {ref: notes[ref] for ref in fresh})


def _merge(comments: etree._Element, notes: Mapping[str, Note]) -> list[str]:
    """Add the notes, below the text of a comment that is there; returns the cells that had none."""
    entries = _child(comments, "commentList")
    old = {c.get("ref"): c for c in entries}
    author = _author(comments)
    fresh = []
    for ref, note in notes.items():
        comment = old.get(ref)
        if comment is None:
            comment = etree.SubElement(entries, _tag(comments, "comment"), ref=ref, authorId=str(author))
            etree.SubElement(comment, _tag(comments, "text"))
            fresh.append(ref)
            _write(comment, note)
        else:
            _write(comment, [("",), *note])
    return fresh


def _write(comment: etree._Element, note: Note) -> None:
    text = _child(comment, "text")
    for n, lines in enumerate(note):
        head, *rest = lines
        _run(text, ("\n" if n else "") + head, bold=True)
        _run(text, "".join(f"\n{line}" for line in rest) + "\n", bold=False)


def _run(text: etree._Element, words: str, *, bold: bool) -> None:
    run = etree.SubElement(text, _tag(text, "r"))
    properties = etree.SubElement(run, _tag(text, "rPr"))
    if bold:
        etree.SubElement(properties, _tag(text, "b"))
    etree.SubElement(properties, _tag(text, "sz"), val="10")
    etree.SubElement(properties, _tag(text, "rFont"), val="宋体")
    etree.SubElement(properties, _tag(text, "family"), val="3")
    etree.SubElement(properties, _tag(text, "charset"), val="134")
    words_element = etree.SubElement(run, _tag(text, "t"))
    words_element.text = words
    words_element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _author(comments: etree._Element) -> int:
    authors = _child(comments, "authors")
    names = [a.text for a in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, _tag(comments, "author")).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _draw(package: Package, part: str, sheet: etree._Element, notes: Mapping[str, Note]) -> None:
    """A box for each new note. The drawing is spliced as text: what Office wrote there is not always well-formed."""
    if not notes:
        return
    drawing = sheet.find(_tag(sheet, "legacyDrawing"))
    targets = {r.id: r.target for r in package.relationships(part)}
    name = targets.get(drawing.get(f"{{{OFFICE}}}id", "")) if drawing is not None else None
    if name is None or name not in package:
        name = package.unused("xl/drawings/vmlDrawing{}.vml")
        package.write(name, _empty_drawing().encode())
        package.declare(extension="vml", content_type=_VML_TYPE)
        _point_at(sheet, package.relate(part, "vmlDrawing", name))
    text = package.read(name).decode("utf-8", "surrogateescape")
    package.write(name, _spliced(text, notes).encode("utf-8", "surrogateescape"))


def _empty_drawing() -> str:
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    return f"<xml {names}>{layout}{_SHAPE_TYPE}</xml>"


def _spliced(text: str, notes: Mapping[str, Note]) -> str:
    taken = [int(n) for n in re.findall(r"_x0000_s(\d{1,9})", text)]
    first = max(taken, default=1024) + 1
    shapes = "".join(_shape(first + n, ref, note) for n, (ref, note) in enumerate(notes.items()))
    kind = "" if "_x0000_t202" in text else _SHAPE_TYPE
    head, end, tail = text.rpartition("</xml>")
    return f"{head}{kind}{shapes}{end}{tail}" if end else text


def _shape(number: int, ref: str, note: Note) -> str:
    row, column = position(ref)
    lines = sum(1 + len(line) // 22 for finding in note for line in finding) + len(note)
    anchor = f"{column + 1}, 12, {max(0, row - 1)}, 6, {column + 5}, 12, {max(0, row - 1) + max(4, lines)}, 6"
    style = "position:absolute;margin-left:60pt;margin-top:6pt;width:220pt;height:96pt;z-index:1;visibility:hidden"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{style}" fillcolor="#fffbe6" o:insetmode="auto">'
        '<v:fill color2="#fffbe6"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _point_at(sheet: etree._Element, relationship: str) -> None:
    """``legacyDrawing`` at its place among the sheet's elements."""
    for stale in sheet.findall(_tag(sheet, "legacyDrawing")):
        sheet.remove(stale)
    element = etree.Element(_tag(sheet, "legacyDrawing"), {f"{{{OFFICE}}}id": relationship}, nsmap={"r": OFFICE})
    later = _first(sheet, _AFTER_DRAWING)
    sheet.insert(len(sheet) if later is None else sheet.index(later), element)


def _first(sheet: etree._Element, names: Iterable[str]) -> etree._Element | None:
    tags = {_tag(sheet, n) for n in names}
    return next((e for e in sheet if e.tag in tags), None)


def position(ref: str) -> tuple[int, int]:
    """Row and column, from 0, of "H31"; raises ``ValueError`` for anything else."""
    match = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", ref)
    if match is None:
        raise ValueError(ref)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _child(parent: etree._Element, name: str) -> etree._Element:
    found = parent.find(_tag(parent, name))
    if found is None:
        found = etree.SubElement(parent, _tag(parent, name))
    return found


def _tag(element: etree._Element, name: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{name}"
