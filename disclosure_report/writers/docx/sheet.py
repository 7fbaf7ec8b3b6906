"""The profile in Word's units: what the template's placeholders stand for.

Twips are 1/20 pt, ``sz`` is in half points, a border's ``sz`` in eighths of a point.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from disclosure_report.typeset.face import Role
from disclosure_report.typeset.profile import MM, Profile, TextStyle

#: Line height of the page number, in em of its size: near one, so that word processors agree where the baseline is.
NUMBER_LEADING = 1.15
#: Where a word processor puts the baseline of a line of exact height: this part of the height above its bottom.
BASELINE = 0.2
#: The middle of the 一字线 above the baseline, em (measured in 宋体 faces).
DASH_HEIGHT = 0.38
#: Header distance, twips (15 mm); only the stamp of a draft stands in the header.
HEADER_DISTANCE = 851


def twips(points: float) -> int:
    """Points in twips."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points in half points."""
    return round(points * 2)


def face(profile: Profile, role: Role) -> str:
    """``w:rFonts`` that names one family for every script, so that no theme font and no Latin default shows."""
    name = quoteattr(profile.family(role))
    return f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"


def bold(style: TextStyle) -> str:
    """The bold switches of a style, or nothing."""
    return "<w:b/><w:bCs/>" if style.bold else ""


def size(points: float) -> str:
    """``w:sz`` and ``w:szCs``."""
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def values(profile: Profile) -> dict[str, str]:
    """Every placeholder of the template's parts but those of the stamp and the properties."""
    return {**_page(profile), **_faces(profile), **_types(profile), **_tables(profile), **_number(profile)}


def _page(profile: Profile) -> dict[str, str]:
    grid, title = profile.grid, profile.title
    numbers = {
        "page_width": twips(profile.page.width * MM),
        "page_height": twips(profile.page.height * MM),
        **profile.margin_twips,
        "pitch": grid.word_pitch,
        "tracking": grid.word_spacing,
        "indent_chars": profile.indent * 100,
        "indent": twips(profile.indent * profile.styles["body"].size),
        "title_pitch": twips(title.pitch),
        "title_before": title.lines_before * grid.word_pitch,
        "title_after": title.lines_after * grid.word_pitch,
        "header_distance": HEADER_DISTANCE,
        "footer_distance": footer_distance(profile),
    }
    return {key: str(value) for key, value in numbers.items()}


def footer_distance(profile: Profile) -> int:
    """Twips from the page's lower edge to the footer, so that the dash is where clause 7.5 puts it."""
    number = profile.styles["number"].size
    area = profile.type_area
    dash = (profile.page.height - area.top - area.height - profile.page_number.below) * MM
    return twips(dash - number * (DASH_HEIGHT + BASELINE * NUMBER_LEADING))


def _faces(profile: Profile) -> dict[str, str]:
    return {
        "body": escape(profile.family("body"), {'"': "&quot;"}),
        "heading1": escape(profile.family("heading1"), {'"': ""}),
        "body_size": str(half_points(profile.styles["body"].size)),
        "heading1_face": face(profile, "heading1"),
        "table_face": face(profile, profile.styles["table"].face) + bold(profile.styles["table"]),
        "header_face": face(profile, profile.styles["table_header"].face) + bold(profile.styles["table_header"]),
        "number_type": face(profile, profile.styles["number"].face) + bold(profile.styles["number"]),
        "fonts": "".join(_font(families) for families in dict.fromkeys(profile.faces.values())),
    }


def _font(families: tuple[str, ...]) -> str:
    """A font with the name of its nearest relation, which a word processor takes where the first is absent."""
    second = f"<w:altName w:val={quoteattr(families[1])}/>" if len(families) > 1 else ""
    return (
        f"<w:font w:name={quoteattr(families[0])}>{second}"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
    )


def _types(profile: Profile) -> dict[str, str]:
    out = {}
    for level in (1, 2, 3, 4):
        style = profile.heading(level)
        out[f"heading{level}_type"] = face(profile, style.face) + bold(style) + size(style.size)
    title = profile.styles["title"]
    out["title_type"] = face(profile, title.face) + bold(title) + '<w:spacing w:val="0"/>' + size(title.size)
    return out


def _tables(profile: Profile) -> dict[str, str]:
    table = profile.table
    return {
        "narrow_size": str(half_points(table.narrow_size)),
        "table_size": str(half_points(profile.styles["table"].size)),
        "cell_pitch": str(twips(profile.styles["table"].size * table.leading)),
        "rule": str(round(table.rule * 8)),
        "padding": str(twips(table.padding)),
    }


def _number(profile: Profile) -> dict[str, str]:
    number = profile.page_number
    before, after = number.affixes
    odd, even = ("center", "center") if number.position == "centre" else ("right", "left")
    return {
        "number_size": str(half_points(profile.styles["number"].size)),
        "number_pitch": str(twips(profile.styles["number"].size * NUMBER_LEADING)),
        "number_before": escape(before),
        "number_after": escape(after),
        "odd_side": odd,
        "odd_place": _place(odd, number.indent),
        "even_place": _place(even, number.indent),
    }


def _place(side: str, indent: float) -> str:
    ind = "" if side == "center" else f'<w:ind w:{side}="{twips(indent)}"/>'
    return f'{ind}<w:jc w:val="{side}"/>'
