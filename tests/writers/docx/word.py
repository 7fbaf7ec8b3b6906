"""Word files opened by python-docx, for the tests."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx

from disclosure_report.writers.docx.writer import write
from disclosure_report.writers.publication import Publication

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(publication: Publication) -> Any:
    """The written file as a python-docx document."""
    return docx.Document(io.BytesIO(write(publication)))


def parts(publication: Publication) -> dict[str, str]:
    """The written file's parts, by name."""
    with zipfile.ZipFile(io.BytesIO(write(publication))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    """An attribute in the w: name space of the element at ``path`` ("pPr/ind"), or ``None``."""
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + attribute)
