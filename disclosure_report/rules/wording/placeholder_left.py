"""QUA601: a placeholder was left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

_MEASURES = "[条件次份篇期个场项人起批户宗类]|万元|亿元|元|余[条件次份篇期个场项]"
#: Sign, pattern, what it is: a text without the sign, which is quick to look for, holds no match of the pattern.
_PATTERNS = (
    (
        re.compile("[XxＸｘ×╳_＿][XxＸｘ×╳_＿]"),
        re.compile(r"(?<![A-Za-z0-9./@:_-])[XxＸｘ]{2,8}(?![A-Za-z0-9./@:_-])|[×╳]{2,}|[_＿]{2,}"),
        "是没有填写的占位符",
    ),
    (
        re.compile("[○〇][○〇]"),
        re.compile("(?<![一二三四五六七八九十])[○〇]{2,}(?![一二三四五六七八九十])"),
        "是没有填写的占位符",
    ),
    (
        re.compile(r"[（(【][ \u3000]{0,8}[）)】]"),
        re.compile(rf"[（(【][ \u3000]{{0,8}}[）)】][ \u3000]?(?:{_MEASURES})(?=[，。；、,;]|$)"),
        "漏填了数字",
    ),
    (
        re.compile("信息[条篇]"),
        re.compile("(?:公开|发布|更新|推送|报送)(?:各类)?(?:政府|政务)?信息[条篇](?=[，。；]|$)"),
        "漏填了数字",
    ),
    (
        re.compile(r"[*＊#＃?？\[][*＊#＃?？\] ]"),
        re.compile(
            rf"(?<=[\u4e00-\u9fff])(?:[*＊#＃]{{2,8}}|[?？]{{2,4}}|\[ {{0,8}}\]) ?(?:{_MEASURES})(?=[，。；、,;]|$)"
        ),
        "是没有填写的占位符",
    ),
    (
        re.compile("填写|在此处填|待补充"),
        re.compile(
            "【[^】]{0,40}填写[^】]{0,400}】|此处填写|在此填写|在此处填|待填写|待补充|（填写[^）]{0,30}）|［[^］]{0,20}填写[^］]{0,20}］"
        ),
        "是没有删去的填写提示",
    ),
    (
        re.compile(rf"[ \u3000](?:{_MEASURES})"),
        re.compile(rf"[\u4e00-\u9fff][ \u3000]{{1,8}}(?:{_MEASURES})(?=[，。；、,;（]|$)"),
        "漏填了数字",
    ),
    (
        re.compile(r"年[ \u3000]{1,8}月"),
        re.compile(r"\d{4}\s{0,4}年[ \u3000]{1,8}月(?:[ \u3000]{1,8}日)?"),
        "漏填了日期",
    ),
    (
        re.compile(r"\d[，。；、]"),
        re.compile(
            r"(?:许可事项|处罚事项|强制事项|服务事项|公开信息|政府信息|公开申请|规范性文件|处罚案件|行政复议案件|行政诉讼案件)"
            r"(?:共计?|总计|计|约)?(?!(?:19|20)\d\d[，。；、]|12345[，。；、])\d{1,8}[，。；、]"
        ),
        "数字后面漏了计量单位",
    ),
)


@rule(
    "QUA601",
    title="留有占位符或漏填",
    severity=Severity.ERROR,
    basis="条例第四十七条：内容须准确、完整",
    message="“{quote}”处内容不完整：{state}。",
    hint="请填上实际内容；没有这项情况的，删去或改写这一句。",
)
def placeholder_left(context: Context) -> Iterator[Fault]:
    """**查什么**：文字中是否留有 XX、××、____ 一类占位符，“此处填写”一类提示语，
    空着的数（“信息  条”“2024年 月”），以及后面漏了计量单位的数（“许可事项592，”）。网址、邮箱、
    型号中的字母不算。

    **为什么**：占位符是套用模板没有填完的证据，公开后最容易被人指出。

    **例**：“主动公开信息  条”“全年办理申请XX件”。

    **怎么改**：补上数字、名称或计量单位。
    """
    possible = [(pattern, state) for sign, pattern, state in _PATTERNS if sign.search(context.text)]
    for passage in context.passages if possible else ():
        for pattern, state in possible:
            for match in pattern.finditer(passage.text):
                yield Fault(passage.at(*match.span()), values={"quote": match.group().strip()[:40], "state": state})
