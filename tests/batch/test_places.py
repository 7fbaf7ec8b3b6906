from __future__ import annotations

import hashlib

import pytest

from disclosure_report.batch.places import find_places, hash_file, hash_input
from disclosure_report.rollup.register import natural_order
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


def test_numbers_in_names_are_in_their_order(tmp_path):
    names = ["第2区", "第10区", "第2区/1科", "第02区", "第1区", "区", "10", "9", "a1", "a"]
    assert sorted(names, key=natural_order) == [
        "9",
        "10",
        "a",
        "a1",
        "区",
        "第1区",
        "第02区",
        "第2区",
        "第2区/1科",
        "第10区",
    ]
    for name in ("第10区", "第2区", "第1区"):
        write_report(tmp_path / name, body(name))
    assert [p.unit for p in find_places(tmp_path, tmp_path / "out")] == ["第1区", "第2区", "第10区"]


def test_an_output_folder_is_known_through_links_too(tmp_path):
    write_report(tmp_path / "real" / "甲", body("甲"))
    write_report(tmp_path / "real" / "out" / "乙", body("乙"))
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [p.unit for p in find_places(tmp_path / "link", tmp_path / "real" / "out")] == ["甲"]
    assert [p.unit for p in find_places(tmp_path / "real", tmp_path / "link" / "out")] == ["甲"]


@pytest.mark.parametrize("size", [0, 1, 2047, 1_048_575, 1_048_576, 2_500_000])
def test_a_hash_is_of_the_whole_file(tmp_path, size):
    (tmp_path / "f").write_bytes(bytes(n % 251 for n in range(size)))
    assert hash_file(tmp_path / "f") == hashlib.sha256((tmp_path / "f").read_bytes()).hexdigest()


def test_an_input_is_its_files_or_says_why_not(tmp_path):
    folder = write_report(tmp_path / "甲", body("甲"))
    for name in (".hidden", "~$lock.xlsx"):
        (folder / name).write_bytes(b"x")
    expected = [("report.json", hash_file(folder / "report.json"))]
    assert hash_input(str(folder)) == expected == hash_input(str(folder / "report.json"))
    assert hash_input(str(tmp_path / "gone")) == [("", "FileNotFoundError")]
    assert hash_file(tmp_path) == "IsADirectoryError"
