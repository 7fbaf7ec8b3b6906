"""What of a sentence is compared between units: its words without the body's names, figures and punctuation, as a mark.

Left out: short clauses, and what the law or the form makes everybody write.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence

#: Characters (without names, figures, punctuation) below which a sentence says too little to be copied.
_SHORTEST = 12
#: A mark is 63 bits: 47 of the words' hash, and below them their number of characters.
_LENGTH_BITS, _HASH_BITS = 16, 47
_LONGEST = (1 << _LENGTH_BITS) - 1

_END = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
#: A pattern that begins with one class of characters is looked for many times faster than a choice of two.
_NUMERALS = "[一二三四五六七八九十百千万亿两〇]"
_COUNTED = re.compile(f"{_NUMERALS}{_NUMERALS}*(?=[件条次个项人篇期份家名场])")
_FIGURES = re.compile(r"[0-9][0-9]*(?:\.[0-9]+)?")
_NOISE = re.compile(r"[^\w\n][^\w\n]*")
#: Full-width signs that nearly every text has.
_WIDE = "，：；（）！？％"
_BOILERPLATE = re.compile(
    "中华人民共和国政府信息公开条例.*(?:要求|规定).*(?:编制|报告)|信息处理费|统计期限|起止?至.{0,8}止|"
    "没有其他需要报告的事项|无其他需要报告的事项|填写说明|以公开为常态.{0,2}不公开为例外|习近平.{0,8}思想为指导"
)
_BODY = re.compile(r"我[局委办市县区镇乡院校厅]|本(?:机关|单位|局|市|县|区|镇|乡|厅|委|办)")


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    for match in _END.finditer(text):
        sentence = match[0].strip()
        if sentence:
            yield sentence


def marks_of(sentences: Sequence[str], agency: str) -> list[int]:
    """The mark of each sentence; 0 for one that does not count. Equal sentences have equal marks."""
    return [
        _mark(bare) if len(bare) >= _SHORTEST and not _BOILERPLATE.search(sentence) else 0
        for sentence, bare in zip(sentences, bare_sentences(sentences, agency), strict=True)
    ]


def length_of(mark: int) -> int:
    """Characters of the sentence behind a mark."""
    return mark & _LONGEST


def bare_sentences(sentences: Sequence[str], agency: str) -> list[str]:
    """The sentences for comparison: without the body's own name and short names, figures and punctuation."""
    if not sentences:
        return []
    # all at once, a line each: nothing below looks across the end of a line
    text = "\n".join(s.replace("\n", " ") for s in sentences)
    for wide in _WIDE:  # with these out of the way most texts are normal already, which is seen at once
        text = text.replace(wide, chr(ord(wide) - 0xFEE0))
    text = unicodedata.normalize("NFKC", text)
    for name in _names(agency):
        text = text.replace(name, "")
    text = _BODY.sub("", _FIGURES.sub("", _COUNTED.sub("", text)))
    return _NOISE.sub("", text).replace("_", "").split("\n")


def _names(agency: str) -> Iterator[str]:
    """The body's full name, then without its place: 示例市教育局, 教育局."""
    name = unicodedata.normalize("NFKC", agency).strip()
    if not name or "\n" in name:
        return
    yield name
    for ending in ("自治区", "自治州", "省", "市", "县", "区", "旗"):
        _, found, rest = name.rpartition(ending)
        if found and len(rest) >= 2:
            yield rest
            yield name.removesuffix(rest)
            return


def _mark(bare: str) -> int:
    digest = hashlib.blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    words = int.from_bytes(digest, "big") >> (64 - _HASH_BITS)
    return words << _LENGTH_BITS | min(len(bare), _LONGEST)
