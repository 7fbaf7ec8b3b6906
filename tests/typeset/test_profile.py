from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from disclosure_report.typeset.profile import MM, PROFILES, ROLES, load_profile


def test_the_default_is_gb9704_with_the_measured_constants():
    profile = load_profile()
    left, bottom, right, top = profile.area
    assert (profile.grid.lines, profile.grid.characters) == (22, 28)
    assert (right - left, top - bottom) == pytest.approx((156 * MM, 225 * MM))
    assert profile.margin_twips == {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474}
    assert (profile.grid.word_pitch, profile.grid.word_spacing) == (579, -5)


@pytest.mark.parametrize("name", PROFILES)
def test_the_grid_fills_the_type_area(name):
    profile = load_profile(name)
    grid, area = profile.grid, profile.type_area
    assert grid.characters * grid.advance == pytest.approx(area.width * MM, abs=0.01)
    assert (grid.lines - 1) * grid.pitch + grid.advance == pytest.approx(area.height * MM, abs=0.3)


def test_gb33476_differs_in_the_word_processors_numbers_only():
    other, base = load_profile("gb33476"), load_profile()
    assert (other.margins.top, other.margins.bottom, other.grid.word_pitch) == (34.58, 32.58, 592)
    assert (other.styles, other.type_area) == (base.styles, base.type_area)


def test_every_role_has_wanted_families():
    assert all(load_profile().faces[role] for role in ROLES)


def test_a_site_lays_its_own_values_over(tmp_path: Path):
    wishes = tmp_path / "版式.toml"
    wishes.write_text(
        '[faces]\nbody = "华文仿宋"\n[styles.heading3]\nbold = true\n[styles.body]\nsize = "四号"\n'
        '[page_number]\nposition = "centre"\nstyle = "-1-"\n[styles.table]\nsize = 9\n',
        encoding="utf-8",
    )
    profile = load_profile(overrides=wishes)
    assert profile.family("body") == "华文仿宋"
    assert profile.heading(3).bold and not profile.heading(2).bold
    assert (profile.styles["body"].size, profile.table_size(10)) == (14, 9)
    assert (profile.page_number.position, profile.page_number.text(12)) == ("centre", "-12-")


@pytest.mark.parametrize(
    ("wishes", "named"),
    [
        ({"colour": 1}, "colour"),
        ({"page_number": {"colour": 1}}, "page_number.colour"),
        ({"page_number": 1}, "page_number"),
        ({"page_number": {"position": "left"}}, "page_number.position"),
        ({"page_number": {"style": "第一页"}}, "page_number.style"),
        ({"styles": {"body": {"size": "大号"}}}, "styles.body.size"),
        ({"styles": {"body": {"size": float("nan")}}}, "styles.body.size"),
        ({"styles": {"body": {"size": True}}}, "styles.body.size"),
        ({"styles": {"body": {"face": "serif"}}}, "styles.body.face"),
        ({"styles": {"body": {"bold": "yes"}}}, "styles.body.bold"),
        ({"grid": {"lines": 2.5}}, "grid.lines"),
        ({"grid": {"lines": 0}}, "grid.lines"),
        ({"grid": {"pitch": -3}}, "grid.pitch"),
        ({"grid": {"lines": 30}}, "grid.lines"),
        ({"grid": {"characters": 32}}, "grid.characters"),
        ({"type_area": {"left": 90}}, "type_area"),
        ({"faces": {"body": []}}, "faces.body"),
        ({"faces": {"body": [1]}}, "faces.body"),
    ],
)
def test_a_wrong_key_or_value_is_named(wishes, named):
    with pytest.raises(ValueError, match=named):
        load_profile(overrides=wishes)


def test_an_unknown_profile_and_broken_toml_are_value_errors(tmp_path: Path):
    with pytest.raises(ValueError, match="gb1"):
        load_profile("gb1")
    broken = tmp_path / "版式.toml"
    broken.write_bytes(b"[faces\n\xff")
    with pytest.raises(ValueError, match=r"版式\.toml"):
        load_profile(overrides=broken)


def test_a_profile_travels_between_processes():
    profile = load_profile()
    assert pickle.loads(pickle.dumps(profile)).styles == profile.styles


def test_sites_with_the_same_wishes_share_a_profile_and_1_is_not_true(tmp_path: Path):
    file = tmp_path / "版式.toml"
    file.write_text("[table]\nrule = 0.75\n", encoding="utf-8")
    assert load_profile(overrides=file) is load_profile(overrides={"table": {"rule": 0.75}})
    file.write_text("[table]\nrule = 1.0\n", encoding="utf-8")
    assert load_profile(overrides=file).table.rule == 1.0
    assert load_profile(overrides={"table": {"rule": 1}}).table.rule == 1.0
    with pytest.raises(ValueError, match=r"table\.rule"):
        load_profile(overrides={"table": {"rule": True}})
