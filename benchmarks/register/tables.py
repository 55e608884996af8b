"""The tables of unions, employers and their links, a stretch of rows at a time."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from benchmarks.register.bodies import (
    BASIC,
    GENERAL,
    GROUPS,
    INDUSTRIES,
    INDUSTRY_FEDERATION,
    INDUSTRY_UNION,
    JOINT,
    KINDS,
    OTHER,
    REGIONAL,
    ROLES,
    TOWNSHIP,
    Employers,
    Unions,
)
from benchmarks.register.draws import Draws, Numbers, keys, one_or_other, only, yuan
from benchmarks.register.land import Land

_SUFFIX = {
    "general_federation": "总工会",
    "township_union": "街道工会",
    "industry_federation": "行业工会联合会",
    "regional_federation": "区域工会联合会",
    "basic_union": "公司工会",
    "joint_union": "联合工会",
    "industry_union": "行业工会",
}


def members_of(unions: Unions, firms: Employers, rows: Numbers, draw: Draws) -> Numbers:
    """Return how many members unions have: a share of the workers of the employers they are formed in."""
    workers = np.concatenate(([0], np.cumsum(firms.workers[unions.covered])))
    ends = np.minimum(unions.first[rows] + unions.count[rows], len(firms))
    staff = workers[ends] - workers[np.minimum(unions.first[rows], ends)]
    return np.asarray((staff * draw.random.random(draw.size)).astype(np.int64))


def unions_table(land: Land, unions: Unions, firms: Employers, rows: Numbers, seed: int) -> pl.DataFrame:
    """Return the rows of `unions` with these numbers."""
    draw = Draws(len(rows), seed, 10, int(rows[0]))
    kind, industry = unions.kind[rows], unions.industry[rows]
    basic_level = kind >= BASIC
    members = members_of(unions, firms, rows, draw)
    women = (members * draw.random.random(draw.size) * 0.6).astype(np.int64)
    kinds = pl.Series(KINDS).gather(pl.Series(kind))
    ended = draw.rare() & basic_level
    founded = draw.days(date(2012, 1, 1), date(2022, 6, 1))
    approved = founded - pl.Series(draw.whole(5, 60)).cast(pl.Duration("ms")) * 86_400_000
    frame = pl.DataFrame(
        {
            "id": keys("u", rows),
            "name": _names(land, unions, rows, kinds),
            "kind": draw.blanked(kinds, 0.001),
            "place": draw.blanked(land.column(unions.place[rows]), 0.001),
            "superior": keys("u", unions.superior[rows]),
            "industries": only(pl.Series(INDUSTRIES).gather(pl.Series(industry)), (industry != OTHER) | (kind > BASIC)),
            "groups": only(pl.Series(GROUPS).gather(pl.Series(industry)), (industry != OTHER) & ~draw.rare(0.3)),
            "founding_mode": _modes(draw, kind),
            "lead_employer": keys("e", np.where(kind == JOINT, _leaders(unions, firms, rows), -1)),
            "sponsor": only(draw.blanked(pl.repeat("行业协会", draw.size, eager=True), 0.2), kind > REGIONAL),
            "body": draw.blanked(one_or_other(~basic_level | (members >= 25), "committee", "chair")),
            "status": one_or_other(ended, "dissolved", "active"),
            "approved_by": keys("u", np.where(draw.rare(0.3), -1, unions.superior[rows])),
            "approved_on": draw.blanked(approved.cast(pl.Date), 0.3),
            "founded_on": draw.blanked(founded, 0.1),
            "dissolved_on": only(draw.blanked(draw.days(date(2022, 7, 1), date(2022, 12, 1)), 0.3), ended),
            "members": only(draw.blanked(members), basic_level),
            "women_members": only(draw.blanked(women, 0.3), basic_level),
            "committee_seats": draw.blanked(np.clip(3 + members // 50, 3, 35) // 2 * 2 + 1, 0.3),
            "women_body": draw.blanked(one_or_other(women >= 10, "committee", "member"), 0.2),
            "audit_body": draw.blanked(one_or_other(members >= 25, "committee", "member"), 0.2),
            "term_started_on": draw.blanked(draw.days(date(2019, 6, 1), date(2022, 6, 1)), 0.2),
            "term_years": draw.blanked(np.where(basic_level & draw.rare(0.5), 3, 5), 0.1),
            "chair_full_time": draw.blanked(draw.rare(0.1), 0.4),
            "legal_person": draw.blanked(~draw.rare(0.3), 0.3),
            "credit_code": draw.blanked(draw.credit_codes("81620102", rows), 0.5),
            "subsidy_standard": draw.blanked(yuan(draw.whole(100, 800) * 100), 0.7),
            "chair_assessed": draw.blanked(~draw.rare(0.1), 0.4),
        }
    )
    return frame.with_columns(pl.col("members").cast(pl.Int64), pl.col("women_members").cast(pl.Int64))


def _names(land: Land, unions: Unions, rows: Numbers, kinds: pl.Series) -> pl.Series:
    parts = pl.DataFrame({"place": land.column(unions.place[rows]), "key": keys("u", rows), "kind": kinds})
    suffix = pl.col("kind").replace_strict(_SUFFIX)
    return parts.select(pl.concat_str(pl.col("place"), pl.lit("第"), pl.col("key"), suffix)).to_series()


def _modes(draw: Draws, kind: Numbers) -> pl.Series:
    modes = pl.Series(("single", "lead", "industry_driven"))
    fitting = np.select([kind == BASIC, kind == JOINT], [0, 1], 2)
    drawn = np.where(draw.rare(), draw.index(3), fitting)
    return only(draw.blanked(modes.gather(pl.Series(drawn)), 0.05), kind >= INDUSTRY_FEDERATION)


def _leaders(unions: Unions, firms: Employers, rows: Numbers) -> Numbers:
    first = unions.covered[np.minimum(unions.first[rows], len(firms) - 1)]
    return np.asarray(np.where(unions.count[rows] > 0, firms.head[first], -1))


def employers_table(land: Land, firms: Employers, rows: Numbers, seed: int) -> pl.DataFrame:
    """Return the rows of `employers` with these numbers."""
    draw = Draws(len(rows), seed, 11, int(rows[0]))
    workers, key = firms.workers[rows], keys("e", rows)
    payroll = workers * draw.whole(60_000, 120_000) * 100
    codes = pl.DataFrame({"town": land.column(firms.town[rows]), "key": key})
    nature = draw.pick(("enterprise", "institution", "government", "social_organisation"), (90, 5, 2, 3))
    return pl.DataFrame(
        {
            "id": key,
            "name": codes.select(pl.concat_str("town", pl.lit("第"), "key", pl.lit("公司"))).to_series(),
            "place": draw.blanked(codes["town"], 0.001),
            "industry": draw.blanked(pl.Series(INDUSTRIES).gather(pl.Series(firms.industry[rows]))),
            "role": pl.Series(ROLES).gather(pl.Series(firms.role[rows])),
            "head": keys("e", np.where(draw.rare(), -1, firms.head[rows])),
            "nature": nature,
            "workers": draw.blanked(workers),
            "women_workers": draw.blanked((workers * draw.random.random(draw.size) * 0.6).astype(np.int64), 0.4),
            "can_found": draw.blanked(~draw.rare(0.2), 0.5),
            "opened_on": draw.blanked(draw.days(date(2000, 1, 1), date(2021, 1, 1)), 0.3),
            "closed_on": only(draw.days(date(2022, 3, 1), date(2024, 1, 1)), draw.rare()),
            "credit_code": draw.blanked(draw.credit_codes("91620102", rows), 0.5),
            "payroll": draw.blanked(yuan(payroll), 0.6),
            "fee_paid": draw.blanked(yuan(np.where(draw.rare(0.02), payroll // 60, payroll // 50 + 1)), 0.1),
            "year": only(pl.repeat(2022, draw.size, dtype=pl.Int64, eager=True), ~draw.rare(0.6)),
        }
    )


def covers_table(unions: Unions, firms: Employers, seed: int) -> pl.DataFrame:
    """Return the links between unions and the employers they are formed in."""
    union = np.repeat(np.arange(len(unions)), unions.count)
    draw = Draws(len(union), seed, 12)
    late = only(pl.repeat(date(2023, 5, 1), draw.size, dtype=pl.Date, eager=True), draw.rare())
    employer = keys("e", unions.covered[: len(union)])
    return pl.DataFrame({"union": keys("u", union), "employer": employer, "since": late})


def affiliations_table(land: Land, unions: Unions, seed: int) -> pl.DataFrame:
    """Return which unions of a county belong to one of its federations."""
    federations = np.flatnonzero((unions.kind == INDUSTRY_FEDERATION) | (unions.kind == REGIONAL))
    county = np.where(unions.kind == GENERAL, -1, land.above[unions.place])
    there = unions.place[federations]
    federations = federations[np.argsort(there, kind="stable")]
    there = np.sort(there)
    start, end = np.searchsorted(there, county, "left"), np.searchsorted(there, county, "right")
    draw = Draws(len(unions), seed, 13)
    chosen = np.flatnonzero((unions.kind >= BASIC) & (end > start) & draw.rare(0.6))
    drawn = start + (draw.random.random(len(unions)) * (end - start)).astype(np.int64)
    return pl.DataFrame({"union": keys("u", chosen), "federation": keys("u", federations[drawn[chosen]])})


def key_unions(unions: Unions) -> Numbers:
    """Return the unions that are paid and have duties: those of key groups, and all that stand over others."""
    formed = (unions.kind == JOINT) | (unions.kind == INDUSTRY_UNION)
    leads = (unions.kind == INDUSTRY_FEDERATION) | (unions.kind == REGIONAL) | (unions.kind == TOWNSHIP)
    return np.flatnonzero(leads | (formed & (unions.industry != OTHER)) | (unions.kind == GENERAL))
