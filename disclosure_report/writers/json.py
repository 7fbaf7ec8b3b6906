"""Publication → report.json: the report as data, with the hash that ties it to the Word, PDF and HTML file."""

from __future__ import annotations

from disclosure_report.model.interchange import as_json_text
from disclosure_report.writers.publication import Publication


def write(publication: Publication) -> bytes:
    """The interchange object in the contract's key order, then ``content_hash``; UTF-8, one line end at the end."""
    content = {k: v for k, v in publication.content.items() if k != "content_hash"}
    return as_json_text({**content, "content_hash": publication.document.meta.content_hash}).encode("utf-8", "replace")
