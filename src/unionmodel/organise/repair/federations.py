"""Federations and modes of founding: what they name, where they sit, whom they take in, who leads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from unionmodel.model.edits import change, new_row, remove
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY, FoundingMode, Industry
from unionmodel.organise.planning.candidates import INDUSTRY_OF_GROUP
from unionmodel.organise.repair.bodies import of_kind
from unionmodel.organise.repair.context import Case
from unionmodel.organise.repair.options import Option, listed, said
from unionmodel.rules.shared import BASIC_LEVEL_KINDS

#: How people write the industries of the campaign in the names of federations.
_INDUSTRIES: Final = {
    "express_delivery": ("快递",), "road_freight": ("货运", "货车"), "ride_hailing": ("网约车",),
    "food_delivery": ("外卖", "配送", "网约送餐"),
}  # fmt: skip


def industries(case: Case) -> Iterator[Option]:
    """GS103: those that go with its groups; else one that its name speaks of, or any."""
    found = _of_groups(case)
    if found:
        yield _naming(case, found, sure=True)
        return
    for industry in _industries_named(case["name"]) or list(GROUP_OF_INDUSTRY):
        yield _naming(case, [industry])


def higher(case: Case) -> Iterator[Option]:
    """GS101: at the county or prefecture in which it lies, or as a regional federation."""
    yield from _anchored(case, ("county", "prefecture"))
    yield of_kind(case, "regional_federation")


def lower(case: Case) -> Iterator[Option]:
    """GS102: where its member unions are, or as an industry federation."""
    scene, geography = case.scene, case.scene.structure.geography
    links = scene.structure.columns("affiliations")
    counties: set[int] = set()
    for union, federation in zip(links["union"], links["federation"], strict=True):
        row = scene.row(union) if federation == case["id"] else None
        place = None if row is None else scene.place("unions", row)
        county = None if place is None else geography.county(place)
        if county is not None and geography.level[county] == "county":
            counties.add(county)
    for county in sorted(counties):
        yield _moved(case, county)
    yield of_kind(case, "industry_federation")


def cap(case: Case) -> Iterator[Option]:
    """ACF103: as the federation of the other kind, or where its members are."""
    yield from lower(case)


def mode(case: Case) -> Iterator[Option]:
    """GS201: any mode that its employers, leader or sponsor bear out."""
    for one in FoundingMode:
        yield _mode(case, one.value)


def single(case: Case) -> Iterator[Option]:
    """GS202: the kind, the employer that is in its name, or another mode."""
    scene = case.scene
    if case["kind"] != "basic_union":
        yield of_kind(case, "basic_union")
    employers = scene.structure.columns("employers")
    for row, name in enumerate(employers["name"]):
        linked = scene.links(employer=employers["id"][row])
        if name and (case["name"] or "").startswith(name) and scene.open[row] and not linked:
            text = said(f"登记所覆盖的单位：{name}", f"record the employer that it covers: {name}")
            edits = (new_row("covers", union=case["id"], employer=employers["id"][row]),)
            yield Option(text, edits, approver=case.approver())
    for one in ("lead", "industry_driven"):
        yield _mode(case, one)


def leader(case: Case) -> Iterator[Option]:
    """GS203: a leading firm among those that it covers and their heads; or another mode."""
    scene = case.scene
    covered = _covered(case)
    for one in dict.fromkeys([*covered, *(scene.cell("employers", one, "head") for one in covered)]):
        if one in scene.structure.index("employers") and one != case["lead_employer"]:
            name = scene.cell("employers", one, "name") or one
            yield case.offer(said(f"牵头企业填为{name}", f"{name} takes the lead"), lead_employer=one)
    for other in ("single", "industry_driven"):
        yield _mode(case, other)


def related(case: Case) -> Iterator[Option]:
    """GS204: those firms belong to the leader, or leave the union."""
    scene, leading = case.scene, case["lead_employer"]
    known = [one for one in _covered(case) if one != leading and one in scene.structure.index("employers")]
    strange = [one for one in known if scene.cell("employers", one, "head") != leading]
    if leading is None or not strange:
        return
    names = listed(strange)
    yield Option(
        said(f"{names.zh} 的所属头部企业填为 {leading}", f"record {leading} as the head of {names.en}"),
        tuple(change("employers", one, head=leading) for one in strange), approver=case.approver(),
    )  # fmt: skip
    ended = [
        change("covers", row, until=scene.on)
        for row in scene.links(union=case["id"])
        if scene.structure.column("covers", "employer")[row] in strange
    ]
    text = said(f"不再覆盖 {names.zh}", f"it covers {names.en} no longer")
    yield Option(text, tuple(ended), approver=case.approver())


def driven(case: Case) -> Iterator[Option]:
    """GS205: an industry federation or industrial union as superior, with the industry that goes with its groups."""
    scene, place = case.scene, case.place()
    named: dict[str, list[Industry]] = {}
    if not case["industries"]:
        named = {"industries": [Industry.of(one) for one in _of_groups(case)]}  # type: ignore[misc]
    above = set(scene.structure.geography.chain(place)) if place is not None else set()
    for row in scene.with_kind("industry_federation", "industrial_union"):
        union = scene.unions["id"][row]
        if row != case.row and scene.place("unions", row) in above:
            name = scene.name(union)
            text = said(f"由{name}领导和推动", f"led and driven by {name}")
            yield Option(text, (case.set(superior=union, **named),), approver=union)
    for other in ("single", "lead"):
        yield _mode(case, other)


def members(case: Case) -> Iterator[Option]:
    """ACF101: take in the basic-level unions of its area that name what it names."""
    scene, place, federation = case.scene, case.place(), case["id"]
    if place is None:
        return
    inside = scene.structure.geography.inside(scene.structure.geography.codes[place])
    links = scene.structure.columns("affiliations")
    already = {u for u, f in zip(links["union"], links["federation"], strict=True) if f == federation}
    wanted = set(case["industries"]) | {INDUSTRY_OF_GROUP.get(group) for group in case["groups"]}
    found: list[str] = []
    for row in scene.with_kind(*BASIC_LEVEL_KINDS):
        where, union = scene.place("unions", row), scene.unions["id"][row]
        own = set(scene.unions["industries"][row]) | {INDUSTRY_OF_GROUP.get(g) for g in scene.unions["groups"][row]}
        if where is not None and inside[where] and union not in already and (not wanted or wanted & own - {None}):
            found.append(union)
    if found:
        names = listed([scene.name(one) for one in found])
        text = said(f"吸收为成员工会：{names.zh}", f"take in as member unions: {names.en}")
        edits = tuple(new_row("affiliations", union=one, federation=federation) for one in found)
        yield Option(text, edits, approver=case.approver())


def no_member_union(case: Case) -> Iterator[Option]:
    """ACF102: the row goes."""
    union = case.scene.name(case["union"])
    text = said(f"{union}不再列为成员工会", f"{union} is no longer listed as a member union")
    yield Option(text, (remove("affiliations", case.row),), approver=case.scene.approver(case["federation"]))


def one_employer(case: Case) -> Iterator[Option]:
    """TUL204: with one employer it is a basic union."""
    yield of_kind(case, "basic_union")


def _industries_named(name: str | None) -> list[str]:
    return [industry for industry, words in _INDUSTRIES.items() if any(word in (name or "") for word in words)]


def _covered(case: Case) -> list[str]:
    covers = case.scene.structure.column("covers", "employer")
    return list(dict.fromkeys(covers[row] for row in case.scene.links(union=case["id"])))


def _of_groups(case: Case) -> list[str]:
    return [INDUSTRY_OF_GROUP[group] for group in case["groups"] if group in INDUSTRY_OF_GROUP]


def _naming(case: Case, found: list[str], sure: bool = False) -> Option:
    named = [Industry.of(one) for one in found]
    zh, en = "、".join(one.zh for one in named), ", ".join(one.en for one in named)
    return case.offer(said(f"行业写为{zh}", f"name its industries: {en}"), sure=sure, industries=named)


def _anchored(case: Case, levels: tuple[str, ...]) -> Iterator[Option]:
    place, geography = case.place(), case.scene.structure.geography
    for above in geography.chain(place) if place is not None else ():
        if geography.level[above] in levels:
            yield _moved(case, above)


def _moved(case: Case, place: int) -> Option:
    geography = case.scene.structure.geography
    name = geography.name[place] or geography.codes[place]
    return case.offer(said(f"设在{name}", f"anchor it at {name}"), place=geography.codes[place])


def _mode(case: Case, value: str) -> Option:
    found = FoundingMode.of(value)
    return case.offer(said(f"建会方式登记为{found.zh}", f"record the founding mode: {found.en}"), founding_mode=value)
