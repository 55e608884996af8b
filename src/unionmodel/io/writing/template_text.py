"""What the empty workbook says: on its first page, above its columns, and in its example."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, Final

from unionmodel.language import Language, Text
from unionmodel.model.dictionary import CellType, Column, meaning
from unionmodel.model.records import TABLES

#: The sheets beside the tables. Readers leave them aside: the first is known by name, the others begin with `_`.
INSTRUCTIONS: Final = Text(zh="说明", en="instructions")
DIVISIONS: Final = Text(zh="_区划代码", en="_division_codes")
CHOICES: Final = Text(zh="_选项", en="_choices")
#: How the keys of the example begin, and so how it is told from what somebody filled in.
EXAMPLE: Final = Text(zh="示例", en="example")

#: The tables that nearly every proposal fills in.
USUAL: Final = ("unions", "employers", "covers", "headcounts", "funding")

TITLE: Final = Text(zh="工会组建方案填报表", en="A workbook for a proposal of unions")
STEPS: Final = (
    Text(
        zh="先填“工会”“用人单位”两张表，一行一个工会或单位；编号自己定，同一张表里不重复即可。",
        en="Begin with the sheets unions and employers, a row each; make up the ids, each used once in its sheet.",
    ),
    Text(
        zh="再填“覆盖单位”“人数”“经费”。其余各表用得到才填，用不到的整张留空。",
        en="Then covers, headcounts and funding. Of the other sheets fill in what you need and leave the rest empty.",
    ),
    Text(
        zh="底色为浅黄、编号以“示例”开头的行是例子，内容均为虚构：请改写成自己的，或整行删除。改掉编号后底色自动消失。",
        en="Rows in pale yellow, whose ids begin with “example”, are an invented example: write over them or delete them. "
        "The colour goes when the id is changed.",
    ),
    Text(
        zh="保存为 .xlsx，运行：unionmodel check 文件.xlsx --format xlsx --output 报告.xlsx",
        en="Save it as .xlsx and run: unionmodel check FILE.xlsx --format xlsx --output REPORT.xlsx",
    ),
)
RULES: Final = (
    Text(zh="不知道就空着。空白表示“不知道”，不是 0，也不是“否”。", en="Leave blank what you do not know. A blank is unknown; it is neither 0 nor no."),
    Text(zh="列名后带 * 的应当填写；把鼠标移到列名上，可以看到怎样填、举例和用途。", en="A column with * ought to be filled in. Rest on a heading to read what it is for, how to fill it in, and an example."),
    Text(zh="有下拉箭头的从中选择；“行业”“覆盖群体”可填多项，用分号隔开，例如 货车司机;快递员。", en="Choose from the list where there is an arrow; industries and groups take several, separated by semicolons: truck_driver;courier."),
    Text(zh="人数写整数，金额以元为单位；不写“人”“元”，不写千分号。", en="Write whole numbers of people, and amounts in yuan, without units and without separators of thousands."),
    Text(zh="日期写成 2022-12-31。编号和代码按文字保存，前面的 0 和 18 位代码不会变。", en="Write days as 2022-12-31. Ids and codes are kept as text: zeros in front and codes of 18 digits stay as they are."),
    Text(zh="区域填区划代码，可在“_区划代码”中按名称查找；乡镇以下的区域先登记在“区域”表。", en="A place is a division code, to be found by its name in _division_codes; list areas below the township in places first."),
    Text(zh="人员只写化名或编号，任何地方都不要填身份证号码。", en="Persons have a pseudonym or a number only. Never write a resident ID anywhere."),
    Text(zh="工作表和列的名称不要改，顺序可以改，不用的列可以删。自己的备注列请让列名以 _ 开头，读取时略过。", en="Keep the names of sheets and columns; their order is free, and columns may be deleted. Columns of your own whose names begin with _ are left aside."),
)  # fmt: skip

#: By type of a cell: how to fill it in, and an example.
_HOW: Final[Mapping[CellType, tuple[Text, Text]]] = {
    "key": (Text(zh="编号，自己定，本表内不重复", en="an id of your own making, used once here"), Text(zh="GH001", en="U001")),
    "text": (Text(zh="文字", en="text"), Text(zh="", en="")),
    "name": (Text(zh="名称，按原样写", en="the name as it is written"), Text(zh="", en="")),
    "count": (Text(zh="整数，0 或以上", en="a whole number, 0 or more"), Text(zh="120", en="120")),
    "year": (Text(zh="年份，四位数", en="a year of four digits"), Text(zh="2022", en="2022")),
    "money": (Text(zh="金额，单位元，最多两位小数", en="yuan, at most two decimals"), Text(zh="20000 或 19999.50", en="20000 or 19999.50")),
    "date": (Text(zh="日期", en="a day"), Text(zh="2022-12-31", en="2022-12-31")),
    "bool": (Text(zh="从下拉框选“是”或“否”", en="true or false, from the list"), Text(zh="是", en="true")),
    "enum": (Text(zh="从下拉框选一项", en="one of the list"), Text(zh="", en="")),
    "list": (Text(zh="一项或多项，用分号隔开", en="one or several of the list, separated by semicolons"), Text(zh="", en="")),
}  # fmt: skip
#: Examples of texts, where the column says more than its type.
_EXAMPLES: Final[Mapping[str, Text]] = {
    "credit_code": Text(zh="18 位代码", en="a code of 18 signs"),
    "approval_no": Text(zh="示例总工组〔2022〕8号", en="No. 8 of 2022"),
    "sponsor": Text(zh="示例区邮政管理局", en="the postal administration"),
    "payer": Text(zh="示例区总工会", en="the district federation"),
    "person": Text(zh="人员A", en="person A"),
    "subject": Text(zh="GH001", en="U001"),
    "by": Text(zh="示例区总工会", en="the district federation"),
    "reason": Text(zh="拨付在途", en="the money is on its way"),
    "term_years": Text(zh="5", en="5"),
}  # fmt: skip


def remark(column: Column, language: Language) -> str:
    """Return what is said about a column when somebody rests on its heading."""
    how, example = _HOW[column.type]
    if column.refers_to is not None:
        table = TABLES[column.refers_to]
        key = table.column(str(table.key))
        how = Text(zh=f"“{table.zh}”表中的{key.zh}", en=f"the {key.name} of a row of {table.name}")
    example = _EXAMPLES.get(column.name, example)
    if column.refers_to == "places" or (column.key and column.name == "code"):
        how = (
            how
            if column.key
            else Text(zh="区划代码，或“区域”表中的代码", en="a division code, or the code of a row of places")
        )
        example = Text(zh="620102", en="620102")
    if column.name == "code" and not column.key:
        example = Text(zh="GS401", en="GS401")
    if column.type == "list" and column.vocabulary is not None:
        two = list(column.vocabulary)[:2]
        example = Text(zh=";".join(one.zh for one in two), en=";".join(str(one.value) for one in two))
    elif column.vocabulary is not None:
        first = next(iter(column.vocabulary))
        example = Text(zh=first.zh, en=str(first.value))
    return "\n".join(line.within(language) for line in _lines(column, how, example))


def _lines(column: Column, how: Text, example: Text) -> Iterator[Text]:
    yield Text(zh="应当填写", en="ought to be filled in") if column.required else Text(zh="可以空白", en="may be blank")
    purpose = meaning(column)
    if purpose.zh:
        yield Text(zh=f"用途：{purpose.zh}", en=f"for: {purpose.en}")
    yield Text(zh=f"填法：{how.zh}", en=f"how: {how.en}")
    if example.zh:
        yield Text(zh=f"例如：{example.zh}", en=f"such as: {example.en}")
    default = column.default
    if column.type == "enum" and default is not None:
        yield Text(zh=f"空白即“{default.zh}”", en=f"blank: {default.value}")
    elif column.type == "bool" and default is not None:
        yield Text(zh=f"空白即“{'是' if default else '否'}”", en=f"blank: {'true' if default else 'false'}")


def example(language: Language) -> dict[str, list[dict[str, Any]]]:
    """Return a small invented structure, every key of it beginning with `EXAMPLE`."""
    written = (resources.files("unionmodel") / "data" / "template_example.toml").read_text(encoding="utf-8")
    return {
        table: [{name: _example_cell(cell, language) for name, cell in row.items()} for row in rows]
        for table, rows in tomllib.loads(written).items()
    }


def _example_cell(cell: Any, language: Language) -> Any:
    if isinstance(cell, str) and cell.startswith("@"):
        return f"{EXAMPLE.within(language)}-{cell[1:]}"
    return cell[language] if isinstance(cell, dict) else cell
