"""The form as data: the counts of the notice, and that every edition is whole."""

from __future__ import annotations

import re

import pytest

from disclosure_report.editions import edition_for, edition_keys, load_edition

#: (edition, table): printed rows, grid columns, figures.
SHAPES = {
    ("2021", "proactive"): (14, 4, 10),
    ("2021", "requests"): (28, 10, 175),
    ("2021", "disputes"): (4, 15, 15),
    ("2019", "proactive"): (18, 4, 22),
    ("2019", "requests"): (26, 10, 161),
    ("2019", "disputes"): (4, 15, 15),
}


@pytest.mark.parametrize(("edition", "table"), SHAPES)
def test_shape_of_the_printed_form(edition: str, table: str):
    spec = load_edition(edition).tables[table]
    assert (spec.grid_rows, spec.grid_columns, len(spec.fields)) == SHAPES[edition, table]


@pytest.mark.parametrize("key", edition_keys())
def test_cells_cover_the_grid_once(key: str):
    for spec in load_edition(key).tables.values():
        covered = [
            (r, c)
            for cell in spec.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.column, cell.column + cell.colspan)
        ]
        assert len(covered) == len(set(covered)) == spec.grid_rows * spec.grid_columns


@pytest.mark.parametrize("key", edition_keys())
def test_every_figure_has_words_and_every_identity_real_operands(key: str):
    for spec in load_edition(key).tables.values():
        assert len(set(spec.fields)) == len(spec.fields)
        assert {r for r, _ in spec.fields} == set(spec.rows) and {c for _, c in spec.fields} == set(spec.columns)
        assert len({spec.label(r, c) for r, c in spec.fields}) == len(spec.fields)
        assert len(spec.weights) == spec.grid_columns
        for identity in spec.identities:
            known = spec.rows if identity.per == "column" else spec.columns
            assert set(identity.found + identity.expected) <= set(known)
            assert set(identity.rows) <= set(spec.rows)


@pytest.mark.parametrize("key", edition_keys())
def test_six_sections_in_order(key: str):
    sections = load_edition(key).sections
    assert [s.ordinal for s in sections] == list("一二三四五六")
    assert [s.kind for s in sections] == ["narrative", "table", "table", "table", "narrative", "narrative"]


def test_the_year_picks_the_edition():
    assert [getattr(edition_for(y), "key", None) for y in (2018, 2019, 2020, 2021, 2026)] == [
        None,
        "2019",
        "2019",
        "2021",
        "2021",
    ]


def test_results_of_the_year_are_every_row_between_carried_in_and_total():
    for key in edition_keys():
        spec = load_edition(key).tables["requests"]
        rows = list(spec.rows)
        results = rows[rows.index("carried_in") + 1 : rows.index("result_total")]
        assert [r for group in spec.groups.values() for r in group] == results


def test_labels_are_the_forms_own():
    spec = load_edition("2021").tables["requests"]
    assert spec.label("refused_by_law", "other") == "（三）不予公开 · 2.其他法律行政法规禁止公开 · 其他"
    assert not [t for t in spec.rows.values() if re.search(r"[()0-9０-９]、|\s", t)]


def test_an_unknown_edition_is_an_error():
    with pytest.raises(KeyError):
        load_edition("../2021")
