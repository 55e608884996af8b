"""Data: blanks that other cells fill, references, codes, places, and employers that are covered twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from unionmodel.errors import nearest
from unionmodel.model.credit_code import check_character
from unionmodel.model.edits import Edit, change
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY, Group, Industry, PlaceLevel
from unionmodel.organise.planning.candidates import INDUSTRY_OF_GROUP
from unionmodel.organise.repair.bodies import kinds_borne
from unionmodel.organise.repair.context import Case
from unionmodel.organise.repair.options import Option, instead_of, listed, said

_LEVELS = (
    ("000000", "nation"), ("[0-9]{2}0000", "province"), ("[0-9]{4}00", "prefecture"), ("[0-9]{6}", "county"),
    ("[0-9]{9}(?:000)?", "township"), ("[0-9]{12}", "community"),
)  # fmt: skip


def blanks(case: Case) -> Iterator[Option]:
    """DAT901: of a union, its name and place by its only employer, its kind by its name."""
    if case.table != "unions":
        return
    scene = case.scene
    covered = {scene.structure.column("covers", "employer")[row] for row in scene.links(union=case["id"])}
    employer = next(iter(covered)) if len(covered) == 1 else None
    found: dict[str, Any] = {}
    if employer in scene.structure.index("employers"):
        name = scene.cell("employers", employer, "name")
        if case["name"] is None and name is not None:
            found["name"] = f"{name}工会"
        if case["place"] is None:
            found["place"] = scene.cell("employers", employer, "place")
    kinds = kinds_borne(case["name"] or found.get("name")) if case["kind"] is None else (None,)
    for kind in kinds:
        cells = found if kind is None else {**found, "kind": kind}
        if cells:
            shown = "、".join(f"{TABLES['unions'].column(name).zh} {value}" for name, value in cells.items())
            written = ", ".join(f"{name} {value}" for name, value in cells.items())
            yield case.offer(said(f"补填：{shown}", f"fill in: {written}"), **cells)


def references(case: Case) -> Iterator[Option]:
    """DAT902: the id that was most likely meant; blank where a blank may stand."""
    table = TABLES[case.table]
    near: dict[str, Any] = {}
    blank: dict[str, Any] = {}
    geography = case.scene.structure.geography
    for column in table.columns:
        value = case[column.name] if column.refers_to else None
        if value is None or column.refers_to is None:
            continue
        known = geography.row if column.refers_to == "places" else case.scene.structure.index(column.refers_to)
        if value in known:
            continue
        found = nearest(str(value), known) if column.refers_to != "places" else None
        near[column.name] = found
        blank[column.name] = None if not column.required else ...
    if near and None not in near.values():
        zh = "、".join(f"{table.column(name).zh} {value}" for name, value in near.items())
        en = ", ".join(f"{name} {value}" for name, value in near.items())
        yield Option(said(f"改为最相近的编号：{zh}", f"the nearest id was meant: {en}"), (case.set(**near),))
    if blank and ... not in blank.values():
        zh = "、".join(table.column(name).zh for name in blank)
        text = said(f"{zh}留空", f"leave blank: {', '.join(blank)}")
        yield Option(text, (case.set(**blank),))


def credit_code(case: Case) -> Iterator[Option]:
    """DAT903: capitals without gaps, as it was meant; a letter that no code has, where the check character then fits."""
    code = str(case["credit_code"])
    plain = re.sub(r"[\s\-]", "", code).upper()
    yield Option(said(f"代码写为 {plain}", f"write the code {plain}"), (case.set(credit_code=plain),), sure=True)
    digits = plain.translate(str.maketrans("IOSZ", "1052"))
    if digits != plain and check_character(digits):
        text = said(f"字母误写：代码应为 {digits}", f"a letter in place of a digit: the code is {digits}")
        yield Option(text, (case.set(credit_code=digits),))


def code_of_employer(case: Case) -> Iterator[Option]:
    """DAT905: it is not the union's, so it goes."""
    text = said("删去这个代码：不是工会的", "remove this code: it is not the union's")
    yield Option(text, (case.set(credit_code=None),))


def shared_code(case: Case) -> Iterator[Option]:
    """DAT906: one organisation is one row; or the code belongs to one of them."""
    structure = case.scene.structure
    codes, ids = structure.column(case.table, "credit_code"), structure.column(case.table, "id")
    others = [ids[row] for row, code in enumerate(codes) if code == case["credit_code"] and row != case.row]
    own = str(case["id"])
    edits = [edit for one in others for edit in instead_of(structure, case.table, one, own)]
    names = listed(others)
    text = said(f"是同一个组织：{names.zh} 并入 {own}", f"they are one: join {names.en} with {own}")
    yield Option(text, tuple(edits))
    text = said(f"代码属于 {own}：删去 {names.zh} 的", f"it is the code of {own}: remove it from {names.en}")
    yield Option(text, tuple(change(case.table, one, credit_code=None) for one in others))


def one_subject(case: Case) -> Iterator[Option]:
    """DAT910: with an employer the place goes; surely so where it is that of the employer."""
    if case["place"] is None or case["employer"] is None:
        return
    same = case.scene.cell("employers", case["employer"], "place") == case["place"]
    text = said("只填单位", "give the employer only")
    yield Option(text, (case.set(place=None),), sure=same)
    yield Option(said("只填区域", "give the place only"), (case.set(employer=None),))


def group_or_industry(case: Case) -> Iterator[Option]:
    """DAT912: the group of the industry, or the industry of the group."""
    if case["employer"] not in case.scene.structure.index("employers"):
        return
    industry = case.scene.cell("employers", case["employer"], "industry")
    if industry in GROUP_OF_INDUSTRY:
        group = Group.of(GROUP_OF_INDUSTRY[industry])
        text = said(f"群体改为{group.zh}", f"the group is {group.en}")
        yield Option(text, (case.set(group=group.value),))
    if case["group"] in INDUSTRY_OF_GROUP:
        found = Industry.of(INDUSTRY_OF_GROUP[case["group"]])
        text = said(f"单位的行业改为{found.zh}", f"the employer's industry is {found.en}")
        yield Option(text, (change("employers", case["employer"], industry=found.value),))


def covered_twice(case: Case) -> Iterator[Option]:
    """DAT913, CTU201: one union stays; the links of the others end, and a union of this employer alone is merged into it."""
    scene, employer = case.scene, str(case["id"])
    unions = scene.structure.column("covers", "union")
    links = scene.links(employer=employer)
    for kept in sorted({unions[row] for row in links}):
        edits: list[Edit] = []
        merged = []
        for other in sorted({unions[row] for row in links} - {kept}):
            edits += [change("covers", row, until=scene.on) for row in links if unions[row] == other]
            alone = {scene.structure.column("covers", "employer")[row] for row in scene.links(union=other)} == {
                employer
            }
            if alone and scene.cell("unions", other, "kind") == "basic_union":
                merged.append(other)
                edits.append(change("unions", other, status="dissolved", dissolved_on=scene.on, successor=kept))
        names = listed([scene.name(one) for one in merged])
        zh = f"由{scene.name(kept)}覆盖，其余终止" + (f"；{names.zh}并入" if merged else "")
        en = f"covered by {scene.name(kept)} alone" + (f"; {names.en} merges into it" if merged else "")
        yield Option(said(zh, en), tuple(edits), approver=scene.approver(kept))


def end(case: Case) -> Iterator[Option]:
    """DAT914, TUL209: it is dissolved, with its employer or on the day; memberships are retained."""
    scene, key = case.scene, case["id"]
    links = scene.structure.columns("covers")
    covered = [one for union, one in zip(links["union"], links["employer"], strict=True) if union == key]
    closed = {scene.cell("employers", one, "closed_on") for one in covered}
    days = [day for day in closed if day is not None and day <= scene.on]
    day = max(days) if days and case.finding.code == "TUL209" else scene.on
    members = scene.structure.columns("members")
    kept = [
        change("members", row, status="retained")
        for row, union in enumerate(members["union"])
        if union == key and scene.belonging[row]
    ]
    text = said(f"自 {day} 起撤销，会员保留会籍", f"dissolved as of {day}; its members keep their membership")
    yield Option(text, (case.set(status="dissolved", dissolved_on=day), *kept), approver=case.approver())


def place(case: Case) -> Iterator[Option]:
    """DAT915: the level that the code speaks of, surely so where none is given; or the next higher place that is known."""
    geography, code = case.scene.structure.geography, case["place"]
    row = geography.row.get(code)
    level = next((level for pattern, level in _LEVELS if re.fullmatch(pattern, str(code), re.ASCII)), None)
    if row is not None:
        if level is not None and geography.level[row] != level:
            label = PlaceLevel.of(level)
            text = said(f"区域 {code} 的级别填为{label.zh}", f"the level of {code} is {label.en}")
            yield Option(text, (change("places", code, level=level),), sure=geography.level[row] is None)
        return
    for shorter in (str(code)[:9], str(code)[:6], f"{str(code)[:4]}00"):
        if shorter != code and shorter in geography.row:
            name = geography.name[geography.row[shorter]] or shorter
            text = said(f"区域改为 {shorter}（{name}）", f"its place is {shorter} ({name})")
            yield Option(text, (case.set(place=shorter),))
            return


def counted_members(case: Case) -> Iterator[Option]:
    """DAT916: as many as the head counts say."""
    counted = case.finding.fields.get("counted")
    if isinstance(counted, int):
        yield case.offer(said(f"工会的会员数改为 {counted}", f"the union has {counted} members"), members=counted)


def listed_name(case: Case) -> Iterator[Option]:
    """DAT917: the name of the list; the code may be the wrong one."""
    name = case.finding.fields.get("listed_name")
    if name is not None:
        text = said(f"代码无误，名称改为{name}", f"the code is right: call it {name}")
        yield Option(text, (case.set(name=name),))


def phase(case: Case) -> Iterator[Option]:
    """GS703: a phase in which the day lies."""
    vocabulary = TABLES["plans"].column("phase").vocabulary
    assert vocabulary is not None
    for one in vocabulary:
        if one.value != case["phase"]:
            yield case.offer(said(f"阶段改为{one.zh}", f"the phase is {one.en}"), phase=one.value)
