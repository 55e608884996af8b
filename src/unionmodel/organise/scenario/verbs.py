"""What each verb of a scenario does: from the cells of a step to edits, the union that approves, and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from unionmodel.language import Text
from unionmodel.model.edits import change, new_row
from unionmodel.model.steps import STEPS
from unionmodel.organise.repair.options import listed
from unionmodel.organise.scenario.answer import Taken
from unionmodel.organise.scenario.context import FEDERATIONS, Moment, Refused, kind_in_words
from unionmodel.organise.scenario.following import employer_leaves, ended, ordered
from unionmodel.organise.scenario.merging import merged_anew, merged_into, split_off
from unionmodel.organise.scenario.renumbering import renumbered

Cells = Mapping[str, Any]


@attrs.frozen
class Way:
    """How a verb is carried out: the cells it needs, those of which it needs exactly one, and what it takes besides."""

    carry_out: Callable[[Moment, Cells], Taken]
    needs: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Every cell that the verb reads."""
        return ("do", *self.needs, *self.one_of, *self.takes)


def lacking(way: Way, cells: Cells) -> list[Refused]:
    """Return what is missing in a step, and what stands in it that its verb does not read."""
    verb = cells["do"]
    faults = [
        Refused(name, None, Text(zh="缺少", en="is missing"), _label(name)) for name in way.needs if not cells[name]
    ]
    given = [name for name in way.one_of if cells[name]]
    if way.one_of and len(given) != 1:
        zh = "、".join(STEPS.column(name).zh for name in way.one_of)
        problem = Text(zh=f"{zh}应当只写一个", en=f"needs exactly one of {', '.join(way.one_of)}")
        faults.append(Refused(way.one_of[0], None, problem))
    for name, value in cells.items():
        if value not in (None, (), []) and name not in way.known:
            shown = value if isinstance(value, (str, int)) else None
            names = [STEPS.column(one) for one in way.known[1:]]
            hint = Text(
                zh="可以写：" + "、".join(one.zh for one in names),
                en="it takes " + ", ".join(one.name for one in names),
            )
            problem = Text(zh=f"“{verb.zh}”不用{STEPS.column(name).zh}", en=f"is nothing that {verb} takes")
            faults.append(Refused(name, shown, problem, hint))
    return faults


def _label(name: str) -> Text:
    return Text(zh=f"写明{STEPS.column(name).zh}", en=f"write {name}")


def _found(moment: Moment, cells: Cells) -> Taken:
    place, kind, name = moment.named("places", cells["place"], "place"), str(cells["kind"]), cells["name"]
    key = _new_id(moment, cells, f"new-{kind}-{place}")
    employers = moment.several("employers", cells["employer"], "employer") if cells["employer"] else []
    if employers and kind not in ("basic_union", "joint_union", "industry_union"):
        raise Refused("employer", cells["employer"], Text(zh="只有基层工会建在单位里", en="only a basic-level union is formed in employers"))  # fmt: skip
    given = cells["superior"]
    superior = moment.standing_union(given, "superior") if given else moment.superior_for(place, kind)
    edits = [
        new_row(
            "unions", id=key, name=name, kind=kind, place=place, superior=superior, status="proposed",
            industries=cells["industries"], groups=cells["groups"],
        )
    ]  # fmt: skip
    edits += [new_row("covers", union=key, employer=one, since=moment.on) for one in employers]
    words, where, firms = kind_in_words(kind), moment.where(place), listed([moment.firm(one) for one in employers])
    text = Text(
        zh=f"在{where}建立{name}（{words.zh}）" + (f"，覆盖{firms.zh}" if employers else ""),
        en=f"found {name} ({words.en}) at {where}" + (f", for {firms.en}" if employers else ""),
    )
    return moment.taken("found", text, edits, superior)


def _new_id(moment: Moment, cells: Cells, stem: str) -> str:
    given: str | None = cells["id"]
    if given in moment.structure.index("unions"):
        raise Refused("id", given, Text(zh="已经是另一个工会的编号", en="is the id of another union"))
    return given or moment.free_id(stem)


def _close(moment: Moment, cells: Cells) -> Taken:
    union = moment.standing_union(cells["union"], "union")
    heir = moment.standing_union(cells["to"], "to") if cells["to"] else None
    if heir == union:
        raise Refused("to", cells["to"], Text(zh="就是要撤销的工会", en="is the union that is closed"))
    name = moment.name(union)
    text = Text(zh=f"撤销{name}", en=f"close {name}")
    if heir is not None:
        taken_over = moment.name(heir)
        text = Text(zh=f"{text.zh}，由{taken_over}承接", en=f"{text.en}; {taken_over} takes over")
    return moment.taken("close", text, ordered(ended(moment, union, heir)), moment.approver(union))


def _merge(moment: Moment, cells: Cells) -> Taken:
    unions = moment.several("unions", cells["union"], "union")
    for union in unions:
        moment.standing_union(union, "union")
    if cells["to"]:
        return merged_into(moment, unions, moment.standing_union(cells["to"], "to"))
    place = moment.named("places", cells["place"], "place") if cells["place"] else None
    superior = moment.standing_union(cells["superior"], "superior") if cells["superior"] else None
    key = _new_id(moment, cells, "") if cells["id"] else None
    return merged_anew(moment, unions, id=key, name=cells["name"], place=place, superior=superior)


def _split(moment: Moment, cells: Cells) -> Taken:
    employer = moment.named("employers", cells["employer"], "employer")
    union = moment.standing_union(cells["union"], "union") if cells["union"] else None
    key = _new_id(moment, cells, "") if cells["id"] else None
    return split_off(moment, employer, union, id=key, name=cells["name"])


def _move(moment: Moment, cells: Cells) -> Taken:
    place = moment.named("places", cells["to"], "to")
    where = moment.where(place)
    if cells["union"]:
        union = moment.standing_union(cells["union"], "union")
        name = moment.name(union)
        text = Text(zh=f"{name}迁到{where}", en=f"{name} moves to {where}")
        return moment.taken("move", text, [change("unions", union, place=place)], moment.approver(union))
    employer = moment.named("employers", cells["employer"], "employer")
    text = Text(zh=f"{moment.firm(employer)}迁到{where}", en=f"{moment.firm(employer)} moves to {where}")
    nothing = Text(zh="单位迁址，无需工会批准", en="an employer moves: nothing to approve")
    return Taken("move", text, (change("employers", employer, place=place),), None, nothing)


def _attach(moment: Moment, cells: Cells) -> Taken:
    cell = "to" if cells["to"] else "superior"
    target = moment.standing_union(cells[cell], cell)
    if cells["employer"]:
        return _attach_employer(moment, moment.named("employers", cells["employer"], "employer"), target, cell)
    union = moment.standing_union(cells["union"], "union")
    name, other = moment.name(union), moment.name(target)
    if cell == "to" and moment.of(target, "kind") in FEDERATIONS:
        columns = moment.structure.columns("affiliations")
        if (union, target) in zip(columns["union"], columns["federation"], strict=True):
            raise Refused("union", union, Text(zh="已经是成员工会", en="is a member union already"))
        edits = [new_row("affiliations", union=union, federation=target, since=moment.on)]
        text = Text(zh=f"{name}作为成员工会加入{other}", en=f"{name} joins {other} as a member union")
        return moment.taken("attach", text, edits, moment.approver(target))
    above: str | None = target
    seen: set[str] = set()
    while above is not None and above not in seen:
        if above == union:
            raise Refused(
                cell, cells[cell], Text(zh="由该工会领导，会形成循环", en="is led by that union: it would be a circle")
            )
        seen.add(above)
        above = moment.of(above, "superior")
    text = Text(zh=f"{name}划归{other}领导", en=f"{name} is led by {other} from now on")
    return moment.taken("attach", text, [change("unions", union, superior=target)], target)


def _attach_employer(moment: Moment, employer: str, target: str, cell: str) -> Taken:
    if not moment.basic(target):
        problem = Text(zh="不是基层工会，不能覆盖单位", en="is no basic-level union and covers no employer")
        raise Refused(cell, target, problem)
    covers = moment.structure.column("covers", "union")
    old = dict.fromkeys(covers[row] for row in moment.links(employer=employer))
    if target in old:
        raise Refused("employer", employer, Text(zh="已经由该工会覆盖", en="is covered by that union already"))
    edits = [new_row("covers", union=target, employer=employer, since=moment.on)]
    current = moment.after(edits)
    for union in old:
        some = ordered(employer_leaves(current, employer, union, target))
        edits += some
        current = current.after(some)
    firm, name = moment.firm(employer), moment.name(target)
    text = Text(zh=f"{firm}划归{name}", en=f"{firm} goes to {name}")
    return moment.taken("attach", text, edits, moment.approver(target))


def _fund(moment: Moment, cells: Cells) -> Taken:
    union, year, amount, payer = (
        moment.standing_union(cells["union"], "union"),
        cells["year"],
        cells["amount"],
        cells["payer"],
    )
    source = None if cells["source"] is None else str(cells["source"])
    edit = new_row("funding", union=union, year=year, amount=amount, source=source, payer=payer)
    name = moment.name(union)
    text = Text(
        zh=f"{year} 年向{name}拨款 {amount:.2f} 元" + (f"，由{payer}拨付" if payer else ""),
        en=f"{amount:.2f} yuan to {name} in {year}" + (f", paid by {payer}" if payer else ""),
    )
    return moment.taken("fund", text, [edit], moment.approver(union))


def _renumber(moment: Moment, cells: Cells) -> Taken:
    new = cells["to"]
    geography = moment.structure.geography
    if new not in geography.row and not cells["name"] and new in geography.name:
        new = moment.named("places", new, "to")
    return renumbered(moment, moment.named("places", cells["place"], "place"), new, cells["name"])


#: Every verb.
WAYS: Final[Mapping[str, Way]] = {
    "found": Way(_found, ("kind", "name", "place"), (), ("id", "superior", "industries", "groups", "employer")),
    "close": Way(_close, ("union",), (), ("to",)),
    "merge": Way(_merge, ("union",), ("to", "name"), ("id", "place", "superior")),
    "split": Way(_split, ("employer",), (), ("union", "id", "name")),
    "move": Way(_move, ("to",), ("union", "employer")),
    "attach": Way(_attach, (), ("union", "employer"), ("to", "superior")),
    "fund": Way(_fund, ("union", "year", "amount"), (), ("source", "payer")),
    "renumber": Way(_renumber, ("place", "to"), (), ("name",)),
}
