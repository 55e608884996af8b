"""A tree read for one row: its value, what it misses, and why it came out as it did."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from unionmodel.checking.engine import Bindings, Values
from unionmodel.checking.rows.values import check_character, days_later, months_later, patterned, stepped
from unionmodel.language import Text
from unionmodel.rules import calendar, choices, texts
from unionmodel.rules import expr as e
from unionmodel.rules import facts as f
from unionmodel.rules.words import sentence, spoken

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_CALCULATE: dict[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
}


@attrs.frozen
class Reason:
    """Why a condition came out as it did: a sentence, its value (None: unknown), and the reasons below it."""

    text: Text
    value: Any
    children: tuple[Reason, ...] = ()

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the tree ready for JSON."""
        below = [child.to_dict(language) for child in self.children]
        return {"text": self.text.within(language), "value": self.value, "children": below}

    def render(self, language: str | None = None) -> str:
        """Return the tree as indented lines: √ holds, × does not, ? unknown, · a value."""
        return "\n".join(self._lines(language, 0))

    def _lines(self, language: str | None, depth: int) -> Iterator[str]:
        mark = (
            {True: "√", False: "×", None: "?"}.get(self.value, "·")
            if isinstance(self.value, (bool, type(None)))
            else "·"
        )
        yield "  " * depth + f"{mark} {self.text.within(language)}"
        for child in self.children:
            yield from child._lines(language, depth + 1)

    def __str__(self) -> str:
        return self.render()


class Tracer:
    """Reads trees for single rows, from the values that an engine computed."""

    def __init__(self, values: Values, bindings: Bindings) -> None:
        self._values = values
        self._bindings = bindings

    def value(self, tree: e.Expr, row: int) -> Any:
        """Return the internal value of `tree` for a row; None where it is unknown."""
        reader = _READERS.get(type(tree))
        return self._values.leaf(tree, row) if reader is None else reader(self, tree, row)

    def missing(self, tree: e.Expr, row: int) -> dict[str, Text]:
        """Return the names and labels of the facts that an unknown `tree` hangs on."""
        found = self.value(tree, row)
        if isinstance(tree, (e.Cell, f.Fact)) and tree.type.kind == "total" and found is not None:
            return {tree.name: _label(tree)} if found < 0 else {}
        if found is not None:
            return {}
        if isinstance(tree, e.Row):
            return {tree.of.name: _label(tree.of)}
        below = hangs_on(tree, self._bindings.options)
        if isinstance(tree, choices.Certain):
            return self._open_totals(tree, row) or self._of_all(below, row) or self._apart(tree)
        missing = self._of_all(below, row)
        # Where nothing below is unknown, it is the fact itself that is not known.
        return {tree.name: behind(tree)} if isinstance(tree, (e.Cell, f.Fact)) and not missing else missing

    def _open_totals(self, tree: e.Expr, row: int) -> dict[str, Text]:
        """Return the totals below `tree` that are known only from below: it is them that two bounds differ by."""
        totals = {leaf for leaf in e.walk(tree) if isinstance(leaf, f.Fact) and leaf.type.kind == "total"}
        found = ((leaf, self.value(leaf, row)) for leaf in sorted(totals, key=lambda leaf: leaf.name))
        return {leaf.name: _label(leaf) for leaf, value in found if value is not None and value < 0}

    def _apart(self, tree: choices.Certain) -> dict[str, Text]:
        """Return the facts that only the upper bound of a verdict reads: what may come on top."""
        least = set(e.walk(tree.surely))
        return {
            leaf.name: _label(leaf) for leaf in e.walk(tree.perhaps) if isinstance(leaf, f.Fact) and leaf not in least
        }

    def _of_all(self, trees: tuple[e.Expr, ...], row: int) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for tree in trees:
            found.update(self.missing(tree, row))
        return found

    def reason(self, tree: e.Expr, row: int) -> Reason:
        """Return why `tree` came out as it did for a row."""
        value = self.value(tree, row)
        children: tuple[Reason, ...] = ()
        if isinstance(tree, (e.All, e.Any_)):
            children = tuple(self.reason(part, row) for part in tree.parts)
            joined = (
                Text(zh="以下各项都成立", en="all of these")
                if isinstance(tree, e.All)
                else Text(zh="以下至少一项成立", en="at least one of these")
            )
            return Reason(joined, value, children)
        if isinstance(tree, (e.Not, e.IfUnknown)) and isinstance(tree.of, (e.All, e.Any_, f.Derived)):
            children = (self.reason(tree.of, row),)
        if isinstance(tree, f.Derived):
            return Reason(_label(tree), value, (self.reason(tree.of, row),))
        if isinstance(tree, choices.Switched):
            return self.reason(tree.options[self._bindings.options[tree.switch]], row)
        if tree.type.kind != "bool":
            return Reason(_with_value(_label(tree), tree, value), spoken(value, tree.type, "en"))
        leaves = dict.fromkeys(e.walk(tree))  # a value that a sentence names twice is shown once
        read = [leaf for leaf in leaves if isinstance(leaf, (e.Cell, f.Fact, e.Parameter)) and leaf is not tree]
        values = [
            _with_value(_label(leaf), leaf, self.value(leaf, row)) for leaf in read if not isinstance(leaf, f.Derived)
        ]
        text = sentence(tree)
        if values and not children:
            text = Text(
                zh=f"{text.zh}（{'；'.join(v.zh for v in values)}）",
                en=f"{text.en} ({'; '.join(v.en for v in values)})",
            )
        return Reason(text, value, children)

    # -- one reader for each kind of node ---------------------------------------------------------------------------

    def literal(self, tree: e.Literal_, row: int) -> Any:
        return tree.value

    def parameter(self, tree: e.Parameter, row: int) -> Any:
        return self._bindings.values[tree.name]

    def setting(self, tree: e.Setting, row: int) -> Any:
        bindings = self._bindings
        values = {"year": bindings.on.year, "full_year": bindings.full_year, "proposed": bindings.proposed}
        return values.get(tree.name, bindings.on)

    def compare(self, tree: e.Compare, row: int) -> bool | None:
        left, right = self.value(tree.left, row), self.value(tree.right, row)
        if left is None or right is None:
            return None
        if tree.left.type.kind != "total" or left >= 0:
            return _COMPARE[tree.op](left, right)
        known = ~left
        beyond = known >= right if tree.op in (">=", "<") else known > right
        return (tree.op in (">=", ">", "!=")) if beyond else None

    def is_in(self, tree: e.IsIn, row: int) -> bool | None:
        value = self.value(tree.of, row)
        return None if value is None else value in tree.values

    def names(self, tree: e.Names, row: int) -> bool:
        return not set(tree.values).isdisjoint(self.value(tree.of, row))

    def size(self, tree: e.Size, row: int) -> int:
        return len(self.value(tree.of, row))

    def together(self, tree: choices.Together, row: int) -> tuple[str, ...]:
        second = self.value(tree.second, row)
        return (*self.value(tree.first, row), *(tree.counterpart[x] for x in second if x in tree.counterpart))

    def known(self, tree: e.Known, row: int) -> bool:
        value = self.value(tree.of, row)
        return value is not None and (tree.of.type.kind != "total" or bool(value >= 0))

    def found(self, tree: e.Found, row: int) -> bool | None:
        value = self.value(tree.of, row)
        return None if value is None else bool(value >= 0)

    def if_unknown(self, tree: e.IfUnknown, row: int) -> bool:
        value = self.value(tree.of, row)
        return tree.value if value is None else bool(value)

    def negated(self, tree: e.Not, row: int) -> bool | None:
        value = self.value(tree.of, row)
        return None if value is None else not value

    def all(self, tree: e.All, row: int) -> bool | None:
        values = [self.value(part, row) for part in tree.parts]
        return False if False in values else None if None in values else True

    def any(self, tree: e.Any_, row: int) -> bool | None:
        values = [self.value(part, row) for part in tree.parts]
        return True if True in values else None if None in values else False

    def recode(self, tree: choices.Recode, row: int) -> int | None:
        return tree.numbers.get(self.value(tree.of, row))

    def calculated(self, tree: e.Calculated, row: int) -> int | None:
        left, right = (self._known_part(side, row) for side in (tree.left, tree.right))
        return None if left is None or right is None else _CALCULATE[tree.op](left, right)

    def first_row(self, tree: choices.FirstRow, row: int) -> int | None:
        for choice in tree.rows:
            value: int | None = self.value(choice, row)
            if value is None or value >= 0:
                return value
        return -1

    def depending(self, tree: choices.Depending, row: int) -> int | None:
        condition = self.value(tree.condition, row)
        found: int | None = self.value(tree.then if condition else tree.otherwise, row)
        return None if condition is None else found

    def certain(self, tree: choices.Certain, row: int) -> bool | None:
        if self.value(tree.surely, row):
            return True
        return False if self.value(tree.perhaps, row) is False else None

    def percent(self, tree: choices.Percent, row: int) -> str | None:
        return percent(self._known_part(tree.part, row), self._known_part(tree.whole, row))

    def year_of(self, tree: calendar.YearOf, row: int) -> int | None:
        value = self.value(tree.of, row)
        return None if value is None else value.year

    def month_of(self, tree: calendar.MonthOf, row: int) -> int | None:
        value = self.value(tree.of, row)
        return None if value is None else value.month

    def later(self, tree: calendar.DaysLater, row: int) -> date | None:
        day, count = self.value(tree.of, row), self.value(tree.count, row)
        later = months_later if isinstance(tree, calendar.MonthsLater) else days_later
        return None if day is None or count is None else later(day, count)

    def stepped(self, tree: choices.Stepped, row: int) -> int | None:
        value = self.value(tree.of, row)
        return None if value is None else stepped(value, *zip(*tree.steps, strict=True))

    def matches(self, tree: texts.Matches, row: int) -> bool | None:
        value = self.value(tree.of, row)
        return None if value is None else re.fullmatch(tree.pattern, value, re.ASCII) is not None

    def patterned(self, tree: texts.Patterned, row: int) -> str | int | None:
        value = self.value(tree.of, row)
        cases = [(re.compile(pattern, re.ASCII), found) for pattern, found in tree.cases]
        return None if value is None else patterned(value, cases)

    def check_character(self, tree: texts.CheckCharacter, row: int) -> bool | None:
        value = self.value(tree.of, row)
        return None if value is None else check_character(value)

    def _known_part(self, tree: e.Expr, row: int) -> int | None:
        value: int | None = self.value(tree, row)
        return ~value if value is not None and tree.type.kind == "total" and value < 0 else value

    def which(self, tree: choices.Which, row: int) -> tuple[str, ...]:
        return tuple(cell.name for cell, condition in tree.cases if self.value(condition, row))

    def first_found(self, tree: choices.FirstFound, row: int) -> str | None:
        for label, choice in tree.choices:
            value = self.value(choice, row)
            if value is None:
                return None
            if value >= 0:
                return label
        return tree.otherwise

    def switched(self, tree: choices.Switched, row: int) -> Any:
        return self.value(tree.options[self._bindings.options[tree.switch]], row)


def percent(part: int | None, whole: int | None) -> str | None:
    """Return a part of a whole in percent, rounded down to one decimal."""
    if part is None or not whole:
        return None
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}"


def hangs_on(tree: e.Expr, options: Mapping[str, str]) -> tuple[e.Expr, ...]:
    """Return the trees that say why `tree` is unknown where it is; of a switch, the option that is taken."""
    return (tree.options[options[tree.switch]],) if isinstance(tree, choices.Switched) else tree.unknown_through


def behind(tree: e.Expr) -> Text:
    """Return the words for what is missing: of a statement what it hangs on, since nobody lacks the statement itself."""
    label = _label(tree)
    if not (isinstance(tree, f.Fact) and tree.type.kind == "bool"):
        return label
    return Text(zh=f"判断“{label.zh}”的资料", en=f"the facts behind “{label.en}”")


# A register has as many findings as rows, and they name the same few facts.
@lru_cache(maxsize=4096)
def _label(tree: e.Expr) -> Text:
    return sentence(tree)


def _with_value(label: Text, tree: e.Expr, value: Any) -> Text:
    return Text(zh=f"{label.zh}：{spoken(value, tree.type, 'zh')}", en=f"{label.en}: {spoken(value, tree.type, 'en')}")


_READERS: Mapping[type[e.Expr], Callable[[Tracer, Any, int], Any]] = {
    e.Literal_: Tracer.literal,
    e.Parameter: Tracer.parameter,
    e.Setting: Tracer.setting,
    e.Compare: Tracer.compare,
    e.IsIn: Tracer.is_in,
    e.Names: Tracer.names,
    e.Size: Tracer.size,
    choices.Together: Tracer.together,
    e.Known: Tracer.known,
    e.Found: Tracer.found,
    e.IfUnknown: Tracer.if_unknown,
    e.Not: Tracer.negated,
    e.All: Tracer.all,
    e.Any_: Tracer.any,
    choices.Recode: Tracer.recode,
    e.Calculated: Tracer.calculated,
    choices.Which: Tracer.which,
    choices.FirstFound: Tracer.first_found,
    choices.FirstRow: Tracer.first_row,
    choices.Depending: Tracer.depending,
    choices.Certain: Tracer.certain,
    choices.Percent: Tracer.percent,
    calendar.YearOf: Tracer.year_of,
    calendar.MonthOf: Tracer.month_of,
    calendar.DaysLater: Tracer.later,
    calendar.MonthsLater: Tracer.later,
    choices.Stepped: Tracer.stepped,
    texts.Matches: Tracer.matches,
    texts.Patterned: Tracer.patterned,
    texts.CheckCharacter: Tracer.check_character,
    choices.Switched: Tracer.switched,
}
