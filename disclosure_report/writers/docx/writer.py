"""Document → .docx."""

from __future__ import annotations

from disclosure_report.writers.docx.blocks import body_xml
from disclosure_report.writers.docx.package import prepared
from disclosure_report.writers.publication import Publication


def write(publication: Publication) -> bytes:
    """A Word file of the publication; the same publication gives the same bytes."""
    document, profile = publication.document, publication.profile
    body = "".join(body_xml(document, profile))
    return prepared(profile, document.meta.stage.stamp).filled(body, document.meta)
