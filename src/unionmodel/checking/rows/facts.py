"""How the facts of a structure are written down as plain Python: a loop or a call for each kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from unionmodel.rules import facts as f
from unionmodel.rules import kin as k
from unionmodel.rules import searches as s
from unionmodel.rules.expr import Cell, Row
from unionmodel.rules.terms import TERMS

if TYPE_CHECKING:
    from unionmodel.checking.rows.program import Program


def derived(program: Program, fact: f.Derived, name: str) -> None:
    if fact.home is None:
        program.add(f"{name} = {program.coder.code(fact.of)}")
    else:
        program.each(fact.home, name, fact.of)


def look_up(program: Program, fact: f.LookUp, name: str) -> None:
    target, through = program.array(fact.target), program.each_row(fact.through)
    test = "t is None" if isinstance(fact.through, Row) else "t is None or t < 0"
    program.add(f"{name} = [None if {test} else {target}[t] for t in {through}]")


def aggregate(program: Program, fact: f.Aggregate, name: str) -> None:
    start = {"count": "0", "total": "0", "any": "False", "every": "True", "most": "None"}[fact.how]
    program.add(f"{name} = {program.filled(str(fact.home), start)}")
    if fact.how == "total":
        program.add(f"open_{name} = set()")
    child = str(fact.by.table)
    ways = [_way(program, step, f"way{number}_{name}") for number, step in enumerate(fact.through)]
    with program.loop(child):
        where = "True" if fact.where is None else program.coder.holds(fact.where)
        with program.block(f"if {where}:"):
            if fact.of is not None:
                program.add(f"x = {program.coder.code(fact.of)}")
            with program.block(_targets(program, fact, ways)):
                for line in _ADDING[fact.how]:
                    program.add(line.format(name=name))
    if fact.how == "total":
        program.add(f"for t in open_{name}: {name}[t] = ~{name}[t]")
    if fact.recorded is not None:
        unknown = "-1" if fact.how in ("count", "total") else "None"
        program.add(f"if not {program.coder.code(fact.recorded)}: {name} = {program.filled(str(fact.home), unknown)}")


def _targets(program: Program, fact: f.Aggregate, ways: Sequence[str]) -> str:
    """Write where a row counts; return the line that begins what is done there, for each such row `t`."""
    program.add(f"t = {program.coder.code(fact.by)}")
    if not ways and fact.beside is None:
        if not fact.upward:
            return "if t is not None and t >= 0:"
        return "for t in places.chain(t) if t is not None and t >= 0 else ():"
    beside = "None" if fact.beside is None else program.coder.code(fact.beside)
    return f"for t in follow(t, ({''.join(way + ', ' for way in ways)}), {beside}):"


def _way(program: Program, step: f.Step, name: str) -> str:
    """Write where the links of a step lead from each row that they start at."""
    program.add(f"{name} = {{}}")
    with program.loop(str(step.by.table)), program.block(f"if {program.coder.holds(step.where)}:"):
        program.add(f"t = {program.coder.code(step.by)}")
        program.add(f"u = {program.coder.code(step.to)}")
        with program.block("if t is not None and t >= 0 and u is not None and u >= 0:"):
            program.add(f"{name}.setdefault(t, []).append(u)")
    return name


def somewhere(program: Program, fact: f.Somewhere, name: str) -> None:
    if fact.of is None:
        program.add(f"{name} = {program.size(fact.reads)} > 0")
        return
    program.add(f"{name} = False")
    with program.loop(fact.reads), program.block(f"if {program.coder.holds(fact.of)}:"):
        program.add(f"{name} = True")
        program.add("break")


def how_many(program: Program, fact: f.HowMany, name: str) -> None:
    if fact.of is None:
        program.add(f"{name} = {program.size(fact.reads)}")
        return
    program.add(f"{name} = 0")
    with program.loop(fact.reads), program.block(f"if {program.coder.holds(fact.of)}:"):
        program.add(f"{name} += 1")


def nearest(program: Program, fact: s.Nearest, name: str) -> None:
    ids = program.array(TERMS["unions"].id)
    program.add(f"offered_{name} = {{}}")
    with program.loop("unions"), program.block(f"if {program.coder.holds(fact.among)}:"):
        program.add(f"t = {program.coder.code(fact.anchor)}")
        with program.block("if t is not None:"):
            offers = "(None,)" if fact.offers is None else program.coder.code(fact.offers)
            program.add(f"offer(offered_{name}, t, i, {offers}, {ids})")
            if fact.offers_all is not None:
                with program.block(f"if {program.coder.holds(fact.offers_all)}:"):
                    program.add(f"offer(offered_{name}, t, i, (None,), {ids})")
    wants = "None" if fact.wants is None else program.each_row(fact.wants)
    start = program.each_row(fact.start)
    flags = f"{fact.from_county_down}, {fact.strictly_above}"
    program.add(f"{name} = nearest(places, offered_{name}, {start}, {wants}, {ids}, {flags})")


def linked(program: Program, fact: s.Linked, name: str) -> None:
    program.add(f"links_{name} = {{}}")
    with program.loop(str(fact.by.table)), program.block(f"if {program.coder.holds(fact.where)}:"):
        program.add(f"t = {program.coder.code(fact.by)}")
        program.add(f"u = {program.coder.code(fact.to)}")
        with program.block("if t is not None and u is not None:"):
            program.add(f"links_{name}.setdefault(t, []).append(u)")
    start, near = program.each_row(fact.start), program.each_row(fact.near)
    anchors, ids = program.array(TERMS["unions"].place.row), program.array(TERMS["unions"].id)
    program.add(f"{name} = linked(places, links_{name}, {start}, {near}, {anchors}, {ids})")


def first_of(program: Program, fact: f.FirstOf, name: str) -> None:
    with program.answers(fact.home, name):
        for row in fact.rows[:-1]:
            program.add(f"x = {program.coder.code(row)}")
            with program.block("if x is not None and x >= 0:"):
                program.add("add(x)")
                program.add("continue")
        program.add(f"x = {program.coder.code(fact.rows[-1])}")
        program.add("add(x if x is not None and x >= 0 else None)")


def inside(program: Program, fact: s.Inside, name: str) -> None:
    if fact.area.type.kind == "row":
        place, other = program.each_row(fact.place), program.each_row(fact.area)
        program.add(f"{name} = within(places, {place}, {other})")
        return
    area = f"places.inside({program.coder.code(fact.area)})"
    if isinstance(fact.place, f.Itself):
        program.add(f"{name} = {area}")
        return
    place = program.each_row(fact.place)
    program.add(f"area = {area}")
    program.add(f"{name} = [None if t is None else area[t] for t in {place}]")


def cyclic(program: Program, fact: s.Cyclic, name: str) -> None:
    program.add(f"{name} = cyclic({program.array(fact.parent)})")


def latest(program: Program, fact: f.Latest, name: str) -> None:
    program.add(f"rows_{name} = []")
    with program.loop(fact.home), program.block(f"if {program.coder.holds(fact.where)}:"):
        program.add(f"rows_{name}.append((i, {_key(program, fact.by)}, {program.coder.code(fact.order)}))")
    program.add(f"last_{name} = latest(rows_{name})")
    with program.answers(fact.home, name):
        program.add(f"add(i in last_{name})")


def climb(program: Program, fact: s.Climb, name: str) -> None:
    program.add(f"{name} = climb(places, {program.each_row(fact.start)}, {program.array(fact.until)})")


def twin(program: Program, fact: k.Twin, name: str) -> None:
    program.add(f"twin_{name} = {{}}")
    with program.loop(fact.home), program.block(f"if {program.coder.holds(fact.where)}:"):
        program.add(f"twin_{name}[{_key(program, fact.by)}] = i")
    with program.answers(fact.home, name):
        program.add(f"add(twin_{name}.get({_key(program, fact.by)}, -1))")


def alike(program: Program, fact: k.Alike, name: str) -> None:
    program.add(f"times_{name} = {{}}")
    with program.loop(fact.home), program.block(f"if {program.coder.holds(fact.where)}:"):
        program.add(f"key = {_key(program, fact.by)}")
        program.add(f"times_{name}[key] = times_{name}.get(key, 0) + 1")
    with program.answers(fact.home, name):
        program.add(f"add(times_{name}.get({_key(program, fact.by)}, 0))")


def following(program: Program, fact: k.Following, name: str) -> None:
    program.add(f"rows_{name} = {{}}")
    with program.loop(fact.home), program.block(f"if {program.coder.holds(fact.where)}:"):
        program.add(f"day = {program.coder.code(fact.order)}")
        with program.block("if day is not None:"):
            program.add(f"rows_{name}.setdefault({_key(program, fact.by)}, []).append((day, -i))")
    program.add(f"in_order(rows_{name})")
    with program.answers(fact.home, name):
        later = f"rows_{name}.get({_key(program, fact.by)})"
        program.add(f"add(following({later}, {program.coder.code(fact.order)}))")


def matched(program: Program, fact: k.Matched, name: str) -> None:
    program.add(f"pairs_{name} = set()")
    with program.loop(str(fact.to[0].home)), program.block(f"if {program.coder.holds(fact.where)}:"):
        program.add(f"pairs_{name}.add({_key(program, fact.to)})")
    with program.answers(fact.home, name):
        blank = " or ".join(f"{program.coder.code(cell)} is None" for cell in fact.by)
        program.add(f"add(None if {blank} else {_key(program, fact.by)} in pairs_{name})")


def _key(program: Program, cells: Iterable[Cell]) -> str:
    return "(" + "".join(program.coder.code(cell) + ", " for cell in cells) + ")"


def upward(program: Program, fact: k.Upward, name: str) -> None:
    parents, given = program.array(fact.parent), program.array(fact.parent.of)
    program.add(f"{name} = upward({parents}, {given}, {program.array(fact.of)})")


def above(program: Program, fact: k.Above, name: str) -> None:
    arrays = ", ".join(program.array(tree) for tree in (fact.parent, fact.parent.of, fact.of))
    program.add(f"{name} = above({arrays})")


def overtaken(program: Program, fact: k.Overtaken, name: str) -> None:
    arrays = ", ".join(program.array(tree) for tree in (fact.by, fact.order, fact.of, fact.where))
    program.add(f"{name} = overtaken({arrays})")


def touched(program: Program, fact: s.Touched, name: str) -> None:
    program.add(f"{name} = [False] * source.size('places')")
    program.add(f"for t in source.touched: {name}[t] = True")


def county_level(program: Program, fact: s.CountyLevel, name: str) -> None:
    program.add(f"{name} = places.county_level")


def listed_name(program: Program, fact: s.ListedName, name: str) -> None:
    program.add(f"{name} = places.listed_name")


def place_rank(program: Program, fact: s.PlaceRank, name: str) -> None:
    program.add(f"{name} = places.known_rank")


def local(program: Program, fact: s.Local, name: str) -> None:
    value = program.coder.code(fact.parameter)
    elsewhere = f"elsewhere.get({fact.parameter.name!r})"
    program.add(f"{name} = local(places, {program.each_row(fact.place)}, {value}, {elsewhere})")


_ADDING = {
    "count": ("{name}[t] += 1",),
    "total": ("if x is None: open_{name}.add(t)", "else: {name}[t] += x"),
    "any": ("if x: {name}[t] = True", "elif x is None and {name}[t] is False: {name}[t] = None"),
    "every": ("if x is False: {name}[t] = False", "elif x is None and {name}[t]: {name}[t] = None"),
    "most": ("if x is not None and ({name}[t] is None or x > {name}[t]): {name}[t] = x",),
}
WRITERS: Final[dict[type[f.Fact], Callable[[Program, Any, str], None]]] = {
    f.Derived: derived,
    f.LookUp: look_up,
    f.Aggregate: aggregate,
    f.Somewhere: somewhere,
    f.HowMany: how_many,
    s.Nearest: nearest,
    s.Linked: linked,
    f.FirstOf: first_of,
    s.Inside: inside,
    s.Cyclic: cyclic,
    f.Latest: latest,
    s.Climb: climb,
    k.Twin: twin,
    k.Alike: alike,
    k.Following: following,
    k.Matched: matched,
    k.Upward: upward,
    k.Above: above,
    k.Overtaken: overtaken,
    s.Touched: touched,
    s.CountyLevel: county_level,
    s.PlaceRank: place_rank,
    s.ListedName: listed_name,
    s.Local: local,
}
