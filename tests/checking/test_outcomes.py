"""How a rule comes out, by rows and by columns: outcomes, subjects, and the values that are read of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.checking.engines import NAME, SAYS, YES, Engine, bindings, judged, made_of, some_unions, structure
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import Aggregate, Derived, Itself
from unionmodel.rules.rule import Force, Part, Rule
from unionmodel.rules.terms import covers, employers, members, places, unions
from unionmodel.rules.types import NUMBER

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
    engine: Engine, when: bool | None, require: bool | None, outcome: str
) -> None:
    made = some_unions(legal_person=[when], chair_full_time=[require])
    one = judged("unions", unions.legal_person == True, unions.chair_full_time == True)  # noqa: E712
    [result], _ = engine.run(made, [one], bindings())
    assert {name: count for name, count in result.counts.items() if count} == {outcome: 1}
    assert list(result.hits) == ([(0, 0, outcome)] if outcome in ("broken", "cannot_tell") else [])


def test_the_parts_of_a_rule_are_counted_together_and_their_hits_told_apart(engine: Engine) -> None:
    made = structure(unions=[{"id": "u", "members": 3}], employers=[{"id": "e", "workers": 2}, {"id": "f"}])
    parts = (
        Part(TABLES["unions"], YES, unions.members > 5),
        Part(TABLES["employers"], YES, employers.workers > 5),
    )
    both = Rule("TST001", "test", SAYS, Force.MUST, (), parts, SAYS, SAYS, SAYS)
    [result], _ = engine.run(made, [both], bindings())
    assert result.counts == {"held": 0, "broken": 2, "cannot_tell": 1, "not_applicable": 0}
    assert list(result.hits) == [(0, 0, "broken"), (1, 0, "broken"), (1, 1, "cannot_tell")]


def test_the_results_stand_in_the_order_of_the_rules(engine: Engine) -> None:
    made = structure(unions=[{"id": "u", "members": 3}], employers=[{"id": "e", "workers": 2}])
    rules = [
        judged("employers", YES, employers.workers > 1),
        judged("unions", YES, unions.members > 5),
        judged("employers", YES, employers.workers > 2),
    ]
    results, _ = engine.run(made, rules, bindings())
    assert [(result.rule, result.counts["held"]) for result in results] == [(rules[0], 1), (rules[1], 0), (rules[2], 0)]


def test_a_rule_that_has_not_begun_is_not_applicable(engine: Engine) -> None:
    made = some_unions(members=[1, 2])
    late = judged("unions", YES, unions.members > 5, starts=date(2022, 7, 1))
    [result], _ = engine.run(made, [late], bindings())
    assert result.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 2}
    [result], _ = engine.run(made, [late], bindings(on=date(2022, 7, 1)))
    assert result.counts["broken"] == 2


# Subjects


def test_only_rows_for_which_among_is_true_are_subjects(engine: Engine) -> None:
    made = some_unions(vertical=[True] * 4 + [False] * 4, members=[9, 1, None, 0] * 2)
    part = Part(
        TABLES["unions"],
        ~(unions.members == 0).or_else(False),
        unions.members > 5,
        among=unions.vertical == True,  # noqa: E712
    )
    found = engine.result(made, part)
    assert found.counts == {"held": 1, "broken": 1, "cannot_tell": 1, "not_applicable": 1}
    assert list(found.hits) == [(0, 1, "broken"), (0, 2, "cannot_tell")]


def test_a_row_of_which_it_is_not_known_is_no_subject(engine: Engine) -> None:
    made = some_unions(legal_person=[True, None, False], members=[1, 1, 1])
    part = Part(TABLES["unions"], YES, unions.members > 5, among=unions.legal_person == True)  # noqa: E712
    assert engine.result(made, part).counts == {"held": 0, "broken": 1, "cannot_tell": 0, "not_applicable": 0}


def test_the_parts_of_a_rule_have_subjects_of_their_own(engine: Engine) -> None:
    made = some_unions(members=[1, 2, 3])
    parts = [
        Part(TABLES["unions"], YES, unions.members > 5, among=unions.members >= least, about=str(least))
        for least in (1, 3)
    ]
    found = engine.result(made, *parts, Part(TABLES["unions"], YES, unions.members < 3))
    assert found.counts == {"held": 2, "broken": 5, "cannot_tell": 0, "not_applicable": 0}
    assert list(found.hits) == [
        (0, 0, "broken"), (0, 1, "broken"), (0, 2, "broken"), (1, 2, "broken"), (2, 2, "broken"),
    ]  # fmt: skip


def test_a_rule_that_has_not_begun_counts_only_its_subjects(engine: Engine) -> None:
    made = some_unions(members=[1, 9, None], superior=["u1", "u1", "u1"])
    led = Aggregate("led", "下级", "led", how="count", by=unions.superior.row)
    part = Part(TABLES["unions"], YES, unions.members > 5, among=led > 0)
    found = engine.result(made, part, starts=date(2022, 7, 1))
    assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 1}
    assert list(found.hits) == []
    part = Part(TABLES["unions"], YES, unions.members > Parameter("limit", NUMBER), among=led == 0)
    found = engine.result(made, part)
    assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 2}
    found = engine.result(made, part, values={"limit": 5})
    assert found.counts == {"held": 0, "broken": 1, "cannot_tell": 1, "not_applicable": 0}


def test_of_places_only_the_touched_ones_are_subjects(engine: Engine) -> None:
    made = Structure(unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}])
    part = Part(TABLES["places"], YES, places.level == "county", among=places.level.is_in("county", "prefecture"))
    found = engine.result(made, part)
    assert found.counts == {"held": 1, "broken": 1, "cannot_tell": 0, "not_applicable": 0}
    assert list(found.hits) == [(0, made.geography.row["620100"], "broken")]
    found = engine.result(made, part, starts=date(2022, 7, 1))
    assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 2}


def test_a_table_without_rows_has_no_subjects(engine: Engine) -> None:
    own = Aggregate(*NAME, how="count", by=covers.employer.row)
    [result], _ = engine.run(structure(), [judged("employers", YES, own >= 1)], bindings())
    assert result.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 0}
    assert list(result.hits) == []


def test_a_table_without_rows_has_no_subjects_among_its_rows(engine: Engine) -> None:
    part = Part(TABLES["members"], YES, members.group.known(), among=members.employer.known())
    for starts in (None, date(2022, 7, 1)):
        found = engine.result(structure(), part, starts=starts)
        assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 0}


def test_rules_that_have_begun_and_rules_that_have_not_are_judged_together(engine: Engine) -> None:
    made = structure(
        unions=[{"id": "u", "members": 3}, {"id": "w", "members": 8}], employers=[{"id": "e", "workers": 2}]
    )
    late = made_of(Part(TABLES["unions"], YES, unions.members > 5, among=unions.members > 5), starts=date(2022, 7, 1))
    now = made_of(
        Part(TABLES["unions"], YES, unions.members > 5), Part(TABLES["employers"], YES, employers.workers > 5)
    )
    results, _ = engine.run(made, [late, now], bindings())
    assert [result.rule for result in results] == [late, now]
    assert results[0].counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 1}
    assert results[1].counts == {"held": 1, "broken": 2, "cannot_tell": 0, "not_applicable": 0}


# Places


def test_a_place_is_touched_by_what_lies_in_its_area(engine: Engine) -> None:
    made = Structure(
        unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}],
        places=[{"code": "620102001-1", "name": "楼", "level": "building", "parent": "620102002"}],
    )
    rows = made.geography.row
    touched = judged("places", YES, places.level == "building")
    [result], _ = engine.run(made, [touched], bindings())
    assert result.counts == {"held": 1, "broken": len(made.geography.chain(rows["620102001"])) + 1, "cannot_tell": 0,
                             "not_applicable": 0}  # fmt: skip
    assert [row for _, row, _ in result.hits] == sorted(
        {*made.geography.chain(rows["620102001"]), *made.geography.chain(rows["620102002"])}
    )


def test_rules_about_the_file_judge_only_its_own_places(engine: Engine) -> None:
    made = Structure(
        unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}],
        places=[{"code": "620102001-1", "name": "楼", "level": "building", "parent": "620102002"}],
    )
    named = judged("places", YES, places.level == "park", force=Force.DATA_ERROR)
    [result], found = engine.run(made, [named], bindings())
    own = made.geography.row["620102001-1"]
    assert list(result.hits) == [(0, own, "broken")]
    assert found.leaf(places.level, own) == "building"
    assert found.leaf(places.parent.row, own) == made.geography.row["620102002"]


# Values


def test_values_are_those_of_the_structure(engine: Engine) -> None:
    made = some_unions(
        kind=["basic_union"], groups=[["courier", "truck_driver"]], founded_on=[date(2020, 1, 2)],
        subsidy_standard=["1.50"], superior=["u0"],
    )  # fmt: skip
    latest = Derived(*NAME, unions.founded_on)
    broken = judged("unions", YES, unions.members > 5, shows={"day": latest})
    _, found = engine.run(made, [broken], bindings())
    assert found.leaf(unions.kind, 0) == "basic_union"
    assert found.leaf(unions.groups, 0) == ("courier", "truck_driver")
    assert found.leaf(unions.members, 0) is None
    assert found.leaf(unions.subsidy_standard, 0) == 150
    assert found.leaf(unions.superior.row, 0) == 0
    assert found.leaf(latest, 0) == date(2020, 1, 2)
    assert found.leaf(Itself("unions"), 0) == 0


def test_a_second_check_of_a_structure_gives_the_same_answer(engine: Engine) -> None:
    made = some_unions(members=[1, 9])
    one = judged("unions", YES, unions.members > 5)
    first, second = (engine.run(made, [one], bindings())[0][0] for _ in range(2))
    assert (first.counts, list(first.hits)) == (second.counts, list(second.hits))
