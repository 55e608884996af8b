"""Months and years go by the calendar; November 2022 lies in two phases."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law.written import both, refused
from unionmodel.law.calendar import Phase, add_months, add_years, last_completed_year, phases_on


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 5, date(2025, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2021, 2, 28), 3, date(2024, 2, 28)),
        (date(2022, 12, 31), 0, date(2022, 12, 31)),
        (date(2022, 12, 31), -1, date(2021, 12, 31)),
    ],
)
def test_years_are_added_by_the_calendar(day: date, years: int, later: date) -> None:
    assert add_years(day, years) == later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2022, 11, 30), 3, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2022, 1, 15), 12, date(2023, 1, 15)),
        (date(2022, 3, 31), -1, date(2022, 2, 28)),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize("years", [8000, 10**12, 10**400], ids=["8000", "a million millions", "endless"])
def test_a_day_never_leaves_the_calendar(years: int) -> None:
    assert add_years(date(2022, 1, 1), years) == date.max
    assert add_years(date(2022, 1, 1), -years) == date.min


@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2022, 12, 30), 2021), (date(2022, 12, 31), 2022), (date(2023, 1, 1), 2022), (date(2022, 1, 31), 2021)],
)
def test_a_year_is_over_on_its_last_day(on: date, year: int) -> None:
    assert last_completed_year(on) == year


PHASES = (
    Phase("mobilisation", both("mobilisation"), date(2021, 8, 1), date(2021, 8, 31)),
    Phase("implementation", both("implementation"), date(2021, 9, 1), date(2022, 11, 30)),
    Phase("summing_up", both("summing up"), date(2022, 11, 1), date(2022, 12, 31)),
)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2021, 7, 31), []),
        (date(2021, 8, 31), ["mobilisation"]),
        (date(2021, 9, 1), ["implementation"]),
        (date(2022, 11, 1), ["implementation", "summing_up"]),
        (date(2022, 11, 30), ["implementation", "summing_up"]),
        (date(2022, 12, 31), ["summing_up"]),
        (date(2023, 1, 1), []),
    ],
)
def test_a_day_lies_in_every_phase_that_holds_it(day: date, names: list[str]) -> None:
    assert [phase.name for phase in phases_on(PHASES, day)] == names


def test_a_phase_that_ends_before_it_starts_is_refused() -> None:
    assert refused(lambda: Phase("late", both("late"), date(2022, 2, 1), date(2022, 1, 1))) == [
        "the phase late ends before it starts"
    ]
