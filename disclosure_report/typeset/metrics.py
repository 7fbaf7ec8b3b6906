"""Advances of characters in the faces that serve, in em, and which face has a character.

East Asian wide characters and “ ” ‘ ’ — … · are one em wide whatever a face says (CLREQ 3.1, GB/T 15834-2011 5.1);
a glyph narrower than its cell is moved within it: an opening mark to the right, a closing mark to the left, others to
the middle.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from disclosure_report.typeset.face import Face, Role
from disclosure_report.typeset.fonts import FaceSet

#: Marks that Latin faces draw narrow and Chinese text sets one em wide.
FULL_WIDTH_MARKS = frozenset("“”‘’—…·")
#: What stands for a character no face has, the first one a face does have.
SUBSTITUTES = "〓□?"
#: Set as nothing: controls, format characters, variation selectors.
INVISIBLE = "\u200b"
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_BLANK = re.compile("[\t\n\v\f\r\u00a0]")
_LETTER = r"[A-Za-z\u00c0-\u024f]"
#: The same marks between Latin letters belong to the Latin word (it’s, Jean·Paul).
_LATIN_MARK = re.compile(rf"[‘’—·](?<={_LETTER}.)(?={_LETTER})")


class FontMetrics:
    """A face's characters and their advances in em. The reader's own face: wide 1 em, others half."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._font: Any = None
        self._upem = 1000
        if face.path is not None:
            import uharfbuzz  # type: ignore[import-untyped]

            loaded = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)), face.index)
            self._font, self._upem = uharfbuzz.Font(loaded), loaded.upem

    def has(self, character: str) -> bool:
        """Whether the face can show the character."""
        if self._font is None:
            return _in_readers_own(character)
        return bool(self._font.get_nominal_glyph(ord(character)))

    def advance(self, character: str) -> float:
        """The advance the face itself gives, em; 0 for a character it lacks."""
        if self._font is None:
            return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5
        glyph = self._font.get_nominal_glyph(ord(character))
        return float(self._font.get_glyph_h_advance(glyph)) / self._upem if glyph else 0.0


@cache
def metrics_of(face: Face) -> FontMetrics:
    """The metrics of a face, opened once per process."""
    return FontMetrics(face)


def _in_readers_own(character: str) -> bool:
    """Adobe-GB1 as readers ship it: what GB 2312 has."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in FULL_WIDTH_MARKS or character in "〔〕"
    return True


@dataclass(frozen=True, slots=True)
class Glyph:
    """How a character is set in a role: the face, what is painted, advance and shift in em, whether it is missing."""

    face: Face
    painted: str
    advance: float
    shift: float
    missing: bool = False


def resolve(character: str, role: Role, faces: FaceSet) -> Glyph:
    """The role's own face, else the first fallback that has the character, else a visible substitute."""
    own = faces.face(role)
    for face in (own, *faces.fallbacks):
        if metrics_of(face).has(character):
            return _glyph(face, character, character, missing=False)
    for painted in SUBSTITUTES:
        if metrics_of(own).has(painted):
            return _glyph(own, painted, painted, missing=True)
    return Glyph(own, "?", 0.5, 0.0, missing=True)


def _glyph(face: Face, character: str, painted: str, *, missing: bool) -> Glyph:
    natural = metrics_of(face).advance(painted)
    if character not in FULL_WIDTH_MARKS and unicodedata.east_asian_width(character) not in "WF":
        return Glyph(face, painted, natural, 0.0, missing)
    return Glyph(face, painted, 1.0, _shift(character, natural), missing)


def _shift(character: str, natural: float) -> float:
    spare = 1.0 - natural
    if abs(spare) < 0.002:
        return 0.0
    category = unicodedata.category(character)
    if category in ("Pi", "Ps"):
        return spare
    return 0.0 if category in ("Pf", "Pe") else spare / 2


class RoleMetrics(dict[str, float]):
    """Character → advance in em for one role; filled as characters are met. ``special`` holds those set unusually."""

    def __init__(self, role: Role, faces: FaceSet) -> None:
        super().__init__()
        self.face = faces.face(role)
        self.special: dict[str, Glyph] = {}
        self._role, self._faces = role, faces
        self[INVISIBLE] = 0.0

    def __missing__(self, character: str) -> float:
        glyph = resolve(character, self._role, self._faces)
        if glyph.face != self.face or glyph.shift or glyph.missing:
            self.special[character] = glyph
        self[character] = glyph.advance
        return glyph.advance

    def advances(self, text: str) -> list[float]:
        """Advances in em of a text that ``settable`` has gone over; marks inside a Latin word keep their own width."""
        out = [self[c] for c in text]
        for match in _LATIN_MARK.finditer(text):
            face = self.special[match[0]].face if match[0] in self.special else self.face
            out[match.start()] = metrics_of(face).advance(match[0]) or 0.5
        return out

    def are_plain(self, text: str) -> bool:
        """Whether all characters, measured before, are set as the role's own face has them."""
        return self.special.keys().isdisjoint(text)

    def width(self, text: str) -> float:
        """The width of a text in em, unjustified."""
        return sum(self.advances(settable(text)))


def settable(text: str) -> str:
    """The text with blanks as spaces and unseen characters as one of no width; same length, same offsets."""
    if text.isprintable():
        return text
    return _UNSEEN.sub(INVISIBLE, _BLANK.sub(" ", text))


class Measures:
    """The role metrics of a face set, made once and kept for all documents of a process."""

    def __init__(self, faces: FaceSet) -> None:
        self._faces = faces
        self._roles: dict[Role, RoleMetrics] = {}

    def missing(self) -> frozenset[str]:
        """The characters met so far that no face has."""
        specials = (role.special for role in self._roles.values())
        return frozenset(c for special in specials for c, glyph in special.items() if glyph.missing)

    def __getitem__(self, role: Role) -> RoleMetrics:
        if role not in self._roles:
            self._roles[role] = RoleMetrics(role, self._faces)
        return self._roles[role]


@lru_cache(maxsize=64)
def measures_of(faces: FaceSet) -> Measures:
    """The measures of a face set; equal sets (one sent to another process, say) share them."""
    return _measures_by_value((tuple(faces.chosen.values()), faces.fallbacks), _Unhashed(faces))


@dataclass(frozen=True)
class _Unhashed:
    """Carries a face set past a cache that is keyed by what the set holds."""

    faces: FaceSet = field(compare=False)


@lru_cache(maxsize=64)
def _measures_by_value(key: tuple[object, ...], carried: _Unhashed) -> Measures:
    return Measures(carried.faces)
