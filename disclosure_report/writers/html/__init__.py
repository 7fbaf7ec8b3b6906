"""Document → one self-contained HTML page."""

from disclosure_report.writers.html.page import write

__all__ = ["write"]
