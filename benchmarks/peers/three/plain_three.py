"""The three rules in plain Python: attrs records and dicts, networkx for the superiors and the climb through places."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.peers.day import KEY_GROUPS
from benchmarks.peers.three.given import FLOOR, Broken, Given, kind_ranks

NAME, PACKAGES, JOINS = "plain attrs + networkx", ("attrs", "networkx"), ()


def load(handed: Given) -> Given:
    """Return the records as they are."""
    return handed


def run(handed: Given) -> Broken:
    """Return what is broken."""
    import networkx as nx

    places = {place.code: place for place in handed.places}
    led = nx.DiGraph()
    for body in handed.bodies:
        led.add_node(body.id, body=body)
    led.add_edges_from((body.superior, body.id) for body in handed.bodies if body.superior in led)
    known: dict[str, int] = defaultdict(int)
    blank = set()
    for union, amount in handed.paid:
        known[union] += amount or 0
        if amount is None:
            blank.add(union)
    broken = {
        ("GS401", body.id)
        for body in handed.bodies
        if body.funded and body.place in places and places[body.place].gansu
        if known[body.id] < FLOOR and body.id not in blank
    }
    for above, below in led.edges:
        upper, body = led.nodes[above]["body"], led.nodes[below]["body"]
        if body.standing and upper.place in places and body.place in places:
            ranks = places[upper.place].rank, places[body.place].rank
            if None in ranks:
                continue
            lower, higher = kind_ranks(body.kind_rank, upper.kind_rank)
            if ranks[0] > ranks[1] or (ranks[0] == ranks[1] and higher >= lower):
                broken.add(("TUL104", body.id))
    return broken | _uncovered(handed)


def _uncovered(handed: Given) -> Broken:
    import networkx as nx

    land = nx.DiGraph((place.parent, place.code) for place in handed.places if place.parent is not None)
    land.add_nodes_from((place.code, {"place": place}) for place in handed.places)
    taken: dict[str, set[str]] = defaultdict(set)
    bodies = {body.id: body for body in handed.bodies}
    for body in handed.bodies:
        if body.place in land:
            taken[body.place].update(body.offers, KEY_GROUPS if body.fallback else ())
            if not land.nodes[body.place]["place"].above_counties:
                taken[body.place].update(body.welcomes)
    for code in nx.topological_sort(land):
        for above in land.predecessors(code):
            taken[code] |= taken[above]
    where = dict(handed.employers)
    organised = {
        employer for union, employer in handed.covers if employer in where and union in bodies and bodies[union].formed
    }
    broken = set()
    for count in handed.counts:
        code = count.place if count.employer is None else where.get(count.employer)
        if code not in land or not land.nodes[code]["place"].gansu:
            continue
        if count.employer not in organised and count.group not in taken[code]:
            broken.add(("GS301", count.subject))
    return broken
