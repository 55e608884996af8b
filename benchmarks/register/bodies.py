"""Who is there: bodies of the hierarchy from the nation down, employers, and the unions formed in them, as numbers."""

from __future__ import annotations

import attrs
import numpy as np

from benchmarks.register.draws import Draws, Flags, Numbers
from benchmarks.register.land import Land

KINDS = (
    "general_federation", "township_union", "industry_federation", "regional_federation", "basic_union", "joint_union",
    "industry_union",
)  # fmt: skip
GENERAL, TOWNSHIP, INDUSTRY_FEDERATION, REGIONAL, BASIC, JOINT, INDUSTRY_UNION = range(len(KINDS))
#: The industries of key groups, and the other one.
INDUSTRIES = ("road_freight", "ride_hailing", "express_delivery", "food_delivery", "other")
GROUPS = ("truck_driver", "ride_hailing_driver", "courier", "food_delivery_rider", "other")
OTHER = 4
ROLES = (
    "other", "platform_headquarters", "platform_branch", "freight_affiliate", "courier_franchisee", "delivery_agent",
    "labour_dispatcher",
)  # fmt: skip
_RELATED = np.array([3, 6, 4, 5, 0])
#: Most employers a joint or an industry union is formed in.
_MOST_EMPLOYERS = 4


@attrs.frozen(eq=False)
class Employers:
    """Employers by number: town, industry, role, the leading firm (-1: none), workers."""

    town: Numbers
    industry: Numbers
    role: Numbers
    head: Numbers
    workers: Numbers

    def __len__(self) -> int:
        return len(self.town)


@attrs.frozen(eq=False)
class Unions:
    """Unions by number: kind, place, superior (-1: none), industry, and the run of `covered` employers of each."""

    kind: Numbers
    place: Numbers
    superior: Numbers
    industry: Numbers
    first: Numbers
    count: Numbers
    covered: Numbers

    def __len__(self) -> int:
        return len(self.kind)


def employers(land: Land, size: int, seed: int) -> Employers:
    """Return employers, many in few towns; related firms follow a leading firm of their market, where one is."""
    draw = Draws(size, seed, 1)
    towns = land.of("township")
    weights = 1 / (1 + np.arange(len(towns)) % 16)
    town = towns[draw.index(len(towns), weights.tolist())]
    industry = draw.index(5, (25, 10, 20, 15, 230))
    key = industry != OTHER
    leads = key & draw.rare(0.04)
    market = land.above[land.above[town]] * 5 + industry
    heads = np.flatnonzero(leads)
    heads = heads[np.argsort(market[heads], kind="stable")]
    start = np.searchsorted(market[heads], market, side="left")
    end = np.searchsorted(market[heads], market, side="right")
    follows = key & ~leads & ~draw.rare(0.2) & (end > start)
    drawn = start + (draw.random.random(size) * (end - start)).astype(np.int64)
    head = np.where(follows, heads[np.minimum(drawn, max(len(heads) - 1, 0))] if len(heads) else -1, -1)
    role = np.where(leads, np.where(draw.rare(0.03), 1, 2), np.where(follows, _RELATED[industry], 0))
    return Employers(town, industry, role, head, draw.skewed(0.9, 6, 20_000))


def unions(land: Land, firms: Employers, size: int, seed: int) -> Unions:
    """Return unions: the hierarchy first, then those formed in runs of employers of one town."""
    kind, place, superior, industry = _bodies(land, seed)
    rest = max(1, size - len(kind))
    draw = Draws(rest, seed, 3)
    formed = draw.index(3, (75, 20, 5)) + BASIC
    count = np.where(formed == BASIC, 1, draw.whole(2, _MOST_EMPLOYERS + 1))
    # Employers of a town stand together, and in it those of one leading firm.
    order = np.lexsort((Draws(len(firms), seed, 4).random.random(len(firms)), firms.head, firms.town))
    first = np.concatenate(([0], np.cumsum(count)[:-1]))
    count = np.clip(len(firms) - first, 0, count)
    anchor = order[np.minimum(first, len(firms) - 1)]
    leads = _leads(land, kind, place)
    here = firms.town[anchor]
    return Unions(
        np.concatenate([kind, formed]),
        np.concatenate([place, here]),
        np.concatenate([superior, leads[here]]),
        np.concatenate([industry, firms.industry[anchor]]),
        np.concatenate([np.zeros(len(kind), dtype=np.int64), first]),
        np.concatenate([np.zeros(len(kind), dtype=np.int64), count]),
        order,
    )


def _bodies(land: Land, seed: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return kind, place, superior and industry of the general federations, township unions and federations."""
    places = len(land.codes)
    draw = Draws(places, seed, 2)
    level = np.array(land.levels)
    town, county, prefecture = level == "township", level == "county", level == "prefecture"
    led = ~town | ~draw.rare(0.1)
    number = np.where(led, np.cumsum(led) - 1, -1)
    # Places stand after those that they lie in, so that one pass from the top finds who leads each.
    lead = number.copy()
    for place in np.flatnonzero(number < 0):
        lead[place] = lead[land.above[place]]
    kinds = [np.where(town[led], TOWNSHIP, GENERAL)]
    anchors = [np.flatnonzero(led)]
    superiors = [np.where(land.above[led] < 0, -1, lead[land.above[led]])]
    industries = [np.full(int(led.sum()), OTHER)]
    federations: list[tuple[int, Flags, int]] = [
        (INDUSTRY_FEDERATION, (prefecture | county) & draw.rare(0.35), industry) for industry in range(OTHER)
    ]
    federations.append((REGIONAL, (county & draw.rare(0.5)) | (town & draw.rare(0.1)), OTHER))
    for kind, where, industry in federations:
        at = np.flatnonzero(where)
        kinds.append(np.full(len(at), kind))
        anchors.append(at)
        superiors.append(np.where(town[at], lead[land.above[at]], lead[at]))
        industries.append(np.full(len(at), industry))
    made = [np.concatenate(several).astype(np.int64) for several in (kinds, anchors, superiors, industries)]
    return made[0], made[1], made[2], made[3]


def _leads(land: Land, kind: Numbers, place: Numbers) -> Numbers:
    """Return the number of the union that leads each place."""
    lead = np.full(len(land.codes), -1, dtype=np.int64)
    bodies = np.flatnonzero(kind <= TOWNSHIP)
    lead[place[bodies]] = bodies
    for number in np.flatnonzero(lead < 0):
        lead[number] = lead[land.above[number]]
    return lead
