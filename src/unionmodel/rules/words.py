"""The same trees as sentences, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from unionmodel.language import Text
from unionmodel.rules import calendar, choices, texts, types
from unionmodel.rules import expr as e
from unionmodel.rules import facts as f

_OPERATORS = {
    "==": ("是", "is"),
    "!=": ("不是", "is not"),
    "<": ("小于", "is below"),
    "<=": ("不超过", "is at most"),
    ">": ("大于", "is above"),
    ">=": ("不少于", "is at least"),
}
_DAYS = {
    "<": ("早于", "is before"),
    "<=": ("不晚于", "is not after"),
    ">": ("晚于", "is after"),
    ">=": ("不早于", "is not before"),
}
_SIGNS = {"+": "+", "-": "-", "*": "×", "//": "÷"}
_SETTINGS = {
    "on": ("核对日", "the day of the check"),
    "year": ("核对年度", "the year of the check"),
    "full_year": ("上一个完整年度", "the last completed year"),
    "proposed": ("计入拟建工会", "proposed unions count"),
}


def sentence(tree: e.Expr) -> Text:
    """Return what a tree says, in both languages."""
    return Text(zh=_say(tree, "zh"), en=_say(tree, "en"))


def spoken(value: Any, type_: types.Type, language: str) -> str:
    """Return an internal value as people read it: labels, yuan, ISO dates; unknown as such."""
    zh = language == "zh"
    if value is None:
        return "不明" if zh else "unknown"
    if isinstance(value, bool):
        return {True: "是", False: "否"}[value] if zh else {True: "yes", False: "no"}[value]
    if type_.kind == "row":
        return ("没有" if zh else "none") if value < 0 else ("有" if zh else "there is one")
    if type_.kind == "total" and value < 0:
        known = spoken(~value, types.MONEY if type_.money else types.NUMBER, language)
        return f"至少 {known}" if zh else f"at least {known}"
    if type_.money:
        return f"{value // 100}.{value % 100:02}" + (" 元" if zh else " yuan")
    if type_.kind == "list":
        return ("、" if zh else ", ").join(
            spoken(one, types.Type("enum", type_.vocabulary), language) for one in value
        ) or ("无" if zh else "none")
    if type_.vocabulary is not None:
        return str(getattr(type_.vocabulary.of(value), language))
    return value.isoformat() if isinstance(value, date) else str(value)


def _say(tree: e.Expr, language: str) -> str:
    zh = language == "zh"
    if isinstance(tree, (e.Cell, f.Fact)):
        return tree.zh if zh else tree.en
    if isinstance(tree, f.Itself):
        return "该记录" if zh else "the record"
    return _SAYERS[type(tree)](tree, language)


def _values(tree: Any, language: str) -> str:
    inner = types.Type("enum", tree.of.type.vocabulary) if tree.of.type.kind == "list" else tree.of.type
    return ("、" if language == "zh" else ", ").join(spoken(value, inner, language) for value in tree.values)


def _compare(tree: e.Compare, language: str) -> str:
    words = _DAYS.get(tree.op) if tree.left.type.kind == "date" else None
    operator = (words or _OPERATORS[tree.op])[0 if language == "zh" else 1]
    gap = "" if language == "zh" else " "
    return f"{_say(tree.left, language)}{gap}{operator}{gap}{_say(tree.right, language)}"


def _filled(zh: str, en: str) -> Callable[[Any, str], str]:
    """Return what says a tree by a sentence, with its fields put in where their names stand."""

    def say(tree: e.Expr, language: str) -> str:
        fields = {field.name: getattr(tree, field.name) for field in attrs.fields(type(tree))}
        said = {name: _say(part, language) if isinstance(part, e.Expr) else part for name, part in fields.items()}
        if "values" in fields:
            said["values"] = _values(tree, language)
        return (zh if language == "zh" else en).format_map(said)

    return say


def _if_unknown(tree: e.IfUnknown, language: str) -> str:
    of = _say(tree.of, language)
    if language == "zh":
        return f"{of}（不明视为{'是' if tree.value else '否'}）"
    return f"{of} (unknown counts as {'yes' if tree.value else 'no'})"


def _not(tree: e.Not, language: str) -> str:
    of = _say(tree.of, language)
    if isinstance(tree.of, e.Known):
        inner = _say(tree.of.of, language)
        return f"没有写明{inner}" if language == "zh" else f"{inner} is not known"
    return f"并非“{of}”" if language == "zh" else f"not “{of}”"


def _several(tree: Any, language: str) -> str:
    both = isinstance(tree, e.All)
    joined = ("，并且" if both else "，或者") if language == "zh" else (", and " if both else ", or ")
    parts = [_say(part, language) for part in tree.parts]
    left, right = ("（", "）") if language == "zh" else ("(", ")")
    return joined.join(
        f"{left}{part}{right}" if isinstance(one, (e.All, e.Any_)) else part
        for one, part in zip(tree.parts, parts, strict=True)
    )


def _switched(tree: choices.Switched, language: str) -> str:
    joined = "；" if language == "zh" else "; "
    return joined.join(f"[{tree.switch}={option}] {_say(one, language)}" for option, one in tree.options.items())


def _calculated(tree: e.Calculated, language: str) -> str:
    def side(part: e.Expr) -> str:
        said = _say(part, language)
        return f"({said})" if isinstance(part, e.Calculated) and " " in said else said

    if tree.op == "*" and isinstance(tree.right, e.Literal_) and tree.right.value == 1:
        return _say(tree.left, language)  # times one: a total with its known part
    return f"{side(tree.left)} {_SIGNS[tree.op]} {side(tree.right)}"


def _date_part(tree: calendar.DatePart, language: str) -> str:
    of = _say(tree.of, language)
    zh = {"year": "年度", "month": "月份"}
    return f"{of}所在{zh[tree.part]}" if language == "zh" else f"{tree.part} of the {of}"


def _later(tree: calendar.Later, language: str) -> str:
    of, count = _say(tree.of, language), _say(tree.count, language)
    zh = {"days": "天", "months": "个月"}
    return f"{of}之后 {count} {zh[tree.unit]}" if language == "zh" else f"{count} {tree.unit} after the {of}"


def _stepped(tree: choices.Banded, language: str) -> str:
    of = _say(tree.of, language)
    if language == "zh":
        return f"按{of}分档（" + "，".join(f"{start} 起 {value}" for start, value in tree.steps) + "）"
    return f"by {of} (" + ", ".join(f"from {start}: {value}" for start, value in tree.steps) + ")"


def _which(tree: choices.CellsWhere, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(_say(cell, language) for cell, _ in tree.cases)


_SAYERS: dict[type[e.Expr], Callable[[Any, str], str]] = {
    e.Literal_: lambda tree, language: spoken(tree.value, tree.type, language),
    e.Parameter: _filled("[{name}]", "[{name}]"),
    e.Setting: lambda tree, language: _SETTINGS[tree.name][0 if language == "zh" else 1],
    e.Compare: _compare,
    e.IsIn: _filled("{of}是{values}之一", "{of} is one of {values}"),
    e.HasAny: _filled("{of}包括{values}之一", "{of} name one of {values}"),
    e.Size: _filled("{of}的个数", "number of {of}"),
    choices.Combined: _filled("{first}/{second}", "{first}/{second}"),
    e.Known: _filled("已写明{of}", "{of} is known"),
    e.Found: _filled("有{of}", "there is {of}"),
    e.IfUnknown: _if_unknown,
    e.Not: _not,
    e.All: _several,
    e.Any_: _several,
    choices.Mapped: _filled("{of}", "{of}"),
    e.Calculated: _calculated,
    choices.IfThenElse: _filled("{condition}时为{then}，否则为{otherwise}", "{then} if {condition}, else {otherwise}"),
    choices.Certain: _filled(
        "{surely}（不明的数按可能的最小和最大两头核对）", "{surely} (judged at both ends of what is unknown)"
    ),
    choices.Percent: _filled("{part}占{whole}的百分比", "{part} in percent of {whole}"),
    calendar.DatePart: _date_part,
    calendar.Later: _later,
    choices.Banded: _stepped,
    texts.Matches: _filled("{of}合乎格式 {pattern}", "{of} is written as {pattern}"),
    texts.Patterned: _filled("按{of}的写法", "how {of} is written"),
    texts.CheckCharacter: _filled("{of}的校验码正确", "the check character of {of} is right"),
    choices.CellsWhere: _which,
    choices.FirstRow: lambda tree, language: " > ".join(_say(row, language) for row in tree.rows),
    choices.LabelOfFirst: lambda tree, language: " > ".join(_say(row, language) for row in tree.children),
    choices.Switched: _switched,
    e.Row: _filled("{of}", "{of}"),
}
