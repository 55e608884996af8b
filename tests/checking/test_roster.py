"""A roster is counted as one would count it by hand, and judged in parts as it is judged whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import unionmodel as um
from tests.checking.test_register import frames_of
from tests.resident_ids import resident_id
from unionmodel.checking.register import checking as columns
from unionmodel.checking.roster import counting as columns_roster
from unionmodel.io.rosters import parts as roster_parts
from unionmodel.io.rosters import scanning as roster_scan
from unionmodel.language import Text
from unionmodel.rulepacks.charter.base import CHARTER
from unionmodel.rules.facts import Aggregate
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Force, rule
from unionmodel.rules.terms import members, unions
from unionmodel.testing.strategies import structures

DAY = date(2022, 12, 31)
Row = tuple[str | None, str | None, str | None, str | None, date | None, date | None]
NAMES = ("id", "union", "group", "status", "joined_on", "left_on")
rows_of_rosters = st.lists(
    st.tuples(
        st.sampled_from((None, "p1", "p2", "p3", "p4", "p5")),
        st.sampled_from((None, "u1", "u2", "u3")),
        st.sampled_from((None, "courier", "other")),
        st.sampled_from((None, "active", "left", "transferred")),
        st.sampled_from((None, date(2020, 1, 1), DAY, date(2023, 1, 1))),
        st.sampled_from((None, date(2021, 1, 1), DAY, date(2023, 1, 1))),
    ),
    max_size=30,
)


@pytest.fixture(autouse=True)
def _short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small roster be read in several stretches, several people at a time, as a large one is."""
    monkeypatch.setattr(roster_scan, "STREAMED", 7)
    monkeypatch.setattr(roster_scan, "CAREFULLY", 3)
    monkeypatch.setattr(columns_roster, "_AT_ONCE", 2)
    monkeypatch.setattr(columns_roster, "_BLOCK", 4)
    monkeypatch.setattr(columns_roster, "_PENDING", 2)
    monkeypatch.setattr(roster_parts, "ROWS", 3)


def table(rows: Sequence[Row]) -> pl.DataFrame:
    kinds = {name: pl.Date if name.endswith("_on") else pl.String for name in NAMES}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def by_hand(rows: Sequence[Row]) -> tuple[dict[Any, tuple[int, int]], list[tuple[str, str | None, int]], int]:
    """Return members and rows by union and group, who is in twice and where, and memberships of nobody."""
    counting = [
        row
        for row in rows
        if row[3] in (None, "active") and not (row[4] and row[4] > DAY) and not (row[5] and row[5] <= DAY)
    ]
    every, now = Counter(row[1:3] for row in rows), Counter(row[1:3] for row in counting)
    times = Counter(row[0] for row in counting if row[0] is not None)
    twice = Counter(row[:2] for row in counting if row[0] is not None and times[row[0]] > 1)
    listed = sorted(((*who, number) for who, number in twice.items()), key=str)
    return {key: (now[key], number) for key, number in every.items()}, listed, sum(row[0] is None for row in counting)


def found(counts: um.RosterCounts) -> tuple[dict[Any, tuple[int, int]], list[Any], int]:
    sums = {(union, group): (now, rows) for union, group, now, rows in counts.counts.iter_rows()}
    return sums, sorted(counts.duplicates.rows(), key=str), counts.unidentified


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows_of_rosters)
def test_any_roster_is_counted_as_by_hand(rows: list[Row]) -> None:
    assert found(um.roster({"members": table(rows)}, DAY)) == by_hand(rows)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows_of_rosters)
def test_a_roster_in_chinese_and_with_spaces_is_counted_alike(rows: list[Row]) -> None:
    labels = {"courier": "快递员", "active": "正常", "left": "退会", None: ""}
    odd = table(rows).with_columns(
        pl.col("group", "status").replace(labels), pl.col("id") + " ", pl.col("joined_on", "left_on").cast(pl.String)
    )
    assert found(um.roster({"会员名册": odd}, DAY)) == by_hand(rows)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows_of_rosters)
def test_a_roster_of_a_database_is_counted_alike(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("roster") / "register.duckdb"
    into_duckdb(path, "members", table(rows))
    assert found(um.roster(f"duckdb:///{path}", DAY)) == by_hand(rows)


def into_duckdb(path: Path, name: str, frame: pl.DataFrame) -> None:
    file = path.with_suffix(".parquet")
    frame.write_parquet(file)
    with duckdb.connect(path) as opened:
        opened.execute(f"CREATE TABLE {name} AS FROM '{file}'")


def test_a_database_whose_labels_are_chinese_is_counted_alike(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    rows: list[Row] = [("p1", "u1", "快递员", "正常", None, None), ("p1", "u1", "快递员", "退会", None, None)]
    into_duckdb(path, "members", table(rows))
    assert um.roster(f"duckdb:///{path}", DAY).counts.rows() == [("u1", "courier", 1, 2)]


def test_a_person_twice_in_one_union_and_one_in_two_unions_are_told_apart() -> None:
    frame = pl.DataFrame({"id": ["a", "a", "b", "b", "c"], "union": ["u1", "u1", "u1", "u2", "u2"]})
    counts = um.roster({"members": frame}, DAY)
    assert counts.duplicates.rows() == [("a", "u1", 2), ("b", "u1", 1), ("b", "u2", 1)]
    assert (counts.people_twice, counts.twice_in_one_union, counts.in_several_unions) == (2, 1, 1)


def test_equal_hashes_of_different_people_are_no_duplicates() -> None:
    rows = pl.DataFrame({"id": ["a", "b", "b"], "union": ["u1", "u1", "u2"]})
    assert sorted(columns_roster.repeated(rows).rows()) == [("b", "u1", 1), ("b", "u2", 1)]


def test_people_whose_numbers_stand_on_both_sides_of_a_block_are_found() -> None:
    people = pl.Series("id", [f"p{number}" for number in range(8)])
    first, *others = people.gather(people.hash().arg_sort()).to_list()
    counts = um.roster({"members": pl.DataFrame({"id": [first, *others, *others], "union": ["u1"] * 15})}, DAY)
    assert counts.duplicates["id"].to_list() == sorted(others)


def test_unions_that_nobody_lists_are_orphans_and_without_a_table_nobody_knows() -> None:
    frame = pl.DataFrame({"id": ["a", "b", "c"], "union": ["u9", "u1", None], "status": ["left", "active", "active"]})
    counts = um.roster({"members": frame, "unions": pl.DataFrame({"id": ["u1"]})}, DAY)
    assert counts.orphans is not None and counts.orphans.rows() == [("u9", 0, 1)]
    assert um.roster({"members": frame}, DAY).orphans is None
    assert "cannot be told" in um.roster({"members": frame}, DAY).render("text", "en")


def test_nothing_that_is_said_of_a_roster_names_a_person() -> None:
    frame = pl.DataFrame({"id": ["secret-1", "secret-1"], "union": ["u1", "u2"]})
    counts = um.roster({"members": frame}, DAY)
    said = [counts.render(form, language) for form in ("text", "json") for language in ("zh", "en")]
    assert "several memberships that count: 1;" in said[1] and not any("secret" in one for one in [*said, repr(counts)])


def test_a_roster_of_resident_ids_is_refused_row_by_row_without_repeating_them() -> None:
    frame = pl.DataFrame({"id": [*(f"p{n}" for n in range(9)), resident_id()], "union": ["u1"] * 10})
    with pytest.raises(um.InputErrors) as caught:
        um.roster({"members": frame}, DAY)
    (error,) = caught.value.errors
    assert (error.path, error.value) == ("members[9].id", f"99{'*' * 14}{resident_id()[-2:]}")


def test_no_pseudonym_of_ours_can_be_taken_for_a_resident_id() -> None:
    from unionmodel.identity import pseudonym

    frame = pl.DataFrame({"id": [pseudonym(resident_id(), bytes(range(32))), "p1" + "2" * 26, "m-0001"]})
    assert frame["id"].str.contains(roster_scan.PLAIN_ID).all()
    assert not pl.Series([resident_id(), " p", "p1" + "9" * 26]).str.contains(roster_scan.PLAIN_ID).any()


def test_all_errors_of_a_roster_are_told_at_once() -> None:
    frame = pl.DataFrame(
        {"id": ["a"] * 20, "union": ["u1"] * 20, "group": ["courier"] * 9 + ["rider"] * 11, "status": "gone"}
    )
    with pytest.raises(um.InputErrors) as caught:
        um.roster({"members": frame}, DAY)
    paths = [error.path for error in caught.value.errors]
    assert paths[0] == "members[0].status" and paths[-1] == "members[19].status" and len(paths) == 31


def test_a_folder_without_a_roster_is_an_error_with_a_hint(tmp_path: Path) -> None:
    pl.DataFrame({"id": ["u1"]}).write_parquet(tmp_path / "unions.parquet")
    with pytest.raises(um.InputErrors) as caught:
        um.roster(tmp_path, DAY)
    assert "has no roster of members" in caught.value.render("en")


def test_a_roster_may_be_one_file_or_the_folder_of_its_parts(tmp_path: Path) -> None:
    (tmp_path / "members").mkdir()
    for number in range(3):
        frame = pl.DataFrame({"id": [f"p{number}"], "union": ["u1"]})
        frame.write_parquet(tmp_path / "members" / f"part-{number}.parquet")
    frame.write_csv(tmp_path / "members.csv")
    assert um.roster(tmp_path / "members", DAY).counts.rows() == [("u1", None, 3, 3)]
    assert um.roster(tmp_path / "members.csv", DAY).counts.rows() == [("u1", None, 1, 1)]


# -- judged in parts ----------------------------------------------------------------------------------------------------


def judged(source: Any, packs: Any = um.DEFAULT_PACKS, **more: Any) -> tuple[Any, Counter[Any], list[tuple[Any, ...]]]:
    report = um.check_register(source, packs, on=DAY, **more)
    frame = report.findings.collect().with_columns(pl.col("missing", "cites").list.join(";"))
    return report.counts, Counter(frame.rows()), report.summary.rows()


#: All that judge a roster, or count its rows.
ABOUT = ("CTU5", "GS505", "GS506", "TUL211", "ACF501", "DAT901", "DAT902", "DAT909")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(structure=structures())
def test_a_roster_in_parts_is_judged_as_a_whole_one(structure: um.Structure) -> None:
    frames = frames_of(structure)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "LONGEST_ROSTER", 10**9)
        whole = judged(frames, select=ABOUT)
        patch.setattr(columns, "LONGEST_ROSTER", 0)
        assert judged(frames, select=ABOUT) == whole


#: Two people who moved between unions, one of them with a gap, one in twice, one whose union nobody lists, one without id.
MOVED = pl.DataFrame(
    {
        "id": ["p1", "p2", "p3", "p3", "p1", "p2", None, None, "p4", "p5"],
        "union": ["u1", "u1", "u1", "u2", "u2", "u2", "u1", "u2", "u9", "u1"],
        "status": ["transferred", "transferred", *["active"] * 8],
        "joined_on": [date(2021, 1, 1)] * 4 + [date(2022, 3, 1), date(2022, 3, 2)] + [None] * 4,
        "left_on": [date(2022, 3, 1)] * 2 + [None] * 8,
        "dues_paid_until": [None] * 9 + [date(2022, 1, 1)],
    }
)
BASIC = pl.DataFrame({"id": ["u1", "u2"], "kind": ["basic_union"] * 2, "place": ["620102001"] * 2})


def test_people_who_move_and_people_in_twice_are_found_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = {"unions": BASIC, "members": MOVED}
    whole = judged(frames)
    monkeypatch.setattr(columns, "LONGEST_ROSTER", 0)
    counts, findings, summary = judged(frames)
    assert (counts, findings, summary) == whole
    assert [counts[code]["broken"] for code in ("CTU501", "CTU503", "CTU504")] == [2, 1, 1]
    assert um.check_register(frames, on=DAY).records == 12


def test_a_wrong_cell_in_a_long_roster_is_told_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "LONGEST_ROSTER", 0)
    frame = MOVED.with_columns(group=pl.Series(["courier"] * 8 + ["rider"] * 2))
    with pytest.raises(um.InputErrors) as caught:
        um.check_register({"unions": BASIC, "members": frame}, on=DAY)
    assert [error.path for error in caught.value.errors] == ["members[8].group", "members[9].group"]


ROSTERED = Aggregate("rostered", "名册人数", "people in the roster", how="count", by=members.union.row)
COUNTED = rule(
    "OWN901",
    "rostered",
    title=Text(zh="名册人数", en="people in the roster"),
    force=Force.SHOULD,
    cites=CHARTER.clause("5"),
    each="unions",
    when=unions.id.known(),
    require=ROSTERED >= 5,
    says=Text(zh="{name} 人数不足", en="{name} has too few"),
    mend=Text(zh="登记", en="record them"),
    reason=Text(zh="要有人", en="people are needed"),
)


def test_a_rule_that_needs_the_whole_roster_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "LONGEST_ROSTER", 0)
    pack = Pack(name="own", version="1", title=COUNTED.title, rules=(COUNTED,), sources={})
    counts, _, _ = judged({"unions": BASIC, "members": MOVED}, pack)
    assert (counts["OWN901"]["held"], counts["OWN901"]["broken"]) == (1, 1)
