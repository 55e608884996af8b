"""Searches over places and chains of superiors, by rows and by columns: circles, the nearest union, climbing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.checking.engines import ANY_UNION, COUNTY, NAME, NONE, PLACES, UNKNOWN, Engine, some_unions, structure
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import ON, Found, Literal_, Parameter
from unionmodel.rules.facts import Aggregate, Chain, Inside, Itself, Linked, LookUp, Nearest, PlaceFact
from unionmodel.rules.terms import covers, headcounts, places, unions
from unionmodel.rules.types import TEXT

# Circles


def test_what_runs_into_a_circle_is_on_it_or_leads_to_it(engine: Engine) -> None:
    superior = ["u1", "u2", "u1", "u4", None, "gone", "u0", "u7"]
    assert engine.values(some_unions(superior=superior), Chain(*NAME, unions.superior.row, "cyclic")) == [
        True, True, True, False, False, False, True, True,
    ]  # fmt: skip


def test_a_chain_of_any_length_is_no_circle(engine: Engine) -> None:
    superior = [None, *(f"u{row}" for row in range(3000))]
    assert engine.values(some_unions(superior=superior), Chain(*NAME, unions.superior.row, "cyclic")) == [False] * 3001


def test_places_of_a_circle_count_once_at_each_place_of_it(engine: Engine) -> None:
    circle = [{"code": "A", "parent": "B"}, {"code": "B", "parent": "A"}, {"code": "L", "parent": "A"}]
    made = structure(
        places=circle,
        unions=[{"id": "u", "place": "B"}],
        headcounts=[{"place": "L", "group": "courier", "workers": 1}, {"place": "A", "group": "courier", "workers": 2}],
    )
    total = Aggregate(*NAME, how="total", by=headcounts.place.row, of=headcounts.workers, upward=True)
    nearest = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert engine.values(made, total) == [3, 3, 1]
    assert engine.values(made, nearest) == [0, 0]


# The nearest union


def nearest_to(
    engine: Engine, starts: list[str | None], anchors: Mapping[str, str | None], **options: Any
) -> list[Any]:
    made = structure(
        unions=[{"id": name, "place": place} for name, place in anchors.items()],
        headcounts=[{"place": start} for start in starts],
    )
    fact = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row, **options)
    return engine.values(made, fact)


def test_the_nearest_union_stands_at_the_place_or_above_it(engine: Engine) -> None:
    assert nearest_to(engine, ["V", "T", "C", "D", None, "gone"], {"a": "N", "b": "C", "c": "T"}) == [
        2,
        2,
        1,
        0,
        None,
        None,
    ]


def test_of_several_unions_at_one_place_the_smallest_id_as_text_counts(engine: Engine) -> None:
    assert nearest_to(engine, ["T"], {"u9": "C", "u10": "C", "u2": "C"}) == [1]


def test_a_union_without_a_place_is_near_nothing(engine: Engine) -> None:
    assert nearest_to(engine, ["T"], {"u": None, "w": "gone"}) == [NONE]


def test_places_above_the_county_can_be_left_out(engine: Engine) -> None:
    assert nearest_to(engine, ["V", "D", "F"], {"a": "F", "b": "C"}, from_county_down=True) == [1, NONE, NONE]
    assert nearest_to(engine, ["V", "D", "F"], {"a": "F"}, from_county_down=True) == [NONE, NONE, NONE]


def test_the_place_itself_can_be_left_out(engine: Engine) -> None:
    assert nearest_to(engine, ["V", "T", "C"], {"a": "T", "b": "P"}, strictly_above=True) == [0, 1, 1]


def test_a_place_can_be_the_start_itself(engine: Engine) -> None:
    made = structure(unions=[{"id": "u", "place": "C"}])
    fact = Nearest(*NAME, start=Itself("places"), among=ANY_UNION, anchor=unions.place.row)
    assert engine.values(made, fact) == [NONE, NONE, NONE, 0, 0, 0, NONE]


def test_the_nearest_union_that_offers_what_is_wanted(engine: Engine) -> None:
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
    assert engine.values(made, Nearest(*NAME, **base, **wanting)) == [0, 1, 3, UNKNOWN, UNKNOWN]
    everything = Nearest(*NAME, **base, **wanting, offers_all=unions.groups.size() == 0)
    assert engine.values(made, everything) == [0, 1, 2, UNKNOWN, UNKNOWN]


def test_where_it_is_not_known_what_is_wanted_only_a_union_that_offers_everything_is_sure(engine: Engine) -> None:
    everything = {
        "wants": headcounts.group, "offers": unions.groups, "offers_all": unions.groups.size() == 0,
        "start": headcounts.place.row, "among": ANY_UNION, "anchor": unions.place.row,
    }  # fmt: skip
    counts = [{"place": place, "group": None} for place in ("V", "T", "D", "N")]
    regional = {"id": "b", "place": "T", "groups": []}
    above = {"id": "a", "place": "F", "groups": ["courier"]}
    made = structure(unions=[regional, above], headcounts=counts)
    assert engine.values(made, Nearest(*NAME, **everything)) == [0, 0, UNKNOWN, NONE]
    after = {"id": "c", "place": "T", "groups": ["other"]}
    made = structure(unions=[regional, above, after], headcounts=counts)
    assert engine.values(made, Nearest(*NAME, **everything)) == [0, 0, UNKNOWN, NONE]
    before = {"id": "aa", "place": "T", "groups": ["other"]}
    made = structure(unions=[regional, above, before], headcounts=counts)
    assert engine.values(made, Nearest(*NAME, **everything)) == [UNKNOWN, UNKNOWN, UNKNOWN, NONE]


def test_only_unions_among_the_wanted_ones_are_searched(engine: Engine) -> None:
    made = structure(
        unions=[{"id": "a", "place": "T", "members": None}, {"id": "b", "place": "C", "members": 3}],
        headcounts=[{"place": "T"}],
    )
    fact = Nearest(*NAME, start=headcounts.place.row, among=unions.members >= 3, anchor=unions.place.row)
    assert engine.values(made, fact) == [1]


def test_without_any_union_nothing_is_found(engine: Engine) -> None:
    made = structure(headcounts=[{"place": "T"}, {"place": None}])
    fact = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert engine.values(made, fact) == [NONE, UNKNOWN]


def test_thousands_of_unions_at_one_place_are_searched_once(engine: Engine) -> None:
    made = structure(
        unions=[{"id": f"u{number:04}", "place": "N"} for number in range(2000)],
        headcounts=[{"place": "V"} for _ in range(2000)],
    )
    fact = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert engine.values(made, fact) == [0] * 2000


# Linked unions

LINKED = Linked(
    *NAME,
    start=headcounts.employer.row,
    by=covers.employer.row,
    to=covers.union.row,
    where=covers.union.known(),
    near=headcounts.place.row,
)


def linked_to(engine: Engine, place: str | None, anchors: Mapping[str, str | None]) -> list[Any]:
    made = structure(
        unions=[{"id": name, "place": at} for name, at in anchors.items()],
        employers=[{"id": "e"}, {"id": "free"}],
        covers=[*({"union": name, "employer": "e"} for name in anchors), {"union": "gone", "employer": "free"}],
        headcounts=[{"employer": name, "place": place} for name in ("e", "free", "gone", None)],
    )
    return engine.values(made, LINKED)


def test_the_linked_union_is_the_nearest_one(engine: Engine) -> None:
    assert linked_to(engine, "V", {"a": "P", "b": "C", "c": "D"}) == [1, NONE, NONE, NONE]


def test_a_linked_union_off_the_chain_comes_last(engine: Engine) -> None:
    assert linked_to(engine, "V", {"a": "D", "b": "N"}) == [1, NONE, NONE, NONE]
    assert linked_to(engine, "V", {"b": "D", "a": None}) == [1, NONE, NONE, NONE]


def test_where_the_row_has_no_place_the_smallest_id_counts(engine: Engine) -> None:
    assert linked_to(engine, None, {"u9": "N", "u10": "C"}) == [1, NONE, NONE, NONE]


def test_a_link_that_does_not_count_ties_nothing(engine: Engine) -> None:
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
    assert engine.values(made, fact) == [NONE]


# Areas


def test_a_place_lies_in_the_area_of_a_parameter(engine: Engine) -> None:
    made = some_unions(place=["C", "V", "F", "P", "gone", None])
    area = Parameter("area", TEXT)
    fact = Inside(*NAME, unions.place.row, area)
    assert engine.values(made, fact, values={"area": "C"}) == [True, True, False, False, UNKNOWN, UNKNOWN]
    assert engine.values(made, fact, values={"area": "nowhere"}) == [False, False, False, False, UNKNOWN, UNKNOWN]
    assert engine.values(made, Inside(*NAME, unions.place.row, Literal_("F", TEXT))) == [
        True,
        True,
        True,
        False,
        None,
        None,
    ]


def test_a_prefecture_without_counties_counts_as_one(engine: Engine) -> None:
    made = structure(places=[*PLACES, {"code": "J", "level": "prefecture", "parent": "P"}])
    assert engine.values(made, PlaceFact(*NAME, "county_level")) == [
        False,
        False,
        False,
        True,
        False,
        False,
        True,
        True,
    ]


# Climbing

CIRCLE = [{"code": "A", "parent": "B"}, {"code": "B", "parent": "A"}, {"code": "L", "parent": "A", "level": "township"}]


def test_the_first_place_upward_that_fits_is_the_place_itself_or_above_it(engine: Engine) -> None:
    made = some_unions(place=["V", "T", "C", "D", "F", None, "gone"])
    row = made.geography.row
    assert engine.values(made, COUNTY) == [row["C"], row["C"], row["C"], row["D"], NONE, UNKNOWN, UNKNOWN]
    assert engine.values(made, Found(COUNTY)) == [True, True, True, True, False, UNKNOWN, UNKNOWN]


def test_what_is_unknown_of_a_place_does_not_fit(engine: Engine) -> None:
    spots = [{"code": "A", "level": None}, {"code": "B", "parent": "A", "level": None}]
    made = structure(
        places=[*PLACES, *spots, {"code": "E", "parent": "B", "level": "park"}], unions=[{"id": "u", "place": "E"}]
    )
    fits = Chain("fit", "合", "fit", places.parent.row, "first", of=places.level == "county", start=unions.place.row)
    assert engine.values(made, fits) == [NONE]
    fits = Chain(
        "fit",
        "合",
        "fit",
        places.parent.row,
        "first",
        of=~(places.level == "park").or_else(True),
        start=unions.place.row,
    )
    assert engine.values(made, fits) == [NONE]
    fits = Chain("fit", "合", "fit", places.parent.row, "first", of=~places.level.known(), start=unions.place.row)
    assert engine.values(made, fits) == [made.geography.row["B"]]


def test_a_climb_can_begin_at_the_place_that_is_judged(engine: Engine) -> None:
    made = some_unions(place=["V"])
    row = made.geography.row
    fact = Chain(
        "fit",
        "合",
        "fit",
        places.parent.row,
        "first",
        of=places.level.is_in("province", "county"),
        start=Itself("places"),
    )
    assert engine.values(made, fact) == [
        row[code] if code else NONE for code in (None, "P", "P", "C", "C", "C", "D")
    ]  # fmt: skip


def test_a_circle_of_places_ends_the_climb(engine: Engine) -> None:
    made = structure(places=CIRCLE, unions=[{"id": "u", "place": "L"}, {"id": "w", "place": "A"}])
    row = made.geography.row
    fact = Chain("fit", "合", "fit", places.parent.row, "first", of=places.level == "county", start=unions.place.row)
    assert engine.values(made, fact) == [NONE, NONE]
    fact = Chain("fit", "合", "fit", places.parent.row, "first", of=places.code == "B", start=unions.place.row)
    assert engine.values(made, fact) == [row["B"], row["B"]]


def test_a_climb_can_begin_where_another_ended(engine: Engine) -> None:
    made = some_unions(place=["V", "F", None])
    further = Chain("above", "上", "above", places.parent.row, "first", of=places.level == "province", start=COUNTY)
    assert engine.values(made, further) == [made.geography.row["P"], NONE, UNKNOWN]


def test_rows_count_where_a_climb_leads(engine: Engine) -> None:
    made = some_unions(place=["V", "T", "D", "F", None], members=[1, 20, 300, 4000, 50000])
    total = Aggregate("total", "和", "total", how="total", by=COUNTY, of=unions.members)
    assert engine.values(made, total) == [0, 0, 0, 21, 0, 0, 300]


# Conditions that hold above

VERTICAL_UPWARD = Chain("upward", "上", "upward", unions.superior.row, "any_above", unions.legal_person == True)  # noqa: E712


def test_a_condition_holds_where_it_does_here_or_above(engine: Engine) -> None:
    made = some_unions(superior=[None, "u0", "u1", None, "u3"], legal_person=[False, True, False, False, False])
    assert engine.values(made, VERTICAL_UPWARD) == [False, True, True, False, False]


def test_a_blank_above_leaves_it_unknown_unless_another_one_holds(engine: Engine) -> None:
    made = some_unions(superior=[None, "u0", "u1", "u2"], legal_person=[False, None, False, True])
    assert engine.values(made, VERTICAL_UPWARD) == [False, UNKNOWN, UNKNOWN, True]


def test_a_superior_that_is_given_but_not_there_leaves_the_rest_unknown(engine: Engine) -> None:
    made = some_unions(superior=["gone", "u0", "u1", None], legal_person=[False, False, True, False])
    assert engine.values(made, VERTICAL_UPWARD) == [UNKNOWN, UNKNOWN, True, False]


def test_a_circle_ends_and_everybody_in_it_sees_all_of_it(engine: Engine) -> None:
    superior = ["u1", "u2", "u1", "u4", "u3", "u5"]
    made = some_unions(superior=superior, legal_person=[False, False, True, False, False, None])
    assert engine.values(made, VERTICAL_UPWARD) == [True, True, True, False, False, UNKNOWN]


def test_the_way_up_of_places_is_theirs(engine: Engine) -> None:
    made = structure(places=[*PLACES, {"code": "X", "parent": "gone"}], unions=[{"id": "u", "place": "V"}])
    fact = Chain("upward", "上", "upward", places.parent.row, "any_above", (places.level == "county").or_else(False))
    assert engine.values(made, fact) == [False, False, False, True, True, True, True, UNKNOWN]


def test_shipped_places_go_up_to_their_own(engine: Engine) -> None:
    made = Structure(unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620200100"}])
    for code, answer in (("620200", True), ("620200100", True), ("000000", True), ("620100", False)):
        climb = Chain("upward", "上", "upward", places.parent.row, "any_above", places.code == code)
        assert engine.values(made, LookUp("here", "此", "here", unions.place.row, climb)) == [answer]


def test_a_chain_of_any_length_is_climbed(engine: Engine) -> None:
    count = 5_000
    made = some_unions(superior=[None, *(f"u{row}" for row in range(count))], legal_person=[True, *([False] * count)])
    assert engine.values(made, VERTICAL_UPWARD) == [True] * (count + 1)


def test_nobody_is_above_where_there_is_nobody(engine: Engine) -> None:
    assert engine.values(structure(), VERTICAL_UPWARD) == []
