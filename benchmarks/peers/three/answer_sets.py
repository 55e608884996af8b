"""clingo: the three rules as a stratified logic program, so that grounding alone decides them."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.three.given import FLOOR, Broken, Given

NAME, PACKAGES, JOINS = "clingo", ("clingo",), ()

RULES = f"""
#program rules.
in(P,P) :- place(P).
in(P,R) :- in(P,Q), parent(Q,R).
broken("GS401",U) :- funded(U), at(U,P), gansu(P), not blank(U), #sum {{ A,F : paid(F,U,A) }} < {FLOOR}.
above(U,S,R,T) :- standing(U), superior(U,S), at(U,P), at(S,Q), rank(P,R), rank(Q,T).
broken("TUL104",U) :- above(U,_,R,T), T > R.
broken("TUL104",U) :- above(U,S,R,R), kind(U,K), kind(S,L), L >= K.
broken("TUL104",U) :- above(U,_,R,R), kind(U,0).
broken("TUL104",U) :- above(U,S,R,R), kind(S,3).
organised(E) :- covers(U,E), formed(U), open(E).
there(Q,G) :- offers(U,G), at(U,Q).
there(Q,G) :- welcomes(U,G), at(U,Q), not large(Q).
there(Q,G) :- fallback(U), at(U,Q), group(G).
taken(P,G) :- in(P,Q), there(Q,G).
counted(H,G,P) :- count(H,G), count_at(H,P).
counted(H,G,P) :- count(H,G), count_of(H,E), open_at(E,P).
cared(H) :- count_of(H,E), organised(E).
broken("GS301",H) :- counted(H,G,P), gansu(P), not cared(H), not taken(P,G).
"""


def load(handed: Given) -> Any:
    """Return a control with the facts in it."""
    import clingo

    control = clingo.Control(["--warn=none"])
    control.add("base", [], "\n".join(_facts(handed)))
    control.add("base", [], RULES)
    control.ground([("base", [])])
    return control


def run(control: Any) -> Broken:
    """Return what is broken: ground the rules, and read the atoms, all of them facts."""
    control.ground([("rules", [])])
    atoms = control.symbolic_atoms.by_signature("broken", 2)
    return {(atom.symbol.arguments[0].string, atom.symbol.arguments[1].string) for atom in atoms if atom.is_fact}


def _facts(handed: Given) -> list[str]:
    lines = []

    def add(name: str, *values: str | int) -> None:
        shown = (str(value) if isinstance(value, int) else '"' + value + '"' for value in values)
        lines.append(f"{name}({','.join(shown)}).")

    for group in ("truck_driver", "ride_hailing_driver", "courier", "food_delivery_rider"):
        add("group", group)
    for place in handed.places:
        add("place", place.code)
        if place.parent is not None:
            add("parent", place.code, place.parent)
        if place.rank is not None:
            add("rank", place.code, place.rank)
        for name, holds in (("gansu", place.gansu), ("large", place.above_counties)):
            if holds:
                add(name, place.code)
    for body in handed.bodies:
        for name, holds in (
            ("standing", body.standing), ("funded", body.funded), ("formed", body.formed), ("fallback", body.fallback),
        ):  # fmt: skip
            if holds:
                add(name, body.id)
        for name, value in (("at", body.place), ("superior", body.superior), ("kind", body.kind_rank)):
            if value is not None:
                add(name, body.id, value)
        for name, groups in (("offers", body.offers), ("welcomes", body.welcomes)):
            for group in groups:
                add(name, body.id, group)
    for employer, where in handed.employers:
        add("open", employer)
        if where is not None:
            add("open_at", employer, where)
    for union, employer in handed.covers:
        add("covers", union, employer)
    for count in handed.counts:
        add("count", count.subject, count.group)
        if count.employer is not None:
            add("count_of", count.subject, count.employer)
        elif count.place is not None:
            add("count_at", count.subject, count.place)
    for number, (union, amount) in enumerate(handed.paid):
        if amount is None:
            add("blank", union)
        else:
            add("paid", number, union, amount)
    # Names that no fact may have in a small register.
    lines.append("#defined large/1. #defined blank/1. #defined paid/3. #defined covers/2. #defined offers/2.")
    lines.append(
        "#defined welcomes/2. #defined fallback/1. #defined superior/2. #defined count_at/2. #defined funded/1."
    )
    return lines
