"""Layouts built by hand: what the painter is given, without the typesetter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from disclosure_report.model.document import Meta, Stage
from disclosure_report.typeset.face import Face
from disclosure_report.typeset.pages import (
    Fill,
    Item,
    Layout,
    Node,
    Origin,
    OutlineEntry,
    Page,
    Rule,
    TextRun,
)

NOTO = Path("/usr/share/fonts/opentype/noto")
SERIF = Face("Noto Serif CJK SC", NOTO / "NotoSerifCJK-Regular.ttc", 2)
SANS = Face("Noto Sans CJK SC", NOTO / "NotoSansCJK-Regular.ttc", 2)
UMING = Face("AR PL UMing CN", Path("/usr/share/fonts/truetype/arphic/uming.ttc"), 0)
UKAI = Face("AR PL UKai CN", Path("/usr/share/fonts/truetype/arphic/ukai.ttc"), 0)
WENKAI = Face("LXGW WenKai", Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"), 0)
READERS = Face("STSong-Light", None)

META = Meta(
    title="示例市教育局2024年政府信息公开工作年度报告",
    agency="示例市教育局",
    year=2024,
    edition="2021",
    dated=date(2025, 1, 20),
    content_hash="0f" * 32,
    stage=Stage.FINAL,
)


@dataclass
class Builder:
    """Puts lines, tables and rules on pages and keeps the structure tree."""

    nodes: list[Node] = field(default_factory=lambda: [Node("Document", None)])
    pages: list[list[Item]] = field(default_factory=lambda: [[]])
    outline: list[OutlineEntry] = field(default_factory=list)

    def node(self, tag: str, parent: int = 0, **attributes: object) -> int:
        self.nodes.append(Node(tag, parent, attributes))  # type: ignore[arg-type]
        return len(self.nodes) - 1

    def new_page(self) -> None:
        self.pages.append([])

    def add(self, *items: Item) -> None:
        self.pages[-1] += items

    def line(
        self,
        text: str,
        y: float,
        face: Face,
        node: int | None = None,
        size: float = 16,
        x: float = 79.37,
        pitch: float | None = None,
        origin: Origin | None = None,
        **more: object,
    ) -> TextRun:
        pitch = pitch if pitch is not None else size * 0.987
        run = TextRun(text, x, y, face, size, (pitch,) * len(text), node=node, origin=origin, **more)  # type: ignore[arg-type]
        self.add(run)
        return run

    def paragraph(self, tag: str, lines: Sequence[str], y: float, face: Face, **more: object) -> int:
        node = self.node(tag)
        for number, text in enumerate(lines):
            self.line(text, y - 29.6 * number, face, node, **more)  # type: ignore[arg-type]
        return node

    def layout(self) -> Layout:
        pages = tuple(Page(595.276, 841.89, str(number), tuple(items)) for number, items in enumerate(self.pages, 1))
        return Layout(pages, tuple(self.nodes), tuple(self.outline))


def sample(body: Face = UMING, heading: Face = SANS, stamp: str | None = None) -> Layout:
    """Two pages: headings, paragraphs across the page's end, a table with merged headers, a page number, a stamp."""
    made = Builder()
    if stamp:
        made.add(Fill(60, 60, 10, 10, 0.9))
        made.line(stamp, 300, body, size=90, x=150, gray=0.85, angle=45.0)
    made.paragraph("H1", ["示例市教育局", "2024年政府信息公开工作年度报告"], 700, heading, size=22)
    made.outline.append(OutlineEntry(1, "一、总体情况", 0, 640))
    made.outline.append(OutlineEntry(3, "1.主动公开", 0, 600))
    made.outline.append(OutlineEntry(1, "二、“主动公开”(其他)", 1, 700))
    made.paragraph("H2", ["一、总体情况"], 630, heading)
    node = made.paragraph("P", ["全年共收到政府信息公开申请38件，", "“引号”——省略……（括号）、书名《条例》"], 590, body)
    _table(made, body, 480)
    made.line("— 1 —", 70, body, size=14, x=480)
    made.new_page()
    made.line("跨页的段落在这里结束。ABC 0123456789%", 700, body, node)
    made.line("— 2 —", 70, body, size=14)
    return made.layout()


def _table(made: Builder, face: Face, top: float) -> None:
    table = made.node("Table", Summary="申请人情况")
    first = made.node("TR", table)
    row_label = made.node("TH", first, RowSpan=2, Scope="Column")
    group = made.node("TH", first, ColSpan=2, Scope="Column")
    second = made.node("TR", table)
    heads = [made.node("TH", second, Scope="Column", Headers=(group,)) for _ in range(2)]
    third = made.node("TR", table)
    label = made.node("TH", third, Scope="Row")
    cells = [made.node("TD", third, Headers=(label, group, head)) for head in heads]
    texts = [(row_label, "项目", 80, 0), (group, "申请人情况", 200, 0), (heads[0], "自然人", 200, 1)]
    texts += [(heads[1], "总计", 300, 1), (label, "一、本年新收", 80, 2), (cells[0], "3001", 200, 2)]
    for node, text, x, row in texts:
        made.line(text, top - 18 * row, face, node, size=10.5, x=x)
    made.add(Rule(79, top - 40, 400, top - 40, 0.5), Rule(79, top + 12, 79, top - 40, 0.5))


#: Extension B, a compatibility ideograph's plain form, a radical and its ideograph, a character outside every face.
RARE = "𠮷㙍一⼀龘"
PUNCTUATION = "，。、；：？！“”‘’（）〔〕【】《》〈〉「」『』—…·～％￥-/()[]{}\\'\"#&*+,.:;<=>?@^_`|~%$!°×÷±"


def rare() -> Layout:
    """Rare characters in a face that has them, and one that no face has."""
    made = Builder()
    made.paragraph("H1", ["罕见字"], 700, SERIF)
    made.paragraph("P", [RARE], 600, SERIF)
    made.paragraph("P", ["缺字\U000e0041在此"], 500, SERIF)
    return made.layout()


def punctuation(face: Face) -> Layout:
    """Every mark and all of printable ASCII."""
    made = Builder()
    made.paragraph("H1", ["标点"], 700, face)
    half = len(PUNCTUATION) // 2
    made.paragraph("P", [PUNCTUATION[:half], PUNCTUATION[half:]], 600, face, size=10)
    made.paragraph("P", ["".join(map(chr, range(33, 127)))], 500, face, size=5)
    return made.layout()
