"""The command line: every exit code, what goes where, help in Chinese."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure_report import pipeline
from disclosure_report.catalog import all_rules
from disclosure_report.cli.commands import NAMES
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.cli.main import run

Captured = pytest.CaptureFixture[str]
EXAMPLES = sorted(p for p in (Path(__file__).parents[2] / "examples").glob("*/*") if p.is_dir())


def test_done(good: Path, capsys: Captured) -> None:
    assert run(["check", str(good)]) is ExitCode.DONE
    assert "没有发现问题" in capsys.readouterr().out


def test_findings_are_the_product_and_go_to_stdout(bad: Path, capsys: Captured) -> None:
    assert run(["check", str(bad), "--output-format", "json"]) is ExitCode.FINDINGS
    captured = capsys.readouterr()
    (one,) = json.loads(captured.out)["reports"]
    assert one["counts"]["error"] > 0 and captured.err == ""


def test_many_paths_are_answered_once_in_their_order(good: Path, bad: Path, capsys: Captured) -> None:
    assert run(["check", str(bad), str(good), "--output-format", "json"]) is ExitCode.FINDINGS
    assert [Path(r["path"]).name for r in json.loads(capsys.readouterr().out)["reports"]] == ["有错的", "好的"]


def test_strict_counts_warnings(good: Path, tmp_path: Path) -> None:
    data = json.loads((good / "report.json").read_text(encoding="utf-8"))
    data["narrative"]["problems"] = "无。"
    path = tmp_path / "one.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert run(["check", str(path)]) is ExitCode.DONE
    assert run(["check", str(path), "--strict"]) is ExitCode.FINDINGS


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check"],
        ["check", "x", "--hlep"],
        ["check", "x", "--output-format", "xml"],
        ["check", "x", "--edition", "2005"],
        ["build", "x"],
        ["build", "x", "-o", ""],
        ["export", "x", "-o", ""],
        ["build", "x", "-o", "y", "--to", "odt"],
        ["build", "x", "-o", "y", "--stage", "done"],
        ["new", "x", "--agency", "示例市教育局", "--year", "abc"],
        ["new", "x", "--agency", " ", "--year", "2026"],
        ["explain", "SUM999"],
        ["explain"],
    ],
    ids=" ".join,
)
def test_usage(arguments: list[str], capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) is ExitCode.USAGE
    captured = capsys.readouterr()
    assert "用法见" in captured.err and captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_unreadable(tmp_path: Path, capsys: Captured) -> None:
    damaged = tmp_path / "report.json"
    damaged.write_bytes(b"\x00\xff{")
    for path in (tmp_path / "没有这个文件夹", damaged):
        assert run(["check", str(path), "--output-format", "json"]) is ExitCode.UNREADABLE
        (one,) = json.loads(capsys.readouterr().out)["reports"]
        assert one["findings"][0]["code"].startswith("SRC") and one["findings"][0]["hint"]


def test_an_output_that_cannot_be_written(good: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("x")
    assert run(["build", str(good), "-o", str(tmp_path / "file"), "--to", "json"]) is ExitCode.NOT_WRITTEN
    assert "无法写入" in capsys.readouterr().err


def test_a_fault_is_one_line_never_a_traceback(good: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the input")

    monkeypatch.setattr(pipeline, "check", broken)
    assert run(["check", str(good)]) is ExitCode.FAULT
    captured = capsys.readouterr()
    assert "程序内部出错" in captured.err and "Traceback" not in captured.err and "secret" not in captured.err


def test_a_fault_below_names_our_own_line(good: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check", lambda *_: json.loads("{"))
    assert run(["check", str(good)]) is ExitCode.FAULT
    assert "位置 /cli/commands/check.py:" in capsys.readouterr().err.replace("\\", "/")


def test_interrupted(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", stopped)
    assert run(["check", str(good)]) is ExitCode.INTERRUPTED


def test_final_writes_nothing_for_an_error_draft_and_review_do(bad: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["build", str(bad), "-o", str(out), "--to", "docx,pdf,html,json"]) is ExitCode.FINDINGS
    assert not out.exists() or not list(out.iterdir())
    for stage, stamp in (("draft", "草稿"), ("review", "送审稿")):
        assert run(["build", str(bad), "-o", str(out), "--stage", stage]) is ExitCode.FINDINGS
        assert {p.suffix for p in out.iterdir() if stamp in p.name} == {".docx", ".pdf"}


def test_build_writes_every_format_and_verify_recognises_it(good: Path, bad: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["build", str(good), "-o", str(out), "--to", "docx,pdf,html,json"]) is ExitCode.DONE
    files = sorted(out.iterdir())
    assert [p.suffix for p in files] == [".docx", ".html", ".json", ".pdf"]
    for file in files:
        assert run(["verify", str(file), "--against", str(good)]) is ExitCode.DONE, file
        assert run(["verify", str(file), "--against", str(bad)]) is ExitCode.FINDINGS, file
    assert run(["check", str(out / files[2].name)]) is ExitCode.DONE


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_our_own_json_read_back_has_the_findings_of_its_folder(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    run(["build", str(folder), "-o", str(tmp_path), "--to", "json", "--stage", "draft"])
    (made,) = tmp_path.iterdir()
    data = json.loads(made.read_bytes())
    said = _said(made, capsys)
    assert said == _said(folder, capsys) and "SRC012" not in {code for code, _ in said}
    made.write_text(json.dumps(data | {"content_hash": "0" * 64}), encoding="utf-8")
    assert _said(made, capsys) == said, "a hash that does not fit is for verify to say"


def _said(path: Path, capsys: Captured) -> list[tuple[str, str]]:
    """Code and message of every finding, in whatever order."""
    capsys.readouterr()
    run(["check", str(path), "--output-format", "json"])
    (one,) = json.loads(capsys.readouterr().out)["reports"]
    return sorted((f["code"], f["message"]) for f in one["findings"])


def test_same_input_same_bytes(good: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(["build", str(good), "-o", str(tmp_path / name), "--to", "docx,pdf,html,json"]) is ExitCode.DONE
    for first in sorted((tmp_path / "one").iterdir()):
        assert first.read_bytes() == (tmp_path / "two" / first.name).read_bytes(), first.name


def test_an_agency_named_like_a_path_stays_a_name(good: Path, tmp_path: Path) -> None:
    data = json.loads((good / "report.json").read_text(encoding="utf-8"))
    data["agency"]["name"] = "../../上级/<b>CON"
    (good / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    out = tmp_path / "深" / "out"
    run(["build", str(good), "-o", str(out), "--stage", "draft"])
    written = [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix in {".docx", ".pdf"}]
    assert written and all(p.parent == out for p in written)


def test_new_then_check_then_never_over_it(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "2026" / "示例市教育局"
    arguments = ["new", str(folder), "--agency", "示例市教育局", "--year", "2026"]
    assert run(arguments) is ExitCode.DONE
    assert {"report.toml", "统计表.xlsx", "一、总体情况.txt"} <= {p.name for p in folder.iterdir()}
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert run(arguments) is ExitCode.NOT_WRITTEN
    assert run(["check", str(folder), "--output-format", "json"]) is ExitCode.FINDINGS
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_new_carries_last_years_figures_in(good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "2025"
    assert (
        run(["new", str(folder), "--agency", "示例市教育局", "--year", "2025", "--previous", str(good)])
        is ExitCode.DONE
    )
    made = pipeline.check(folder).report
    assert made is not None and made.number("requests", "carried_in", "natural_person") == 2


def test_rules_and_explain(capsys: Captured) -> None:
    assert run(["rules", "--output-format", "json"]) is ExitCode.DONE
    listed = [r["code"] for r in json.loads(capsys.readouterr().out)["rules"]]
    assert listed == [r.code for r in all_rules()] and {"SRC001", "STR101", "TAB201", "SUM301"} <= set(listed)
    for code in listed:
        assert run(["explain", code.lower()]) is ExitCode.DONE
        assert "查什么" in capsys.readouterr().out


def test_doctor(capsys: Captured) -> None:
    assert run(["doctor"]) is ExitCode.DONE
    text = capsys.readouterr().out
    assert all(word in text for word in ("字体", "组件", "reportlab", "PDF"))


def test_demo_needs_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo"]) is ExitCode.DONE
    assert len(list((tmp_path / "inputs").iterdir())) >= 3
    assert {p.suffix for p in (tmp_path / "outputs").iterdir()} >= {".docx", ".pdf"}
    assert run(["demo"]) is ExitCode.DONE


@pytest.mark.parametrize("name", NAMES)
def test_help_is_in_chinese(name: str, capsys: Captured) -> None:
    assert run([name, "--help"]) is ExitCode.DONE
    text = capsys.readouterr().out
    assert text.startswith("用法：") and "Show this" not in text and "Options" not in text


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from disclosure_report.cli.main import run\n"
        "run(['--help'])\n"
        "heavy = {'openpyxl', 'docx', 'reportlab', 'lxml', 'uharfbuzz', 'pikepdf', 'rapidfuzz', 'rich'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert "heavy: []" in done.stdout


def test_reports_of_one_body_do_not_overwrite_each_other(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["build", str(good), str(good), "-o", str(out), "--to", "json"]) is ExitCode.DONE
    names = sorted(p.name for p in out.iterdir())
    assert len(names) == 2 and any("（2）" in n for n in names)


def test_a_character_no_font_has_is_named(good: Path, tmp_path: Path, capsys: Captured) -> None:
    data = json.loads((good / "report.json").read_text(encoding="utf-8"))
    data["narrative"]["other"] += "承办科室为\U0010fffd科。"
    (good / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    run(["build", str(good), "-o", str(tmp_path / "out"), "--to", "pdf", "--stage", "draft"])
    assert "U+10FFFD" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes the stream")
def test_a_closed_stdout_changes_no_result(good: Path, bad: Path) -> None:
    for path, expected in ((good, ExitCode.DONE), (bad, ExitCode.FINDINGS)):
        line = f'exec "{sys.executable}" -m disclosure_report.cli.main check "{path}" >&-'
        assert subprocess.run(["sh", "-c", line], check=False).returncode == expected
