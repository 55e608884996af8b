"""Members: of an ended union, of two unions at once, of another union than that of their employer; direct members."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.model.edits import change, new_row, remove
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import Group
from unionmodel.organise.repair.context import Case
from unionmodel.organise.repair.options import Option, said


def of_ended_union(case: Case) -> Iterator[Option]:
    """TUL211: kept where the law allows it; transferred to whoever has taken over."""
    scene = case.scene
    yield case.offer(said("会籍保留", "the membership is retained"), status="retained")
    heir, ended = scene.heir(case["union"]), scene.cell("unions", case["union"], "dissolved_on")
    if heir is not None:
        columns = [column.name for column in TABLES["members"].columns]
        record = {name: case[name] for name in columns} | {"union": heir, "joined_on": ended, "status": "active"}
        text = said(f"会籍转入承接工会{scene.name(heir)}", f"transferred to {scene.name(heir)}, which has taken over")
        edits = (case.set(status="transferred", left_on=ended), new_row("members", **record))
        yield Option(text, edits, approver=heir)


def twice_active(case: Case) -> Iterator[Option]:
    """CTU501: one membership stays, that of the employer's union first; the others are transferred."""
    scene = case.scene
    members = scene.structure.columns("members")
    rows = [row for row, one in enumerate(members["id"]) if one == case["id"] and scene.belonging[row]]
    rows.sort(key=lambda row: members["union"][row] not in scene.own_unions(members["employer"][row]))
    for kept in rows:
        name = scene.name(members["union"][kept])
        text = said(f"保留在{name}的会籍，其余转出", f"the membership in {name} stays, the others are transferred")
        edits = tuple(change("members", row, status="transferred") for row in rows if row != kept)
        yield Option(text, edits, approver=scene.approver(members["union"][kept]))


def with_employer(case: Case) -> Iterator[Option]:
    """CTU502, ACF501: in the employer's own union; of a dispatcher the two unions may agree otherwise."""
    scene = case.scene
    own = scene.own_unions(case["employer"])
    dispatched = scene.cell("employers", case["employer"], "role") == "labour_dispatcher"
    for union in own:
        text = said(f"会籍记入单位自己的工会{scene.name(union)}", f"in {scene.name(union)}, the employer's own union")
        sure = len(own) == 1 and not dispatched
        yield Option(text, (case.set(union=union),), sure, approver=scene.approver(union))


def seamless(case: Case) -> Iterator[Option]:
    """CTU503: one of the two days counts for both."""
    scene, members = case.scene, case.scene.structure.columns("members")
    left = case["left_on"]
    later = [
        row
        for row, one in enumerate(members["id"])
        if one == case["id"] and row != case.row and (members["joined_on"][row] or left) != left
    ]
    for row in later:
        joined = members["joined_on"][row]
        approver = scene.approver(members["union"][row])
        text = said(f"转入日期改为转出日期 {left}", f"joined on the day of leaving, {left}")
        yield Option(text, (change("members", row, joined_on=left),), approver=approver)
        text = said(f"转出日期改为转入日期 {joined}", f"left on the day of joining, {joined}")
        yield Option(text, (case.set(left_on=joined),), approver=approver)


def group(case: Case) -> Iterator[Option]:
    """GS506: one of the groups that the union serves, or other."""
    for one in dict.fromkeys((*(case.scene.cell("unions", case["union"], "groups") or ()), "other")):
        found = Group.of(one)
        yield case.offer(said(f"群体登记为{found.zh}", f"record the group: {found.en}"), group=one)


def direct_elsewhere(case: Case) -> Iterator[Option]:
    """GS304: to a union that may hold them, at their place or above it."""
    scene = case.scene
    geography = scene.structure.geography
    row = scene.row(case["union"])
    place = case.place()
    if place is None and row is not None:
        place = scene.place("unions", row)
    chain = geography.chain(place) if place is not None else ()
    kinds = ("industry_federation", "regional_federation", "industry_union", "township_union", "community_union")
    for above in chain:
        for one in scene.with_kind(*kinds):
            union = scene.unions["id"][one]
            if scene.place("unions", one) == above:
                text = said(f"转到{scene.name(union)}", f"move them to {scene.name(union)}")
                yield Option(text, (case.set(union=union),), approver=scene.approver(union))


def direct_to_own(case: Case) -> Iterator[Option]:
    """GS305: they are members of their employer's union."""
    own = case.scene.own_unions(case["employer"])
    if own:
        name = case.scene.name(own[0])
        text = said(
            f"转入{name}，不再登记为直接会员", f"they are members of {name}, and no longer listed as direct ones"
        )
        yield Option(text, (remove("direct_members", case.row),), approver=case.scene.approver(own[0]))
