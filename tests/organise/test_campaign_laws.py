"""Laws of campaigns, on generated structures, and agreement with the rules of the Gansu plan."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.organise.campaign.answer import CampaignAnswer, Progress
from unionmodel.organise.campaign.intervals import Interval, Verdict
from unionmodel.rulepacks import shipped
from unionmodel.rules.campaign import Campaign, Target
from unionmodel.testing import days, near_misses, structures, tables

GROUPS = ("courier", "truck_driver", "ride_hailing_driver", "food_delivery_rider")
SINCE, DUE = date(2022, 1, 1), date(2022, 12, 31)
DAYS = (date(2021, 6, 1), date(2021, 12, 31), date(2022, 6, 1), date(2022, 12, 1))
#: The three kinds of target, with goals that small structures come near to.
EVERY_KIND = Campaign(
    "every", Text(zh="各类", en="every kind"), "620000", GROUPS,
    targets=(
        Target("rate", "rate", DUE, share=80, scope="both"),
        Target("more", "increment", DUE, count=20, since=SINCE, scope="both"),
        Target("stock", "stock", DUE, count=40, scope="both", areas={"620100": 30}),
    ),
)  # fmt: skip


@st.composite
def head_counts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return head counts of a few employers and places, with blanks in both numbers and several dates."""
    rows = []
    for _ in range(draw(st.integers(1, 7))):
        whose = draw(
            st.sampled_from([{"employer": "e1"}, {"employer": "e2"}, {"place": "620102001"}, {"place": "620200100"}])
        )
        workers = draw(st.none() | st.sampled_from((0, 1, 10, 40)))
        members = draw(st.none() | st.integers(0, 40 if workers is None else workers))
        row = {**whose, "group": draw(st.sampled_from(GROUPS[:2])), "workers": workers, "members": members}
        rows.append({**row, "as_of": draw(st.none() | st.sampled_from(DAYS))})
    return rows


EMPLOYERS = [{"id": "e1", "place": "620102"}, {"id": "e2", "place": "620171", "opened_on": date(2022, 2, 1)}]


def answered(rows: list[dict[str, Any]], on: date) -> CampaignAnswer:
    return um.campaign(um.Structure(headcounts=rows, employers=EMPLOYERS), on=on, campaign=EVERY_KIND)


def by_name(answer: CampaignAnswer) -> dict[tuple[str, str, str | None], Progress]:
    return {(row.target, row.area.code, row.group): row for row in answer.progress}


def within(inner: Interval | None, outer: Interval | None) -> bool:
    if inner is None or outer is None:
        return inner is outer
    low = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


@given(head_counts(), st.sampled_from((*DAYS, DUE, date(2023, 2, 1))), st.randoms(use_true_random=False))
def test_every_way_to_fill_the_blanks_lies_in_the_intervals(
    rows: list[dict[str, Any]], on: date, chance: random.Random
) -> None:
    full = []
    for row in rows:
        workers, members = row["workers"], row["members"]
        workers = (members or 0) + chance.choice((0, 1, 5, 1000)) if workers is None else workers
        members = chance.choice((0, workers, workers // 2)) if members is None else members
        full.append({**row, "workers": workers, "members": members})
    blank, complete = by_name(answered(rows, on)), by_name(answered(full, on))
    assert blank.keys() == complete.keys()
    for name, row in blank.items():
        exact = complete[name]
        for field in ("workers", "members", "counted", "needed", "pace"):
            assert within(getattr(exact, field), getattr(row, field)), field
        assert row.verdict in (None, Verdict.CANNOT_TELL, exact.verdict)
        if row.rate is not None and exact.rate is not None:
            assert row.rate[0] <= exact.rate[0] <= exact.rate[1] <= row.rate[1]


@given(head_counts(), st.sampled_from(DAYS), st.data())
def test_more_members_never_lower_a_rate(rows: list[dict[str, Any]], on: date, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(rows) - 1))
    row = rows[number]
    if row["workers"] is None or row["members"] is None or row["members"] == row["workers"]:
        return
    more = data.draw(st.integers(row["members"], row["workers"]))
    before = by_name(answered(rows, on))
    after = by_name(answered([*rows[:number], {**row, "members": more}, *rows[number + 1 :]], on))
    for name, earlier in before.items():
        later = after[name]
        if name[0] == "increment" or earlier.rate is None or later.rate is None:
            continue
        assert later.rate[0] >= earlier.rate[0]
        assert later.rate[1] >= earlier.rate[1]


def stripped(answer: CampaignAnswer) -> dict[str, Any]:
    """Return the answer as JSON without the sets of names, which have an order by name."""
    made = answer.to_dict("en")
    made["due"] = sorted(map(repr, made["due"]))
    return made


@given(tables(), days(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    rows: dict[str, list[dict[str, Any]]], on: date, chance: random.Random
) -> None:
    def whose(row: dict[str, Any]) -> tuple[Any, ...]:
        cells = {"source": "survey", **row}
        return tuple(cells.get(name) for name in ("employer", "place", "group", "source", "as_of"))

    def moved(table: str, held: list[dict[str, Any]]) -> list[dict[str, Any]]:
        shuffled = chance.sample(held, len(held))
        if table != "headcounts":
            return shuffled
        # Of two counts of the same people on one day the later row counts: these keep their order.
        return [next(kept[whose(row)]) for row in shuffled]

    counts = rows.get("headcounts", [])
    kept = {whose(row): iter([other for other in counts if whose(other) == whose(row)]) for row in counts}
    first, second = um.Structure(**rows), um.Structure(**{name: moved(name, held) for name, held in rows.items()})
    for campaign in ("gansu-2021", EVERY_KIND):
        assert stripped(um.campaign(second, on=on, campaign=campaign)) == stripped(
            um.campaign(first, on=on, campaign=campaign)
        )


@given(tables(), days())
def test_renaming_the_ids_changes_nothing_but_the_names(rows: dict[str, list[dict[str, Any]]], on: date) -> None:
    def other(name: str) -> str:
        return f"z{9 - int(name[1:])}{name[0]}" if name[:1] in ("e", "u") and name[1:].isdigit() else name

    renamed = {}
    for table, held in rows.items():
        keys = [
            c.name
            for c in TABLES[table].columns
            if c.refers_to in ("unions", "employers") or (c.key and table in ("unions", "employers"))
        ]
        renamed[table] = [
            {cell: other(value) if cell in keys else value for cell, value in row.items()} for row in held
        ]
    first = um.campaign(um.Structure(**rows), on=on)
    second = um.campaign(um.Structure(**renamed), on=on)

    def plain(answer: CampaignAnswer) -> list[Progress]:
        return [attrs.evolve(row, missing=(str(len(row.missing)),)) for row in answer.progress]

    assert plain(second) == plain(first)
    expected = sorted(
        (item.due_on, item.what, other(item.union or ""), item.place or "", item.state.value) for item in first.due
    )
    found = sorted(
        (item.due_on, item.what, item.union or "", item.place or "", item.state.value) for item in second.due
    )
    assert found == expected


@given(near_misses(), days())
def test_whatever_is_wrong_with_a_structure_the_answer_can_be_read(structure: um.Structure, on: date) -> None:
    for campaign in ("gansu-2021", EVERY_KIND):
        answer = um.campaign(structure, on=on, campaign=campaign)
        for language in ("zh", "en"):
            shown = answer.render("text", language) + answer.render("due", language)
            assert str(on) in shown
            shown.encode("gbk")
        assert json.loads(json.dumps(answer.to_dict("en"))) == answer.to_dict("en")


# -- the same as the rules say -----------------------------------------------------------------------------------------

CODES = {rule.code for rule in shipped()["gansu-2021"].rules}
OUTCOME = {
    Verdict.REACHED: "held", Verdict.NOT_REACHED: "broken", Verdict.CANNOT_TELL: "cannot_tell",
    Verdict.NO_WORKERS: "not_applicable",
}  # fmt: skip


def judged(structure: um.Structure, on: date, *codes: str, **parameters: str) -> tuple[dict[Any, str], dict[str, int]]:
    report = um.check(structure, ["gansu-2021"], on, select=codes, parameters=parameters)
    counts: dict[str, int] = {}
    for found in report.counts.values():
        for outcome, number in found.items():
            counts[outcome] = counts.get(outcome, 0) + number
    return {(finding.code, finding.subject): finding.outcome.value for finding in report.findings}, counts


@pytest.mark.skipif(not {"GS501", "GS502"} <= CODES, reason="the pack has no rules of the rate yet")
@given(head_counts(), st.sampled_from((DUE, date(2023, 2, 1))))
def test_the_verdicts_are_those_of_the_rules(rows: list[dict[str, Any]], on: date) -> None:
    structure = um.Structure(headcounts=rows, employers=EMPLOYERS)
    answer = um.campaign(structure, on=on)
    findings, counts = judged(structure, on, "GS501", "GS502", **{"target.scope": "both"})
    expected = {
        (f"GS50{2 if row.group is None else 1}", row.area.code + ("" if row.group is None else f"|{row.group}")): row
        for row in answer.progress
    }
    said = {name: OUTCOME[row.verdict] for name, row in expected.items() if row.verdict is not None}
    assert {name: outcome for name, outcome in said.items() if outcome in ("broken", "cannot_tell")} == findings
    assert sum(outcome == "held" for outcome in said.values()) == counts["held"]


DUTIES = {
    "GS601": "duty:training", "GS602": "duty:representative_meeting", "GS603": "duty:collective_activity",
    "GS604": "duty:assessment",
}  # fmt: skip


@pytest.mark.skipif(not DUTIES.keys() <= CODES, reason="the pack has no rules of the duties yet")
@given(structures(), days())
def test_duties_that_are_overdue_are_those_that_the_rules_find_broken(structure: um.Structure, on: date) -> None:
    year = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    due = um.campaign(structure, on=on, until=date(max(year, 2021), 12, 31)).due
    findings, _ = judged(structure, on, *DUTIES)
    for code, what in DUTIES.items():
        broken = {subject for (found, subject), outcome in findings.items() if (found, outcome) == (code, "broken")}
        late = {
            item.union
            for item in due
            if item.what == what and item.due_on.year == year and item.state.value in ("overdue", "open")
        }
        # On its last day a year without any record is still open, and the rule cannot tell.
        if not any(activity.on.year == year for activity in structure.activities):
            late = set()
        assert late == broken


PAPERS = {"GS701": "plan:mobilisation", "GS702": "plan:summing_up"}


@st.composite
def federations(draw: st.DrawFn) -> um.Structure:
    """Return federations at units, counties and the province, with plans on days around the phases."""
    kinds, places = ("general_federation", "industrial_union"), ("620000", "620100", "620171", "620102", "110000")
    unions = [
        {"id": f"u{number}", "kind": draw(st.sampled_from(kinds)), "place": draw(st.sampled_from(places))}
        for number in range(draw(st.integers(1, 4)))
    ]
    around = (date(2021, 7, 31), date(2021, 8, 1), date(2021, 8, 31), date(2021, 9, 1), date(2022, 11, 1), DUE)
    plans = [
        {
            "union": draw(st.sampled_from(unions))["id"],
            "phase": draw(st.sampled_from(("mobilisation", "summing_up"))),
            "on": draw(st.sampled_from(around)),
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    return um.Structure(unions=unions, plans=plans)


@pytest.mark.skipif(not PAPERS.keys() <= CODES, reason="the pack has no rules of plans and summaries yet")
@given(federations(), st.sampled_from((date(2021, 9, 1), date(2022, 6, 1), date(2023, 1, 1))))
def test_plans_that_are_overdue_or_late_are_those_that_the_rules_find_broken(structure: um.Structure, on: date) -> None:
    due = um.campaign(structure, on=on).due
    findings, _ = judged(structure, on, *PAPERS)
    for code, what in PAPERS.items():
        broken = {subject for (found, subject), outcome in findings.items() if (found, outcome) == (code, "broken")}
        mine = [item for item in due if item.what == what and item.due_on < on]
        assert {item.union for item in mine if item.state.value == "overdue" or item.late} == broken
