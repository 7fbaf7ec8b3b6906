"""Which lines are headings, and how far a heading reaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.editions import load_edition
from disclosure_report.readers.headings import section_heading, section_of_name, sub_heading

EDITION = load_edition("2021")
ALL = tuple(s.key for s in EDITION.sections)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("一、总体情况", "overview"),
        ("一、 总体情况", "overview"),
        ("一．总体情况", "overview"),
        ("第一部分 总体情况", "overview"),
        ("1、总体情况", "overview"),
        ("总体情况", "overview"),
        ("二、主动公开政府信息情况", "proactive"),
        ("三、收到和处理政府信息公开申请情况", "requests"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、存在的主要问题和改进情况", "problems"),
        ("五、下一步工作打算", "problems"),
        ("四、存在的主要问题及改进情况", "problems"),
        ("六、其他需要报告的事项", "other"),
        ("六、其他事项", "other"),
        ("七、附件", "unknown"),
    ],
)
def test_section_headings(line, key):
    heading = section_heading(line, EDITION, ("overview",) if key in {"problems", "unknown", "other"} else ())
    assert heading is not None
    assert (heading.key, heading.title) == (key, line)


@pytest.mark.parametrize(
    "line",
    [
        "一是公开形式较为单一。",
        "一方面，加强公开。",
        "一、加强组织领导，由办公室牵头，各科室配合，逐项对照清单落实到位，年内完成全部栏目的调整和更新工作。",
        "（一）主动公开情况",
        "1.属于国家秘密",
        "2024年总体情况良好",
        "二十四节气",
        "一、明确责任。",
    ],
)
def test_lines_that_open_no_section(line):
    assert section_heading(line, EDITION, ()) is None


def test_a_number_that_starts_again_is_a_list_inside_the_section():
    assert section_heading("一、存在不足", EDITION, ALL[:5]) is None
    assert section_heading("二、整改措施", EDITION, ALL[:5]) is None


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        ("一、总体情况", "overview"),
        ("总体情况（定稿）", "overview"),
        ("01总体情况", "overview"),
        ("五、存在的主要问题及改进情况", "problems"),
        ("5 存在的主要问题及改进情况", "problems"),
        ("六、其他需要报告的事项", "other"),
        ("正文", None),
        ("备注", None),
        ("二、主动公开政府信息情况", None),
    ],
)
def test_files_named_after_a_section(stem, key):
    assert section_of_name(stem, EDITION) == key


@pytest.mark.parametrize(
    ("text", "level", "length"),
    [
        ("（一）主动公开情况", 2, 9),
        ("(一)全方位公开政府信息", 2, 12),
        ("（一）主动公开情况。全年公开信息412条。", 2, 10),
        ("（二）加强组织领导，健全工作机制。我局成立领导小组。", 2, 17),
        ("（三）监督保障情况。", 2, 10),
        ("（一）主动公开：全年公开信息412条。", 2, 8),
        ("（一）存在问题：", 2, 8),
        ("1.规范公开流程", 3, 8),
        ("１、规范公开流程", 3, 8),
        ("1. 规范公开流程。按季度抽查。", 3, 10),
        ("（1）门户网站", 4, 7),
        ("①门户网站", 4, 5),
        ("1.2万件申请", 0, 0),
        ("2024年共收到申请38件。", 0, 0),
        ("1.公开内容深度不够。", 0, 0),
        ("（一）全年公开信息412条。其中网站300条。", 0, 0),
        ("（一）" + "公开" * 30 + "。正文。", 0, 0),
        ("一是公开形式较为单一。", 0, 0),
        ("（一）", 0, 0),
    ],
)
def test_headings_below_a_section(text, level, length):
    assert sub_heading(text) == (level, length)


@given(st.text(max_size=80))
def test_any_text_has_a_heading_within_it(text):
    level, length = sub_heading(text)
    assert 0 <= length <= len(text)
    assert (level == 0) == (length == 0)
    section_heading(text, EDITION, ())
    section_of_name(text, EDITION)
