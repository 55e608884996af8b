"""Cases made by hand: subsidies for cadres, yearly duties, assessment, pairs, services."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.checking.cases import (
    BROKEN,
    CANNOT_TELL,
    HELD,
    KEY,
    NEW_YEAR,
    NOT_APPLICABLE,
    PLAIN,
    YEARS_END,
    Case,
    case,
    union,
)


def officer(full_time: bool | None, union: str = "u1", **cells: Any) -> list[dict[str, Any]]:
    """Return a chair."""
    return [{"union": union, "person": "p1", "role": "chair", "full_time": full_time, **cells}]


CADRES = (
    case("a part-time officer is paid by a standard", "GS403", {"u1": HELD}, unions=[{**KEY, "subsidy_standard": "300"}], officers=officer(False)),
    case("a part-time officer without a standard", "GS403", {"u1": BROKEN}, unions=[KEY], officers=officer(False)),
    case("a full-time officer", "GS403", {"u1": NOT_APPLICABLE}, unions=[KEY], officers=officer(True)),
    case("an officer of another union", "GS403", {"u1": NOT_APPLICABLE}, unions=[KEY], officers=officer(False, "u2")),
    case("an officer until today is in office no more", "GS403", {"u1": NOT_APPLICABLE}, unions=[KEY], officers=officer(False, until=YEARS_END)),
    case("an officer since today is in office", "GS403", {"u1": BROKEN}, unions=[KEY], officers=officer(False, since=YEARS_END)),
    case("perhaps full-time", "GS403", {"u1": CANNOT_TELL}, unions=[KEY], officers=officer(None)),
    case("no officer recorded at all", "GS403", {"u1": CANNOT_TELL}, unions=[KEY]),
    case("a union of nobody in particular", "GS403", {"u1": NOT_APPLICABLE}, unions=[PLAIN], officers=officer(False)),
)  # fmt: skip


def done(kind: str | None, on: date | None = date(2022, 5, 1), union: str = "u1") -> list[dict[str, Any]]:
    """Return what a union did on a day, and an activity of another union on the same day."""
    return [{"union": union, "on": on, "kind": kind}, {"union": "u9", "on": on, "kind": "joint_visit"}]


def duty(code: str, kind: str, other: str) -> list[Case]:
    """Return the cases of a yearly duty that activities of `kind` fulfil and those of `other` do not."""
    begun = {**KEY, "founded_on": date(2022, 1, 1)}
    return [
        case(f"{kind} in the year", code, {"u1": HELD}, unions=[KEY], activities=done(kind)),
        case(f"{other} instead of {kind}", code, {"u1": BROKEN}, unions=[KEY], activities=done(other)),
        case(f"{kind} of others", code, {"u1": BROKEN}, unions=[KEY], activities=done(kind, union="u2")),
        case(f"{kind}, on the eve of the year", code, {"u1": BROKEN}, unions=[KEY], activities=[*done(kind, date(2021, 12, 31)), *done(other)]),
        case(f"{kind}: nothing recorded in the year", code, {"u1": CANNOT_TELL}, unions=[KEY], activities=done(kind, date(2021, 12, 31))),
        case(f"{kind} on the last day but one judges the year before", code, {"u1": HELD}, on=date(2022, 12, 30), unions=[KEY], activities=done(kind, date(2021, 12, 31))),
        case(f"{kind} of the year, the day after it", code, {"u1": HELD}, on=NEW_YEAR, unions=[KEY], activities=done(kind)),
        case(f"{kind}: founded on the first day", code, {"u1": NOT_APPLICABLE}, unions=[begun], activities=done(other)),
        case(f"{kind}: founded on the eve", code, {"u1": BROKEN}, unions=[{**begun, "founded_on": date(2021, 12, 31)}], activities=done(other)),
        case(f"{kind}: of a basic union nobody asks it", code, {"u1": NOT_APPLICABLE}, unions=[{**KEY, "kind": "basic_union"}], activities=done(other)),
        case(f"{kind}: of a union of a blank kind", code, {"u1": CANNOT_TELL}, unions=[{**KEY, "kind": None}], activities=done(other)),
    ]  # fmt: skip


DUTIES = (
    *duty("GS601", "training", "assessment"),
    *duty("GS602", "representative_meeting", "training"),
    *duty("GS602", "congress", "joint_visit"),
    *duty("GS603", "collective_activity", "training"),
    *duty("GS604", "assessment", "congress"),
)
HELPED = (
    case("a superior helps", "GS605", {"u1": HELD}, unions=[{**KEY, "superior": "u9"}]),
    case("nobody helps", "GS605", {"u1": BROKEN}, unions=[KEY]),
    case("founded within the year", "GS605", {"u1": NOT_APPLICABLE}, unions=[{**KEY, "founded_on": date(2022, 1, 1)}]),
    case("at an unknown place", "GS605", {"u1": CANNOT_TELL}, unions=[{**KEY, "place": None}]),
    case("before the plan", "GS605", {"u1": NOT_APPLICABLE}, on=date(2021, 7, 31), unions=[KEY]),
    case("on its first day", "GS605", {"u1": BROKEN}, on=date(2021, 8, 1), unions=[KEY]),
)
ASSESSED = (
    case("a scheme exists", "GS606", {"u1": HELD}, unions=[{**KEY, "chair_assessed": True}]),
    case("there is none", "GS606", {"u1": BROKEN}, unions=[{**KEY, "chair_assessed": False}]),
    case("a blank is none", "GS606", {"u1": BROKEN}, unions=[KEY]),
    case("of nobody in particular", "GS606", {"u1": NOT_APPLICABLE}, unions=[PLAIN]),
    case("other groups are no key groups", "GS606", {"u1": NOT_APPLICABLE}, unions=[union("u1", "joint_union", groups=("other",), industries=("other",))]),
    case("an industry makes a key union", "GS606", {"u1": BROKEN}, unions=[union("u1", "joint_union", industries=("other", "road_freight"))]),
    case("at an unknown place", "GS606", {"u1": CANNOT_TELL}, unions=[{**KEY, "place": None}]),
    case("at an unknown place, with a scheme", "GS606", {"u1": HELD}, unions=[{**KEY, "place": None, "chair_assessed": True}]),
)  # fmt: skip


def pair(union: str, partner: str, year: int | None = 2022) -> list[dict[str, Any]]:
    """Return a pairing."""
    return [{"union": union, "partner": partner, "year": year}]


PAIRS = (
    case("paired", "GS608", {"u1": HELD}, unions=[KEY], pairings=pair("u1", "u9")),
    case("paired from the other side", "GS608", {"u1": HELD}, unions=[KEY], pairings=pair("u9", "u1")),
    case("others are paired", "GS608", {"u1": BROKEN}, unions=[KEY], pairings=pair("u8", "u9")),
    case("paired the year before, others this year", "GS608", {"u1": BROKEN}, unions=[KEY], pairings=pair("u1", "u9", 2021) + pair("u8", "u9")),
    case("no pair in the year", "GS608", {"u1": CANNOT_TELL}, unions=[KEY], pairings=pair("u1", "u9", 2021)),
    case("of nobody in particular", "GS608", {"u1": NOT_APPLICABLE}, unions=[PLAIN], pairings=pair("u8", "u9")),
)  # fmt: skip


def service(union: str = "u1", year: int = 2022) -> list[dict[str, Any]]:
    """Return gifts."""
    return [{"union": union, "year": year, "kind": "four_gifts"}]


SERVICES = (
    case("served", "GS801", {"u1": HELD}, unions=[KEY], services=service()),
    case("others serve", "GS801", {"u1": BROKEN}, unions=[KEY], services=service("u9")),
    case("served the year before, others this year", "GS801", {"u1": BROKEN}, unions=[KEY], services=service(year=2021) + service("u9")),
    case("no service in the year", "GS801", {"u1": CANNOT_TELL}, unions=[KEY], services=service(year=2021)),
    case("of nobody in particular", "GS801", {"u1": NOT_APPLICABLE}, unions=[PLAIN], services=service("u9")),
    case("a union that ended", "GS801", {"u1": NOT_APPLICABLE}, unions=[{**KEY, "status": "dissolved"}], services=service("u9")),
)  # fmt: skip
CASES = (*CADRES, *DUTIES, *HELPED, *ASSESSED, *PAIRS, *SERVICES)
