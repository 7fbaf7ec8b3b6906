"""Which characters may not begin or end a line, which stay together, which may be set narrower: data and patterns.

Sources: CLREQ "Prohibition Rules for Line Start and Line End", level basic; GB/T 15834-2011 5.1; the list word
processors use for zh-CN (w:kinsoku), so that Word and PDF break alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_WORD_NO_START = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｜｝～￠"
_WORD_NO_END = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
#: May not begin a line.
NO_START = frozenset(_WORD_NO_START + "—–～/／-·•")
#: May not end a line (· and ． stand in Word's list, yet they belong to what goes before).
NO_END = frozenset(_WORD_NO_END) - frozenset("·．") | frozenset("/／")

#: Closing marks and stops: ink in the left half, the right half may go.
CLOSERS = frozenset("，。、；：！？．）〕】》〉」』〗］｝”’")
#: Opening marks: ink in the right half, the left half may go.
OPENERS = frozenset("（〔【《〈「『〖［｛“‘")
#: How much of a mark may be taken to squeeze a line, em; the heavier stops keep more.
SQUEEZE: Mapping[str, float] = {c: 0.25 if c in "；：！？" else 0.5 for c in CLOSERS | OPENERS}

#: Runs of these never break inside: Latin words, numbers, addresses of the net.
LATIN = r"!-~\u00a1-\u00b6\u00b8-\u024f\u0370-\u04ff"
_UNITS = (
    "平方公里|平方米|立方米|公里|公斤|公顷|千米|千克|千瓦|毫米|厘米|微克|毫克|小时|分钟|周年|年度|年|个月|月|个工作日|工作日|日|个百分点|"
    "号|时|分|秒|元|美元|件|个|条|次|份|项|期|篇|场|人|名|位|家|户|起|宗|例|类|种|批|册|卷|页|字|米|吨|升|亩|倍|成|届|级|岁|天|周|辆|台|套|张|幅|"
    "部|处|所|座|间|栋|层|排|点|股|支|只|度|%|％|‰|℃"
)
_SCALE = "[多余]?(?:[百千万亿]{1,2}[多余]?)?"


class Sought:
    """A pattern, and the class of characters that its matches begin with.

    ``re`` looks for a class many times faster than it tries a choice of patterns at every character.
    """

    def __init__(self, first: str, pattern: str) -> None:
        self._first, self._pattern = re.compile(f"[{first}]"), re.compile(pattern)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of every match, as ``finditer`` has them."""
        at = self._first.search(text)
        while at:
            match = self._pattern.match(text, at.start())
            if match:
                yield match.span()
            at = self._first.search(text, match.end() if match else at.end())


#: Whole expressions that stay on one line. No break falls inside a match.
TOGETHER = Sought(
    rf"第0-9０-９〔（{LATIN}—―─…～",
    rf"(?:第 ?)?[0-9０-９][{LATIN}０-９]*(?:{_SCALE}(?:{_UNITS}))"  # 第3期, 12.5万元, 100余件, 30号
    rf"|[0-9０-９][{LATIN}０-９]*[多余]?[百千万亿]{{1,2}}"  # 3万
    r"|[〔\[（(]\d{4}[〕\]）)](?:第)?\d+号?"  # 〔2021〕30号
    r"|[0-9０-９]{2,}|第[0-9０-９]+"
    rf"|[{LATIN}]{{2,}}"
    r"|[—―─]{2,}|…{2,}|～{2,}",
)
#: No break before a mark that may not begin a line or a blank, none after a mark that may not end one.
NO_BREAK_BEFORE = re.compile(f"[{re.escape(''.join(sorted(NO_START)))} \u3000\u200b\u0300-\u036f\ufe00-\ufe0f]")
NO_BREAK_AFTER = re.compile(f"[{re.escape(''.join(sorted(NO_END)))}]")
#: What can be set narrower. Two in a row lose a half between them: 》， or 。“ or （《.
MARK = re.compile(f"[{re.escape(''.join(sorted(SQUEEZE)))}]")
#: Not stretched: inside Latin runs, inside dashes and ellipses; between a letter and its accents.
SOLID = Sought(rf"{LATIN}—―─…", rf"[{LATIN}]{{2,}}|[—―─]{{2,}}|…{{2,}}")
ACCENTS = re.compile("[\u0300-\u036f]+")
#: Where a long address may break when keeping it whole would tear the line before it apart.
ADDRESS = Sought(LATIN, rf"(?:https?://|www\.)[{LATIN}]+|[{LATIN}]{{29,}}")
ADDRESS_BREAK = re.compile(r"(?<=[^/:.?&=_-][/?&=._-])(?=[^/?&=._-])")
