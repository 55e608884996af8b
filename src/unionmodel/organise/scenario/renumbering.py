"""A place that gets another code, or becomes part of another place: all that lies at the old code goes to the new one."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.model.edits import Edit, change, new_row, remove
from unionmodel.organise.scenario.answer import Taken
from unionmodel.organise.scenario.context import Moment, Refused
from unionmodel.organise.scenario.following import counts_moved, ordered, rows_with


def renumbered(moment: Moment, old: str, new: str, name: str | None = None) -> Taken:
    """Return the step that takes unions, employers, stations, head counts and places from one code to another.

    A new code that no place has yet needs a name; the place takes level and surroundings of the old one. Head counts of the
    same group and source at both codes are added up. Raises Refused.
    """
    geography = moment.structure.geography
    if old == new:
        raise Refused("to", new, Text(zh="与原代码相同", en="is the old code"))
    known = new in geography.row
    if not known and name is None:
        problem = Text(zh="是新代码，缺少名称", en="is a new code, and its name is missing")
        raise Refused("name", None, problem, Text(zh="写明新区域的名称", en="write the name of the new place"))
    if known and geography.row[old] in geography.chain(geography.row[new])[1:]:
        raise Refused("to", new, Text(zh="在原区域之内", en="lies in the old place"))
    edits = _places(moment, old, new, None if known else name)
    for table in ("unions", "employers", "stations"):
        ids = moment.structure.column(table, "id")
        edits += [change(table, ids[row], place=new) for row in rows_with(moment, table, place=old)]
    edits += counts_moved(moment, "headcounts", list(rows_with(moment, "headcounts", place=old)), place=new)
    here, there = moment.where(old), moment.where(new) if known else str(name)
    text = Text(
        zh=f"{here}（{old}）改为{there}（{new}），那里的工会、单位和人数随之改动",
        en=f"{here} ({old}) becomes {there} ({new}): unions, employers and head counts go with it",
    )
    at = geography.row[new] if known else geography.parent[geography.row[old]]
    leaders = moment.leaders_at(at, "township_union") if at >= 0 else []
    return moment.taken("renumber", text, ordered(edits), leaders[0] if leaders else None)


def _places(moment: Moment, old: str, new: str, name: str | None) -> list[Edit]:
    """Return the edits of the table of places: the new one where it is not there yet, and what lay in the old one."""
    geography, structure = moment.structure.geography, moment.structure
    at = geography.row[old]
    own = structure.index("places")
    edits: list[Edit] = []
    if name is not None:
        above = geography.parent[at]
        edits.append(
            new_row(
                "places", code=new, name=name, level=geography.level[at], logistics_park=geography.logistics_park[at],
                parent=geography.codes[above] if above >= 0 else None,
            )
        )  # fmt: skip
    target = geography.row.get(new)
    for row, above in enumerate(geography.parent):
        code = geography.codes[row]
        if above != at or row == target:
            continue
        if code in own:
            edits.append(change("places", code, parent=new))
        else:
            edits.append(new_row("places", code=code, name=geography.name[row], parent=new))
    if old in own:
        edits.append(remove("places", old))
    return edits
