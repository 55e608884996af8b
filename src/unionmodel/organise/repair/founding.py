"""Unions still to be founded: as recommended for an employer, or as a plan would found them at a place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from unionmodel.model.edits import Edit, change, new_row, remove
from unionmodel.model.vocabulary import UnionKind
from unionmodel.organise.planning.candidates import INDUSTRY_OF_GROUP, Candidate
from unionmodel.organise.planning.carrying_out import Carrier, superior_at
from unionmodel.organise.repair.context import Case, Scene
from unionmodel.organise.repair.options import Option, said


def at_employer(case: Case) -> Iterator[Option]:
    """GS206, TUL203, TUL212, OVL201: found what is recommended there; else a basic union."""
    yield from _recommended(case, str(case["id"]))
    found = case.scene.recommended(str(case["id"]))
    if found is None or found.route != "single":
        yield _basic_union(case)


def related_firm(case: Case) -> Iterator[Option]:
    """GS207, GS303: what is recommended, or a federation that takes its workers."""
    yield from _recommended(case, str(case["id"]))
    scene, place = case.scene, case.place()
    counts = scene.structure.columns("headcounts")
    groups = [group for one, group in zip(counts["employer"], counts["group"], strict=True) if one == case["id"]]
    for group in dict.fromkeys(group for group in groups if group in INDUSTRY_OF_GROUP):
        yield from _for_group(scene, place, group)


def workers(case: Case) -> Iterator[Option]:
    """GS301: an industry federation in the county, a regional federation, or the township's union."""
    yield from _for_group(case.scene, case.place(), case["group"])
    yield from township(case)


def township(case: Case) -> Iterator[Option]:
    """GS302, TUL301: the township's union."""
    place = case.place()
    town = None if place is None else case.scene.structure.geography.above(place, "township")
    yield from _at(case.scene, town, "township_union")


def many_employers(case: Case) -> Iterator[Option]:
    """TUL301: the township's union, or a regional federation."""
    yield from township(case)
    yield from _at(case.scene, case.place(), "regional_federation")


def park(case: Case) -> Iterator[Option]:
    """GS208: a regional federation in the park."""
    yield from _at(case.scene, case.place(), "regional_federation")


def direct_members(case: Case) -> Iterator[Option]:
    """GS306: found a union at the employer, to which they go."""
    scene, employer = case.scene, case["employer"]
    found = scene.recommended(employer) if employer in scene.structure.index("employers") else None
    if found is not None and found.edits:
        text = said(
            f"在 {employer} {found.name.zh}，直接会员转入", f"{found.name.en} at {employer}; the members go there"
        )
        edits = (*_led(scene, found.edits), remove("direct_members", case.row))
        yield Option(text, edits, cost=_cost(found.edits), approver=case.approver())


def _for_group(scene: Scene, place: int | None, group: str | None) -> Iterator[Option]:
    if place is None or group not in INDUSTRY_OF_GROUP:
        return
    county = scene.structure.geography.county(place)
    yield from _at(scene, county, "industry_federation", (INDUSTRY_OF_GROUP[group],), (group,))
    yield from _at(scene, county, "regional_federation", (), (group,))


def _at(
    scene: Scene, place: int | None, kind: str, industries: tuple[str, ...] = (), groups: tuple[str, ...] = ()
) -> Iterator[Option]:
    """Yield an organisation at a place, founded as a plan founds it."""
    land = scene.land
    if land is None or place is None or kind not in land.scheme.founds:
        return
    carrier = Carrier(land, [Candidate(kind, place, industries, groups, land.paths.floor, frozenset())])
    made = carrier.organisations[0]
    text = said(f"建立{made.name}", f"found {made.name} ({UnionKind.of(kind).en})")
    yield Option(text, carrier.edits, cost=made.cost, approver=made.superior)


def _recommended(case: Case, employer: str) -> Iterator[Option]:
    found = case.scene.recommended(employer)
    if found is not None and found.edits:
        name = case.finding.record_name or employer
        text = said(f"{name}：{found.name.zh}", f"{name}: {found.name.en}")
        edits = _led(case.scene, found.edits)
        yield Option(text, edits, cost=_cost(found.edits), approver=case.approver())


def _led(scene: Scene, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return the edits of a founding with a superior, listed where the file has none; money only where it is recorded."""
    made: list[Edit] = []
    for edit in edits:
        if edit.table == "funding" and not scene.money_is_recorded:
            continue
        place = scene.structure.geography.row.get(edit.values.get("place") or "")
        if edit.table == "unions" and edit.values["superior"] is None and place is not None and scene.land is not None:
            superior, listed = superior_at(scene.land, place)
            made += listed
            edit = attrs.evolve(edit, values={**edit.values, "superior": superior})
        made.append(edit)
    return tuple(made)


def _cost(edits: tuple[Edit, ...]) -> int:
    amounts = [Decimal(edit.values["amount"]) for edit in edits if edit.table == "funding"]
    return int(sum(amounts, Decimal(0)) * 100)


def _basic_union(case: Case) -> Option:
    scene, employer = case.scene, str(case["id"])
    key, name = _new_id(scene, employer), f"{case['name'] or employer}工会"
    above = case.approver()
    edits = (
        new_row(
            "unions", id=key, name=name, kind="basic_union", place=case["place"], superior=above, status="proposed"
        ),
        new_row("covers", union=key, employer=employer),
    )
    text = said(f"建立{name}（单独基层工会）", f"found {name} (basic union)")
    return Option(text, _led(scene, edits), approver=above)


def _new_id(scene: Scene, employer: str) -> str:
    key, taken = f"new-{employer}", scene.structure.index("unions")
    while key in taken:
        key += "-1"
    return key


def own_union(case: Case) -> Iterator[Option]:
    """TUL205: the unit that grew gets a union of its own, and leaves the joint one."""
    scene, employer = case.scene, case["employer"]
    row = scene.structure.index("employers").get(employer)
    if row is None:
        return
    place = scene.place("employers", row)
    above = scene.approver_at(place)
    name = f"{scene.structure.column('employers', 'name')[row] or employer}工会"
    key = _new_id(scene, employer)
    code = None if place is None else scene.structure.geography.codes[place]
    edits = (
        change("covers", case.row, until=scene.on),
        new_row(
            "unions", id=key, name=name, kind="basic_union", place=code, superior=above, status="proposed",
            body="committee",
        ),
        new_row("covers", union=key, employer=employer),
    )  # fmt: skip
    text = said(f"建立{name}，设委员会，不再属于联合工会", f"found {name} with a committee; it leaves the joint union")
    yield Option(text, _led(scene, edits), approver=above)
