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
from unionmodel.rules.scheme import CountSources, Floor, Founding, Posting, Route, Scheme, Tier
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
        (coverage.OWN,),
    ),
    Tier(
        "joint",
        coverage.Tier.JOINT.text,
        Text(zh="联合", en="joint"),
        Text(zh="联合基层工会或行业工会", en="joint or industry union"),
        "employer",
        (coverage.JOINT,),
    ),
    Tier(
        "industry",
        coverage.Tier.INDUSTRY.text,
        Text(zh="行业", en="industry"),
        Text(zh="行业工会联合会或行业工会", en="industry federation or industry union"),
        "named",
        (coverage.INDUSTRY,),
    ),
    Tier(
        "regional",
        coverage.Tier.REGIONAL.text,
        Text(zh="区域", en="regional"),
        Text(zh="区域工会联合会", en="regional federation"),
        "county",
        (coverage.REGIONAL,),
    ),
    Tier(
        "fallback",
        coverage.Tier.FALLBACK.text,
        Text(zh="兜底", en="fallback"),
        Text(zh="社区村工会或乡镇街道工会", en="community or township union"),
        "place",
        (coverage.COMMUNITY, coverage.TOWNSHIP),
    ),
)

_FOUNDING = Founding(
    routes=(
        Route("already_unionised", Text(zh="已建会", en="already unionised"), ("C13",)),
        Route(
            "single",
            Text(zh="单独建会", en="found alone"),
            ("C10",),
            because=Text(
                zh="{name}有职工 {workers} 人，达到 {enough} 人", en="{name} has {workers} workers, at least {enough}"
            ),
            unfit=Text(
                zh="不是平台企业总部或分支机构，职工数（{workers}）也没有达到 {enough} 人",
                en="no platform headquarters or branch, and not known to have {enough} workers ({workers})",
            ),
            step=Text(
                zh="在{name}建立单独基层工会，建会方式登记为“单独建”",
                en="found a basic union in {name}, recorded as mode single",
            ),
        ),
        Route(
            "lead",
            Text(zh="头部企业牵头建会", en="led by the leading firm"),
            ("C09", "C10"),
            because=Text(
                zh="{name}是{role}，其头部企业 {head} 已建{union}",
                en="{name} is a {role}; its leading firm {head} has {union}",
            ),
            unfit=Text(
                zh="不是四类关联企业，或头部企业没有单独建会",
                en="not one of the four related kinds, or its leading firm has no union of its own",
            ),
            step=Text(
                zh="由{union}牵头，在{name}建立单独基层工会，建会方式登记为“牵头建”",
                en="led by {union}, found a basic union in {name}, recorded as mode lead",
            ),
        ),
        Route(
            "industry_driven",
            Text(zh="行业推动建会", en="driven by the industry"),
            ("C10", "C11"),
            because=Text(zh="{union}写明了本行业，就在当地或上级区域", en="{union} names the industry, there or above"),
            unfit=Text(
                zh="当地和上级区域没有写明本行业的行业工会联合会、行业工会或产业工会",
                en="no industry federation, industry union or industrial union there or above names its industry",
            ),
            step=Text(
                zh="由{union}推动，在{name}建会并成为其成员，建会方式登记为“推动建”",
                en="driven by {union}, found a union in {name} as its member, recorded as mode industry_driven",
            ),
        ),
        Route(
            "industry_federation",
            Text(zh="建立行业工会联合会", en="found an industry federation"),
            ("C14",),
            because=Text(
                zh="同一县区另有 {alike} 个同行业的小单位没有工会",
                en="{alike} other small employers of the industry in the county have no union",
            ),
            unfit=Text(
                zh="同一县区没有其他同行业、没有工会的小单位",
                en="no other small employer of its industry without a union in the county",
            ),
            step=Text(
                zh="在县区建立行业工会联合会，写明行业和推动单位",
                en="found an industry federation in the county; record its industries and who drives it",
            ),
        ),
        Route(
            "regional_federation",
            Text(zh="建立或加入区域工会联合会", en="a regional federation"),
            ("C14",),
            because=Text(
                zh="同一乡镇街道或园区另有其他行业的小单位没有工会",
                en="small employers of other industries in the same township or park have no union",
            ),
            unfit=Text(
                zh="同一乡镇街道或园区没有其他行业、没有工会的小单位",
                en="no small employer of another industry without a union in the township or park",
            ),
            step=Text(
                zh="在乡镇街道或园区建立区域工会联合会", en="found a regional federation in the township or park"
            ),
        ),
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
    floor=Floor("funding_floor.amount", WORK_FUNDS, FLOOR_APPLIES, FLOOR_OF_YEAR),
    ladder=LADDER,
    posting=Posting(support.STAFFED, support.COUNTY, support.KEY_MEMBERS_OF, support.KEY_WORKERS_OF),
    sources=CountSources(survey.OTHER_SOURCE, "reconciliation.tolerance"),
)
