"""What the unions of the example did and have: money, activities, people in office, services, direct members."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import cycle

from tables import Row, Tables, any_day, row_of, street, streets
from unions import CITY, FEDERATION_OF, TOP
from world import LOGISTICS_PARK, QUIET

PURPOSIVE = ("industry_union", "joint_union", "industry_federation", "regional_federation")
TOP_NAME, CITY_NAME = "城关区总工会", "兰州市总工会"


def key_federations(tables: Tables) -> list[Row]:
    """Return the unions that the floor of work funds applies to: those of these kinds that serve the four groups."""
    return [
        union
        for union in tables["unions"]
        if union["kind"] in PURPOSIVE
        and union.get("status") != "dissolved"
        and (union.get("groups") or union.get("industries"))
    ]


def key_unions(tables: Tables) -> list[Row]:
    """Return the unions that serve the four groups, of every kind, in the order of their ids."""
    serving = [union for union in tables["unions"] if union.get("groups") or union.get("industries")]
    return sorted((union for union in serving if union.get("status") != "dissolved"), key=lambda union: union["id"])


def make_funding(tables: Tables, chance: random.Random) -> list[Row]:
    """Return the work funds of 2022: a fixed subsidy of the district and a special one of the city, in yuan."""
    rows = []
    for union in key_federations(tables):
        fixed = chance.randrange(12_000, 18_001, 500)
        special = max(20_000 - fixed, 0) + chance.randrange(0, 12_001, 500)
        rows.append(_money(union["id"], fixed, "fixed_subsidy", TOP_NAME))
        rows.append(_money(union["id"], special, "special_subsidy", CITY_NAME))
        if union["kind"] == "industry_federation":
            rows.append({**_money(union["id"], 6_000, "own", None), "purpose": "other"})
    for code in streets():
        rows.append(_money(f"t-{code[-3:]}", chance.randrange(20_000, 40_001, 1000), "fiscal", "城关区财政局"))
    return rows


def _money(union: str, amount: int, source: str, payer: str | None) -> Row:
    row: Row = {"union": union, "year": 2022, "amount": amount, "source": source}
    return {**row, "payer": payer, "purpose": "work"} if payer else {**row, "purpose": "work"}


def make_activities(tables: Tables, chance: random.Random) -> list[Row]:
    """Return what took place in 2021 and 2022: the yearly duties of every federation of these workers."""
    duties = ("training", "representative_meeting", "collective_activity", "assessment")
    rows: list[Row] = []
    for union in key_federations(tables):
        for year in (2021, 2022):
            first = max(union["founded_on"], date(year, 2, 7))
            kinds = duties if year == 2022 else ("collective_activity",)
            last = date(year, 12, 23)
            if first <= date(year, 12, 10):
                rows += [_event(union["id"], kind, any_day(chance, first, last), chance) for kind in kinds]
    for union in tables["unions"]:
        if union["kind"] in ("township_union", "community_union"):
            on = any_day(chance, date(2022, 1, 10), date(2022, 1, 28))
            rows.append(_event(union["id"], "joint_visit", on, chance))
    meeting = {union["id"] for union in key_federations(tables)}
    basic_level = [row for row in tables["unions"] if row["kind"] in ("basic_union", "joint_union", "industry_union")]
    for number, union in enumerate(basic_level):
        if union["id"] not in meeting and "members" in union and union["founded_on"] < date(2022, 1, 1):
            row: Row = {"union": union["id"], "on": date(2022, 3, 7) + timedelta(days=number % 60), "kind": "congress"}
            rows.append({**row, "participants": union["members"] // 2})
    rows.append(_event(TOP, "training", date(2021, 9, 24), chance))
    rows.append(_event(TOP, "training", date(2022, 4, 15), chance))
    return rows


def _event(union: str, kind: str, on: date, chance: random.Random) -> Row:
    row: Row = {"union": union, "on": on, "kind": kind, "participants": chance.randrange(15, 160)}
    return row if union == TOP else {**row, "helper": TOP}


def make_officers(tables: Tables) -> list[Row]:
    """Return chairs, and for federations and streets a vice-chair, under pseudonyms."""
    rows: list[Row] = []
    for union in tables["unions"]:
        if union.get("status") in ("dissolved", "preparing", "proposed"):
            continue
        federation = union["kind"] in ("industry_federation", "regional_federation")
        roles = ("chair", "vice_chair") if federation or union["kind"] == "township_union" else ("chair",)
        for role in roles:
            row: Row = {"union": union["id"], "person": f"P{len(rows) + 1:04}", "role": role}
            row.update(full_time=role == "chair" and bool(union.get("chair_full_time")), since=union["term_started_on"])
            row["relation"] = "none"
            rows.append({**row, "subsidy": 300} if federation else row)
    return rows


def make_direct_members(tables: Tables) -> list[Row]:
    """Return members outside employers' unions: truck drivers and riders by street, ride-hailing drivers at once."""
    rows: list[Row] = []
    at_places = [row for row in tables["headcounts"] if row.get("place")]
    for count in at_places:
        if count["group"] != "ride_hailing_driver" and count["members"]:
            rows.append(_direct(f"t-{count['place'][-3:]}", count["group"], count["members"]))
    hailing = sum(row["members"] for row in at_places if row["group"] == "ride_hailing_driver")
    rows.append(_direct("if-hail", "ride_hailing_driver", hailing))
    for key in ("da-13", "da-14"):
        count = row_of(tables["headcounts"], employer=key)
        rows.append({**_direct("if-rider", count["group"], count["members"]), "employer": key})
    return rows


def _direct(union: str, group: str, members: int) -> Row:
    return {"union": union, "group": group, "members": members, "as_of": date(2022, 11, 30)}


def make_plans() -> list[Row]:
    """Return the records of the three phases, of the district and of the city."""
    days = {"mobilisation": date(2021, 8, 24), "implementation": date(2021, 9, 10), "summing_up": date(2022, 12, 20)}
    return [{"union": union, "phase": phase, "on": on} for union in (TOP, CITY) for phase, on in days.items()]


def make_channels() -> list[Row]:
    """Return the ways to join: online at the district, in person and through the platforms at the federations."""
    rows: list[Row] = [
        {"union": TOP, "kind": "online", "since": date(2021, 9, 1)},
        {"union": TOP, "kind": "mobile_window", "since": date(2021, 9, 15)},
        {"union": CITY, "kind": "online", "since": date(2021, 8, 30)},
    ]
    for federation in FEDERATION_OF.values():
        rows.append({"union": federation, "kind": "worker_meeting", "since": date(2021, 11, 5)})
        rows.append({"union": federation, "kind": "platform", "since": date(2022, 1, 4)})
    return rows


def make_stations(chance: random.Random) -> list[Row]:
    """Return drivers' homes, stations and rest stops."""
    names = streets()
    rows = [
        _station(1, "东岗示例物流园司机之家", LOGISTICS_PARK, "drivers_home", "rf-logistics"),
        _station(2, "盐场路示例司机之家", street(21), "drivers_home", "t-021"),
    ]
    chosen = chance.sample([code for code in names if int(code[-3:]) not in QUIET], 16)
    for number, code in enumerate(sorted(chosen), 3):
        kind, label = ("union_station_home", "会站家") if number % 3 == 0 else ("rest_stop", "示例驿站")
        rows.append(_station(number, f"{names[code]}{label}", code, kind, f"t-{code[-3:]}"))
    return [{**row, "since": any_day(chance, date(2021, 9, 1), date(2022, 10, 28))} for row in rows]


def _station(number: int, name: str, place: str, kind: str, union: str) -> Row:
    return {"id": f"s-{number:02}", "name": name, "place": place, "kind": kind, "union": union}


def make_services(tables: Tables, chance: random.Random) -> list[Row]:
    """Return the services of 2022: each union of these workers gave at least one."""
    kinds = ("four_gifts", "mutual_aid", "health_check")
    return [
        {"union": union["id"], "year": 2022, "kind": kinds[number % 3], "beneficiaries": chance.randrange(20, 200)}
        for number, union in enumerate(key_unions(tables))
    ]


def make_pairings(tables: Tables) -> list[Row]:
    """Return who helps whom in 2022: each union of these workers is paired with the union of a street."""
    partners = [f"t-{code[-3:]}" for code in streets() if int(code[-3:]) not in QUIET]
    return [
        {"union": union["id"], "partner": partner, "year": 2022}
        for union, partner in zip(key_unions(tables), cycle(partners), strict=False)
    ]


def make_members(tables: Tables) -> list[Row]:
    """Return the roster of one branch, a part of it, under pseudonyms: everybody registered within thirty days."""
    rows: list[Row] = []
    for number in range(1, 13):
        joined = date(2022, 3, 1) + timedelta(days=number)
        row: Row = {"id": f"m-{number:04}", "union": "b-pb-c1", "employer": "pb-c1", "group": "courier"}
        rows.append({**row, "status": "active", "joined_on": joined, "registered_on": joined + timedelta(days=number)})
    return rows
