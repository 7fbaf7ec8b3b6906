"""What the output folder may look like when a run begins: other units, lost or damaged state, folders in the way."""

from __future__ import annotations

import json

import pytest

from disclosure_report.batch import run
from disclosure_report.batch.options import BatchOptions, Situation
from disclosure_report.batch.run import run_batch
from disclosure_report.pipeline import BuildOptions
from tests.batch.inline import InlineEngine
from tests.batch.inputs import body, own_words, tree, write_report, write_units
from tests.builders import with_section

JSON = BuildOptions(formats=("json",))


@pytest.fixture
def engine(monkeypatch):
    made = InlineEngine()
    monkeypatch.setattr(run, "open_engine", lambda options, prepare: made)
    return made


def batch(root, out, build=JSON, **changes):
    return run_batch(root, out, BatchOptions(build=build, **changes))


def fresh(root, out):
    batch(root, out)
    return tree(out)


@pytest.mark.parametrize("second", ["甲局", "乙局"])
def test_a_new_unit_takes_over_a_folder_and_the_old_one_moves(engine, tmp_path, second):
    root, out = tmp_path / "in", tmp_path / "out"
    loose = write_report(root / "y", body("甲局")) / "report.json"
    loose.rename(root / "x.json")
    (root / "y").rmdir()
    batch(root, out)
    write_report(root / "x", body(second, 2))
    assert batch(root, out).situation is Situation.DONE
    assert tree(out) == fresh(root, tmp_path / "anew")
    assert batch(root, out).skipped == 2


def test_a_unit_that_gets_the_plain_folder_leaves_nothing_in_the_other(engine, tmp_path):
    root, out = tmp_path / "in", tmp_path / "out"
    for n, name in enumerate(("ABC", "Abc", "abc")):
        write_report(root / name, body(f"第{n}局", n))
    batch(root, out)
    (root / "ABC" / "report.json").unlink()
    (root / "ABC").rmdir()
    assert batch(root, out, prune=True).situation is Situation.DONE
    assert tree(out) == fresh(root, tmp_path / "anew")


@pytest.mark.parametrize("name", ["index.html", "INDEX.html", "状态总表.xlsx", ".disclosure-report"])
def test_folders_named_like_ours_stand_in_nobodys_way(engine, tmp_path, name):
    root = tmp_path / "in"
    write_report(root / name / "甲", body("甲局"))
    write_report(root / "乙", body("乙局", 1))
    result = batch(root, tmp_path / "out")
    assert result.situation is Situation.DONE
    assert (tmp_path / "out" / "index.html").is_file()
    assert (tmp_path / "out" / "状态总表.xlsx").is_file()


def test_documents_are_never_put_beside_the_texts_of_a_unit(engine, tmp_path):
    root = tmp_path / "in"
    write_units(root, 2)
    before = tree(root)
    assert batch(root, root).situation is Situation.OUTPUT_FAILED
    unit = next(root.iterdir())
    result = batch(unit, root)
    assert (result.situation, "填报文件夹" in result.message) == (Situation.OUTPUT_FAILED, True)
    assert {k: v for k, v in tree(root).items() if k.endswith("report.json")} == before


def test_strict_counts_what_only_the_batch_can_see(engine, tmp_path):
    root = tmp_path / "in"
    write_units(root, 3)
    register = tmp_path / "units.csv"
    register.write_text("名称\n示例市第0局\n示例市第1局\n示例市第2局\n示例市林业局\n", encoding="utf-8")
    strict = BuildOptions(formats=("json",), strict=True)
    assert batch(root, tmp_path / "out", units=register).situation is Situation.DONE
    assert batch(root, tmp_path / "out", build=strict, units=register).situation is Situation.ERRORS
    assert batch(root, tmp_path / "out", build=strict).situation is Situation.DONE


@pytest.fixture
def copied(tmp_path):
    """Two units with the same text and one with its own."""
    root = tmp_path / "in"
    for n in range(2):
        write_report(root / f"第{n}局", with_section(body(f"第{n}局", 1), "problems", *own_words(1)))
    write_report(root / "第2局", body("第2局", 5))
    return root


@pytest.mark.parametrize("harm", ["remove", "cut", "one line", "old"])
def test_texts_that_were_lost_are_made_again(engine, copied, tmp_path, harm):
    out = tmp_path / "out"
    first = batch(copied, out)
    assert first.clusters
    before = tree(out)
    texts = out / ".disclosure-report" / "texts.jsonl"
    lines = texts.read_bytes().splitlines(keepends=True)
    if harm == "remove":
        texts.unlink()
    elif harm == "cut":
        texts.write_bytes(texts.read_bytes()[: texts.stat().st_size // 2])
    elif harm == "one line":
        texts.write_bytes(b"".join(lines[1:]))
    else:
        texts.write_bytes(lines[0].replace("科".encode(), "处".encode()) + b"".join(lines[1:]))
    again = batch(copied, out)
    assert again.clusters == first.clusters
    assert tree(out) == before


@pytest.mark.parametrize(
    "line",
    [
        {"unit": "zz"},
        {"unit": "zz", "outputs": 5},
        {"unit": "第0局"},
        {"unit": "第0局", "task": "", "folder": "第0局", "state": "?", "agency": "", "note": "", "outputs": {}},
        {"unit": "第0局", "task": "", "folder": "第0局", "state": "clean", "agency": "", "note": "", "outputs": [1]},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["manifest.jsonl", "texts.jsonl"])
def test_a_line_that_is_no_record_is_as_none(engine, copied, tmp_path, name, line):
    out = tmp_path / "out"
    batch(copied, out)
    before = tree(out)
    with (out / ".disclosure-report" / name).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    assert batch(copied, out).situation is Situation.DONE
    assert tree(out) == before


def test_an_unchanged_run_touches_no_file(engine, copied, tmp_path):
    out = tmp_path / "out"
    batch(copied, out)
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.name != "lock"}
    batch(copied, out)
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.name != "lock"} == before
