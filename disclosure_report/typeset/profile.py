"""A typesetting profile: GB/T 9704 (or another) as data, with a site's own wishes laid over it.

Data files give millimetres for paper and points for type; the properties give what back ends need.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from disclosure_report.typeset.face import Role

#: The profiles that come with the program; the first is the default.
PROFILES: tuple[str, ...] = ("gb9704", "gb33476")
ROLES: tuple[Role, ...] = get_args(Role)
#: Points per millimetre.
MM = 72 / 25.4
#: 字号 → points, as word processors have them.
CHINESE_SIZES: Mapping[str, float] = dict(
    zip(
        (
            "初号",
            "小初",
            "一号",
            "小一",
            "二号",
            "小二",
            "三号",
            "小三",
            "四号",
            "小四",
            "五号",
            "小五",
            "六号",
            "小六",
        ),
        (42, 36, 26, 24, 22, 18, 16, 15, 14, 12, 10.5, 9, 7.5, 6.5),
        strict=True,
    )
)

StyleName: TypeAlias = Literal[
    "title", "body", "heading1", "heading2", "heading3", "heading4", "number", "table", "table_header"
]


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet, mm."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Margins:
    """Page margins of a word processor, mm."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class TypeArea:
    """版心, mm: its left and top edge on the sheet and its extent. Ink fills it."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines a page and characters a line; ``pitch`` and ``advance`` in pt for a page writer, the rest in twips."""

    lines: int
    characters: int
    pitch: float
    advance: float
    word_pitch: int
    word_spacing: int


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Face role, size in pt, bold."""

    face: Role
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class TitleSpec:
    """Line pitch (pt), empty lines before and after, most characters a line."""

    pitch: float
    lines_before: int
    lines_after: int
    characters: int


@dataclass(frozen=True, slots=True)
class PageNumberSpec:
    """``style`` holds a 1 for the number; ``indent`` pt from the type area's edge; ``below`` mm under the type area."""

    position: Literal["outer", "centre"]
    style: str
    indent: float
    below: float

    def text(self, number: int) -> str:
        """The words of a page number: 3 → "— 3 —"."""
        return self.style.replace("1", str(number), 1)

    @property
    def affixes(self) -> tuple[str, str]:
        """What stands before and after the number."""
        before, _, after = self.style.partition("1")
        return before, after


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Tables: sizes, rule and padding in pt, ``leading`` and ``row_height`` in em of the table's size."""

    wide_from: int
    narrow_size: float
    minimum_size: float
    rule: float
    padding: float
    leading: float
    row_height: float
    continued: str


@dataclass(frozen=True, slots=True)
class SignatureSpec:
    """Characters right of the date (sealed) or the agency (unsealed), and empty lines above."""

    sealed_right: int
    unsealed_right: int
    sealed_lines: int
    unsealed_lines: int


@dataclass(frozen=True, slots=True)
class StampSpec:
    """草稿 and 送审稿: size pt, gray 0–1, angle in degrees."""

    size: float
    gray: float
    angle: float


@dataclass(frozen=True, eq=False)
class Profile:
    """Everything that typesetting decides by taste or standard. Compared by identity."""

    key: str
    name: str
    indent: int
    page: Paper
    margins: Margins
    type_area: TypeArea
    grid: Grid
    faces: Mapping[Role, tuple[str, ...]]
    styles: Mapping[StyleName, TextStyle]
    title: TitleSpec
    page_number: PageNumberSpec
    table: TableSpec
    signature: SignatureSpec
    stamp: StampSpec

    def heading(self, level: int) -> TextStyle:
        """The style of a heading: level 1 一、 to 4 （1）; deeper ones are set as level 4."""
        names: tuple[StyleName, ...] = ("heading1", "heading2", "heading3", "heading4")
        return self.styles[names[min(max(level, 1), 4) - 1]]

    def family(self, role: Role) -> str:
        """The family a word processor is told for a role."""
        return self.faces[role][0]

    def table_size(self, columns: int) -> float:
        """Points of the type in a table of so many columns."""
        return self.styles["table"].size if columns >= self.table.wide_from else self.table.narrow_size

    @property
    def page_size(self) -> tuple[float, float]:
        """Paper width and height, pt."""
        return self.page.width * MM, self.page.height * MM

    @property
    def area(self) -> tuple[float, float, float, float]:
        """The type area in pt from the page's bottom left: left, bottom, right, top."""
        area = self.type_area
        top = (self.page.height - area.top) * MM
        return area.left * MM, top - area.height * MM, (area.left + area.width) * MM, top

    @property
    def margin_twips(self) -> Mapping[str, int]:
        """top, bottom, left, right for a word processor (1/20 pt)."""
        m = self.margins
        sides = {"top": m.top, "bottom": m.bottom, "left": m.left, "right": m.right}
        return {side: round(value * MM * 20) for side, value in sides.items()}


def load_profile(name: str = "gb9704", overrides: Mapping[str, Any] | Path | None = None) -> Profile:
    """A profile by name with a site's own values (a mapping, or a TOML file) laid over it.

    Raises ``ValueError`` with a Chinese message that names the key, ``OSError`` when the file cannot be read.
    """
    if overrides is None:
        return _plain(name)
    wishes = _wishes(overrides)
    return _wished(name, _Wishes(repr(wishes), wishes))


@cache
def _plain(name: str) -> Profile:
    return _build(name, _base(name))


@dataclass(frozen=True)
class _Wishes:
    """Values laid over a profile, known by what they say: the units of a site share them, and what is made of them."""

    said: str
    values: Mapping[str, Any] = field(compare=False)


@lru_cache(maxsize=16)
def _wished(name: str, wishes: _Wishes) -> Profile:
    return _build(name, _merged(_base(name), wishes.values, ""))


def _base(name: str) -> dict[str, Any]:
    if name not in PROFILES:
        raise ValueError(f"没有名为“{name}”的版式；可用的版式有：{'、'.join(PROFILES)}")
    base = _data(PROFILES[0])
    return base if name == PROFILES[0] else _merged(base, _data(name), "")


@cache
def _data(name: str) -> dict[str, Any]:
    text = resources.files("disclosure_report.typeset").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _wishes(overrides: Mapping[str, Any] | Path) -> Mapping[str, Any]:
    if not isinstance(overrides, Path):
        return overrides
    try:
        return tomllib.loads(overrides.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ValueError(
            f"版式文件“{overrides.name}”不是有效的 TOML 文件（{fault}），请检查引号、等号和方括号"
        ) from fault


def _merged(base: Mapping[str, Any], wishes: Mapping[str, Any], path: str) -> dict[str, Any]:
    out = dict(base)
    for key, value in wishes.items():
        full = f"{path}{key}"
        if key not in base:
            raise ValueError(f"版式设置中有不认识的键“{full}”；此处可用的键有：{'、'.join(base)}")
        if isinstance(base[key], Mapping):
            if not isinstance(value, Mapping):
                raise ValueError(f"版式设置的“{full}”应当是一组键值，例如 [{full}]")
            value = _merged(base[key], value, f"{full}.")
        out[key] = _checked(full, base[key], value)
    return out


#: Keys that take a size by its Chinese name or in points.
_SIZES = ("size", "narrow_size", "minimum_size")


def _checked(full: str, model: object, value: object) -> object:
    """The value when it is of the kind the key has; numbers must be finite and of the sign the key has."""
    leaf = full.rpartition(".")[2]
    if isinstance(model, Mapping):
        return value
    if full.startswith("faces."):
        return _families(full, value)
    if leaf in _SIZES:
        return _size(full, value)
    if leaf == "position" and value not in ("outer", "centre"):
        raise ValueError(f"版式设置的“{full}”只能是 outer（单页居右、双页居左）或 centre（居中）")
    if full == "page_number.style" and (not isinstance(value, str) or value.count("1") != 1):
        raise ValueError(f'版式设置的“{full}”应当是含有一个 1 的文字，例如 "— 1 —" 或 "-1-"')
    if leaf == "face" and value not in ROLES:
        raise ValueError(f"版式设置的“{full}”只能是：{'、'.join(ROLES)}")
    return _same_kind(full, model, value)


def _same_kind(full: str, model: object, value: object) -> object:
    if isinstance(model, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not type(model):
        kinds = {bool: "true 或 false", int: "整数", float: "数字", str: "文字"}
        raise ValueError(f"版式设置的“{full}”应当是{kinds[type(model)]}，而不是“{value}”")
    lowest = 1 if full.startswith(("grid.", "page.", "type_area.")) else 0
    if isinstance(value, int | float) and full != "grid.word_spacing" and not lowest <= value < 10000:
        raise ValueError(f"版式设置的“{full}”超出了合理范围：{value}")
    return value


def _families(full: str, value: object) -> list[str]:
    families = [value] if isinstance(value, str) else value
    if not isinstance(families, list) or not families or not all(isinstance(f, str) and f.strip() for f in families):
        raise ValueError(f'版式设置的“{full}”应当是字体名称，例如 "华文仿宋"，或几个字体名称的列表')
    return [f.strip() for f in families]


def _size(full: str, value: object) -> float:
    size = CHINESE_SIZES.get(value) if isinstance(value, str) else value
    if isinstance(size, bool) or not isinstance(size, int | float) or not 4 <= size <= 400:
        raise ValueError(f"版式设置的“{full}”应当是字号（如“三号”）或 4 到 400 之间的磅值，而不是“{value}”")
    return float(size)


def _fits(data: Mapping[str, Any]) -> None:
    """The grid inside the type area, the type area on the paper, to a millimetre."""
    grid, area, page = data["grid"], data["type_area"], data["page"]
    high = ((grid["lines"] - 1) * grid["pitch"] + grid["advance"]) / MM
    wide = grid["characters"] * grid["advance"] / MM
    if high > area["height"] + 1:
        raise ValueError(f"版式设置的“grid.lines”乘“grid.pitch”高 {high:.0f} 毫米，超出版心“type_area.height”")
    if wide > area["width"] + 1:
        raise ValueError(f"版式设置的“grid.characters”乘“grid.advance”宽 {wide:.0f} 毫米，超出版心“type_area.width”")
    if area["left"] + area["width"] > page["width"] or area["top"] + area["height"] > page["height"]:
        raise ValueError("版式设置的“type_area”超出纸张“page”，请减小版心或页边")


def _build(key: str, data: Mapping[str, Any]) -> Profile:
    _fits(data)
    styles = {
        name: TextStyle(style["face"], _size(f"styles.{name}.size", style["size"]), style["bold"])
        for name, style in data["styles"].items()
    }
    table = dict(data["table"], narrow_size=_size("table.narrow_size", data["table"]["narrow_size"]))
    return Profile(
        key=key,
        name=data["name"],
        indent=data["indent"],
        page=Paper(**data["page"]),
        margins=Margins(**data["margins"]),
        type_area=TypeArea(**data["type_area"]),
        grid=Grid(**data["grid"]),
        faces={role: tuple(data["faces"][role]) for role in ROLES},
        styles=styles,
        title=TitleSpec(**data["title"]),
        page_number=PageNumberSpec(**data["page_number"]),
        table=TableSpec(**table),
        signature=SignatureSpec(**data["signature"]),
        stamp=StampSpec(**data["stamp"]),
    )
