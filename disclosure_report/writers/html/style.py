"""The page's style sheet: the profile's faces, sizes and margins in CSS."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from string import Template

from disclosure_report.typeset.face import Role
from disclosure_report.typeset.profile import Profile

#: What browsers have where the profile's own families are absent.
_FALLBACK: dict[Role, tuple[str, ...]] = {
    "title": ("STZhongsong", "Noto Serif CJK SC", "serif"),
    "body": ("FangSong", "STFangsong", "Noto Serif CJK SC", "serif"),
    "heading1": ("SimHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif"),
    "heading2": ("KaiTi", "STKaiti", "LXGW WenKai", "serif"),
    "number": ("SimSun", "Songti SC", "Noto Serif CJK SC", "serif"),
    "table": ("SimSun", "Songti SC", "Noto Serif CJK SC", "serif"),
    "table_header": ("SimHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif"),
}
_GENERIC = ("serif", "sans-serif")


@lru_cache(maxsize=8)
def style_sheet(profile: Profile) -> str:
    """CSS for screen, narrow phones and A4 paper."""
    text = files("disclosure_report.writers.html").joinpath("style.css").read_text(encoding="utf-8")
    return Template(text).substitute(_values(profile))


def _values(profile: Profile) -> dict[str, str]:
    margins = profile.margins
    before, after = profile.page_number.affixes
    return {
        **{role: _families(role, profile) for role in _FALLBACK},
        "heading_weight": "bold" if profile.heading(1).bold else "normal",
        "margins": f"{margins.top:g}mm {margins.right:g}mm {margins.bottom:g}mm {margins.left:g}mm",
        "before": _escaped(before),
        "after": _escaped(after),
        "size": f"{profile.styles['body'].size:g}pt",
        "pitch": f"{profile.grid.word_pitch / 20:g}pt",
        "title_size": f"{profile.styles['title'].size:g}pt",
        "title_pitch": f"{profile.title.pitch:g}pt",
        "table_size": f"{profile.styles['table'].size:g}pt",
        "narrow_size": f"{profile.table.narrow_size:g}pt",
        "number_size": f"{profile.styles['number'].size:g}pt",
    }


def _families(role: Role, profile: Profile) -> str:
    names = (*profile.faces[role], *_FALLBACK[role])
    return ", ".join(n if n in _GENERIC else f'"{_escaped(n)}"' for n in names)


def _escaped(text: str) -> str:
    """Safe inside a CSS string and inside a ``style`` element: whatever is not a plain character as its code point."""
    return "".join(c if c.isalnum() or c in " _-—" else f"\\{ord(c):x} " for c in text)
