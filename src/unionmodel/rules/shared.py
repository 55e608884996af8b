"""Facts that several packs read: which unions stand, which employers are open, who is formed where."""

from __future__ import annotations

from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY
from unionmodel.rules.calendar import DatePart
from unionmodel.rules.choices import IfThenElse
from unionmodel.rules.expr import FULL_YEAR, ON, PROPOSED_COUNT, YEAR, Expr
from unionmodel.rules.facts import Aggregate, Derived, FirstOf, LookUp, Peers, PlaceFact, Whole
from unionmodel.rules.terms import (
    activities,
    affiliations,
    covers,
    direct_members,
    employers,
    funding,
    headcounts,
    members,
    officers,
    places,
    unions,
)

KEY_GROUPS = tuple(GROUP_OF_INDUSTRY.values())
KEY_INDUSTRIES = tuple(GROUP_OF_INDUSTRY)
#: Tables of what exists: what is not there does not exist. All others record what happened, and may not be kept.
STRUCTURAL = ("places", "unions", "employers", "covers", "affiliations")
assert set(STRUCTURAL) < set(TABLES)


def begun(day: Expr) -> Expr:
    """Return that `day` is not after the day of the check, or blank."""
    return (day <= ON).or_else(True)


def not_over(day: Expr) -> Expr:
    """Return that `day` is after the day of the check, or blank."""
    return (day > ON).or_else(True)


STANDING = Derived(
    "standing",
    "工会存续",
    "union stands",
    ((unions.status != "dissolved") | (unions.dissolved_on > ON).or_else(False))
    & begun(unions.founded_on)
    & not_over(unions.dissolved_on)
    & (PROPOSED_COUNT | (unions.status == "active")),
)
OPEN = Derived("open", "单位存续", "employer is open", begun(employers.opened_on) & not_over(employers.closed_on))

UNION_AT_COUNTY_LEVEL = LookUp(
    "place_at_county_level",
    "所在区域相当于县区",
    "its place counts as a county",
    unions.place.row,
    PlaceFact("county_level", "相当于县区", "counts as a county", "county_level"),
)
UNION_LEVEL = LookUp("place_level", "所在区域级别", "level of its place", unions.place.row, places.level)
SERVES_KEY_GROUPS = Derived(
    "serves_key_groups",
    "服务重点群体",
    "serves key groups",
    unions.groups.names(*KEY_GROUPS) | unions.industries.names(*KEY_INDUSTRIES),
)
KEY_UNION = Derived("key_union", "重点群体工会", "key union", STANDING & SERVES_KEY_GROUPS)

_COVER_UNION_STANDS = LookUp("cover_union_stands", "工会存续", "its union stands", covers.union.row, STANDING)
COVER_UNION_KIND = LookUp("cover_union_kind", "工会类型", "kind of its union", covers.union.row, unions.kind)
_COVER_EMPLOYER_OPEN = LookUp("cover_employer_open", "单位存续", "its employer is open", covers.employer.row, OPEN)
#: A link counts while it is in force and neither end is gone.
COVER_COUNTS = Derived(
    "cover_counts",
    "覆盖有效",
    "the link counts",
    begun(covers.since) & not_over(covers.until) & _COVER_UNION_STANDS & _COVER_EMPLOYER_OPEN,
)
#: The same employer linked twice is one employer.
ONE_OF_EACH = Peers(
    "one_of_each",
    "不重复的覆盖",
    "one link of each pair",
    by=(covers.union, covers.employer),
    where=COVER_COUNTS,
    order=covers.since,
    pick="is_last",
)
COVERED_EMPLOYERS = Aggregate(
    "covered_employers", "覆盖单位数", "employers covered", how="count", by=covers.union.row, where=ONE_OF_EACH
)
COVERED_BY_BASIC = Derived(
    "covered_by_basic", "由单独基层工会覆盖", "by a basic union", COVER_COUNTS & (COVER_UNION_KIND == "basic_union")
)
COVERED_BY_JOINT = Derived(
    "covered_by_joint",
    "由联合基层工会或行业工会覆盖",
    "by a joint or industry union",
    COVER_COUNTS & COVER_UNION_KIND.is_in("joint_union", "industry_union"),
)
_OWN_UNIONS = Aggregate(
    "own_unions", "本单位工会数", "own unions", how="count", by=covers.employer.row, where=COVERED_BY_BASIC
)
_JOINT_UNIONS = Aggregate(
    "joint_unions", "联合工会数", "joint unions", how="count", by=covers.employer.row, where=COVERED_BY_JOINT
)
HAS_OWN_UNION = Derived("has_own_union", "单独建会", "has its own union", _OWN_UNIONS >= 1)
HAS_OWN_OR_JOINT_UNION = Derived(
    "has_own_or_joint_union", "已建会", "has a union of its own or joint", (_OWN_UNIONS >= 1) | (_JOINT_UNIONS >= 1)
)

COUNT_EMPLOYER_OPEN = LookUp("count_employer_open", "单位存续", "its employer is open", headcounts.employer.row, OPEN)
LATEST_COUNT = Peers(
    "latest",
    "最新一期",
    "latest row",
    by=(headcounts.employer, headcounts.place, headcounts.group, headcounts.source),
    where=begun(headcounts.as_of)
    & (
        (headcounts.employer.known() & ~headcounts.place.known())
        | (~headcounts.employer.known() & headcounts.place.known())
    ),
    order=headcounts.as_of,
    pick="is_last",
)
#: The survey row that counts: the latest one on the day, of an open employer or of a place, not of both or neither.
COUNTING_SURVEY = Derived(
    "counting_survey",
    "有效摸底数",
    "survey row that counts",
    LATEST_COUNT & (headcounts.source == "survey") & COUNT_EMPLOYER_OPEN.or_else(True),
)
HEADCOUNTS_RECORDED = Whole("headcounts_recorded", "有人数记录", "head counts are recorded", "any", among="headcounts")
KEY_GROUP = Derived("key_group", "重点群体", "key group", headcounts.group.is_in(*KEY_GROUPS))
EMPLOYER_PLACE = LookUp(
    "employer_place", "单位所在区域", "place of its employer", headcounts.employer.row, employers.place.row
)
COUNT_PLACE = FirstOf("count_place", "所在区域", "place", (headcounts.place.row, EMPLOYER_PLACE))


def recorded(table: str) -> Whole:
    """Return whether anything is recorded in a table of records: an empty table says nothing about any row."""
    label = TABLES[table]
    return Whole(f"{table}_recorded", f"登记了{label.zh}", f"{table} are recorded", "any", among=table)


BASIC_LEVEL_KINDS = ("basic_union", "joint_union", "industry_union")
FEDERATION_KINDS = ("industry_federation", "regional_federation")
BASIC_LEVEL = Derived("basic_level", "基层工会", "of basic level", unions.kind.is_in(*BASIC_LEVEL_KINDS))
#: It has ended: said so without a day, or on a day that has come.
DISSOLVED = Derived(
    "dissolved",
    "工会已撤销",
    "union is dissolved",
    ((unions.status == "dissolved") & begun(unions.dissolved_on)) | (unions.dissolved_on <= ON).or_else(False),
)
UNION_RANK = LookUp(
    "place_rank",
    "所在区域层级",
    "rank of its place",
    unions.place.row,
    PlaceFact("rank", "区域层级", "rank of a place", "rank"),
)
SUPERIOR_KIND = LookUp("superior_kind", "上级工会类型", "kind of its superior", unions.superior.row, unions.kind)

_COVERED_ONE_WORKERS = LookUp(
    "cover_workers", "单位职工数", "workers of its employer", covers.employer.row, employers.workers
)
_COVERED_ONE_WOMEN = LookUp(
    "cover_women_workers", "单位女职工数", "women workers of its employer", covers.employer.row, employers.women_workers
)
#: The workers of all employers in which a union is formed.
COVERED_WORKERS = Aggregate(
    "covered_workers", "覆盖职工数", "workers covered",
    how="total", by=covers.union.row, of=_COVERED_ONE_WORKERS, where=ONE_OF_EACH,
)  # fmt: skip
COVERED_WOMEN_WORKERS = Aggregate(
    "covered_women_workers", "覆盖女职工数", "women workers covered",
    how="total", by=covers.union.row, of=_COVERED_ONE_WOMEN, where=ONE_OF_EACH,
)  # fmt: skip

#: What is counted at an employer: the counting rows of the survey. A blank number of members lies between 0 and the
#: workers of its row.
ROWS_AT_EMPLOYER = Aggregate(
    "counts_at_employer", "人数行数", "head counts of the employer",
    how="count", by=headcounts.employer.row, where=COUNTING_SURVEY,
)  # fmt: skip
LEAST_MEMBERS = Aggregate(
    "members_at_employer", "会员数", "members counted",
    how="total", by=headcounts.employer.row, of=headcounts.members, where=COUNTING_SURVEY,
)  # fmt: skip
MOST_MEMBERS = Aggregate(
    "members_at_most", "会员数上限", "members at most",
    how="total", by=headcounts.employer.row, where=COUNTING_SURVEY,
    of=IfThenElse(headcounts.members.known(), headcounts.members, headcounts.workers),
)  # fmt: skip

#: A member on the day: joined by then, not left yet.
ACTIVE_MEMBER = Derived(
    "active_member",
    "在会",
    "is a member on the day",
    (members.status == "active") & begun(members.joined_on) & not_over(members.left_on),
)
IN_OFFICE = Derived("in_office", "在任", "is in office", begun(officers.since) & not_over(officers.until))
OFFICER_UNION_STANDS = LookUp("officer_union_stands", "工会存续", "its union stands", officers.union.row, STANDING)
OFFICER_UNION_KIND = LookUp("officer_union_kind", "工会类型", "kind of its union", officers.union.row, unions.kind)
MEMBER_UNION_STANDS = LookUp("member_union_stands", "工会存续", "its union stands", members.union.row, STANDING)

#: The union was there before the last completed year began; of one with no founding day we know no better.
THERE_ALL_YEAR = Derived(
    "there_all_year",
    "全年存在",
    "was there all year",
    (DatePart(unions.founded_on, "year") < FULL_YEAR).or_else(True),
)
IN_FULL_YEAR = Derived(
    "in_full_year",
    "在上一个完整年度",
    "in the last completed year",
    (DatePart(activities.on, "year") == FULL_YEAR) & (activities.on <= ON),
)
ACTIVITIES_OF_YEAR_RECORDED = Whole(
    "activities_recorded", "该年登记了活动", "activities of the year are recorded", "any", IN_FULL_YEAR
)

_LATEST_DIRECT = Peers(
    "latest_direct",
    "最新一期",
    "latest row",
    by=(direct_members.union, direct_members.group, direct_members.employer),
    where=begun(direct_members.as_of),
    order=direct_members.as_of,
    pick="is_last",
)
_DIRECT_EMPLOYER_OPEN = LookUp(
    "member_employer_open", "单位存续", "their employer is open", direct_members.employer.row, OPEN
)
#: The row of direct members that counts: the latest one on the day, not of a closed employer.
COUNTING_DIRECT = Derived(
    "counting_direct",
    "有效直接会员数",
    "direct members that count",
    _LATEST_DIRECT & _DIRECT_EMPLOYER_OPEN.or_else(True),
)
AFFILIATED_UNION_STANDS = LookUp(
    "affiliated_union_stands", "成员工会存续", "the member union stands", affiliations.union.row, STANDING
)
#: A link of a member union to its federation that is in force.
AFFILIATION_COUNTS = Derived(
    "affiliation_counts", "成员关系有效", "the affiliation counts",
    begun(affiliations.since) & not_over(affiliations.until) & AFFILIATED_UNION_STANDS,
)  # fmt: skip

FUNDS_RECORDED = Whole(
    "funds_recorded", "本年度有经费记录", "funds of the year are recorded", "any", funding.year == YEAR
)
THIS_YEAR_FUNDS = (funding.year == YEAR) & (funding.purpose == "work")
WORK_FUNDS = Aggregate(
    "work_funds", "工作经费", "work funds",
    how="total", by=funding.union.row, of=funding.amount, where=THIS_YEAR_FUNDS, recorded=FUNDS_RECORDED,
)  # fmt: skip

#: How the names of unions end, the longest first, with the kinds that bear such a name, the usual one first.
ENDINGS = (
    ("工会工作委员会", ("work_committee", "township_union")),
    ("(?:联合基层工会|联合工会)", ("joint_union", "industry_union", "community_union", "township_union")),
    ("工会联合会", ("industry_federation", "regional_federation", "township_union", "community_union")),
    ("总工会", ("general_federation", "township_union")),
    (
        "(?:工会委员会|工会)",
        ("basic_union", "joint_union", "industry_union", "township_union", "community_union", "industrial_union"),
    ),
)
