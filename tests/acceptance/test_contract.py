"""Commands, options, exit codes, streams and JSON shapes that other programs are written against."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance import form, harness
from tests.acceptance.harness import check, cli

CATALOGUE = (
    *(f"SRC{n:03}" for n in range(1, 12)),
    *(f"STR{n}" for n in range(101, 111)),
    *(f"TAB{n}" for n in range(201, 207)),
    *(f"SUM{n}" for n in range(301, 306)),
    *(f"YOY{n}" for n in range(401, 406)),
    *(f"TXT{n}" for n in range(501, 510)),
    *(f"QUA{n}" for n in range(601, 608)),
    *(f"LAW{n}" for n in range(701, 704)),
    *(f"PRI{n}" for n in range(801, 804)),
    *(f"RUP{n}" for n in range(901, 904)),
)


def whole(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "disclosure_report", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
    )


def test_as_a_process_findings_go_to_stdout_and_nothing_to_stderr(bad: Path, good: Path, tmp_path: Path) -> None:
    ended = whole("check", bad, "--output-format", "json")
    assert ended.returncode == 1 and ended.stderr == ""
    harness.well_formed(json.loads(ended.stdout))
    ended = whole("check", good)
    assert ended.returncode == 0 and ended.stdout and ended.stderr == ""
    ended = whole("build", good, "-o", tmp_path, "--to", "json")
    assert ended.returncode == 0 and [p.suffix for p in tmp_path.iterdir()] == [".json"]


def test_every_option_of_the_contract_is_known() -> None:
    promised = {
        "new": ("--agency", "--year", "--previous"),
        "check": ("--previous", "--output-format", "--strict"),
        "build": ("-o", "--to", "--previous", "--stage"),
        "batch": ("-o", "-j"),
        "rollup": ("--agency", "--year", "--units", "-o", "--output-format"),
        "rules": ("--output-format",),
        "explain": (),
        "doctor": (),
    }
    for command, options in promised.items():
        answer = cli(command, "--help")
        assert answer.code == 0 and answer.err == ""
        for option in options:
            assert re.search(rf"(^|[\s,]){option}\b", answer.out), (command, option)


def test_the_catalogue_holds_every_code_and_explains_it() -> None:
    listed = {r["code"]: r for r in json.loads(cli("rules", "--output-format", "json").out)["rules"]}
    assert set(CATALOGUE) <= set(listed)
    text = cli("rules").out
    for code in listed:
        answer = cli("explain", code)
        assert answer.code == 0 and code in answer.out and len(answer.out) > 40 and code in text


@pytest.mark.parametrize(
    ("codes", "severity"),
    [
        ("SRC001 SRC002 SRC003 SRC004 SRC007 STR101 STR102 STR103 STR109 TAB201 TAB202 TAB203 SUM301 SUM302", "error"),
        ("SUM303 SUM304 SUM305 YOY401 YOY402 TXT501 TXT502 TXT503 TXT504 TXT505 QUA601 LAW701 PRI801", "error"),
        ("RUP901 RUP903", "error"),
        ("SRC005 SRC006 SRC008 SRC009 SRC010 SRC011 STR104 STR105 STR106 STR107 STR108 STR110 TAB204", "warning"),
        ("TAB205 YOY403 YOY404 YOY405 TXT506 TXT508 TXT509 QUA602 QUA603 QUA605 QUA606 LAW702 PRI802", "warning"),
        ("PRI803 RUP902", "warning"),
        ("TAB206 TXT507 QUA604 QUA607 LAW703", "notice"),
    ],
)
def test_severities_are_those_of_the_catalogue(codes: str, severity: str) -> None:
    listed = {r["code"]: r["severity"] for r in json.loads(cli("rules", "--output-format", "json").out)["rules"]}
    assert {c: listed[c] for c in codes.split()} == dict.fromkeys(codes.split(), severity)


def test_paths_are_answered_once_in_their_order(good: Path, bad: Path, good_json: Path, tmp_path: Path) -> None:
    missing = tmp_path / "没有"
    answer = check(bad, missing, good, good_json)
    assert [r["path"] for r in answer.reports] == [str(p) for p in (bad, missing, good, good_json)]
    assert [r["agency"] for r in answer.reports] == ["示例市规划局", "没有", "示例市规划局", "示例市规划局"]
    assert answer.code == 3


def test_unreadable_outranks_errors_and_usage_outranks_both(bad: Path, tmp_path: Path) -> None:
    assert check(bad).code == 1
    assert check(bad, tmp_path / "没有").code == 3
    assert cli("check", bad, tmp_path / "没有", "--nonsense").code == 2
    assert cli("check").code == cli("nonsense").code == cli("check", bad, "--output-format", "yaml").code == 2
    assert cli("build", bad).code == cli("new", tmp_path / "x").code == cli("explain", "XYZ999").code == 2


def test_a_folder_holding_report_json_alone_is_an_input_folder(tmp_path: Path, good_json: Path) -> None:
    (tmp_path / "单位").mkdir()
    shutil.copy(good_json, tmp_path / "单位" / "report.json")
    for path in (tmp_path / "单位", good_json):
        answer = check(path)
        assert (answer.code, answer.findings) == (0, [])
        assert (answer.reports[0]["year"], answer.reports[0]["edition"]) == (2024, "2021")


def test_a_file_of_any_name_ending_in_json_is_an_interchange_file(tmp_path: Path) -> None:
    path = harness.saved(tmp_path / "规划局 2024 「终稿」😀.json", harness.document())
    assert check(path).code == 0


def test_strict_makes_warnings_count(tmp_path: Path) -> None:
    path = harness.edited(tmp_path / "w.json", lambda d: d["narrative"].update(problems="无。"))
    assert check(path).code == 0 and check(path).reports[0]["counts"]["warning"] > 0
    assert check(path, "--strict").code == 1


def test_year_picks_the_edition_and_the_user_may_override(tmp_path: Path) -> None:
    def without(made: dict[str, Any]) -> None:
        del made["edition"]

    for edition in ("2021", "2019"):
        answer = check(harness.edited(tmp_path / "e.json", without, edition))
        assert (answer.code, answer.reports[0]["edition"]) == (0, edition)


def test_an_interchange_file_survives_being_built(tmp_path: Path) -> None:
    made = harness.document()
    made["narrative"]["overview"] = (
        "导语一段。\n（一）主动公开情况。规划公示526条。\n1.公文类。共4件。\n（1）规范性文件。均已公开。\n"
        "（二）依申请公开情况\n全年新收政府信息公开申请41件。\n（三）政府信息管理情况\n甲。\n（四）政府信息公开平台建设情况\n乙。\n"
        "（五）监督保障情况\n丙 <b>&amp; “引号” http://example.cn/a?b=1&c=2。"
    )
    made["tables"]["proactive"]["fees"]["amount"] = 59237.2449
    path = harness.saved(tmp_path / "in.json", made)
    answer = cli("build", path, "-o", tmp_path / "out", "--to", "json", "--stage", "draft")
    assert answer.code in (0, 1)
    (written,) = (tmp_path / "out").glob("*.json")
    back = json.loads(written.read_text(encoding="utf-8"))
    for key in ("schema", "agency", "year", "edition", "published", "narrative", "tables"):
        assert back[key] == made[key], key
    for table, rows in made["tables"].items():
        assert list(back["tables"][table]) == list(rows)
        assert [list(r) for r in back["tables"][table].values()] == [list(r) for r in rows.values()]
    again = cli("build", written, "-o", tmp_path / "again", "--to", "json", "--stage", "draft")
    assert again.code == answer.code
    assert next((tmp_path / "again").glob("*.json")).read_bytes() == written.read_bytes()


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_keys_come_out_in_the_forms_order_whatever_the_order_in(edition: str, tmp_path: Path) -> None:
    def shuffled(made: dict[str, Any]) -> None:
        made["tables"] = {
            t: {r: dict(sorted(c.items(), reverse=True)) for r, c in sorted(rows.items(), reverse=True)}
            for t, rows in sorted(made["tables"].items(), reverse=True)
        }

    path = harness.edited(tmp_path / "in.json", shuffled, edition)
    assert cli("build", path, "-o", tmp_path / "o", "--to", "json").code == 0
    back = json.loads(next((tmp_path / "o").glob("*.json")).read_text(encoding="utf-8"))["tables"]
    assert [(t, r, c) for t, rows in back.items() for r, cells in rows.items() for c in cells] == form.places(edition)


@pytest.mark.parametrize("value", [None, "12件", "１２", 12.5, "", "无", -3, 0.1])
def test_a_cell_may_be_blank_a_decimal_or_a_string_and_stays_what_it_was(value: object, tmp_path: Path) -> None:
    def put(made: dict[str, Any]) -> None:
        made["tables"]["disputes"]["reconsideration"]["other"] = value

    path = harness.edited(tmp_path / "in.json", put)
    assert check(path).code == 1 or value == "１２"
    assert cli("build", path, "-o", tmp_path / "o", "--to", "json", "--stage", "draft").code in (0, 1)
    (written,) = (tmp_path / "o").glob("*.json")
    kept = json.loads(written.read_text(encoding="utf-8"))["tables"]["disputes"]["reconsideration"]["other"]
    assert kept == value or (value == "" and kept is None)


def test_final_writes_nothing_for_an_error_and_draft_and_review_stamp(bad: Path, tmp_path: Path) -> None:
    assert cli("build", bad, "-o", tmp_path / "final").code == 1
    assert not (tmp_path / "final").exists() or not list((tmp_path / "final").iterdir())
    for stage, stamp in (("draft", "草稿"), ("review", "送审稿")):
        out = tmp_path / stage
        assert cli("build", bad, "-o", out, "--stage", stage, "--to", "html").code == 1
        assert any(stamp in p.read_text(encoding="utf-8") for p in out.glob("*.html"))


def _units(root: Path, **changes: Any) -> list[str]:
    names = ["示例市民政局", "示例市水利局", "示例市商务局"]
    for name in names:
        agency = {"name": name, "kind": "department", "level": "city"}
        made = harness.document(agency=agency, **changes)
        made["narrative"] = {k: v.replace("示例市规划局", name) for k, v in made["narrative"].items()}
        harness.saved(root / name / "report.json", made)
    return names


def _rollup(root: Path, units: Path, out: Path, *more: object) -> harness.Answer:
    return cli("rollup", root, "--agency", "示例市人民政府", "--year", 2024, "--units", units, "-o", out, *more)


def test_rollup_writes_an_input_folder_that_check_accepts(tmp_path: Path) -> None:
    names = _units(tmp_path / "各单位")
    register = tmp_path / "units.csv"
    register.write_text("name,kind,level\n" + "".join(f"{n},department,city\n" for n in names), encoding="utf-8")
    answer = _rollup(tmp_path / "各单位", register, tmp_path / "汇总", "--output-format", "json")
    assert answer.code == 0
    harness.well_formed(json.loads(answer.out))
    summed = json.loads((tmp_path / "汇总" / "report.json").read_text(encoding="utf-8"))
    assert summed["agency"]["name"] == "示例市人民政府" and summed["year"] == 2024 and summed["edition"] == "2021"
    one = form.figures()
    assert {k: summed["tables"][k[0]][k[1]][k[2]] for k in form.places()} == {
        k: 3 * one[k[0]][k[1]][k[2]] for k in form.places()
    }
    read = check(tmp_path / "汇总")
    assert read.code in (0, 1)
    assert not any(c.startswith(("SRC", "SUM", "TAB", "STR109")) for c in read.codes)


def test_rollup_names_who_is_missing_and_what_differs_from_the_parent(tmp_path: Path) -> None:
    names = _units(tmp_path / "各单位")
    register = tmp_path / "units.csv"
    rows = [*names, "示例市林业局"]
    register.write_text("name,kind,level,parent\n" + "".join(f"{n},department,city,\n" for n in rows), "utf-8")
    assert "示例市林业局" in _rollup(tmp_path / "各单位", register, tmp_path / "o1").out
    parent = harness.document(agency={"name": "示例市人民政府", "kind": "government", "level": "city"})
    for table, row, column in form.places():
        parent["tables"][table][row][column] *= 3
    parent["tables"]["disputes"]["litigation_direct"]["upheld"] += 1
    saved = harness.saved(tmp_path / "parent.json", parent)
    answer = _rollup(tmp_path / "各单位", register, tmp_path / "o2", "--parent", saved, "--output-format", "json")
    harness.well_formed(json.loads(answer.out))
    assert answer.code == 1 and answer.one("RUP902")["severity"] == "warning"
    wrong = answer.all_of("RUP901")
    assert [(f["source"]["table"], f["source"]["row"], f["source"]["column"]) for f in wrong] == [
        ("disputes", "litigation_direct", "upheld")
    ]
    assert wrong[0]["values"]["expected"] == 3 and wrong[0]["values"]["found"] == 4


def test_rollup_finds_a_unit_counted_twice(tmp_path: Path) -> None:
    names = _units(tmp_path / "各单位")
    shutil.copytree(tmp_path / "各单位" / names[0], tmp_path / "各单位" / "再报一次")
    register = tmp_path / "units.csv"
    register.write_text("name,kind,level\n" + "".join(f"{n},department,city\n" for n in names), encoding="utf-8")
    answer = _rollup(tmp_path / "各单位", register, tmp_path / "o", "--output-format", "json")
    assert answer.code == 1 and answer.one("RUP903")["severity"] == "error"


def test_batch_goes_on_after_a_bad_one(tmp_path: Path) -> None:
    names = _units(tmp_path / "in")
    (tmp_path / "in" / names[1] / "report.json").write_text("{", encoding="utf-8")
    answer = cli("batch", tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "--to", "json")
    assert answer.code == 5
    built = {p.parent.name for p in (tmp_path / "out").rglob("*.json")} | {
        p.stem for p in (tmp_path / "out").rglob("*")
    }
    assert sum(any(n in b for b in built) for n in (names[0], names[2])) == 2


def test_doctor_speaks() -> None:
    answer = cli("doctor")
    assert answer.code == 0 and len(answer.out) > 100


def test_an_output_folder_that_is_a_file_or_lies_below_one(good_json: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for target in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
        answer = cli("build", good_json, "-o", target, "--to", "json")
        assert answer.code == 4 and answer.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
