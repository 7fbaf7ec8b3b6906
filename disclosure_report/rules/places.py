"""Names of other bodies and places in a report: which are foreign to the body that reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from disclosure_report.rules.lexicon import pairs

_OWN = re.compile(r"^([\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|地区|省|市|州|盟|县|区|旗))([\u4e00-\u9fff]*)$")
_SUFFIX = re.compile(r"自治区|自治州|地区|[省市盟]")
_LONGEST = 12
#: What a sentence may open with before its subject.
_OPENING = re.compile(
    r"(?:^|[。；，！？：\n])\s{0,4}(?:20\d\d年度?[，,]?|近年来[，,]?|一年来[，,]?|今年以?来?[，,]?)?$"
)
_BODY = re.compile(
    r"(?:人民)?政府(?:办公[室厅])?|[\u4e00-\u9fff]{0,8}?(?:委员会|管委会|办公室|办公厅|[局委办厅])(?![\u4e00-\u9fff]{0,1}[长理])"
)
_SUBJECT_AFTER = re.compile(
    r"(?:坚持|严格|认真|高度|深入|积极|主动|全面|持续|不断|扎实|进一步|按照|根据|围绕|始终|共|全年|收到|受理|依法)"
)
_NOT_A_PLACE = re.compile(
    r"^(?:[全各我本该其外跨省市县区请由向经与和在受被报将为按对从到赴及并以把因据]|所在|有关|相关|兄弟|周边|上级|联合|会同|配合|涵盖|包[括含]|汇总|覆盖|涉及|代表|作为|指导|督促|组织|协助|推动|落实|贯彻|通过|依托|依照|依据|根据|接受|纳入|围绕|现任|上报|报送)"
)


@dataclass(frozen=True, slots=True)
class Home:
    """The reporting body's place ("示例市"), its function ("教育局") and its province where the place is listed."""

    name: str
    place: str
    function: str
    province: str
    extra: frozenset[str]

    @classmethod
    def of(cls, agency: str, extra: tuple[str, ...] = ()) -> Home:
        """The home of a body, read from its name; ``extra`` are the site's own place names."""
        name = agency.strip()
        parts = _OWN.match(name)
        listed = [place for place in _places() if place in name]
        province = _places()[max(listed, key=len)] if listed else ""
        place, function = (parts[1], parts[2]) if parts else ("", "")
        return cls(name, place, function, province, frozenset(extra))

    def owns(self, place: str) -> bool:
        """Whether a place is the body's own or above it."""
        return place in self.name or place == self.province


def foreign_names(text: str, home: Home) -> Iterator[tuple[int, int]]:
    """(start, end) of every name that stands as a subject and is not the body's own; linear in the text."""
    taken = -1
    for start, end in sorted({*_listed(text, home), *_namesakes(text, home)}):
        if start >= taken and not _in_quotes(text, start) and _OPENING.search(text[max(0, start - 16) : start]):
            taken = end
            yield start, end


def _listed(text: str, home: Home) -> Iterator[tuple[int, int]]:
    """Listed places of elsewhere that are followed by a body's name or act themselves."""
    for match in _SUFFIX.finditer(text):
        name = _place_ending(text, match.end(), home.extra)
        if not name or home.owns(name) or _may_be_above(name, home):
            continue
        body = _BODY.match(text, match.end(), match.end() + 16)
        if body:
            yield match.end() - len(name), body.end()
        elif _SUBJECT_AFTER.match(text, match.end(), match.end() + 4):
            yield match.end() - len(name), match.end()


def _place_ending(text: str, end: int, extra: frozenset[str]) -> str:
    """The listed place that ends here; "" when none does."""
    for start in range(max(0, end - _LONGEST), end - 1):
        name = text[start:end]
        if name in _places() or name in extra:
            return name
    return ""


def _may_be_above(name: str, home: Home) -> bool:
    """Whether a place may be above a body whose own place is not listed: a province, or the city of a county."""
    below_a_city = home.place.endswith(("县", "区", "旗"))
    return not home.province and (below_a_city or _places().get(name) == name)


def _namesakes(text: str, home: Home) -> Iterator[tuple[int, int]]:
    """Bodies of the same function elsewhere: "乙市教育局" in the report of "甲市教育局"."""
    if len(home.function) < 2 or not home.place:
        return
    at = text.find(home.function)
    while at >= 0:
        begin = max(text.rfind(mark, max(0, at - _LONGEST - 1), at) for mark in "。；，！？：、\n 　年") + 1
        begin = begin or max(0, at - _LONGEST - 1)
        name = text[begin:at]
        if 2 <= len(name) <= _LONGEST and name[-1] in "省市县区州旗盟" and _elsewhere(name, home):
            yield begin, at + len(home.function)
        at = text.find(home.function, at + 1)


def _elsewhere(name: str, home: Home) -> bool:
    chinese = all("\u4e00" <= c <= "\u9fff" for c in name)
    if home.place.endswith(("县", "区", "旗")) and name.endswith(("省", "市", "州", "盟")):
        return False  # the body of the same function one level up
    own = name in home.name or home.place in name
    return chinese and not own and not _NOT_A_PLACE.match(name)


def _in_quotes(text: str, at: int) -> bool:
    """Whether the position stands inside 《》, “” or （）."""
    before = text[max(0, at - 200) : at]
    return any(before.rfind(left) > before.rfind(right) for left, right in ("《》", "“”", "（）"))


@cache
def _places() -> dict[str, str]:
    """Place → its province."""
    return dict(pairs("places"))
