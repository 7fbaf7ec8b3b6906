"""The file around the pages: reportlab's canvas and document with tags, metadata, output intent and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from disclosure_report.model.characters import legal_in_xml
from disclosure_report.model.document import Meta
from disclosure_report.typeset.face import Face
from disclosure_report.typeset.pages import Layout, Page
from disclosure_report.writers.pdf import icc, xmp
from disclosure_report.writers.pdf.annotations import write_notes
from disclosure_report.writers.pdf.body import PDF_1_4, serialise
from disclosure_report.writers.pdf.content import PageContent, characters_of
from disclosure_report.writers.pdf.fonts import PdfFont, font_resources, registered, resource_name
from disclosure_report.writers.pdf.marks import Note
from disclosure_report.writers.pdf.objects import (
    Catalog,
    Doc,
    Info,
    Raw,
    Stream,
    TaggedPage,
    file_identifier,
    number,
    register,
    text,
)
from disclosure_report.writers.pdf.structure import StructureTree

_A4 = (595.276, 841.89)
_RESOURCES = "PageResources"


def claims(faces: Iterable[Face], marks: Sequence[Note]) -> tuple[bool, bool]:
    """Whether the file is PDF/A-1a and whether it is PDF/UA-1.

    Both need every face embedded; PDF/A also forbids notes that are not printed (ISO 19005-1, 6.5.3).
    """
    embedded = all(face.path is not None for face in faces)
    return embedded and not marks, embedded


class PdfFile:
    """One file in the making."""

    def __init__(self, layout: Layout, meta: Meta, marks: Sequence[Note]) -> None:
        self._layout = layout
        self._meta = meta
        self._marks = marks
        self._characters = characters_of(layout.pages)
        self._tree = StructureTree(layout.nodes)
        self._tags = {i: b"/" + node.tag.encode("ascii") for i, node in enumerate(layout.nodes)}

    def data(self) -> bytes:
        """The whole file."""
        with registered(self._characters) as fonts:
            canvas = self._canvas(fonts)
            doc = _document(canvas)
            doc.Reference(Raw(b"<</Font %b>>" % font_resources(doc)), _RESOURCES)
            called = {face: (font, resource_name(doc, font)) for face, font in fonts.items()}
            for index, page in enumerate(self._layout.pages):
                self._add_page(canvas, index, page, called)
            self._add_outline(canvas)
            heights = [page.height for page in self._layout.pages]
            write_notes(doc, self._tree, self._marks, heights, self._meta.dated)
            identifier = self._finish(canvas, doc)
            return serialise(doc, register(doc, doc.Catalog), register(doc, doc.info), identifier)

    def _canvas(self, fonts: dict[Face, PdfFont]) -> Canvas:
        """reportlab's canvas, begun with one of our fonts so that Helvetica is never referenced."""
        first = next(iter(fonts.values()), None)
        canvas = Canvas(
            BytesIO(),
            pagesize=_A4,
            pageCompression=1,
            invariant=1,
            pdfVersion=PDF_1_4,
            lang=self._meta.language,
            initialFontName=first.fontName if first else None,
        )
        doc = _document(canvas)
        old, doc.Catalog = doc.Catalog, Catalog()
        doc._catalog = doc.Catalog
        for part in ("Pages", "Lang", "Outlines"):
            setattr(doc.Catalog, part, getattr(old, part))
        return canvas

    def _add_page(self, canvas: Canvas, index: int, page: Page, fonts: dict[Face, tuple[PdfFont, bytes]]) -> None:
        doc = _document(canvas)
        self._tree.begin_page()
        self._bookmark(canvas, index)
        made = TaggedPage()
        made.MediaBox = Raw(b"[0 0 %b %b]" % (number(page.width), number(page.height))).body
        made.Contents = Stream(PageContent(fonts, self._tags, self._tree.mark).write(page))
        made.Resources = pdfdoc.PDFObjectReference(_RESOURCES)
        made.Parent = doc.Reference(doc.Pages)
        made.StructParents = index
        doc.addPage(made)

    def _bookmark(self, canvas: Canvas, page: int) -> None:
        for order, entry in enumerate(self._layout.outline):
            if entry.page == page:
                canvas.bookmarkPage(f"entry{order}", fit="XYZ", left=0, top=entry.y, zoom=0)

    def _add_outline(self, canvas: Canvas) -> None:
        depth = -1
        for order, entry in enumerate(self._layout.outline):
            depth = min(entry.level - 1, depth + 1)  # a level is never skipped
            canvas.addOutlineEntry(entry.text, f"entry{order}", level=depth)
        if self._layout.outline:
            canvas.showOutline()

    def _finish(self, canvas: Canvas, doc: Doc) -> bytes:
        """Catalog, metadata, page labels, structure tree, bookmarks; answers the file's identifier."""
        meta, catalog = self._meta, doc.Catalog
        archival, accessible = claims(self._characters, self._marks)
        packet = xmp.packet(meta, archival, accessible)
        catalog.Metadata = doc.Reference(Stream(packet, b"/Type/Metadata/Subtype/XML", plain=True), "Metadata")
        catalog.MarkInfo = b"<</Marked true>>"
        catalog.StructTreeRoot = doc.Reference(self._tree.write(doc))
        catalog.OutputIntents = b"[%b]" % _output_intent(doc)
        catalog.PageLabels = _page_labels(self._layout.pages)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        doc.info = Info(_information(meta), meta.dated)
        doc.Outlines.prepare(doc, canvas)
        if not self._layout.outline:
            catalog.Outlines = None
        return file_identifier(packet, *(page.Contents.bytes for page in doc.Pages.pages))


def _document(canvas: Canvas) -> Doc:
    """reportlab's document below its canvas."""
    return vars(canvas)["_doc"]


def _information(meta: Meta) -> dict[str, str]:
    """The information dictionary: what the XMP packet says."""
    return {
        "Title": legal_in_xml(meta.title),
        "Author": legal_in_xml(meta.agency),
        "Subject": meta.subject,
        "Creator": xmp.PROGRAM,
        "Producer": xmp.PROGRAM,
    }


def _output_intent(doc: Doc) -> bytes:
    profile = register(doc, Stream(icc.srgb(), b"/N 3", kept=True))
    kind = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
    return kind + b"/RegistryName(http://www.color.org)/DestOutputProfile %b>>" % profile


def _page_labels(pages: Sequence[Page]) -> bytes:
    """One range of arabic numbers where the labels are 1, 2, 3 …, else each page's label as it is printed."""
    if all(page.label == str(number_) for number_, page in enumerate(pages, 1)):
        return b"<</Nums[0<</S/D>>]>>"
    return b"<</Nums[%b]>>" % b"".join(b"%d<</P%b>>" % (i, text(page.label)) for i, page in enumerate(pages))
