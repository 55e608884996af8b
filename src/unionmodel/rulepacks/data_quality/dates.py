"""Dates that must come in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.rulepacks.data_quality.base import HYGIENE
from unionmodel.rules.choices import CellsWhere
from unionmodel.rules.expr import ON, Cell, Expr
from unionmodel.rules.rule import Example, Force, Part, Rule
from unionmodel.rules.terms import TERMS, employers, members, unions

#: Columns of which the first is not after the second, table by table; others have their `since` and `until`.
_PAIRS: dict[str, tuple[tuple[Cell, Cell], ...]] = {
    "unions": ((unions.founded_on, unions.dissolved_on),),
    "employers": ((employers.opened_on, employers.closed_on),),
    "members": ((members.joined_on, members.left_on),),
}
#: Of what is said to have happened, the day has come: a union that is active has been founded, and approved.
_HAPPENED = ((unions.approved_on, unions.status == "active"), (unions.founded_on, unions.status == "active"))


def _parts() -> Iterator[Part]:
    for name, terms in TERMS.items():
        columns = {column.name for column in TABLES[name].columns}
        pairs = _PAIRS.get(name, ())
        if {"since", "until"} <= columns:
            pairs += ((terms.since, terms.until),)
        late = [(cell, cell.known() & when, cell <= ON) for cell, when in (_HAPPENED if name == "unions" else ())]
        checks = [*late, *((second, first.known() & second.known(), first <= second) for first, second in pairs)]
        if checks:
            yield _part(name, checks)


def _part(table: str, checks: Sequence[tuple[Cell, Expr, Expr]]) -> Part:
    faults: tuple[tuple[Cell, Expr], ...] = tuple(
        (cell, (when & ~holds).or_else(False)) for cell, when, holds in checks
    )
    given: Expr = checks[0][1]
    in_order: Expr = ~faults[0][1]
    for _, when, _ in checks[1:]:
        given = given | when
    for _, fault in faults[1:]:
        in_order = in_order & ~fault
    return Part(TABLES[table], given, in_order, {"columns": CellsWhere(faults)})


DATES_IN_ORDER = Rule(
    "DAT909",
    "dates-in-order",
    Text(zh="日期先后合理", en="dates are in order"),
    Force.DATA_ERROR,
    (HYGIENE.clause("dates"),),
    tuple(_parts()),
    says=Text(
        zh="{name}（{subject}）的日期先后不合理：{columns}",
        en="dates of {name} ({subject}) are out of order: {columns}",
    ),
    mend=Text(
        zh="核对这些日期：正常的工会不应在核对日之后才批复或建会，止日不应早于起日",
        en="check these dates: an active union is not founded or approved after the day of the check, nothing ends before it begins",
    ),
    reason=Text(zh="日期错了，是否存续就判断不了", en="with a wrong date nobody can tell what stands"),
    scene={
        "unions": [
            {
                "id": "u1",
                "name": "示例快递公司工会",
                "kind": "basic_union",
                "place": "620102001",
                "approved_on": "2022-03-01",
                "founded_on": "2022-03-01",
            }
        ],
        "employers": [{"id": "e1", "name": "示例快递公司", "place": "620102001"}],
    },
    examples=(
        Example(Text(zh="都已过去", en="all past"), "held"),
        Example(
            Text(zh="撤销早于建会", en="dissolved before it was founded"),
            "broken",
            {"unions": [{"status": "dissolved", "dissolved_on": "2022-02-28"}]},
        ),
        Example(
            Text(zh="同一天", en="on one day"),
            "held",
            {"unions": [{"status": "dissolved", "dissolved_on": "2022-03-01"}]},
        ),
        Example(
            Text(zh="正常的工会明天才建会", en="an active union founded tomorrow"),
            "broken",
            {"unions": [{"founded_on": "2023-01-01"}]},
        ),
        Example(
            Text(zh="拟建的工会可以在以后", en="a proposed one may be"),
            "not_applicable",
            {"unions": [{"status": "proposed", "founded_on": "2023-05-01"}]},
        ),
        Example(
            Text(zh="单位终止早于开业", en="an employer closed before it opened"),
            "broken",
            {"employers": [{"opened_on": "2022-05-01", "closed_on": "2022-04-30"}]},
            subject="e1",
        ),
        Example(
            Text(zh="没有日期", en="no dates"),
            "not_applicable",
            {"unions": [{"approved_on": None, "founded_on": None}]},
        ),
    ),
)

RULES = (DATES_IN_ORDER,)
