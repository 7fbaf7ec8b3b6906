from __future__ import annotations

import csv
import json

import pytest

from disclosure_report.batch import gather
from disclosure_report.batch.gather import run_export, run_rollup
from disclosure_report.batch.options import EngineOptions, ExportOptions, RollupOptions, Situation
from disclosure_report.pipeline import check
from tests.batch.inline import InlineEngine
from tests.batch.inputs import body, tree, write_report, write_units
from tests.builders import with_cell

NEW = ("requests", "new_received", "natural_person")


@pytest.fixture
def root(tmp_path):
    write_units(tmp_path / "in", 3)
    return tmp_path / "in"


def test_the_roll_up_is_an_input_folder_whose_figures_hold(root, tmp_path):
    result = run_rollup(root, "示例市人民政府", 2024, tmp_path / "out")
    assert (result.situation, result.checked.agency) == (Situation.DONE, "示例市人民政府")
    assert (tmp_path / "out" / "明细" / "汇总明细.xlsx").is_file()
    checked = check(tmp_path / "out")
    assert checked.report is not None
    assert checked.report.agency.kind == "government"
    assert checked.report.number(*NEW) == 90
    assert not [f for f in checked.findings if f.code[:3] in {"SRC", "TAB", "SUM"}]


def test_a_unit_with_wrong_sums_is_refused_and_the_findings_are_the_parents(root, tmp_path):
    write_report(root / "错", with_cell(body("示例市错局"), "requests", "new_received", "total", 1))
    (root / "坏").mkdir()
    (root / "坏" / "report.json").write_bytes(b"{")
    result = run_rollup(root, "示例市人民政府", 2024, tmp_path / "out")
    assert result.situation is Situation.ERRORS
    assert [f.code for f in result.checked.findings] == ["RUP904", "RUP904"]
    assert result.checked.as_json()["agency"] == "示例市人民政府"
    assert json.loads((tmp_path / "out" / "report.json").read_bytes())["tables"]["requests"]["new_received"] is not None


def test_a_blank_is_no_zero(root, tmp_path):
    write_report(root / "空", with_cell(body("示例市空局"), "proactive", "licensing", "decisions", None))
    result = run_rollup(root, "示例市人民政府", 2024, tmp_path / "out")
    assert [f.code for f in result.checked.findings] == ["RUP905"]
    tables = json.loads((tmp_path / "out" / "report.json").read_bytes())["tables"]
    assert tables["proactive"]["licensing"]["decisions"] is None
    assert tables["requests"]["new_received"]["natural_person"] == 120


def test_the_parent_below_the_root_or_beside_it_is_compared(root, tmp_path):
    parent = with_cell(body("示例市人民政府"), *NEW, 91)
    write_report(tmp_path / "parent", parent)
    beside = run_rollup(root, "示例市人民政府", 2024, tmp_path / "a", RollupOptions(parent=tmp_path / "parent"))
    write_report(root / "市政府", parent)
    below = run_rollup(root, "示例市人民政府", 2024, tmp_path / "b")
    for result in (beside, below):
        found = next(f for f in result.checked.findings if f.source.row == NEW[1] and f.source.column == NEW[2])
        assert (found.code, found.values["expected"], found.values["found"]) == ("RUP901", 90, 91)


def test_nothing_is_written_where_something_stands(root, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x").write_bytes(b"")
    result = run_rollup(root, "示例市人民政府", 2024, tmp_path / "out")
    assert result.situation is Situation.OUTPUT_FAILED
    assert list(tree(tmp_path / "out")) == ["x"]


def test_no_input_and_no_form(root, tmp_path):
    assert run_rollup(tmp_path / "no", "甲", 2024, tmp_path / "o").situation is Situation.NO_INPUT
    assert run_rollup(root, "甲", 1990, tmp_path / "o").situation is Situation.NO_INPUT


def test_many_units_go_through_the_engine_with_the_same_result(root, tmp_path, monkeypatch):
    engine = InlineEngine()
    monkeypatch.setattr(gather, "open_engine", lambda options, prepare: engine)
    run_rollup(root, "示例市人民政府", 2024, tmp_path / "a")
    monkeypatch.setattr(gather, "_FEW", 0)
    ship = RollupOptions(engine=EngineOptions(ship=True))
    run_rollup(root, "示例市人民政府", 2024, tmp_path / "b", ship)
    assert engine.units == ["示例市第0局", "示例市第1局", "示例市第2局"]
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


@pytest.mark.parametrize("to", ["csv", "xlsx", "parquet"])
def test_the_export_follows_the_register_and_says_who_is_missing(root, tmp_path, to):
    (root / "坏").mkdir()
    (root / "坏" / "report.json").write_bytes(b"{")
    units = tmp_path / "units.csv"
    units.write_text("名称\n示例市第2局\n示例市第1局\n", encoding="utf-8")
    file = tmp_path / f"out.{to}"
    result = run_export(root, file, ExportOptions(to=to, units=units))
    assert (result.situation, result.units, result.left_out) == (Situation.SOME_FAILED, 3, ("坏",))
    assert file.stat().st_size > 1000
    if to == "csv":
        names = [r["unit"] for r in csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())]
        assert list(dict.fromkeys(names)) == ["示例市第2局", "示例市第1局", "示例市第0局"]
