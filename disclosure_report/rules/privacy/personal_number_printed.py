"""PRI801: an identity-card, bank-card or mobile number of a person is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

#: Digits in one run, or in groups of four as on a card; a letter or a dot before it makes it something else.
_DIGIT_RUN = re.compile(
    r"(?<![0-9A-Za-z.])(?:1[3-9]\d([ -])\d{4}\1\d{4}|"
    r"\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?:[ -]\d{1,3})?|\d{11,19}[Xx]?)(?![0-9A-Za-z])",
    re.ASCII,
)
#: What every such number begins with; a text without it needs no closer look.
_SIGN = re.compile(r"[0-9][0-9 -]{10}")
_IDENTITY = re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
#: What stands before an office's own number.
_OFFICE = re.compile("(?:联系|公开|咨询|监督|举报|办公|服务|值班|投诉)(?:电话|方式|热线|手机)[：:是为]?\\s{0,2}$")
_CALL = re.compile("电话|传真|联系|热线|手机|咨询")
_COUNTED = re.compile(r"\s?(?:余|多)?[万亿]?[次条人元件个户份篇点台]")
_ACCOUNT = re.compile("卡号|账号|帐号|银行卡")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule(
    "PRI801",
    title="出现个人证件号、银行卡号或手机号",
    severity=Severity.ERROR,
    basis="条例第十五条；个人信息保护法",
    message="文字中有{kind}（{masked}）。",
    hint="请删去；确为单位对外联系电话的，在 report.toml 的 contact 中填写，或在引言中写明“联系电话”。",
)
def personal_number_printed(context: Context) -> Iterator[Fault]:
    """**查什么**：十八位身份证号（按 GB 11643 校验码核实）、银行卡号（校验位核实，
    须为银联卡号段或写在“卡号”“账号”之后）、手机号。引言中写在电话、传真、联系方式之后的，
    以及 report.toml 中 contact 填写的单位电话，不提示；其他部分写明是联系、咨询电话的，只作警告。

    **为什么**：年报向社会公开，泄露个人信息要承担法律责任。

    **例**：举例说明某件申请时写出了申请人的身份证号。

    **怎么改**：删去号码，不要只打部分星号。
    """
    contact = "".join(c for c in context.report.contact or "" if c.isdecimal())
    for passage in context.passages if _SIGN.search(context.text) else ():
        for match in _DIGIT_RUN.finditer(passage.text):
            kind = _kind(passage.text, match, contact)
            before = passage.text[max(0, match.start() - 40) : match.start()]
            softened = kind == "手机号" and _OFFICE.search(before)
            if kind and not (kind == "手机号" and passage.section == "preamble" and _CALL.search(before)):
                plain = re.sub(r"[ -]", "", match.group())
                values = {"kind": kind, "masked": f"{plain[:3]}****{plain[-2:]}"}
                yield Fault(passage.at(*match.span()), values=values, severity=Severity.WARNING if softened else None)


def _kind(text: str, match: re.Match[str], contact: str) -> str:
    """What the digits are for certain; "" when nothing personal."""
    digits = re.sub(r"[ -]", "", match.group())
    before = text[max(0, match.start() - 40) : match.start()]
    if _COUNTED.match(text, match.end()):
        return ""
    if _IDENTITY.fullmatch(digits) and _checked(digits):
        return "身份证号"
    if digits.isdecimal() and 16 <= len(digits) <= 19 and _luhn(digits):
        return "银行卡号" if digits.startswith("62") or _ACCOUNT.search(before) else ""
    return "手机号" if _MOBILE.fullmatch(digits) and digits not in contact else ""


def _checked(number: str) -> bool:
    """GB 11643: the eighteenth character checks the seventeen before it (ISO 7064, mod 11-2)."""
    remainder = sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False)) % 11
    return "10X98765432"[remainder] == number[-1].upper()


def _luhn(number: str) -> bool:
    """ISO/IEC 7812-1 annex B, the check digit of card numbers."""
    doubled = (sum(divmod(int(d) * 2, 10)) if i % 2 else int(d) for i, d in enumerate(reversed(number)))
    return sum(doubled) % 10 == 0 and len(set(number)) > 2
