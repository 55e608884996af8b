"""Merging and splitting: several unions become one, and an employer leaves a joint union for a union of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unionmodel.language import Text
from unionmodel.model.edits import Edit, change, new_row
from unionmodel.organise.repair.options import listed
from unionmodel.organise.scenario.answer import Taken
from unionmodel.organise.scenario.context import Moment, Refused
from unionmodel.organise.scenario.following import added, employer_leaves, ended, ordered


def merged_into(moment: Moment, unions: Sequence[str], into: str) -> Taken:
    """Return the step that merges unions into one that stands. Raises Refused where their kinds do not go together."""
    gone = [union for union in unions if union != into]
    if not gone:
        raise Refused("union", None, Text(zh="没有要并入的工会", en="names no union to merge into it"))
    for union in gone:
        both = moment.basic(union) and moment.basic(into)
        if not both and moment.of(union, "kind") != moment.of(into, "kind"):
            raise Refused(
                "union", union, Text(zh="与并入的工会不是同一类", en="is of another kind than the union it merges into")
            )
    edits: list[Edit] = []
    if moment.of(into, "members") is not None:
        members = added(moment.of(one, "members") for one in (into, *gone))
        women = added(moment.of(one, "women_members") for one in (into, *gone))
        edits.append(change("unions", into, members=members, women_members=women))
    edits = _handing_over(moment, gone, into, edits)
    names, heir = listed([moment.name(one) for one in gone]), moment.name(into)
    text = Text(zh=f"将{names.zh}并入{heir}", en=f"merge {names.en} into {heir}")
    return moment.taken("merge", text, edits, moment.approver(into))


def merged_anew(moment: Moment, unions: Sequence[str], **given: Any) -> Taken:
    """Return the step that merges basic-level unions into a new joint union. Raises Refused.

    `given` may hold `id`, `name`, `place` and `superior`; place and superior are what all of them have, where one value is
    left. Members are added up; who runs it is left open, as nobody has elected anybody.
    """
    if len(unions) < 2:
        raise Refused("union", None, Text(zh="至少写两个工会", en="names fewer than two unions"))
    for union in unions:
        if not moment.basic(union):
            problem = Text(
                zh="不是基层工会，不能并入联合工会", en="is no basic-level union and cannot join a joint union"
            )
            raise Refused("union", union, problem)
    place = given.get("place") or _common(moment, unions, "place")
    if place is None:
        raise Refused("place", None, Text(zh="缺少区域", en="is missing"), Text(zh="各工会不在同一区域", en="the unions lie in several places"))  # fmt: skip
    superior = given.get("superior") or _common(moment, unions, "superior")
    superior = superior or moment.superior_for(place, "joint_union")
    key = given.get("id") or moment.free_id(f"new-joint_union-{place}")
    name = given.get("name") or f"{moment.where(place)}联合工会"
    industries = sorted({one for union in unions for one in moment.of(union, "industries")})
    groups = sorted({one for union in unions for one in moment.of(union, "groups")})
    new = new_row(
        "unions", id=key, name=name, kind="joint_union", place=place, superior=superior, status="proposed",
        industries=industries, groups=groups, members=added(moment.of(one, "members") for one in unions),
        women_members=added(moment.of(one, "women_members") for one in unions),
    )  # fmt: skip
    edits = _handing_over(moment, unions, key, [new])
    names = listed([moment.name(one) for one in unions])
    text = Text(zh=f"将{names.zh}合并为{name}（联合基层工会）", en=f"merge {names.en} into {name}, a joint union")
    return moment.taken("merge", text, edits, superior)


def _handing_over(moment: Moment, gone: Sequence[str], heir: str, edits: list[Edit]) -> list[Edit]:
    """Return `edits`, and those that end unions one after the other, each as the one before left the structure."""
    now, found = moment.after(edits), list(edits)
    for union in gone:
        some = ordered(ended(now, union, heir))
        found += some
        now = now.after(some)
    return found


def _common(moment: Moment, unions: Sequence[str], column: str) -> str | None:
    values = {moment.of(one, column) for one in unions}
    return values.pop() if len(values) == 1 else None


def split_off(moment: Moment, employer: str, union: str | None = None, **given: Any) -> Taken:
    """Return the step that takes an employer out of a joint union, into a basic union of its own. Raises Refused.

    Its members are those that the head counts have for it; where they are unknown, so are those that stay behind.
    """
    covers = moment.structure.columns("covers")
    joint = [
        one
        for one in dict.fromkeys(covers["union"][row] for row in moment.links(employer=employer))
        if moment.of(one, "kind") == "joint_union" and union in (None, one)
    ]
    if len(joint) != 1:
        problem = Text(zh="不在唯一一个联合工会中", en="is not in exactly one joint union")
        raise Refused(
            "employer", employer, problem, Text(zh="写明对象（联合工会）", en="name the joint union under union")
        )
    old, place = joint[0], moment.cell("employers", employer, "place")
    key = given.get("id") or moment.free_id(f"new-basic_union-{employer}")
    name = given.get("name") or f"{moment.firm(employer)}工会委员会"
    industry, superior = moment.cell("employers", employer, "industry"), moment.of(old, "superior")
    members = _members_at(moment, employer)
    new = new_row(
        "unions", id=key, name=name, kind="basic_union", place=place, superior=superior, status="proposed",
        industries=[] if industry is None else [industry], members=members,
    )  # fmt: skip
    before = moment.of(old, "members")
    edits = [new]
    if before is not None:
        left = None if members is None or members > before else before - members
        edits.append(change("unions", old, members=left, women_members=None))
    edits += ordered(employer_leaves(moment.after(edits), employer, old, key))
    text = Text(
        zh=f"{moment.firm(employer)}从{moment.name(old)}中分出，建立{name}",
        en=f"{moment.firm(employer)} leaves {moment.name(old)} and founds {name}",
    )
    return moment.taken("split", text, edits, superior or moment.approver(old))


def _members_at(moment: Moment, employer: str) -> int | None:
    """Return the members at an employer by its head counts of one source and one day; None where that is not known."""
    columns = moment.structure.columns("headcounts")
    rows = [row for row, one in enumerate(columns["employer"]) if one == employer]
    series = {(columns["source"][row], columns["as_of"][row]) for row in rows}
    groups = [columns["group"][row] for row in rows]
    if len(series) != 1 or len(set(groups)) != len(groups):
        return None
    return added(columns["members"][row] for row in rows)
