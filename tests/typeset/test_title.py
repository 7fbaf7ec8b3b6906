from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.typeset.title import break_title

NAME = "2024年政府信息公开工作年度报告"


def em(text: str) -> float:
    return sum(0.5 if c.isascii() else 1.0 for c in text)


def test_a_short_issuer_stands_above_the_name():
    assert break_title("示例市教育局", NAME, 20, em) == ("示例市教育局", NAME)


@pytest.mark.parametrize(
    ("issuer", "first"),
    [
        ("示例省示例市示例高新技术产业开发区管理委员会", "示例省示例市"),
        ("示例省示例市人力资源和社会保障局劳动监察综合行政执法支队", "示例省示例市人力资源和社会保障局"),
    ],
)
def test_a_long_issuer_breaks_at_meaning(issuer, first):
    lines = break_title(issuer, NAME, 20, em)
    assert "".join(lines) == issuer + NAME
    assert lines[0].startswith(first) or issuer.startswith(lines[0])
    cut = "".join(lines[:1])
    assert not any(w in issuer and cut.endswith(w[:-1]) for w in ("管理委员会", "社会保障", "高新技术"))


def test_never_inside_a_book_title_or_a_number():
    name = "关于贯彻《示例市政务公开管理办法》落实2024年度重点任务的情况报告"
    lines = break_title("", name, 20, em)
    assert "".join(lines) == name
    assert all(line.count("《") == line.count("》") for line in lines)
    assert not any(line.endswith("2024") for line in lines)


def test_a_name_of_sixty_characters_fits():
    issuer = (
        "示例自治区示例自治州示例自治县示例乡人民政府综合行政执法"
        "和应急管理委员会办公室退役军人事务服务中心便民服务窗口工作站"
    )
    lines = break_title(issuer, NAME, 20, em)
    assert max(map(em, lines)) <= 20
    assert "".join(lines) == issuer + NAME
    assert not any(line.endswith(("办公", "人民", "委员", "应急管")) for line in lines)


@given(st.text(st.sampled_from("示例市县局人民政府《》，2024年a"), max_size=70), st.integers(6, 22))
def test_nothing_is_lost_and_no_line_is_too_wide(text, most):
    lines = break_title(text, NAME, most, em)
    assert "".join(lines) == text + NAME
    assert max(map(em, lines)) <= most
