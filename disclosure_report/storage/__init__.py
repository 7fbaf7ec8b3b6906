"""Where outputs go: safe names and atomic writes."""

from disclosure_report.storage.atomic import OutputError, write_atomically, write_project, write_together
from disclosure_report.storage.names import safe_name

__all__ = ["OutputError", "safe_name", "write_atomically", "write_project", "write_together"]
