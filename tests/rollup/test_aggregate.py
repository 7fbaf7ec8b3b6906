from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.aggregate import kind_and_level
from disclosure_report.rollup.register import read_register
from disclosure_report.rollup.unit import as_number, exact_sum, unit_report, unreadable_unit
from tests.builders import report, with_cell
from tests.rollup.units import CITY, NEW, city, codes, named, unit

FEES = ("proactive", "fees", "amount")
numbers = st.one_of(
    st.integers(-(10**15), 10**15),
    st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False),
)


@given(st.lists(numbers, max_size=40))
def test_sums_are_exact(values):
    total = exact_sum(values)
    assert total is not None
    assert Fraction(total) == sum(map(Fraction, values))
    assert isinstance(total, int) or any(isinstance(v, Decimal) for v in values)


def test_a_sum_that_cannot_be_held_exactly_is_no_sum():
    assert exact_sum([Decimal("1e400"), Decimal("1e-400")]) is None


def register(text: str):
    return read_register(("name,kind,level,parent,deadline,scope\n" + text).encode(), "units.csv")


def test_every_cell_is_the_sum_with_its_parts():
    rollup = city(unit("甲局"), unit("乙局", with_cell(report(), *FEES, Decimal("0.1"))))
    assert rollup.findings == ()
    assert rollup.value(*NEW) == 60
    assert rollup.cells[NEW].parts == (30, 30)
    assert rollup.value(*FEES) == Decimal("128.6")
    assert len(rollup.cells) == 10 + 175 + 15


@pytest.mark.parametrize("value", [None, "无", Decimal("NaN"), True])
def test_a_cell_without_a_number_leaves_the_sum_open(value):
    rollup = city(unit("甲局", with_cell(report(), *NEW, value)), unit("乙局"))
    assert rollup.value(*NEW) is None
    (finding,) = rollup.findings
    assert (finding.code, finding.source.row, finding.values["units"]) == ("RUP905", "new_received", ["甲局"])
    assert finding.related[0].file == "甲局/统计表.xlsx"


def test_a_unit_with_wrong_figures_is_refused_and_said():
    error = Finding("SUM303", "x", Severity.ERROR, "总计不符", source=SourceRef(table="requests"))
    bad = unit_report(named("甲局"), [error], "甲局")
    rollup = city(bad, unit("乙局"))
    assert codes(rollup.findings) == ["RUP904"]
    assert rollup.value(*NEW) == 30
    assert [u.name for u, _ in rollup.left_out] == ["甲局"]


def test_errors_in_the_text_do_not_keep_the_figures_out():
    error = Finding("TXT501", "x", Severity.ERROR, "", source=SourceRef(section="overview"))
    assert city(unit_report(named("甲局"), [error]), unit("乙局")).value(*NEW) == 60


def test_unreadable_missing_tables_other_years_and_editions_are_refused():
    partial = replace(report(), tables={k: v for k, v in report().tables.items() if k != "disputes"})
    rollup = city(
        unreadable_unit("丙局", "丙局", ()),
        unit("甲局", partial),
        unit("乙局", report("2019")),
        unit("丁局", replace(report(), year=2023)),
        unit("戊局", replace(report(), found_editions={"proactive": "2019"})),
        unit("己局"),
    )
    assert sorted(codes(rollup.findings)) == ["RUP904", "RUP904", "RUP906", "RUP906", "RUP906"]
    assert [u.name for u in rollup.counted] == ["己局"]


def test_nothing_to_sum_is_no_zero():
    rollup = city(unreadable_unit("丙局", "丙局", ()))
    assert set(codes(rollup.findings)) == {"RUP904", "RUP912"}
    assert rollup.value(*NEW) is None


def test_the_register_names_who_is_missing_unknown_and_late():
    listed = register("乙局,,,,,\n甲局,,,,2025-01-10,\n丙局,,,,,\n")
    rollup = city(unit("甲局"), unit("乙局"), unit("丙 局委"), register=listed)
    assert codes(rollup.findings) == ["RUP902", "RUP907", "RUP908"]
    assert rollup.missing == ("丙局",)
    assert [u.name for u in rollup.counted] == ["乙局", "甲局"]
    assert rollup.findings[2].values["found"] == date(2025, 1, 20).isoformat()


def test_the_same_body_twice_counts_once():
    rollup = city(unit("甲局", path="a"), unit("甲 局", path="b"), unit("乙局"))
    assert codes(rollup.findings) == ["RUP903"]
    assert rollup.value(*NEW) == 60


def test_own_and_total_of_one_body_are_told_apart():
    total = with_cell(report(), *NEW, 100)
    rollup = city(unit("示例县人民政府（本级）"), unit("示例县人民政府（汇总）", total))
    assert codes(rollup.findings) == ["RUP903"]
    assert rollup.value(*NEW) == 100


LEVELS = "示例县人民政府,government,county,示例市人民政府,,{scope}\n示例街道,township,township,示例县人民政府,,\n"


@pytest.mark.parametrize(("scope", "expected", "found"), [("", 100, ["RUP903"]), ("汇总", 100, []), ("本级", 130, [])])
def test_a_total_beside_its_units(scope, expected, found):
    county = with_cell(report(), *NEW, 100) if scope != "汇总" else report()
    rollup = city(
        unit("示例县人民政府", county, kind="government"),
        unit("示例街道", kind="township"),
        register=register(LEVELS.format(scope=scope)),
    )
    assert codes(rollup.findings) == found
    assert rollup.value(*NEW) == (30 if scope == "汇总" else expected)


def test_a_declared_total_is_compared_with_what_lies_below_it():
    rollup = city(
        unit("示例县人民政府", with_cell(report(), *NEW, 100), kind="government"),
        unit("示例街道", kind="township"),
        register=register(LEVELS.format(scope="汇总")),
    )
    assert [(f.code, f.values["agency"]) for f in rollup.findings] == [("RUP901", "示例县人民政府")]


def test_without_a_register_the_place_in_the_name_tells():
    rollup = city(unit("示例市示例县人民政府", kind="government"), unit("示例市示例县教育局"), unit("示例市教育局"))
    assert codes(rollup.findings) == ["RUP903"]
    assert rollup.value(*NEW) == 60


def test_levels_sum_from_the_street_to_the_province():
    listed = register(
        "示例街道,township,township,示例县人民政府,,\n另一街道,township,township,示例县人民政府,,\n"
        "示例县人民政府,government,county,示例市人民政府,,本级\n示例市人民政府,government,city,示例省人民政府,,本级\n"
    )
    units = [unit(n) for n in ("示例街道", "另一街道", "示例县人民政府", "示例市人民政府")]
    from disclosure_report.model.report import Agency
    from disclosure_report.rollup.aggregate import roll_up
    from tests.rollup.units import EDITION

    sums = [
        roll_up(Agency(name, "government"), 2024, EDITION, units, listed).value(*NEW)
        for name in ("示例县人民政府", "示例市人民政府", "示例省人民政府")
    ]
    assert sums == [90, 120, 120]


def test_units_below_a_counted_total_need_no_report_of_their_own():
    rollup = city(unit("示例县人民政府", kind="government"), register=register(LEVELS.format(scope="")))
    assert rollup.findings == ()


def test_the_parents_own_report_is_compared_cell_by_cell():
    own = named(CITY.name, "government", base=with_cell(report(), *NEW, 22))
    rollup = city(unit("甲局", with_cell(report(), *NEW, 8)), unit("乙局"), unit_report(own, path="市政府"))
    at_new = next(f for f in rollup.findings if f.source.row == "new_received" and f.source.column == "natural_person")
    assert at_new.code == "RUP901"
    assert (at_new.values["expected"], at_new.values["found"], at_new.values["difference"]) == (38, 22, -16)
    assert at_new.source.file == "市政府/统计表.xlsx"


def test_the_unit_that_makes_the_difference_is_named():
    own = named(CITY.name, "government", base=with_cell(report(), *NEW, 38 - 8))
    base = with_cell(report(), *NEW, 8)
    rollup = city(unit("甲局", base), unit("乙局"), own=own)
    found = {f.source.row: f.values["suspects"] for f in rollup.findings if f.source.column == "natural_person"}
    assert found["new_received"] == ["甲局"]


def test_who_is_not_in_the_sum_is_suspected_when_the_parent_has_more():
    own = named(CITY.name, "government")
    rollup = city(unit("甲局", with_cell(report(), *NEW, 10)), own=own, register=register("甲局,,,,,\n丙局,,,,,\n"))
    finding = next(f for f in rollup.findings if f.code == "RUP901")
    assert finding.values["suspects"] == ["丙局"]


def test_kind_and_level_follow_the_name():
    assert kind_and_level("示例市人民政府") == ("government", "city")
    assert kind_and_level("示例县人民政府") == ("government", "county")
    assert kind_and_level("示例镇人民政府") == ("township", "township")
    assert kind_and_level("示例市教育局") == ("department", None)


def test_an_own_report_that_cannot_be_compared_is_said():
    other_year = unit_report(replace(named(CITY.name, "government"), year=2023), path="市政府")
    rollup = city(unit("甲局"), other_year)
    assert codes(rollup.findings) == ["RUP906"]
    assert rollup.own is None


def test_a_left_out_unit_of_another_edition_is_compared_by_the_cells_key():
    one = report()
    key = ("requests", "carried_out", "total")
    value = as_number(one.figure(*key).value) + 7
    other = unit("示例市老局", with_cell(report("2019"), *key, 7))
    assert other.at(key)[0] != unit("示例市甲局").at(key)[0]
    own = with_cell(named(CITY.name, "government"), *key, value)
    found = city(unit("示例市甲局"), other, own=own).findings
    (differs,) = [f for f in found if f.code == "RUP901"]
    assert differs.values["suspects"] == ["示例市老局"]
    assert "数值等于差额" in differs.message
    assert (differs.related[0].row, differs.related[0].file) == ("carried_out", other.place(*_at(other, key)).file)


def _at(of, key):
    return of.at(key)[0], key
