from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from disclosure_report.typeset.fonts import FaceSet, find_faces
from disclosure_report.typeset.metrics import INVISIBLE, measures_of, metrics_of, resolve, settable
from disclosure_report.typeset.profile import load_profile

PROFILE = load_profile()
#: Two characters of Extension B, and a private-use character that no font has.
RARE, NOWHERE = "\U00020bb7\U0002000b", "\U0010fffd"


@pytest.fixture
def readers_own(tmp_path: Path) -> FaceSet:
    return find_faces(PROFILE, (), (tmp_path,))


@pytest.fixture(scope="module")
def faces() -> FaceSet:
    found = find_faces(PROFILE)
    if not found.embeddable:
        pytest.skip("this machine has no Chinese font")
    return found


def test_full_width_marks_are_one_em_in_every_role(faces):
    for role in ("title", "body", "heading1", "heading2", "number", "table", "table_header"):
        assert measures_of(faces)[role].advances("“政府”‘’—…·，") == [1.0] * 10


def test_a_narrow_glyph_is_moved_within_its_cell(faces):
    for role in ("body", "title"):
        natural = metrics_of(faces.face(role)).advance("“")
        opening, closing = resolve("“", role, faces), resolve("”", role, faces)
        assert opening.shift == pytest.approx(1 - natural if natural < 0.998 else 0.0)
        assert closing.shift == 0.0


def test_a_mark_between_latin_letters_belongs_to_the_word(faces):
    natural = metrics_of(faces.face("body")).advance("’")
    assert natural and measures_of(faces)["body"].advances("it’s")[2] == natural


def test_a_character_no_face_has_gets_a_visible_substitute(faces):
    glyph = resolve(NOWHERE, "body", faces)
    assert glyph.missing and glyph.painted in "〓□?" and glyph.advance > 0
    assert metrics_of(glyph.face).has(glyph.painted)


def test_a_character_the_role_lacks_comes_from_a_face_that_has_it(faces):
    for character in RARE:
        glyph = resolve(character, "heading2", faces)
        assert glyph.missing or metrics_of(glyph.face).has(character)


def test_the_readers_own_face_has_what_gb2312_has(readers_own):
    own = measures_of(readers_own)["body"]
    assert own.advances("政a1，—") == [1.0, 0.5, 0.5, 1.0, 1.0]
    assert resolve("\U00020bb7", "body", readers_own).missing


def test_equal_face_sets_share_their_measures(readers_own):
    again = pickle.loads(pickle.dumps(readers_own))
    assert again is not readers_own
    assert measures_of(again) is measures_of(readers_own)


def test_unseen_characters_take_no_room(readers_own):
    text = settable("政\u200d府\t信\ufe00息\u00a0公")
    assert text == f"政{INVISIBLE}府 信{INVISIBLE}息 公"
    assert measures_of(readers_own)["body"].width("政\u200d府") == 2.0
