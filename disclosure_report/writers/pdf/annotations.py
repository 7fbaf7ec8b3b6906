"""Review notes as PDF annotations: a highlight over the words with a pop-up, or a note at the first page's top.

The print flag is off and so is every other flag: a reader can hide the notes, and paper never shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disclosure_report.model.document import Mark
from disclosure_report.model.finding import Severity
from disclosure_report.writers.pdf.marks import Box, Note
from disclosure_report.writers.pdf.objects import Doc, Raw, Stream, number, pdf_date, reference, register, text
from disclosure_report.writers.pdf.structure import StructureTree
from disclosure_report.writers.pdf.xmp import PROGRAM

_COLOURS = {"error": (1.0, 0.72, 0.7), "warning": (1.0, 0.93, 0.5), "notice": (0.74, 0.88, 1.0)}
_LABELS = {s.value: s.label for s in Severity}
_MULTIPLY = b"/Resources<</ExtGState<</M<</BM/Multiply>>>>>>"
#: The side of a note's icon, and the box of its pop-up, in points.
_ICON, _POPUP = 18.0, (180.0, 96.0)
_MARGIN = 24.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the annotation's dictionary says beyond its text."""

    subtype: bytes
    box: Box
    extra: bytes
    appearance: bytes


def write_notes(doc: Doc, tree: StructureTree, notes: Sequence[Note], heights: Sequence[float], dated: date) -> None:
    """Puts the notes on their pages and into the structure tree."""
    pages: dict[int, list[bytes]] = {}
    for order, note in enumerate(notes):
        on_page = pages.setdefault(note.page, [])
        drawn = _highlight(note) if note.boxes else _icon(note, len(on_page), heights[note.page])
        on_page += _annotation(doc, tree, order, note, drawn, dated)
    for page, references in pages.items():
        doc.Pages.pages[page].Annots = b"[%b]" % b" ".join(references)


def _annotation(doc: Doc, tree: StructureTree, order: int, note: Note, drawn: _Drawn, dated: date) -> list[bytes]:
    """The annotation and its pop-up."""
    named, popup = f"Note{order}", Raw(b"")
    own = register(doc, Raw(b""), named)
    popup_reference = register(doc, popup)
    key = tree.pin(note.node, note.page, named)
    page = reference(doc, f"Page{note.page + 1}")
    shape = b"/BBox[%b]%b" % (_rect(drawn.box), _MULTIPLY)
    picture = register(doc, Stream(drawn.appearance, b"/Type/XObject/Subtype/Form" + shape))
    doc.idToObject[named].body = b"".join(
        (
            b"<</Type/Annot/Subtype/%b/Rect[%b]%b/P %b/F 0" % (drawn.subtype, _rect(drawn.box), drawn.extra, page),
            b"/C[%b]/T%b/Subj%b" % (_colour(note.mark), text(PROGRAM), text(_subject(note.mark))),
            b"/Contents%b/M%b/NM(note%d)" % (text(note.mark.text), pdf_date(dated), order),
            b"/Popup %b/StructParent %d/AP<</N %b>>>>" % (popup_reference, key, picture),
        )
    )
    popup.body = b"<</Type/Annot/Subtype/Popup/Rect[%b]/Parent %b/Open false/F 0>>" % (_rect(_beside(drawn.box)), own)
    return [own, popup_reference]


def _highlight(note: Note) -> _Drawn:
    quads, shapes = [], [b"/M gs %b rg\n" % _colour(note.mark)]
    for box in note.boxes:
        left, bottom, right, top = map(number, (box.left, box.bottom, box.right, box.top))
        quads.append(b"%b %b %b %b %b %b %b %b" % (left, top, right, top, left, bottom, right, bottom))
        shapes.append(
            b"%b %b %b %b re f\n" % (left, bottom, number(box.right - box.left), number(box.top - box.bottom))
        )
    return _Drawn(b"Highlight", _around(note.boxes), b"/QuadPoints[%b]" % b" ".join(quads), b"".join(shapes))


def _icon(note: Note, already: int, height: float) -> _Drawn:
    """A note at the page's top, beside the others that found no place."""
    left = _MARGIN + already // 2 * (_ICON + 4)
    top = height - _MARGIN
    box = Box(left, top - _ICON, left + _ICON, top)
    x, y = number(box.left + 1), number(box.bottom + 1)
    sheet = b"/M gs %b rg 0.4 G 1 w %b %b 16 16 re B\n" % (_colour(note.mark), x, y)
    lines = b"".join(b"%b %b m %b %b l S\n" % _line(box, up) for up in (5.0, 9.0, 13.0))
    return _Drawn(b"Text", box, b"/Name/Note", sheet + lines)


def _line(box: Box, up: float) -> tuple[bytes, bytes, bytes, bytes]:
    height = number(box.bottom + up)
    return number(box.left + 4), height, number(box.right - 4), height


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes),
        min(b.bottom for b in boxes),
        max(b.right for b in boxes),
        max(b.top for b in boxes),
    )


def _beside(box: Box) -> Box:
    return Box(box.right, box.top - _POPUP[1], box.right + _POPUP[0], box.top)


def _rect(box: Box) -> bytes:
    return b" ".join(map(number, (box.left, box.bottom, box.right, box.top)))


def _colour(mark: Mark) -> bytes:
    return b" ".join(map(number, _COLOURS.get(mark.severity, _COLOURS["notice"])))


def _subject(mark: Mark) -> str:
    label = _LABELS.get(mark.severity)
    return f"{label}：{mark.title}" if label else mark.title
