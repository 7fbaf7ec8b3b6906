"""PRI802: an applicant is named, or a case points to one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule
from disclosure_report.rules.surnames import SURNAMES

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
#: What follows these surnames in everyday words (张贴, 程序, 范围, 钱款, 石料) is no given name.
_NAME = f"[{SURNAMES}](?![某贴序围款料额量度])[\u4e00-\u9fff]{{1,2}}?"
#: Sign, pattern, what it is: a text without the sign, which is quick to look for, holds no match of the pattern.
_PATTERNS = (
    (
        re.compile("申请人|复议人|原告|上诉人|投诉人|举报人|村民|业主|户主"),
        re.compile(
            rf"(?:申请人|复议人|原告|上诉人|投诉人|举报人|村民|业主|户主)[：:为是]?{_NAME}"
            r"(?=不服|提[出起交]|申请(?!人)|要求|诉|起诉|等\d|[（(，,]\s{0,2}(?:男|女|住|系|身份证))"
        ),
        "写出了姓名",
    ),
    (
        re.compile("先生|女士"),
        re.compile(rf"(?<![\u4e00-\u9fff])[{SURNAMES}](?!某)[\u4e00-\u9fff]{{0,2}}(?:先生|女士)"),
        "写出了姓名",
    ),
    (
        re.compile("单元"),
        re.compile(r"\d{1,4}(?:号楼|幢|栋)\s{0,2}\d{1,2}\s{0,2}单元\s{0,2}\d{1,4}[室户号]?"),
        "写到了门牌号",
    ),
    (re.compile("村"), re.compile(r"村(?:民委员会)?\d{1,2}组\d{1,4}号"), "写到了门牌号"),
    (
        re.compile(f"[{_PROVINCES}][A-HJ-NP-Z]"),
        re.compile(rf"[{_PROVINCES}][A-HJ-NP-Z][·.]?(?=[A-Z]{{0,5}}\d)[A-HJ-NP-Z\d]{{5,6}}(?![A-Za-z\d])"),
        "写出了车牌号",
    ),
)


@rule(
    "PRI802",
    title="点名申请人或案情指向个人",
    severity=Severity.WARNING,
    basis="条例第十五条；个人信息保护法",
    message="文中“{quote}”{state}。",
    hint="请删去姓名、住址、车牌等，改用“某申请人”一类概括的说法。",
)
def applicant_identifiable(context: Context) -> Iterator[Fault]:
    """**查什么**：申请人、复议申请人、原告、村民、业主等称谓之后的姓名，“某先生、某女士”式的称呼，
    住址到门牌号的地址（引言中单位自己的地址除外），车牌号。姓名按常见姓氏和后接动词判断，仍可能误认，请人工核对。

    **为什么**：举例写案情时带出姓名、住址，等于公开了申请人的个人信息。

    **例**：“申请人王小某不服答复，提起行政复议”写成了全名。

    **怎么改**：只写案情的类型和处理结果。
    """
    possible = [(pattern, state) for sign, pattern, state in _PATTERNS if sign.search(context.text)]
    for passage in context.passages if possible else ():
        for pattern, state in possible:
            for match in pattern.finditer(passage.text):
                if state == "写到了门牌号" and passage.section == "preamble":
                    continue
                yield Fault(passage.at(*match.span()), values={"quote": match.group(), "state": state})
