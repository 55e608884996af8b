"""What a set of rules reads, as all engines are told it."""

from __future__ import annotations

import attrs
import pytest

from unionmodel.rulepacks import shipped
from unionmodel.rules.expr import ON, Expr
from unionmodel.rules.facts import Aggregate, Derived, Fact, LookUp, Nearest, Peers, Whole
from unionmodel.rules.query import cells_read, facts_needed, judged_by_person, leaves, needed, queried, tables_named
from unionmodel.rules.rule import Rule
from unionmodel.rules.shared import STANDING
from unionmodel.rules.terms import covers, employers, headcounts, members, unions

NEWEST = Peers(
    "newest",
    "最近",
    "the newest",
    by=(members.id, members.union),
    where=members.left_on > ON,
    order=members.joined_on,
    pick="is_last",
)
NAME_OF_UNION = LookUp("name", "名称", "name", covers.union.row, unions.name)


def shipped_rule(code: str) -> Rule:
    return next(rule for pack in shipped().values() for rule in pack.rules if rule.code == code)


def read_of(fact: Fact) -> dict[str, list[str]]:
    return {
        table: sorted(getattr(leaf, "name", type(leaf).__name__) for leaf in read)
        for table, read in needed(fact).items()
    }


def test_a_fact_reads_the_cells_it_is_computed_from() -> None:
    assert read_of(NAME_OF_UNION) == {"covers": ["Row", "union"], "unions": ["name"]}


def test_a_search_reads_the_order_of_the_ids_by_which_it_chooses() -> None:
    nearest = Nearest("nearest", "最近", "nearest", employers.place.row, STANDING, unions.place.row)
    assert "IdRank" in read_of(nearest)["unions"]


def test_a_table_that_is_searched_is_read_even_where_no_cell_of_it_is() -> None:
    assert read_of(Whole("any", "有", "any", "any", among="stations")) == {"stations": []}


def test_facts_come_after_those_they_need() -> None:
    above = Derived("above", "上", "above", NAME_OF_UNION == "x")
    assert queried((), wanted=(above,)).facts == (NAME_OF_UNION, above)
    assert facts_needed(above) == (NAME_OF_UNION,)


def test_a_rule_reads_its_cells_and_the_tables_it_looks_into() -> None:
    assert cells_read(shipped_rule("CTU503")) == {
        "members": {"id", "union", "status", "joined_on", "left_on"},
        "unions": {"status", "founded_on", "dissolved_on", "place"},
    }


def test_only_the_subjects_of_a_rule_that_is_not_in_force_are_asked_for() -> None:
    rule = shipped_rule("TUL201")
    assert queried((rule,), frozenset([rule])).asked == ()


def test_the_dates_that_are_compared_with_the_day_say_until_when_an_answer_stays() -> None:
    assert NEWEST.until == (members.left_on,)
    assert NAME_OF_UNION.until == ()


@pytest.mark.parametrize(
    ("condition", "one_by_one"),
    [
        (members.joined_on.known(), True),
        (NEWEST, True),
        (
            Peers(
                "of a union",
                "某会",
                "of a union",
                by=(members.union,),
                where=members.left_on > ON,
                order=members.joined_on,
                pick="is_last",
            ),
            False,
        ),
    ],
)
def test_a_roster_is_judged_person_by_person_where_rows_agree_in_the_id(condition: Expr, one_by_one: bool) -> None:
    rule = shipped_rule("CTU501")
    part = attrs.evolve(rule.parts[0], when=condition, milder=None, shows={})
    assert judged_by_person((attrs.evolve(rule, parts=(part,)),)) is one_by_one


def test_who_counts_the_members_of_a_union_sees_all_of_the_roster() -> None:
    number = Aggregate("members", "会员", "members", "count", members.union.row)
    assert number.far == ("members",)


def test_references_are_held_as_text_only_where_more_than_equality_is_asked() -> None:
    compared = covers.union == covers.union
    assert tables_named([covers.union.known(), compared, headcounts.place.row.known()], ()) == set()
    assert tables_named([covers.union.is_in("u1")], ()) == {"unions"}
    assert tables_named([], [NEWEST]) == set()


def test_what_is_the_same_for_all_rows_belongs_to_no_table() -> None:
    assert leaves([ON == ON]) == {}
