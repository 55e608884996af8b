"""Who leads whom: superiors that are blank, ended, in a circle, or not above."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.model.edits import Edit, change, new_row
from unionmodel.organise.planning.carrying_out import TOPS
from unionmodel.organise.repair.context import Case, Scene
from unionmodel.organise.repair.options import Option, instead_of, listed, said


def missing_superior(case: Case) -> Iterator[Option]:
    """TUL102, GS605, CTU103: who has none gets the one that place and kind leave; a dangling one is somebody's decision."""
    yield from _led(case.scene, case.row, sure=case["superior"] is None)


def other_superior(case: Case) -> Iterator[Option]:
    """TUL104: one that ranks above; or none in this file, where it is the top of it."""
    yield from _led(case.scene, case.row)
    yield from _top(case.scene, case.row)


def circle(case: Case) -> Iterator[Option]:
    """TUL103: another superior for one of the unions in the circle."""
    scene, seen = case.scene, list[int]()
    row: int | None = case.row
    while row is not None and row not in seen:
        seen.append(row)
        row = scene.row(scene.unions["superior"][row])
    for one in sorted(seen[seen.index(row) :] if row is not None else [], key=lambda one: scene.unions["id"][one]):
        yield from _led(scene, one)
        yield from _top(scene, one)


def ended_superior(case: Case) -> Iterator[Option]:
    """TUL106: the union that has taken over; where none has, one by place and kind."""
    yield from _taken_over(case.scene, [case.row])


def ended_leader(case: Case) -> Iterator[Option]:
    """TUL210: the same for all unions below one that has ended."""
    scene = case.scene
    superiors = scene.unions["superior"]
    yield from _taken_over(
        scene, [r for r, stands in enumerate(scene.standing) if stands and superiors[r] == case["id"]]
    )


def outside_area(case: Case) -> Iterator[Option]:
    """CTU101: a superior in whose area it lies, or led by its industry."""
    yield from _led(case.scene, case.row)
    yield _vertical(case)


def second_superior(case: Case) -> Iterator[Option]:
    """CTU102: without the second one, or the second as the only one."""
    scene, second = case.scene, case["second_superior"]
    if case["superior"] is None:
        name = scene.name(second)
        yield Option(
            said(f"把第二上级工会{name}改为上级工会", f"make the second superior, {name}, the superior"),
            (case.set(superior=second, second_superior=None),), approver=second,
        )  # fmt: skip
    yield case.offer(said("删去第二上级工会", "remove the second superior"), second_superior=None)


def industrial_union(case: Case) -> Iterator[Option]:
    """CTU103: the local federation leads it, and whoever did becomes the second; or it is led by its industry."""
    scene, now = case.scene, case["superior"]
    if now is None:
        yield from missing_superior(case)
        return
    for leader in _leaders(scene, case.row):
        name = scene.name(leader)
        yield Option(
            said(f"上级工会改为{name}，原上级工会改为第二上级", f"led by {name}; the present superior becomes the second"),
            (case.set(superior=leader, second_superior=now),), approver=leader,
        )  # fmt: skip
    yield _vertical(case)


def successor(case: Case) -> Iterator[Option]:
    """CTU202: the union that has taken over by now."""
    heir = case.scene.heir(case["successor"])
    if heir is not None:
        name = case.scene.name(heir)
        yield Option(said(f"承接工会改为{name}", f"make {name} the successor"), (case.set(successor=heir),), sure=True)


def two_roots(case: Case) -> Iterator[Option]:
    """TUL101: one of them stays, and what named the others names it."""
    scene = case.scene
    roots = [
        scene.unions["id"][row]
        for row in scene.with_kind("general_federation")
        if (place := scene.place("unions", row)) is not None and scene.structure.geography.level[place] == "nation"
    ]
    for kept in roots:
        gone = [root for root in roots if root != kept]
        edits = [edit for one in gone for edit in instead_of(scene.structure, "unions", one, kept)]
        yield Option(
            said(f"只保留 {kept}，并入另一行", f"keep {kept} only, and join the other row with it"), tuple(edits)
        )


def local_federation(case: Case) -> Iterator[Option]:
    """TUL105: list the general federation there; who had no superior in the area gets it."""
    scene, place = case.scene, case.place()
    if place is None:
        return
    geography, unions = scene.structure.geography, scene.unions
    code = geography.codes[place]
    name = f"{geography.name[place] or code}总工会"
    key = f"new-general_federation-{code}"
    if key in scene.structure.index("unions"):
        return
    above = scene.leaders_at(place, "general_federation")
    superior = above[0] if len(above) == 1 else None
    edits: list[Edit] = [
        new_row(
            "unions", id=key, name=name, kind="general_federation", place=code, superior=superior, status="proposed"
        )
    ]
    inside = geography.inside(code)
    for row, stands in enumerate(scene.standing):
        where = scene.place("unions", row)
        if stands and where is not None and where != place and inside[where] and unions["superior"][row] is None:
            edits.append(change("unions", unions["id"][row], superior=key))
    yield Option(
        said(f"列入{name}（拟建），没有上级的工会由它领导", f"list {name} (proposed); it leads the unions without a superior"),
        tuple(edits), approver=superior,
    )  # fmt: skip


def approved_by(case: Case) -> Iterator[Option]:
    """TUL207: approved by its superior, or led by whoever approved it."""
    superior, approver = case["superior"], case["approved_by"]
    name = case.scene.name(superior)
    text = said(f"批准工会改为上级工会{name}", f"approved by its superior, {name}")
    yield Option(text, (case.set(approved_by=superior),), approver=superior)
    name = case.scene.name(approver)
    text = said(f"上级工会改为批准工会{name}", f"led by {name}, which approved it")
    yield Option(text, (case.set(superior=approver),), approver=approver)


def _vertical(case: Case) -> Option:
    return case.offer(
        said("登记为垂直管理（以产业为主领导）", "record that its industry leads it (vertical)"), vertical=True
    )


def _leaders(scene: Scene, row: int) -> list[str]:
    return [one for one in scene.leaders(row) if one != scene.unions["superior"][row]]


def _led(scene: Scene, row: int, sure: bool = False) -> Iterator[Option]:
    leaders, union = _leaders(scene, row), scene.unions["id"][row]
    for leader in leaders:
        name, own = scene.name(leader), scene.name(union)
        text = said(f"{own}的上级工会填为{name}", f"make {name} the superior of {own}")
        yield Option(text, (change("unions", union, superior=leader),), sure and len(leaders) == 1, approver=leader)


def _top(scene: Scene, row: int) -> Iterator[Option]:
    union = scene.unions["id"][row]
    if scene.unions["kind"][row] in TOPS and scene.unions["superior"][row] is not None:
        own = scene.name(union)
        text = said(
            f"{own}的上级工会留空：它的上级不在文件中", f"leave the superior of {own} blank: it is not in the file"
        )
        yield Option(text, (change("unions", union, superior=None),))


def _taken_over(scene: Scene, below: list[int]) -> Iterator[Option]:
    """Yield the heir of the superior of unions; where there is none, what place and kind leave, for all of them."""
    if not below:
        return
    ended = scene.unions["superior"][below[0]]
    heir = scene.heir(ended)
    ids = [scene.unions["id"][row] for row in below]
    if heir is not None:
        text = said(f"上级工会改为承接工会{scene.name(heir)}", f"led by {scene.name(heir)}, which has taken over")
        yield Option(text, tuple(change("unions", one, superior=heir) for one in ids), sure=True, approver=heir)
        return
    leaders = [next(iter(_leaders(scene, row)), None) for row in below]
    if None not in leaders:
        names = listed(list(dict.fromkeys(scene.name(leader) for leader in leaders)))
        text = said(f"改由{names.zh}领导", f"led by {names.en} from now on")
        edits = tuple(change("unions", one, superior=leader) for one, leader in zip(ids, leaders, strict=True))
        yield Option(text, edits, approver=leaders[0])
    elif all(scene.unions["kind"][row] in TOPS for row in below):
        for row in below:
            yield from _top(scene, row)
