"""Document → .docx."""

from __future__ import annotations

import io

from disclosure_report.writers.docx.blocks import body_xml
from disclosure_report.writers.docx.package import packed
from disclosure_report.writers.docx.properties import set_properties
from disclosure_report.writers.docx.template import filled_template
from disclosure_report.writers.publication import Publication


def write(publication: Publication) -> bytes:
    """A Word file of the publication; the same publication gives the same bytes.

    The body is laid down as XML that python-docx parses in one go: element by element takes ten times as long.
    """
    import docx

    document, profile = publication.document, publication.profile
    body = "".join(body_xml(document, profile))
    word = docx.Document(io.BytesIO(filled_template(profile, document.meta.stage.stamp, body)))
    set_properties(word, document.meta)
    return packed(word.part.package)
