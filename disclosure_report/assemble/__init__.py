"""Report + edition → Document."""

from disclosure_report.assemble.assemble import assemble
from disclosure_report.assemble.content import as_json_text, content, content_hash
from disclosure_report.assemble.review import review_sheet

__all__ = ["as_json_text", "assemble", "content", "content_hash", "review_sheet"]
