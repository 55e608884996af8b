"""The columns engine: every node of the language and every operator of a fact, with blanks and broken references."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

pytest.importorskip("polars")

from unionmodel.checking.engine import Bindings
from unionmodel.checking.register import checking as engine
from unionmodel.checking.register.checking import run
from unionmodel.errors import MissingExtra, PackError
from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import FoundingMode, Group
from unionmodel.rules.choices import FirstFound, Recode, Switched, Together
from unionmodel.rules.expr import ON, PROPOSED_COUNT, YEAR, Expr, Found, Literal_, Parameter
from unionmodel.rules.facts import Aggregate, Derived, FirstOf, Itself, Latest, LookUp, Somewhere
from unionmodel.rules.rule import Force, Part, Rule, rule
from unionmodel.rules.searches import CountyLevel, Cyclic, Inside, Linked, Nearest, Touched
from unionmodel.rules.terms import activities, covers, employers, funding, headcounts, places, unions
from unionmodel.rules.types import BOOL, DATE, NUMBER, TEXT

SAYS = Text(zh="话", en="words")
YES = Literal_(True, BOOL)
ANY_UNION = unions.id.known()
UNKNOWN, NONE = None, -1
NAME = ("fact", "事实", "fact")

funds = Aggregate("funds", "经费", "funds", how="total", by=funding.union.row, of=funding.amount)

#: A nation, a province, a prefecture with two counties; one holds a township with a community.
PLACES = [
    {"code": "N", "level": "nation"},
    {"code": "P", "level": "province", "parent": "N"},
    {"code": "F", "level": "prefecture", "parent": "P"},
    {"code": "C", "level": "county", "parent": "F"},
    {"code": "T", "level": "township", "parent": "C"},
    {"code": "V", "level": "community", "parent": "T"},
    {"code": "D", "level": "county", "parent": "F"},
]


def structure(**tables: list[dict[str, Any]]) -> Structure:
    return Structure(base_places=None, **{"places": PLACES, **tables})


def bindings(**more: Any) -> Bindings:
    return Bindings(**{"on": date(2022, 6, 30), "proposed": True, "values": {}, "options": {}, **more})


def judged(each: str, when: Expr, require: Expr, **more: Any) -> Rule:
    return rule(
        "TST001", "test", title=SAYS, force=more.pop("force", Force.MUST), cites=(), each=each, when=when,
        require=require, says=SAYS, mend=SAYS, reason=SAYS, **more,
    )  # fmt: skip


def values(made: Structure, tree: Expr, **settings: Any) -> list[Any]:
    """Return the value of `tree` in every row of its table."""
    fact = Derived(*NAME, tree)
    table = str(fact.home)
    one = judged(table, YES, YES, shows={"fact": fact})
    _, found = run(made, [one], bindings(**settings))
    rows = len(made.geography.codes) if table == "places" else made.size(table)
    return [found.leaf(fact, row) for row in range(rows)]


def some_unions(**columns: list[Any]) -> Structure:
    """Return a structure of unions u0, u1, ... with the given cells."""
    count = len(next(iter(columns.values())))
    rows = [{"id": f"u{row}", **{name: cells[row] for name, cells in columns.items()}} for row in range(count)]
    return structure(unions=rows)


# Outcomes


@pytest.mark.parametrize(
    ("when", "require", "outcome"),
    [
        (True, True, "held"),
        (True, False, "broken"),
        (True, None, "cannot_tell"),
        (None, True, "held"),
        (None, False, "cannot_tell"),
        (None, None, "cannot_tell"),
        (False, True, "not_applicable"),
        (False, False, "not_applicable"),
        (False, None, "not_applicable"),
    ],
)
def test_an_unknown_counts_only_where_it_could_change_the_answer(
    when: bool | None, require: bool | None, outcome: str
) -> None:
    made = some_unions(legal_person=[when], chair_full_time=[require])
    [result], _ = run(made, [judged("unions", unions.legal_person == True, unions.chair_full_time == True)], bindings())  # noqa: E712
    assert {name: count for name, count in result.counts.items() if count} == {outcome: 1}
    assert list(result.hits) == ([(0, 0, outcome)] if outcome in ("broken", "cannot_tell") else [])


def test_the_parts_of_a_rule_are_counted_together_and_their_hits_told_apart() -> None:
    made = structure(unions=[{"id": "u", "members": 3}], employers=[{"id": "e", "workers": 2}, {"id": "f"}])
    parts = (
        Part(TABLES["unions"], YES, unions.members > 5),
        Part(TABLES["employers"], YES, employers.workers > 5),
    )
    both = Rule("TST001", "test", SAYS, Force.MUST, (), parts, SAYS, SAYS, SAYS)
    [result], _ = run(made, [both], bindings())
    assert result.counts == {"held": 0, "broken": 2, "cannot_tell": 1, "not_applicable": 0}
    assert list(result.hits) == [(0, 0, "broken"), (1, 0, "broken"), (1, 1, "cannot_tell")]


def test_the_results_stand_in_the_order_of_the_rules() -> None:
    made = structure(unions=[{"id": "u", "members": 3}], employers=[{"id": "e", "workers": 2}])
    rules = [
        judged("employers", YES, employers.workers > 1),
        judged("unions", YES, unions.members > 5),
        judged("employers", YES, employers.workers > 2),
    ]
    results, _ = run(made, rules, bindings())
    assert [(result.rule, result.counts["held"]) for result in results] == [(rules[0], 1), (rules[1], 0), (rules[2], 0)]


def test_a_rule_that_has_not_begun_is_not_applicable() -> None:
    made = some_unions(members=[1, 2])
    late = judged("unions", YES, unions.members > 5, starts=date(2022, 7, 1))
    [result], _ = run(made, [late], bindings())
    assert result.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 2}
    [result], _ = run(made, [late], bindings(on=date(2022, 7, 1)))
    assert result.counts["broken"] == 2


def test_a_table_without_rows_has_no_subjects() -> None:
    own = Aggregate(*NAME, how="count", by=covers.employer.row)
    [result], _ = run(structure(), [judged("employers", YES, own >= 1)], bindings())
    assert result.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 0}
    assert list(result.hits) == []


# Nodes


def test_comparisons_with_a_blank_are_unknown() -> None:
    made = some_unions(members=[24, 25, 26, None])
    assert values(made, unions.members == 25) == [False, True, False, UNKNOWN]
    assert values(made, unions.members != 25) == [True, False, True, UNKNOWN]
    assert values(made, unions.members < 25) == [True, False, False, UNKNOWN]
    assert values(made, unions.members <= 25) == [True, True, False, UNKNOWN]
    assert values(made, unions.members > 25) == [False, False, True, UNKNOWN]
    assert values(made, unions.members >= 25) == [False, True, True, UNKNOWN]


def test_two_cells_of_a_row_compare() -> None:
    made = some_unions(members=[3, 3, None, None], women_members=[3, 4, 5, None])
    assert values(made, unions.women_members <= unions.members) == [True, False, UNKNOWN, UNKNOWN]


def test_enums_money_dates_and_flags_compare() -> None:
    made = some_unions(
        kind=["basic_union", None],
        subsidy_standard=["100.01", "100"],
        founded_on=[date(2022, 6, 30), date(2022, 7, 1)],
        vertical=[True, None],
        name=["甲", "乙"],
    )
    assert values(made, unions.kind == "basic_union") == [True, UNKNOWN]
    assert values(made, unions.subsidy_standard > 10000) == [True, False]
    assert values(made, unions.founded_on <= ON) == [True, False]
    assert values(made, unions.vertical == True) == [True, False]  # noqa: E712
    assert values(made, unions.name == "甲") == [True, False]


def test_the_day_its_year_and_the_counting_of_proposals_come_from_the_check() -> None:
    made = some_unions(members=[2022])
    assert values(made, unions.members == YEAR) == [True]
    assert values(made, PROPOSED_COUNT & (unions.members == 1)) == [False]
    assert values(made, PROPOSED_COUNT | (unions.members == 1), proposed=False) == [False]


def test_parameters_and_switches_are_bound_by_the_check() -> None:
    made = some_unions(members=[5, 6], founded_on=[date(2020, 1, 1), date(2021, 1, 1)])
    limit, start = Parameter("limit", NUMBER), Parameter("start", DATE)
    assert values(made, unions.members >= limit, values={"limit": 6}) == [False, True]
    assert values(made, unions.founded_on >= start, values={"start": date(2020, 6, 1)}) == [False, True]
    switched = Switched("strict", {"yes": unions.members >= 6, "no": unions.members >= 5})
    assert values(made, switched, options={"strict": "yes"}) == [False, True]
    assert values(made, switched, options={"strict": "no"}) == [True, True]


def test_and_or_and_not_keep_the_unknown_where_it_matters() -> None:
    cells = [(a, b) for a in (True, None, False) for b in (True, None, False)]
    made = some_unions(legal_person=[a for a, _ in cells], chair_full_time=[b for _, b in cells])
    left, right = unions.legal_person == True, unions.chair_full_time == True  # noqa: E712
    assert values(made, left & right) == [True, None, False, None, None, False, False, False, False]
    assert values(made, left | right) == [True, True, True, True, None, None, True, None, False]
    assert values(made, ~left) == [False, False, False, None, None, None, True, True, True]
    assert values(made, left.or_else(True)) == [True, True, True, True, True, True, False, False, False]
    assert values(made, left.or_else(False)) == [True, True, True, False, False, False, False, False, False]


def test_a_value_is_one_of_a_set() -> None:
    made = some_unions(kind=["basic_union", "joint_union", "work_committee", None], members=[1, 2, 3, None])
    assert values(made, unions.kind.is_in("basic_union", "joint_union")) == [True, True, False, UNKNOWN]
    assert values(made, unions.members.is_in(1, 3)) == [True, False, True, UNKNOWN]


def test_a_list_names_its_values_and_has_a_size() -> None:
    made = some_unions(groups=[["courier"], ["truck_driver", "other"], []])
    assert values(made, unions.groups.names("courier", "food_delivery_rider")) == [True, False, False]
    assert values(made, unions.groups.names("other")) == [False, True, False]
    assert values(made, unions.groups.size()) == [1, 2, 0]
    assert values(made, unions.groups.size() >= 1) == [True, True, False]


def test_known_says_whether_a_value_is_there() -> None:
    made = some_unions(members=[0, None, 3], superior=["u0", "nowhere", None])
    assert values(made, unions.members.known()) == [True, False, True]
    assert values(made, unions.superior.known()) == [True, True, False]
    assert values(made, unions.superior.row.known()) == [True, False, False]


def test_a_row_is_found_or_not_or_cannot_be_searched() -> None:
    made = structure(
        unions=[{"id": "u", "place": "C", "status": "active"}],
        headcounts=[{"place": "T"}, {"place": "D"}, {"place": "gone"}],
    )
    nearest = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert values(made, nearest) == [0, NONE, UNKNOWN]
    assert values(made, Found(nearest)) == [True, False, UNKNOWN]
    assert values(made, nearest.known()) == [True, True, False]


def test_rows_compare_by_identity() -> None:
    made = some_unions(superior=["u1", "u1", None], second_superior=["u1", "u2", "u1"])
    assert values(made, unions.superior.row == unions.second_superior.row) == [True, False, UNKNOWN]
    assert values(made, unions.superior.row != unions.second_superior.row) == [False, True, UNKNOWN]


def test_a_closed_list_is_recoded_to_numbers() -> None:
    made = some_unions(kind=["basic_union", "joint_union", "work_committee", None])
    assert values(made, Recode(unions.kind, {"basic_union": 7, "joint_union": 3})) == [7, 3, UNKNOWN, UNKNOWN]


def test_two_lists_are_taken_together() -> None:
    made = some_unions(
        groups=[["other"], ["courier"], []], industries=[["road_freight", "other"], ["express_delivery"], []]
    )
    together = Together(
        unions.groups, unions.industries, {"road_freight": "truck_driver", "express_delivery": "courier"}
    )
    assert [set(named) for named in values(made, together)] == [{"truck_driver", "other"}, {"courier"}, set()]
    assert values(made, together.names("courier")) == [False, True, False]


def test_a_difference_takes_the_known_part_of_a_total() -> None:
    made = structure(
        unions=[{"id": "u", "members": 9}, {"id": "w", "members": None}],
        funding=[{"union": "u", "year": 2022, "amount": "5"}, {"union": "u", "year": 2022, "amount": None}],
    )
    assert values(made, funds) == [-501, 0]
    assert values(made, Literal_(800, unions.subsidy_standard.type) - funds) == [300, 800]
    assert values(made, unions.members - 4) == [5, UNKNOWN]


def test_the_first_row_found_gives_its_label() -> None:
    made = structure(
        unions=[{"id": "u", "place": "C", "groups": ["courier"]}, {"id": "w", "place": "P"}],
        headcounts=[
            {"place": "T", "group": "courier"},
            {"place": "D", "group": "courier"},
            {"place": "T", "group": None},
            {"place": "N", "group": "courier"},
        ],
    )
    first = Nearest(
        "first", "一", "first", start=headcounts.place.row, among=unions.groups.names("courier"),
        anchor=unions.place.row, wants=headcounts.group, offers=unions.groups,
    )  # fmt: skip
    second = Nearest("second", "二", "second", start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    label = FirstFound((("single", first), ("lead", second)), "industry_driven", FoundingMode)
    assert values(made, label) == ["single", "lead", UNKNOWN, "industry_driven"]


# Totals known from below


def funds_of(amounts: list[str | None]) -> Structure:
    return structure(
        unions=[{"id": "u"}], funding=[{"union": "u", "year": 2022, "amount": amount} for amount in amounts]
    )


@pytest.mark.parametrize(
    ("amounts", "total"), [([], 0), (["1", "2"], 300), (["1", None], -101), ([None], -1), (["0", None], -1)]
)
def test_a_total_is_known_from_below_where_a_value_is_blank(amounts: list[str | None], total: int) -> None:
    made = funds_of(amounts) if amounts else structure(unions=[{"id": "u"}])
    assert values(made, funds) == [total]
    assert values(made, funds.known()) == [total >= 0]


@pytest.mark.parametrize(
    ("limit", "answers"),
    [
        (99, {"==": False, "!=": True, "<": False, "<=": False, ">": True, ">=": True}),
        (100, {"==": None, "!=": None, "<": False, "<=": None, ">": None, ">=": True}),
        (101, {"==": None, "!=": None, "<": None, "<=": None, ">": None, ">=": None}),
    ],
)
def test_an_open_total_settles_only_what_growing_cannot_change(limit: int, answers: dict[str, bool | None]) -> None:
    made = funds_of(["1", None])
    compared = {
        "==": funds == limit, "!=": funds != limit, "<": funds < limit,
        "<=": funds <= limit, ">": funds > limit, ">=": funds >= limit,
    }  # fmt: skip
    assert {op: values(made, tree)[0] for op, tree in compared.items()} == answers


def test_a_whole_total_compares_like_a_number() -> None:
    made = funds_of(["1"])
    assert [values(made, tree)[0] for tree in (funds == 100, funds < 100, funds <= 100, funds > 99)] == [
        True,
        False,
        True,
        True,
    ]
    assert values(made, funds.is_in(100, 200)) == [True]


def test_nothing_recorded_makes_counts_and_totals_unknown_for_everyone() -> None:
    recorded = Somewhere("recorded", "有记录", "recorded", among="funding")
    count = Aggregate(*NAME, how="count", by=funding.union.row, recorded=recorded)
    total = Aggregate(*NAME, how="total", by=funding.union.row, of=funding.amount, recorded=recorded)
    any_ = Aggregate(*NAME, how="any", by=funding.union.row, of=funding.amount > 5, recorded=recorded)
    nothing = structure(unions=[{"id": "u"}])
    assert [values(nothing, fact) for fact in (count, total, any_)] == [[-1], [-1], [UNKNOWN]]
    assert values(nothing, count >= 1) == [UNKNOWN]
    elsewhere = structure(unions=[{"id": "u"}, {"id": "w"}], funding=[{"union": "w", "year": 2022, "amount": "1"}])
    assert [values(elsewhere, fact) for fact in (count, total, any_)] == [[0, 1], [0, 100], [False, True]]


# Looking into other rows


def test_a_value_is_looked_up_through_a_reference() -> None:
    made = some_unions(superior=["u1", "gone", None], members=[5, 7, 9], kind=["basic_union", "joint_union", None])
    look_up = LookUp(*NAME, unions.superior.row, unions.members)
    kind = LookUp(*NAME, unions.superior.row, unions.kind)
    assert values(made, look_up) == [7, UNKNOWN, UNKNOWN]
    assert values(made, kind) == ["joint_union", UNKNOWN, UNKNOWN]
    assert values(made, kind == "joint_union") == [True, UNKNOWN, UNKNOWN]


def test_a_look_up_goes_through_another_look_up() -> None:
    made = some_unions(superior=["u1", "u2", None], members=[5, 7, 9])
    above = LookUp("above", "上级", "above", unions.superior.row, unions.superior.row)
    assert values(made, LookUp(*NAME, above, unions.members)) == [9, UNKNOWN, UNKNOWN]


def test_a_look_up_into_a_table_without_rows_is_unknown() -> None:
    made = some_unions(lead_employer=["e", None])
    assert values(made, LookUp(*NAME, unions.lead_employer.row, employers.workers)) == [UNKNOWN, UNKNOWN]


def test_a_look_up_through_a_union_that_was_not_found_is_unknown() -> None:
    made = structure(unions=[{"id": "u", "place": "C", "members": 4}], headcounts=[{"place": "T"}, {"place": "D"}])
    nearest = Nearest("near", "近", "near", start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert values(made, LookUp(*NAME, nearest, unions.members)) == [4, UNKNOWN]


def test_rows_are_counted_where_they_point_and_count() -> None:
    made = structure(
        unions=[{"id": "u"}, {"id": "w"}, {"id": "x"}],
        covers=[
            {"union": "u", "employer": "e", "since": date(2020, 1, 1)},
            {"union": "u", "employer": "f", "since": None},
            {"union": "w", "employer": "e", "since": date(2030, 1, 1)},
            {"union": "gone", "employer": "e"},
            {"union": None, "employer": "e"},
        ],
    )
    count = Aggregate(*NAME, how="count", by=covers.union.row)
    dated = Aggregate(*NAME, how="count", by=covers.union.row, where=covers.since <= ON)
    assert values(made, count) == [2, 1, 0]
    assert values(made, dated) == [1, 0, 0]


def test_any_every_and_most_over_rows_with_blanks() -> None:
    amounts: dict[str, list[str | None]] = {
        "high": ["9"], "mixed": ["9", "1", None], "open": ["1", None], "low": ["1"], "kept": ["9", None], "none": [],
    }  # fmt: skip
    made = structure(
        unions=[{"id": name} for name in amounts],
        activities=[
            {"union": name, "participants": amount and int(amount)}
            for name, given in amounts.items()
            for amount in given
        ],
    )
    many = activities.participants > 5
    by = activities.union.row
    assert values(made, Aggregate(*NAME, how="any", by=by, of=many)) == [True, True, None, False, True, False]
    assert values(made, Aggregate(*NAME, how="every", by=by, of=many)) == [True, False, False, False, None, True]
    assert values(made, Aggregate(*NAME, how="most", by=by, of=activities.participants)) == [9, 9, 1, 1, 9, None]
    known = activities.participants.known()
    assert values(made, Aggregate(*NAME, how="every", by=by, of=many, where=known)) == [
        True, False, False, False, True, True,
    ]  # fmt: skip


def test_aggregates_of_a_table_without_rows() -> None:
    made = structure(unions=[{"id": "u"}])
    by = covers.union.row
    begun = covers.since <= ON
    facts = [
        Aggregate(*NAME, how="count", by=by),
        Aggregate(*NAME, how="any", by=by, of=begun),
        Aggregate(*NAME, how="every", by=by, of=begun),
    ]
    assert [values(made, fact) for fact in facts] == [[0], [False], [True]]


def test_rows_of_a_place_count_at_every_place_above_it() -> None:
    made = structure(
        headcounts=[
            {"place": "V", "group": "courier", "workers": 4},
            {"place": "T", "group": "courier", "workers": 2},
            {"place": "D", "group": "courier", "workers": None},
            {"place": "gone", "group": "courier", "workers": 100},
        ]
    )
    by = headcounts.place.row
    total = Aggregate(*NAME, how="total", by=by, of=headcounts.workers, upward=True)
    assert values(made, total) == [-7, -7, -7, 6, 6, 4, -1]
    assert values(made, Aggregate(*NAME, how="count", by=by, upward=True)) == [3, 3, 3, 2, 2, 1, 1]
    small = headcounts.workers < 3
    assert values(made, Aggregate(*NAME, how="any", by=by, of=small, upward=True)) == [
        True, True, True, True, True, False, UNKNOWN,
    ]  # fmt: skip
    assert values(made, Aggregate(*NAME, how="every", by=by, of=small, upward=True)) == [
        False, False, False, False, False, False, UNKNOWN,
    ]  # fmt: skip
    assert values(made, Aggregate(*NAME, how="most", by=by, of=headcounts.workers, upward=True)) == [
        4, 4, 4, 4, 4, 4, UNKNOWN,
    ]  # fmt: skip


def test_whether_any_row_of_a_table_fulfils_a_condition_is_asked_once() -> None:
    made = some_unions(members=[1, None])
    assert values(made, Somewhere(*NAME, of=unions.members == 1) & (unions.members == 1)) == [True, UNKNOWN]
    assert values(made, Somewhere(*NAME, of=unions.members == 2) & (unions.members == 1)) == [False, False]
    assert values(made, Somewhere(*NAME, among="covers") | (unions.members == 1)) == [True, UNKNOWN]


def test_the_first_reference_that_resolves_counts() -> None:
    made = some_unions(superior=["u1", "gone", None, "u0"], second_superior=["u2", "u0", None, None])
    first = FirstOf(*NAME, (unions.superior.row, unions.second_superior.row))
    assert values(made, first) == [1, 0, UNKNOWN, 0]


def test_the_latest_row_counts_and_of_one_day_the_last() -> None:
    days = [date(2022, 1, 1), date(2022, 2, 1), date(2022, 2, 1), None, date(2023, 1, 1)]
    rows = [{"place": "C", "group": "courier", "workers": 1, "as_of": day} for day in days]
    others = [
        {"place": None, "group": "courier", "as_of": None},
        {"place": None, "group": "courier", "as_of": None},
        {"place": "C", "group": None, "as_of": date(2022, 1, 1)},
        {"place": "C", "group": None, "as_of": None},
    ]
    made = structure(headcounts=[*rows, *others])
    latest = Latest(
        *NAME, (headcounts.employer, headcounts.place, headcounts.group), headcounts.as_of,
        (headcounts.as_of <= ON).or_else(True),
    )  # fmt: skip
    assert values(made, latest) == [False, False, True, False, False, False, True, True, False]


# Circles


def test_what_runs_into_a_circle_is_on_it_or_leads_to_it() -> None:
    superior = ["u1", "u2", "u1", "u4", None, "gone", "u0", "u7"]
    assert values(some_unions(superior=superior), Cyclic(*NAME, unions.superior.row)) == [
        True, True, True, False, False, False, True, True,
    ]  # fmt: skip


def test_a_chain_of_any_length_is_no_circle() -> None:
    superior = [None, *(f"u{row}" for row in range(3000))]
    assert values(some_unions(superior=superior), Cyclic(*NAME, unions.superior.row)) == [False] * 3001


# Places


def test_places_of_a_circle_count_once_at_each_place_of_it() -> None:
    circle = [{"code": "A", "parent": "B"}, {"code": "B", "parent": "A"}, {"code": "L", "parent": "A"}]
    made = structure(
        places=circle,
        unions=[{"id": "u", "place": "B"}],
        headcounts=[{"place": "L", "group": "courier", "workers": 1}, {"place": "A", "group": "courier", "workers": 2}],
    )
    total = Aggregate(*NAME, how="total", by=headcounts.place.row, of=headcounts.workers, upward=True)
    nearest = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert values(made, total) == [3, 3, 1]
    assert values(made, nearest) == [0, 0]


def nearest_to(starts: list[str | None], anchors: Mapping[str, str | None], **options: Any) -> list[Any]:
    made = structure(
        unions=[{"id": name, "place": place} for name, place in anchors.items()],
        headcounts=[{"place": start} for start in starts],
    )
    fact = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row, **options)
    return values(made, fact)


def test_the_nearest_union_stands_at_the_place_or_above_it() -> None:
    assert nearest_to(["V", "T", "C", "D", None, "gone"], {"a": "N", "b": "C", "c": "T"}) == [2, 2, 1, 0, None, None]


def test_of_several_unions_at_one_place_the_smallest_id_as_text_counts() -> None:
    assert nearest_to(["T"], {"u9": "C", "u10": "C", "u2": "C"}) == [1]


def test_a_union_without_a_place_is_near_nothing() -> None:
    assert nearest_to(["T"], {"u": None, "w": "gone"}) == [NONE]


def test_places_above_the_county_can_be_left_out() -> None:
    assert nearest_to(["V", "D", "F"], {"a": "F", "b": "C"}, from_county_down=True) == [1, NONE, NONE]
    assert nearest_to(["V", "D", "F"], {"a": "F"}, from_county_down=True) == [NONE, NONE, NONE]


def test_the_place_itself_can_be_left_out() -> None:
    assert nearest_to(["V", "T", "C"], {"a": "T", "b": "P"}, strictly_above=True) == [0, 1, 1]


def test_a_place_can_be_the_start_itself() -> None:
    made = structure(unions=[{"id": "u", "place": "C"}])
    fact = Nearest(*NAME, start=Itself("places"), among=ANY_UNION, anchor=unions.place.row)
    assert values(made, fact) == [NONE, NONE, NONE, 0, 0, 0, NONE]


def test_the_nearest_union_that_offers_what_is_wanted() -> None:
    made = structure(
        unions=[
            {"id": "a", "place": "T", "groups": ["courier"]},
            {"id": "b", "place": "C", "groups": ["truck_driver", "courier"]},
            {"id": "c", "place": "F", "groups": []},
            {"id": "d", "place": "P", "groups": ["other"]},
        ],
        headcounts=[
            {"place": "T", "group": "courier"},
            {"place": "T", "group": "truck_driver"},
            {"place": "T", "group": "other"},
            {"place": "T", "group": None},
            {"place": None, "group": "courier"},
        ],
    )
    wanting = {"wants": headcounts.group, "offers": unions.groups}
    base = {"start": headcounts.place.row, "among": ANY_UNION, "anchor": unions.place.row}
    assert values(made, Nearest(*NAME, **base, **wanting)) == [0, 1, 3, UNKNOWN, UNKNOWN]
    everything = Nearest(*NAME, **base, **wanting, offers_all=unions.groups.size() == 0)
    assert values(made, everything) == [0, 1, 2, UNKNOWN, UNKNOWN]


def test_where_it_is_not_known_what_is_wanted_only_a_union_that_offers_everything_is_sure() -> None:
    everything = {
        "wants": headcounts.group, "offers": unions.groups, "offers_all": unions.groups.size() == 0,
        "start": headcounts.place.row, "among": ANY_UNION, "anchor": unions.place.row,
    }  # fmt: skip
    counts = [{"place": place, "group": None} for place in ("V", "T", "D", "N")]
    regional = {"id": "b", "place": "T", "groups": []}
    above = {"id": "a", "place": "F", "groups": ["courier"]}
    made = structure(unions=[regional, above], headcounts=counts)
    assert values(made, Nearest(*NAME, **everything)) == [0, 0, UNKNOWN, NONE]
    after = {"id": "c", "place": "T", "groups": ["other"]}
    made = structure(unions=[regional, above, after], headcounts=counts)
    assert values(made, Nearest(*NAME, **everything)) == [0, 0, UNKNOWN, NONE]
    before = {"id": "aa", "place": "T", "groups": ["other"]}
    made = structure(unions=[regional, above, before], headcounts=counts)
    assert values(made, Nearest(*NAME, **everything)) == [UNKNOWN, UNKNOWN, UNKNOWN, NONE]


def test_only_unions_among_the_wanted_ones_are_searched() -> None:
    made = structure(
        unions=[{"id": "a", "place": "T", "members": None}, {"id": "b", "place": "C", "members": 3}],
        headcounts=[{"place": "T"}],
    )
    fact = Nearest(*NAME, start=headcounts.place.row, among=unions.members >= 3, anchor=unions.place.row)
    assert values(made, fact) == [1]


def test_without_any_union_nothing_is_found() -> None:
    made = structure(headcounts=[{"place": "T"}, {"place": None}])
    fact = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert values(made, fact) == [NONE, UNKNOWN]


LINKED = Linked(
    *NAME,
    start=headcounts.employer.row,
    by=covers.employer.row,
    to=covers.union.row,
    where=covers.union.known(),
    near=headcounts.place.row,
)


def linked_to(place: str | None, anchors: Mapping[str, str | None]) -> list[Any]:
    made = structure(
        unions=[{"id": name, "place": at} for name, at in anchors.items()],
        employers=[{"id": "e"}, {"id": "free"}],
        covers=[*({"union": name, "employer": "e"} for name in anchors), {"union": "gone", "employer": "free"}],
        headcounts=[{"employer": name, "place": place} for name in ("e", "free", "gone", None)],
    )
    return values(made, LINKED)


def test_the_linked_union_is_the_nearest_one() -> None:
    assert linked_to("V", {"a": "P", "b": "C", "c": "D"}) == [1, NONE, NONE, NONE]


def test_a_linked_union_off_the_chain_comes_last() -> None:
    assert linked_to("V", {"a": "D", "b": "N"}) == [1, NONE, NONE, NONE]
    assert linked_to("V", {"b": "D", "a": None}) == [1, NONE, NONE, NONE]


def test_where_the_row_has_no_place_the_smallest_id_counts() -> None:
    assert linked_to(None, {"u9": "N", "u10": "C"}) == [1, NONE, NONE, NONE]


def test_a_link_that_does_not_count_ties_nothing() -> None:
    made = structure(
        unions=[{"id": "u", "place": "C"}],
        employers=[{"id": "e"}],
        covers=[{"union": "u", "employer": "e", "since": None}],
        headcounts=[{"employer": "e", "place": "C"}],
    )
    fact = Linked(
        *NAME, start=headcounts.employer.row, by=covers.employer.row, to=covers.union.row, where=covers.since <= ON,
        near=headcounts.place.row,
    )  # fmt: skip
    assert values(made, fact) == [NONE]


def test_a_place_lies_in_the_area_of_a_parameter() -> None:
    made = some_unions(place=["C", "V", "F", "P", "gone", None])
    area = Parameter("area", TEXT)
    fact = Inside(*NAME, unions.place.row, area)
    assert values(made, fact, values={"area": "C"}) == [True, True, False, False, UNKNOWN, UNKNOWN]
    assert values(made, fact, values={"area": "nowhere"}) == [False, False, False, False, UNKNOWN, UNKNOWN]
    assert values(made, Inside(*NAME, unions.place.row, Literal_("F", TEXT))) == [True, True, True, False, None, None]


def test_a_prefecture_without_counties_counts_as_one() -> None:
    made = structure(places=[*PLACES, {"code": "J", "level": "prefecture", "parent": "P"}])
    assert values(made, CountyLevel(*NAME)) == [False, False, False, True, False, False, True, True]


def test_a_place_is_touched_by_what_lies_in_its_area() -> None:
    made = Structure(
        unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}],
        places=[{"code": "620102001-1", "name": "楼", "level": "building", "parent": "620102002"}],
    )
    rows = made.geography.row
    touched = judged("places", YES, places.level == "building", shows={"touched": Touched(*NAME)})
    [result], _ = run(made, [touched], bindings())
    assert result.counts == {"held": 1, "broken": len(made.geography.chain(rows["620102001"])) + 1, "cannot_tell": 0,
                             "not_applicable": 0}  # fmt: skip
    assert [row for _, row, _ in result.hits] == sorted(
        {*made.geography.chain(rows["620102001"]), *made.geography.chain(rows["620102002"])}
    )


def test_rules_about_the_file_judge_only_its_own_places() -> None:
    made = Structure(
        unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}],
        places=[{"code": "620102001-1", "name": "楼", "level": "building", "parent": "620102002"}],
    )
    named = judged("places", YES, places.level == "park", force=Force.DATA_ERROR)
    [result], found = run(made, [named], bindings())
    own = made.geography.row["620102001-1"]
    assert list(result.hits) == [(0, own, "broken")]
    assert found.leaf(places.level, own) == "building"
    assert found.leaf(places.parent.row, own) == made.geography.row["620102002"]


# Values


def test_values_are_those_of_the_structure() -> None:
    made = some_unions(
        kind=["basic_union"], groups=[["courier", "truck_driver"]], founded_on=[date(2020, 1, 2)],
        subsidy_standard=["1.50"], superior=["u0"],
    )  # fmt: skip
    latest = Derived(*NAME, unions.founded_on)
    broken = judged("unions", YES, unions.members > 5, shows={"day": latest})
    _, found = run(made, [broken], bindings())
    assert found.leaf(unions.kind, 0) == "basic_union"
    assert found.leaf(unions.groups, 0) == ("courier", "truck_driver")
    assert found.leaf(unions.members, 0) is None
    assert found.leaf(unions.subsidy_standard, 0) == 150
    assert found.leaf(unions.superior.row, 0) == 0
    assert found.leaf(latest, 0) == date(2020, 1, 2)
    assert found.leaf(Itself("unions"), 0) == 0


def test_a_second_check_of_a_structure_gives_the_same_answer() -> None:
    made = some_unions(members=[1, 9])
    one = judged("unions", YES, unions.members > 5)
    first, second = (run(made, [one], bindings())[0][0] for _ in range(2))
    assert (first.counts, list(first.hits)) == (second.counts, list(second.hits))


def test_groups_are_encoded_in_the_order_of_the_closed_list() -> None:
    made = some_unions(groups=[[member] for member in Group])
    assert values(made, unions.groups.names(Group.COURIER)) == [member is Group.COURIER for member in Group]


def test_a_fact_of_a_place_that_nothing_touches_is_not_there() -> None:
    made = Structure(unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}])
    touched = Touched(*NAME)
    _, found = run(made, [judged("places", YES, YES, shows={"touched": touched})], bindings())
    assert found.leaf(touched, made.geography.row["620102"]) is True
    with pytest.raises(PackError, match="does not touch"):
        found.leaf(touched, made.geography.row["620200"])


def test_a_package_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None if name == "polars" else name)
    with pytest.raises(MissingExtra, match=r"unionmodel\[scale\]"):
        run(some_unions(members=[1]), [], bindings())


def test_thousands_of_unions_at_one_place_are_searched_once() -> None:
    made = structure(
        unions=[{"id": f"u{number:04}", "place": "N"} for number in range(2000)],
        headcounts=[{"place": "V"} for _ in range(2000)],
    )
    fact = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert values(made, fact) == [0] * 2000
