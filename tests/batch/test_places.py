from __future__ import annotations

from disclosure_report.batch.places import find_places
from tests.batch.inputs import body, write_report


def test_what_lies_in_the_output_folder_is_no_input(tmp_path):
    write_report(tmp_path / "甲", body("甲"))
    write_report(tmp_path / "out" / "乙", body("乙"))
    assert [p.unit for p in find_places(tmp_path, tmp_path / "out")] == ["甲"]


def test_two_units_never_share_a_folder(tmp_path):
    write_report(tmp_path / "a" / "甲局", body("甲局"))
    write_report(tmp_path / "b" / "甲局", body("甲局"))
    write_report(tmp_path / "x" / "con", body("设备"))
    write_report(tmp_path / "X" / "_con", body("设备"))
    folders = [p.folder for p in find_places(tmp_path, tmp_path / "out")]
    assert len({f.casefold() for f in folders}) == 4
    assert not [f for f in folders if f.split("/")[-1].casefold() == "con"]


def test_loose_interchange_files_are_inputs_too(tmp_path):
    folder = write_report(tmp_path / "甲", body("甲"))
    (folder / "report.json").rename(tmp_path / "乙.json")
    (tmp_path / "other.json").write_text("{}")
    folder.rmdir()
    assert [(p.unit, p.folder) for p in find_places(tmp_path, tmp_path / "out")] == [("乙.json", "乙")]


def test_an_output_folder_around_the_root_hides_nothing(tmp_path):
    write_report(tmp_path / "in" / "甲", body("甲"))
    assert [p.unit for p in find_places(tmp_path / "in", tmp_path)] == ["甲"]
