"""Cases made by hand: whom federations take, small branches, direct members, hired staff, parks and stations."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.checking.cases import (
    BRANCH,
    BROKEN,
    CANNOT_TELL,
    CITY,
    COUNTY,
    COURIERS,
    HELD,
    KEY,
    NEW_YEAR,
    NOT_APPLICABLE,
    STREET,
    TOWN,
    YEARS_END,
    case,
    covers,
    union,
)

FEDERATED = union("u1", "industry_federation", groups=("courier",), industries=("express_delivery",))
SMALL = {**BRANCH, "workers": 24}
AT_BRANCH = {"employer": "e1", "group": "courier", "workers": 20}
PARK = {"code": "park", "name": "物流园", "level": "park", "parent": STREET, "logistics_park": "national"}
MEMBER = union("u2", "basic_union")
OF_U1 = [{"union": "u2", "federation": "u1"}]


def others(workers: int | None, **cells: Any) -> dict[str, Any]:
    """Return workers of no key group at the branch."""
    return {"employer": "e1", "group": "other", "workers": workers, **cells}


def mixed(*counts: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return a federation of couriers whose member union covers the branch, where `counts` are counted."""
    return {
        "unions": [FEDERATED, MEMBER], "affiliations": OF_U1, "employers": [BRANCH], "covers": covers("u2 e1"),
        "headcounts": list(counts),
    }  # fmt: skip


MAINLY = (
    case("a federation takes couriers by its tier", "GS104", {"u1": HELD}, unions=[FEDERATED], headcounts=[COURIERS]),
    case("one worker above a half is mainly", "GS104", {"u1": HELD}, **mixed({**AT_BRANCH, "workers": 21}, others(20))),
    case("a half is not mainly", "GS104", {"u1": BROKEN}, **mixed(AT_BRANCH, others(20))),
    case("a blank number of workers: it does not apply", "GS104", {"u1": NOT_APPLICABLE}, **mixed(AT_BRANCH, others(None))),
    case("nobody is taken: it does not apply", "GS104", {"u1": NOT_APPLICABLE}, unions=[FEDERATED]),
    case(
        "a member union that left takes nobody along",
        "GS104",
        {"u1": NOT_APPLICABLE},
        **{**mixed(others(20)), "affiliations": [{**OF_U1[0], "until": YEARS_END}]},
    ),
    case(
        "a federation at an unknown place may lie outside",
        "GS104",
        {"u1": CANNOT_TELL},
        **{**mixed(others(20)), "unions": [{**FEDERATED, "place": None}, MEMBER]},
    ),
)  # fmt: skip
PARKS = (
    case("a union at the park", "GS208", {"park": HELD}, places=[PARK], unions=[union("u1", "joint_union", "park")]),
    case("one in the street around is not at the park", "GS208", {"park": BROKEN}, places=[PARK], unions=[union("u1", "joint_union", STREET)]),
    case("a park of another rank", "GS208", {"park": NOT_APPLICABLE}, places=[{**PARK, "logistics_park": "other"}]),
    case("no logistics park", "GS208", {"park": NOT_APPLICABLE}, places=[{**PARK, "logistics_park": None}]),
    case("a park of the province's rank", "GS208", {"park": BROKEN}, places=[{**PARK, "logistics_park": "provincial"}]),
    case("a park outside the province", "GS208", {"park": NOT_APPLICABLE}, places=[{**PARK, "parent": "000000"}]),
    case("a union that ended", "GS208", {"park": BROKEN}, places=[PARK], unions=[union("u1", "joint_union", "park", dissolved_on=YEARS_END)]),
)  # fmt: skip
BRANCHES = (
    case("24 workers, in an industry federation", "GS303", {"e1": HELD}, employers=[SMALL], headcounts=[AT_BRANCH], unions=[FEDERATED]),
    case("24 workers, with nobody but the street", "GS303", {"e1": BROKEN}, employers=[SMALL], headcounts=[AT_BRANCH], unions=[union("u1", "township_union", STREET)]),
    case("25 workers are not few", "GS303", {"e1": NOT_APPLICABLE}, employers=[{**SMALL, "workers": 25}], headcounts=[AT_BRANCH]),
    case("with a union of its own", "GS303", {"e1": NOT_APPLICABLE}, employers=[SMALL], headcounts=[AT_BRANCH], unions=[MEMBER], covers=covers("u2 e1")),
    case("nobody counted there", "GS303", {"e1": CANNOT_TELL}, employers=[SMALL], unions=[FEDERATED]),
    case("a blank number of workers", "GS303", {"e1": CANNOT_TELL}, employers=[BRANCH], headcounts=[AT_BRANCH]),
    case("a blank number of workers does no harm in a federation", "GS303", {"e1": HELD}, employers=[BRANCH], headcounts=[AT_BRANCH], unions=[FEDERATED]),
)  # fmt: skip


def direct(union: str | None = "u1", members: int | None = 5, **cells: Any) -> dict[str, Any]:
    """Return couriers whom a union holds directly."""
    return {"union": union, "group": "courier", "members": members, **cells}


AT_E1 = direct(employer="e1")
OWN = union("u2", "basic_union")
DIRECT_MEMBERS = (
    case("an industry union may", "GS304", {"u1|courier": HELD}, unions=[KEY], direct_members=[direct()]),
    case("a community's union may", "GS304", {"u1|courier": HELD}, unions=[{**KEY, "kind": "community_union"}], direct_members=[direct()]),
    case(
        "members at an employer and at none count apart",
        "GS304",
        {"u2|courier": BROKEN, "u2|courier|e1": NOT_APPLICABLE},
        unions=[OWN],
        employers=[BRANCH],
        direct_members=[direct("u2"), direct("u2", 0, employer="e1", as_of=YEARS_END)],
    ),
    case("a basic union may not", "GS304", {"u2|courier": BROKEN}, unions=[OWN], direct_members=[direct("u2")]),
    case("nobody is held", "GS304", {"u2|courier": NOT_APPLICABLE}, unions=[OWN], direct_members=[direct("u2", 0)]),
    case("a blank kind", "GS304", {"u1|courier": CANNOT_TELL}, unions=[union("u1", None)], direct_members=[direct()]),
    case("a union that is not there", "GS304", {"u9|courier": CANNOT_TELL}, direct_members=[direct("u9")]),
    case("a blank number at a union that may", "GS304", {"u1|courier": HELD}, unions=[KEY], direct_members=[direct(members=None)]),
    case("a blank number at one that may not", "GS304", {"u2|courier": CANNOT_TELL}, unions=[OWN], direct_members=[direct("u2", None)]),
    case(
        "the latest number counts alone",
        "GS304",
        {"u2|courier": NOT_APPLICABLE},
        unions=[OWN],
        direct_members=[direct("u2", 0, as_of=date(2022, 6, 1)), direct("u2"), direct("u2", as_of=NEW_YEAR)],
    ),
    case(
        "of equal dates the later row counts: of these two rows one is judged",
        "GS304",
        {"u2|courier": BROKEN},
        unions=[OWN],
        direct_members=[direct("u2", 0), direct("u2", 5)],
    ),
    case("an employer without a union of its own", "GS305", {"u1|courier|e1": HELD}, unions=[KEY], employers=[BRANCH], direct_members=[AT_E1]),
    case("an employer with one", "GS305", {"u1|courier|e1": BROKEN}, unions=[KEY, OWN], employers=[BRANCH], covers=covers("u2 e1"), direct_members=[AT_E1]),
    case("no employer given", "GS305", {"u1|courier": NOT_APPLICABLE}, unions=[KEY], direct_members=[direct()]),
    case("an employer that is not there", "GS305", {"u1|courier|e1": CANNOT_TELL}, unions=[KEY], direct_members=[AT_E1]),
    case("an employer that has closed", "GS305", {"u1|courier|e1": NOT_APPLICABLE}, unions=[KEY], employers=[{**BRANCH, "closed_on": YEARS_END}], direct_members=[AT_E1]),
    case("it cannot found a union yet", "GS306", {"u1|courier|e1": HELD}, unions=[KEY], employers=[{**BRANCH, "can_found": False}], direct_members=[AT_E1]),
    case("it could found a union", "GS306", {"u1|courier|e1": BROKEN}, unions=[KEY], employers=[{**BRANCH, "can_found": True}], direct_members=[AT_E1]),
    case("whether it could is blank", "GS306", {"u1|courier|e1": CANNOT_TELL}, unions=[KEY], employers=[BRANCH], direct_members=[AT_E1]),
    case("direct members of no employer", "GS306", {"u1|courier": NOT_APPLICABLE}, unions=[KEY], direct_members=[direct()]),
)  # fmt: skip


def street_union(staff: int | None, place: str = STREET) -> dict[str, Any]:
    """Return a street's union with hired staff."""
    return union("u2", "township_union", place, hired_staff=staff)


POSTED = {**FEDERATED, "hired_staff": 1}
EVERYWHERE = {**COURIERS, "place": COUNTY}
STAFF = (
    case("more workers, more staff", "GS607", {"u1": HELD, "u2": HELD}, unions=[POSTED, street_union(0)], headcounts=[EVERYWHERE]),
    case("fewer workers, more staff", "GS607", {"u1": BROKEN, "u2": HELD}, unions=[POSTED, street_union(2)], headcounts=[EVERYWHERE]),
    case("as much staff", "GS607", {"u1": HELD, "u2": HELD}, unions=[POSTED, street_union(1)], headcounts=[EVERYWHERE]),
    case("as many workers: a street's couriers are a federation's", "GS607", {"u1": HELD, "u2": HELD}, unions=[POSTED, street_union(2)], headcounts=[COURIERS]),
    case("staff that is blank is no staff to compare", "GS607", {"u1": HELD, "u2": NOT_APPLICABLE}, unions=[POSTED, street_union(None)], headcounts=[EVERYWHERE]),
    case("a street of another county", "GS607", {"u1": HELD, "u2": HELD}, unions=[POSTED, street_union(2, "620103001")], headcounts=[EVERYWHERE]),
    case("nobody is counted at all", "GS607", {"u1": CANNOT_TELL, "u2": HELD}, unions=[POSTED, street_union(2)]),
    case("a blank number may be less or more", "GS607", {"u1": CANNOT_TELL, "u2": HELD}, unions=[POSTED, street_union(2)], headcounts=[EVERYWHERE, {**COURIERS, "workers": None}]),
    case(
        "a federation whose number is blank may have more",
        "GS607",
        {"u1": HELD, "u2": CANNOT_TELL},
        unions=[union("u1", "industry_federation", groups=("truck_driver",), hired_staff=2), street_union(1)],
        headcounts=[COURIERS, {**EVERYWHERE, "group": "truck_driver", "workers": None}],
    ),
    case("a body of the prefecture lies in no county", "GS607", {"u1": NOT_APPLICABLE, "u2": HELD}, unions=[{**POSTED, "place": "620100"}, street_union(2)], headcounts=[COURIERS]),
    case(
        "a city without counties is one",
        "GS607",
        {"u1": BROKEN, "u2": HELD},
        unions=[{**POSTED, "place": CITY}, street_union(2, TOWN)],
        headcounts=[{**COURIERS, "place": CITY}],
    ),
)  # fmt: skip


def station(place: str = STREET, **cells: Any) -> list[dict[str, Any]]:
    """Return a service station."""
    return [{"id": "s1", "name": "驿站", "place": place, "kind": "rest_stop", **cells}]


DRIVERS = {"place": STREET, "group": "truck_driver", "workers": 4}
STATIONS = (
    case("a station in a street of the county", "GS802", {COUNTY: HELD}, headcounts=[DRIVERS], stations=station()),
    case("a station in another county", "GS802", {COUNTY: BROKEN}, headcounts=[DRIVERS], stations=station("620103")),
    case("ride-hailing drivers, too", "GS802", {COUNTY: BROKEN}, headcounts=[{**DRIVERS, "group": "ride_hailing_driver"}], stations=station("620103")),
    case("a station that opens tomorrow", "GS802", {COUNTY: BROKEN}, headcounts=[DRIVERS], stations=station(since=NEW_YEAR)),
    case("a station that opened today", "GS802", {COUNTY: HELD}, headcounts=[DRIVERS], stations=station(since=YEARS_END)),
    case("couriers are no drivers", "GS802", {COUNTY: NOT_APPLICABLE}, headcounts=[COURIERS], stations=station("620103")),
    case("no station is recorded at all", "GS802", {COUNTY: CANNOT_TELL}, headcounts=[DRIVERS]),
    case("nobody is counted at all", "GS802", {COUNTY: CANNOT_TELL}, unions=[KEY], stations=station("620103")),
    case("nobody is counted, but there is a station", "GS802", {COUNTY: HELD}, unions=[KEY], stations=station()),
    case("a blank number of drivers", "GS802", {COUNTY: CANNOT_TELL}, headcounts=[{**DRIVERS, "workers": None}], stations=station("620103")),
    case("a city without counties is one", "GS802", {CITY: BROKEN}, headcounts=[{**DRIVERS, "place": TOWN}], stations=station("620103")),
)  # fmt: skip
CASES = (*MAINLY, *PARKS, *BRANCHES, *DIRECT_MEMBERS, *STAFF, *STATIONS)
