"""Cases of STR105."""

from __future__ import annotations

from tests.rules.case import Case, agency, both, quote, text

CODE = "STR105"
CASES = (
    Case(
        "a county government",
        both(
            agency(name="示例县人民政府", kind="government", level="county"),
            text("overview", "2024年，我县公开信息412条，收到公开申请38件，加强信息管理，改版网站，开展培训。"),
        ),
        quote("overview", "一、总体情况"),
        values={"subjects": "工作考核、社会评议、责任追究"},
    ),
    Case(
        "a township government without appraisal",
        both(
            agency(name="示例镇人民政府", kind="township", level="township"),
            text("overview", "2024年，我镇公开信息412条，纳入考核，未发生责任追究情形。"),
        ),
        quote("overview", "一、总体情况"),
    ),
    Case("a department need not", text("overview", "2024年，我局公开信息412条。")),
    Case("all three", agency(name="示例县人民政府", kind="government", level="county")),
    Case(
        "a street office is no government",
        both(agency(name="示例街道办事处", kind="township"), text("overview", "2024年公开信息412条。")),
    ),
)
