"""Cases made by hand: rates, the survey, the register of members, plans and channels."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.checking.cases import (
    BRANCH,
    BROKEN,
    CANNOT_TELL,
    CAPITAL,
    CITY,
    COUNTY,
    FEDERATION,
    HELD,
    KEY,
    NEW_AREA,
    NEW_YEAR,
    NOT_APPLICABLE,
    PLAIN,
    PROVINCE,
    STREET,
    TOWN,
    YEARS_END,
    case,
    union,
)

GROUPS = ("courier", "food_delivery_rider", "ride_hailing_driver", "truck_driver")
#: A county that reports by itself, inside the capital, which does so, too.
NESTED = [{"code": COUNTY, "name": "城关", "reporting_unit": True}]


def count(workers: int | None, members: int | None, **cells: Any) -> dict[str, Any]:
    """Return couriers of the street."""
    return {"place": STREET, "group": "courier", "workers": workers, "members": members, **cells}


def of_each(outcome: str, *areas: str, **groups: str) -> dict[str, str]:
    """Return what is said of the four groups in areas: `outcome`, but for the `groups` given."""
    return {f"{area}|{group}": groups.get(group, outcome) for area in areas for group in GROUPS}


def of_couriers(outcome: str, *areas: str) -> dict[str, str]:
    """Return what is said of couriers in areas, where no other group is counted."""
    return of_each(NOT_APPLICABLE, *(areas or (CAPITAL, PROVINCE)), courier=outcome)


RATES = (
    case("four in five", "GS501", of_couriers(HELD), headcounts=[count(40, 32)]),
    case("one less", "GS501", of_couriers(BROKEN), headcounts=[count(40, 31)]),
    case("nobody works", "GS501", of_couriers(NOT_APPLICABLE), headcounts=[count(0, 0)]),
    case("unknown members may be all", "GS501", of_couriers(CANNOT_TELL), headcounts=[count(40, None)]),
    case("unknown members cannot make up for it", "GS501", of_couriers(BROKEN), headcounts=[count(40, 0), count(100, 0, place=COUNTY), count(10, None, place="620103")]),
    case("unknown members of few do no harm", "GS501", of_couriers(HELD), headcounts=[count(100, 100), count(10, None, place=COUNTY)]),
    case("unknown workers have no end", "GS501", of_couriers(CANNOT_TELL), headcounts=[count(None, 32)]),
    case("unknown workers may be none", "GS501", of_couriers(CANNOT_TELL), headcounts=[count(None, 0)]),
    case("unknown workers cannot make up for it", "GS501", of_couriers(BROKEN), headcounts=[count(40, 0), count(None, 100, place=COUNTY)]),
    case("unknown workers, all of them members, might", "GS501", of_couriers(CANNOT_TELL), headcounts=[count(40, 0), count(None, 160, place=COUNTY)]),
    case("the latest count counts", "GS501", of_couriers(HELD), headcounts=[count(40, 32, as_of=YEARS_END), count(40, 0), count(40, 0, as_of=NEW_YEAR)]),
    case("the day before it is due", "GS501", of_couriers(NOT_APPLICABLE), on=date(2022, 12, 30), headcounts=[count(40, 0)]),
    case("what others count is no survey", "GS501", {}, headcounts=[count(40, 0, source="platform")]),
    case("a unit inside a unit counts for itself", "GS501", of_couriers(BROKEN, COUNTY, PROVINCE), places=NESTED, headcounts=[count(40, 0)]),
    case(
        "the unit around counts the rest, the province everything",
        "GS501",
        {**of_couriers(BROKEN, COUNTY), **of_couriers(HELD, CAPITAL, PROVINCE)},
        places=NESTED,
        headcounts=[count(10, 7), count(40, 40, place="620103")],
    ),
    case("the New Area reports beside the capital", "GS501", of_couriers(HELD, NEW_AREA, PROVINCE), headcounts=[count(40, 32, place=NEW_AREA)]),
    case("where only the pool is asked for", "GS501", of_couriers(NOT_APPLICABLE), scope="pooled", headcounts=[count(40, 0)]),
    case("where each group is asked for", "GS502", {CAPITAL: NOT_APPLICABLE, PROVINCE: NOT_APPLICABLE}, headcounts=[count(40, 0)]),
    case("groups make up for one another", "GS502", {CAPITAL: HELD, PROVINCE: HELD}, scope="both", headcounts=[count(40, 24), count(40, 40, group="truck_driver")]),
    case("together one less", "GS502", {CAPITAL: BROKEN, PROVINCE: BROKEN}, scope="pooled", headcounts=[count(40, 23), count(40, 40, group="truck_driver")]),
    case("another group does not count", "GS502", {CAPITAL: HELD, PROVINCE: HELD}, scope="both", headcounts=[count(40, 32), count(40, 0, group="other")]),
    case("the members of one group are blank", "GS502", {CAPITAL: CANNOT_TELL, PROVINCE: CANNOT_TELL}, scope="both", headcounts=[count(40, 32), count(40, None, group="truck_driver")]),
    case("only workers of other groups", "GS502", {CAPITAL: NOT_APPLICABLE, PROVINCE: NOT_APPLICABLE}, scope="both", headcounts=[count(40, 0, group="other")]),
)  # fmt: skip
DATED = date(2022, 6, 1)
SURVEY = (
    case("couriers are surveyed, the others are not", "GS503", of_each(BROKEN, CAPITAL, courier=HELD), headcounts=[count(40, None, as_of=DATED)]),
    case("a survey without a date is none", "GS503", of_each(BROKEN, CAPITAL), headcounts=[count(40, 0)]),
    case("a survey of tomorrow is none yet", "GS503", of_each(BROKEN, CAPITAL), headcounts=[count(40, 0), count(40, 0, as_of=NEW_YEAR)]),
    case("what others count is none", "GS503", of_each(BROKEN, CAPITAL), headcounts=[count(40, 0, source="government", as_of=DATED)]),
    case("where there is an employer", "GS503", {**of_each(BROKEN, CITY), **of_each(BROKEN, CAPITAL, courier=HELD)}, employers=[{**BRANCH, "place": TOWN}], headcounts=[count(40, 0, as_of=DATED)]),
    case("no survey at all is recorded", "GS503", of_each(CANNOT_TELL, CAPITAL), employers=[BRANCH]),
    case("the day before it is due", "GS503", of_each(NOT_APPLICABLE, CAPITAL), on=date(2021, 8, 30), headcounts=[count(40, 0)]),
    case("the day it is due", "GS503", of_each(BROKEN, CAPITAL), on=date(2021, 8, 31), headcounts=[count(40, 0)]),
    case("a unit inside a unit is surveyed for both", "GS503", of_each(BROKEN, COUNTY, CAPITAL, courier=HELD), places=NESTED, headcounts=[count(40, 0, as_of=DATED)]),
    case("where the employer has closed nobody is to survey", "GS503", {}, employers=[{**BRANCH, "closed_on": YEARS_END}]),
)  # fmt: skip
STREETS, AT_E1 = f"p:{STREET}|courier", "e:e1|courier"


def platform(workers: int | None, **cells: Any) -> dict[str, Any]:
    """Return what a platform counts of the same couriers."""
    return count(workers, None, source="platform", **cells)


SOURCES = (
    case("a tenth more", "GS504", {STREETS: HELD}, headcounts=[platform(44), count(40, 0)]),
    case("a tenth and one more", "GS504", {STREETS: BROKEN}, headcounts=[platform(45), count(40, 0)]),
    case("a tenth and one less", "GS504", {STREETS: BROKEN}, headcounts=[platform(35), count(40, 0)]),
    case("nobody else counts", "GS504", {STREETS: NOT_APPLICABLE}, headcounts=[count(40, 0)]),
    case("others count another group", "GS504", {STREETS: NOT_APPLICABLE}, headcounts=[platform(4, group="other"), count(40, 0)]),
    case("the other number is blank", "GS504", {STREETS: CANNOT_TELL}, headcounts=[platform(None), count(40, 0)]),
    case("the survey's number is blank", "GS504", {STREETS: CANNOT_TELL}, headcounts=[platform(40), count(None, 0)]),
    case("one source agrees, one does not", "GS504", {STREETS: BROKEN}, headcounts=[platform(40), count(0, 0, source="government"), count(40, 0)]),
    case("the latest number of a source", "GS504", {STREETS: HELD}, headcounts=[platform(40, as_of=DATED), platform(0), count(40, 0)]),
    case("the employer is not there", "GS504", {AT_E1: CANNOT_TELL}, headcounts=[platform(0, place=None, employer="e1"), count(40, 0, place=None, employer="e1")]),
    case("the employer has closed", "GS504", {AT_E1: NOT_APPLICABLE}, employers=[{**BRANCH, "closed_on": YEARS_END}], headcounts=[platform(0, place=None, employer="e1"), count(40, 0, place=None, employer="e1")]),
)  # fmt: skip
JOINED = date(2022, 3, 1)


def member(**cells: Any) -> list[dict[str, Any]]:
    """Return a member who joined on the first of March."""
    return [{"id": "m1", "union": "u1", "group": "courier", "joined_on": JOINED, **cells}]


M1 = "m1|u1"
REGISTER = (
    case("on the thirtieth day", "GS505", {M1: HELD}, unions=[PLAIN], members=member(registered_on=date(2022, 3, 31))),
    case("on the day after", "GS505", {M1: BROKEN}, unions=[PLAIN], members=member(registered_on=date(2022, 4, 1))),
    case("before joining", "GS505", {M1: BROKEN}, unions=[PLAIN], members=member(registered_on=date(2022, 2, 28))),
    case("not registered, for all that is known", "GS505", {M1: CANNOT_TELL}, unions=[PLAIN], members=member()),
    case("joined on an unknown day", "GS505", {M1: NOT_APPLICABLE}, unions=[PLAIN], members=member(joined_on=None)),
    case("left on the day", "GS505", {M1: NOT_APPLICABLE}, unions=[PLAIN], members=member(left_on=YEARS_END)),
    case("leaves tomorrow", "GS505", {M1: CANNOT_TELL}, unions=[PLAIN], members=member(left_on=NEW_YEAR)),
    case("joins tomorrow", "GS505", {M1: NOT_APPLICABLE}, unions=[PLAIN], members=member(joined_on=NEW_YEAR)),
    case("retained", "GS505", {M1: NOT_APPLICABLE}, unions=[PLAIN], members=member(status="retained")),
    case("joined today, registered today", "GS505", {M1: HELD}, unions=[PLAIN], members=member(joined_on=YEARS_END, registered_on=YEARS_END)),
    case("of an employer that has closed", "GS505", {M1: NOT_APPLICABLE}, unions=[PLAIN], employers=[{**BRANCH, "closed_on": YEARS_END}], members=member(employer="e1")),
    case("a union that is not there", "GS505", {M1: CANNOT_TELL}, members=member(registered_on=date(2022, 4, 1))),
    case("a known group", "GS506", {M1: HELD}, unions=[KEY], members=member()),
    case("a blank group", "GS506", {M1: BROKEN}, unions=[KEY], members=member(group=None)),
    case("of a union of nobody in particular", "GS506", {M1: NOT_APPLICABLE}, unions=[PLAIN], members=member(group=None)),
    case("a blank group, of a union that is not there", "GS506", {M1: CANNOT_TELL}, members=member(group=None)),
    case("a known group, of a union that is not there", "GS506", {M1: HELD}, members=member()),
)  # fmt: skip
UNIT, INDUSTRY = union("u1", FEDERATION, CAPITAL), union("u1", "industrial_union", PROVINCE)


def plan(phase: str | None, on: date | None, union: str = "u1") -> list[dict[str, Any]]:
    """Return a plan, and one that another union made."""
    return [{"union": union, "phase": phase, "on": on}, {"union": "u9", "phase": "implementation", "on": DATED}]


LAST_AUGUST, NOVEMBER = date(2021, 8, 31), date(2022, 11, 1)
PLANS = (
    case("planned on the last day of August", "GS701", {"u1": HELD}, unions=[UNIT], plans=plan("mobilisation", LAST_AUGUST)),
    case("planned the day after", "GS701", {"u1": BROKEN}, unions=[UNIT], plans=plan("mobilisation", date(2021, 9, 1))),
    case("a plan of another phase", "GS701", {"u1": BROKEN}, unions=[UNIT], plans=plan("implementation", LAST_AUGUST)),
    case("an industry's union of the province plans, too", "GS701", {"u1": BROKEN}, unions=[INDUSTRY], plans=plan(None, None)),
    case("an industry's union of a prefecture need not", "GS701", {"u1": NOT_APPLICABLE}, unions=[{**INDUSTRY, "place": CAPITAL}], plans=plan(None, None)),
    case("a county's federation need not", "GS701", {"u1": NOT_APPLICABLE}, unions=[union("u1", FEDERATION)], plans=plan(None, None)),
    case("where the county reports it must", "GS701", {"u1": BROKEN}, places=NESTED, unions=[union("u1", FEDERATION)], plans=plan(None, None)),
    case("no plan at all is recorded", "GS701", {"u1": CANNOT_TELL}, unions=[UNIT]),
    case("on the last day it is not due", "GS701", {"u1": NOT_APPLICABLE}, on=LAST_AUGUST, unions=[UNIT], plans=plan(None, None)),
    case("summed up on the last day", "GS702", {"u1": HELD}, on=NEW_YEAR, unions=[UNIT], plans=plan("summing_up", YEARS_END)),
    case("summed up on the first day of November", "GS702", {"u1": HELD}, on=NEW_YEAR, unions=[UNIT], plans=plan("summing_up", NOVEMBER)),
    case("summed up before November", "GS702", {"u1": BROKEN}, on=NEW_YEAR, unions=[UNIT], plans=plan("summing_up", date(2022, 10, 31))),
    case("on the last day it is not due yet", "GS702", {"u1": NOT_APPLICABLE}, unions=[UNIT], plans=plan(None, None)),
    case("no summing-up is recorded at all", "GS702", {"u1": CANNOT_TELL}, on=NEW_YEAR, unions=[UNIT]),
    case("November is of the second phase", "GS703", {"u1|implementation|2022-11-30": HELD, "u9|implementation|2022-06-01": HELD}, unions=[UNIT], plans=plan("implementation", date(2022, 11, 30))),
    case("and of the third", "GS703", {"u1|summing_up|2022-11-01": HELD}, unions=[UNIT], plans=plan("summing_up", NOVEMBER)[:1]),
    case("December is not of the second", "GS703", {"u1|implementation|2022-12-01": BROKEN}, unions=[UNIT], plans=plan("implementation", date(2022, 12, 1))[:1]),
    case("a blank phase", "GS703", {"u1||2022-11-01": CANNOT_TELL}, unions=[UNIT], plans=plan(None, NOVEMBER)[:1]),
    case("a blank phase on a day of none", "GS703", {"u1||2021-07-31": BROKEN}, unions=[UNIT], plans=plan(None, date(2021, 7, 31))[:1]),
    case("a day of no phase, of a union that is not there", "GS703", {"u9|summing_up|2021-09-01": CANNOT_TELL}, plans=plan("summing_up", date(2021, 9, 1), "u9")[:1]),
    case("a blank day", "GS703", {"u1|summing_up|": CANNOT_TELL}, unions=[UNIT], plans=plan("summing_up", None)[:1]),
    case("a plan of today", "GS703", {"u1|implementation|2022-12-31": BROKEN}, unions=[UNIT], plans=plan("implementation", YEARS_END)[:1]),
    case("a plan of tomorrow", "GS703", {"u1|summing_up|2023-01-01": NOT_APPLICABLE}, unions=[UNIT], plans=plan("summing_up", NEW_YEAR)[:1]),
    case("a union that ended", "GS703", {"u1|summing_up|2021-09-01": NOT_APPLICABLE}, unions=[{**UNIT, "status": "dissolved"}], plans=plan("summing_up", date(2021, 9, 1))[:1]),
)  # fmt: skip


def online(union: str = "u1", kind: str | None = "online", **cells: Any) -> list[dict[str, Any]]:
    """Return a way to join."""
    return [{"union": union, "kind": kind, **cells}]


LED, LEADER = {**UNIT, "superior": "u2"}, union("u2", FEDERATION, PROVINCE)
CHANNELS = (
    case("one joins online", "GS704", {"u1": HELD}, unions=[UNIT], channels=online()),
    case("one joins online at the superior", "GS704", {"u1": HELD}, unions=[LED, LEADER], channels=online("u2")),
    case("one joins online elsewhere", "GS704", {"u1": BROKEN}, unions=[UNIT], channels=online("u9")),
    case("one joins online from today", "GS704", {"u1": HELD}, unions=[UNIT], channels=online(since=YEARS_END)),
    case("one joins at a window", "GS704", {"u1": BROKEN}, unions=[UNIT], channels=online(kind="mobile_window")),
    case("one joins online from tomorrow", "GS704", {"u1": BROKEN}, unions=[UNIT], channels=online(since=NEW_YEAR)),
    case("a superior that ended does not open anything", "GS704", {"u1": BROKEN}, unions=[LED, {**LEADER, "status": "dissolved"}], channels=online("u2")),
    case("a superior that is not there", "GS704", {"u1": CANNOT_TELL}, unions=[LED], channels=online("u2")),
    case("no channel at all is recorded", "GS704", {"u1": CANNOT_TELL}, unions=[UNIT]),
    case("an industry's union need not", "GS704", {"u1": NOT_APPLICABLE}, unions=[INDUSTRY], channels=online("u9")),
    case("the day before it is due", "GS704", {"u1": NOT_APPLICABLE}, on=date(2021, 8, 31), unions=[UNIT], channels=online("u9")),
    case("the day it is due", "GS704", {"u1": BROKEN}, on=date(2021, 9, 1), unions=[UNIT], channels=online("u9")),
    case("superiors in a circle", "GS704", {"u1": BROKEN, "u2": NOT_APPLICABLE}, unions=[LED, {**LEADER, "superior": "u1"}], channels=online("u9")),
)  # fmt: skip
CASES = (*RATES, *SURVEY, *SOURCES, *REGISTER, *PLANS, *CHANNELS)
