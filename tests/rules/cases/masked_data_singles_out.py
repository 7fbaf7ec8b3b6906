"""Cases of PRI803."""

from __future__ import annotations

from tests.rules.case import Case, added, quote

CODE = "PRI803"
CASES = (
    Case("masked mobile", added("overview", "当事人138****8000来电。"), quote("overview", "138****8000")),
    Case("masked identity card", added("overview", "证件320802********1234。"), {"section": "overview"}),
    Case("masked name", added("overview", "村民张**反映。"), quote("overview", "张**")),
    Case("a party under an alias", added("overview", "申请人李某某提起诉讼。"), quote("overview", "申请人李某某")),
    Case("a multiplication", added("overview", "每季度2*3次检查。")),
    Case("some body", added("overview", "某申请人反映某单位某事项。申请人某些诉求。")),
)
