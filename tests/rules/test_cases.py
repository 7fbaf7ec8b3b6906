"""Every case of every rule: it fires at the place, or it is silent."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

from disclosure_report.rules.registry import registered_rules
from tests.rules import cases
from tests.rules.case import Case

MODULES: tuple[ModuleType, ...] = tuple(
    importlib.import_module(f"{cases.__name__}.{found.name}") for found in pkgutil.iter_modules(cases.__path__)
)
ALL = [pytest.param(m.CODE, case, id=f"{m.CODE} {case.name}") for m in MODULES for case in m.CASES]


@pytest.mark.parametrize(("code", "case"), ALL)
def test_case(code: str, case: Case) -> None:
    found = [f for f in case.findings() if f.code == code]
    if case.place is None:
        assert not found
        return
    hits = [f for f in found if all(getattr(f.source, k) == v for k, v in case.place.items())]
    assert len(hits) == 1, [f.source for f in found]
    hit = hits[0]
    assert case.severity in (None, hit.severity.value)
    assert set(case.related) <= {(r.table, r.row, r.column) for r in hit.related}
    assert all(hit.values[k] == v for k, v in (case.values or {}).items())


def test_every_file_has_a_firing_case_and_two_near_misses():
    for module in MODULES:
        fires = [c for c in module.CASES if c.place is not None]
        assert fires, module.CODE
        assert len(module.CASES) - len(fires) >= 2, module.CODE


def test_every_rule_has_its_file():
    narrative = "disclosure_report.rules.narrative"
    own = {r.meta.code: r.meta.name for r in registered_rules() if not r.body.__module__.startswith(narrative)}
    assert own == {m.CODE: m.__name__.rpartition(".")[2] for m in MODULES}
