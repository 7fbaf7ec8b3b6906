"""Plain tables as .xlsx, row by row into the archive: flat memory, the same bytes for the same rows.

What a sheet says of its links comes after its rows and in a part of its own; until then it waits in temporary files.
Text is written as inline strings, so that nothing from an input becomes a formula; links are relations, relative to the
workbook.  Parts and element order after ECMA-376 part 1, 18.3.1 (worksheet) and 18.8 (styles).
"""

from __future__ import annotations

import math
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, TypeAlias
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from disclosure_report.model.characters import legal_in_xml
from disclosure_report.model.source import column_name

#: Excel's limits (rows of a sheet, characters of a cell, links of a sheet), the first with room for a closing remark.
MAX_ROWS = 1_048_000
MAX_TEXT = 32_000
MAX_LINKS = 65_000
#: Points: a line of text, and the highest row there can be.
_LINE, _HIGHEST = 15, 409
_HEADER_FILL = 2
#: Bytes of links that wait in memory.
_IN_MEMORY = 1 << 19
_DATE = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CLOSING = (
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
).encode()
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Style(IntEnum):
    """Index of the cell format in the workbook's styles."""

    PLAIN = 0
    HEADER = 1
    WRAP = 2
    ERROR = 3
    WARNING = 4
    NOTICE = 5
    GOOD = 6
    LINK = 7
    STRONG = 8


#: The formats once more, ruled.
_RULED = len(Style)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open ``target``, a path relative to the workbook with ``/``."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A value in a format of its own."""

    value: str | int | Decimal | None
    style: Style


CellValue: TypeAlias = str | int | Decimal | Link | Styled | None


@dataclass(frozen=True)
class Sheet:
    """One table: heading row, widths in characters, rows; the heading and ``frozen`` columns stay in view.

    ``ruled``: made to be read and printed - lines between the cells, rows as high as their text.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[CellValue]]
    widths: Sequence[float] = ()
    frozen: int = 0
    ruled: bool = False


def write_workbook(stream: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write the sheets in their order."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in _fixed_parts([s.name for s in sheets]).items():
            archive.writestr(_entry(name), text)
        for number, sheet in enumerate(sheets, 1):
            with _Links() as links:
                with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as part:
                    _sheet(part, sheet, number == 1, links)
                if links.count:
                    with archive.open(_entry(f"xl/worksheets/_rels/sheet{number}.xml.rels"), "w") as part:
                        links.write_relations(part)


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    return info


def clean(text: str) -> str:
    """Text that XML 1.0 and Excel can hold."""
    return legal_in_xml(text)[:MAX_TEXT]


def sheet_name(text: str) -> str:
    """A name Excel accepts: 31 characters, none of ``[]:*?/\\``."""
    return re.sub(r"[\[\]:*?/\\']", "", clean(text))[:31] or "表"


class _Links:
    """A sheet's links while its rows are written: thousands of them, each as long as a path."""

    def __init__(self) -> None:
        self.count = 0
        self._anchors: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the sheet
        self._relations: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> _Links:
        return self

    def __exit__(self, *_: object) -> None:
        self._anchors.close()
        self._relations.close()

    def add(self, place: str, target: str) -> bool:
        """The cell opens the target; False when the sheet has as many links as Excel allows."""
        if self.count == MAX_LINKS:
            return False
        self.count += 1
        self._anchors.write(f'<hyperlink ref="{place}" r:id="rId{self.count}"/>'.encode())
        address = quoteattr(quote(target, safe="/"))
        kind = f'Type="{_OFFICE}/hyperlink" Target={address} TargetMode="External"'
        self._relations.write(f'<Relationship Id="rId{self.count}" {kind}/>'.encode())
        return True

    def write_anchors(self, part: IO[bytes]) -> None:
        """What the worksheet says of its links."""
        if self.count:
            part.write(b"<hyperlinks>")
            self._anchors.seek(0)
            shutil.copyfileobj(self._anchors, part)
            part.write(b"</hyperlinks>")

    def write_relations(self, part: IO[bytes]) -> None:
        """The part that says where they lead."""
        part.write(f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'.encode())
        self._relations.seek(0)
        shutil.copyfileobj(self._relations, part)
        part.write(b"</Relationships>")


def _sheet(part: IO[bytes], sheet: Sheet, first: bool, links: _Links) -> None:
    """Write one worksheet."""
    part.write(_opening(sheet, first).encode())
    part.write(_row(sheet, 1, [Styled(h, Style.HEADER) for h in sheet.header], links).encode())
    last = 1
    for last, row in enumerate(sheet.rows, 2):
        if last > MAX_ROWS:
            note = "行数超过表格上限，其余未列出；请改用 CSV 或 Parquet 导出。"
            part.write(_row(sheet, last, [Styled(note, Style.ERROR)], links).encode())
            break
        part.write(_row(sheet, last, row, links).encode())
    area = f"A1:{column_name(max(len(sheet.header) - 1, 0))}{last}"
    part.write(f'</sheetData><autoFilter ref="{area}"/>'.encode())
    links.write_anchors(part)
    part.write(_CLOSING)


def _opening(sheet: Sheet, first: bool) -> str:
    left, top = sheet.frozen, column_name(sheet.frozen) + "2"
    split = f'xSplit="{left}" ' if left else ""
    pane = "bottomRight" if left else "bottomLeft"
    columns = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(sheet.widths, 1))
    selected = ' tabSelected="1"' if first else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">'
        f'<pane {split}ySplit="1" topLeftCell="{top}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{top}" sqref="{top}"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def _row(sheet: Sheet, number: int, values: Sequence[CellValue], links: _Links) -> str:
    if sheet.ruled:
        padded = [*values, *[None] * (len(sheet.header) - len(values))]
        cells = "".join(_cell(f"{column_name(i)}{number}", v, links, _RULED) for i, v in enumerate(padded))
        return f'<row r="{number}"{_height(sheet, number, values)}>{cells}</row>'
    cells = "".join(_cell(f"{column_name(i)}{number}", v, links) for i, v in enumerate(values) if v is not None)
    return f'<row r="{number}">{cells}</row>'


def _height(sheet: Sheet, number: int, values: Sequence[CellValue]) -> str:
    """The height of a row whose text takes several lines (points); not every program finds it by itself."""
    lines = max((_lines(v, w) for v, w in zip(values, sheet.widths, strict=False)), default=1)
    height = 22 if number == 1 else min(_LINE * lines + 3, _HIGHEST)
    return f' ht="{height}" customHeight="1"'


def _lines(value: CellValue, width: float) -> int:
    """Lines of a text in a column: a hanzi is two characters wide."""
    text = value.value if isinstance(value, Styled) else value
    if not isinstance(text, str):
        return 1
    return sum(max(1, math.ceil(sum(2 if ord(c) > 0x2E7F else 1 for c in t) / (width - 1))) for t in text.split("\n"))


def _cell(place: str, value: CellValue, links: _Links, ruled: int = 0) -> str:
    style = Style.WRAP if isinstance(value, str) else Style.PLAIN
    if isinstance(value, Styled):
        style = value.style
        value = value.value
    elif isinstance(value, Link):
        if links.add(place, value.target):
            style = Style.LINK
        value = value.text
    mark = f' s="{style + ruled}"' if style + ruled else ""
    if value is None:
        return f'<c r="{place}"{mark}/>'
    if isinstance(value, int | Decimal) and _exact_in_excel(value):
        digits = str(value) if isinstance(value, int) else f"{value:f}"
        return f'<c r="{place}"{mark}><v>{digits}</v></c>'
    text = escape(clean(str(value)))
    return f'<c r="{place}"{mark} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _exact_in_excel(value: int | Decimal) -> bool:
    """Excel keeps 15 significant digits; what has more stays text."""
    exact = Decimal(value)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= 15 and abs(exact) < Decimal(10**15)


def _fixed_parts(names: Sequence[str]) -> dict[str, str]:
    numbers = range(1, len(names) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>' for i in numbers
    )
    sheets = "".join(
        f'<sheet name={quoteattr(sheet_name(n))} sheetId="{i}" r:id="rId{i}"/>'
        for i, n in zip(numbers, names, strict=True)
    )
    parts = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers
    )
    styles = f'<Relationship Id="rId{len(names) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}{relations}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
        f"<definedNames>{_print_titles(names)}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": f"{_HEAD}{relations}{parts}{styles}</Relationships>",
        "xl/styles.xml": _styles(),
    }


def _print_titles(names: Sequence[str]) -> str:
    """The heading row, on every printed page of every sheet."""
    return "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{i}">\'{escape(sheet_name(name))}\'!$1:$1</definedName>'
        for i, name in enumerate(names)
    )


def _styles() -> str:
    """Formats in the order of ``Style``: (font, fill, wrapped); then the same with lines around, figures centred."""
    font = '<sz val="11"/>{color}<name val="宋体"/><family val="3"/><charset val="134"/>'
    colors = ("", '<color rgb="FFFFFFFF"/>', '<color rgb="FF0563C1"/>', "")
    marks = ("", "<b/>", "<u/>", "<b/>")
    fonts = "".join(
        f"<font>{m.replace('<u/>', '')}{'<u/>' if m == '<u/>' else ''}{font.format(color=c)}</font>"
        for m, c in zip(marks, colors, strict=True)
    )
    fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' + "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{c}"/></patternFill></fill>'
        for c in ("1F4E79", "F8CBAD", "FFE699", "DDEBF7", "C6E0B4")
    )
    formats = ((0, 0, 0), (1, 2, 1), (0, 0, 1), (0, 3, 1), (0, 4, 1), (0, 5, 1), (0, 6, 1), (2, 0, 1), (3, 0, 1))
    cells = "".join(_format(*f, ruled) for ruled in (0, 1) for f in formats)
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="{len(colors)}">{fonts}</fonts>'
        f'<fills count="7">{fills}</fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>{_thin_lines()}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{2 * len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _format(font: int, fill: int, wrap: int, ruled: int) -> str:
    """One cell format; ruled ones stand in the middle, figures and headings also across."""
    upright = "center" if ruled else "top"
    across = ' horizontal="center"' if ruled and (not wrap or fill == _HEADER_FILL) else ""
    wrapped = ' wrapText="1"' if wrap else ""
    return (
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{ruled}" xfId="0" applyFont="1" applyFill="1" '
        f'applyBorder="1" applyAlignment="1"><alignment{across} vertical="{upright}"{wrapped}/></xf>'
    )


def _thin_lines() -> str:
    sides = ("left", "right", "top", "bottom")
    return "".join(
        ("<border>", *(f'<{s} style="thin"><color rgb="FFD0D4DA"/></{s}>' for s in sides), "<diagonal/></border>")
    )
