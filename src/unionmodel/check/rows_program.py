"""Generates the program that judges a structure: one loop for each fact, one for each table that rules are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from typing import Any

from unionmodel.check import rows_reach, rows_search
from unionmodel.check.rows_code import Coder
from unionmodel.errors import PackError
from unionmodel.rules import facts as f
from unionmodel.rules import searches as s
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.rule import Force, Rule

_ABOUT_THE_FILE = frozenset({Force.DATA_ERROR, Force.DATA_WARNING, Force.DATA_INFO})


class Program:
    """The text of a program under way, and where its columns, facts and constants stand."""

    def __init__(
        self,
        rules: Sequence[Rule],
        options: Mapping[str, str],
        wanted: Sequence[Expr] = (),
        idle: Set[Rule] = frozenset(),
    ) -> None:
        self.lines: list[str] = []
        self._fetched: list[str] = []
        searches = ((rows_search, _SEARCHES), (rows_reach, _REACHES))
        self.constants: dict[str, Any] = {name: getattr(room, name) for room, names in searches for name in names}
        self.arrays: dict[Any, str] = {}
        self._indent = 1
        self._here: dict[str, str] = {}
        self._coder = Coder(self._leaf, self._constant, options)
        for fact in f.facts_below(*wanted, *(tree for rule in rules for tree in _trees(rule, rule in idle))):
            self._fact(fact)
        cases = [(number, part, rule) for number, rule in enumerate(rules) for part in range(len(rule.parts))]
        by_subject: dict[tuple[str, bool], list[tuple[int, int, Rule]]] = {}
        for number, part, rule in cases:
            table = rule.parts[part].each.name
            own = table == "places" and rule.force in _ABOUT_THE_FILE
            by_subject.setdefault((table, own), []).append((number, part, rule))
        for (table, own), several in by_subject.items():
            self._judge(table, own, several, idle)

    def text(self) -> str:
        """Return the whole program."""
        head = "def judge(source, on, year, full_year, proposed, values, held, hits, left_out):"
        kept = ", ".join(f"{name!r}: {name}" for name in self.arrays.values())
        return "\n".join([head, "    places = source.geography", *self._fetched, *self.lines, f"    return {{{kept}}}"])

    # -- writing ----------------------------------------------------------------------------------------------------

    def _add(self, line: str) -> None:
        self.lines.append("    " * self._indent + line)

    @contextmanager
    def _block(self, line: str) -> Iterator[None]:
        self._add(line)
        self._indent += 1
        yield
        self._indent -= 1

    def _constant(self, value: Any) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    @contextmanager
    def _loop(self, table: str, rows: str | None = None) -> Iterator[None]:
        """Write a loop over the rows of a table; the columns it turns out to need are fetched by its first line."""
        outer, self._here = self._here, {}
        at = len(self.lines)
        self._indent += 1
        yield
        self._indent -= 1
        pad = "    " * self._indent
        if rows is not None:
            fetch = [f"{pad}    {local} = {array}[i]" for array, local in self._here.items()]
            self.lines[at:at] = [f"{pad}for i in {rows}:", *fetch]
        elif self._here:
            locals_ = ", ".join(self._here.values()) + ","
            self.lines[at:at] = [f"{pad}for i, ({locals_}) in enumerate(zip({', '.join(self._here)})):"]
        else:
            self.lines[at:at] = [f"{pad}for i in range(source.size({table!r})):"]
        self._here = outer

    def _leaf(self, tree: Expr) -> str:
        """Return the variable that holds a cell, reference or fact of the row the current loop is at."""
        if isinstance(tree, f.Fact) and tree.home is None:
            return self.arrays[tree]
        return self._here.setdefault(self._array(tree), f"v{self._array(tree)}")

    def _array(self, tree: Expr) -> str:
        """Return the variable that holds the values of `tree` for all rows of its table."""
        if tree in self.arrays:
            return self.arrays[tree]
        name = f"a{len(self.arrays)}"
        if isinstance(tree, Cell):
            return self._column(("cells", tree.home, tree.name), name)
        if isinstance(tree, Row):
            return self._column(("rows", tree.of.home, tree.of.name), name)
        if isinstance(tree, f.Fact):
            raise PackError(f"{tree.name} is read before it is computed")
        self.arrays[tree] = name
        self._each(str(tree.table), name, tree)
        return name

    def _column(self, key: tuple[str, str, str], name: str) -> str:
        """Columns are fetched at the very top, once each, before any loop."""
        if key not in self.arrays:
            self.arrays[key] = name
            how, table, column = key
            self._fetched.append(f"    {name} = source.{how}({table!r}, {column!r})")
        return self.arrays[key]

    def _each(self, table: str, name: str, tree: Expr) -> None:
        """Write the loop that computes `tree` for every row of a table."""
        if table == "places":
            self._add(f"{name} = [None] * source.size('places')")
            with self._loop(table, "source.visited"):
                self._add(f"{name}[i] = {self._coder.code(tree)}")
            return
        self._add(f"{name} = []")
        self._add(f"add = {name}.append")
        with self._loop(table):
            self._add(f"add({self._coder.code(tree)})")

    # -- facts ------------------------------------------------------------------------------------------------------

    def _fact(self, fact: f.Fact) -> None:
        name = f"f{len(self.arrays)}"
        writer = _WRITERS.get(type(fact))
        if writer is None:
            raise PackError(f"the rows engine does not know {type(fact).__name__}")
        writer(self, fact, name)
        self.arrays[fact] = name

    def derived(self, fact: f.Derived, name: str) -> None:
        if fact.home is None:
            self._add(f"{name} = {self._coder.code(fact.of)}")
        else:
            self._each(fact.home, name, fact.of)

    def look_up(self, fact: f.LookUp, name: str) -> None:
        target = self._array(fact.target)
        through = self._array(fact.through)
        test = "t is None" if isinstance(fact.through, Row) else "t is None or t < 0"
        self._add(f"{name} = [None if {test} else {target}[t] for t in {through}]")

    def aggregate(self, fact: f.Aggregate, name: str) -> None:
        start = {"count": "0", "total": "0", "any": "False", "every": "True", "most": "None"}[fact.how]
        self._add(f"{name} = [{start}] * source.size({fact.home!r})")
        if fact.how == "total":
            self._add(f"open_{name} = set()")
        child = str(fact.by.table)
        ways = [self._way(step, f"way{number}_{name}") for number, step in enumerate(fact.through)]
        with self._loop(child):
            where = "True" if fact.where is None else self._coder.holds(fact.where)
            with self._block(f"if {where}:"):
                if fact.of is not None:
                    self._add(f"x = {self._coder.code(fact.of)}")
                with self._block(self._targets(fact, ways)):
                    for line in _ADDING[fact.how]:
                        self._add(line.format(name=name))
        if fact.how == "total":
            self._add(f"for t in open_{name}: {name}[t] = ~{name}[t]")
        if fact.recorded is not None:
            unknown = "-1" if fact.how in ("count", "total") else "None"
            self._add(f"if not {self._coder.code(fact.recorded)}: {name} = [{unknown}] * source.size({fact.home!r})")

    def _targets(self, fact: f.Aggregate, ways: Sequence[str]) -> str:
        """Write where a row counts; return the line that begins what is done there, for each such row `t`."""
        self._add(f"t = {self._coder.code(fact.by)}")
        if not ways and fact.beside is None:
            if not fact.upward:
                return "if t is not None and t >= 0:"
            return "for t in places.chain(t) if t is not None and t >= 0 else ():"
        beside = "None" if fact.beside is None else self._coder.code(fact.beside)
        return f"for t in follow(t, ({''.join(way + ', ' for way in ways)}), {beside}):"

    def _way(self, step: f.Step, name: str) -> str:
        """Write where the links of a step lead from each row that they start at."""
        self._add(f"{name} = {{}}")
        with self._loop(str(step.by.table)), self._block(f"if {self._coder.holds(step.where)}:"):
            self._add(f"t = {self._coder.code(step.by)}")
            self._add(f"u = {self._coder.code(step.to)}")
            with self._block("if t is not None and t >= 0 and u is not None and u >= 0:"):
                self._add(f"{name}.setdefault(t, []).append(u)")
        return name

    def somewhere(self, fact: f.Somewhere, name: str) -> None:
        if fact.of is None:
            self._add(f"{name} = source.size({fact.reads!r}) > 0")
            return
        self._add(f"{name} = False")
        with self._loop(fact.reads), self._block(f"if {self._coder.holds(fact.of)}:"):
            self._add(f"{name} = True")
            self._add("break")

    def nearest(self, fact: s.Nearest, name: str) -> None:
        self._add("ids = source.cells('unions', 'id')")
        self._add(f"offered_{name} = {{}}")
        with self._loop("unions"), self._block(f"if {self._coder.holds(fact.among)}:"):
            self._add(f"t = {self._coder.code(fact.anchor)}")
            with self._block("if t is not None:"):
                offers = "(None,)" if fact.offers is None else self._coder.code(fact.offers)
                self._add(f"offer(offered_{name}, t, i, {offers}, ids)")
                if fact.offers_all is not None:
                    with self._block(f"if {self._coder.holds(fact.offers_all)}:"):
                        self._add(f"offer(offered_{name}, t, i, (None,), ids)")
        wants = "None" if fact.wants is None else self._array(fact.wants)
        start = self._start(fact.start)
        flags = f"{fact.from_county_down}, {fact.strictly_above}"
        self._add(f"{name} = nearest(places, offered_{name}, {start}, {wants}, ids, {flags})")

    def _start(self, tree: Expr) -> str:
        return "range(source.size('places'))" if isinstance(tree, f.Itself) else self._array(tree)

    def linked(self, fact: s.Linked, name: str) -> None:
        self._add(f"links_{name} = {{}}")
        with self._loop(str(fact.by.table)), self._block(f"if {self._coder.holds(fact.where)}:"):
            self._add(f"t = {self._coder.code(fact.by)}")
            self._add(f"u = {self._coder.code(fact.to)}")
            with self._block("if t is not None and u is not None:"):
                self._add(f"links_{name}.setdefault(t, []).append(u)")
        start, near = self._start(fact.start), self._start(fact.near)
        anchors, ids = "source.rows('unions', 'place')", "source.cells('unions', 'id')"
        self._add(f"{name} = linked(places, links_{name}, {start}, {near}, {anchors}, {ids})")

    def first_of(self, fact: f.FirstOf, name: str) -> None:
        self._add(f"{name} = []")
        self._add(f"add = {name}.append")
        with self._loop(fact.home):
            for row in fact.rows[:-1]:
                self._add(f"x = {self._coder.code(row)}")
                with self._block("if x is not None and x >= 0:"):
                    self._add("add(x)")
                    self._add("continue")
            self._add(f"x = {self._coder.code(fact.rows[-1])}")
            self._add("add(x if x is not None and x >= 0 else None)")

    def inside(self, fact: s.Inside, name: str) -> None:
        area = f"places.inside({self._coder.code(fact.area)})"
        if isinstance(fact.place, f.Itself):
            self._add(f"{name} = {area}")
            return
        place = self._array(fact.place)
        self._add(f"area = {area}")
        self._add(f"{name} = [None if t is None else area[t] for t in {place}]")

    def cyclic(self, fact: s.Cyclic, name: str) -> None:
        self._add(f"{name} = cyclic({self._array(fact.parent)})")

    def latest(self, fact: f.Latest, name: str) -> None:
        self._add(f"rows_{name} = []")
        with self._loop(fact.home), self._block(f"if {self._coder.holds(fact.where)}:"):
            self._add(f"rows_{name}.append((i, {self._key(fact.by)}, {self._coder.code(fact.order)}))")
        self._add(f"{name} = latest(source.size({fact.home!r}), rows_{name})")

    def climb(self, fact: s.Climb, name: str) -> None:
        self._add(f"{name} = climb(places, {self._start(fact.start)}, {self._array(fact.until)})")

    def twin(self, fact: s.Twin, name: str) -> None:
        self._add(f"twin_{name} = {{}}")
        with self._loop(fact.home), self._block(f"if {self._coder.holds(fact.where)}:"):
            self._add(f"twin_{name}[{self._key(fact.by)}] = i")
        self._add(f"{name} = []")
        self._add(f"add = {name}.append")
        with self._loop(fact.home):
            self._add(f"add(twin_{name}.get({self._key(fact.by)}, -1))")

    def _key(self, cells: Sequence[Cell]) -> str:
        return "(" + "".join(self._coder.code(cell) + ", " for cell in cells) + ")"

    def upward(self, fact: s.Upward, name: str) -> None:
        parents, given = self._array(fact.parent), self._array(fact.parent.of)
        self._add(f"{name} = upward({parents}, {given}, {self._array(fact.of)})")

    def overtaken(self, fact: s.Overtaken, name: str) -> None:
        arrays = ", ".join(self._array(tree) for tree in (fact.by, fact.order, fact.of, fact.where))
        self._add(f"{name} = overtaken({arrays})")

    def touched(self, fact: s.Touched, name: str) -> None:
        self._add(f"{name} = [False] * source.size('places')")
        self._add(f"for t in source.touched: {name}[t] = True")

    def county_level(self, fact: s.CountyLevel, name: str) -> None:
        self._add(f"{name} = places.county_level")

    # -- rules ------------------------------------------------------------------------------------------------------

    def _judge(self, table: str, own: bool, cases: list[tuple[int, int, Rule]], idle: Set[Rule]) -> None:
        """Write one loop that judges every row of a table by all rules about it."""
        held = [f"h{number}_{part}" for number, part, _ in cases]
        self._add(" = ".join(held) + " = 0")
        rows = None if table != "places" else "source.own" if own else "source.touched"
        with self._loop(table, rows):
            for number, part, rule in cases:
                among = rule.parts[part].among
                if among is None:
                    self._outcome(number, part, rule)
                    continue
                with self._block(f"if not {self._coder.holds(among)}:"):
                    self._add(f"left_out[{number}] += 1")
                if rule not in idle:
                    with self._block("else:"):
                        self._outcome(number, part, rule)
        for (number, _, _), name in zip(cases, held, strict=True):
            self._add(f"held[{number}] += {name}")

    def _outcome(self, number: int, part: int, rule: Rule) -> None:
        """Write how one part of a rule judges the row that the loop is at."""
        when, require = rule.parts[part].when, rule.parts[part].require
        report = f"hits[{number}].append(({part}, i, {{}}))"
        self._add(f"w = {self._coder.code(when)}")
        with self._block("if w is not False:" if not when.sure else "if w:"):
            self._add(f"r = {self._coder.code(require)}")
            self._add(f"if r: h{number}_{part} += 1")
            broken = "elif r is False and w:" if not when.sure else "elif r is False:"
            self._add(broken + " " + report.format("'broken'"))
            self._add("else: " + report.format("'cannot_tell'"))


def _trees(rule: Rule, idle: bool) -> Iterator[Expr]:
    """Yield what the program reads for a rule: all of it, or only who its subjects are."""
    if not idle:
        yield from rule.trees
    for part in rule.parts if idle else ():
        if part.among is not None:
            yield part.among


_SEARCHES = ("offer", "nearest", "linked", "cyclic", "latest")
_REACHES = ("follow", "climb", "upward", "overtaken", "days_later")
_ADDING = {
    "count": ("{name}[t] += 1",),
    "total": ("if x is None: open_{name}.add(t)", "else: {name}[t] += x"),
    "any": ("if x: {name}[t] = True", "elif x is None and {name}[t] is False: {name}[t] = None"),
    "every": ("if x is False: {name}[t] = False", "elif x is None and {name}[t]: {name}[t] = None"),
    "most": ("if x is not None and ({name}[t] is None or x > {name}[t]): {name}[t] = x",),
}
_WRITERS: dict[type[f.Fact], Any] = {
    f.Derived: Program.derived,
    f.LookUp: Program.look_up,
    f.Aggregate: Program.aggregate,
    f.Somewhere: Program.somewhere,
    s.Nearest: Program.nearest,
    s.Linked: Program.linked,
    f.FirstOf: Program.first_of,
    s.Inside: Program.inside,
    s.Cyclic: Program.cyclic,
    f.Latest: Program.latest,
    s.Climb: Program.climb,
    s.Twin: Program.twin,
    s.Upward: Program.upward,
    s.Overtaken: Program.overtaken,
    s.Touched: Program.touched,
    s.CountyLevel: Program.county_level,
}
