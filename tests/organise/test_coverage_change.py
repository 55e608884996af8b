"""What changes in coverage: who loses cover if a union closes, who gains it if one opens, between two files."""

from __future__ import annotations

from datetime import date

import pytest

import unionmodel as um

ON = date(2022, 12, 31)
STREET, OTHER = "620102001", "620102002"
COURIERS = {"place": STREET, "group": "courier", "workers": 40}
DRIVERS = {"place": STREET, "group": "truck_driver", "workers": 7}
UNIONS = [
    {"id": "town", "name": "街道工会", "kind": "township_union", "place": STREET},
    {"id": "couriers", "name": "快递联合会", "kind": "industry_federation", "place": "620102", "groups": ["courier"]},
]
STRUCTURE = um.Structure(unions=UNIONS, headcounts=[COURIERS, DRIVERS])


def told(change: object) -> list[tuple[object, ...]]:
    return [(row.change, row.row.subject, row.workers) for row in change.rows]  # type: ignore[attr-defined]


def test_who_has_another_union_moves_and_who_has_none_loses_cover() -> None:
    assert told(um.coverage_if(STRUCTURE, close="couriers", on=ON)) == [("moved", f"p:{STREET}|courier", 40)]
    change = um.coverage_if(STRUCTURE, close=["town"], on=ON)
    assert told(change) == [("lost", f"p:{STREET}|truck_driver", 7)]
    assert (change.workers("lost"), change.unchanged) == (7, 1)


def test_closing_both_loses_all() -> None:
    change = um.coverage_if(STRUCTURE, close=["town", "couriers"], on=ON)
    assert change.workers("lost") == 47


def test_a_union_is_closed_on_the_day_itself() -> None:
    change = um.coverage_if(STRUCTURE, close="town", on=ON)
    assert change.to_dict("en")["rows"][0]["why_not"][-1] == {
        "tier": "fallback",
        "reason": "the community or township union (街道工会) does not stand on the day",
    }


def test_closing_a_union_that_has_ended_changes_nothing() -> None:
    ended = STRUCTURE.with_edits([um.change("unions", "town", status="dissolved", dissolved_on=date(2022, 6, 30))])
    change = um.coverage_if(ended, close="town", on=ON)
    assert (change.rows, change.unchanged) == ((), 2)


def test_who_gains_from_a_new_union() -> None:
    town = um.Union(id="new", kind="township_union", place=OTHER)
    counted = STRUCTURE.with_edits([um.add(um.Headcount(place=OTHER, group="other", workers=3))])
    change = um.coverage_if(counted, open=town, on=ON)
    assert told(change) == [("gained", f"p:{OTHER}|other", 3)]
    assert change.rows[0].to_dict()["after"] == {"workers": 3, "tier": "fallback", "union": "new", "covered": True}


def test_a_proposed_union_is_compared_with_its_not_being_there() -> None:
    proposed = STRUCTURE.with_edits([um.change("unions", "town", status="proposed")])
    assert um.coverage_if(proposed, open="town", on=ON).workers("gained") == 7
    assert um.coverage_if(proposed, open="town", on=ON, proposed=False).workers("gained") == 7


def test_a_union_that_has_ended_can_open_again() -> None:
    ended = STRUCTURE.with_edits([um.change("unions", "town", status="dissolved", dissolved_on=date(2022, 6, 30))])
    assert um.coverage_if(ended, open=["town"], on=ON).workers("gained") == 7


def test_a_new_basic_union_comes_with_its_links() -> None:
    structure = um.Structure(
        employers=[{"id": "e1", "place": OTHER}], headcounts=[{"employer": "e1", "group": "other", "workers": 9}]
    )
    edits = [
        um.add(um.Union(id="own", kind="basic_union", place=OTHER)),
        um.add(um.Cover(union="own", employer="e1")),
    ]
    assert told(um.coverage_if(structure, edits=edits, on=ON)) == [("gained", "e:e1|other", 9)]


def test_two_files_are_compared_head_count_by_head_count() -> None:
    later = um.Structure(
        unions=[{**UNIONS[0], "id": "town2"}],
        headcounts=[{**COURIERS, "workers": 45}, {"place": OTHER, "group": "courier", "workers": None}],
    )
    change = um.coverage_change(STRUCTURE, later, ON)
    assert told(change) == [
        ("moved", f"p:{STREET}|courier", 40),
        ("added", f"p:{OTHER}|courier", None),
        ("removed", f"p:{STREET}|truck_driver", 7),
    ]
    assert (change.workers("added"), change.uncounted("added")) == (0, 1)
    assert change.to_frame().select("change", "workers_before", "workers_after", "union_after").rows() == [
        ("moved", 40, 45, "town2"),
        ("added", None, None, None),
        ("removed", 7, None, None),
    ]


def test_another_number_under_the_same_cover_is_told() -> None:
    later = um.Structure(unions=UNIONS, headcounts=[{**COURIERS, "workers": 41}, DRIVERS])
    change = um.coverage_change(STRUCTURE, later, ON)
    assert told(change) == [("recounted", f"p:{STREET}|courier", 40)]
    assert (
        "  620102001 courier 40 → 41: industry (couriers) → industry (couriers)"
        in change.render("text", "en").splitlines()
    )


def test_what_cannot_be_told_is_neither_lost_nor_gained() -> None:
    blank = um.Structure(
        unions=[{"id": "region", "kind": "regional_federation", "place": STREET}],
        headcounts=[{"place": STREET, "workers": 2}],
    )
    naming = um.Union(id="naming", kind="regional_federation", place=STREET, groups=["courier"])
    assert told(um.coverage_if(blank, open=naming, on=ON)) == [("unsure", f"p:{STREET}|", 2)]


def test_the_text_says_who_loses_and_why() -> None:
    text = um.coverage_if(STRUCTURE, close="town", on=ON).render("text", "zh").splitlines()
    assert text[:3] == [
        "2022-12-31 的覆盖变化：2 行人数中有 1 行变化",
        "失去覆盖：1 行，7 人",
        "  620102001 货车司机 7 人：社区村或乡镇街道工会（town） → 无",
    ]
    assert text[-1] == "    · 不是社区村或乡镇街道工会：社区村工会或乡镇街道工会（街道工会）当日不存续"


@pytest.mark.parametrize("how", ["close", "open"])
def test_a_union_that_is_not_there_is_refused(how: str) -> None:
    with pytest.raises(um.UnionModelError, match="town"):
        um.coverage_if(STRUCTURE, on=ON, **{how: "towm"})


def test_another_word_for_a_change_is_refused() -> None:
    with pytest.raises(um.UnionModelError, match="lost"):
        um.coverage_if(STRUCTURE, close="town", on=ON).of("lots")
