"""What the Gansu plan says beside its rules: its drive, who takes which workers, how unions are founded, what they need."""

from __future__ import annotations

from typing import Any

from unionmodel.language import Text
from unionmodel.law.calendar import Phase
from unionmodel.rulepacks.gansu_2021 import coverage, support, survey
from unionmodel.rulepacks.gansu_2021.base import LITERAL_KINDS, PLAN, PURPOSIVE_KINDS, STARTS
from unionmodel.rulepacks.gansu_2021.ladder import LADDER
from unionmodel.rulepacks.gansu_2021.leading_firms import RELATED_ROLES
from unionmodel.rulepacks.gansu_2021.money import FLOOR_APPLIES, FLOOR_OF_YEAR
from unionmodel.rules.campaign import Campaign, Duty, Paper, Target, option_of, value_of
from unionmodel.rules.scheme import Floor, Founding, Posting, Route, Scheme, Search, Sources, Tier
from unionmodel.rules.shared import KEY_GROUPS, WORK_FUNDS


def _phase(name: str, zh: str, en: str) -> Phase:
    start, end = value_of(f"phase.{name}.starts"), value_of(f"phase.{name}.ends")
    return Phase(name, Text(zh=zh, en=en), start, end)


def _paper(phase: str, zh: str, en: str) -> Paper:
    opens_on, due_on = value_of(f"phase.{phase}.starts"), value_of(f"phase.{phase}.ends")
    return Paper(phase, opens_on, due_on, Text(zh=zh, en=en), "gansu-2021#C06")


def _duty(zh: str, en: str, *kinds: str) -> Duty:
    whose: Any = option_of("duties.apply_to", purposive=PURPOSIVE_KINDS, literal=LITERAL_KINDS)
    return Duty(kinds, Text(zh=zh, en=en), whose, value_of("phase.mobilisation.starts"), "gansu-2021#C28")


CAMPAIGN = Campaign(
    name="gansu-2021",
    title=Text(
        zh="甘肃省新就业形态劳动者入会集中行动",
        en="Gansu drive to bring workers in new forms of employment into unions",
    ),
    jurisdiction=value_of("jurisdiction"),
    groups=KEY_GROUPS,
    phases=(
        _phase("mobilisation", "组织动员", "mobilisation"),
        _phase("implementation", "推进实施", "implementation"),
        _phase("summing_up", "总结交流", "summing up"),
    ),
    targets=(
        Target(
            name="joining-rate",
            kind="rate",
            label=Text(zh="四个群体的入会率", en="joining rate of the four groups"),
            share=value_of("target.rate"),
            due_on=value_of("target.due_on"),
            scope=value_of("target.scope"),
            source=Text(zh="甘肃方案条目 C04", en="Gansu plan, clause C04"),
            confidence="secondary",
            note=Text(
                zh="方案没有写明分母；取摸底人数",
                en="the plan names no denominator; it is the surveyed head counts",
            ),
        ),
    ),
    papers=(_paper("mobilisation", "工作方案", "work plan"), _paper("summing_up", "总结", "summary")),
    duties=(
        _duty("干部培训", "training of cadres", "training"),
        _duty("会员代表会议", "representative meeting", "representative_meeting", "congress"),
        _duty("集体活动", "collective activity", "collective_activity"),
        _duty("考核", "assessment", "assessment"),
    ),
    source=Text(
        zh="甘肃省总工会方案，据 2021-09-07 的报道",
        en="plan of the Gansu Provincial Federation of Trade Unions, as reported on 2021-09-07",
    ),
    confidence="secondary",
)

_TIERS = (
    Tier(
        "own",
        coverage.Tier.OWN.text,
        Text(zh="本单位", en="own"),
        Text(zh="单独基层工会", en="basic union"),
        "employer",
        (Search(coverage.OWN, ("basic_union",)),),
    ),
    Tier(
        "joint",
        coverage.Tier.JOINT.text,
        Text(zh="联合", en="joint"),
        Text(zh="联合基层工会或行业工会", en="joint or industry union"),
        "employer",
        (Search(coverage.JOINT, ("joint_union", "industry_union")),),
    ),
    Tier(
        "industry",
        coverage.Tier.INDUSTRY.text,
        Text(zh="行业", en="industry"),
        Text(zh="行业工会联合会或行业工会", en="industry federation or industry union"),
        "named",
        (Search(coverage.INDUSTRY, ("industry_federation", "industry_union")),),
    ),
    Tier(
        "regional",
        coverage.Tier.REGIONAL.text,
        Text(zh="区域", en="regional"),
        Text(zh="区域工会联合会", en="regional federation"),
        "county",
        (Search(coverage.REGIONAL, ("regional_federation",)),),
    ),
    Tier(
        "fallback",
        coverage.Tier.FALLBACK.text,
        Text(zh="兜底", en="fallback"),
        Text(zh="社区村工会或乡镇街道工会", en="community or township union"),
        "place",
        (Search(coverage.COMMUNITY, ("community_union",)), Search(coverage.TOWNSHIP, ("township_union",))),
    ),
)

_FOUNDING = Founding(
    routes=(
        Route("already_unionised", Text(zh="已建会", en="already unionised"), ("C13",)),
        Route("single", Text(zh="单独建会", en="found alone"), ("C10",)),
        Route("lead", Text(zh="头部企业牵头建会", en="led by the leading firm"), ("C09", "C10")),
        Route("industry_driven", Text(zh="行业推动建会", en="driven by the industry"), ("C10", "C11")),
        Route("industry_federation", Text(zh="建立行业工会联合会", en="found an industry federation"), ("C14",)),
        Route("regional_federation", Text(zh="建立或加入区域工会联合会", en="a regional federation"), ("C14",)),
        Route("direct_membership", Text(zh="由联合会直接发展会员", en="direct membership"), ("C12", "C15")),
    ),
    enough="small_branch.workers",
    leading=("platform_headquarters", "platform_branch"),
    related=RELATED_ROLES,
    meets_at=("township", "park"),
    bodies=("TUL201", "TUL202", "TUL604", "CTU601", "CTU602", "ACF602", "CTU604"),
)

SCHEME = Scheme(
    source=PLAN,
    starts=STARTS,
    jurisdiction="jurisdiction",
    campaign=CAMPAIGN,
    tiers=_TIERS,
    founding=_FOUNDING,
    founds={
        "industry_federation": "C11",
        "regional_federation": "C14",
        "township_union": "C12",
        "joint_union": "C14",
    },
    floor=Floor("funding_floor.amount", WORK_FUNDS, FLOOR_OF_YEAR, FLOOR_APPLIES),
    ladder=LADDER,
    posting=Posting(support.STAFFED, support.COUNTY, support.KEY_MEMBERS_OF, support.KEY_WORKERS_OF),
    sources=Sources(survey.OTHER_SOURCE, "reconciliation.tolerance"),
)
