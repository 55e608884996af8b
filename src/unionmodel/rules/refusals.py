"""What the language refuses when a rule is written, in both languages: wrong types, rows of two tables, circles."""

from __future__ import annotations

from unionmodel.errors import PackError
from unionmodel.language import Text


def refused(what: str, **fields: object) -> PackError:
    """Return the error that says what cannot be written; its first argument is the `Text` in both languages.

    >>> refused("no table", name="funds").args[0].en
    'funds: names no table'
    """
    return PackError(_SAID[what].format_map(fields))


_SAID = {
    "no date": Text(zh="只有日期才有年份，{type} 类型的值没有", en="a date has a year, not a value of type {type}"),
    "no days later": Text(
        zh="日期加上的应为数字，而不是把 {count} 加到 {type}", en="a number is added to a date, not {count} to {type}"
    ),
    "other table": Text(
        zh="关于 {each} 的规则读了 {table} 的行：用 LookUp 取得",
        en="a rule about {each} reads a row of {table}: reach it with look_up, LookUp",
    ),
    "no condition of a rule": Text(
        zh="规则需要条件，而不是 {type} 类型的值", en="a rule needs a condition, not a value of type {type}"
    ),
    "no lists": Text(zh="应为两个列表，而不是 {one} 和 {other}", en="two lists are needed, not {one} and {other}"),
    "rows apart": Text(zh="这些引用指向不同的表", en="the rows point into different tables"),
    "numbers apart": Text(
        zh="应为同一类型的两个数字，而不是 {one} 和 {other}",
        en="two numbers of one type are needed, not {one} and {other}",
    ),
    "bands": Text(zh="数字的分段应从 0 开始，由小到大", en="the bands of a number start at 0 and go upward"),
    "no text": Text(zh="只能看文本，不能看 {type} 类型的值", en="a text is looked at, not a value of type {type}"),
    "no pattern": Text(zh="{pattern} 不是有效的模式：{error}", en="{pattern} is no pattern: {error}"),
    "no way up": Text(
        zh="{name}：向上查找需要同一张表内的引用", en="{name}: the way up needs a reference within one table"
    ),
    "no numbers": Text(
        zh="{name}：比较的应为数字，而不是 {one} 和 {other}", en="{name}: numbers are compared, not {one} and {other}"
    ),
    "no order": Text(
        zh="{name}：行按日期先后排列，不能按 {type}", en="{name}: rows follow one another by a date, not by {type}"
    ),
    "cells apart": Text(
        zh="{name}：应一致的单元格指向不同的表", en="{name}: the cells that are to agree refer to different tables"
    ),
    "no ways up": Text(
        zh="{name}：向上查找的引用都应在同一张表内", en="{name}: the way up needs references within one table"
    ),
    "mixed": Text(
        zh="一个条件混用了 {one} 和 {other} 的行：用 LookUp 取得另一张表的值",
        en="one condition mixes rows of {one} and {other}: reach the other with look_up, LookUp",
    ),
    "no truth": Text(
        zh="条件本身没有真假：用 &、|、~ 连接条件，不用 and、or、not、in",
        en="a condition has no truth of its own: combine conditions with &, | and ~, not and, or, not, in",
    ),
    "no list": Text(zh="names() 用于列表，不能用于 {type}", en="names() asks a list, not {type}"),
    "no comparison": Text(zh="不能比较 {left} {op} {right}", en="cannot compare {left} {op} {right}"),
    "no size": Text(zh="{type} 类型的值没有大小之分", en="values of type {type} have no order"),
    "no row found": Text(zh="Found 用于行，不能用于 {type}", en="found() asks for a row, not {type}"),
    "no calculation": Text(zh="不能计算 {left} {op} {right}", en="cannot calculate {left} {op} {right}"),
    "no reference": Text(zh="{column} 不是引用", en="{column} is not a reference"),
    "no expression": Text(zh="{part} 不是条件", en="{part} is not a condition"),
    "no condition": Text(zh="应为条件，而不是 {type} 类型的值", en="a condition is needed, not a value of type {type}"),
    "no unions": Text(zh="{name}：只能查找工会", en="{name}: only unions are searched"),
    "no offers": Text(zh="{name}：wants 和 offers 要一起给出", en="{name}: `wants` and `offers` go together"),
    "no circle": Text(zh="{name}：圆圈需要同一张表内的引用", en="{name}: a circle needs a reference within one table"),
    "no places": Text(zh="{name}：of 应为区域", en="{name}: `of` is about places"),
    "tables apart": Text(
        zh="一个事实读一张表的行，而不是这些：{tables}", en="a fact reads rows of one table, not of: {tables}"
    ),
    "no row": Text(
        zh="应为 {table} 的行，而不是 {type} 类型的值", en="a row of {table} is needed, not a value of type {type}"
    ),
    "look-up apart": Text(
        zh="{name}：到 {table} 去找 {other} 的值", en="{name}: looks into {table} for a value of {other}"
    ),
    "no steps": Text(
        zh="{name}：经过几步时只能计数或合计",
        en="{name}: over several steps rows are counted or added up, nothing else",
    ),
    "not upward": Text(
        zh="{name}：已在几行计入的，不能再逐级向上计入",
        en="{name}: rows that count at several rows do not count upward, too",
    ),
    "only places": Text(
        zh="{name}：只有区域有上下级，{table} 没有", en="{name}: only places lie in one another, not {table}"
    ),
    "recorded": Text(
        zh="{name}：recorded 针对整张表，而不是一行", en="{name}: `recorded` is about a whole table, not about one row"
    ),
    "no aggregate": Text(zh="{name}：不能对 {kind} 求 {how}", en="{name}: cannot take {how} of {kind}"),
    "step apart": Text(
        zh="{name}：到了 {end} 之后，下一步不能从 {start} 开始",
        en="{name}: a step from {start} cannot follow one to {end}",
    ),
    "no table": Text(zh="{name}：没有写明表", en="{name}: names no table"),
    "references apart": Text(
        zh="{name}：这些引用指向不同的表：{tables}", en="{name}: the references point into different tables: {tables}"
    ),
    "circle": Text(zh="事实最终取决于它自己：{circle}", en="a fact hangs on itself: {circle}"),
    "no fit": Text(zh="{value} 不是 {type} 类型的值", en="{value} does not fit a value of type {type}"),
}
