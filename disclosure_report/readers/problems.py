"""The rules of the family SRC: what can go wrong while reading, as declarations. The catalogue lists them."""

from __future__ import annotations

from disclosure_report.model.finding import Severity
from disclosure_report.model.rule import Rule
from disclosure_report.readers.problem_page import page
from disclosure_report.readers.problems_keys import KEY_RULES

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

MISSING_FILE = Rule(
    "SRC001",
    "missing_file",
    "缺少文件",
    ERROR,
    "缺少{what}。",
    "请放入{names}后重新检查。",
    "年报格式；本程序的输入约定",
    page(
        "输入文件夹、report.toml、统计表和文字部分是否齐全。",
        "缺了文件就编不出完整的年报。",
        "文件夹里只有 report.toml 和一个 txt，没有统计表。",
        "按提示里的文件名补上；也可以先用 `disclosure-report new` 生成一个空白文件夹，再把内容抄进去。",
    ),
)
UNREADABLE_FILE = Rule(
    "SRC002",
    "unreadable_file",
    "文件打不开",
    ERROR,
    "“{file}”读不出来：{reason}。",
    "{remedy}。",
    "本程序的输入约定",
    page(
        "文件是否损坏、加密、为空，内容与扩展名是否相符。",
        "读不出来的文件里的内容不会进入年报，不能假装没有这回事。",
        "网页导出的“统计表.xls”其实是网页；工作簿设了打开密码。",
        "用 WPS 或 Excel 打开原文件，去掉密码，另存为 .xlsx（文字另存为 .docx 或 .txt），替换原文件。",
    ),
)
HOSTILE_FILE = Rule(
    "SRC003",
    "hostile_file",
    "文件异常或过大",
    ERROR,
    "“{file}”没有读取：{reason}。",
    "{remedy}。",
    "本程序的安全限制",
    page(
        "文件是否超过大小限制、压缩内容是否异常、是否指向文件夹之外。",
        "异常文件可能耗尽内存，或把别处的文件带进报告。",
        "一个 200 KB 的工作簿解压后有 2 GB；文件其实是指向系统目录的快捷链接。",
        "确认文件来源；新建一个空白工作簿，只把表格内容复制过去，另存为 .xlsx。",
    ),
)
TABLE_NOT_FOUND = Rule(
    "SRC004",
    "table_not_found",
    "没有找到表格",
    ERROR,
    "没有找到表格“{table}”：查找的文字有{looked_for}；最接近的是{nearest}。",
    "请使用规定格式的表格，行、列的文字不要改动；可用 `disclosure-report new` 生成空白统计表。",
    "条例第五十条；年报格式第二至四部分",
    page(
        "统计表里是否有年报格式规定的三张表。表格按行、列的文字查找，放在哪个工作表、哪个位置都可以。",
        "三张表是年报的法定内容，少一张就不完整。",
        "工作簿里只有两张表，没有“行政复议、行政诉讼情况”。",
        "把缺的表补进工作簿，文字与规定格式一致。",
    ),
)
LABEL_DIFFERS = Rule(
    "SRC005",
    "label_differs",
    "表头文字与格式不一致",
    WARNING,
    "“{table}”中规定的文字是“{expected}”，表里是“{found}”。",
    "请改回规定的文字；印出的年报一律采用规定文字。",
    "年报格式",
    page(
        "表格的行、列文字与规定格式是否一致。空格、换行、全角半角、序号标点的不同不算。",
        "改动表头会让人怀疑统计口径也变了，是审核退回的常见原因。",
        "把“行政规范性文件”写成“规范性文件”。",
        "照提示里的规定文字改回去。",
    ),
)
FIGURE_REPAIRED = Rule(
    "SRC006",
    "figure_repaired",
    "数字写法已自动修正",
    WARNING,
    "{label}：“{found}”已按数字 {read} 读取{more}。",
    "请核对数字；单元格里只填阿拉伯数字，不带单位、逗号或空格。",
    "本程序的读取规则",
    page(
        "单元格里是不是“文本型数字”：全角数字、带千位逗号、带单位的数字。",
        "这样的内容在表格软件里不参加求和，合计容易算错。",
        "“１２”“1,234”“12件”。",
        "把单元格格式改为“常规”，重新输入数字。",
    ),
)
NOT_A_NUMBER = Rule(
    "SRC007",
    "not_a_number",
    "单元格里不是数字",
    ERROR,
    "{label}：单元格里是{what}“{found}”，不是数字{more}。",
    "{remedy}。",
    "年报格式：各栏填写数字，没有的填0",
    page(
        "应当填数字的单元格里是不是文字、日期、百分比、错误值或“是/否”。",
        "不是数字的内容无法核对，也不能当作 0。",
        "没有发生的项目填了“/”或“无”；输入“1-2”被表格软件变成了日期。",
        "没有发生的填 0；其他情况填实际数字，单元格格式设为“常规”。",
    ),
)
FORMULA_WITHOUT_VALUE = Rule(
    "SRC008",
    "formula_without_value",
    "公式没有可用的结果",
    WARNING,
    "“{table}”有{count}个公式{what}：{cells}。",
    "请用 WPS 或 Excel 打开统计表，保存一次，再重新检查。",
    "本程序的读取规则",
    page(
        "单元格是公式时，文件里有没有保存计算结果，结果与公式是否相符。",
        "有的软件只写公式不写结果，读出来是空白或旧数；程序会自己计算简单的加减和求和。",
        "合计栏是 =SUM(D5:I5)，但文件由别的系统导出，没有结果。",
        "用 WPS 或 Excel 打开、保存一次即可；程序算不出的公式请改填数字。",
    ),
)
HIDDEN_CELLS = Rule(
    "SRC009",
    "hidden_cells",
    "表格里有隐藏内容",
    WARNING,
    "“{table}”里有隐藏的{what}：{where}；其中的数字照样读取。",
    "请取消隐藏并核对其中的数字。",
    "本程序的读取规则",
    page(
        "表格所在的行、列或工作表是否被隐藏。",
        "隐藏的数字看不见却会进入年报，容易是旧数。",
        "去年隐藏了“科研机构”一列，今年忘了填。",
        "选中整张表，右键“取消隐藏”，核对后保存。",
    ),
)
TEXT_CLEANED = Rule(
    "SRC010",
    "text_cleaned",
    "文字编码或字符已处理",
    WARNING,
    "“{file}”：{what}。",
    "请通读这部分文字，确认没有乱码或缺字；可另存为 UTF-8 编码。",
    "本程序的读取规则",
    page(
        "文本文件的编码是不是猜出来的，有没有去掉看不见的控制字符、零宽字符。",
        "编码猜错会出现乱码；看不见的字符会打乱排版。",
        "旧版记事本保存的 txt 是 GB18030 编码；从网页复制的文字带零宽空格。",
        "用记事本打开，“另存为”时编码选 UTF-8。",
    ),
)
TABLE_TWICE = Rule(
    "SRC011",
    "table_twice",
    "同一内容出现两次",
    WARNING,
    "“{what}”出现两次：{first}；{second}。采用前者。",
    "请只保留一份，删去或移走另一份。",
    "本程序的读取规则",
    page(
        "同一张表（或同一部分文字）是否在两个工作表、两个文件里都有。",
        "两份数字可能不同，程序无法判断哪一份是定稿。",
        "“统计表.xlsx”和“统计表（最终）.xlsx”放在一起。",
        "只留定稿，把旧稿移出文件夹。",
    ),
)

SRC_RULES: tuple[Rule, ...] = (
    MISSING_FILE,
    UNREADABLE_FILE,
    HOSTILE_FILE,
    TABLE_NOT_FOUND,
    LABEL_DIFFERS,
    FIGURE_REPAIRED,
    NOT_A_NUMBER,
    FORMULA_WITHOUT_VALUE,
    HIDDEN_CELLS,
    TEXT_CLEANED,
    TABLE_TWICE,
    *KEY_RULES,
)
