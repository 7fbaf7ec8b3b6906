"""Which font face serves which role on this machine, and what had to be substituted.

An office's own faces come first (a ``fonts`` folder, then the system's), then open ones; where no Chinese face may be
embedded at all, the PDF reader's own serves (reportlab's CID font STSong-Light).
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from disclosure_report.typeset.face import Face, Role
from disclosure_report.typeset.profile import ROLES, Profile
from disclosure_report.typeset.sfnt import Member, read_members

#: The reader's own Chinese face, never embedded.
READERS_OWN = Face("STSong-Light", None)
ROLE_LABELS: Mapping[Role, str] = {
    "title": "标题",
    "body": "正文",
    "heading1": "一级标题",
    "heading2": "二级标题",
    "number": "页码",
    "table": "表格",
    "table_header": "表头",
}
FONT_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")


@dataclass(frozen=True, slots=True)
class ChosenFace:
    """The face of a role; ``wanted`` is the family the profile asks for first, ``note`` tells the user what differs."""

    role: Role
    face: Face
    wanted: str
    substituted: bool
    note: str


@dataclass(frozen=True, eq=False)
class FaceSet:
    """The faces of all roles, and faces to try in order for characters a role's own face lacks."""

    chosen: Mapping[Role, ChosenFace]
    fallbacks: tuple[Face, ...] = ()

    def face(self, role: Role) -> Face:
        """The face that serves a role."""
        return self.chosen[role].face

    @property
    def embeddable(self) -> bool:
        """Whether every face comes from a file that a PDF may hold."""
        return all(c.face.path is not None for c in self.chosen.values())

    @property
    def substitutions(self) -> tuple[ChosenFace, ...]:
        """The roles whose face is not one the profile asks for."""
        return tuple(c for c in self.chosen.values() if c.substituted)

    def summary(self) -> str:
        """One Chinese line: which faces serve, what is substituted."""
        if not self.embeddable:
            return "字体：本机没有可以嵌入的中文字体，PDF 将使用阅读软件自带的宋体，不同电脑上看到的字形可能不同"
        serving = "、".join(f"{ROLE_LABELS[c.role]}{c.face.family}" for c in self.chosen.values())
        missing = dict.fromkeys(c.wanted for c in self.substitutions)
        return f"字体：{serving}" + (f"（本机没有{'、'.join(missing)}，已用相近字体代替）" if missing else "")

    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Role in Chinese, family, file ("" for the reader's own), what is substituted ("" for nothing)."""
        return tuple((ROLE_LABELS[c.role], c.face.family, str(c.face.path or ""), c.note) for c in self.chosen.values())


def find_faces(profile: Profile, extra_dirs: Sequence[Path] = (), system_dirs: Sequence[Path] | None = None) -> FaceSet:
    """The faces of a profile's roles on this machine; ``extra_dirs`` come first. Found once per process."""
    wishes = tuple((role, profile.faces[role]) for role in ROLES)
    system = tuple(system_dirs) if system_dirs is not None else system_font_dirs()
    return _find(wishes, tuple(extra_dirs), system)


def system_font_dirs() -> tuple[Path, ...]:
    """Where this system keeps fonts: the user's own first."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() fails for a user without a home
    return _font_dirs(sys.platform, Path(home), *map(os.environ.get, ("LOCALAPPDATA", "WINDIR", "XDG_DATA_HOME")))


@lru_cache(maxsize=8)
def _font_dirs(platform: str, home: Path, local: str | None, windows: str | None, data: str | None) -> tuple[Path, ...]:
    if platform == "win32":
        own = Path(local) if local is not None else home / "AppData" / "Local"
        return own / "Microsoft" / "Windows" / "Fonts", Path(windows or r"C:\Windows") / "Fonts"
    if platform == "darwin":
        system = Path("/System/Library")
        downloaded = sorted(system.joinpath("AssetsV2").glob("com_apple_MobileAsset_Font*"))
        return home / "Library" / "Fonts", Path("/Library/Fonts"), system / "Fonts", *downloaded
    share = Path(data) if data is not None else home / ".local" / "share"
    return share / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")


@lru_cache(maxsize=32)
def _find(
    wishes: tuple[tuple[Role, tuple[str, ...]], ...], extra: tuple[Path, ...], system: tuple[Path, ...]
) -> FaceSet:
    shelf = Shelf(extra, system)
    substitutes: Mapping[str, list[str]] = _families()["substitutes"]
    chosen = {role: _choose(shelf, role, families, substitutes) for role, families in wishes}
    if any(c.face.path is None for c in chosen.values()):
        return FaceSet({role: _readers_own(role, families[0]) for role, families in wishes})
    rare = (shelf.find(family) for family in _families()["rare"]["families"])
    return FaceSet(chosen, tuple(dict.fromkeys(face for face in rare if face)))


def _choose(shelf: Shelf, role: Role, families: tuple[str, ...], substitutes: Mapping[str, list[str]]) -> ChosenFace:
    for family in families:
        if face := shelf.find(family):
            return ChosenFace(role, face, families[0], False, "")
    for family in (*substitutes[role], *substitutes["any"]):
        if face := shelf.find(family):
            note = f"本机没有{families[0]}，用{face.family}代替"
            return ChosenFace(role, face, families[0], True, note)
    return _readers_own(role, families[0])


def _readers_own(role: Role, wanted: str) -> ChosenFace:
    note = f"本机没有{wanted}，也没有可以嵌入的中文字体，由 PDF 阅读软件用自带的宋体显示"
    return ChosenFace(role, READERS_OWN, wanted, True, note)


@cache
def _families() -> dict[str, dict[str, list[str]]]:
    path = resources.files("disclosure_report.typeset").joinpath("data", "faces.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    known = data["families"]
    return {
        "names": {family: [family, *spec["names"]] for family, spec in known.items()},
        "files": {family: spec["files"] for family, spec in known.items()},
        "substitutes": data["substitutes"],
        "rare": data["rare"],
    }


class Shelf:
    """The font files of some folders: opened only when a family is asked for that a file may hold."""

    def __init__(self, extra: Sequence[Path], system: Sequence[Path]) -> None:
        self._own = [path for folder in extra for path in _font_files(folder)]
        self._files: dict[str, Path] = {}
        for path in (*self._own, *(path for folder in system for path in _font_files(folder))):
            self._files.setdefault(path.name.lower(), path)
        self._members: dict[Path, tuple[Member, ...]] = {}

    def find(self, family: str) -> Face | None:
        """The embeddable face of a family: known ones by file name, others by the names in every file."""
        names = frozenset(_families()["names"].get(family, [family]))
        files = [self._files[f] for f in _families()["files"].get(family, ()) if f in self._files]
        known = family in _families()["names"]
        for path in (*self._own, *files) if known else self._files.values():
            for member in self._read(path):
                if member.embeddable and not names.isdisjoint(member.names):
                    return Face(family, path, member.index)
        return None

    def _read(self, path: Path) -> tuple[Member, ...]:
        if path not in self._members:
            self._members[path] = read_members(path)
        return self._members[path]


def _font_files(folder: Path) -> Iterator[Path]:
    """Font files below a folder, in the order of their names; folders that cannot be read are passed over."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(FONT_SUFFIXES):
                yield Path(parent) / name
