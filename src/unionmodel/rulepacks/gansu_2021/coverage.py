"""Who takes these workers: the tiers of coverage, and the rules that ask that somebody does (C01, C12)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.rulepacks.gansu_2021.base import COUNT_IN_AREA, PLACE_IN_AREA, PLAN, STARTS
from unionmodel.rules.choices import LabelOfFirst
from unionmodel.rules.expr import Any_, Found
from unionmodel.rules.facts import Aggregate, Derived
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.scheme import search
from unionmodel.rules.shared import (
    COUNT_PLACE,
    COUNTING_SURVEY,
    COVERED_BY_BASIC,
    COVERED_BY_JOINT,
    HEADCOUNTS_RECORDED,
    KEY_GROUP,
    STANDING,
)
from unionmodel.rules.terms import headcounts, places, unions


class Tier(Vocabulary):
    """How a group of workers is covered, first things first."""

    OWN = "own", "本单位工会"
    JOINT = "joint", "联合基层工会或行业工会"
    INDUSTRY = "industry", "行业工会联合会或行业工会"
    REGIONAL = "regional", "区域工会联合会"
    FALLBACK = "fallback", "社区村或乡镇街道工会"
    NONE = "none", "无"


OWN = search("own_union", "本单位工会", "own union", "employer", "basic_union", where=COVERED_BY_BASIC)
JOINT = search(
    "joint_union", "联合工会", "joint union", "employer", "joint_union", "industry_union", where=COVERED_BY_JOINT
)
INDUSTRY = search(
    "industry_federation", "行业工会联合会", "industry federation or union", "named",
    "industry_federation", "industry_union",
)  # fmt: skip
REGIONAL = search("regional_federation", "区域工会联合会", "regional federation", "county", "regional_federation")
COMMUNITY = search("community_union", "社区村工会", "community union", "place", "community_union")
TOWNSHIP = search("township_union", "乡镇街道工会", "township union", "place", "township_union")
#: The tiers in order, each with the facts that find its union.
TIERS = (
    ("own", OWN.fact),
    ("joint", JOINT.fact),
    ("industry", INDUSTRY.fact),
    ("regional", REGIONAL.fact),
    ("fallback", COMMUNITY.fact),
    ("fallback", TOWNSHIP.fact),
)
#: Asked of each tier by itself: where one surely has a union, it does not matter what is unknown of another.
COVERED = Derived("covered", "有工会覆盖", "some tier has a union", Any_(tuple(Found(row) for _, row in TIERS)))
TIER = Derived("tier", "覆盖层级", "tier of coverage", LabelOfFirst(TIERS, "none", Tier))

KEY_WORKERS_HERE = Aggregate(
    "key_workers", "重点群体人数", "workers of key groups",
    how="total", by=COUNT_PLACE, of=headcounts.workers, where=COUNTING_SURVEY & KEY_GROUP, upward=True,
    recorded=HEADCOUNTS_RECORDED,
)  # fmt: skip
KEY_MEMBERS_HERE = Aggregate(
    "key_members", "重点群体会员数", "members of key groups",
    how="total", by=COUNT_PLACE, of=headcounts.members, where=COUNTING_SURVEY & KEY_GROUP, upward=True,
    recorded=HEADCOUNTS_RECORDED,
)  # fmt: skip
TOWNSHIP_UNIONS_HERE = Aggregate(
    "township_unions", "乡镇街道工会数", "township unions",
    how="count", by=unions.place.row, where=STANDING & (unions.kind == "township_union"),
)  # fmt: skip

_STREET = {"id": "u1", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}
_RIDERS = {"place": "620102001", "group": "food_delivery_rider", "workers": 40}
_SCENE = {"unions": [_STREET], "headcounts": [_RIDERS]}

WORKERS_COVERED = rule(
    "GS301",
    "workers-covered",
    title=Text(zh="劳动者有工会覆盖", en="workers are covered"),
    force=Force.MUST,
    cites=(PLAN.clause("C01"), PLAN.clause("C12")),
    each="headcounts",
    when=COUNT_IN_AREA & COUNTING_SURVEY & KEY_GROUP & (headcounts.workers > 0),
    require=COVERED,
    shows={"group": headcounts.group, "workers": headcounts.workers},
    says=Text(
        zh="{name}的 {workers} 名{group}没有任何工会覆盖",
        en="{workers} workers ({group}) at {name} are covered by no union",
    ),
    mend=Text(
        zh="在该地或其上级区域建立写明该行业的行业工会联合会，或建立区域工会联合会、乡镇街道工会",
        en="found an industry federation that names the industry there or above, a regional federation, or a township union",
    ),
    reason=Text(zh="有劳动者的地方就要有工会", en="where there are workers there is to be a union"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="街道工会接住", en="the street's union catches them"), "held"),
        Example(Text(zh="当地没有工会", en="no union there"), "broken", {"unions": []}),
        Example(Text(zh="人数为 0", en="no workers"), "not_applicable", {"headcounts": [{"workers": 0}]}),
        Example(
            Text(zh="区域不明", en="place not known"),
            "cannot_tell",
            {"headcounts": [{"place": None, "employer": "e1"}], "employers": [{"id": "e1", "name": "示例店"}]},
        ),
    ),
)

TOWNSHIP_CAN_CATCH = rule(
    "GS302",
    "township-can-catch",
    title=Text(zh="乡镇街道能够兜底", en="the township can catch"),
    force=Force.SHOULD,
    cites=PLAN.clause("C12"),
    each="places",
    when=PLACE_IN_AREA & (places.level == "township") & (KEY_WORKERS_HERE > 0),
    require=TOWNSHIP_UNIONS_HERE >= 1,
    shows={"key_workers": KEY_WORKERS_HERE},
    says=Text(
        zh="{name}有重点群体劳动者 {key_workers} 人，却没有乡镇街道工会",
        en="{name} has {key_workers} workers of key groups, but no township union",
    ),
    mend=Text(zh="在该乡镇街道建立工会", en="found a township union there"),
    reason=Text(
        zh="行业覆盖不到的劳动者要由所在乡镇街道接住",
        en="whom the industry does not cover, the township is to catch",
    ),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="有街道工会", en="has a union"), "held", subject="620102001"),
        Example(Text(zh="没有街道工会", en="has none"), "broken", {"unions": []}, subject="620102001"),
        Example(
            Text(zh="没有重点群体", en="no key group"),
            "not_applicable",
            {"headcounts": [{"group": "other"}]},
            subject="620102001",
        ),
        Example(
            Text(zh="人数不明又没有街道工会", en="workers not known, no union"),
            "cannot_tell",
            {"unions": [], "headcounts": [{"workers": None}]},
            subject="620102001",
        ),
    ),
)

RULES = (WORKERS_COVERED, TOWNSHIP_CAN_CATCH)
