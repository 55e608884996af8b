"""A check that is kept: at every step what a full check of the edited structure reports, and quicker."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unionmodel as um
from benchmarks import register
from tests.checking.edits import edits
from unionmodel.checking.live.checker import CheckerState
from unionmodel.checking.report.findings import Writer
from unionmodel.model.edits import Edit
from unionmodel.testing import days, near_misses, structures

ON = date(2022, 12, 31)
#: Every step is checked in full, too, and making a checker takes as long as some checks.
FEW = settings(max_examples=max(15, settings.default.max_examples // 4) if settings.default else 15)


def said(report: um.Report) -> Any:
    """Return what a report says: all of it, and what the sentences of its findings are made of."""
    texts = [(finding.record_name, finding.labels, finding.waiver) for finding in report.findings]
    return report, report.ok, texts, list(report.counts)


def walked(data: st.DataObject, structure: um.Structure, donor: um.Structure, **how: Any) -> None:
    """Hold a checker to full checks over a few edits, and undo those."""
    checker = um.Checker(structure, **how)
    first, undo = said(checker.report), []
    assert first == said(um.check(structure, engine="rows", **how))
    for _ in range(data.draw(st.integers(1, 5))):
        now, wanted, inverses = checker.structure, [], []
        for _ in range(data.draw(st.sampled_from((1, 1, 2, 3)))):
            edit = data.draw(edits(now, donor))
            try:
                after = now.with_edits([edit])
            except um.InputErrors:
                with pytest.raises(um.InputErrors):
                    checker.apply([*wanted, edit])
                continue
            inverses.append(inverse(edit, now))
            wanted.append(edit)
            now = after
        as_it_was, setup = said(checker.report), checker._setup
        trial = checker.trial(wanted)
        assert said(checker.report) == as_it_was
        report = checker.apply(wanted)
        if checker._setup is setup:
            assert [in_order(trial.came), in_order(trial.went)] == [in_order(checker.came), in_order(checker.went)]
        assert checker.structure.sha256 == now.sha256
        assert said(report) == said(um.check(now, engine="rows", **how))
        # A checker that cannot keep up checks in full, and would be right by that alone.
        assert isinstance(checker._state, CheckerState)
        undo += inverses
    assert said(checker.apply(reversed(undo))) == first


def in_order(findings: Any) -> Any:
    return sorted(findings, key=lambda finding: (finding.order, repr(finding)))


def inverse(edit: Any, before: um.Structure) -> Any:
    """Return the edit that undoes another one, its row named by number."""
    undone = edit.inverse(before)
    if edit.how == "add" and isinstance(edit.row, int):
        return um.remove(edit.table, len(range(before.size(edit.table))[: edit.row]))
    if edit.how == "change" and isinstance(edit.row, str) and not isinstance(undone.row, int):
        number = next(n for n in range(before.size(edit.table)) if name(before, edit.table, n) == edit.row)
        return um.change(edit.table, number, **undone.values)
    return undone


def name(structure: um.Structure, table: str, row: int) -> str:
    """Return the key or the subject of a row of the file."""
    return structure.column("places", "code")[row] if table == "places" else structure.subject(table, row)


@FEW
@given(st.data(), near_misses(), near_misses(), days())
def test_a_checker_reports_what_a_full_check_reports_whatever_is_edited(
    data: st.DataObject, structure: um.Structure, donor: um.Structure, on: date
) -> None:
    walked(data, structure, donor, on=on)


@FEW
@given(st.data(), structures(max_unions=5), structures(max_unions=3), st.sampled_from(["literal", "purposive"]))
def test_a_checker_follows_waivers_baselines_settings_and_selected_rules(
    data: st.DataObject, structure: um.Structure, donor: um.Structure, floor: str
) -> None:
    waivers = [
        um.Waiver(code="GS401", subject="*", reason="r", by="b", until="2023-06-30"),
        um.Waiver(code="TUL206", subject="u1", reason="r", by="b", until="2021-06-30"),
        um.Waiver(code="TUL103", subject="*", reason="r", by="b", until="2023-06-30"),
    ]
    noted = um.Baseline.of(um.check(donor, on=ON, ignore=["GS5"]))
    walked(
        data, structure, donor, on=ON, proposed=False, waivers=waivers, ignore=["DAT"], baseline=noted,
        parameters={"funding_floor.applies_to": floor},
    )  # fmt: skip


def test_a_register_keeps_up_with_edits_of_every_kind() -> None:
    structure = um.Structure.from_columns(register.columns(100))
    checker = um.Checker(structure, on=register.ON)
    unions, employers = structure.column("unions", "id"), structure.column("employers", "id")
    for edit in (
        um.change("funding", 3, amount="19999.99"),
        um.change("unions", unions[30], superior=unions[20]),
        um.change("unions", unions[20], superior=unions[30]),
        um.change("headcounts", 20, workers=None, members=7),
        um.change("covers", 5, employer=employers[0]),
        um.change("employers", employers[3], place="620103", head="nowhere"),
        um.remove("unions", unions[0]),
        um.add(um.Union(id=unions[0], kind="general_federation", place="620000")),
        um.change("unions", unions[7], id="renamed"),
        um.add(um.Place(code="zone", level="park", parent="620102")),
        um.change("employers", employers[5], place="zone"),
        um.change("places", "zone", parent="620103", name="园区"),
        um.add(um.Employer(id="far", place="110101")),
        um.add(um.Place(code="110101", level="county")),
        um.remove("places", "zone"),
    ):
        assert said(checker.apply(edit)) == said(um.check(checker.structure, on=register.ON, engine="rows"))


def test_what_a_single_edit_reaches_is_judged_without_a_full_check(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = um.Structure.from_columns(register.columns(200))
    checker = um.Checker(structure, on=register.ON)
    written: list[Any] = []
    findings = Writer.findings

    def noted(writer: Writer, results: Any) -> Any:
        written.extend(row for result in results for _, row, _ in result.hits)
        return findings(writer, results)

    monkeypatch.setattr(Writer, "findings", noted)
    checker.apply(um.change("employers", structure.column("employers", "id")[0], name="另一家"))
    # Only findings about that employer, and about what hangs on it, name it.
    assert 0 < len(written) < 20 < len(checker.report.findings)


def test_a_finding_written_after_an_edit_reads_every_table_as_it_is_then() -> None:
    structure = um.Structure(
        places=[{"code": "zone", "name": "旧名", "level": "park", "parent": "620102"}],
        headcounts=[{"place": "zone", "group": "courier"}],
        unions=[{"id": "u1", "name": "旧会", "place": "zone", "kind": "joint_union"}],
        covers=[{"union": "u1", "employer": "nowhere"}],
    )
    checker = um.Checker(structure, on=ON)
    places = {finding.place for finding in checker.report.findings if finding.table in ("covers", "headcounts")}
    assert places == {"zone"}
    for edit in (
        um.change("unions", "u1", name="新会"),
        um.change("places", "zone", name="新名"),
        # Rows come to the end of tables of which findings were written before; one of them has no place of its own.
        um.add(um.Cover(union="u1", employer="nobody")),
        um.add(um.Headcount(place="new", group="courier")),
        um.add(um.Place(code="new", level="park", parent="620103", name="新区")),
        um.change("unions", "u1", place="new"),
        # From here on all rows have other numbers.
        um.remove("places", "zone"),
        um.add(um.Cover(union="u1", employer="no one")),
        um.change("places", "new", name="再改"),
    ):
        assert said(checker.apply(edit)) == said(um.check(checker.structure, on=ON, engine="rows"))
    assert isinstance(checker._state, CheckerState)
    named = {finding.record_name for finding in checker.report.findings if finding.table in ("covers", "headcounts")}
    assert {"新会", "再改"} <= named


def test_the_findings_that_came_and_went_are_told_apart() -> None:
    union = {"id": "u1", "name": "U", "kind": "joint_union", "place": "620102", "industries": ["express_delivery"]}
    structure = um.Structure(unions=[union], funding=[{"union": "u1", "year": 2022, "amount": 20_000}])
    checker = um.Checker(structure, on=ON, select=["GS401"])
    assert (checker.came, checker.went) == ((), ())
    checker.apply(um.change("funding", 0, amount="19999.99"))
    assert ([finding.subject for finding in checker.came], checker.went) == (["u1"], ())
    assert checker.came[0].fields["gap"] == "0.01"
    checker.apply(um.change("funding", 0, amount="19999.98"))
    assert [finding.fields["gap"] for finding in (*checker.came, *checker.went)] == ["0.02", "0.01"]
    checker.apply(um.change("funding", 0, amount="20000"))
    assert (checker.came, [finding.fields["gap"] for finding in checker.went]) == ((), ["0.02"])


def test_a_trial_says_what_edits_would_do_and_does_nothing() -> None:
    union = {"id": "u1", "name": "U", "kind": "joint_union", "place": "620102", "industries": ["express_delivery"]}
    structure = um.Structure(unions=[union], funding=[{"union": "u1", "year": 2022, "amount": 20_000}])
    checker = um.Checker(structure, on=ON, select=["GS401"])
    trial = checker.trial([um.change("funding", 0, amount="19999.99")])
    assert ([finding.fields["gap"] for finding in trial.came], list(trial.went)) == (["0.01"], [])
    assert (checker.structure, checker.report.findings, checker.came) == (structure, (), ())
    with pytest.raises(um.InputErrors):
        checker.trial([um.change("funding", 1, amount=1)])
    # No number is left before the first row: everything is numbered anew, and put back.
    trial = checker.trial([um.remove("funding", 0), Edit("add", "unions", 0, {"id": "u0"})])
    assert [(finding.subject, finding.outcome.value) for finding in trial.came] == [("u1", "cannot_tell")]
    assert said(checker.report) == said(um.check(structure, on=ON, engine="rows", select=["GS401"]))


def test_edits_that_cannot_be_made_change_nothing_and_are_all_named() -> None:
    checker = um.Checker(um.Structure(unions=[{"id": "u1", "members": 3}]), on=ON)
    structure, report = checker.structure, checker.report
    with pytest.raises(um.InputErrors) as raised:
        checker.apply(
            [
                um.change("unions", "u1", members=4),
                um.change("unions", "u1", members="many", kind="club"),
                um.change("unions", "u2", members=1),
                um.remove("clubs", "c1"),
            ]
        )
    paths = ["edits[1].kind", "edits[1].members", "edits[2]", "edits[3]"]
    assert [error.path for error in raised.value.errors] == paths
    assert (checker.structure, checker.report) == (structure, report)
    assert checker.apply(um.change("unions", "u1", members=4)) == um.check(checker.structure, on=ON)


def test_many_rows_put_in_at_one_place_keep_their_order() -> None:
    row = {"id": "m1", "union": "gone"}
    checker = um.Checker(um.Structure(members=[row, row]), on=ON, select=["DAT902"])
    for _ in range(60):
        checker.apply(Edit("add", "members", 1, {**row, "employer": "gone"}))
        # Only what they lack tells the findings apart: of one person in one union, they are ordered as the rows stand.
        assert said(checker.report) == said(um.check(checker.structure, on=ON, select=["DAT902"]))
    assert [len(finding.fields["columns"]) for finding in checker.report.findings] == [1, *[2] * 60, 1]


def test_rows_that_come_and_go_without_end_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("unionmodel.checking.live.store"), "_GAPS", 3)
    counts = [{"place": "620102001", "group": "courier", "workers": number} for number in range(6)]
    checker = um.Checker(um.Structure(headcounts=counts), on=ON)
    for number in range(20):
        row = {"place": "620102001", "group": "courier", "workers": number}
        checker.apply([um.remove("headcounts", 0), Edit("add", "headcounts", None, row)])
        assert said(checker.report) == said(um.check(checker.structure, on=ON, engine="rows"))


def test_a_rule_that_fails_is_reported_as_a_full_check_reports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(judge: Any) -> None:
        raise ArithmeticError("planted")

    def failing(structure: um.Structure, rules: Any, bindings: Any) -> Any:
        if any(rule.code == "GS401" for rule in rules):
            raise ArithmeticError("planted")
        return run(structure, rules, bindings)

    rows = import_module("unionmodel.checking.rows.engine")
    run, structure = rows.run, um.Structure(unions=[{"id": "u1", "place": "620102"}])
    sound, failed = um.Checker(structure, on=ON, select=["GS4"]), um.Checker(structure, on=ON, select=["GS4"])
    edit = um.change("unions", "u1", kind="joint_union")
    with monkeypatch.context() as patched:
        patched.setattr(rows, "run", failing)
        patched.setattr(import_module("unionmodel.checking.live.verdicts").Judge, "refresh", fails)
        assert failed.apply(edit).counts["GS401"]["failed"] == 1
        assert said(failed.report) == said(um.check(failed.structure, on=ON, engine="rows", select=["GS4"]))
        assert um.Checker(structure, on=ON, select=["GS4"]).report.counts["GS401"]["failed"] == 1
    again = um.change("unions", "u1", kind="basic_union")
    assert said(failed.apply(again)) == said(sound.apply([edit, again]))


def test_a_place_that_goes_leaves_all_others_where_they_are() -> None:
    parks = [um.Place(code=f"park{number}", level="park", parent="620102") for number in range(4)]
    structure = um.Structure.from_columns(register.columns(100)).with_edits([*map(um.add, parks)])
    checker = um.Checker(structure, on=register.ON)
    kept = checker._state
    for edit in (
        um.remove("places", "park1"),
        um.change("employers", structure.column("employers", "id")[3], place="park2"),
        um.change("places", "park3", parent="park2"),
        um.remove("places", "park2"),
        um.add(um.Place(code="park2", level="park", parent="620103")),
        um.remove("places", "park0"),
    ):
        checker.apply(edit)
        assert said(checker.report) == said(um.check(checker.structure, on=register.ON, engine="rows"))
    # Nothing was numbered anew.
    assert checker._state is kept


def test_a_place_with_all_that_lies_in_it_moves_to_another_city() -> None:
    structure = um.Structure.from_columns(register.columns(100)).with_edits([um.add(um.Place(code="620102"))])
    checker = um.Checker(structure, on=register.ON)
    for parent in ("620200", "620103", None, "nowhere"):
        checker.apply(um.change("places", "620102", parent=parent))
        assert said(checker.report) == said(um.check(checker.structure, on=register.ON, engine="rows"))
        assert isinstance(checker._state, CheckerState)
