"""Readers: input folders, workbooks, text and report.json → values and SRC findings. Nothing read is ever trusted."""

from disclosure_report.readers.folder import Reading, read_input
from disclosure_report.readers.interchange import JsonReport, read_report_json
from disclosure_report.readers.listing import find_inputs, walk_inputs
from disclosure_report.readers.problems import SRC_RULES
from disclosure_report.readers.settings import read_settings

__all__ = [
    "SRC_RULES",
    "JsonReport",
    "Reading",
    "find_inputs",
    "read_input",
    "read_report_json",
    "read_settings",
    "walk_inputs",
]
