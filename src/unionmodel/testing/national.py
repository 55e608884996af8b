"""What the national rules, and those of single jurisdictions, turn on: bodies, terms, women, money, officers, rosters.

The drive in Gansu needs none of it, and so most structures are drawn without.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from unionmodel.model import vocabulary as v
from unionmodel.testing.rows import MOMENTS, Row, cell, codes, row

#: A county of each jurisdiction that has regulations of its own.
ELSEWHERE = (
    {"code": "110101", "name": "东城区", "level": "county"},
    {"code": "310101", "name": "黄浦区", "level": "county"},
    {"code": "500101", "name": "万州区", "level": "county"},
    {"code": "410102", "name": "中原区", "level": "county"},
)
#: Three years before some of the moments, six months before others, a leap day among them.
_TERMS = (date(2019, 12, 31), date(2020, 1, 1), date(2018, 7, 1), date(2020, 2, 29))
_SINCE = (date(2022, 9, 30), date(2022, 10, 1), date(2022, 6, 30), date(2022, 7, 1), date(2021, 12, 30))
_ENDINGS = ("总工会", "工会联合会", "联合工会", "联合基层工会", "工会委员会", "工会工作委员会", "工会", "之家")
_SEATS = (3, 5, 7, 2, 15, 16, 8, 45)


def make_national(draw: DrawFn, tables: dict[str, list[Row]]) -> None:
    """Fill cells of the rows that are there with what the national rules read, and send some of them elsewhere."""
    for union in tables.get("unions", ()):
        union.update(draw(_union_cells([one["id"] for one in tables["unions"]])))
        if draw(st.booleans()):
            union["name"] += draw(st.sampled_from(_ENDINGS))
    for employer in tables.get("employers", ()):
        employer.update(draw(_employer_cells()))
    for officer in tables.get("officers", ()):
        officer.update(draw(row(role=st.sampled_from(_ROLES), relation=cell(*codes(v.Relation)))))
    for member in tables.get("members", ()):
        member.update(draw(row(dues_paid_until=cell(*_SINCE))))
    if tables.get("members") and draw(st.booleans()):
        _transfer_somebody(draw, tables["members"])
    if draw(st.booleans()):
        _settle_people(draw, tables)
    if len(tables.get("unions", ())) > 1 and draw(st.integers(0, 9)) == 0:
        for union in tables["unions"][:2]:
            union.update(kind="general_federation", place="000000")
    if draw(st.integers(0, 2)) == 0:
        _move_elsewhere(draw, tables)


_ROLES = ("chair", "chair", *codes(v.OfficerRole))


def _union_cells(unions: list[str]) -> st.SearchStrategy[Row]:
    return row(
        body=cell("committee", "committee", *codes(v.Body)),
        audit_body=cell(*codes(v.SideBody)),
        women_body=cell(*codes(v.SideBody)),
        women_members=cell(10, 9, 24, 25, 0),
        committee_seats=cell(*_SEATS),
        members=cell(24, 25, 200, 201, 0, 1_000, 60_000),
        term_started_on=cell(*_TERMS, *MOMENTS),
        term_years=cell(3, 5, 4),
        extension_until=cell(*MOMENTS, blank=12),
        chair_full_time=cell(True, False),
        chair_vacant_since=cell(*_SINCE, *MOMENTS, blank=9),
        approved_on=cell(*MOMENTS),
        successor=cell(*unions, blank=6),
        vertical=cell(True, False, blank=6),
    )


def _employer_cells() -> st.SearchStrategy[Row]:
    return row(
        nature=cell("social_organisation", *codes(v.EmployerNature)),
        workers=cell(200, 199, 40, 25, 24),
        women_workers=cell(25, 24, 0),
        payroll=cell(Decimal("1000000"), Decimal("0.50")),
        fee_paid=cell(Decimal("20000"), Decimal("19999.99"), Decimal("0.01")),
        opened_on=cell(*_SINCE, *MOMENTS, blank=6),
    )


def _settle_people(draw: DrawFn, tables: dict[str, list[Row]]) -> None:
    """Let officers and members be of an employer that has its own union, which may count as many as its head counts."""
    kinds = {union["id"]: union["kind"] for union in tables.get("unions", ())}
    own = [link for link in tables.get("covers", ()) if kinds.get(link["union"]) == "basic_union"]
    if not own:
        return
    link = draw(st.sampled_from(own))
    for officer in tables.get("officers", ()):
        officer["union"] = link["union"]
    for member in tables.get("members", ()):
        member.update(employer=link["employer"], union=draw(st.sampled_from((link["union"], *kinds))))
    for employer in tables["employers"]:
        if employer["id"] == link["employer"] and draw(st.booleans()):
            employer["role"] = "labour_dispatcher"
    counted = [
        count.get("members", 0) for count in tables.get("headcounts", ()) if count.get("employer") == link["employer"]
    ]
    for union in tables["unions"]:
        if union["id"] == link["union"] and counted:
            union["members"] = sum(counted)


def _transfer_somebody(draw: DrawFn, members: list[Row]) -> None:
    """Add the row of a membership that was transferred before one of those there began, perhaps with a gap."""
    later = draw(st.sampled_from(members))
    later.setdefault("joined_on", draw(st.sampled_from(MOMENTS)))
    left = draw(cell(later["joined_on"], *MOMENTS))
    earlier = {**later, "status": "transferred", "joined_on": date(2020, 1, 1)} | ({"left_on": left} if left else {})
    if left is None:
        earlier.pop("left_on", None)
    members.append(earlier)


def _move_elsewhere(draw: DrawFn, tables: dict[str, list[Row]]) -> None:
    """Put some unions and employers into a jurisdiction with regulations of its own."""
    there: dict[str, Any] = draw(st.sampled_from(ELSEWHERE))
    places = tables.setdefault("places", [])
    if all(place["code"] != there["code"] for place in places):
        places.append(dict(there))
    for one in (*tables.get("unions", ()), *tables.get("employers", ())):
        if draw(st.booleans()):
            one["place"] = there["code"]
