"""For each kind of fact: the node that keeps it, what that reads, and which rows a change of it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from unionmodel.checking.live import peers as groups
from unionmodel.checking.live.counts import Counted, Found, Link, Reached, Risen
from unionmodel.checking.live.nodes import Computed, LookedUp, Node
from unionmodel.checking.live.searches import Climbing, Linked, Nearest, Rising
from unionmodel.errors import PackError
from unionmodel.model.records import TABLES
from unionmodel.rules import facts as f
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.terms import TERMS

if TYPE_CHECKING:
    from unionmodel.checking.live.network import Network
    from unionmodel.checking.rows.expressions import Coder


def made(network: Network, fact: f.Fact) -> Node:
    """Return a new node for `fact`. Raises PackError for a kind of fact that is not known here."""
    maker = _MAKERS.get(getattr(fact, "ask", getattr(fact, "pick", fact.operator)))
    if maker is None:
        raise PackError(f"the checker does not know {type(fact).__name__}")
    node: Node = maker(network, fact)
    return node


def reached(network: Network, tables: Iterable[str]) -> Node:
    """Return the places that rows of some tables, and those of the file, lie in."""
    cells = [
        TERMS[table].__getattr__(column.name)
        for table in tables
        for column in TABLES[table].columns
        if column.refers_to == "places"
    ]
    node = Reached(network, network.own(), [network.node(Row(cell)) for cell in cells])
    network.shape.readers.append((node, node.moved))
    return network.add(node)


def _derived(network: Network, fact: f.Derived) -> Node:
    return network.computed(fact.home, fact.of)


def _look_up(network: Network, fact: f.LookUp) -> Node:
    way, target = network.node(fact.through), network.node(fact.target)
    return network.add(LookedUp(network, fact.home, way, target))


def _aggregate(network: Network, fact: f.Aggregate) -> Node:
    ways = [_link(network, step, "t is not None and t >= 0 and u is not None and u >= 0") for step in fact.through]

    def write(coder: Coder) -> list[str]:
        where = "True" if fact.where is None else coder.holds(fact.where)
        parts = [None if tree is None else coder.code(tree) for tree in (fact.by, fact.beside, fact.of)]
        by, beside, of = ("None" if part is None else part for part in parts)
        return [f"return ({by}, {beside}, {'1' if fact.of is None else of}) if {where} else None"]

    function, read = network.function(write)
    recorded, whole = network.function(lambda coder: [f"return {_recorded(coder, fact)}"])
    counted = Risen if fact.upward else Counted
    node = counted(network, fact, function, ways, None if fact.recorded is None else recorded)
    node.reads_children(*read)
    node.reads(*whole)
    return network.add(node)


def _recorded(coder: Coder, fact: f.Aggregate) -> str:
    return "True" if fact.recorded is None else coder.code(fact.recorded)


def _link(network: Network, step: f.Step | f.Linked, there: str) -> Link:
    def write(coder: Coder) -> list[str]:
        where, by, to = coder.holds(step.where), coder.code(step.by), coder.code(step.to)
        return [f"if not {where}: return None", f"t, u = {by}, {to}", f"return (t, u) if {there} else None"]

    function, read = network.function(write)
    node = Link(network, str(step.by.type.table), str(step.by.table), function)
    node.reads_children(*read)
    network.add(node)
    return node


def _somewhere(network: Network, fact: f.Whole) -> Node:
    def write(coder: Coder) -> list[str]:
        return ["return True" if fact.of is None else f"return {coder.holds(fact.of)}"]

    function, read = network.function(write)
    node = Found(network, fact.searched, function, fact.how == "count")
    node.reads_children(*read)
    return network.add(node)


def _nearest(network: Network, fact: f.Nearest) -> Node:
    def write(coder: Coder) -> list[str]:
        offers = "(None,)" if fact.offers is None else coder.code(fact.offers)
        if fact.offers_all is not None:
            offers = f"{offers} + ((None,) if {coder.holds(fact.offers_all)} else ())"
        among, anchor = coder.holds(fact.among), coder.code(fact.anchor)
        return [f"if not {among}: return None", f"t = {anchor}", f"return None if t is None else (t, {offers})"]

    function, read = network.function(write)
    start = network.node(fact.start)
    wants = None if fact.wants is None else network.node(fact.wants)
    node = Nearest(network, fact, function, start, wants)
    node.reads_children(*read)
    return network.add(node)


def _linked(network: Network, fact: f.Linked) -> Node:
    links = _link(network, fact, "t is not None and u is not None")
    start, near = network.node(fact.start), network.node(fact.near)
    anchors = network.node(TERMS["unions"].place.row)
    return network.add(Linked(network, fact.home, links, start, near, anchors))


def _first_of(network: Network, fact: f.FirstOf) -> Node:
    def write(coder: Coder) -> list[str]:
        tries = [(f"x = {coder.code(row)}", "if x is not None and x >= 0: return x") for row in fact.rows]
        return [*(line for lines in tries for line in lines), "return None"]

    return _by_row(network, fact.home, write)


def _inside(network: Network, fact: f.Inside) -> Node:
    within = fact.area.type.kind == "row"

    def write(coder: Coder) -> list[str]:
        place, area = coder.code(fact.place), coder.code(fact.area)
        if within:
            return [f"return within(places, ({place},), ({area},))[0]"]
        return [f"t = {place}", f"return None if t is None else places.inside({area})[t]"]

    node = _by_row(network, fact.home, write)
    for tree in (fact.place, *([fact.area] if within else [])):
        network.shape.readers.append((node, node.through(network.node(tree))))
    return node


def _local(network: Network, fact: f.Local) -> Node:
    def write(coder: Coder) -> list[str]:
        value, place = coder.code(fact.parameter), coder.code(fact.place)
        return [f"return local(places, ({place},), {value}, elsewhere.get({fact.parameter.name!r}))[0]"]

    node = _by_row(network, fact.home, write)
    network.shape.readers.append((node, node.through(network.node(fact.place))))
    return node


def _by_row(network: Network, table: str | None, write: Callable[[Coder], list[str]]) -> Node:
    function, read = network.function(write)
    node = network.add(Computed(network, table, function))
    node.reads(*read)
    return node


def _climb(network: Network, fact: f.Chain) -> Node:
    start, until = network.node(fact.start), network.node(fact.of)
    return network.add(Climbing(network, fact.home, start, until))


def _grouped(
    answers: Callable[[Sequence[groups.Member]], Iterable[Any]],
    key: Callable[[Any], Sequence[Cell]],
    says: Callable[[Any, Coder], Sequence[str]],
) -> Callable[[Network, Any], Node]:
    """Return the maker of facts about rows that agree in `key`, of which each says what `says` writes."""

    def maker(network: Network, fact: Any) -> Node:
        function, read = network.function(
            lambda coder: [f"return {_tuple(map(coder.code, key(fact)))}, {_tuple(says(fact, coder))}"]
        )
        node = groups.Grouped(network, fact.home, function, answers)
        node.reads_children(*read)
        return network.add(node)

    return maker


def _tuple(codes: Iterable[str]) -> str:
    return "(" + "".join(f"{code}, " for code in codes) + ")"


def _matched(network: Network, fact: f.Matched) -> Node:
    def own(coder: Coder) -> list[str]:
        key = _tuple(map(coder.code, fact.by))
        return [f"t = {key}", "return None if None in t else t"]

    def other(coder: Coder) -> list[str]:
        return [f"return {_tuple(map(coder.code, fact.to))} if {coder.holds(fact.where)} else None"]

    keys = _by_row(network, fact.home, own)
    function, read = network.function(other)
    node = groups.Matching(network, keys, fact.to[0].home, function)
    node.reads_children(*read)
    return network.add(node)


def _rising(
    write: Callable[[Any, str, str, str], str], of: Callable[[Any], Expr | None]
) -> Callable[[Network, Any], Node]:
    """Return the maker of facts that are found by following a reference upward."""

    def maker(network: Network, fact: Any) -> Node:
        parent, given = network.node(fact.parent), network.node(fact.parent.of)
        tree = of(fact)
        other = None if tree is None else network.node(tree)
        names = (f"a{parent.index}", f"a{given.index}", "" if other is None else f"a{other.index}")
        function, _ = network.function(lambda coder: [f"return {write(fact, *names)}"])
        node = Rising(network, fact.home, parent, given, function)
        if other is not None:
            node.reads(other, hear=node.with_those_below)
        return network.add(node)

    return maker


_MAKERS: Final[dict[str, Callable[[Network, Any], Node]]] = {
    "derived": _derived,
    "look_up": _look_up,
    "aggregate": _aggregate,
    "whole": _somewhere,
    "first_of": _first_of,
    "nearest": _nearest,
    "linked": _linked,
    "inside": _inside,
    "local": _local,
    "first": _climb,
    "matched": _matched,
    "count": _grouped(groups.alike, lambda fact: fact.by, lambda fact, coder: [coder.holds(fact.where)]),
    "last": _grouped(groups.twin, lambda fact: fact.by, lambda fact, coder: [coder.holds(fact.where)]),
    "is_last": _grouped(
        groups.latest, lambda fact: fact.by, lambda fact, coder: [coder.holds(fact.where), coder.code(fact.order)]
    ),
    "next": _grouped(
        groups.next_one, lambda fact: fact.by, lambda fact, coder: [coder.holds(fact.where), coder.code(fact.order)]
    ),
    "less_but_more": _grouped(
        groups.overtakes,
        lambda fact: (fact.by,),
        lambda fact, coder: [coder.code(tree) for tree in (fact.where, fact.by, fact.order, fact.of)],
    ),
    "any_above": _rising(lambda fact, *names: f"any_above_of(i, {', '.join(names)})", lambda fact: fact.of),
    "reaches": _rising(lambda fact, *names: f"reaches_row(i, {', '.join(names)})", lambda fact: fact.of),
    "cyclic": _rising(lambda fact, *names: f"cyclic_of(i, {names[0]})", lambda fact: None),
    "place_fact": lambda network, fact: network.known("known_rank" if fact.attribute == "rank" else fact.attribute),
}
