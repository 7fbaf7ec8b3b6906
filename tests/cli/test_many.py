"""The commands for many units: exit codes, what goes to which stream, the register, what the next command takes."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from disclosure_report.batch import gather
from disclosure_report.batch import run as batch_run
from disclosure_report.batch.lock import hold
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.cli.main import run
from tests.batch.inline import InlineEngine
from tests.batch.inputs import body, tree, write_report, write_units
from tests.builders import report, with_cell
from tests.rollup.units import named

Captured = pytest.CaptureFixture[str]
CELL = ("requests", "new_received", "total")
CITY = "示例市人民政府"


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> InlineEngine:
    """Work in this process; the real processes have tests of their own."""
    made = InlineEngine()
    monkeypatch.setattr(batch_run, "open_engine", lambda options, prepare: made)
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three good units."""
    write_units(tmp_path / "in", 3)
    return tmp_path / "in"


def batch(root: Path, out: Path, *more: str) -> ExitCode:
    return run(["batch", str(root), "-o", str(out), "--to", "json", *more])


def rollup(root: Path, out: Path, *more: str) -> ExitCode:
    return run(["rollup", str(root), "--agency", CITY, "--year", "2024", "-o", str(out), *more])


def findings(out: str) -> list[dict[str, object]]:
    """What one report's findings say, to the contract."""
    data = json.loads(out)
    assert data["schema"] == "disclosure-report/findings/1"
    (one,) = data["reports"]
    return list(one["findings"])


def test_a_clean_batch_is_done_with_progress_on_stderr_and_the_sum_on_stdout(
    root: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert batch(root, tmp_path / "out") is ExitCode.DONE
    captured = capsys.readouterr()
    assert captured.out.splitlines() == ["共 3 个单位：通过 3"]
    assert "3/3" in captured.err and "index.html" in captured.err
    assert "\x1b" not in captured.out + captured.err, "no colours, no bar without a terminal"
    assert batch(root, tmp_path / "out") is ExitCode.DONE
    assert "3 个没有变化" in capsys.readouterr().out


def test_errors_in_a_draft_batch_are_findings_in_a_final_one_failures(
    root: Path, tmp_path: Path, capsys: Captured
) -> None:
    write_report(root / "错", with_cell(body("示例市错局", 9), *CELL, 1))
    assert batch(root, tmp_path / "draft", "--stage", "draft") is ExitCode.FINDINGS
    assert list((tmp_path / "draft" / "错").iterdir())
    capsys.readouterr()
    assert batch(root, tmp_path / "final") is ExitCode.SOME_FAILED
    assert not (tmp_path / "final" / "错").exists()
    assert "示例市错局" in capsys.readouterr().out


def test_an_unreadable_report_costs_only_itself(root: Path, tmp_path: Path) -> None:
    (root / "坏").mkdir()
    (root / "坏" / "report.json").write_bytes(b"{")
    assert batch(root, tmp_path / "out") is ExitCode.SOME_FAILED
    assert len(list((tmp_path / "out").glob("示例市*/*.json"))) == 3


@pytest.mark.parametrize("command", ["batch", "rollup", "export"])
def test_nothing_to_read_is_unreadable(tmp_path: Path, command: str) -> None:
    (tmp_path / "in").mkdir()
    more = ["--agency", CITY, "--year", "2024"] if command == "rollup" else []
    for name in ("in", "gone"):
        arguments = [command, str(tmp_path / name), "-o", str(tmp_path / "out"), *more]
        assert run(arguments) is ExitCode.UNREADABLE


@pytest.mark.parametrize("command", ["batch", "rollup", "export"])
def test_an_output_that_cannot_be_written(root: Path, tmp_path: Path, command: str, capsys: Captured) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    more = ["--agency", CITY, "--year", "2024"] if command == "rollup" else []
    target = tmp_path / "file" / "out"
    assert run([command, str(root), "-o", str(target), *more]) is ExitCode.NOT_WRITTEN
    assert "无法写入" in capsys.readouterr().err
    assert (tmp_path / "file").read_bytes() == b"kept"


def test_a_second_run_on_one_folder_says_so_and_changes_nothing(root: Path, tmp_path: Path, capsys: Captured) -> None:
    with hold(tmp_path / "out" / ".disclosure-report"):
        before = tree(tmp_path / "out")
        assert batch(root, tmp_path / "out") is ExitCode.NOT_WRITTEN
        assert "另一个批量处理正在写入" in capsys.readouterr().err
        assert tree(tmp_path / "out") == before


def _interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_is_130_and_still_sums_up(
    root: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, engine: InlineEngine
) -> None:
    def second(job: object) -> None:
        if len(engine.units) == 1:
            raise KeyboardInterrupt

    engine.before, engine.window = second, 1
    assert batch(root, tmp_path / "out") is ExitCode.INTERRUPTED
    captured = capsys.readouterr()
    assert "共 3 个单位：通过 1" in captured.out and "已中断" in captured.err
    monkeypatch.setattr(gather, "_read", _interrupted)
    assert rollup(root, tmp_path / "sum") is ExitCode.INTERRUPTED
    assert run(["export", str(root), "-o", str(tmp_path / "x.csv")]) is ExitCode.INTERRUPTED
    assert not (tmp_path / "sum").exists() and not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(
    "more",
    [
        ["-j", "0"],
        ["--to", "odt"],
        ["--engine", "dask"],
        ["--engine", "cloud"],
        ["--time-limit", "-1"],
        ["--edition", "1999"],
    ],
)
def test_wrong_options_are_usage(root: Path, tmp_path: Path, more: list[str]) -> None:
    assert batch(root, tmp_path / "out", *more) is ExitCode.USAGE
    assert not (tmp_path / "out").exists()


def test_without_the_extra_for_clusters_the_remedy_is_said(
    root: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    from disclosure_report.batch import engine

    monkeypatch.setattr(batch_run, "open_engine", engine.open_engine)
    monkeypatch.setitem(sys.modules, "distributed", None)
    more = ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert batch(root, tmp_path / "out", *more) is ExitCode.USAGE
    assert "disclosure-report[cluster]" in capsys.readouterr().err


def test_a_root_that_is_an_input_folder_is_a_batch_of_one(root: Path, tmp_path: Path) -> None:
    assert batch(root / "示例市第1局", tmp_path / "out") is ExitCode.DONE
    made = tmp_path / "out" / "示例市第1局" / "示例市第1局2024年政府信息公开工作年度报告.json"
    assert made.is_file()


def test_the_register_names_missing_late_and_unknown_units(root: Path, tmp_path: Path) -> None:
    lines = [
        "name,kind,level,parent,deadline",
        f"示例市第1局,department,city,{CITY},2025-12-31",
        f"示例市第0局,department,city,{CITY},2024-01-01",
        f"示例市缺局,department,city,{CITY},2025-12-31",
    ]
    (tmp_path / "units.csv").write_text("\n".join(lines), encoding="utf-8")
    assert batch(root, tmp_path / "out", "--units", str(tmp_path / "units.csv")) is ExitCode.DONE
    book = openpyxl.load_workbook(tmp_path / "out" / "状态总表.xlsx")
    units = {row[0]: row[1] for row in book["单位"].iter_rows(min_row=2, values_only=True)}
    assert list(units) == ["示例市第1局", "示例市第0局", "示例市第2局", "示例市缺局"]
    assert units["示例市缺局"] == "未交"
    found = {(row[0], row[2]) for row in book["全部问题"].iter_rows(min_row=2, values_only=True)}
    assert found >= {("示例市缺局", "RUP902"), ("示例市第0局", "RUP908"), ("示例市第2局", "RUP907")}


@pytest.mark.parametrize("data", [b"\x00\x01\xff", "单位一览表\n甲局\n".encode(), None])
def test_a_broken_register_is_an_error_and_stops_no_report(
    root: Path, tmp_path: Path, capsys: Captured, data: bytes | None
) -> None:
    if data is not None:
        (tmp_path / "units.csv").write_bytes(data)
    register = ("--units", str(tmp_path / "units.csv"))
    assert batch(root, tmp_path / "out", *register) is ExitCode.FINDINGS
    assert "RUP909" in capsys.readouterr().err
    assert len(list((tmp_path / "out").glob("示例市*/*.json"))) == 3
    assert rollup(root, tmp_path / "sum", *register, "--output-format", "json") is ExitCode.FINDINGS
    assert "RUP909" in {f["code"] for f in findings(capsys.readouterr().out)}


def test_pruning_drops_the_documents_of_units_that_are_gone(root: Path, tmp_path: Path, capsys: Captured) -> None:
    batch(root, tmp_path / "out")
    (root / "示例市第2局" / "report.json").unlink()
    assert batch(root, tmp_path / "out") is ExitCode.DONE
    assert "--prune" in capsys.readouterr().err
    assert (tmp_path / "out" / "示例市第2局").is_dir()
    assert batch(root, tmp_path / "out", "--prune") is ExitCode.DONE
    assert not (tmp_path / "out" / "示例市第2局").exists()


def test_a_rollup_says_every_cell_that_differs_and_its_folder_is_an_input(
    root: Path, tmp_path: Path, capsys: Captured
) -> None:
    write_report(root / "市政府", with_cell(named(CITY, "government"), *CELL, 1))
    (tmp_path / "units.csv").write_text(
        "name,kind,level,parent\n" + "\n".join(f"示例市第{n}局,department,city,{CITY}" for n in range(4)),
        encoding="utf-8",
    )
    out = tmp_path / "sum"
    more = ("--units", str(tmp_path / "units.csv"), "--output-format", "json")
    assert rollup(root, out, *more) is ExitCode.FINDINGS
    captured = capsys.readouterr()
    found = findings(captured.out)
    assert json.loads(captured.out)["reports"][0]["agency"] == CITY
    differing = [f["source"] for f in found if f["code"] == "RUP901"]
    assert {(s["table"], s["row"], s["column"]) for s in differing} >= {CELL}  # type: ignore[index]
    assert all(s["table"] and s["row"] and s["column"] for s in differing)  # type: ignore[index]
    assert [f["values"]["unit"] for f in found if f["code"] == "RUP902"] == ["示例市第3局"]  # type: ignore[index]
    data = json.loads((out / "report.json").read_text(encoding="utf-8"))
    each = report().figure(*CELL)
    assert each is not None
    assert data["tables"]["requests"]["new_received"]["total"] == 3 * int(str(each.value))
    assert run(["check", str(out / "report.json")]) in (ExitCode.DONE, ExitCode.FINDINGS)
    assert run(["check", str(out)]) in (ExitCode.DONE, ExitCode.FINDINGS)
    assert run(["build", str(out), "-o", str(tmp_path / "built"), "--to", "json,html", "--stage", "draft"]) in (
        ExitCode.DONE,
        ExitCode.FINDINGS,
    )
    assert len(list((tmp_path / "built").iterdir())) == 2


def test_a_rollup_without_a_fault_is_done_and_never_written_over(root: Path, tmp_path: Path, capsys: Captured) -> None:
    assert rollup(root, tmp_path / "sum") is ExitCode.DONE
    before = tree(tmp_path / "sum")
    capsys.readouterr()
    assert rollup(root, tmp_path / "sum", "--output-format", "json") is ExitCode.NOT_WRITTEN
    assert findings(capsys.readouterr().out) == []
    assert tree(tmp_path / "sum") == before


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_an_export_holds_every_figure_once(root: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"all.{kind}"
    assert run(["export", str(root), "--to", kind, "-o", str(target)]) is ExitCode.DONE
    rows = _rows(target)
    keys = {tuple(r[c] for c in ("unit", "table", "row", "column")) for r in rows}
    assert len(keys) == len(rows) > 3 * 150
    each = report().figure(*CELL)
    assert each is not None
    wanted = [r for r in rows if (r["table"], r["row"], r["column"]) == CELL]
    assert [Decimal(str(r["value"])) for r in wanted] == [each.value] * 3


def _rows(path: Path) -> list[dict[str, object]]:
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8-sig", newline="") as stream:
                return list(csv.DictReader(stream))
        case ".xlsx":
            header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
            return [dict(zip(map(str, header), row, strict=True)) for row in rows]
        case _:
            parquet = pytest.importorskip("pyarrow.parquet")
            return list(parquet.read_table(path).to_pylist())


def test_an_export_without_a_report_says_which_is_left_out(root: Path, tmp_path: Path, capsys: Captured) -> None:
    (root / "坏").mkdir()
    (root / "坏" / "report.json").write_bytes(b"{")
    write_report(root / "式", body("=1+1", 4))
    target = tmp_path / "all.csv"
    assert run(["export", str(root), "-o", str(target)]) is ExitCode.SOME_FAILED
    assert "坏" in capsys.readouterr().err
    assert not {str(r["unit"])[0] for r in _rows(target)} & set("=+-@")


@pytest.mark.parametrize("data", [b"\x00\x01\xff", None])
def test_an_export_tells_a_broken_register(root: Path, tmp_path: Path, capsys: Captured, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "units.csv").write_bytes(data)
    target = tmp_path / "all.csv"
    more = ["--units", str(tmp_path / "units.csv"), "-o", str(target)]
    assert run(["export", str(root), *more]) is ExitCode.FINDINGS
    assert "RUP909" in capsys.readouterr().err and _rows(target)


def test_a_batch_refuses_a_previous_folder_that_is_not_there(root: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_bytes(b"")
    for name in ("nix", "file"):
        assert batch(root, tmp_path / "out", "--previous", str(tmp_path / name)) is ExitCode.UNREADABLE
        assert "--previous" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
