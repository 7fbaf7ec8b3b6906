"""Reading our own files back: what a .docx, .pdf, .html or .json says, and where that differs from a Document."""

from disclosure_report.writers.readback.compare import Difference, compare
from disclosure_report.writers.readback.model import NotReadable, ReadBack, ReadTable, ReadText
from disclosure_report.writers.readback.read import FORMATS, read_back

__all__ = ["FORMATS", "Difference", "NotReadable", "ReadBack", "ReadTable", "ReadText", "compare", "read_back"]
