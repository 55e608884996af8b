"""The data dictionary as a page, in Chinese or in English."""

from __future__ import annotations

from unionmodel.model.dictionary import Column, Table, meaning
from unionmodel.model.records import TABLES

TYPES = {
    "key": ("编号", "identifier"),
    "text": ("文字", "text"),
    "name": ("名称", "name"),
    "count": ("整数", "count"),
    "year": ("年份", "year"),
    "money": ("金额（元）", "yuan"),
    "date": ("日期", "date"),
    "bool": ("是/否", "yes or no"),
    "enum": ("选项", "one of"),
    "list": ("选项，可多选", "any of"),
}

WORDS = {
    "zh": {
        "title": "数据字典",
        "intro": (
            "结构文件由下列各表组成。每张表都可以没有，除编号外每一列都可以空白；空白表示“不知道”，不是 0，也不是“否”。"
            "标题行可以用英文名，也可以用中文名。"
        ),
        "head": "| 列 | 英文名 | 类型 | 说明 |\n| --- | --- | --- | --- |",
        "joint": "；",
        "key": "本表编号",
        "refers": "见 [{label}](#{table})",
        "default": "空白时为“{value}”",
        "values": "可选值",
        "values_head": "| 中文 | 英文 |\n| --- | --- |",
        "made": "本页由 `tools/make_docs.py` 根据数据字典生成，请勿手工修改。",
    },
    "en": {
        "title": "Data dictionary",
        "intro": (
            "A structure file is made of the tables below. Every table may be missing, and every cell except an "
            'identifier may be blank: a blank is unknown, never 0 and never "no". Headings may be English or Chinese.'
        ),
        "head": "| column | Chinese | type | remark |\n| --- | --- | --- | --- |",
        "joint": "; ",
        "key": "identifies the row",
        "refers": "see [{label}](#{table})",
        "default": "blank: {value}",
        "values": "Values",
        "values_head": "| English | Chinese |\n| --- | --- |",
        "made": "`tools/make_docs.py` makes this page from the data dictionary; do not edit it by hand.",
    },
}


def page(language: str) -> str:
    """Return the page in `language`."""
    words = WORDS[language]
    used = [column.vocabulary for table in TABLES.values() for column in table.columns]
    lists = {vocabulary.__name__: vocabulary for vocabulary in used if vocabulary is not None}
    parts = [f"# {words['title']}", words["intro"]]
    parts += [_table(table, language) for table in TABLES.values()]
    parts.append(f"## {words['values']}")
    for name in sorted(lists):
        parts.append(_heading("###", name, name.lower()))
        rows = [
            f"| {member.zh} | `{member.value}` |" if language == "zh" else f"| `{member.value}` | {member.zh} |"
            for member in lists[name]
        ]
        parts.append("\n".join([words["values_head"], *rows]))
    return "\n\n".join([*parts, f"*{words['made']}*"]) + "\n"


def _table(table: Table, language: str) -> str:
    title = f"{table.zh} {table.name}" if language == "zh" else f"{table.name} {table.zh}"
    rows = [_row(column, language) for column in table.columns]
    return _heading("##", title, table.name) + "\n\n" + "\n".join([WORDS[language]["head"], *rows])


def _heading(marks: str, title: str, anchor: str) -> str:
    """Return a heading with an anchor that every renderer of Markdown understands."""
    return f'{marks} <a id="{anchor}"></a>{title}'


def _row(column: Column, language: str) -> str:
    first, second = (column.zh, f"`{column.name}`") if language == "zh" else (f"`{column.name}`", column.zh)
    kind = TYPES[column.type][0 if language == "zh" else 1]
    if column.vocabulary is not None:
        kind += f" [{column.vocabulary.__name__}](#{column.vocabulary.__name__.lower()})"
    return f"| {first} | {second} | {kind} | {WORDS[language]['joint'].join(_remarks(column, language))} |"


def _remarks(column: Column, language: str) -> list[str]:
    words = WORDS[language]
    remarks: list[str] = []
    if column.key:
        remarks.append(words["key"])
    if column.meaning:
        remarks.append(meaning(column).within(language))
    if column.refers_to:
        table = TABLES[column.refers_to]
        remarks.append(words["refers"].format(label=table.zh if language == "zh" else table.name, table=table.name))
    if column.type != "list" and column.default is not None:
        remarks.append(words["default"].format(value=_shown(column, language)))
    return remarks


def _shown(column: Column, language: str) -> str:
    if isinstance(column.default, bool):
        yes, no = ("是", "否") if language == "zh" else ("yes", "no")
        return yes if column.default else no
    return column.default.zh if language == "zh" else f"`{column.default.value}`"
