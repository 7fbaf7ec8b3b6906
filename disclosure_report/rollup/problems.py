"""The rules of the roll-up and of the register of units, and QUA606, which needs the whole batch."""

from __future__ import annotations

from disclosure_report.model.finding import Severity
from disclosure_report.model.rule import Rule

_DUTY = "条例第四十九条、第五十条"
_SUM = "条例第五十条；年报格式各表“总计”与汇总口径"


def _doc(what: str, why: str, example: str, mend: str) -> str:
    return f"**查什么** {what}\n\n**为什么** {why}\n\n**例** {example}\n\n**怎么改** {mend}\n"


PARENT_DIFFERS = Rule(
    "RUP901",
    "parent_differs_from_units",
    "汇总报告与各单位之和不一致",
    Severity.ERROR,
    "{label}：汇总报告为 {found}，各单位之和为 {expected}，相差 {difference}{suspects_text}",
    "请先核对点名的单位是否漏报、重报或填错；都无误时，按各单位之和 {expected} 改正汇总报告的这一格。",
    _SUM,
    _doc(
        "上级机关自己的报告，每一格是否等于各单位报告同一格之和。",
        "汇总数出错时，读者拿各单位已公布的报告一加就能发现。",
        "市政府报告“本年新收 · 自然人”为 120，各单位之和为 118，示例市教育局恰好填了 2。",
        "看提示里点名的单位：未交、未计入、空白，或其数值正好等于差额；改正单位的报告或汇总报告。",
    ),
)
UNIT_MISSING = Rule(
    "RUP902",
    "unit_has_no_report",
    "名册中的单位未交报告",
    Severity.WARNING,
    "“{unit}”在单位名册中，但没有找到它的报告",
    "请催交；已经交来的，请核对报告中的单位名称与名册是否一字不差。",
    _DUTY,
    _doc(
        "单位名册里的每个单位是否都有报告。",
        "条例第四十九条规定了报送期限，少一个单位，汇总数就不完整。",
        "名册有“示例市水务局”，收到的文件夹里没有它的报告。",
        "催交后重新运行；单位已撤并的，从名册中删去。",
    ),
)
COUNTED_TWICE = Rule(
    "RUP903",
    "unit_counted_twice",
    "同一单位的数字会被重复计算",
    Severity.ERROR,
    "“{unit}”的数字有两个来源：{sources}；已只计“{counted}”，其余未计入",
    "请只留一种口径：要么用汇总报告，要么用本级加下属单位的报告。也可在名册的“口径”一列写明“本级”或“汇总”。",
    _SUM,
    _doc(
        "同一机关的本级报告与汇总报告、汇总报告与其下属单位的报告、同名的两份报告是否同时在场。",
        "两种口径都加进去，数字就翻倍了。",
        "示例县人民政府的汇总报告和示例县教育局的报告放在同一个文件夹里。",
        "移走其中一种，或在名册“口径”列写明；程序在此之前只计一次。",
    ),
)
UNIT_REFUSED = Rule(
    "RUP904",
    "unit_figures_refused",
    "单位的数字有错误，未计入汇总",
    Severity.ERROR,
    "“{unit}”未计入汇总：{reason}",
    "请退回该单位改正后重新汇总。汇总数目前不含这个单位。",
    _SUM,
    _doc(
        "单位的报告能否读取、表格是否齐全、表内勾稽是否成立。",
        "把自相矛盾的数字加进去，汇总表的勾稽也不会成立。",
        "示例市教育局“总计”与各列之和不符（SUM303）。",
        "先对该单位运行检查，改正全部表格错误，再汇总。",
    ),
)
CELL_UNKNOWN = Rule(
    "RUP905",
    "cell_cannot_be_summed",
    "有单位此格不是数字，无法汇总",
    Severity.ERROR,
    "{label}：{units_text}此格空白或不是数字，汇总后此格留空",
    "没有发生的请该单位填 0，再重新汇总。程序不会把空白当作 0。",
    _SUM,
    _doc(
        "参加汇总的每个单位，每一格是否都是数字。",
        "空白可能是 0，也可能是忘填；替单位填 0 就是替它作了申报。",
        "示例市教育局“结转下年度继续办理 · 科研机构”空白。",
        "请该单位填写后重新汇总。",
    ),
)
WRONG_FORM = Rule(
    "RUP906",
    "unit_of_another_year_or_edition",
    "单位报告的年度或格式版本不同，未计入汇总",
    Severity.ERROR,
    "“{unit}”是 {found_year} 年、{found_edition} 年版格式的报告，与汇总的 {year} 年、{edition} 年版不同，未计入汇总",
    "请该单位按 {edition} 年版格式重填 {year} 年的报告；放错年份的，请换成 {year} 年的报告。",
    "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号",
    _doc(
        "参加汇总的报告是否同一年度、同一版格式。",
        "两版格式的行列含义不同，相加没有意义。",
        "汇总 2024 年，却放进了 2023 年的报告。",
        "换成本年度、按现行格式填写的报告。",
    ),
)
UNIT_UNKNOWN = Rule(
    "RUP907",
    "unit_not_in_register",
    "报告的单位不在名册中",
    Severity.WARNING,
    "“{unit}”不在单位名册中{nearest_text}",
    "名称写错的请改正；确属本级管理的，请补进名册。不在名册中的单位不计入汇总。",
    _DUTY,
    _doc(
        "收到的每份报告，其单位是否在名册里。",
        "名称差一个字，就会一边显示未交、一边多出一份报告。",
        "名册为“示例市水务局”，报告写作“示例市水利局”。",
        "改正报告或名册中的名称。",
    ),
)
UNIT_LATE = Rule(
    "RUP908",
    "unit_is_late",
    "单位逾期",
    Severity.WARNING,
    "“{unit}”的报告日期为 {found}，晚于名册规定的 {expected}",
    "请核对日期；确属逾期的，按当地规定处理。",
    "条例第四十九条、第四十七条",
    _doc(
        "报告日期是否晚于名册“期限”一列。",
        "逾期未报送、未公布属于条例第四十七条所列情形。",
        "名册期限 2025-01-26，报告日期 2025-02-07。",
        "核对报告的公布日期；名册期限写错的改名册。",
    ),
)
REGISTER_UNREADABLE = Rule(
    "RUP909",
    "register_unreadable",
    "单位名册读不出来",
    Severity.ERROR,
    "单位名册读不出来：{reason}",
    "请用 Excel 或 WPS 另存为 .xlsx 或“CSV UTF-8”；首行为：名称,类别,级别,上级（或 name,kind,level,parent）。",
    "",
    _doc(
        "单位名册能否打开、首行有没有“名称”一列。",
        "没有名册就不知道谁未交、谁归谁汇总。",
        "首行写成了标题“单位一览表”。",
        "把首行改为列名后另存。",
    ),
)
REGISTER_LINE = Rule(
    "RUP910",
    "register_line_is_wrong",
    "单位名册有一行写错",
    Severity.WARNING,
    "名册第 {line} 行（{unit}）：{reason}",
    "请改正名册的这一行。",
    "",
    _doc(
        "名册每一行的名称、类别、级别、上级、期限是否认得、有没有重复。",
        "重复的单位会被算两遍，认不出的上级会使汇总层级断开。",
        "“示例市教育局”出现两次；上级写的单位名册里没有。",
        "按提示改正；类别写 政府/部门/乡镇，级别写 省/市/县/乡。",
    ),
)
REGISTER_CYCLE = Rule(
    "RUP911",
    "register_goes_in_circles",
    "名册的上级关系绕成了圈",
    Severity.ERROR,
    "名册的上级关系绕成了圈：{circle}",
    "请改正其中一个单位的“上级”；在此之前，圈内单位都按没有上级处理。",
    "",
    _doc(
        "名册里顺着“上级”往上走，会不会走回原处。",
        "绕成圈就分不清谁汇总谁。",
        "甲的上级是乙，乙的上级是甲。",
        "改正其中一个单位的上级。",
    ),
)
NOTHING_TO_SUM = Rule(
    "RUP912",
    "nothing_to_sum",
    "没有可以汇总的报告",
    Severity.ERROR,
    "没有一份报告可以计入“{unit}”{year} 年的汇总",
    "请核对文件夹是否选对，再逐条处理上面未计入的原因。",
    "",
    _doc(
        "是否至少有一份报告计入。",
        "一份也没有时，汇总表只能是空白。",
        "文件夹里全是上一年的报告。",
        "换成本年度的报告。",
    ),
)
SIBLINGS_REPEAT = Rule(
    "QUA606",
    "repeats_another_body",
    "与同批其他单位的报告雷同",
    Severity.WARNING,
    "与“{other}”的报告雷同 {percent}%（{shared} 句相同），如：“{quote}”",
    "请按本单位的实际工作重写；雷同的句子见总览页的“雷同报告”。",
    "条例第四十七条；国办公开办函〔2021〕30号（内容雷同、敷衍塞责）",
    _doc(
        "同一批报告两两之间，正文相同句子的字数占比是否超过限值（默认 50%）；单位名称和数字不同不算不同，套话不计。",
        "内容雷同会被点名责令改正。",
        "两个局的“存在的主要问题”一字不差。",
        "重写雷同部分，写出本单位的做法、数字和问题。",
    ),
)

RUP_RULES: tuple[Rule, ...] = (
    SIBLINGS_REPEAT,
    PARENT_DIFFERS,
    UNIT_MISSING,
    COUNTED_TWICE,
    UNIT_REFUSED,
    CELL_UNKNOWN,
    WRONG_FORM,
    UNIT_UNKNOWN,
    UNIT_LATE,
    REGISTER_UNREADABLE,
    REGISTER_LINE,
    REGISTER_CYCLE,
    NOTHING_TO_SUM,
)
