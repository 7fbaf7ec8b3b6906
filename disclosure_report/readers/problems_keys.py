"""The rules of the family SRC about keys, values, templates and files (SRC012 and following)."""

from __future__ import annotations

from disclosure_report.model.finding import Severity
from disclosure_report.model.rule import Rule
from disclosure_report.readers.problem_page import page

UNKNOWN_KEY = Rule(
    "SRC012",
    "unknown_key",
    "不认识的项目",
    Severity.WARNING,
    "“{file}”里的“{key}”不认识，没有采用{nearest}。",
    "请改正名称，或删去这一项。",
    "本程序的输入约定",
    page(
        "report.toml、report.json、disclosure-report.toml 里有没有程序不认识的项目名。",
        "名称拼错的项目等于没有填，容易误以为已经生效。",
        "把 agency 写成 agancy，把 contact 写成 contcat。",
        "照提示里最接近的名称改正；不需要的删去。名称以下划线开头的算备注，只作提示。",
    ),
)
BAD_VALUE = Rule(
    "SRC013",
    "bad_value",
    "项目没有填或填法不对",
    Severity.ERROR,
    "“{file}”里的“{key}”{problem}。",
    "应填{expected}。",
    "本程序的输入约定",
    page(
        "必填的项目是否填了，填的内容是否是规定的写法。",
        "单位名称、年度等决定年报的标题、格式和时限，填错就全错。",
        'year = "二〇二四"；level = "市"（应为 city）；published = "2025-13-01"。',
        "照提示里的写法改正。",
    ),
)
UNKNOWN_EDITION = Rule(
    "SRC014",
    "unknown_edition",
    "没有对应的年报格式",
    Severity.ERROR,
    "没有“{found}”对应的年报格式，暂按“{used}”处理。",
    "可用的格式：{known}；一般不必指定，程序会按年度选用。",
    "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号",
    page(
        "指定的格式版本是否存在，年度是否在各版格式的适用范围内。",
        "2019、2020年度用2019年试行格式，2021年度起用2021年格式；更早的年度没有全国统一格式。",
        'edition = "2022"。',
        "删去 edition 一项，或改为提示里列出的版本；核对年度。",
    ),
)
LABEL_MISSING = Rule(
    "SRC015",
    "label_missing",
    "表里缺一行或一列",
    Severity.ERROR,
    "“{table}”里没有找到{axis}“{expected}”；最接近的是{nearest}。",
    "请按规定格式补上这{axis}，文字与规定一致；没有发生的填 0。",
    "年报格式第二至四部分",
    page(
        "找到的表格里，规定的每一行、每一列是否都在。",
        "少一行或一列，这部分数字就没有着落，合计也无法核对。",
        "把“（六）其他处理”的三行合并成了一行；删去了“科研机构”一列。",
        "按规定格式补齐。程序不会按位置猜测，以免读错数字。",
    ),
)
TEMPLATE_VERSION = Rule(
    "SRC016",
    "template_version",
    "统计表模板的版本不认识",
    Severity.ERROR,
    "“{file}”是由版本为“{found}”的模板生成的，本程序只认识“{known}”，没有读取。",
    "请升级本程序，或用 `disclosure-report new` 重新生成统计表，再把数字抄入。",
    "本程序的输入约定",
    page(
        "统计表如果由本程序的模板生成，模板的版本是否认识。",
        "别的版本的模板里，行列的含义可能不同，照旧版读会读错。",
        "用新版程序生成的统计表，拿到装旧版程序的电脑上检查。",
        "升级程序，或重新生成统计表。",
    ),
)
FILE_IGNORED = Rule(
    "SRC017",
    "file_ignored",
    "有文件没有用到",
    Severity.NOTICE,
    "“{file}”没有用到：{reason}。",
    "如果它是年报的一部分，请按部分的标题命名（如“一、总体情况.txt”）；否则不必理会。",
    "本程序的输入约定",
    page(
        "输入文件夹里有没有认不出用途的工作簿或文字文件。",
        "放错名字的文件会被漏掉。",
        "文件夹里有“备注.txt”，名字与六个部分都对不上。",
        "是年报内容的，改成对应部分的标题；不是的，不必理会。",
    ),
)
SHEET_TRUNCATED = Rule(
    "SRC018",
    "sheet_truncated",
    "工作表过大，只读了前面部分",
    Severity.WARNING,
    "工作表“{sheet}”超过 {rows} 行或 {columns} 列，后面的内容没有读。",
    "请确认三张表都在前 {rows} 行、{columns} 列以内，并删去多余的行和列。",
    "本程序的安全限制",
    page(
        "工作表里是否有内容落在很远的行或列。",
        "年报的表只有几十行；过大的工作表多半是误带了明细数据。",
        "第 150000 行还有台账明细。",
        "把明细移到别的文件，只留三张统计表。",
    ),
)
NAME_CLEANED = Rule(
    "SRC019",
    "name_cleaned",
    "单位名称里有不该有的字符",
    Severity.ERROR,
    "单位名称“{found}”{problem}，暂按“{used}”处理。",
    "请填写机关的全称，不带路径、换行等符号。",
    "GB/T 9704-2012 7.2.4",
    page(
        "单位名称是否含控制字符、路径符号，是否过长或为空。",
        "单位名称会印在标题和落款处，也用来给文件命名。",
        'agency = "../示例市教育局"。',
        "改成机关全称或规范化简称。",
    ),
)

KEY_RULES = (
    UNKNOWN_KEY,
    BAD_VALUE,
    UNKNOWN_EDITION,
    LABEL_MISSING,
    TEMPLATE_VERSION,
    FILE_IGNORED,
    SHEET_TRUNCATED,
    NAME_CLEANED,
)
