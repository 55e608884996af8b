"""Terms, chairs, audit, who may sit on a committee, and the contribution of two percent (articles 10, 14, 16, 43, 45)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.trade_union_law.base import COMMITTEE_FROM, FULL_TIME_FROM, STARTS, article
from unionmodel.rules.expr import Parameter
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import (
    BASIC_LEVEL,
    COVERED_EMPLOYERS,
    COVERED_WORKERS,
    HAS_OWN_OR_JOINT_UNION,
    IN_OFFICE,
    OFFICER_UNION_KIND,
    OFFICER_UNION_STANDS,
    OPEN,
    STANDING,
)
from unionmodel.rules.terms import employers, officers, unions
from unionmodel.rules.types import NUMBER

_UNION = {
    "id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "body": "committee", "members": 25,
    "audit_body": "committee", "term_years": 3, "chair_full_time": True,
}  # fmt: skip
_FIRM = {
    "id": "e1", "name": "示例快递公司", "place": "620102001", "workers": 200, "payroll": "1000000", "fee_paid": "20000",
}  # fmt: skip
_SCENE = {"unions": [_UNION], "employers": [_FIRM], "covers": [{"union": "u1", "employer": "e1"}]}

TERM_THREE_OR_FIVE = rule(
    "TUL601",
    "term-three-or-five",
    title=Text(zh="基层工会任期三年或五年", en="a term of three or five years"),
    force=Force.MUST,
    cites=article("16"),
    each="unions",
    when=STANDING & BASIC_LEVEL & unions.term_years.known(),
    require=unions.term_years.is_in(3, 5),
    shows={"term_years": unions.term_years},
    says=Text(
        zh="{name}每届任期 {term_years} 年，应为三年或五年",
        en="the term of {name} is {term_years} years; it is three or five",
    ),
    mend=Text(zh="改为三年或五年", en="make it three or five"),
    reason=Text(zh="任期由法律规定", en="the Law sets the term"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="三年", en="three"), "held"),
        Example(Text(zh="五年", en="five"), "held", {"unions": [{"term_years": 5}]}),
        Example(Text(zh="四年", en="four"), "broken", {"unions": [{"term_years": 4}]}),
        Example(Text(zh="两年", en="two"), "broken", {"unions": [{"term_years": 2}]}),
        Example(Text(zh="没有填写", en="not recorded"), "not_applicable", {"unions": [{"term_years": None}]}),
        Example(Text(zh="类型不明", en="kind not known"), "cannot_tell", {"unions": [{"kind": None, "term_years": 4}]}),
    ),
)

FEDERATION_TERM_FIVE = rule(
    "TUL602",
    "federation-term-five",
    title=Text(zh="总工会和产业工会任期五年", en="a federation's term is five years"),
    force=Force.MUST,
    cites=article("16"),
    each="unions",
    when=STANDING & unions.kind.is_in("general_federation", "industrial_union") & unions.term_years.known(),
    require=unions.term_years == 5,
    shows={"term_years": unions.term_years},
    says=Text(zh="{name}每届任期 {term_years} 年，应为五年", en="the term of {name} is {term_years} years; it is five"),
    mend=Text(zh="改为五年", en="make it five"),
    reason=Text(
        zh="地方总工会和产业工会的任期由法律规定", en="the Law sets the term of local federations and industrial unions"
    ),
    starts=STARTS,
    scene={
        "unions": [
            {"id": "u1", "name": "城关区总工会", "kind": "general_federation", "place": "620102", "term_years": 5}
        ]
    },
    examples=(
        Example(Text(zh="五年", en="five"), "held"),
        Example(Text(zh="三年", en="three"), "broken", {"unions": [{"term_years": 3}]}),
        Example(
            Text(zh="产业工会三年", en="an industrial union, three"),
            "broken",
            {"unions": [{"kind": "industrial_union", "term_years": 3}]},
        ),
        Example(
            Text(zh="基层工会", en="a basic union"),
            "not_applicable",
            {"unions": [{"kind": "basic_union", "term_years": 3}]},
        ),
        Example(Text(zh="类型不明", en="kind not known"), "cannot_tell", {"unions": [{"kind": None, "term_years": 3}]}),
    ),
)

FULL_TIME_CHAIR = rule(
    "TUL603",
    "full-time-chair-at-200",
    title=Text(zh="职工二百人以上可以设专职主席", en="a full-time chair from 200 workers on"),
    force=Force.MAY,
    cites=article("14"),
    each="unions",
    when=STANDING & (COVERED_EMPLOYERS >= 1) & (COVERED_WORKERS >= FULL_TIME_FROM),
    require=unions.chair_full_time,
    shows={"workers": COVERED_WORKERS, "from": FULL_TIME_FROM},
    says=Text(
        zh="{name}覆盖职工 {workers} 名，主席不是专职；满 {from} 名可以设专职主席，当地规定应当设的从其规定",
        en="{name} covers {workers} workers, and its chair is not full-time: from {from} on it may be, and shall where the jurisdiction says so",
    ),
    mend=Text(zh="与单位商定设专职主席", en="agree on a full-time chair with the employer"),
    reason=Text(zh="人多事多，兼职顾不过来", en="with so many workers a part-time chair cannot keep up"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="二百名职工，专职", en="200 workers, full-time"), "held"),
        Example(
            Text(zh="二百名职工，兼职", en="200 workers, part-time"), "broken", {"unions": [{"chair_full_time": False}]}
        ),
        Example(
            Text(zh="一百九十九名", en="199"),
            "not_applicable",
            {"unions": [{"chair_full_time": False}], "employers": [{"workers": 199}]},
        ),
        Example(Text(zh="没有覆盖单位", en="covers no employer"), "not_applicable", {"covers": []}),
        Example(
            Text(zh="职工数不明", en="workers not known"),
            "cannot_tell",
            {"unions": [{"chair_full_time": False}], "employers": [{"workers": None}]},
        ),
    ),
)

AUDIT_COMMITTEE = rule(
    "TUL604",
    "audit-committee",
    title=Text(zh="设经费审查组织", en="an audit committee"),
    force=Force.MUST,
    cites=article("45"),
    each="unions",
    when=STANDING & (unions.body == "committee"),
    require=(unions.audit_body == "committee") | ((unions.members < COMMITTEE_FROM) & (unions.audit_body == "member")),
    shows={"audit_body": unions.audit_body, "members": unions.members, "from": COMMITTEE_FROM},
    says=Text(
        zh="{name}有委员会，经审组织却是：{audit_body}（会员 {members} 名；不足 {from} 名的可以只设经审委员）",
        en="{name} has a committee, but for audit: {audit_body} ({members} members; below {from} a single member is enough)",
    ),
    mend=Text(
        zh="选举经费审查委员会；会员少的，选一名经审委员", en="elect an audit committee, or with few members one member"
    ),
    reason=Text(zh="经费的收支要有人审查", en="somebody has to look at the accounts"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="经审委员会", en="an audit committee"), "held"),
        Example(
            Text(zh="二十四名会员，经审委员", en="24 members, one audit member"),
            "held",
            {"unions": [{"members": 24, "audit_body": "member"}]},
        ),
        Example(
            Text(zh="二十五名会员，经审委员", en="25 members, one audit member"),
            "broken",
            {"unions": [{"audit_body": "member"}]},
        ),
        Example(Text(zh="没有经审组织", en="nobody"), "broken", {"unions": [{"audit_body": "none", "members": 10}]}),
        Example(
            Text(zh="没有委员会", en="no committee"),
            "not_applicable",
            {"unions": [{"body": "organiser", "audit_body": "none"}]},
        ),
        Example(Text(zh="没有填写", en="not recorded"), "cannot_tell", {"unions": [{"audit_body": None}]}),
    ),
)

_OFFICER = {"union": "u1", "person": "p-01", "role": "committee_member", "relation": "none"}

NO_NEAR_RELATIVE = rule(
    "TUL605",
    "no-near-relative",
    title=Text(zh="负责人近亲属不进委员会", en="no near relative on the committee"),
    force=Force.MUST,
    cites=article("10"),
    each="officers",
    when=OFFICER_UNION_STANDS & (OFFICER_UNION_KIND == "basic_union") & IN_OFFICE,
    require=officers.relation != "near_relative",
    shows={"person": officers.person, "role": officers.role},
    says=Text(
        zh="{name}的{role}（{person}）是单位主要负责人的近亲属，不得担任",
        en="{name}: {person} ({role}) is a near relative of the employer's principal manager and may not hold office",
    ),
    mend=Text(zh="另行选举", en="elect somebody else"),
    reason=Text(zh="工会不能由老板的家人来当", en="a union is not run by the employer's family"),
    starts=STARTS,
    scene={"unions": [_UNION], "officers": [_OFFICER]},
    examples=(
        Example(Text(zh="没有关系", en="no relation"), "held"),
        Example(Text(zh="近亲属", en="a near relative"), "broken", {"officers": [{"relation": "near_relative"}]}),
        Example(
            Text(zh="当日上任的近亲属", en="a near relative who takes office on the day"),
            "broken",
            {"officers": [{"relation": "near_relative", "since": "2022-12-31"}]},
        ),
        Example(
            Text(zh="已经卸任", en="no longer in office"),
            "not_applicable",
            {"officers": [{"relation": "near_relative", "until": "2022-12-31"}]},
        ),
        Example(
            Text(zh="联合工会", en="of a joint union"),
            "not_applicable",
            {"unions": [{"kind": "joint_union"}], "officers": [{"relation": "near_relative"}]},
        ),
        Example(Text(zh="关系不明", en="relation not known"), "cannot_tell", {"officers": [{"relation": None}]}),
    ),
)

SHARE = Parameter("contribution.share", NUMBER)

CONTRIBUTION = rule(
    "TUL401",
    "contribution-two-percent",
    title=Text(zh="按工资总额百分之二拨缴经费", en="two percent of the payroll"),
    force=Force.MUST,
    cites=article("43"),
    each="employers",
    when=OPEN & HAS_OWN_OR_JOINT_UNION & employers.payroll.known() & employers.fee_paid.known(),
    require=employers.fee_paid * 100 >= employers.payroll * SHARE,
    shows={
        "fee_paid": employers.fee_paid,
        "payroll": employers.payroll,
        "share": SHARE,
        "gap": (employers.payroll * SHARE + 99) // 100 - employers.fee_paid,
        "year": employers.year,
    },
    says=Text(
        zh="{name}工资总额 {payroll} 元，拨缴工会经费 {fee_paid} 元，不足 {share}%，差 {gap} 元（年度：{year}）",
        en="{name} paid {fee_paid} yuan on a payroll of {payroll}, less than {share} %: {gap} yuan short (year: {year})",
    ),
    mend=Text(zh="补缴差额", en="pay the difference"),
    reason=Text(zh="工会经费主要来自单位按比例的拨缴", en="the employers' contribution is what unions mainly live on"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="正好百分之二", en="exactly two percent"), "held"),
        Example(Text(zh="少一分", en="one fen less"), "broken", {"employers": [{"fee_paid": "19999.99"}]}),
        Example(Text(zh="没有建会", en="no union"), "not_applicable", {"covers": [], "employers": [{"fee_paid": "0"}]}),
        Example(Text(zh="拨缴数不明", en="payment not known"), "not_applicable", {"employers": [{"fee_paid": None}]}),
    ),
)

RULES = (CONTRIBUTION, TERM_THREE_OR_FIVE, FEDERATION_TERM_FIVE, FULL_TIME_CHAIR, AUDIT_COMMITTEE, NO_NEAR_RELATIVE)
