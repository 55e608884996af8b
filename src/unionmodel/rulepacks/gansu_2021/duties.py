"""What every such union does each year, helped by the one above it (C28)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS, UNION_IN_AREA, kinds_by
from unionmodel.rules.expr import FULL_YEAR, Expr
from unionmodel.rules.facts import Aggregate, Derived
from unionmodel.rules.rule import Example, Force, Rule, rule
from unionmodel.rules.shared import ACTIVITIES_OF_YEAR_RECORDED, IN_FULL_YEAR, KEY_UNION, THERE_ALL_YEAR
from unionmodel.rules.terms import activities, unions

#: It stands now, and was there before the year began; of a union with no founding day we know no better.
HAS_DUTIES = Derived(
    "has_duties",
    "须完成全年工作",
    "has duties for the whole year",
    UNION_IN_AREA & KEY_UNION & kinds_by("duties.apply_to") & THERE_ALL_YEAR,
)

_UNION = {
    "id": "u1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "groups": ["courier"], "founded_on": "2021-12-31", "superior": "cg",
}  # fmt: skip
_ABOVE = {"id": "cg", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}


def _yearly(code: str, name: str, kinds: tuple[str, ...], title: Text, lacks: Text, mend: Text) -> Rule:
    """Return the rule that at least one activity of `kinds` is recorded in the last completed year."""
    happened = Aggregate(
        kinds[0], title.zh, title.en, how="count", by=activities.union.row,
        where=IN_FULL_YEAR & activities.kind.is_in(*kinds), recorded=ACTIVITIES_OF_YEAR_RECORDED,
    )  # fmt: skip
    wanted: Expr = happened >= 1
    elsewhere = {"union": "cg", "on": "2022-05-04", "kind": "joint_visit"}
    return rule(
        code,
        name,
        title=title,
        force=Force.SHOULD,
        cites=PLAN.clause("C28"),
        each="unions",
        when=HAS_DUTIES,
        require=wanted,
        shows={"year": FULL_YEAR},
        says=Text(zh="{name}" + lacks.zh, en="{name} " + lacks.en),
        mend=mend,
        reason=Text(zh="工会建起来，还要转起来", en="a union is to run, not only to exist"),
        starts=STARTS,
        scene={"unions": [_UNION, _ABOVE], "activities": [{"union": "u1", "on": "2022-06-01", "kind": kinds[0]}]},
        examples=(
            Example(Text(zh="办过一次", en="once"), "held"),
            Example(
                Text(zh="上一年办的不算", en="the year before does not count"),
                "broken",
                {"activities": [{"on": "2021-06-01"}, elsewhere]},
            ),
            Example(Text(zh="没有办", en="not at all"), "broken", {"activities": [elsewhere]}),
            Example(
                Text(zh="当年建会", en="founded within the year"),
                "not_applicable",
                {"unions": [{"founded_on": "2022-01-01"}], "activities": [elsewhere]},
            ),
            Example(Text(zh="没有登记任何活动", en="nobody recorded any activity"), "cannot_tell", {"activities": []}),
        ),
    )


YEARLY_TRAINING = _yearly(
    "GS601", "yearly-training", ("training",),
    Text(zh="每年培训", en="yearly training"),
    Text(zh=" {year} 年没有举办干部培训，应至少一次", en="held no training of cadres in {year}; one is due"),
    Text(zh="在上级工会帮助下每年至少培训一次并登记", en="hold one each year, with the help of the union above, and record it"),
)  # fmt: skip
YEARLY_REPRESENTATIVE_MEETING = _yearly(
    "GS602", "yearly-representative-meeting", ("representative_meeting", "congress"),
    Text(zh="每年会员代表会议", en="yearly representative meeting"),
    Text(zh=" {year} 年没有召开会员代表会议，应至少一次", en="held no meeting of members' representatives in {year}; one is due"),
    Text(zh="每年至少召开一次会员代表会议并登记", en="hold one each year, and record it"),
)  # fmt: skip
YEARLY_COLLECTIVE_ACTIVITY = _yearly(
    "GS603", "yearly-collective-activity", ("collective_activity",),
    Text(zh="每年集体活动", en="yearly collective activity"),
    Text(zh=" {year} 年没有开展集体活动，应至少一次", en="held no collective activity in {year}; one is due"),
    Text(zh="每年至少开展一次覆盖面广的集体活动并登记", en="hold one with broad participation each year, and record it"),
)  # fmt: skip
YEARLY_ASSESSMENT = _yearly(
    "GS604", "yearly-assessment", ("assessment",),
    Text(zh="每年考核", en="yearly assessment"),
    Text(zh=" {year} 年没有接受考核，应有一次", en="was not assessed in {year}; once is due"),
    Text(zh="由上级工会每年考核一次并登记", en="have the union above assess it once a year, and record it"),
)  # fmt: skip

DUTIES_HAVE_HELPER = rule(
    "GS605",
    "duties-have-helper",
    title=Text(zh="有上级工会帮助", en="duties have a helper"),
    force=Force.MAY,
    cites=PLAN.clause("C28"),
    each="unions",
    when=HAS_DUTIES,
    require=unions.superior.known(),
    says=Text(
        zh="{name}每年要完成四项工作，却没有填写帮助它的上级工会",
        en="{name} has four duties each year, but no superior to help it is recorded",
    ),
    mend=Text(zh="填写上级工会", en="record its superior"),
    reason=Text(zh="新建工会需要上级工会帮助", en="a young union needs the help of the one above"),
    starts=STARTS,
    scene={"unions": [_UNION, _ABOVE]},
    examples=(
        Example(Text(zh="有上级工会", en="has a superior"), "held"),
        Example(Text(zh="没有填写上级", en="none recorded"), "broken", {"unions": [{"superior": None}]}),
        Example(
            Text(zh="当年建会", en="founded within the year"),
            "not_applicable",
            {"unions": [{"founded_on": "2022-01-01"}]},
        ),
        Example(
            Text(zh="区域不明又没有上级", en="neither place nor superior known"),
            "cannot_tell",
            {"unions": [{"superior": None, "place": None}]},
        ),
    ),
)

RULES = (
    YEARLY_TRAINING,
    YEARLY_REPRESENTATIVE_MEETING,
    YEARLY_COLLECTIVE_ACTIVITY,
    YEARLY_ASSESSMENT,
    DUTIES_HAVE_HELPER,
)
