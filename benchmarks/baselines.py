"""What an office would otherwise use, written plainly: the same text and tables, nothing checked or archived."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from disclosure_report.model.document import Cell, Document, Heading, Signature, Table, Text, Title

#: A TrueType face that reportlab alone can embed (Debian: fonts-arphic-uming).
PLAIN_FONT = Path("/usr/share/fonts/truetype/arphic/uming.ttc")


def plain_docx(document: Document) -> bytes:
    """python-docx as its manual shows it."""
    import docx

    out = docx.Document()
    for block in document.blocks:
        if isinstance(block, Table):
            _plain_table(out, block)
        else:
            for line in _lines(block):
                out.add_paragraph(line)
    stream = io.BytesIO()
    out.save(stream)
    return stream.getvalue()


def _plain_table(out: object, block: Table) -> None:
    table = out.add_table(block.rows, block.columns, style="Table Grid")  # type: ignore[attr-defined]
    grid = [row.cells for row in table.rows]  # read once: table.cell() walks the whole table at every call
    for cell in block.cells:
        first = grid[cell.row][cell.column]
        if cell.rowspan > 1 or cell.colspan > 1:
            first = first.merge(grid[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1])
        first.text = cell.text


def plain_pdf(document: Document) -> bytes:
    """reportlab's platypus as its manual shows it, CJK word wrap on."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid

    if "Plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Plain", str(PLAIN_FONT)))
    style = ParagraphStyle("body", fontName="Plain", fontSize=16, leading=29, wordWrap="CJK", firstLineIndent=32)
    small = ParagraphStyle("cell", fontName="Plain", fontSize=9, leading=11, wordWrap="CJK")
    story: list[object] = []
    for block in document.blocks:
        if isinstance(block, Table):
            data: list[list[object]] = [[""] * block.columns for _ in range(block.rows)]
            spans = []
            for c in block.cells:
                data[c.row][c.column] = Paragraph(c.text, small)
                spans.append(("SPAN", (c.column, c.row), (c.column + c.colspan - 1, c.row + c.rowspan - 1)))
            width = 440 / sum(block.weights)
            grid = Grid(data, colWidths=[w * width for w in block.weights])
            grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans])
            story += [grid, Spacer(1, 12)]
        else:
            story += [Paragraph(line, style) for line in _lines(block)]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    return stream.getvalue()


def docxtpl_libreoffice(document: Document, folder: Path) -> None:
    """A template filled by docxtpl, then LibreOffice for the PDF, as a whole process each time."""
    import docx
    from docxtpl import DocxTemplate

    template = folder / "template.docx"
    if not template.exists():
        out = docx.Document()
        out.add_paragraph("{% for line in lines %}{{ line }}\n{% endfor %}")
        for block in document.blocks:
            if isinstance(block, Table):
                _plain_table(out, block)
        out.save(str(template))
    filled = DocxTemplate(str(template))
    filled.render({"lines": [line for b in document.blocks for line in _lines(b)]}, autoescape=True)
    filled.save(str(folder / "filled.docx"))
    profile = (folder / "profile").resolve().as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, folder / "filled.docx"], check=True, capture_output=True)


def typst_pdf(document: Document) -> bytes:
    """The typst wheel: its own line breaking, PDF only; the same faces as ours where they are installed."""
    import typst

    return bytes(typst.compile(_typst_source(document).encode()))


def _typst_source(document: Document) -> str:
    faces = ("LXGW WenKai", "Noto Serif CJK SC", "AR PL UMing CN")  # the first one is what our body text is set in here
    names = ", ".join(map(_quoted, faces))
    font = f'#set text(font: ({names}), weight: "light", size: 16pt, lang: "zh")'
    page = '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))'
    out = [font, page, "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt)"]
    for block in document.blocks:
        if isinstance(block, Table):
            cells = ", ".join(map(_typst_cell, block.cells))
            columns = ", ".join(f"{w}fr" for w in block.weights)
            out.append(f"#table(columns: ({columns}), {cells})")
        else:
            face = 'font: "Noto Sans CJK SC", weight: "medium", ' if isinstance(block, Heading | Title) else ""
            out += [f"#par(text({face}{_quoted(line)}))" for line in _lines(block)]
    return "\n\n".join(out)


def _typst_cell(c: Cell) -> str:
    place = f"x: {c.column}, y: {c.row}, rowspan: {c.rowspan}, colspan: {c.colspan}"
    face = 'font: ("Noto Serif CJK SC", "AR PL UMing CN"), weight: "regular"'
    return f"table.cell({place})[#text(9pt, {face}, {_quoted(c.text)})]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(block: object) -> list[str]:
    match block:
        case Title(issuer, name):
            return [issuer, name]
        case Heading(text=text) | Text(text=text):
            return [text]
        case Signature(agency, date_text):
            return [agency, date_text]
    return []
