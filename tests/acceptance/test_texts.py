"""The text in every file a clerk may hand in, and formulas that must not be run."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tests.acceptance import form, harness
from tests.acceptance.harness import check
from tests.acceptance.test_catalogue import WHOLE


def word(headings: bool) -> bytes:
    made = docx.Document()
    for line in WHOLE.splitlines():
        if headings and line[1:2] == "、":
            made.add_heading(line, 1)
        elif headings and line.startswith("（"):
            made.add_heading(line, 2)
        else:
            made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


TITLED = f"示例市规划局\n2024年政府信息公开工作年度报告\n{WHOLE}示例市规划局\n2025年1月20日\n"
TEXTS = {
    "utf-8": ("正文.txt", WHOLE.encode()),
    "utf-8 with mark and crlf": ("正文.txt", WHOLE.replace("\n", "\r\n").encode("utf-8-sig")),
    "gb18030": ("正文.txt", WHOLE.encode("gb18030")),
    "utf-16": ("正文.txt", WHOLE.encode("utf-16")),
    "markdown": ("正文.md", WHOLE.replace("一、总", "## 一、总").replace("（一）", "### （一）").encode()),
    "word": ("正文.docx", word(False)),
    "word with headings": ("正文.docx", word(True)),
    "run in": ("正文.txt", WHOLE.replace("情况\n通过", "情况。通过").replace("情况\n全年", "情况。全年").encode()),
    "title and signature": ("2024年度报告.txt", TITLED.encode()),
    "indented": ("正文.txt", "".join(f"　　{line}\n" for line in WHOLE.splitlines()).encode()),
    "loosely typed": (
        "正文.txt",
        WHOLE.replace("一、总体情况", "一、 总体情况：").replace("六、其", "六 、其").encode(),
    ),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_every_kind_of_text_file(kind: str, tmp_path: Path) -> None:
    name, content = TEXTS[kind]
    answer = check(harness.folder(tmp_path, files={**dict.fromkeys(harness.FILES), name: content}))
    assert answer.code == 0 and {*answer.codes} <= {"SRC010"}


@pytest.mark.parametrize("name", ["正文.doc", "正文.wps", "正文.rtf"])
def test_text_files_that_must_be_saved_again(name: str, tmp_path: Path) -> None:
    files = {**dict.fromkeys(harness.FILES), name: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}
    answer = check(harness.folder(tmp_path, files=files))
    assert answer.code == 3 and answer.one("SRC002")["source"]["file"] == name


FORMULAS = (
    "=D4",
    "=cmd|'/C calc'!A0",
    '=WEBSERVICE("http://example.invalid")',
    '=REPT("9",99999)*1',
    "=" + "(" * 3000 + "1" + ")" * 3000,
    "=9^9^9^9",
    "=[1]别的!A1",
)


@pytest.mark.parametrize("formula", FORMULAS, ids=[f[:8] for f in FORMULAS])
def test_a_formula_that_cannot_be_computed_leaves_its_cell_blank(formula: str, tmp_path: Path) -> None:
    book = form.book()
    book["依申请公开"]["D4"] = formula
    answer = check(harness.folder(tmp_path, book=form.data(book)))
    assert answer.code == 1 and answer.one("SRC008")["source"]["cell"] == "D4"
    assert answer.one("TAB201")["source"]["row"] == "new_received"
