"""Counts that must agree with one another: members, women, workers, groups."""

from __future__ import annotations

from typing import Any

from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.rulepacks.data_quality.base import HYGIENE
from unionmodel.rules.choices import Mapped
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import Aggregate, LookUp
from unionmodel.rules.rule import Example, Force, Part, Rule, rule
from unionmodel.rules.shared import (
    COUNTING_SURVEY,
    COVER_COUNTS,
    COVERED_EMPLOYERS,
    COVERED_WORKERS,
    LEAST_MEMBERS,
    ROWS_AT_EMPLOYER,
    STANDING,
)
from unionmodel.rules.terms import covers, employers, headcounts, unions
from unionmodel.rules.types import NUMBER

_UNION = {
    "id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "members": 40, "women_members": 10,
}  # fmt: skip
_FIRM = {"id": "e1", "name": "示例快递公司", "place": "620102001", "workers": 40, "industry": "express_delivery"}
_COUNT = {"employer": "e1", "group": "courier", "workers": 40, "members": 40}
_SCENE: dict[str, list[dict[str, Any]]] = {
    "unions": [_UNION], "employers": [_FIRM], "covers": [{"union": "u1", "employer": "e1"}], "headcounts": [_COUNT],
}  # fmt: skip

MEMBERS_WITHIN_WORKERS = Rule(
    "DAT907",
    "members-within-workers",
    Text(zh="会员不多于职工", en="no more members than workers"),
    Force.DATA_ERROR,
    (HYGIENE.clause("counts"),),
    (
        Part(
            TABLES["unions"],
            unions.members.known() & (COVERED_EMPLOYERS >= 1) & COVERED_WORKERS.known(),
            unions.members <= COVERED_WORKERS * 1,
            {"members": unions.members, "workers": COVERED_WORKERS},
        ),
        Part(
            TABLES["headcounts"],
            headcounts.members.known() & headcounts.workers.known(),
            headcounts.members <= headcounts.workers,
            {"members": headcounts.members, "workers": headcounts.workers},
        ),
    ),
    says=Text(
        zh="{name}（{subject}）有会员 {members} 名，职工却只有 {workers} 名",
        en="{name} ({subject}) has {members} members, but only {workers} workers",
    ),
    mend=Text(zh="核对两个数", en="check both numbers"),
    reason=Text(zh="会员是职工的一部分", en="members are some of the workers"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="正好相等", en="as many"), "held"),
        Example(Text(zh="工会会员多一名", en="a union with one more"), "broken", {"unions": [{"members": 41}]}),
        Example(
            Text(zh="人数行会员多一名", en="a head count with one more"),
            "broken",
            {"headcounts": [{"members": 41}]},
            subject="e:e1|courier",
        ),
        Example(
            Text(zh="没有覆盖单位", en="covers no employer"),
            "not_applicable",
            {"unions": [{"members": 99}], "covers": []},
        ),
        Example(
            Text(zh="职工数不明", en="workers not known"),
            "not_applicable",
            {"unions": [{"members": 99}], "employers": [{"workers": None}]},
        ),
    ),
)

WOMEN_WITHIN_MEMBERS = rule(
    "DAT908",
    "women-within-members",
    title=Text(zh="女会员不多于会员", en="no more women members than members"),
    force=Force.DATA_ERROR,
    cites=HYGIENE.clause("counts"),
    each="unions",
    when=unions.women_members.known() & unions.members.known(),
    require=unions.women_members <= unions.members,
    shows={"women_members": unions.women_members, "members": unions.members},
    says=Text(
        zh="{name}有女会员 {women_members} 名，会员却只有 {members} 名",
        en="{name} has {women_members} women members, but only {members} members",
    ),
    mend=Text(zh="核对两个数", en="check both numbers"),
    reason=Text(zh="女会员是会员的一部分", en="women members are some of the members"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="较少", en="fewer"), "held"),
        Example(Text(zh="正好相等", en="as many"), "held", {"unions": [{"women_members": 40}]}),
        Example(Text(zh="多一名", en="one more"), "broken", {"unions": [{"women_members": 41}]}),
        Example(Text(zh="没有填写", en="not given"), "not_applicable", {"unions": [{"members": None}]}),
    ),
)

_BLANK_WORKERS = Aggregate(
    "blank_counts", "空缺的人数行数", "head counts without a number",
    how="count", by=headcounts.employer.row, where=COUNTING_SURVEY & ~headcounts.workers.known(),
)  # fmt: skip
_SURVEYED = Aggregate(
    "surveyed_workers", "摸底人数合计", "workers surveyed",
    how="total", by=headcounts.employer.row, of=headcounts.workers, where=COUNTING_SURVEY,
)  # fmt: skip

WORKERS_ADD_UP = rule(
    "DAT911",
    "workers-add-up",
    title=Text(zh="各群体人数不超过职工数", en="groups do not exceed the workers"),
    force=Force.DATA_WARNING,
    cites=HYGIENE.clause("counts"),
    each="employers",
    when=employers.workers.known() & (ROWS_AT_EMPLOYER >= 1) & (_BLANK_WORKERS == 0),
    require=employers.workers >= _SURVEYED * 1,
    shows={"surveyed": _SURVEYED, "workers": employers.workers},
    says=Text(
        zh="{name}各群体摸底人数合计 {surveyed}，超过职工数 {workers}",
        en="the groups surveyed at {name} add up to {surveyed}, more than its {workers} workers",
    ),
    mend=Text(
        zh="核对职工数和各群体人数；不是本单位职工的，登记在区域",
        en="check both; who does not work for it is counted at the place",
    ),
    reason=Text(zh="部分之和不能大于整体", en="parts cannot exceed the whole"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="正好相等", en="as many"), "held"),
        Example(
            Text(zh="两个群体合计多一人", en="two groups, one worker more"),
            "broken",
            {"headcounts": [{"workers": 30}, {"employer": "e1", "group": "other", "workers": 11}]},
        ),
        Example(
            Text(zh="其他来源不计", en="other sources do not count"),
            "held",
            {"headcounts": [{}, {"employer": "e1", "group": "other", "workers": 11, "source": "platform"}]},
        ),
        Example(Text(zh="职工数不明", en="workers not known"), "not_applicable", {"employers": [{"workers": None}]}),
        Example(
            Text(zh="有一行人数不明", en="one number not known"), "not_applicable", {"headcounts": [{"workers": None}]}
        ),
    ),
)

_GROUPS = {"truck_driver": 1, "ride_hailing_driver": 2, "courier": 3, "food_delivery_rider": 4, "other": 0}
_INDUSTRIES = {"road_freight": 1, "ride_hailing": 2, "express_delivery": 3, "food_delivery": 4, "other": 0}
_INDUSTRY = LookUp(
    "employer_industry", "单位行业", "industry of the employer", headcounts.employer.row, employers.industry
)
_WANTED = LookUp(
    "group_of_industry",
    "行业对应的群体",
    "group that goes with the industry",
    headcounts.employer.row,
    Mapped(employers.industry, _INDUSTRIES),
)

GROUP_FITS_INDUSTRY = rule(
    "DAT912",
    "group-fits-industry",
    title=Text(zh="群体与行业相符", en="the group fits the industry"),
    force=Force.DATA_INFO,
    cites=HYGIENE.clause("counts"),
    each="headcounts",
    when=(headcounts.group.known() & (_WANTED > 0)).or_else(False),
    require=(headcounts.group == "other") | (Mapped(headcounts.group, _GROUPS) == _WANTED),
    shows={"group": headcounts.group, "industry": _INDUSTRY},
    says=Text(
        zh="{name}属于{industry}，登记的群体却是{group}",
        en="{name} is in {industry}, but the group counted is: {group}",
    ),
    mend=Text(zh="核对行业和群体", en="check the industry and the group"),
    reason=Text(
        zh="群体多半由行业决定，不符的常是填错", en="the industry mostly decides the group; another one is often a slip"
    ),
    scene=_SCENE,
    examples=(
        Example(Text(zh="快递公司的快递员", en="couriers of an express firm"), "held"),
        Example(Text(zh="其他职工", en="other workers"), "held", {"headcounts": [{"group": "other"}]}),
        Example(
            Text(zh="快递公司的货车司机", en="truck drivers of an express firm"),
            "broken",
            {"headcounts": [{"group": "truck_driver"}]},
            subject="e:e1|truck_driver",
        ),
        Example(
            Text(zh="行业是其他", en="industry other"),
            "not_applicable",
            {"employers": [{"industry": "other"}], "headcounts": [{"group": "truck_driver"}]},
            subject="e:e1|truck_driver",
        ),
        Example(Text(zh="行业不明", en="industry not known"), "not_applicable", {"employers": [{"industry": None}]}),
        Example(
            Text(zh="没有单位", en="no employer"),
            "not_applicable",
            {"headcounts": [{"employer": None, "place": "620102001"}]},
            subject="p:620102001|courier",
        ),
    ),
)

TOLERANCE = Parameter("members_match.tolerance", NUMBER)
_COUNTED_THERE = LookUp("counted_members", "摸底会员数", "members counted", covers.employer.row, LEAST_MEMBERS)
_LINKED = Aggregate(
    "members_counted", "摸底会员数", "members counted at its employer",
    how="most", by=covers.union.row, where=COVER_COUNTS & _COUNTED_THERE.known(), of=_COUNTED_THERE * 1,
)  # fmt: skip
_ROWS_THERE = LookUp("counted_rows", "人数行数", "head counts", covers.employer.row, ROWS_AT_EMPLOYER)
_ROWS = Aggregate(
    "count_rows", "人数行数", "head counts at its employer",
    how="most", by=covers.union.row, where=COVER_COUNTS, of=_ROWS_THERE,
)  # fmt: skip

MEMBERS_MATCH = rule(
    "DAT916",
    "headcount-members-match-union",
    title=Text(zh="工会会员数与摸底会员数相符", en="the union's members match the head counts"),
    force=Force.DATA_WARNING,
    cites=HYGIENE.clause("match"),
    each="unions",
    when=STANDING
    & ((unions.kind == "basic_union") & (COVERED_EMPLOYERS == 1)).or_else(False)
    & unions.members.known()
    & (_ROWS >= 1).or_else(False)
    & _LINKED.known(),
    require=((unions.members - _LINKED) * 100 <= _LINKED * TOLERANCE)
    & ((_LINKED - unions.members) * 100 <= _LINKED * TOLERANCE),
    shows={"members": unions.members, "counted": _LINKED, "tolerance": TOLERANCE},
    says=Text(
        zh="{name}会员数 {members}，摸底会员数 {counted}，相差超过 {tolerance}%",
        en="{name} has {members} members, the head counts have {counted}: they differ by more than {tolerance} %",
    ),
    mend=Text(zh="核对两个数，改正错的一个", en="check both, and correct the wrong one"),
    reason=Text(zh="同一批人两处登记，应当一致", en="the same people are counted in two places"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="一致", en="alike"), "held"),
        Example(Text(zh="正好相差百分之五", en="exactly five percent apart"), "held", {"unions": [{"members": 42}]}),
        Example(Text(zh="多三名", en="three more"), "broken", {"unions": [{"members": 43}]}),
        Example(Text(zh="少三名", en="three fewer"), "broken", {"unions": [{"members": 37}]}),
        Example(Text(zh="没有摸底", en="no head count"), "not_applicable", {"headcounts": []}),
        Example(
            Text(zh="摸底会员数不明", en="members not counted"), "not_applicable", {"headcounts": [{"members": None}]}
        ),
        Example(
            Text(zh="覆盖两个单位", en="covers two employers"),
            "not_applicable",
            {
                "unions": [{"members": 99}],
                "employers": [{}, {"id": "e2", "name": "示例货运公司", "place": "620102001"}],
                "covers": [{}, {"union": "u1", "employer": "e2"}],
            },
        ),
    ),
)

RULES = (MEMBERS_WITHIN_WORKERS, WOMEN_WITHIN_MEMBERS, WORKERS_ADD_UP, GROUP_FITS_INDUSTRY, MEMBERS_MATCH)
