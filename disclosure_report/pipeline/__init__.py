"""read → check → assemble → write, in one place.

Everything here returns values; nothing prints.  Only ``OutputError`` is raised, for an output that cannot be written.
"""

from disclosure_report.pipeline.annotating import annotate
from disclosure_report.pipeline.building import (
    BuildOptions,
    BuildResult,
    build,
    build_all,
    compile_documents,
    output_stem,
    publish,
    typography,
    writable,
)
from disclosure_report.pipeline.checking import (
    CheckOptions,
    CheckResult,
    check,
    check_report,
    in_order,
    read_previous,
    unread,
)
from disclosure_report.pipeline.profiles import load_typography_profile
from disclosure_report.pipeline.projects import start, write_examples
from disclosure_report.pipeline.verifying import Verification, verify

__all__ = [
    "BuildOptions",
    "BuildResult",
    "CheckOptions",
    "CheckResult",
    "Verification",
    "annotate",
    "build",
    "build_all",
    "check",
    "check_report",
    "compile_documents",
    "in_order",
    "load_typography_profile",
    "output_stem",
    "publish",
    "read_previous",
    "start",
    "typography",
    "unread",
    "verify",
    "writable",
    "write_examples",
]
