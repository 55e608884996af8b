"""Every table of the data dictionary as a frozen record. Readers, JSON Schema, docs and rule terms are made from these."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from unionmodel.language import Text
from unionmodel.model import vocabulary as v
from unionmodel.model.columns import (
    NO_TEXT,
    count,
    day,
    flag,
    key,
    money,
    name,
    one_of,
    record,
    ref,
    some_of,
    text,
    year,
)
from unionmodel.model.dictionary import Table


@record(
    "places",
    "区域",
    ("code",),
    Text(
        zh="乡镇以下的区域（园区、楼宇、商圈等），或要改动的区划",
        en="areas below the township, such as parks and buildings, and divisions to be changed",
    ),
)
class Place:
    """A division, or an area below the township."""

    TABLE: ClassVar[Table]
    code: str = key("代码", "6, 9 or 12 digits, or any id for an area below the township")
    name: str | None = name("名称")
    level: v.PlaceLevel | None = one_of(v.PlaceLevel, "级别")
    parent: str | None = ref("上级区域", "places", "blank: the prefix of the code")
    logistics_park: v.ParkRank | None = one_of(v.ParkRank, "物流园区级别", "blank: not a logistics park")
    reporting_unit: bool | None = flag("报告单位", "reports on the campaign by itself; prefectures do by default")


@record(
    "unions",
    "工会",
    ("id",),
    Text(zh="所有工会，包括拟建的和上级总工会", en="all unions, proposed ones and the federations above included"),
)
class Union:
    """A union of any kind, from the nation's federation to a firm's basic union."""

    TABLE: ClassVar[Table]
    id: str = key("工会编号")
    name: str | None = name("工会名称")
    kind: v.UnionKind | None = one_of(v.UnionKind, "工会类型", required=True)
    place: str | None = ref("所在区域", "places", "where it is anchored", required=True)
    superior: str | None = ref("上级工会", "unions", "the one leading superior; blank only for the root")
    second_superior: str | None = ref("第二上级工会", "unions", "industry beside locality, or the reverse")
    vertical: bool | None = flag("垂直管理", "led mainly by the industry", default=False)
    industries: tuple[v.Industry, ...] = some_of(v.Industry, "行业")
    groups: tuple[v.Group, ...] = some_of(v.Group, "覆盖群体")
    founding_mode: v.FoundingMode | None = one_of(v.FoundingMode, "建会方式")
    lead_employer: str | None = ref("牵头企业", "employers", "who takes the lead")
    sponsor: str | None = text("推动单位", "association or department that drives the founding")
    body: v.Body | None = one_of(v.Body, "组织机构")
    status: v.UnionStatus = one_of(v.UnionStatus, "状态", default=v.UnionStatus.ACTIVE)
    approved_by: str | None = ref("批准工会", "unions")
    approval_no: str | None = text("批复文号")
    approved_on: date | None = day("批复日期")
    founded_on: date | None = day("建会日期")
    dissolved_on: date | None = day("撤销日期")
    successor: str | None = ref("承接工会", "unions", "after a merger")
    members: int | None = count("会员数", "people who are members here")
    women_members: int | None = count("女会员数")
    committee_seats: int | None = count("委员人数")
    women_body: v.SideBody | None = one_of(v.SideBody, "女职工组织")
    audit_body: v.SideBody | None = one_of(v.SideBody, "经审组织")
    term_started_on: date | None = day("本届起始")
    term_years: int | None = count("届期")
    extension_until: date | None = day("延期至", "approved extension of the term")
    chair_full_time: bool | None = flag("专职主席")
    chair_vacant_since: date | None = day("主席空缺起始")
    legal_person: bool | None = flag("法人资格")
    credit_code: str | None = text("统一社会信用代码")
    subsidy_standard: Decimal | None = money("兼职补贴标准", "yuan a month for part-time cadres")
    chair_assessed: bool | None = flag("主席考核", "an assessment scheme for the chair exists")
    hired_staff: int | None = count("社会化工会工作者", "hired union workers posted here")


@record(
    "employers",
    "用人单位",
    ("id",),
    Text(
        zh="用人单位：平台企业、加盟站点、挂靠企业等", en="employers: platforms, franchisees, freight firms and others"
    ),
)
class Employer:
    """An employer: a platform's branch, a firm related to one, or any other."""

    TABLE: ClassVar[Table]
    id: str = key("单位编号")
    name: str | None = name("单位名称")
    place: str | None = ref("所在区域", "places", required=True)
    industry: v.Industry | None = one_of(v.Industry, "行业")
    role: v.EmployerRole = one_of(v.EmployerRole, "角色", default=v.EmployerRole.OTHER)
    head: str | None = ref("所属头部企业", "employers", "the leading firm it belongs to or works for")
    nature: v.EmployerNature = one_of(v.EmployerNature, "单位性质", default=v.EmployerNature.ENTERPRISE)
    workers: int | None = count("职工数")
    women_workers: int | None = count("女职工数")
    can_found: bool | None = flag("具备建会条件", "no: a union cannot be founded yet")
    opened_on: date | None = day("开业日期")
    closed_on: date | None = day("终止日期")
    credit_code: str | None = text("统一社会信用代码")
    payroll: Decimal | None = money("全年工资总额")
    fee_paid: Decimal | None = money("已拨缴工会经费", "over the same year")
    year: int | None = year("年度", "the year of payroll and fee_paid")


@record(
    "covers",
    "覆盖单位",
    ("union", "employer"),
    Text(zh="哪个基层工会建在哪些单位", en="which employers a basic-level union is formed in"),
)
class Cover:
    """An employer in which a basic-level union is formed."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    employer: str | None = ref("单位编号", "employers", required=True)
    since: date | None = day("起")
    until: date | None = day("止")


@record(
    "affiliations",
    "成员工会",
    ("union", "federation"),
    Text(zh="哪些工会是哪个联合会的成员", en="which unions are members of which federation"),
)
class Affiliation:
    """A member union of a federation."""

    TABLE: ClassVar[Table]
    union: str | None = ref("成员工会", "unions", required=True)
    federation: str | None = ref("联合会", "unions", required=True)
    since: date | None = day("起")
    until: date | None = day("止")


@record(
    "headcounts",
    "人数",
    ("employer", "place", "group"),
    Text(
        zh="各单位或区域某一群体有多少人，其中多少会员",
        en="how many of a group work at an employer or in a place, and how many are members",
    ),
)
class Headcount:
    """Workers of a group at an employer, or in a place without an employer."""

    TABLE: ClassVar[Table]
    employer: str | None = ref("单位编号", "employers", "exactly one of employer and place")
    place: str | None = ref("区域", "places", "workers without an employer there")
    group: v.Group | None = one_of(v.Group, "群体", required=True)
    workers: int | None = count("人数", "the denominator", required=True)
    members: int | None = count("会员数", "how many of them are members of any union")
    as_of: date | None = day("时点")
    source: v.CountSource = one_of(v.CountSource, "来源", default=v.CountSource.SURVEY)


@record(
    "direct_members",
    "直接会员",
    ("union", "group", "employer"),
    Text(zh="工会直接吸收的会员", en="members whom a union has taken in directly"),
)
class DirectMembers:
    """People a union holds directly, outside any employer's union."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    group: v.Group | None = one_of(v.Group, "群体", required=True)
    members: int | None = count("会员数", required=True)
    employer: str | None = ref("单位编号", "employers")
    as_of: date | None = day("时点")


@record(
    "funding",
    "经费",
    ("union", "year", "source"),
    Text(zh="各工会每年的经费和来源", en="what money a union has in a year, and from where"),
)
class Funding:
    """Money a union has in a year, from one source."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    year: int | None = year("年度", required=True)
    amount: Decimal | None = money("金额", "several rows add up", required=True)
    source: v.FundingSource | None = one_of(v.FundingSource, "来源")
    payer: str | None = text("拨付单位")
    purpose: v.FundingPurpose = one_of(
        v.FundingPurpose, "用途", "only work counts towards the floor", default=v.FundingPurpose.WORK
    )


@record(
    "activities",
    "活动",
    ("union", "kind", "on"),
    Text(
        zh="培训、会员代表会议、考核等活动",
        en="training, meetings of representatives, assessments and other activities",
    ),
)
class Activity:
    """Something a union did on a day."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    on: date | None = day("日期", required=True)
    kind: v.ActivityKind | None = one_of(v.ActivityKind, "类型", required=True)
    participants: int | None = count("参加人数")
    helper: str | None = ref("帮扶工会", "unions")


@record(
    "officers", "干部", ("union", "person", "role"), Text(zh="工会干部（只写化名）", en="officers, under pseudonyms")
)
class Officer:
    """A person, under a pseudonym, in an office of a union."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    person: str | None = text("人员", "a pseudonym, never a resident ID", required=True)
    role: v.OfficerRole | None = one_of(v.OfficerRole, "职务", required=True)
    full_time: bool | None = flag("专职")
    since: date | None = day("起")
    until: date | None = day("止")
    relation: v.Relation | None = one_of(v.Relation, "与管理层关系")
    subsidy: Decimal | None = money("补贴")


@record(
    "plans",
    "方案",
    ("union", "phase", "on"),
    Text(zh="集中行动各阶段的方案", en="plans for the phases of the campaign"),
)
class Plan:
    """A campaign record of a reporting unit."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    phase: v.Phase | None = one_of(v.Phase, "阶段", required=True)
    on: date | None = day("日期", required=True)


@record("channels", "入会渠道", ("union", "kind"), Text(zh="入会渠道", en="ways to join"))
class Channel:
    """A way to join that a union keeps open."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    kind: v.ChannelKind | None = one_of(v.ChannelKind, "类型", required=True)
    since: date | None = day("起")


@record("stations", "服务阵地", ("id",), Text(zh="司机之家、驿站等服务阵地", en="places where workers are served"))
class Station:
    """A place where workers are served."""

    TABLE: ClassVar[Table]
    id: str = key("阵地编号")
    name: str | None = name("名称")
    place: str | None = ref("所在区域", "places", required=True)
    kind: v.StationKind | None = one_of(v.StationKind, "类型", required=True)
    union: str | None = ref("工会编号", "unions")
    since: date | None = day("起")


@record("services", "服务", ("union", "kind", "year"), Text(zh="每年为劳动者提供的服务", en="services of a year"))
class Service:
    """A service a union gave in a year."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    year: int | None = year("年度", required=True)
    kind: v.ServiceKind | None = one_of(v.ServiceKind, "类型", required=True)
    beneficiaries: int | None = count("受益人数")


@record("pairings", "结对", ("union", "partner", "year"), Text(zh="结对帮扶的工会", en="unions that help one another"))
class Pairing:
    """Two unions that help one another in a year."""

    TABLE: ClassVar[Table]
    union: str | None = ref("工会编号", "unions", required=True)
    partner: str | None = ref("结对工会", "unions", required=True)
    year: int | None = year("年度", required=True)


@record(
    "members",
    "会员名册",
    ("id", "union"),
    Text(zh="会员名册（可不填；只写会员编号）", en="the roster of members, where there is one; numbers only"),
)
class Member:
    """A membership: one pseudonymous person in one union. A person may have several rows over time."""

    TABLE: ClassVar[Table]
    id: str | None = text("会员编号", "the same person has the same key everywhere", required=True)
    union: str | None = ref("工会编号", "unions", required=True)
    employer: str | None = ref("单位编号", "employers")
    group: v.Group | None = one_of(v.Group, "群体")
    status: v.MemberStatus = one_of(v.MemberStatus, "状态", default=v.MemberStatus.ACTIVE)
    joined_on: date | None = day("入会日期")
    registered_on: date | None = day("实名登记日期", "entered in the real-name register")
    left_on: date | None = day("离会日期")
    change_reason: v.ChangeReason | None = one_of(v.ChangeReason, "变更原因")
    dues_paid_until: date | None = day("会费缴至")


@record(
    "waivers",
    "豁免",
    ("code", "subject"),
    Text(zh="经批准暂不处理的问题，写明理由和期限", en="findings that somebody accepts, with a reason and until when"),
)
class Waiver:
    """A finding that somebody accepts, with a reason, until a day."""

    TABLE: ClassVar[Table]
    code: str | None = text("规则代码", required=True)
    subject: str | None = text("对象", "id of the record the finding is about, or *", required=True)
    reason: str | None = text("理由", required=True)
    by: str | None = text("批准人", required=True)
    until: date | None = day("有效期至", required=True)


#: The structure as a whole, as a subject of rules: one row without cells. It is no table of a file.
WHOLE = Table("structure", "整个结构", None, (), (), NO_TEXT)

#: Every table by name, in the order in which reports and templates show them.
TABLES: dict[str, Table] = {
    made.TABLE.name: made.TABLE
    for made in (
        Place,
        Union,
        Employer,
        Cover,
        Affiliation,
        Headcount,
        DirectMembers,
        Funding,
        Activity,
        Officer,
        Plan,
        Channel,
        Station,
        Service,
        Pairing,
        Member,
        Waiver,
    )
}
