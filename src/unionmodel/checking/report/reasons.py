"""A tree read for one row: its value, what it misses, and why it came out as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns
from unionmodel.checking.engine import Bindings, Values
from unionmodel.checking.rows import values as calculations
from unionmodel.checking.rows.expressions import PythonExpressions, writes
from unionmodel.language import Text
from unionmodel.rules import choices
from unionmodel.rules import expr as e
from unionmodel.rules import facts as f
from unionmodel.rules.words import sentence, spoken


@attrs.frozen
class Reason(Answer):
    """Why a condition came out as it did: a sentence, its value (None: unknown), and the reasons below it."""

    COLUMNS: ClassVar[Columns] = {"depth": int, "text": str, "value": str}

    text: Text
    value: Any
    children: tuple[Reason, ...] = ()

    def tree(self, depth: int = 0) -> Iterator[tuple[int, Reason]]:
        """Yield this reason and those below it, each with how deep it lies."""
        yield depth, self
        for child in self.children:
            yield from child.tree(depth + 1)

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return the tree, a reason a row."""
        rows = [{"depth": depth, **one.to_dict(language)} for depth, one in self.tree()]
        return [{**row, "value": None if row["value"] is None else str(row["value"])} for row in rows]


class Tracer:
    """Reads trees for single rows, from the values that an engine computed."""

    def __init__(self, values: Values, bindings: Bindings) -> None:
        self._values = values
        self._bindings = bindings
        self._functions: dict[e.Expr, Callable[[int], Any]] = {}

    def value(self, tree: e.Expr, row: int) -> Any:
        """Return the internal value of `tree` for a row; None where it is unknown."""
        if not writes(tree):
            return self._values.leaf(tree, row)
        function = self._functions.get(tree)
        if function is None:
            bindings = self._bindings
            settings = (bindings.values, bindings.on, bindings.on.year, bindings.full_year, bindings.proposed)
            function = self._functions[tree] = _compiled(tree, bindings.switches)(self._values.leaf, *settings)
        return function(row)

    def missing(self, tree: e.Expr, row: int) -> dict[str, Text]:
        """Return the names and labels of the facts that an unknown `tree` hangs on."""
        found = self.value(tree, row)
        if isinstance(tree, (e.Cell, f.Fact)) and tree.type.kind == "total" and found is not None:
            return {tree.name: _label(tree)} if found < 0 else {}
        if found is not None:
            return {}
        if isinstance(tree, e.Row):
            return {tree.of.name: _label(tree.of)}
        below = inputs_of(tree, self._bindings.options)
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


# Trees belong to rules, which are asked about in check after check.
@lru_cache(maxsize=4096)
def _compiled(tree: e.Expr, switches: tuple[tuple[str, str], ...]) -> Callable[..., Callable[[int], Any]]:
    """Return what makes a function of `tree` by the row: the Python of the rows engine, reading its leaves one by one."""
    names: dict[str, Any] = {name: getattr(calculations, name) for name in calculations.CALLED}

    def constant(value: Any) -> str:
        name = f"k{len(names)}"
        names[name] = value
        return name

    code = PythonExpressions(lambda leaf: f"leaf({constant(leaf)}, i)", constant, dict(switches)).code(tree)
    made: Callable[..., Callable[[int], Any]] = eval(  # the text comes from typed trees, never from a user
        f"lambda leaf, values, on, year, full_year, proposed: lambda i: {code}", names
    )
    return made


def inputs_of(tree: e.Expr, options: Mapping[str, str]) -> tuple[e.Expr, ...]:
    """Return the trees that say why `tree` is unknown where it is; of a switch, the option that is taken."""
    return (tree.options[options[tree.switch]],) if isinstance(tree, choices.Switched) else tree.unknown_through


def behind(tree: e.Expr) -> Text:
    """Return the words for what is missing: the label of a value, or "the facts behind" a statement."""
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
