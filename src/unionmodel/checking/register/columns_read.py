"""Which columns of a register a check reads: those of its rules, and those that name and place their subjects."""

from __future__ import annotations

from collections.abc import Iterable

from unionmodel.model.records import TABLES
from unionmodel.rules.reads import cells_read
from unionmodel.rules.rule import Rule

#: By which a row lies somewhere: in a place of its own, or in that of its union or employer.
_WHEREABOUTS = ("place", "union", "employer")


def needed(rules: Iterable[Rule], *, named: bool = False) -> dict[str, list[str]]:
    """Return the columns that a check by `rules` reads, by table, in the order of the data dictionary.

    With `named`, also what subjects are called. A table of which only the rows count has its key, or nothing.

    >>> from unionmodel.rulepacks import shipped
    >>> rules = [rule for rule in shipped()["gansu-2021"].rules if rule.code == "GS506"]
    >>> needed(rules)["members"]
    ['id', 'union', 'employer', 'group', 'status', 'joined_on', 'left_on']
    """
    found: dict[str, set[str]] = {}
    for rule in rules:
        for table, names in cells_read(rule).items():
            found.setdefault(table, set()).update(names)
        for part in rule.parts:
            if part.each.name in TABLES:
                found.setdefault(part.each.name, set()).update(part.each.subject, _WHEREABOUTS)
    # Geography is made of all that is written of places; which jurisdictions there are, of where all others lie.
    for table in ("unions", "employers", "headcounts"):
        found.setdefault(table, set()).add("place")
    for table in ("places", "waivers"):
        found[table] = {column.name for column in TABLES[table].columns}
    if named:
        for table in ("unions", "employers"):
            found[table].add("name")
    return {
        name: [column.name for column in table.columns if column.key or column.name in found[name]]
        for name, table in TABLES.items()
        if name in found
    }
