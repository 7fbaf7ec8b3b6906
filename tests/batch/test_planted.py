"""A city's batch: 300 units of workbooks and texts, a defect planted in every fifth; the status table names each."""

from __future__ import annotations

import openpyxl

from benchmarks.units import DEFECTS, write_units
from disclosure_report.batch.options import BatchOptions, EngineOptions, Situation
from disclosure_report.batch.run import run_batch
from disclosure_report.model.finding import Severity
from disclosure_report.pipeline import BuildOptions

UNITS, EVERY = 300, 5


def test_the_status_table_names_every_planted_defect_and_nobody_else(tmp_path):
    planted = write_units(tmp_path / "in", UNITS, every=EVERY, sets=8)
    assert {p.code for p in planted} == {code for code, _ in DEFECTS.values()}
    options = BatchOptions(BuildOptions(formats=("json",)), EngineOptions(jobs=2))
    result = run_batch(tmp_path / "in", tmp_path / "out", options)
    assert (result.situation, result.done) == (Situation.SOME_FAILED, UNITS)
    book = openpyxl.load_workbook(tmp_path / "out" / "状态总表.xlsx", read_only=True)
    rows = list(book["全部问题"].iter_rows(min_row=2, max_col=3, values_only=True))
    found = {(unit, code) for unit, _, code in rows}
    assert found >= {(p.unit, p.code) for p in planted}
    wrong = {unit for unit, severity, _ in rows if severity == Severity.ERROR.label}
    assert wrong <= {p.unit for p in planted}
    states = {r[0]: r[1] for r in book["单位"].iter_rows(min_row=2, max_col=2, values_only=True)}
    book.close()
    assert len(states) == UNITS
    assert {unit for unit, state in states.items() if state == "有错误"} == wrong
