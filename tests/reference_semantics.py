"""What every expression of the rule language means, as plainly as it can be said: the definition of the language.

`value(tree, known)` gives the value of a tree for one row. A condition is True, False or None, where None is unknown.
Whatever hangs on an unknown value is unknown, unless the sentence of its function says otherwise. A total is a sum of
which part may be unknown: it is then written as the complement (`~`) of the part that is known, and is negative.
A row is its number; -1 is no row, None a row that is not known.

The engines are tested against this page: it is slow and shares none of their code.
"""

from __future__ import annotations

import operator
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs

from unionmodel.checking.engine import Bindings
from unionmodel.model.credit_code import check_character
from unionmodel.rules import calendar, choices, texts
from unionmodel.rules import expr as e

COMPARISONS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
CALCULATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv}


@attrs.frozen
class Known:
    """What is known of a row: `leaf` gives its cells, references and facts, `bindings` the day and the values."""

    leaf: Callable[[e.Expr], Any]
    bindings: Bindings


def value(tree: e.Expr, known: Known) -> Any:
    """Return the value of `tree`; None where it is unknown."""
    meaning = MEANINGS.get(type(tree))
    if meaning is not None:
        return meaning(tree, lambda part: value(part, known))
    bindings = known.bindings
    match tree:
        case e.Parameter():
            return bindings.values[tree.name]
        case e.Setting():
            settings = {"year": bindings.on.year, "full_year": bindings.full_year, "proposed": bindings.proposed}
            return settings.get(tree.name, bindings.on)
        case choices.Switched():
            return value(tree.options[bindings.options[tree.switch]], known)
    return known.leaf(tree)


Of = Callable[[e.Expr], Any]


def unless_unknown(calculate: Callable[..., Any]) -> Callable[[Any, Of], Any]:
    """Return a meaning for a tree with one part: unknown where the part is, else what `calculate` makes of it."""

    def meaning(tree: Any, of: Of) -> Any:
        part = of(tree.of)
        return None if part is None else calculate(tree, part)

    return meaning


def known_part(tree: e.Expr, of: Of) -> int | None:
    """Return a number; of a total that is open upwards, the part that is known."""
    number: int | None = of(tree)
    return ~number if number is not None and number < 0 and tree.type.kind == "total" else number


def compare(tree: e.Compare, of: Of) -> bool | None:
    """An open total can only say that it is more than a number below its known part, and so not less, not equal."""
    left, right = of(tree.left), of(tree.right)
    if left is None or right is None:
        return None
    if tree.left.type.kind != "total" or left >= 0:
        return bool(COMPARISONS[tree.op](left, right))
    least = ~left
    settled = {">=": least >= right, "<": least >= right}.get(tree.op, least > right)
    return (tree.op in (">=", ">", "!=")) if settled else None


def known(tree: e.Known, of: Of) -> bool:
    """An open total is not known. Never unknown itself."""
    part = of(tree.of)
    return part is not None and (tree.of.type.kind != "total" or part >= 0)


def if_unknown(tree: e.IfUnknown, of: Of) -> bool:
    part = of(tree.of)
    return tree.value if part is None else bool(part)


def every(tree: e.All, of: Of) -> bool | None:
    """One that does not hold settles it, whatever is unknown beside it."""
    parts = [of(part) for part in tree.parts]
    return False if False in parts else None if None in parts else True


def some(tree: e.Any_, of: Of) -> bool | None:
    """One that holds settles it, whatever is unknown beside it."""
    parts = [of(part) for part in tree.parts]
    return True if True in parts else None if None in parts else False


def together(tree: choices.Combined, of: Of) -> tuple[str, ...]:
    return (*of(tree.first), *(tree.counterpart[one] for one in of(tree.second) if one in tree.counterpart))


def calculated(tree: e.Calculated, of: Of) -> int | None:
    left, right = known_part(tree.left, of), known_part(tree.right, of)
    return None if left is None or right is None else CALCULATIONS[tree.op](left, right)


def percent(tree: choices.Percent, of: Of) -> str | None:
    """Rounded down to one decimal; of nothing there is no part."""
    part, whole = known_part(tree.part, of), known_part(tree.whole, of)
    return None if part is None or not whole else f"{part * 1000 // whole // 10}.{part * 1000 // whole % 10}"


def first_row(tree: choices.FirstRow, of: Of) -> int | None:
    """The first row that was found; unknown where one before it is unknown."""
    return next((row for row in map(of, tree.rows) if row is None or row >= 0), -1)


def first_found(tree: choices.LabelOfFirst, of: Of) -> str | None:
    """The label of the first row that was found; unknown where one before it is unknown."""
    for label, choice in tree.choices:
        row = of(choice)
        if row is None or row >= 0:
            return None if row is None else label
    return tree.otherwise


def depending(tree: choices.IfThenElse, of: Of) -> int | None:
    condition = of(tree.condition)
    chosen: int | None = None if condition is None else of(tree.then if condition else tree.otherwise)
    return chosen


def certain(tree: choices.Certain, of: Of) -> bool | None:
    """True where the lower bound holds, false where the upper bound does not, else unknown."""
    return True if of(tree.surely) else False if of(tree.perhaps) is False else None


def later(tree: calendar.Later, of: Of) -> date | None:
    """The day so many days on, or the same day of a later month; at most the last day of the calendar."""
    day, count = of(tree.of), of(tree.count)
    if day is None or count is None:
        return None
    return _days_later(day, count) if tree.unit == "days" else _months_later(day, count)


def _days_later(day: date, count: int) -> date:
    return day + timedelta(count) if count <= (date.max - day).days else date.max


def _months_later(day: date, count: int) -> date:
    """The last day of the month where it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if year > date.max.year else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stepped(tree: choices.Banded, number: int) -> int:
    return [result for start, result in tree.steps if start <= number][-1]


def patterned(tree: texts.Patterned, text: str) -> str | int | None:
    """What the first pattern that fits the whole text stands for."""
    fitting = (result for pattern, result in tree.cases if re.fullmatch(pattern, text, re.ASCII))
    return next(fitting, None)


MEANINGS: dict[type[e.Expr], Callable[[Any, Of], Any]] = {
    e.Literal_: lambda tree, of: tree.value,
    e.Compare: compare,
    e.IsIn: unless_unknown(lambda tree, part: part in tree.values),
    e.HasAny: lambda tree, of: not set(tree.values).isdisjoint(of(tree.of)),
    e.Size: lambda tree, of: len(of(tree.of)),
    e.Known: known,
    e.Found: unless_unknown(lambda tree, row: row >= 0),
    e.IfUnknown: if_unknown,
    e.Not: unless_unknown(lambda tree, part: not part),
    e.All: every,
    e.Any_: some,
    e.Calculated: calculated,
    choices.Combined: together,
    choices.Mapped: lambda tree, of: tree.numbers.get(of(tree.of)),
    choices.CellsWhere: lambda tree, of: tuple(cell.name for cell, condition in tree.cases if of(condition)),
    choices.LabelOfFirst: first_found,
    choices.FirstRow: first_row,
    choices.IfThenElse: depending,
    choices.Certain: certain,
    choices.Percent: percent,
    choices.Banded: unless_unknown(stepped),
    calendar.DatePart: unless_unknown(lambda tree, day: getattr(day, tree.part)),
    calendar.Later: later,
    texts.Matches: unless_unknown(lambda tree, text: re.fullmatch(tree.pattern, text, re.ASCII) is not None),
    texts.Patterned: unless_unknown(patterned),
    texts.CheckCharacter: unless_unknown(lambda tree, text: check_character(text)),
}
