"""A clerk's year: a new folder, the workbook filled in, checked, built, verified; the README to the letter."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.acceptance import form, harness
from tests.acceptance.harness import check, cli, fingerprint
from tests.tools import office

README = Path(__file__).parents[2] / "README.zh-CN.md"


def fill(folder: Path, values: form.Tables, edition: str = "2021") -> None:
    """Type the figures into the workbook that ``new`` wrote, as a person does: only where no formula stands."""
    path = folder / "统计表.xlsx"
    book = openpyxl.load_workbook(path)
    for place, cell in _cells(book, edition).items():
        if not (isinstance(cell.value, str) and cell.value.startswith("=")):
            table, row, column = place
            cell.value = values[table][row][column]
    book.save(path)


def _cells(book: Any, edition: str) -> dict[tuple[str, str, str], Any]:
    """The cell of every figure: the printed tables keep the form's layout, so an offset is enough."""
    found = {}
    for table in form.SHEETS:
        words = {c.words: c for c in form.cells(table, edition) if c.words}
        anchor = next(w for w in ("第二十条第（一）项", "申请人情况", "行政诉讼") if w in words)
        (top,) = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value == anchor]
        for cell in form.cells(table, edition):
            if cell.figure:
                row = top.row + cell.row - words[anchor].row
                found[table, *cell.figure] = top.parent.cell(row, top.column + cell.column - words[anchor].column)
    return found


def write_texts(folder: Path, year: int = 2024) -> None:
    """Replace the guidance in the text files with text."""
    texts = harness.document()["narrative"]
    for start, key in (("一、", "overview"), ("五、", "problems"), ("六、", "other")):
        (path,) = folder.glob(f"{start}*")
        path.write_text(texts[key].replace("2024", str(year)), encoding="utf-8")


def test_an_unfilled_folder_is_told_what_to_fill(tmp_path: Path) -> None:
    assert cli("new", tmp_path / "in", "--agency", "示例市规划局", "--year", 2024).code == 0
    answer = check(tmp_path / "in")
    assert answer.code == 1 and "TAB201" in answer.codes
    assert not any(f["code"].startswith(("SUM", "SRC004", "SRC002", "SRC005")) for f in answer.findings)
    assert cli("build", tmp_path / "in", "-o", tmp_path / "o").code == 1 and not (tmp_path / "o").exists()


@pytest.mark.parametrize(("edition", "year"), [("2021", 2024), ("2019", 2020)])
def test_new_fill_check_build_verify(edition: str, year: int, tmp_path: Path) -> None:
    folder = tmp_path / "我的 年报"
    assert cli("new", folder, "--agency", "示例市规划局", "--year", year, "--level", "city").code == 0
    assert {"report.toml", "统计表.xlsx"} < {p.name for p in folder.iterdir()} and len(list(folder.iterdir())) == 5
    fill(folder, form.figures(edition), edition)
    write_texts(folder, year)
    if edition == "2019":
        (text,) = folder.glob("一、*")
        kept = text.read_text(encoding="utf-8").replace("，制发行政规范性文件4件，废止2件，现行有效17件", "")
        text.write_text(kept, encoding="utf-8")
    before = fingerprint(folder)
    answer = check(folder)
    assert answer.code == 0 and not {f["severity"] for f in answer.findings} & {"error"}, answer.findings
    assert not any(c.startswith(("SRC", "SUM", "TAB", "TXT")) and c != "SRC008" for c in answer.codes)
    built = cli("build", folder, "-o", tmp_path / "o", "--to", "docx,pdf,html,json")
    assert built.code == 0 and fingerprint(folder) == before
    made = {p.suffix: p for p in (tmp_path / "o").iterdir()}
    assert set(made) == {".docx", ".pdf", ".html", ".json"}
    assert json.loads(made[".json"].read_text(encoding="utf-8"))["tables"] == form.figures(edition)
    for path in made.values():
        assert cli("verify", path, "--against", folder).code == 0
    word = docx.Document(str(made[".docx"]))
    assert len(word.tables) == 3
    again = tmp_path / "again"
    assert cli("build", folder, "-o", again, "--to", "docx,pdf,html,json").code == 0
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {p.name: p.read_bytes() for p in made.values()}
    fill(folder, {**form.figures(edition), "disputes": _worse(form.figures(edition)["disputes"])}, edition)
    assert cli("verify", made[".docx"], "--against", folder).code == 1


def _worse(disputes: Any) -> Any:
    disputes["reconsideration"]["upheld"] += 1
    return disputes


def test_verify_sees_a_changed_word_file(good: Path, tmp_path: Path) -> None:
    assert cli("build", good, "-o", tmp_path, "--to", "docx").code == 0
    (path,) = tmp_path.iterdir()
    word = docx.Document(str(path))
    (hit,) = [p for p in word.paragraphs if "526" in p.text]
    hit.runs[0].text = hit.runs[0].text.replace("526", "626")
    word.save(str(path))
    answer = cli("verify", path, "--against", good)
    assert answer.code == 1 and "626" in answer.out


def test_new_carries_last_years_figures_in(good: Path, tmp_path: Path) -> None:
    previous = good
    folder = tmp_path / "2025"
    answer = cli("new", folder, "--agency", "示例市规划局", "--year", 2025, "--previous", previous)
    assert answer.code == 0
    (made,) = office.convert([folder / "统计表.xlsx"], "ods", tmp_path)
    shutil.copy(made, folder / "统计表.ods")
    (folder / "统计表.xlsx").unlink()
    cli("build", folder, "-o", tmp_path / "o", "--to", "json", "--stage", "draft")
    (path,) = (tmp_path / "o").glob("*.json")
    tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    expected = form.figures()["requests"]["carried_out"]
    assert tables["requests"]["carried_in"] == expected
    assert tables["proactive"]["normative_documents"]["in_force"] in (17, None)


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "我的.txt").write_text("不要动", encoding="utf-8")
    answer = cli("new", tmp_path / "in", "--agency", "示例市规划局", "--year", 2024)
    assert answer.code == 4 and [p.name for p in (tmp_path / "in").iterdir()] == ["我的.txt"]


def _without_samples(page: str) -> str:
    """The page without the blocks that name their language: files, not commands."""
    return re.sub(r"^ *```\w+\n.*?^ *```$", "", page, flags=re.M | re.S)


def _commands() -> list[list[str]]:
    """Every command line of the README that runs the program, in its order."""
    blocks = re.findall(r"^ *```\n(.*?)^ *```$", _without_samples(README.read_text(encoding="utf-8")), re.M | re.S)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith("disclosure-report ")]


def test_the_readme_followed_to_the_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    last = harness.last_year()
    last.update(
        agency={"name": "示例市教育局", "kind": "department", "level": "city"}, year=2025, published="2026-01-20"
    )
    last["narrative"] = {k: v.replace("2023", "2025").replace("规划局", "教育局") for k, v in last["narrative"].items()}
    harness.saved(tmp_path / "2025年报" / "report.json", last)
    for name in ("示例市财政局", "示例市体育局"):
        made = harness.document(agency={"name": name, "kind": "department", "level": "city"})
        made["year"], made["published"] = 2026, "2027-01-20"
        made["narrative"] = {
            k: v.replace("2024", "2026").replace("示例市规划局", name) for k, v in made["narrative"].items()
        }
        harness.saved(tmp_path / "各单位报送" / name / "report.json", made)
    Path("单位名册.csv").write_text(
        "name,kind,level\n示例市财政局,department,city\n示例市体育局,department,city\n", "utf-8"
    )
    commands = _commands()
    assert [c[0] for c in commands] == ["new", "check", "build", "build", "verify", "batch", "rollup"]
    assert cli(*commands[0]).code == 0
    fill(tmp_path / "2026年报", form.figures())
    write_texts(tmp_path / "2026年报", 2026)
    for command in commands[1:4]:
        answer = cli(*command)
        assert answer.code == 0, answer.out
    (word,) = (p for p in Path("成品").glob("*.docx") if "送审稿" not in p.name)
    assert cli(*[str(word) if "某某报告" in part else part for part in commands[4]]).code == 0
    assert any("送审稿" in p.name for p in Path("成品").iterdir())
    assert any("校核单" in p.name for p in Path("成品").iterdir())
    for command in commands[5:]:
        assert cli(*command).code == 0
    assert Path("汇总成品").is_dir() and Path("全市汇总/report.json").is_file()


def test_demo_in_a_fresh_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("demo").code == 0
    made = {p.suffix for p in (tmp_path / "outputs").rglob("*") if p.is_file()}
    assert {".docx", ".pdf"} <= made and len(list((tmp_path / "inputs").rglob("report.*"))) >= 3
