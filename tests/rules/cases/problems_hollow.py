"""Cases of STR107."""

from __future__ import annotations

from disclosure_report.model.settings import Settings
from tests.rules.case import Case, quote, text

CODE = "STR107"
_PROBLEMS = "一是个别栏目更新不及时，半年以上没有新的内容；二是解读形式单一，图解和视频偏少；三是基层人员变动频繁。"
CASES = (
    Case("无", text("problems", "无。"), quote("problems", "五、存在的主要问题及改进情况")),
    Case(
        "problems without measures",
        text(
            "problems",
            "存在的问题：一是公开不够及时，个别栏目半年以上没有新的内容；二是公开内容偏少，群众查找常常要转几个栏目才能看到想看的内容；三是队伍力量薄弱。",
        ),
        quote("problems", "五、存在的主要问题及改进情况"),
        values={"problems": 3, "measures": 0},
    ),
    Case(
        "measures without a problem",
        text(
            "problems",
            "下一步，一是加大公开力度，每月更新专栏；二是组织全员培训，每季度一次；三是加大检查力度，结果通报全局；四是做好解读，每个文件都配图解和问答；五是健全制度。",
        ),
        quote("problems", "五、存在的主要问题及改进情况"),
    ),
    Case(
        "both, in other words",
        text(
            "problems",
            "个别栏目更新不及时，解读形式单一，基层人员变动频繁，业务衔接时有脱节。为此，我局将每月检查一次栏目更新，为重要文件配发图解，并对新到岗人员逐一培训。",
        ),
    ),
    Case(
        "the site is content with less",
        text("problems", "栏目更新不及时，将按月检查。"),
        settings=Settings(hollow_characters=10),
    ),
    Case(
        "a heading of problems, none of measures",
        text("problems", "（一）存在的主要问题", "上年指出的两个问题已改进。" + _PROBLEMS),
        quote("problems", "五、存在的主要问题及改进情况"),
    ),
    Case(
        "a heading of problems, measures below it",
        text("problems", "（一）存在的主要问题", _PROBLEMS, "下一步，每月检查一次栏目更新，为重要文件配发图解。"),
    ),
    Case(
        "both headings",
        text("problems", "（一）存在的主要问题", _PROBLEMS, "（二）改进情况", "每月检查一次栏目更新，配发图解。"),
    ),
    Case("empty is another rule's", text("problems", "")),
)
