"""What the line of 25 members asks for: a committee, a union, one employer or two (articles 3 and 11)."""

from __future__ import annotations

from datetime import date

from unionmodel.language import Text
from unionmodel.rulepacks.trade_union_law.base import COMMITTEE_FROM, STARTS, article
from unionmodel.rules.choices import Certain
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import Derived, LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import (
    COVER_COUNTS,
    COVERED_EMPLOYERS,
    HAS_OWN_OR_JOINT_UNION,
    LEAST_MEMBERS,
    MOST_MEMBERS,
    OPEN,
    ROWS_AT_EMPLOYER,
    STANDING,
)
from unionmodel.rules.terms import covers, employers, unions
from unionmodel.rules.types import NUMBER

#: The text of 2001 speaks of enterprises, institutions and government bodies; that of 2022 of all employers.
_SINCE_2022 = date(2022, 1, 1)

_UNION = {
    "id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "members": 25, "body": "committee",
}  # fmt: skip
_JOINT = {"id": "j1", "name": "示例联合工会", "kind": "joint_union", "place": "620102001"}
_FIRM = {"id": "e1", "name": "示例快递公司", "place": "620102001", "workers": 40}
_OTHER = {"id": "e2", "name": "示例货运公司", "place": "620102001"}
_COUNT = {"employer": "e1", "group": "courier", "workers": 40, "members": 25}

COMMITTEE_AT_25 = rule(
    "TUL201",
    "committee-at-25",
    title=Text(zh="会员满二十五人设委员会", en="a committee from 25 members on"),
    force=Force.MUST,
    cites=article("11"),
    each="unions",
    when=STANDING & unions.kind.is_in("basic_union", "joint_union") & (unions.members >= COMMITTEE_FROM),
    require=unions.body == "committee",
    shows={"members": unions.members, "from": COMMITTEE_FROM, "body": unions.body},
    says=Text(
        zh="{name}有会员 {members} 名（{from} 名起应设委员会），组织机构却是{body}",
        en="{name} has {members} members; from {from} on it needs a committee, not: {body}",
    ),
    mend=Text(zh="选举产生基层工会委员会", en="elect a committee"),
    reason=Text(zh="会员多了，事情要由委员会商量着办", en="with many members a committee takes the decisions"),
    starts=STARTS,
    scene={"unions": [_UNION]},
    examples=(
        Example(Text(zh="二十五名会员，有委员会", en="25 members and a committee"), "held"),
        Example(
            Text(zh="二十五名会员，只有组织员", en="25 members and an organiser"),
            "broken",
            {"unions": [{"body": "organiser"}]},
        ),
        Example(
            Text(zh="二十四名会员", en="24 members"),
            "not_applicable",
            {"unions": [{"members": 24, "body": "organiser"}]},
        ),
        Example(
            Text(zh="行业工会不在此列", en="an industry union"),
            "not_applicable",
            {"unions": [{"kind": "industry_union"}]},
        ),
        Example(
            Text(zh="会员数不明", en="members not known"),
            "cannot_tell",
            {"unions": [{"members": None, "body": "chair"}]},
        ),
        Example(Text(zh="组织机构不明", en="body not known"), "cannot_tell", {"unions": [{"body": None}]}),
    ),
)

BODY_BELOW_25 = rule(
    "TUL202",
    "body-below-25",
    title=Text(zh="会员不足二十五人的组织形式", en="the body below 25 members"),
    force=Force.MUST,
    cites=article("11"),
    each="unions",
    when=STANDING & (unions.kind == "basic_union") & (unions.members < COMMITTEE_FROM),
    require=unions.body.is_in("committee", "organiser", "chair"),
    shows={"members": unions.members, "body": unions.body},
    says=Text(
        zh="{name}有会员 {members} 名，应有委员会、组织员或主席，所填为：{body}",
        en="{name} has {members} members and needs a committee, an organiser or a chair, not: {body}",
    ),
    mend=Text(zh="选举委员会，或选一名组织员或主席", en="elect a committee, an organiser or a chair"),
    reason=Text(
        zh="小单位也要有人负责；《工会法》写的是组织员，《中国工会章程》还写了主席",
        en="a small union needs somebody in charge, too; the Law speaks of an organiser, the unions' constitution also of a chair",
    ),
    starts=STARTS,
    scene={"unions": [{**_UNION, "members": 24, "body": "organiser"}]},
    examples=(
        Example(Text(zh="组织员", en="an organiser"), "held"),
        Example(Text(zh="主席", en="a chair"), "held", {"unions": [{"body": "chair"}]}),
        Example(Text(zh="委员会", en="a committee"), "held", {"unions": [{"body": "committee"}]}),
        Example(Text(zh="二十五名会员", en="25 members"), "not_applicable", {"unions": [{"members": 25}]}),
        Example(Text(zh="没有填写", en="not recorded"), "cannot_tell", {"unions": [{"body": None}]}),
    ),
)

#: Members counted at the employer, never more than its workers: surely 25, and possibly so.
_ENOUGH_WORKERS = (employers.workers >= COMMITTEE_FROM).or_else(True)
_MEMBERS_AT_25 = Derived(
    "members_at_25",
    "会员满二十五名",
    "has 25 members",
    Certain(
        surely=_ENOUGH_WORKERS & (LEAST_MEMBERS * 1 >= COMMITTEE_FROM),
        perhaps=_ENOUGH_WORKERS & ((ROWS_AT_EMPLOYER == 0) | (MOST_MEMBERS >= COMMITTEE_FROM).or_else(True)),
    ),
)
_IS_SOCIAL = employers.nature == "social_organisation"
_SAYS_NO_UNION = Text(
    zh="{name}有会员 {members} 名（{from} 名起应建工会），却没有单独或联合建立工会",
    en="{name} has {members} members; from {from} on it needs a union, of its own or joint, and has none",
)
_MEND_NO_UNION = Text(
    zh="建立基层工会委员会，并登记覆盖关系", en="found a union with a committee, and record what it covers"
)
_SHOWS = {"members": LEAST_MEMBERS, "from": COMMITTEE_FROM}

EMPLOYER_HAS_UNION = rule(
    "TUL203",
    "employer-with-25-members-has-union",
    title=Text(zh="会员满二十五人的单位建工会", en="an employer with 25 members has a union"),
    force=Force.MUST,
    cites=article("11"),
    each="employers",
    when=OPEN & ~_IS_SOCIAL & _MEMBERS_AT_25,
    require=HAS_OWN_OR_JOINT_UNION,
    shows=_SHOWS,
    says=_SAYS_NO_UNION,
    mend=_MEND_NO_UNION,
    reason=Text(zh="会员有权在本单位有自己的工会", en="members have a right to a union where they work"),
    starts=STARTS,
    scene={
        "employers": [_FIRM],
        "headcounts": [_COUNT],
        "unions": [_UNION],
        "covers": [{"union": "u1", "employer": "e1"}],
    },
    examples=(
        Example(Text(zh="已建工会", en="it has a union"), "held"),
        Example(Text(zh="二十五名会员，没有工会", en="25 members, no union"), "broken", {"covers": []}),
        Example(
            Text(zh="二十四名会员", en="24 members"), "not_applicable", {"covers": [], "headcounts": [{"members": 24}]}
        ),
        Example(
            Text(zh="职工不足二十五人", en="fewer than 25 workers"),
            "not_applicable",
            {"covers": [], "employers": [{"workers": 24}], "headcounts": [{"members": None}]},
        ),
        Example(
            Text(zh="社会组织另有规则", en="social organisations have a rule of their own"),
            "not_applicable",
            {"covers": [], "employers": [{"nature": "social_organisation"}]},
        ),
        Example(
            Text(zh="会员数不明", en="members not known"),
            "cannot_tell",
            {"covers": [], "headcounts": [{"members": None}]},
        ),
        Example(Text(zh="没有人数", en="no head count"), "cannot_tell", {"covers": [], "headcounts": []}),
    ),
)

SOCIAL_ORGANISATION_HAS_UNION = rule(
    "TUL212",
    "scope-of-employers",
    title=Text(zh="会员满二十五人的社会组织建工会", en="a social organisation with 25 members has a union"),
    force=Force.MUST,
    cites=(article("3"), article("11")),
    each="employers",
    when=OPEN & _IS_SOCIAL & _MEMBERS_AT_25,
    require=HAS_OWN_OR_JOINT_UNION,
    shows=_SHOWS,
    says=_SAYS_NO_UNION,
    mend=_MEND_NO_UNION,
    reason=Text(
        zh="2022 年起，用人单位的范围包括社会组织", en="since 2022 social organisations count among the employers"
    ),
    starts=_SINCE_2022,
    scene={
        "employers": [{**_FIRM, "name": "示例协会", "nature": "social_organisation"}],
        "headcounts": [_COUNT],
        "unions": [_UNION],
        "covers": [{"union": "u1", "employer": "e1"}],
    },
    examples=(
        Example(Text(zh="已建工会", en="it has a union"), "held"),
        Example(Text(zh="二十五名会员，没有工会", en="25 members, no union"), "broken", {"covers": []}),
        Example(
            Text(zh="2021 年还不适用", en="not yet in 2021"), "not_applicable", {"covers": []}, on=date(2021, 12, 31)
        ),
        Example(
            Text(zh="企业", en="an enterprise"),
            "not_applicable",
            {"covers": [], "employers": [{"nature": "enterprise"}]},
        ),
        Example(Text(zh="没有人数", en="no head count"), "cannot_tell", {"covers": [], "headcounts": []}),
    ),
)

JOINT_FROM = Parameter("joint_union.employers", NUMBER)

JOINT_COVERS_TWO = rule(
    "TUL204",
    "joint-covers-two",
    title=Text(zh="联合基层工会覆盖两个以上单位", en="a joint union covers two employers"),
    force=Force.MUST,
    cites=article("11"),
    each="unions",
    when=STANDING & (unions.kind == "joint_union"),
    require=COVERED_EMPLOYERS >= JOINT_FROM,
    shows={"employers": COVERED_EMPLOYERS, "least": JOINT_FROM},
    says=Text(
        zh="{name}是联合基层工会，覆盖 {employers} 个单位，至少应有 {least} 个",
        en="{name} is a joint union that covers {employers} employers; at least {least} are needed",
    ),
    mend=Text(
        zh="补登覆盖的单位；只有一个单位的，改为单独基层工会",
        en="record the employers that are missing; with one employer it is a basic union",
    ),
    reason=Text(
        zh="联合工会由两个以上单位的会员建立", en="a joint union is formed by members of two or more employers"
    ),
    starts=STARTS,
    scene={
        "unions": [_JOINT],
        "employers": [_FIRM, _OTHER],
        "covers": [{"union": "j1", "employer": "e1"}, {"union": "j1", "employer": "e2"}],
    },
    examples=(
        Example(Text(zh="两个单位", en="two employers"), "held"),
        Example(
            Text(zh="同一单位登记两次", en="one employer recorded twice"),
            "broken",
            {"covers": [{}, {"employer": "e1"}]},
        ),
        Example(
            Text(zh="一个单位已终止", en="one employer has closed"),
            "broken",
            {"employers": [{}, {"closed_on": "2022-06-30"}]},
        ),
        Example(
            Text(zh="行业工会", en="an industry union"), "not_applicable", {"unions": [{"kind": "industry_union"}]}
        ),
        Example(Text(zh="类型不明", en="kind not known"), "cannot_tell", {"unions": [{"kind": None}], "covers": []}),
    ),
)

_LINK_KIND = LookUp("cover_kind", "工会类型", "kind of its union", covers.union.row, unions.kind)
_ROWS = LookUp("cover_rows", "人数行数", "head counts of its employer", covers.employer.row, ROWS_AT_EMPLOYER)
_CAPPED = (employers.workers <= LEAST_MEMBERS * 1).or_else(False)
_ONE_NUMBER = LookUp(
    "cover_members_known", "会员数可知", "its members are known", covers.employer.row,
    Derived("members_known", "会员数可知", "members are known", (MOST_MEMBERS == LEAST_MEMBERS * 1).or_else(False) | _CAPPED),
)  # fmt: skip
_BELOW = LookUp(
    "cover_below_25", "会员不足二十五名", "fewer than 25 members", covers.employer.row,
    Derived(
        "below_25", "会员不足二十五名", "fewer than 25 members",
        (LEAST_MEMBERS * 1 < COMMITTEE_FROM) | (employers.workers < COMMITTEE_FROM).or_else(False),
    ),
)  # fmt: skip
_LINK_MEMBERS = LookUp("cover_members", "会员数", "its members", covers.employer.row, LEAST_MEMBERS)
_EMPLOYER_NAME = LookUp("employer_name", "单位名称", "name of the employer", covers.employer.row, employers.name)

JOINT_UNIT_BELOW_25 = rule(
    "TUL205",
    "joint-unit-below-25",
    title=Text(zh="联合工会中的单位会员不足二十五人", en="an employer in a joint union has fewer than 25 members"),
    force=Force.MAY,
    cites=article("11"),
    each="covers",
    when=COVER_COUNTS & (_LINK_KIND == "joint_union") & ((_ROWS >= 1) & _ONE_NUMBER).or_else(False),
    require=_BELOW,
    shows={"employer": _EMPLOYER_NAME, "members": _LINK_MEMBERS, "from": COMMITTEE_FROM},
    says=Text(
        zh="{employer}有会员 {members} 名，可以从联合工会{name}中分出，单独建会（{from} 名起）",
        en="{employer} has {members} members: from {from} on it may leave the joint union {name} and found its own",
    ),
    mend=Text(zh="单独建立基层工会委员会", en="found a union of its own with a committee"),
    reason=Text(zh="联合建会是为会员少的单位准备的", en="a joint union is meant for employers with few members"),
    starts=STARTS,
    scene={
        "unions": [_JOINT],
        "employers": [_FIRM],
        "headcounts": [{**_COUNT, "members": 24}],
        "covers": [{"union": "j1", "employer": "e1"}],
    },
    examples=(
        Example(Text(zh="二十四名会员", en="24 members"), "held"),
        Example(Text(zh="二十五名会员", en="25 members"), "broken", {"headcounts": [{"members": 25}]}),
        Example(
            Text(zh="单独基层工会", en="of a basic union"),
            "not_applicable",
            {"unions": [{"kind": "basic_union"}], "headcounts": [{"members": 25}]},
        ),
        Example(Text(zh="会员数不明", en="members not known"), "not_applicable", {"headcounts": [{"members": None}]}),
        Example(
            Text(zh="工会不在名册中", en="the union is not listed"),
            "cannot_tell",
            {"covers": [{"union": "u9"}], "headcounts": [{"members": 25}]},
            subject="u9|e1",
        ),
    ),
)

RULES = (
    COMMITTEE_AT_25,
    BODY_BELOW_25,
    EMPLOYER_HAS_UNION,
    JOINT_COVERS_TWO,
    JOINT_UNIT_BELOW_25,
    SOCIAL_ORGANISATION_HAS_UNION,
)
