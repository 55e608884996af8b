"""What follows a union that ends, an employer that leaves, or a place that is renumbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from unionmodel.grouping import grouped
from unionmodel.model.edits import Edit, change, new_row, remove
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import MemberStatus
from unionmodel.organise.scenario.context import FEDERATIONS, Moment

#: Counts that are one where these cells agree, and what of them adds up.
_COUNTS: Final = {
    "headcounts": (("employer", "place", "group", "source"), ("workers", "members")),
    "direct_members": (("union", "group", "employer"), ("members",)),
}


def ordered(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits of one step so that rows named by number are meant as they stood: removed last, the last one first."""
    first = {"change": 0, "add": 1, "remove": 2}

    def place(edit: Edit) -> tuple[int, int]:
        return first[edit.how], -edit.row if edit.how == "remove" and isinstance(edit.row, int) else 0

    return sorted(edits, key=place)


def rows_with(moment: Moment, table: str, **cells: Any) -> Iterator[int]:
    """Yield the rows of a table with these cells."""
    columns = [(moment.structure.column(table, name), value) for name, value in cells.items()]
    return (
        row for row in range(moment.structure.size(table)) if all(column[row] == value for column, value in columns)
    )


def counts_moved(moment: Moment, table: str, rows: Iterable[int], **cells: Any) -> list[Edit]:
    """Return the edits that give counts other cells. Two that then count the same are added up, as old as the older one.

    A sum with something unknown is unknown.
    """
    same, sums = _COUNTS[table]
    columns, moving = moment.structure.columns(table), set(rows)

    def series(row: int) -> tuple[Any, ...]:
        return tuple(cells[name] if row in moving and name in cells else columns[name][row] for name in same)

    groups = grouped((series(row), row) for row in range(moment.structure.size(table)))
    edits: list[Edit] = []
    for several in groups.values():
        if not moving.intersection(several):
            continue
        # A series of counts over time stays one: only what moves is added, to the latest that stays.
        came = [row for row in several if row in moving]
        stay = [row for row in several if row not in moving]
        if not stay:
            edits += [change(table, row, **cells) for row in came]
            continue
        newest = [max(part, key=lambda row: (str(columns["as_of"][row] or ""), row)) for part in (stay, came)]
        days = [columns["as_of"][row] for row in newest]
        new = {name: added(columns[name][row] for row in newest) for name in sums}
        edits.append(change(table, newest[0], **new, as_of=None if None in days else min(days)))
        edits += [remove(table, row) for row in came]
    return edits


def added(values: Iterable[int | None]) -> int | None:
    """Return the sum, unknown where a part is.

    >>> added([1, 2]), added([1, None])
    (3, None)
    """
    found = list(values)
    return None if None in found else sum(one or 0 for one in found)


def ended(moment: Moment, union: str, heir: str | None) -> list[Edit]:
    """Return the edits that end a union, and hand what it has to `heir`: whom it leads, employers, members, stations.

    What it led without an heir goes to its own superior. Money, activities and officers stay with the one that had them.
    """
    kind = None if heir is None else moment.of(heir, "kind")
    basic = kind in ("basic_union", "joint_union", "industry_union")
    edits = [change("unions", union, status="dissolved", dissolved_on=moment.on, successor=heir)]
    edits += _led(moment, union, heir)
    edits += _links(moment, union, heir, basic, kind in FEDERATIONS)
    edits += _members(moment, rows_with(moment, "members", union=union), heir if basic else None)
    if heir is not None:
        direct = rows_with(moment, "direct_members", union=union)
        edits += counts_moved(moment, "direct_members", direct, union=heir)
        edits += [
            change("stations", moment.structure.subject("stations", row), union=heir)
            for row in rows_with(moment, "stations", union=union)
        ]
    return edits


def _led(moment: Moment, union: str, heir: str | None) -> Iterator[Edit]:
    above = moment.of(union, "superior")
    for column in ("superior", "second_superior"):
        for row in rows_with(moment, "unions", **{column: union}):
            own = moment.unions["id"][row]
            if own != union and moment.standing[row]:
                instead = heir if heir not in (None, own) else above if column == "superior" else None
                yield change("unions", own, **{column: None if instead == own else instead})


def _links(moment: Moment, union: str, heir: str | None, basic: bool, federation: bool) -> Iterator[Edit]:
    structure, on = moment.structure, moment.on
    for row in moment.links(union=union):
        employer = structure.column("covers", "employer")[row]
        yield change("covers", row, until=on)
        if basic and not moment.links(union=heir, employer=employer):
            yield new_row("covers", union=heir, employer=employer, since=on)
    links = structure.columns("affiliations")
    pairs = set(zip(links["union"], links["federation"], strict=True))
    for row, (member, group) in enumerate(zip(links["union"], links["federation"], strict=True)):
        if union not in (member, group) or (links["until"][row] is not None and links["until"][row] <= on):
            continue
        new = (heir, group) if member == union and basic else (member, heir) if group == union and federation else None
        yield change("affiliations", row, until=on)
        if new is not None and new not in pairs and new[0] != new[1]:
            pairs.add(new)
            yield new_row("affiliations", union=new[0], federation=new[1], since=on)


def _members(moment: Moment, rows: Iterable[int], heir: str | None) -> Iterator[Edit]:
    """Transfer memberships, each as a new row; without an heir they are retained."""
    columns = [column.name for column in TABLES["members"].columns]
    for row in rows:
        if not moment.belonging[row]:
            continue
        if heir is None:
            yield change("members", row, status=MemberStatus.RETAINED)
            continue
        cells = {name: moment.structure.column("members", name)[row] for name in columns}
        yield change("members", row, status=MemberStatus.TRANSFERRED, left_on=moment.on)
        yield new_row("members", **{**cells, "union": heir, "joined_on": moment.on, "left_on": None})


def employer_leaves(moment: Moment, employer: str, old: str, new: str) -> list[Edit]:
    """Return the edits that take an employer from one union to another, with the members that are listed for it."""
    edits: list[Edit] = [change("covers", row, until=moment.on) for row in moment.links(union=old, employer=employer)]
    if not moment.links(union=new, employer=employer):
        edits.append(new_row("covers", union=new, employer=employer, since=moment.on))
    edits += _members(moment, rows_with(moment, "members", union=old, employer=employer), new)
    direct = rows_with(moment, "direct_members", union=old, employer=employer)
    return edits + counts_moved(moment, "direct_members", direct, union=new)
