"""Cases of YOY405."""

from __future__ import annotations

from tests.builders import PROBLEMS, with_section
from tests.rules.case import Case, same, text

CODE = "YOY405"
CASES = (
    Case(
        "word for word", same, {"section": "problems"}, previous=lambda last: with_section(last, "problems", *PROBLEMS)
    ),
    Case(
        "a word changed",
        same,
        {"section": "problems"},
        previous=lambda last: with_section(
            last, "problems", PROBLEMS[0].replace("较为单一", "比较单一").replace("偏少", "偏少些")
        ),
    ),
    Case("other problems", same, previous=same),
    Case(
        "one of three",
        text(
            "problems",
            "一是部分政策解读形式较为单一，图解和视频偏少。二是专栏检索功能偏弱，查找旧文件不便，群众反映有待改进。"
            "三是学校层面公开力量不足，人员更替频繁。",
            PROBLEMS[1],
        ),
        previous=lambda last: with_section(last, "problems", PROBLEMS[0].partition("二是")[0]),
    ),
    Case(
        "the same measures only",
        same,
        previous=lambda last: with_section(last, "problems", "栏目更新有时迟缓，不够及时。", PROBLEMS[1]),
    ),
)
