"""What every writer is given, and the table that picks the writer."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from disclosure_report.model.document import Document, Mark

if TYPE_CHECKING:
    from disclosure_report.typeset.fonts import FaceSet
    from disclosure_report.typeset.pages import Layout
    from disclosure_report.typeset.profile import Profile


@dataclass(frozen=True)
class Publication:
    """One compiled report, ready to be written.

    ``content`` is the report's interchange object (``report.json``).  ``marks`` are notes for review copies; a writer
    that has no use for them, and every final copy, leaves them out.
    """

    document: Document
    content: Mapping[str, Any]
    profile: Profile
    faces: FaceSet
    marks: tuple[Mark, ...] = ()

    @cached_property
    def layout(self) -> Layout:
        """The pages: laid out once, for the PDF, the places of its notes and what no face has."""
        from disclosure_report.typeset.layout import lay_out

        return lay_out(self.document, self.profile, self.faces)


#: Format → "module:function"; the function takes a Publication and returns the file's bytes.
WRITERS: Mapping[str, str] = {
    "docx": "disclosure_report.writers.docx.writer:write",
    "pdf": "disclosure_report.writers.pdf.writer:write",
    "html": "disclosure_report.writers.html:write",
    "json": "disclosure_report.writers.json:write",
}


def writer_for(name: str) -> Callable[[Publication], bytes]:
    """The writer of a format; ``KeyError`` for an unknown one. Loaded only when asked for."""
    module, _, function = WRITERS[name].partition(":")
    loaded: Callable[[Publication], bytes] = getattr(importlib.import_module(module), function)
    return loaded
