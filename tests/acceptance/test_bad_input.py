"""Bad files: each gets its finding, its place and its exit code; nothing is changed, nothing half written."""

from __future__ import annotations

import datetime
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.acceptance import form, harness, hostile
from tests.acceptance.harness import Answer, check, cli, fingerprint


def refused(path: Path, out: Path, *codes: str, exit_code: int = 3) -> Answer:
    """``check`` and ``build`` both answer with one of the codes; ``build`` leaves nothing behind."""
    answer = check(path)
    assert answer.code == exit_code, answer.findings
    assert {*codes} & {*answer.codes}, answer.findings
    for stage in ("final", "draft") if exit_code == 3 else ("final",):
        built = cli("build", path, "-o", out, "--stage", stage)
        assert built.code == exit_code and not (out.exists() and list(out.rglob("*"))), built
    return answer


def word(*paragraphs: str) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    refused(tmp_path / "没有", tmp_path / "o", "SRC001")
    (tmp_path / "空").mkdir()
    refused(tmp_path / "空", tmp_path / "o", "SRC001")


@pytest.mark.parametrize("missing", ["report.toml", "统计表.xlsx"])
def test_a_needed_file_is_missing(missing: str, tmp_path: Path) -> None:
    folder = harness.folder(tmp_path / "in")
    (folder / missing).unlink()
    answer = check(folder)
    assert answer.code == (3 if missing == "report.toml" else 1)
    said = answer.one("SRC001")
    assert said["severity"] == "error" and missing in said["message"] + said["hint"]


def test_no_text_at_all(tmp_path: Path) -> None:
    answer = check(harness.folder(tmp_path / "in", files=dict.fromkeys(harness.FILES)))
    assert answer.code == 1 and {"SRC001", "STR101"} & {*answer.codes}


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "png": lambda: hostile.PNG,
    "html": lambda: hostile.HTML,
    "word": lambda: word("一、总体情况"),
    "damaged": lambda: form.data(form.book())[:-700],
    "garbled": lambda: form.data(form.book()).replace(b"PK\x03\x04", b"PK\x03\x05"),
    "text": lambda: "不是工作簿".encode(),
    "zeros": lambda: bytes(5000),
    "encrypted": hostile.encrypted,
    "bomb": hostile.zip_bomb,
    "entity bomb": lambda: hostile.with_dtd(form.data(form.book()), "sheet1.xml", hostile.BOMB_DTD, b"&i;"),
    "entity bomb in workbook.xml": lambda: hostile.with_dtd(
        form.data(form.book()), "xl/workbook.xml", hostile.BOMB_DTD, b""
    ),
    "external entity": lambda: hostile.with_dtd(form.data(form.book()), "sheet2.xml", hostile.XXE_DTD, b"&i;"),
}


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_that_cannot_be_read(kind: str, tmp_path: Path) -> None:
    folder = harness.folder(tmp_path / "in", book=WORKBOOKS[kind]())
    hostile_kinds = ("bomb", "entity bomb", "entity bomb in workbook.xml", "external entity")
    answer = refused(folder, tmp_path / "o", "SRC003" if kind in hostile_kinds else "SRC002")
    said = answer.one("SRC003" if kind in hostile_kinds else "SRC002")
    assert said["severity"] == "error" and said["source"]["file"] == "统计表.xlsx"
    assert "root:" not in answer.out


@pytest.mark.parametrize(
    ("name", "content"),
    [("统计表.xls", hostile.HTML), ("统计表.xls", hostile.encrypted()), ("统计表.ods", hostile.PNG)],
)
def test_other_workbooks_that_are_not_what_they_say(name: str, content: bytes, tmp_path: Path) -> None:
    folder = harness.folder(tmp_path / "in", book=None, also=[(name, content)])
    assert refused(folder, tmp_path / "o", "SRC002").one("SRC002")["source"]["file"] == name


@pytest.mark.parametrize("dtd", [hostile.BOMB_DTD, hostile.XXE_DTD])
def test_a_word_file_with_a_dtd(dtd: bytes, tmp_path: Path) -> None:
    data = hostile.rezipped(
        word("一、总体情况", harness.OVERVIEW),
        "word/document.xml",
        lambda c: dtd + c.split(b"?>", 1)[1].replace(b"</w:t>", b"&i;</w:t>", 1),
    )
    files = {"一、总体情况.txt": None, "一、总体情况.docx": data}
    answer = refused(harness.folder(tmp_path / "in", files=files), tmp_path / "o", "SRC003")
    assert "root:" not in answer.out


@pytest.mark.parametrize("content", [b"", hostile.PNG, b"PK\x03\x04" + bytes(50), hostile.encrypted()])
def test_a_word_file_that_cannot_be_read(content: bytes, tmp_path: Path) -> None:
    files = {"一、总体情况.txt": None, "一、总体情况.docx": content}
    refused(harness.folder(tmp_path / "in", files=files), tmp_path / "o", "SRC002", "SRC003")


def test_an_empty_or_binary_text_file(tmp_path: Path) -> None:
    answer = check(harness.folder(tmp_path / "a", files={"六、其他需要报告的事项.txt": b""}))
    assert answer.code in (1, 3) and {"STR101", "SRC002"} & {*answer.codes}
    answer = check(harness.folder(tmp_path / "b", files={"六、其他需要报告的事项.txt": hostile.PNG * 20}))
    assert answer.code in (1, 3)


def test_a_very_long_sheet_does_not_hold_up_the_others(tmp_path: Path) -> None:
    answer = check(harness.folder(tmp_path / "in", book=hostile.long_sheet()))
    assert answer.code == 0, answer.findings


def test_a_lone_cell_in_the_last_corner(tmp_path: Path) -> None:
    book = form.book()
    book["依申请公开"]["XFD1048576"] = " "
    book["主动公开"]["XFD1048576"] = 1
    answer = check(harness.folder(tmp_path / "in", book=form.data(book)))
    assert answer.code == 0, answer.findings


def test_a_table_twice(tmp_path: Path) -> None:
    book = form.book()
    form.lay_out(book.create_sheet("副本"), "disputes", form.figures())
    answer = check(harness.folder(tmp_path / "in", book=form.data(book)))
    assert answer.code == 0
    assert answer.one("SRC011")["severity"] == "warning" and answer.one("SRC011")["source"]["table"] == "disputes"


def test_two_workbooks_with_the_same_tables(tmp_path: Path) -> None:
    answer = check(harness.folder(tmp_path / "in", also=[("统计表（最终）.xlsx", form.data(form.book()))]))
    assert {f["source"]["table"] for f in answer.all_of("SRC011")} == set(form.SHEETS)


@pytest.mark.parametrize("absent", list(form.SHEETS))
def test_a_table_absent(absent: str, tmp_path: Path) -> None:
    book = form.book(tables=[t for t in form.SHEETS if t != absent])
    answer = check(harness.folder(tmp_path / "in", book=form.data(book)))
    assert answer.code == 1
    assert [f["source"]["table"] for f in answer.all_of("SRC004")] == [absent]


def test_a_label_altered_is_quoted_and_still_read(tmp_path: Path) -> None:
    book = form.book(label=lambda w: w.replace("属于国家秘密", "属于国家机密").replace("本年新收政府", "今年新收政府"))
    answer = check(harness.folder(tmp_path / "in", book=form.data(book)))
    assert answer.code == 0, answer.findings
    rows = {f["source"]["row"] for f in answer.all_of("SRC005")}
    assert any("属于国家机密" in f["message"] and "属于国家秘密" in f["message"] for f in answer.all_of("SRC005"))
    assert rows == {"new_received", "refused_state_secret"} and len(answer.all_of("SRC005")) == 2
    assert {f["source"]["cell"] for f in answer.all_of("SRC005")} == {"A4", "C8"}


def _with(value: Any, edit: Callable[[Any], None] = lambda cell: None, row: str = "carried_in") -> bytes:
    book = form.book()
    sheet = book["依申请公开"]
    cell = sheet.cell(*form.place("requests", row, "commercial_enterprise"))
    cell.value = value
    edit(cell)
    return form.data(book)


def _percent(cell: Any) -> None:
    cell.number_format = "0%"


def _error(cell: Any) -> None:
    cell.data_type = "e"


@pytest.mark.parametrize(
    ("code", "value", "edit"),
    [
        ("SRC007", "一件", None),
        ("SRC007", "约3", None),
        ("SRC007", "无", None),
        ("SRC007", "#DIV/0!", _error),
        ("SRC007", True, None),
        ("SRC007", datetime.datetime(2024, 1, 2), None),
        ("SRC007", 0.05, _percent),
        ("SRC007", "1/2", None),
        ("TAB202", -1, None),
        ("TAB203", 1.5, None),
        ("TAB201", None, None),
        ("TAB201", "  ", None),
        ("SRC006", "１", None),
        ("SRC006", "1件", None),
        ("SRC006", " 1 ", None),
    ],
)
def test_a_cell_that_holds_no_count(code: str, value: Any, edit: Any, tmp_path: Path) -> None:
    answer = check(harness.folder(tmp_path / "in", book=_with(value, edit or (lambda c: None))))
    found = answer.one(code)
    assert found["severity"] == ("warning" if code == "SRC006" else "error")
    assert answer.code == (0 if code == "SRC006" else 1)
    source = found["source"]
    assert (source["table"], source["row"]) == ("requests", "carried_in")
    place = form.place("requests", "carried_in", "commercial_enterprise")
    expected = openpyxl.utils.get_column_letter(place[1]) + str(place[0])
    assert (source["file"], source["sheet"], source["cell"]) == ("统计表.xlsx", "依申请公开", expected)
    assert source["column"] == "commercial_enterprise"
    if code in ("SRC007", "TAB201"):
        assert not any(c.startswith("SUM") for c in answer.codes)


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    book = form.book()
    book["依申请公开"].row_dimensions[6].hidden = True
    book["复议诉讼"].sheet_state = "hidden"
    book["主动公开"].column_dimensions["C"].hidden = True
    answer = check(harness.folder(tmp_path / "in", book=form.data(book)))
    assert answer.code == 0
    assert {f["source"]["sheet"] for f in answer.all_of("SRC009")} == {"依申请公开", "复议诉讼", "主动公开"}


def test_formulas_without_stored_values_are_computed(tmp_path: Path) -> None:
    book = form.book()
    sheet = book["依申请公开"]
    for row in form.request_rows("2021"):
        r, c = form.place("requests", row, "total")
        sheet.cell(r, c).value = f"=SUM(D{r}:I{r})"
    answer = check(harness.folder(tmp_path / "in", book=form.data(book)))
    assert answer.code == 0, answer.findings
    assert {*answer.codes} <= {"SRC008"}


@pytest.mark.parametrize(
    "text",
    [
        "控制\x01\x08字符\x0b。",
        "方向\u202e控制\u2066符。",
        "零宽\u200b空格\ufeff在\u200d此。",
    ],
)
def test_invisible_characters_are_removed_and_named(text: str, tmp_path: Path) -> None:
    files = {"六、其他需要报告的事项.txt": f"{harness.OTHER}\n{text}"}
    folder = harness.folder(tmp_path / "in", files=files)
    answer = check(folder)
    assert answer.code == 0 and answer.one("SRC010")["source"]["file"] == "六、其他需要报告的事项.txt"
    assert cli("build", folder, "-o", tmp_path / "o", "--to", "docx,pdf,html,json").code == 0


def test_markup_in_the_text_stays_text(tmp_path: Path) -> None:
    text = (
        '<b>粗</b> & <img src="file:///etc/passwd"/> <para>]]> &amp; &#20; {{x}} ${y} %s =1 <script>alert(1)</script>'
    )
    files = {"六、其他需要报告的事项.txt": f"{harness.OTHER}\n{text}"}
    folder = harness.folder(tmp_path / "in", files=files)
    assert check(folder).code == 0
    assert cli("build", folder, "-o", tmp_path / "o", "--to", "docx,pdf,html,json").code == 0
    made = {p.suffix: p for p in (tmp_path / "o").iterdir()}
    assert text in [p.text for p in docx.Document(str(made[".docx"])).paragraphs]
    page = made[".html"].read_text(encoding="utf-8")
    assert "<img src=" not in page and "<script>alert" not in page
    assert cli("verify", made[".pdf"], "--against", folder).code == 0
    for answer in (cli("check", folder, "--output-format", "html"), cli("check", folder)):
        assert answer.code == 0 and "<img src=" not in answer.out


NAMES = {
    "traversal": "../../示例市规划局",
    "absolute": "/etc/示例市规划局",
    "windows": "C:\\示例市规划局",
    "reserved": "CON",
    "reserved with extension": "NUL.txt",
    "dots": "..",
    "long": "示例市" * 100,
    "trailing": "示例市规划局. ",
    "special": '示例市规划局<>:"|?*',
    "formula": "=cmd|' /C calc'!A0",
    "markup": "<b>示例市规划局</b>",
    "newline": "示例市\n规划局",
    "bidi": "示例市\u202e规划局",
    "emoji": "示例市规划局😀",
}


@pytest.mark.parametrize("kind", NAMES)
def test_an_agencys_name_never_becomes_a_path(kind: str, tmp_path: Path) -> None:
    made = harness.document(agency={"name": NAMES[kind], "kind": "department", "level": "city"})
    path = harness.saved(tmp_path / "in" / "report.json", made)
    check(path)
    out = tmp_path / "深" / "o"
    formats = "docx,pdf,html,json" if kind in ("markup", "formula", "long") else "html,json"
    answer = cli("build", path, "-o", out, "--stage", "draft", "--to", formats)
    assert answer.code in (0, 1)
    outside = [p for p in tmp_path.rglob("*") if p.is_file() and out not in p.parents and p != path]
    assert outside == [] and not Path("/etc/示例市规划局").exists()
    for file in out.iterdir():
        assert file.is_file() and len(file.name.encode()) <= 255
        assert file.stem.split(".")[0].upper() not in ("CON", "NUL") and not set(file.name) & set('<>:"/\\|?*\n\u202e')
    assert {p.suffix[1:] for p in out.iterdir()} == set(formats.split(","))
    target = tmp_path / "new"
    answer = cli("new", target, "--agency", NAMES[kind], "--year", 2024)
    assert answer.code in (0, 2) and (answer.code == 0) == target.exists()


TOMLS: dict[str, tuple[str | bytes, int, str]] = {
    "unknown key": (harness.TOML + 'contcat = "1"\n', 0, "SRC012"),
    "broken": ("agency = 示例市规划局\nyear = 2024\n", 3, "SRC002"),
    "empty": ("", 3, "SRC"),
    "no year": ('agency = "示例市规划局"\n', 3, "SRC013"),
    "no agency": ("year = 2024\n", 1, "SRC013"),
    "blank agency": ('agency = "  "\nyear = 2024\n', 1, "SRC"),
    "agency of wrong type": ("agency = 5\nyear = 2024\n", 1, "SRC013"),
    "year of wrong type": ('agency = "示例市规划局"\nyear = [2024]\n', 3, "SRC013"),
    "year 1999": (harness.TOML.replace("2024", "1999"), 1, "SRC014"),
    "year 3000": (harness.TOML.replace("2024", "3000"), 3, "SRC013"),
    "unknown edition": (harness.TOML + 'edition = "2022"\n', 1, "SRC014"),
    "wrong edition": (harness.TOML + 'edition = "2019"\n', 1, "STR109"),
    "unknown kind": (harness.TOML.replace("department", "bureau"), 1, "SRC013"),
    "unknown level": (harness.TOML.replace('"city"', '"市"'), 1, "SRC013"),
    "impossible date": (harness.TOML.replace("2025-01-20", '"2025-13-01"'), 1, "SRC013"),
    "waivers of wrong type": (harness.TOML + 'waivers = "SUM301"\n', 1, "SRC013"),
    "waiver without reason": (harness.TOML + '[[waivers]]\ncode = "STR106"\n', 0, "WVR002"),
    "huge": (harness.TOML + "# " + "x" * 3_000_000, 3, "SRC003"),
    "binary": (bytes(range(256)), 3, "SRC002"),
    "nested": (harness.TOML + "x = " + "[" * 5000 + "]" * 5000, 3, "SRC"),
}


@pytest.mark.parametrize("kind", TOMLS)
def test_report_toml(kind: str, tmp_path: Path) -> None:
    content, exit_code, code = TOMLS[kind]
    answer = check(harness.folder(tmp_path / "in", toml=content))
    assert answer.code == exit_code, answer.findings
    said = [f for f in answer.findings if f["code"].startswith(code)]
    assert said, answer.findings
    assert said[0]["source"]["file"] == "report.toml"


@pytest.mark.parametrize(
    "content",
    [
        harness.TOML.encode("utf-8-sig"),
        harness.TOML.encode("gb18030"),
        harness.TOML.encode("utf-16"),
        harness.TOML.replace("\n", "\r\n").encode(),
        harness.TOML.replace("2024", '"2024"').encode(),
        harness.TOML.replace("2024", '"2024年"').encode(),
    ],
)
def test_report_toml_as_windows_saves_it(content: bytes, tmp_path: Path) -> None:
    answer = check(harness.folder(tmp_path / "in", toml=content))
    assert answer.code == 0 and {*answer.codes} <= {"SRC010", "SRC006", "SRC013"}, answer.findings
    assert (answer.reports[0]["agency"], answer.reports[0]["year"]) == ("示例市规划局", 2024)


def _raw(edit: Callable[[str], str]) -> str:
    import json

    return edit(json.dumps(harness.document(), ensure_ascii=False))


JSONS: dict[str, tuple[str | bytes, tuple[int, ...], str]] = {
    "empty": ("", (3,), "SRC002"),
    "not json": ("report", (3,), "SRC002"),
    "cut": (_raw(lambda t: t[:-50]), (3,), "SRC002"),
    "a list": ("[]", (3,), "SRC002"),
    "a number": ("1", (3,), "SRC002"),
    "year before every form": (_raw(lambda t: t.replace('"year": 2024', '"year": 2017')), (1,), "SRC014"),
    "deep": ('{"a":' * 100_000 + "1" + "}" * 100_000, (3,), "SRC003"),
    "deep list": ("[" * 200_000, (3,), "SRC00"),
    "duplicate keys": (_raw(lambda t: t.replace('"year":', '"year": 2023, "year":')), (3,), "SRC002"),
    "nan": (_raw(lambda t: t.replace("86.25", "NaN")), (3,), "SRC002"),
    "infinity": (_raw(lambda t: t.replace("86.25", "-Infinity")), (3,), "SRC002"),
    "10^400": (_raw(lambda t: t.replace("86.25", "1" + "0" * 400)), (3,), "SRC003"),
    "1e400": (_raw(lambda t: t.replace("86.25", "1e400")), (3,), "SRC003"),
    "number as text": (_raw(lambda t: t.replace("5310", '"5310"')), (0, 1), "SRC00"),
    "object as cell": (_raw(lambda t: t.replace("5310", '{"a": 1}')), (1,), "SRC007"),
    "bool as cell": (_raw(lambda t: t.replace("5310", "true")), (1,), "SRC007"),
    "no schema": (_raw(lambda t: t.replace('"schema": "disclosure-report/report/1",', "")), (1,), "SRC013"),
    "another schema": (_raw(lambda t: t.replace("report/1", "report/9")), (1,), "SRC013"),
    "table as list": (_raw(lambda t: t.replace('"regulations": {', '"regulations": [], "x": {')), (1,), "SRC01"),
    "row missing": (_raw(lambda t: t.replace('"penalty"', '"penalties"')), (1,), "SRC015"),
    "unknown column": (_raw(lambda t: t.replace('"issued": 4', '"issued": 4, "made": 4')), (0,), "SRC012"),
    "narrative as list": (_raw(lambda t: t.replace('"narrative": {', '"narrative": [], "y": {')), (1,), "SRC01"),
    "agency as list": (_raw(lambda t: t.replace('"agency": {', '"agency": [], "z": {')), (1,), "SRC013"),
    "year as text": (_raw(lambda t: t.replace('"year": 2024', '"year": "二〇二四"')), (3,), "SRC013"),
    "year as float": (_raw(lambda t: t.replace('"year": 2024', '"year": 2024.5')), (3,), "SRC013"),
    "surrogate": (_raw(lambda t: t.replace("回应企业", "\\ud800回应企业")), (0, 1), "SRC010"),
    "null characters": (_raw(lambda t: t.replace("回应企业", "\\u0000\\u0008回应企业")), (0, 1), "SRC010"),
    "utf-16": (_raw(str).encode("utf-16"), (0,), ""),
    "bom": (_raw(str).encode("utf-8-sig"), (0,), ""),
}


@pytest.mark.parametrize("kind", JSONS)
def test_report_json(kind: str, tmp_path: Path) -> None:
    content, exit_codes, code = JSONS[kind]
    path = tmp_path / "report.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    answer = check(path)
    assert answer.code in exit_codes, answer.findings
    if code:
        said = [f for f in answer.findings if f["code"].startswith(code)]
        assert said and said[0]["source"]["file"] == "report.json", answer.findings
    for stage in ("final", "draft"):
        built = cli("build", path, "-o", tmp_path / stage, "--to", "docx,json", "--stage", stage)
        assert built.code == answer.code
        written = (tmp_path / stage).exists() and list((tmp_path / stage).iterdir())
        assert bool(written) == (answer.code == 0 or (answer.code == 1 and stage == "draft"))


def test_a_huge_narrative(tmp_path: Path) -> None:
    text = f"{harness.OVERVIEW}\n" + "本局通过网站公开规划公示一批，群众可以查询。" * 80_000
    answer = check(harness.folder(tmp_path / "in", files={"一、总体情况.txt": text}))
    assert answer.code in (0, 1, 3)


def test_links_that_go_in_circles_or_out_of_the_folder(tmp_path: Path) -> None:
    folder = harness.folder(tmp_path / "in")
    (folder / "circle").symlink_to(folder)
    (folder / "五、存在的主要问题及改进情况.md").symlink_to("/etc/passwd")
    (folder / "补充.txt").symlink_to(folder / "补充.txt")
    answer = cli("check", folder, "--output-format", "json")
    assert answer.code in (0, 1, 3) and "root:" not in answer.out
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert cli("check", tmp_path / "loop", "--output-format", "json").code == 3
    (tmp_path / "ring").mkdir()
    (tmp_path / "ring" / "report.toml").symlink_to(tmp_path / "ring" / "report.toml")
    assert cli("check", tmp_path / "ring", "--output-format", "json").code == 3


def test_output_is_not_written_through_a_link(good_json: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("keep", encoding="utf-8")
    assert cli("build", good_json, "-o", tmp_path / "o", "--to", "json").code == 0
    (made,) = (tmp_path / "o").iterdir()
    made.unlink()
    made.symlink_to(victim)
    assert cli("build", good_json, "-o", tmp_path / "o", "--to", "json").code in (0, 4)
    assert victim.read_text(encoding="utf-8") == "keep"


def test_a_directory_where_a_file_should_go(good_json: Path, tmp_path: Path) -> None:
    assert cli("build", good_json, "-o", tmp_path / "o", "--to", "json").code == 0
    (made,) = (tmp_path / "o").iterdir()
    made.unlink()
    made.mkdir()
    assert cli("build", good_json, "-o", tmp_path / "o", "--to", "docx,json").code == 4
    assert [p.name for p in (tmp_path / "o").iterdir()] == [made.name]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root reads everything")
def test_no_permission(tmp_path: Path) -> None:
    folder = harness.folder(tmp_path / "in")
    (folder / "统计表.xlsx").chmod(0)
    assert cli("check", folder).code == 3


def test_names_with_spaces_quotes_and_emoji_and_a_read_only_folder(tmp_path: Path) -> None:
    folder = harness.folder(tmp_path / "a b 'c' \"d\" 😀 [x] {y} %s")
    before = fingerprint(folder)
    folder.chmod(0o555)
    try:
        assert check(folder).code == 0
        assert cli("build", folder, "-o", tmp_path / "o", "--to", "docx,json").code == 0
    finally:
        folder.chmod(0o755)
    assert fingerprint(folder) == before


def test_one_bad_file_of_many_formats_leaves_the_others_unread_but_named(tmp_path: Path) -> None:
    also = [("~$统计表.xlsx", b"lock"), (".DS_Store", b"x"), ("Thumbs.db", b"x"), ("备注.pdf", b"%PDF")]
    assert check(harness.folder(tmp_path / "in", also=also)).code == 0


def test_previous_that_cannot_be_read(good_json: Path, tmp_path: Path) -> None:
    (tmp_path / "last.json").write_text("{", encoding="utf-8")
    for previous in (tmp_path / "没有", tmp_path / "last.json"):
        answer = check(good_json, "--previous", previous)
        assert answer.code == 3 and answer.codes[0].startswith("SRC")


LONG = "很长" * 2000


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", LONG], 3),
        (["check", "GOOD", "--previous", LONG], 3),
        (["build", "GOOD", "-o", LONG, "--to", "json"], 4),
        (["batch", LONG, "-o", "o"], 3),
        (["rollup", LONG, "--agency", "示例市人民政府", "--year", "2024", "-o", "o"], 3),
        (["new", LONG, "--agency", "示例市规划局", "--year", "2024"], 4),
        (["verify", LONG, "--against", "GOOD"], 3),
        (["check", "a\0b"], 2),
        (["rollup", "GOOD", "--agency", " ", "--year", "2024", "-o", "o"], 2),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, list) else "",
)
def test_paths_that_cannot_be(
    arguments: list[str], code: int, good_json: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = cli(*[str(good_json) if a == "GOOD" else a for a in arguments])
    assert answer.code == code and answer.out + answer.err
    assert [p for p in tmp_path.rglob("*") if p.suffix in (".docx", ".pdf", ".json", ".toml", ".xlsx")] == []


def test_annotated_copies_of_two_reports_of_one_body(bad: Path, good_json: Path, tmp_path: Path) -> None:
    assert cli("check", bad, good_json, "--annotate", "-o", tmp_path).code == 1
    assert len(list(tmp_path.iterdir())) == 2
