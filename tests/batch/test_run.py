from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from disclosure_report.batch import run
from disclosure_report.batch.lock import hold
from disclosure_report.batch.options import BatchOptions, EngineOptions, Situation
from disclosure_report.batch.run import run_batch
from disclosure_report.batch.worker import Outcome
from disclosure_report.model.document import Stage
from disclosure_report.pipeline import BuildOptions
from tests.batch.inline import InlineEngine
from tests.batch.inputs import body, records, tree, write_report, write_units
from tests.builders import with_cell

JSON = BuildOptions(formats=("json",))
CELL = ("requests", "new_received", "total")


@pytest.fixture
def engine(monkeypatch):
    made = InlineEngine()
    monkeypatch.setattr(run, "open_engine", lambda options, prepare: made)
    return made


@pytest.fixture
def root(tmp_path):
    write_units(tmp_path / "in", 3)
    return tmp_path / "in"


def batch(root: Path, out: Path, **changes):
    build = changes.pop("build", JSON)
    return run_batch(root, out, BatchOptions(build=build, **changes))


def test_every_unit_is_written_and_recorded(engine, root, tmp_path):
    result = batch(root, tmp_path / "out")
    assert (result.situation, result.total, result.done, result.skipped) == (Situation.DONE, 3, 3, 0)
    files = tree(tmp_path / "out")
    assert "示例市第1局/示例市第1局2024年政府信息公开工作年度报告.json" in files
    assert {"状态总表.xlsx", "index.html"} <= files.keys()
    assert [r["unit"] for r in records(tmp_path / "out")] == ["示例市第0局", "示例市第1局", "示例市第2局"]


def test_what_is_unchanged_is_skipped_and_changes_nothing(engine, root, tmp_path):
    batch(root, tmp_path / "out")
    before, engine.units = tree(tmp_path / "out"), []
    result = batch(root, tmp_path / "out")
    assert (result.skipped, result.done, engine.units) == (3, 3, [])
    assert tree(tmp_path / "out") == before
    assert batch(root, tmp_path / "out", force=True).skipped == 0
    assert tree(tmp_path / "out") == before


@pytest.mark.parametrize("harm", ["touch", "remove", "input", "options"])
def test_what_was_touched_is_made_again(engine, root, tmp_path, harm):
    out = tmp_path / "out"
    batch(root, out)
    before, engine.units = tree(out), []
    made = next((out / "示例市第1局").iterdir())
    if harm == "touch":
        made.write_bytes(b"x")
    elif harm == "remove":
        made.unlink()
    elif harm == "input":
        source = root / "示例市第1局" / "report.json"
        source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    batch(root, out, build=BuildOptions(formats=("json", "html")) if harm == "options" else JSON)
    assert engine.units == (["示例市第0局", "示例市第1局", "示例市第2局"] if harm == "options" else ["示例市第1局"])
    if harm in {"touch", "remove"}:
        assert tree(out) == before


def test_one_bad_report_never_stops_the_others(engine, root, tmp_path):
    (root / "坏").mkdir()
    (root / "坏" / "report.json").write_bytes(b"{")
    write_report(root / "错", with_cell(body("示例市错局", 9), *CELL, 1))
    result = batch(root, tmp_path / "out")
    assert result.situation is Situation.SOME_FAILED
    assert (result.states["failed"], result.states["errors"]) == (1, 1)
    assert len(list((tmp_path / "out").glob("示例市*/*.json"))) == 3
    assert not (tmp_path / "out" / "错").exists()
    codes = {u.unit: {f["code"] for f in u.findings} for u in result.troubled}
    assert "SUM303" in codes["错"]


def test_a_draft_is_written_in_spite_of_errors(engine, root, tmp_path):
    write_report(root / "错", with_cell(body("示例市错局", 9), *CELL, 1))
    build = BuildOptions(formats=("json",), stage=Stage.DRAFT)
    assert batch(root, tmp_path / "out", build=build).situation is Situation.ERRORS
    assert list((tmp_path / "out" / "错").iterdir())


def test_documents_of_a_report_that_turned_wrong_are_taken_away(engine, root, tmp_path):
    batch(root, tmp_path / "out")
    source = root / "示例市第1局" / "report.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    data["tables"]["requests"]["new_received"]["total"] = 1
    source.write_text(json.dumps(data), encoding="utf-8")
    batch(root, tmp_path / "out")
    assert not (tmp_path / "out" / "示例市第1局").exists()


def test_a_fault_in_the_program_is_one_failed_report_and_tried_again(engine, root, tmp_path, monkeypatch):
    from disclosure_report.batch import worker

    def broken(checked, options):
        raise RuntimeError("no")

    with monkeypatch.context() as patched:
        patched.setattr(worker, "compile_documents", broken)
        result = batch(root, tmp_path / "out")
    assert (result.situation, result.states["failed"]) == (Situation.SOME_FAILED, 3)
    assert batch(root, tmp_path / "out").situation is Situation.DONE


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_an_output_that_cannot_be_written_ends_the_run_clearly(engine, root, tmp_path, monkeypatch, number):
    def full(path, target):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        result = batch(root, tmp_path / "out")
    assert result.situation is Situation.OUTPUT_FAILED
    assert "无法写入" in result.message
    assert not [name for name in tree(tmp_path / "out") if not name.startswith(".disclosure-report")]
    assert batch(root, tmp_path / "out").situation is Situation.DONE
    fresh = batch(root, tmp_path / "fresh")
    assert fresh.situation is Situation.DONE
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_an_output_folder_that_is_a_file_is_said(engine, root, tmp_path):
    (tmp_path / "out").write_bytes(b"")
    assert batch(root, tmp_path / "out").situation is Situation.OUTPUT_FAILED


def test_a_second_run_on_one_folder_says_so_and_ends(engine, root, tmp_path):
    out = tmp_path / "out"
    with hold(out / ".disclosure-report"):
        result = batch(root, out)
    assert (result.situation, result.done) == (Situation.LOCKED, 0)
    assert batch(root, out).situation is Situation.DONE


def test_ctrl_c_ends_the_run_and_the_next_one_goes_on(root, tmp_path, monkeypatch):
    def interrupt(job):
        if job.unit == "示例市第2局":
            raise KeyboardInterrupt

    disturbed, calm = InlineEngine(interrupt), InlineEngine()
    monkeypatch.setattr(run, "open_engine", lambda options, prepare: disturbed)
    result = batch(root, tmp_path / "out")
    assert result.situation is Situation.INTERRUPTED
    monkeypatch.setattr(run, "open_engine", lambda options, prepare: calm)
    assert batch(root, tmp_path / "out").situation is Situation.DONE
    batch(root, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_a_unit_whose_files_were_being_replaced_is_cleared_and_a_build_beside_it_left_alone(
    engine, root, tmp_path, monkeypatch
):
    """The run is killed while it writes 示例市第1局; somebody else's ``build`` writes into the same folder."""
    out = tmp_path / "out"
    written = run.write_together

    def killed(folder, files, mark):
        if folder.name == "示例市第1局":
            folder.mkdir()
            (folder / f".tmp-{mark}1234.part").write_bytes(b"half")
            (folder / ".tmp-1234.part").write_bytes(b"another's")
            raise SystemExit
        written(folder, files, mark)

    with monkeypatch.context() as patched:
        patched.setattr(run, "write_together", killed)
        with pytest.raises(SystemExit):
            batch(root, out)
    batch(root, tmp_path / "fresh")
    assert batch(root, out).situation is Situation.DONE
    others = out / "示例市第1局" / ".tmp-1234.part"
    assert others.read_bytes() == b"another's"
    others.unlink()
    assert tree(out) == tree(tmp_path / "fresh")


def test_strays_of_a_unit_that_is_gone_go_with_it(engine, root, tmp_path):
    from disclosure_report.batch.manifest import Journal
    from disclosure_report.batch.places import Place
    from disclosure_report.batch.strays import begun

    out = tmp_path / "out"
    batch(root, out)
    journal = Journal(out / ".disclosure-report" / "manifest.jsonl")
    journal.append(begun(Place("示例市第2局", "", "示例市第2局"), {"a.json": ""}))
    journal.close()
    stray = out / "示例市第2局" / ".tmp-batch-1.part"
    stray.write_bytes(b"half")
    leave(root, "示例市第2局")
    batch(root, out)
    assert not stray.exists()


def test_nothing_below_the_root_is_no_input(engine, tmp_path):
    (tmp_path / "in").mkdir()
    assert batch(tmp_path / "in", tmp_path / "out").situation is Situation.NO_INPUT
    assert batch(tmp_path / "gone", tmp_path / "out").situation is Situation.NO_INPUT


def test_an_unknown_scheduler_is_a_usage_matter(root, tmp_path):
    result = batch(root, tmp_path / "out", engine=EngineOptions(engine="dask"))
    assert result.situation is Situation.ENGINE_FAILED


def test_shipped_inputs_give_the_same_as_read_ones(engine, root, tmp_path):
    batch(root, tmp_path / "read")
    batch(root, tmp_path / "shipped", engine=EngineOptions(ship=True))
    assert tree(tmp_path / "read") == tree(tmp_path / "shipped")


def test_last_years_reports_are_found_by_path_or_name(engine, root, tmp_path):
    from dataclasses import replace

    last = tmp_path / "last"
    write_report(last / "县" / "示例市第1局", replace(body("示例市第1局", 1), year=2023))
    result = batch(root, tmp_path / "out", previous=last, build=BuildOptions(formats=("json",), stage=Stage.DRAFT))
    codes = {u.unit: {f["code"][:3] for f in u.findings} for u in result.troubled}
    assert "YOY" in codes["示例市第1局"]
    assert "YOY" not in codes.get("示例市第0局", set())


def test_progress_counts_up_to_the_total(engine, root, tmp_path):
    seen = []
    run_batch(root, tmp_path / "out", BatchOptions(build=JSON), seen.append)
    assert [(p.done, p.total) for p in seen] == [(1, 3), (2, 3), (3, 3)]
    assert seen[-1].states == {"clean": 3}


def test_a_share_that_vanishes_under_the_run_is_said(engine, root, tmp_path, monkeypatch):
    from disclosure_report.batch.manifest import Journal

    def gone(self, unit):
        raise OSError(errno.EIO, "gone")

    batch(root, tmp_path / "out")
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "line", gone)
        assert batch(root, tmp_path / "out").situation is Situation.OUTPUT_FAILED
    assert batch(root, tmp_path / "out").situation is Situation.DONE


def test_a_scheduler_that_is_lost_ends_the_run_and_the_next_one_goes_on(root, tmp_path, monkeypatch):
    from disclosure_report.batch.pool import EngineError

    def lost(job):
        if job.unit == "示例市第1局":
            raise EngineError("断开")

    monkeypatch.setattr(run, "open_engine", lambda options, prepare: InlineEngine(lost))
    assert batch(root, tmp_path / "out").situation is Situation.ENGINE_FAILED
    monkeypatch.setattr(run, "open_engine", lambda options, prepare: InlineEngine())
    assert batch(root, tmp_path / "out").situation is Situation.DONE
    batch(root, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


@pytest.mark.parametrize("harm", ["nothing", "font", "library", "profile"])
def test_the_machines_fonts_libraries_and_profile_count_as_inputs(engine, root, tmp_path, monkeypatch, harm):
    from disclosure_report.batch import environment

    font, profile = tmp_path / "own" / "一.ttf", tmp_path / "own.toml"
    font.parent.mkdir()
    font.write_bytes(b"x")
    profile.write_text("", encoding="utf-8")
    build = BuildOptions(formats=("json", "pdf"), fonts=(font.parent,), profile=str(profile))
    monkeypatch.setattr(run, "build_unit", lambda job: Outcome("clean", job.unit, {"counts": {}}))
    batch(root, tmp_path / "out", build=build)
    engine.units = []
    if harm == "font":
        os.utime(font, ns=(1, 1))
    elif harm == "library":
        monkeypatch.setattr(environment.metadata, "version", lambda name: "0")
    elif harm == "profile":
        profile.write_text("# 改\n", encoding="utf-8")
    assert batch(root, tmp_path / "out", build=build).skipped == (3 if harm == "nothing" else 0)


@pytest.mark.parametrize("head", ["report.toml", "report.json"])
def test_a_font_that_only_one_report_asks_for_counts_as_its_input(engine, root, tmp_path, monkeypatch, head):
    from disclosure_report.batch import environment

    unit = root / "示例市第1局"
    if head == "report.toml":
        (unit / head).write_text('[typeset.faces]\nbody = ["自有宋体"]\n', encoding="utf-8")
    else:
        said = json.loads((unit / head).read_text(encoding="utf-8")) | {"typeset": {"faces": {"body": ["自有宋体"]}}}
        (unit / head).write_text(json.dumps(said), encoding="utf-8")
    font, plain = tmp_path / "自有宋体.ttf", environment._serving
    font.write_bytes(b"x")

    def serving(profile, build):
        return plain(profile, build) | ({font} if "自有宋体" in profile.faces["body"] else set())

    monkeypatch.setattr(environment, "_serving", serving)
    monkeypatch.setattr(run, "build_unit", lambda job: Outcome("clean", job.unit, {"counts": {}}))
    build = BuildOptions(formats=("pdf",))
    assert batch(root, tmp_path / "out", build=build).skipped == 0
    assert batch(root, tmp_path / "out", build=build).skipped == 3
    os.utime(font, ns=(1, 1))
    engine.units = []
    assert batch(root, tmp_path / "out", build=build).skipped == 2
    assert engine.units == ["示例市第1局"]


def test_faces_that_make_no_sense_leave_the_profile_as_it_is(tmp_path):
    from disclosure_report.batch.environment import own_faces

    for text in ("faces = [", "[typeset]\nfaces = 1\n", "[typeset.faces]\nbody = 7\n", "# faces\n"):
        (tmp_path / "report.toml").write_text(text, encoding="utf-8")
        assert len(own_faces(str(tmp_path), BuildOptions(formats=("pdf",)))) == 1
        assert own_faces(str(tmp_path), BuildOptions(formats=("docx",))) == []
    (tmp_path / "report.toml").write_text('agency = "甲"\n', encoding="utf-8")
    assert own_faces(str(tmp_path), BuildOptions(formats=("pdf",))) == []


def leave(root: Path, name: str) -> None:
    """The input of a unit goes away."""
    (root / name / "report.json").unlink()
    (root / name).rmdir()


def test_documents_of_a_unit_that_is_gone_stay_and_are_named(engine, root, tmp_path):
    out = tmp_path / "out"
    batch(root, out)
    before = tree(out)
    kept = (root / "示例市第1局" / "report.json").read_bytes()
    leave(root, "示例市第1局")
    result = batch(root, out)
    assert (result.situation, result.total, result.states) == (Situation.DONE, 2, {"clean": 2, "removed": 1})
    assert {n for n in tree(out) if n.startswith("示例")} == {n for n in before if n.startswith("示例")}
    (row,) = result.troubled
    assert (row.state, row.agency, len(row.outputs)) == ("removed", "示例市第1局", 1)
    settled = tree(out)
    assert batch(root, out).skipped == 2 and tree(out) == settled
    (root / "示例市第1局").mkdir()
    (root / "示例市第1局" / "report.json").write_bytes(kept)
    assert batch(root, out).states == {"clean": 3}
    assert tree(out) == before


def test_pruning_removes_what_is_as_it_was_written_and_nothing_else(engine, root, tmp_path):
    out = tmp_path / "out"
    batch(root, out)
    leave(root, "示例市第1局")
    leave(root, "示例市第2局")
    (touched,) = (out / "示例市第2局").iterdir()
    touched.write_bytes(b"by hand")
    result = batch(root, out, prune=True)
    assert (result.situation, result.states) == (Situation.DONE, {"clean": 1, "removed": 1})
    assert not (out / "示例市第1局").exists()
    assert touched.read_bytes() == b"by hand"
    assert [r["unit"] for r in records(out)] == ["示例市第0局", "示例市第2局"]
    touched.unlink()
    assert batch(root, out).states == {"clean": 1}


def test_the_tables_list_units_by_their_numbers(engine, tmp_path):
    import openpyxl

    for name in ("第10区", "第2区", "第1区"):
        write_report(tmp_path / "in" / name, body(f"示例市{name}", 3))
    batch(tmp_path / "in", tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "状态总表.xlsx")["单位"]
    expected = ["第1区", "第2区", "第10区"]
    assert [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)] == expected
    assert [r["unit"] for r in records(tmp_path / "out")] == expected
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert [page.index(f'"unit":"{name}"') for name in expected] == sorted(
        page.index(f'"unit":"{name}"') for name in expected
    )
