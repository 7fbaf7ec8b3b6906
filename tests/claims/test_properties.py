"""Sentences made from consistent figures are silent; one figure changed in one sentence is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_report.claims.engine import discrepancies
from disclosure_report.claims.numerals import parse_number
from disclosure_report.editions import load_edition
from disclosure_report.model.report import Narrative, Report
from tests.builders import PARTS, raw_tables, report, section
from tests.builders import figures as as_figures

EDITION = load_edition("2021")
RESULTS = [
    r for r in EDITION.tables["requests"].rows if r.startswith(("granted", "partly", "ref", "unav", "rej", "oth"))
]
GROUPS = EDITION.tables["requests"].groups
# (words before, figure's name, words behind): each template must name its figure so that no other reading fits
TEMPLATES = (
    "2024年，我局共收到政府信息公开申请{new}件，办结{done}件（含上年结转{carried_in}件），结转下年度继续办理{carried_out}件。",
    "全年新收政府信息公开申请{new}件，其中自然人申请{new_natural}件，法人或其他组织{new_legal}件。",
    "受理政府信息公开申请后，予以公开{granted}件、部分公开{partly_granted}件、不予公开{refused}件、无法提供{unavailable}件。",
    "政府信息公开申请中，不予处理{rejected}件，其他处理{other}件；另有{carried_out}件顺延到下年度答复。",
    "政府信息公开行政复议{rec_total}件，其中结果维持{rec_upheld}件，结果纠正{rec_corrected}件，"
    "其他结果{rec_other}件，尚未审结{rec_pending}件。",
    "因政府信息公开引发的行政诉讼{lit_total}件。",
    "制发行政规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件；作出行政许可决定{licensing}件、行政处罚决定{penalty}件。",
)
counts = st.integers(0, 9000)


@st.composite
def consistent(draw: st.DrawFn) -> tuple[Report, dict[str, int]]:
    """A report in which every identity holds, and its figures by the names of the templates."""
    raw = raw_tables("2021")
    requests = {row: dict.fromkeys((*PARTS, "total"), 0) for row in EDITION.tables["requests"].rows}
    for row in RESULTS:
        requests[row] = _row([draw(st.integers(0, 40)) for _ in PARTS])
    requests["result_total"] = _row([sum(requests[r][p] for r in RESULTS) for p in PARTS])
    carried_in = [draw(st.integers(0, requests["result_total"][p])) for p in PARTS]
    carried_out = [draw(st.integers(0, 20)) for _ in PARTS]
    requests["carried_in"], requests["carried_out"] = _row(carried_in), _row(carried_out)
    done = [requests["result_total"][p] for p in PARTS]
    requests["new_received"] = _row([d + o - i for d, o, i in zip(done, carried_out, carried_in, strict=True)])
    raw["requests"] = requests  # type: ignore[assignment]
    for row in raw["disputes"]:
        parts = [draw(st.integers(0, 90)) for _ in range(4)]
        raw["disputes"][row] = dict(
            zip(("upheld", "corrected", "other", "pending", "total"), (*parts, sum(parts)), strict=True)
        )
    raw["proactive"] = {
        **raw["proactive"],
        "normative_documents": {"issued": draw(counts), "repealed": draw(counts), "in_force": draw(counts)},
        "licensing": {"decisions": draw(counts)},
        "penalty": {"decisions": draw(counts)},
    }
    return replace(report(), tables=as_figures(raw)), _names(raw)


def _row(parts: list[int]) -> dict[str, int]:
    return {**dict(zip(PARTS, parts, strict=True)), "total": sum(parts)}


def _names(raw: dict) -> dict[str, int]:  # type: ignore[type-arg]
    requests, disputes, proactive = raw["requests"], raw["disputes"], raw["proactive"]
    new = requests["new_received"]
    names = {
        "new": new["total"],
        "new_natural": new["natural_person"],
        "new_legal": new["total"] - new["natural_person"],
    }
    names |= {"done": requests["result_total"]["total"]}
    names |= {row: requests[row]["total"] for row in ("carried_in", "carried_out")}
    names |= {group: sum(requests[r]["total"] for r in rows) for group, rows in GROUPS.items()}
    names |= {f"rec_{c}": v for c, v in disputes["reconsideration"].items()}
    names["lit_total"] = disputes["litigation_direct"]["total"] + disputes["litigation_after_reconsideration"]["total"]
    names |= proactive["normative_documents"]
    return names | {row: proactive[row]["decisions"] for row in ("licensing", "penalty")}


def found(base: Report, text: str) -> list[tuple[str, str]]:
    """(code, quote) of every discrepancy of the text."""
    made = replace(base, narrative=Narrative(sections=(section("overview", "一、总体情况", *text.split("\n")),)))
    return [(d.fault.code, d.paragraph.text[d.fault.start : d.fault.end]) for d in discrepancies(made, EDITION)]


@settings(max_examples=40, deadline=None)
@given(consistent())
def test_consistent_figures_raise_nothing(made: tuple[Report, dict[str, int]]) -> None:
    base, names = made
    assert found(base, "\n".join(t.format(**names) for t in TEMPLATES)) == []


@settings(max_examples=80, deadline=None)
@given(consistent(), st.data())
def test_one_figure_changed_is_found(made: tuple[Report, dict[str, int]], data: st.DataObject) -> None:
    base, names = made
    template = data.draw(st.sampled_from(TEMPLATES))
    name = data.draw(st.sampled_from([n for n in names if "{" + n + "}" in template]))
    change = data.draw(st.integers(1, 50))
    wrong = names[name] + change
    if wrong in _readings(name, names):
        return
    text = template.format(**{**names, name: wrong})
    assert any(str(wrong) in quote for code, quote in found(base, text) if code <= "TXT504"), text


def _readings(name: str, names: dict[str, int]) -> set[int]:
    """The other sums that the words may mean as well."""
    if name == "new":
        return {names["new"] + names["carried_in"]}
    return {names["done"] - names["carried_in"]} if name == "done" else set()


DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A count below ten million in Chinese numerals, as it is read aloud."""
    if number >= 10000:
        head, rest = divmod(number, 10000)
        tail = "" if not rest else ("零" if rest < 1000 else "") + spelled(rest)
        return spelled(head) + "万" + tail
    out, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
            zero = False
        elif out and number:
            zero = True
    return out or "零"


@given(st.integers(0, 9_999_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert parse_number(spelled(number))[0] == number  # type: ignore[index]


@given(st.integers(0, 10**12), st.integers(0, 3))
def test_arabic_numerals_are_read_back(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    assert parse_number(f"{value:,f}") == (value, Decimal(1).scaleb(-places))
