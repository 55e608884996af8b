"""regopy, the Rego of rego-cpp: the three rules as a policy over one document, which makes its own indexes."""

from __future__ import annotations

import json
from typing import Any

import attrs

from benchmarks.peers.three.given import FLOOR, Broken, Given

NAME, PACKAGES, JOINS = "regopy (Rego)", ("regopy",), ()

POLICY = f"""package three

import rego.v1

bodies := {{b.id: b | some b in input.bodies}}

places := {{p.code: p | some p in input.places}}

sites := {{e[0]: e[1] | some e in input.employers}}

paid[whom] contains [number, amount] if {{
    some number, row in input.paid
    whom := row[0]
    amount := row[1]
}}

known(whom) := total if {{
    rows := paid[whom]
    total := sum([row[1] | some row in rows])
}}

known(whom) := 0 if not paid[whom]

blank contains row[0] if {{
    some row in input.paid
    row[1] == null
}}

broken contains ["GS401", b.id] if {{
    some b in input.bodies
    b.funded
    places[b.place].gansu
    not b.id in blank
    known(b.id) < {FLOOR}
}}

above contains [b, upper, places[b.place].rank, places[upper.place].rank] if {{
    some b in input.bodies
    b.standing
    upper := bodies[b.superior]
}}

out_of_order(b, upper, own, there) if there > own

out_of_order(b, upper, own, there) if {{
    there == own
    b.kind_rank == 0
}}

out_of_order(b, upper, own, there) if {{
    there == own
    upper.kind_rank == 3
}}

out_of_order(b, upper, own, there) if {{
    there == own
    b.kind_rank != null
    upper.kind_rank != null
    upper.kind_rank >= b.kind_rank
}}

broken contains ["TUL104", pair[0].id] if {{
    some pair in above
    out_of_order(pair[0], pair[1], pair[2], pair[3])
}}

organised contains link[1] if {{
    some link in input.covers
    bodies[link[0]].formed
    sites[link[1]]
}}

there[place] contains group if {{
    some b in input.bodies
    place := b.place
    some group in b.offers
}}

there[place] contains group if {{
    some b in input.bodies
    place := b.place
    not places[place].above_counties
    some group in b.welcomes
}}

there[place] contains group if {{
    some b in input.bodies
    place := b.place
    b.fallback
    some group in ["truck_driver", "ride_hailing_driver", "courier", "food_delivery_rider"]
}}

parents := {{code: [p.parent] | some code, p in places; p.parent != null}}

taken[code] contains group if {{
    some code, p in places
    some higher in graph.reachable(object.union(parents, {{"none": []}}), {{code}})
    some group in there[higher]
}}

spots contains [count, count.place] if {{
    some count in input.counts
    count.employer == null
}}

spots contains [count, sites[count.employer]] if {{
    some count in input.counts
    count.employer != null
    not count.employer in organised
}}

broken contains ["GS301", pair[0].subject] if {{
    some pair in spots
    places[pair[1]].gansu
    not pair[0].group in taken[pair[1]]
}}
"""


def load(handed: Given) -> Any:
    """Return an interpreter with the policy and the document."""
    import regopy

    interpreter = regopy.Interpreter()
    interpreter.add_module("three", POLICY)
    interpreter.set_input(attrs.asdict(handed))
    return interpreter


def run(interpreter: Any) -> Broken:
    """Return what is broken."""
    answer = json.loads(str(interpreter.query("data.three.broken")))
    return {(code, subject) for code, subject in answer["expressions"][0]}
