"""The same figures however the tables are laid out; no wrong cell of tables three and four goes unnoticed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.acceptance import form, harness
from tests.acceptance.harness import check, cli
from tests.tools import office


def folder(path: Path, edition: str, workbooks: dict[str, bytes]) -> Path:
    """An input folder of 2024 or 2020 with these workbooks."""
    year = 2024 if edition == "2021" else 2020
    texts = harness.document(edition)["narrative"]
    files = {
        "一、总体情况.txt": f"{texts['preamble']}\n一、总体情况\n{texts['overview']}",
        "五、存在的主要问题及改进情况.txt": texts["problems"],
        "六、其他需要报告的事项.txt": texts["other"],
    }
    toml = harness.TOML.replace("2025", str(year + 1)).replace("2024", str(year))
    return harness.folder(path, toml=toml, book=None, files=files, also=list(workbooks.items()))


def read_back(path: Path, out: Path) -> form.Tables:
    answer = cli("build", path, "-o", out, "--to", "json")
    assert answer.code == 0, answer.out
    (made,) = out.glob("*.json")
    return json.loads(made.read_text(encoding="utf-8"))["tables"]  # type: ignore[no-any-return]


def full_width(value: Any) -> Any:
    return str(value).translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))


def thousands(value: Any) -> Any:
    return f" {value:,}\u00a0"


def _one_sheet(edition: str) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    row = 4
    for table in form.SHEETS:
        made.active.cell(row - 1, 2, "政府信息公开统计")
        form.lay_out(made.active, table, form.figures(edition), edition, at=(row, 3))
        row += max(c.row for c in form.cells(table, edition)) + 4
    return made


def _other_sheets_first(edition: str) -> openpyxl.Workbook:
    made = form.book(edition)
    cover = made.create_sheet("封面", 0)
    for row in range(1, 60):
        cover.cell(row, 1, f"事项{row}")
        cover.cell(row, 2, row * 7)
    explained = made.create_sheet("填表说明", 1)
    explained["A1"] = "规章：本年制发件数、现行有效件数按规定填写。总计=自然人+法人或其他组织。"
    explained["A2"] = "行政复议 结果维持 结果纠正"
    made.create_sheet("空表", 2)
    return made


def _notes_around(edition: str) -> openpyxl.Workbook:
    made = form.book(edition, at=(5, 2))
    for sheet in made:
        sheet["B2"] = "表号：公开1表　填报单位：示例市规划局　单位：件"
        last = sheet.max_row
        sheet.cell(last + 1, 2, "注：1.规章指地方政府规章；2.总计应等于各项之和。")
        sheet.cell(last + 2, 2, "填表人")
        sheet.cell(last + 2, 3, 13800)
        sheet.cell(last + 4, 2, "合计核对")
        sheet.cell(last + 4, 3, 99999)
    return made


def _rows_between(edition: str) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for table, name in form.SHEETS.items():
        gap = 11 if table == "requests" else 99
        form.lay_out(
            made.create_sheet(name),
            table,
            form.figures(edition),
            edition,
            row_of=lambda row, gap=gap: row + 2 * (row >= gap),  # type: ignore[misc]
        )
    return made


def _spaced(words: str) -> str:
    return " ".join(words).replace("（", "(").replace("）", ")").replace("“", '"').replace("”", '"')


def _broken(words: str) -> str:
    return words[: len(words) // 2] + "\n" + words[len(words) // 2 :] if len(words) > 6 else f"　{words}　"


LAYOUTS: dict[str, Callable[[str], openpyxl.Workbook]] = {
    "plain": form.book,
    "offset": lambda e: form.book(e, at=(40, 17)),
    "unmerged": lambda e: form.book(e, merge=False),
    "unmerged offset": lambda e: form.book(e, merge=False, at=(7, 4)),
    "one sheet": _one_sheet,
    "other sheets first": _other_sheets_first,
    "notes around": _notes_around,
    "rows between": _rows_between,
    "full width": lambda e: form.book(e, show=full_width),
    "thousands": lambda e: form.book(e, show=thousands),
    "text": lambda e: form.book(e, show=str),
    "floats": lambda e: form.book(e, show=float),
    "labels spaced": lambda e: form.book(e, label=_spaced),
    "labels broken": lambda e: form.book(e, label=_broken),
    "tables in another order": lambda e: form.book(e, tables=("disputes", "requests", "proactive")),
}


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_figures_in_every_layout(layout: str, edition: str, tmp_path: Path) -> None:
    path = folder(tmp_path / "in", edition, {"统计表.xlsx": form.data(LAYOUTS[layout](edition))})
    assert read_back(path, tmp_path / "o") == form.figures(edition)


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_three_workbooks_with_a_table_each(edition: str, tmp_path: Path) -> None:
    books = {f"{n}、{t}.xlsx": form.data(form.book(edition, tables=[t])) for n, t in enumerate(form.SHEETS, 1)}
    assert read_back(folder(tmp_path / "in", edition, books), tmp_path / "o") == form.figures(edition)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Workbooks of both editions as LibreOffice saves them."""
    here = tmp_path_factory.mktemp("converted")
    books = []
    for edition in ("2021", "2019"):
        books.append(here / f"{edition}.xlsx")
        books[-1].write_bytes(form.data(_one_sheet(edition)))
    for to in ("xls", "ods"):
        office.convert(books, to, here)
    return {to: [here / f"{e}.{to}" for e in ("2021", "2019")] for to in ("xls", "ods")}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_programs_files(kind: str, converted: dict[str, list[Path]], tmp_path: Path) -> None:
    for edition, file in zip(("2021", "2019"), converted[kind], strict=True):
        path = folder(tmp_path / edition, edition, {f"统计表.{kind}": file.read_bytes()})
        assert read_back(path, tmp_path / f"o{edition}") == form.figures(edition)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    for edition in ("2021", "2019"):
        out = io.StringIO()
        csv.writer(out).writerows(_one_sheet(edition).active.iter_rows(values_only=True))
        path = folder(tmp_path / edition, edition, {"统计表.csv": out.getvalue().encode(encoding)})
        assert read_back(path, tmp_path / f"o{edition}") == form.figures(edition)


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("change", [1, -1])
def test_every_cell_of_tables_three_and_four_is_missed_when_wrong(edition: str, change: int, tmp_path: Path) -> None:
    """Hundreds of copies of one report, each with one figure changed, answered in one run."""
    paths = []
    wrong = [place for place in form.places(edition) if place[0] != "proactive"]
    for n, (table, row, column) in enumerate(wrong):
        made = harness.document(edition)
        made["tables"][table][row][column] += change
        paths.append(harness.saved(tmp_path / f"{n}.json", made))
    answer = check(*paths)
    assert answer.code == 1
    missed = []
    for place, report in zip(wrong, answer.reports, strict=True):
        named = {
            (s["table"], s["row"], s["column"])
            for f in report["findings"]
            if f["code"].startswith("SUM") and f["severity"] == "error"
            for s in (f["source"], *f["related"])
        }
        if place not in named:
            missed.append((place, [f["code"] for f in report["findings"]]))
    assert missed == []
