from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_report.typeset.fonts import READERS_OWN, find_faces
from disclosure_report.typeset.profile import ROLES, load_profile
from disclosure_report.typeset.sfnt import read_members
from tests.typeset.fontfiles import collection, sfnt, write

PROFILE = load_profile()


def test_the_offices_own_faces_serve_without_a_note(tmp_path: Path):
    write(tmp_path, "simfang.ttf", sfnt("FangSong", "仿宋"))
    write(tmp_path, "SIMHEI.TTF", sfnt("SimHei"))
    write(tmp_path, "simsun.ttc", collection(("SimSun",), ("NSimSun",)))
    faces = find_faces(PROFILE, (), (tmp_path,))
    body = faces.chosen["body"]
    assert (body.face.family, body.substituted, body.note) == ("仿宋", False, "")
    assert faces.face("heading1").path == tmp_path / "SIMHEI.TTF"
    assert faces.face("number") == faces.face("table")
    assert {c.role for c in faces.substitutions} == {"title", "heading2"}
    assert faces.embeddable


def test_a_collections_member_is_picked_by_its_name(tmp_path: Path):
    write(tmp_path, "NotoSerifCJK-Regular.ttc", collection(("Noto Serif CJK JP",), ("Noto Serif CJK SC",)))
    faces = find_faces(PROFILE, (), (tmp_path,))
    assert faces.face("table").index == 1


def test_the_fonts_folder_comes_first_whatever_its_files_are_called(tmp_path: Path):
    own = write(tmp_path / "fonts", "我们的字体.ttf", sfnt("仿宋_GB2312"))
    write(tmp_path / "system", "simfang.ttf", sfnt("FangSong"))
    faces = find_faces(PROFILE, (tmp_path / "fonts",), (tmp_path / "system",))
    assert faces.face("body").path == own


def test_a_face_that_may_not_be_embedded_is_passed_over(tmp_path: Path):
    write(tmp_path, "simfang.ttf", sfnt("FangSong", rights=0x0002))
    write(tmp_path, "simsun.ttf", sfnt("SimSun", rights=0x0008))
    faces = find_faces(PROFILE, (), (tmp_path,))
    assert faces.face("body").family == "宋体"
    assert faces.chosen["body"].substituted


@pytest.mark.parametrize(
    ("rights", "embeddable"), [(0, True), (4, True), (8, True), (2, False), (0x100, False), (0x200, False)]
)
def test_embedding_rights(tmp_path: Path, rights, embeddable):
    (member,) = read_members(write(tmp_path, "a.ttf", sfnt("甲", rights=rights)))
    assert member.embeddable is embeddable


@pytest.mark.parametrize(
    "data", [b"", b"ttcf", b"\0\1\0\0\0\xff", b"ttcf\0\0\0\0\xff\xff\xff\xff", b"%PDF-1.4 no font at all"]
)
def test_a_damaged_file_is_no_font(tmp_path: Path, data):
    path = write(tmp_path, "simsun.ttf", data)
    assert read_members(path) == ()
    assert find_faces(PROFILE, (), (tmp_path,)).face("body") == READERS_OWN


def test_without_any_chinese_face_the_readers_own_serves_every_role(tmp_path: Path):
    faces = find_faces(PROFILE, (), (tmp_path,))
    assert not faces.embeddable
    assert all(faces.face(role) == READERS_OWN for role in ROLES)
    assert faces.summary() and len(faces.rows()) == len(ROLES)


def test_a_wished_family_is_found_by_its_name_in_any_file(tmp_path: Path):
    write(tmp_path, "x1.ttf", sfnt("某某公文体"))
    write(tmp_path, "simsun.ttf", sfnt("SimSun"))
    profile = load_profile(overrides={"faces": {"body": "某某公文体"}})
    chosen = find_faces(profile, (), (tmp_path,)).chosen["body"]
    assert (chosen.face.path, chosen.substituted) == (tmp_path / "x1.ttf", False)


def test_the_search_is_done_once(tmp_path: Path):
    assert find_faces(PROFILE, (), (tmp_path,)) is find_faces(PROFILE, (), (tmp_path,))
