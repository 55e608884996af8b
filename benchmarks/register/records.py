"""The tables of what was counted, paid and done, and the roster, a stretch of rows at a time."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from benchmarks.register.bodies import BASIC, GROUPS, OTHER, TOWNSHIP, Employers, Unions
from benchmarks.register.draws import Draws, Numbers, keys, one_or_other, only, yuan
from benchmarks.register.land import Land

_COUNT_DAYS = (date(2022, 6, 30), date(2021, 6, 30), date(2020, 6, 30), date(2023, 6, 30))
_KINDS = ("training", "representative_meeting", "collective_activity", "assessment", "congress", "joint_visit")


def headcounts_table(land: Land, firms: Employers, rows: Numbers, seed: int) -> pl.DataFrame:
    """Return head counts: of every employer year after year, one row in twelve of a place, some by somebody else."""
    draw = Draws(len(rows), seed, 20, int(rows[0]))
    employer, turn = rows % len(firms), rows // len(firms)
    at_place = draw.rare(1 / 12)
    workers = np.where(at_place, draw.skewed(1.1, 10, 5_000), firms.workers[employer])
    towns = land.of("township")
    group = np.where(at_place, draw.index(4), firms.industry[employer])
    # A third count and later ones are those of another source.
    source = one_or_other(draw.rare(0.03) | (turn > 1), "platform", "survey")
    return pl.DataFrame(
        {
            "employer": keys("e", np.where(at_place, -1, employer)),
            "place": land.column(np.where(at_place, towns[draw.index(len(towns))], -1)),
            "group": draw.blanked(pl.Series(GROUPS).gather(pl.Series(group)), 0.002),
            "workers": draw.blanked(workers),
            "members": draw.blanked((workers * draw.random.random(draw.size)).astype(np.int64), 0.05),
            "as_of": draw.blanked(pl.Series(_COUNT_DAYS).gather(pl.Series(turn % 4)), 0.05),
            "source": source,
        }
    )


def funding_table(chosen: Numbers, rows: Numbers, seed: int) -> pl.DataFrame:
    """Return money paid to the unions in `chosen`, in turn: two rows a year for 2022 and 2021, some a little short."""
    draw = Draws(len(rows), seed, 21, int(rows[0]))
    part = rows // len(chosen)
    short = np.where(draw.rare(0.03), draw.whole(1, 500_000), 0)
    return pl.DataFrame(
        {
            "union": keys("u", chosen[rows % len(chosen)]),
            "year": np.where(part % 2 == 0, 2022, 2021),
            "amount": draw.blanked(yuan(2_000_000 + draw.whole(0, 3) * 500_000 - short), 0.005),
            "source": draw.blanked(draw.pick(("fixed_subsidy", "special_subsidy", "fiscal", "own"), (5, 3, 1, 1))),
            "payer": draw.blanked(pl.repeat("上级工会", draw.size, eager=True)),
            "purpose": one_or_other(draw.rare(0.05), "other", "work"),
        }
    )


def activities_table(unions: int, rows: Numbers, seed: int) -> pl.DataFrame:
    """Return what unions did in 2022: kind after kind for every union, one row in ten for any union."""
    draw = Draws(len(rows), seed, 22, int(rows[0]))
    stray = draw.rare(0.1)
    kind = np.where(stray, draw.index(len(_KINDS)), rows // unions % len(_KINDS))
    return pl.DataFrame(
        {
            "union": keys("u", np.where(stray, draw.whole(0, unions), rows % unions)),
            "on": draw.days(date(2022, 1, 1), date(2022, 12, 31)),
            "kind": pl.Series(_KINDS).gather(pl.Series(kind)),
            "participants": draw.blanked(draw.skewed(1.1, 10, 5_000), 0.4),
        }
    )


def officers_table(unions: Unions, rows: Numbers, seed: int) -> pl.DataFrame:
    """Return the chairs of unions; nobody is anybody, and each has a pseudonym."""
    draw = Draws(len(rows), seed, 23, int(rows[0]))
    relations = ("none", "near_relative", "senior_manager", "hr_head")
    return pl.DataFrame(
        {
            "union": keys("u", rows % len(unions)),
            "person": keys("p", rows),
            "role": pl.Series(("chair", "vice_chair", "audit_head")).gather(pl.Series(rows // len(unions) % 3)),
            "full_time": draw.blanked(draw.rare(0.1), 0.3),
            "since": draw.blanked(draw.days(date(2018, 1, 1), date(2022, 6, 1)), 0.2),
            "relation": draw.blanked(draw.pick(relations, (990, 3, 4, 3)), 0.2),
            "subsidy": draw.blanked(yuan(draw.whole(100, 800) * 100), 0.6),
        }
    )


def direct_members_table(unions: Unions, seed: int) -> pl.DataFrame:
    """Return the people that township unions hold directly."""
    holders = np.flatnonzero(unions.kind == TOWNSHIP)
    union = np.repeat(holders, 4)
    draw = Draws(len(union), seed, 24)
    return pl.DataFrame(
        {
            "union": keys("u", union),
            "group": pl.Series(GROUPS).gather(pl.Series(np.arange(len(union)) % OTHER)),
            "members": draw.blanked(draw.skewed(1.1, 10, 2_000)),
            "as_of": draw.blanked(pl.repeat(date(2022, 6, 30), draw.size, dtype=pl.Date, eager=True), 0.05),
        },
        schema_overrides={"as_of": pl.Date},
    )


def members_table(unions: Unions, firms: Employers, rows: Numbers, seed: int) -> pl.DataFrame:
    """Return memberships: a person in a union formed in an employer, one in two hundred in two at once."""
    draw = Draws(len(rows), seed, 25, int(rows[0]))
    formed = np.flatnonzero(unions.kind >= BASIC)
    union = formed[draw.index(len(formed))]
    employer = unions.covered[np.minimum(unions.first[union], len(firms) - 1)]
    twice = draw.rare(0.005)
    joined = draw.days(date(2012, 1, 1), date(2022, 12, 1))
    left = draw.rare(0.05)
    later = joined + pl.Series(draw.whole(0, 60)).cast(pl.Duration("ms")) * 86_400_000
    return pl.DataFrame(
        {
            "id": keys("m", np.where(twice, np.maximum(rows - 1, 0), rows)),
            "union": keys("u", np.where(draw.rare(0.001), -1, union)),
            "employer": keys("e", employer),
            "group": draw.blanked(pl.Series(GROUPS).gather(pl.Series(firms.industry[employer]))),
            "status": one_or_other(left, "left", "active"),
            "joined_on": draw.blanked(joined),
            "registered_on": draw.blanked(later.cast(pl.Date), 0.1),
            "left_on": only(pl.repeat(date(2022, 12, 15), draw.size, dtype=pl.Date, eager=True), left),
        }
    )
