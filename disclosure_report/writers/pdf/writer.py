"""Publication → PDF: laid out by ``typeset``, painted here, written by reportlab's document.

PDF 1.4, no transparency, no object streams: PDF/A-1a (ISO 19005-1) with the tags of PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_report.model.document import Meta, Stage
from disclosure_report.typeset.pages import Layout
from disclosure_report.writers.pdf.marks import Note, place
from disclosure_report.writers.publication import Publication


def write(publication: Publication) -> bytes:
    """The file's bytes: the same for the same publication and fonts. Notes are pinned on review copies only."""
    document, layout = publication.document, publication.layout
    wanted = document.meta.stage is not Stage.FINAL and publication.marks
    notes = place(document, layout, publication.marks) if wanted else ()
    return paint(layout, document.meta, notes)


def paint(layout: Layout, meta: Meta, marks: Sequence[Note] = ()) -> bytes:
    """The laid-out pages as a file. PDF/A and PDF/UA are claimed only where they hold: see ``file.claims``."""
    from disclosure_report.writers.pdf.file import PdfFile

    return PdfFile(layout, meta, marks).data()
