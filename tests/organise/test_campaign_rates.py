"""Rates under unknown counts: the bounds are those of every completion, and no verdict that one of them contradicts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionmodel.organise.campaign.intervals import NOTHING_KNOWN, Interval, Tally, Verdict, count_needed, count_verdict

Count = tuple[int | None, int | None]
#: Far enough for whatever the few small rows below may need: beyond it nothing new happens.
FAR = 10_000


@st.composite
def counts(draw: st.DrawFn) -> Count:
    workers = draw(st.none() | st.integers(0, 5))
    return workers, draw(st.none() | st.integers(0, 5 if workers is None else workers))


def completions(count: Count) -> list[tuple[int, int]]:
    workers, members = count
    if workers is not None:
        return [(workers, member) for member in (range(workers + 1) if members is None else [members])]
    if members is not None:
        return [(worker, members) for worker in (*range(members, members + 7), FAR)]
    return [(worker, member) for worker in (0, 1, 2, FAR) for member in {0, 1, worker // 2, worker} if member <= worker]


def judged(workers: int, members: int, share: int) -> Verdict:
    if not workers:
        return Verdict.NO_WORKERS
    return Verdict.REACHED if members * 100 >= workers * share else Verdict.NOT_REACHED


@given(st.lists(counts(), max_size=3), st.sampled_from([1, 40, 80, 99, 100]))
def test_a_tally_says_what_every_completion_says_and_no_more(rows: list[Count], share: int) -> None:
    tally = Tally.of(rows)
    sums = [
        (sum(workers for workers, _ in filled), sum(members for _, members in filled))
        for filled in product(*map(completions, rows))
    ]
    verdicts = {judged(workers, members, share) for workers, members in sums}
    said = tally.verdict(share)
    assert said == (verdicts.pop() if len(verdicts) == 1 else Verdict.CANNOT_TELL)
    assert tally.workers.low == min(workers for workers, _ in sums)
    assert tally.members.low == min(members for _, members in sums)
    for workers, members in sums:
        assert tally.workers.contains(workers)
        assert tally.members.contains(members)
        assert tally.needed(share).contains(max(0, -((100 * members - share * workers) // 100)))
        if workers:
            assert tally.rate is not None
            assert tally.rate[0] <= Fraction(members, workers) <= tally.rate[1]
    if None not in (tally.workers.high, tally.members.high):
        assert (tally.workers.high, tally.members.high) == tuple(map(max, zip(*sums, strict=True)))


@given(st.lists(counts(), max_size=4), st.lists(counts(), max_size=4))
def test_tallies_add_up(one: list[Count], other: list[Count]) -> None:
    assert Tally.of(one) + Tally.of(other) == Tally.of(one + other)


@given(st.lists(counts(), max_size=4), counts(), st.sampled_from([1, 80, 100]))
def test_one_more_member_never_lowers_a_rate(rows: list[Count], row: Count, share: int) -> None:
    workers, members = row
    if members is None or members == workers:
        members = 0
        workers = None if workers is None else workers + 1
    before, after = Tally.of([*rows, (workers, members)]), Tally.of([*rows, (workers, members + 1)])
    assert before.rate is None or (after.rate is not None and after.rate[0] >= before.rate[0])
    assert before.rate is None or (after.rate is not None and after.rate[1] >= before.rate[1])
    assert before.verdict(share) is not Verdict.REACHED or after.verdict(share) is Verdict.REACHED
    assert after.verdict(share) is not Verdict.NOT_REACHED or before.verdict(share) is not Verdict.REACHED


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([(10, 8)], Verdict.REACHED),
        ([(10, 7)], Verdict.NOT_REACHED),
        ([(10, None)], Verdict.CANNOT_TELL),
        ([(10, 8), (1, None)], Verdict.CANNOT_TELL),
        ([(100, 81), (1, None)], Verdict.REACHED),
        ([(100, 10), (5, None)], Verdict.NOT_REACHED),
        ([(None, 5)], Verdict.CANNOT_TELL),
        ([(100, 10), (None, 5)], Verdict.NOT_REACHED),
        ([(100, 99), (None, 5)], Verdict.CANNOT_TELL),
        ([(None, None)], Verdict.CANNOT_TELL),
        ([(0, 0)], Verdict.NO_WORKERS),
        ([(0, None)], Verdict.NO_WORKERS),
        ([], Verdict.NO_WORKERS),
    ],
)
def test_eighty_percent_is_told_exactly(rows: list[Count], verdict: Verdict) -> None:
    assert Tally.of(rows).verdict(80) is verdict


def test_one_worker_in_ten_thousand_decides() -> None:
    assert Tally.of([(10_000, 8_000)]).verdict(80) is Verdict.REACHED
    assert Tally.of([(10_001, 8_000)]).verdict(80) is Verdict.NOT_REACHED
    assert Tally.of([(10_001, 8_000)]).needed(80) == Interval(1, 1)


@pytest.mark.parametrize(
    ("count", "verdict", "needed"),
    [
        (Interval(50, 50), Verdict.REACHED, Interval(0, 0)),
        (Interval(0, 49), Verdict.NOT_REACHED, Interval(1, 50)),
        (Interval(0, 50), Verdict.CANNOT_TELL, Interval(0, 50)),
        (Interval(None, 49), Verdict.NOT_REACHED, Interval(1, None)),
        (NOTHING_KNOWN, Verdict.CANNOT_TELL, Interval(0, 50)),
        (Interval(None, None), Verdict.CANNOT_TELL, Interval(0, None)),
    ],
)
def test_a_count_is_compared_at_both_ends(count: Interval, verdict: Verdict, needed: Interval) -> None:
    assert (count_verdict(count, 50), count_needed(count, 50)) == (verdict, needed)


def test_intervals_without_a_bound_stay_without_one() -> None:
    assert Interval(1, None) + Interval(2, 3) == Interval(3, None)
    assert Interval(5, 6) - Interval(0, None) == Interval(None, 6)
    assert Interval(0, None).over(3) == Interval(0, None)
