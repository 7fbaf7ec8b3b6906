"""Font programs: a face opened once, and the subset of it that a file embeds (HarfBuzz)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import uharfbuzz as hb  # type: ignore[import-untyped]

from disclosure_report.typeset.face import Face
from disclosure_report.writers.pdf.cff import cid_keyed

#: What a PDF has no use for: layout, names and the character map (Identity-H maps codes to glyphs itself).
_UNUSED = (
    "GSUB GPOS GDEF BASE JSTF cmap vhea vmtx VORG post name OS/2 DSIG gasp kern MVAR STAT HVAR VVAR LTSH VDMX hdmx PCLT"
)
_UNUSED_TAGS = tuple(int.from_bytes(tag.encode("ascii").ljust(4), "big") for tag in _UNUSED.split())
_FLAGS = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.CFF_IDENTITY_CHARSET
_VARIABLE_CFF = hb.SubsetFlags.DOWNGRADE_CFF2
_POSTSCRIPT_NAME, _FAMILY_NAME = hb.OTNameIdPredefined(6), hb.OTNameIdPredefined(1)


@dataclass(frozen=True, eq=False)
class Program:
    """A face of a font file, ready to be asked for glyphs."""

    face: Any
    font: Any
    name: str

    def glyph(self, character: str) -> int | None:
        """The glyph of a character, ``None`` when the face lacks it."""
        found: int | None = self.font.get_nominal_glyph(ord(character))
        return found

    @property
    def upem(self) -> int:
        """Font units in one em."""
        return int(self.face.upem)

    def metrics(self) -> Metrics:
        """The numbers of the font descriptor, in thousandths of an em."""
        head, hhea, os2 = (self.face.reference_table(tag).data for tag in ("head", "hhea", "OS/2"))
        scale = 1000 / self.upem
        box = struct.unpack_from(">4h", head, 36)
        ascent, descent = struct.unpack_from(">2h", hhea, 4)
        weight = struct.unpack_from(">H", os2, 4)[0] if len(os2) > 6 else 400
        height = struct.unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else ascent
        units = [round(v * scale) for v in (*box, ascent, descent, height or ascent)]
        units.append(round(50 + (weight / 65) ** 2))
        return Metrics(*units)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Font box, ascent, descent, height of capitals and width of stems, in thousandths of an em."""

    left: int
    bottom: int
    right: int
    top: int
    ascent: int
    descent: int
    capitals: int
    stem: int


@dataclass(frozen=True, slots=True)
class Subset:
    """An embeddable font program. ``glyphs``: glyph of the face → CID; ``widths[cid]`` in thousandths of an em."""

    data: bytes
    is_cff: bool
    glyphs: Mapping[int, int]
    widths: tuple[float, ...]


def open_program(face: Face) -> Program:
    """The face's font program, kept open for the next document; ``OSError`` when the file is gone."""
    if face.path is None:
        raise ValueError("the reader's own font has no program")
    stat = face.path.stat()
    return _open(str(face.path), face.index, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=32)
def _open(path: str, index: int, _modified: int, _size: int) -> Program:
    face = hb.Face(hb.Blob.from_file_path(path), index)
    name = face.get_name(_POSTSCRIPT_NAME) or face.get_name(_FAMILY_NAME) or ""
    return Program(face, hb.Font(face), name)


@lru_cache(maxsize=24)
def subset(program: Program, characters: frozenset[str]) -> Subset:
    """The program cut down to the glyphs of the characters (and those they are built of), renumbered from 0, unhinted.

    Asked by character, not by glyph: HarfBuzz then reads the character map at these places only (2 ms less a face).
    Kept, because the faces of tables and headings are asked for the same characters by nearly every report of a batch:
    cutting them down takes 1 to 2 ms each where the program is a large CFF.
    """
    face = program.face
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    wanted.drop_table_tag_set.update(_UNUSED_TAGS)
    wanted.flags = _FLAGS
    if face.has_var_data:
        wanted.pin_all_axes_to_default(face)
        wanted.flags = _FLAGS | _VARIABLE_CFF
    plan = hb.SubsetPlan(face, wanted)
    made = plan.execute()
    is_cff = "CFF " in made.table_tags
    data = cid_keyed(made.reference_table("CFF ").data) if is_cff else made.blob.data
    return Subset(data, is_cff, dict(plan.old_to_new_glyph_mapping), _widths(made))


def _widths(made: Any) -> tuple[float, ...]:
    """From the subset's own hmtx, so that the file's widths and the program's are the same."""
    hhea, hmtx = made.reference_table("hhea").data, made.reference_table("hmtx").data
    count = struct.unpack_from(">H", hhea, 34)[0]
    advances = [advance for advance, _ in struct.iter_unpack(">Hh", hmtx[: 4 * count])]
    advances += [advances[-1]] * (made.glyph_count - count)
    scale = 1000 / made.upem
    return tuple(round(advance * scale, 2) for advance in advances)
