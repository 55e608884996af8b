"""The container: what it takes, what it refuses, and that it never changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars
import pytest
from hypothesis import given

import unionmodel as um
from unionmodel.model.edits import Edit
from unionmodel.model.vocabulary import UnionKind
from unionmodel.testing import structures

UNION = um.Union(id="u1", name="示例工会", kind="joint_union", place="620102")


def test_a_table_with_a_key_is_a_mapping_from_key_to_record() -> None:
    structure = um.Structure(unions=[UNION])
    assert structure.unions["u1"] == UNION
    assert structure.unions["u1"].kind is UnionKind.JOINT_UNION
    assert list(structure.unions) == ["u1"]


def test_a_table_without_a_key_is_a_sequence_with_money_in_yuan() -> None:
    structure = um.Structure(funding=[{"union": "u1", "year": 2022, "amount": "15000.5"}])
    assert structure.funding[0].amount == Decimal("15000.50")
    assert structure.column("funding", "amount") == [1500050]


def test_all_errors_come_at_once_each_with_its_path() -> None:
    with pytest.raises(um.InputErrors) as caught:
        um.Structure(unions=[{"id": "u1", "kind": "工会联合"}, {"id": "u2", "members": -1, "colour": "red"}])
    assert [error.path for error in caught.value.errors] == ["unions[0].kind", "unions[1].colour", "unions[1].members"]


def test_a_duplicate_key_names_both_rows() -> None:
    with pytest.raises(um.InputErrors) as caught:
        um.Structure(unions=[{"id": "u1"}, {"id": "u2"}, {"id": "u1"}])
    (error,) = caught.value.errors
    assert (error.path, error.value) == ("unions[2].id", "u1")
    assert error.problem.en == "is not unique: rows 1 and 3 have the same"  # type: ignore[attr-defined]


def test_an_unknown_table_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(um.InputErrors) as caught:
        um.Structure(union=[])
    assert caught.value.errors[0].hint.en == "did you mean unions?"  # type: ignore[attr-defined]


def test_a_number_beyond_all_measure_is_an_input_error_and_not_a_crash() -> None:
    with pytest.raises(um.InputErrors):
        um.Union(id="u", members=10**5000)


def test_a_data_frame_gives_the_same_structure_as_records() -> None:
    frame = polars.DataFrame({"id": ["u1"], "name": ["示例工会"], "kind": ["联合基层工会"], "place": ["620102"]})
    assert um.Structure.from_frames({"unions": frame}).sha256 == um.Structure(unions=[UNION]).sha256


def test_the_hash_does_not_mind_the_order_of_keyed_rows() -> None:
    one, two = {"id": "u1"}, {"id": "u2"}
    assert um.Structure(unions=[one, two]).sha256 == um.Structure(unions=[two, one]).sha256
    assert um.Structure(unions=[one]).sha256 != um.Structure(unions=[two]).sha256


@pytest.mark.parametrize(
    ("table", "row", "subject"),
    [
        ("headcounts", {"employer": "e1", "group": "courier"}, "e:e1|courier"),
        ("headcounts", {"place": "620102", "group": "courier"}, "p:620102|courier"),
        ("headcounts", {"group": "courier"}, "|courier"),
        ("headcounts", {"employer": "e1", "place": "620102", "group": "courier"}, "e:e1+p:620102|courier"),
        ("covers", {"union": "u1", "employer": "e1"}, "u1|e1"),
        ("direct_members", {"union": "u1", "group": "courier"}, "u1|courier"),
        ("direct_members", {"union": "u1", "group": "courier", "employer": "e1"}, "u1|courier|e1"),
        ("funding", {"union": "u1", "year": 2022}, "u1|2022|"),
        ("activities", {"union": "u1", "kind": "training", "on": "2022-05-01"}, "u1|training|2022-05-01"),
        ("members", {"id": "p1", "union": "u1"}, "p1|u1"),
        ("waivers", {"code": "GS401", "subject": "u1"}, "GS401|u1"),
    ],
)
def test_a_row_is_named_as_the_public_interface_lists(table: str, row: dict[str, object], subject: str) -> None:
    assert um.Structure(**{table: [row]}).subject(table, 0) == subject


def test_a_day_shows_what_stands_on_it() -> None:
    structure = um.Structure(
        unions=[{"id": "u1", "founded_on": "2022-01-02"}, {"id": "u2", "status": "dissolved"}, {"id": "u3"}],
        employers=[{"id": "e1", "closed_on": "2022-01-01"}],
        covers=[{"union": "u3", "employer": "e1", "until": "2022-01-01"}, {"union": "u3", "employer": "e1"}],
    )
    then = structure.at(date(2022, 1, 1))
    assert (list(then.unions), list(then.employers), len(then.covers)) == (["u3"], [], 1)


def test_an_edit_gives_a_new_structure_and_leaves_the_old_one() -> None:
    before = um.Structure(unions=[UNION], employers=[{"id": "e1"}])
    after = before.with_edits(
        [
            um.change("unions", "u1", members=30),
            um.add(um.Cover(union="u1", employer="e1")),
            um.remove("employers", "e1"),
        ]
    )
    assert (before.unions["u1"].members, after.unions["u1"].members) == (None, 30)
    assert (len(after.covers), list(after.employers)) == (1, [])
    assert after.column("unions", "name") is before.column("unions", "name")


def test_an_edit_of_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(um.InputErrors):
        um.Structure(unions=[UNION]).with_edits([um.change("unions", "u9", members=1)])


@given(structures())
def test_every_edit_can_be_undone(structure: um.Structure) -> None:
    edits = [um.add(um.Union(id="added")), um.add(um.Funding(union="added", year=2022, amount=5))]
    edits += [um.change("unions", key, members=7) for key in list(structure.unions)[:1]]
    edits += [um.remove("headcounts", 0)] if len(structure.headcounts) else []
    undone, now = [], structure
    for edit in edits:
        undone.append(edit.inverse(now))
        now = now.with_edits([edit])
    assert now.sha256 != structure.sha256
    assert now.with_edits(reversed(undone)).sha256 == structure.sha256


def test_the_graph_has_an_edge_for_each_relation_that_resolves() -> None:
    structure = um.Structure(
        unions=[{"id": "u1", "place": "620102"}, {"id": "u2", "superior": "u1"}, {"id": "u3", "superior": "lost"}],
        employers=[{"id": "e1", "head": "e2"}, {"id": "e2"}],
        covers=[{"union": "u2", "employer": "e1"}],
        affiliations=[{"union": "u2", "federation": "u1"}],
    )
    u1, u2, e1, e2 = ("unions", "u1"), ("unions", "u2"), ("employers", "e1"), ("employers", "e2")
    assert set(structure.graph.edges(keys=True)) == {
        (u1, u2, "leads"),
        (u1, ("places", "620102"), "located"),
        (u2, e1, "covers"),
        (u2, u1, "affiliated"),
        (e1, e2, "head"),
    }
    assert structure.graph.nodes[("places", "620102")] == {"kind": "place", "name": "城关区"}


def test_everything_that_is_wrong_with_several_edits_is_named_at_once() -> None:
    with pytest.raises(um.InputErrors) as raised:
        um.Structure(unions=[UNION]).with_edits(
            [
                um.change("unions", "u1", members="many"),
                Edit("add", "unions", None, {"id": "u2", "kind": "club"}),
                # Not found only because it could not be added.
                um.change("unions", "u2", members=3),
                um.remove("employers", "e1"),
            ]
        )
    assert [error.path for error in raised.value.errors] == ["edits[0].members", "edits[1].kind", "edits[3]"]
