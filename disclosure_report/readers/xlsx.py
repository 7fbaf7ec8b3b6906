"""An .xlsx workbook → sheets, through openpyxl: values and formulas in one pass, merges, what is hidden.

openpyxl reads the package's manifest, strings, formats and list of sheets, and parses the cells. What the workbooks of
a batch have in common is read once and known again by its bytes: departments fill in the same template.
"""

from __future__ import annotations

import importlib
import io
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from disclosure_report.readers.archive import Archive, parse_xml, refuse_dtd
from disclosure_report.readers.fault import FileError, hostile, unreadable
from disclosure_report.readers.grid import Sheet
from disclosure_report.readers.number_formats import shown_as
from disclosure_report.readers.numbers import CellType
from disclosure_report.readers.problems import HOSTILE_FILE

if TYPE_CHECKING:
    from disclosure_report.readers.xlsx_sheet import SheetPart

MAX_SHEETS = 60
_LARGEST_KEPT = 1024 * 1024  # bytes of a part that is remembered; a batch's memory must not depend on its inputs
_LARGEST_SHEET = 64 * 1024  # its cells take twenty times as much
_MANIFEST = "[Content_Types].xml"
_STYLES = "xl/styles.xml"  # where openpyxl looks for it


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """Every worksheet in the workbook's order; FileError when it cannot be read."""
    archive = Archive(data, (_MANIFEST, "xl/workbook.xml"))
    archive.refuse_dtds()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions it does not keep; nothing is kept here
        try:
            _import_openpyxl()
            manifest = _manifest(archive.read(_MANIFEST))
            strings, entries = _strings_of(archive, manifest), _entries_of(archive, manifest)
        except Exception as error:  # whatever a damaged part makes openpyxl stumble over
            raise _fault(error) from None
        styles = archive.read(_STYLES) if _STYLES in archive else b""
        formats = _formats if len(styles) <= _LARGEST_KEPT else _formats.__wrapped__
        return list(_sheets(archive, entries, strings, formats(styles), file))


def _import_openpyxl() -> None:
    """Import openpyxl without numpy, which it only takes to know numpy's numbers when they are put into cells.

    That is a tenth of a second of the start of every ``check`` and ``build``; numpy stays importable afterwards.
    """
    loaded = "openpyxl" in sys.modules or "numpy" in sys.modules
    if loaded or threading.current_thread() is not threading.main_thread():  # another thread may want numpy just now
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]  # the import system's own way to say: not here
    try:
        importlib.import_module("openpyxl")
    finally:
        del sys.modules["numpy"]


@dataclass(frozen=True, slots=True)
class _Manifest:
    """Where the package keeps its workbook part and, when it has them, its strings."""

    workbook: str
    strings: str | None


@lru_cache(maxsize=16)
def _manifest(data: bytes) -> _Manifest:
    from openpyxl.packaging.manifest import Manifest
    from openpyxl.reader import excel
    from openpyxl.xml.constants import SHARED_STRINGS

    opening: Any = excel  # the stubs leave out what finds the workbook's part
    root: Any = parse_xml(data)
    manifest: Any = Manifest.from_tree(root)
    strings = manifest.find(SHARED_STRINGS)
    return _Manifest(opening._find_workbook_part(manifest).PartName[1:], strings and strings.PartName[1:])


def _strings_of(archive: Archive, manifest: _Manifest) -> tuple[str, ...]:
    """The strings that the package's cells share."""
    if manifest.strings is None:
        return ()
    data = archive.read(manifest.strings)
    return (_strings if len(data) <= _LARGEST_SHEET else _strings.__wrapped__)(data)


@lru_cache(maxsize=16)
def _strings(data: bytes) -> tuple[str, ...]:
    from openpyxl.reader.strings import read_string_table

    refuse_dtd(data)
    source: Any = io.BytesIO(data)
    return tuple(read_string_table(source))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet in the workbook's list."""

    name: str
    target: str
    type: str
    visible: bool


@dataclass(frozen=True)
class _Parts:
    """Some parts of a package, for what of openpyxl asks an archive."""

    parts: Mapping[str, bytes]

    def read(self, name: str) -> bytes:
        """A part's bytes; KeyError when it is not there, as an archive says it."""
        return self.parts[name]


def _entries_of(archive: Archive, manifest: _Manifest) -> tuple[_Entry, ...]:
    """The workbook's list of sheets; its links and macros are passed over."""
    names = (manifest.workbook, _relations(manifest.workbook))
    parts = tuple((name, archive.read(name)) for name in names if name in archive)
    entries = _entries if sum(len(data) for _, data in parts) <= _LARGEST_KEPT else _entries.__wrapped__
    return entries(parts)


def _relations(part: str) -> str:
    """Where a package keeps a part's relations."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".removeprefix("/")


@lru_cache(maxsize=16)  # a list with 200 names takes 3 ms to read
def _entries(parts: tuple[tuple[str, bytes], ...]) -> tuple[_Entry, ...]:
    """The workbook's list of sheets, from its part and that part's relations."""
    from openpyxl.reader.workbook import WorkbookParser

    for _, data in parts:
        parse_xml(data)  # lxml, which openpyxl asks, knows encodings in which "<!" is spelt otherwise
    archive: Any = _Parts(dict(parts))
    parser = WorkbookParser(archive, parts[0][0], keep_links=False)
    parser.parse()
    found = islice(parser.find_sheets(), MAX_SHEETS)
    return tuple(_Entry(e.name or "", r.target, r.Type, e.state == "visible") for e, r in found)


def _fault(error: Exception) -> Exception:
    """A refused DTD is hostile, everything else damage."""
    from defusedxml import DefusedXmlException

    if _is_hostile(error):
        return error
    if isinstance(error, DefusedXmlException):
        return hostile("文件里含有 DTD 声明")
    return unreadable("工作簿的内容已损坏，或不是完整的 Office 文件")


def _is_hostile(error: Exception) -> bool:
    return isinstance(error, FileError) and error.rule is HOSTILE_FILE


@lru_cache(maxsize=16)  # as above: 4 ms
def _formats(styles: bytes) -> tuple[CellType, ...]:
    """What a number shows as, by the index of its cell format; a style sheet that cannot be read shows numbers."""
    from openpyxl import Workbook
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
    from openpyxl.styles.stylesheet import apply_stylesheet

    archive: Any = _Parts({_STYLES: styles})
    book: Any = Workbook()
    try:
        parse_xml(styles)
        apply_stylesheet(archive, book)
    except Exception as error:  # programs write style sheets that openpyxl refuses; the figures are none the worse
        if _is_hostile(error):
            raise
        return ()
    own = dict(enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE))
    return tuple(
        shown_as(s.numFmtId, own.get(s.numFmtId) or BUILTIN_FORMATS.get(s.numFmtId)) for s in book._cell_styles
    )


def _sheets(
    archive: Archive, entries: Sequence[_Entry], strings: tuple[str, ...], formats: tuple[CellType, ...], file: str
) -> Iterator[Sheet]:
    for entry in entries:
        if entry.target in archive and "chartsheet" not in entry.type:
            data = archive.read(entry.target)
            refuse_dtd(data)
            try:
                part = (_sheet if len(data) <= _LARGEST_SHEET else _sheet.__wrapped__)(data, strings, formats)
            except Exception as error:  # whatever a damaged part makes openpyxl stumble over
                raise _fault(error) from None
            hidden = (frozenset(part.hidden_rows), frozenset(part.hidden_columns))
            cells, merges = dict(part.cells), tuple(part.merges)
            yield Sheet(file, entry.name, cells, merges, not entry.visible, *hidden, truncated=part.truncated)


@lru_cache(maxsize=16)  # the instructions, the cover, the sheet for programs: half of a template nobody fills in
def _sheet(data: bytes, strings: tuple[str, ...], formats: tuple[CellType, ...]) -> SheetPart:
    from disclosure_report.readers.xlsx_sheet import read_sheet  # late: openpyxl comes with it

    return read_sheet(data, strings, formats)
