"""What is passed over claims nothing: with every paragraph read to its end the same is found."""

from __future__ import annotations

import random

import pytest

from disclosure_report.claims import engine
from disclosure_report.claims.relevance import told_part
from disclosure_report.claims.tokens import OWN, compact
from disclosure_report.editions import load_edition
from tests.builders import report, with_section
from tests.claims.corpus_reader import cases

EDITION = load_edition("2021")
IDLE = (
    "一起推进栏目归类，由综合科统一编号。",
    "印发《关于规范公开工作的通知。附件》，按季检查。",
    "针对群众关心的事项，写成问答。",
)


def test_nothing_is_lost_by_passing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(5)
    told = [case.text for case in cases() if case.edition == "2021"]
    texts = ["".join(rng.choices(told, k=2) + rng.choices(IDLE, k=2) + rng.choices(told, k=1)) for _ in range(300)]
    made = [with_section(report(), "overview", text, *IDLE) for text in texts]
    quick = [engine.discrepancies(m, EDITION) for m in made]
    monkeypatch.setattr(engine, "told_part", lambda text, headed: text)
    assert quick == [engine.discrepancies(m, EDITION) for m in made]
    assert sum(map(len, quick)) > 200


@pytest.mark.parametrize(
    ("text", "headed", "told"),
    [
        ("针对群众关心的事项，写成问答。", True, ""),
        ("更新栏目27个。", False, ""),
        ("更新栏目27个，其中新设5个。按季检查。", False, "更新栏目27个，其中新设5个。"),
        ("收到申请38件。按季检查。", False, "收到申请38件。"),
        ("申请均已办结。按季检查。", False, "申请均已办结。"),
        ("均已办结。按季检查。", True, "均已办结。"),
        ("均已检查。", False, ""),
        ("收到申请三十八件", True, "收到申请三十八件"),
        ("收到申请38件，见《通知。附件》。按季检查。", True, "收到申请38件，见《通知。附件》。按季检查。"),
    ],
)
def test_a_text_is_read_as_far_as_it_claims(text: str, headed: bool, told: str) -> None:
    assert told_part(text, headed) == told


def test_only_our_own_name_is_masked() -> None:
    name = "司法局"
    text, places = compact("司法局收到2件，县司法局和各区司法局3件，市委、司法局1件", [name])
    assert text == f"{OWN * 3}收到2件，县司法局和各区司法局3件，市委、{OWN * 3}1件"
    assert places is None
