"""Unions that exist on paper only: several symptoms together."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.data_quality.base import HYGIENE
from unionmodel.rules.calendar import Later
from unionmodel.rules.choices import IfThenElse
from unionmodel.rules.expr import ON, YEAR, Expr, Literal_, Parameter
from unionmodel.rules.facts import Aggregate, Derived, Whole
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import BASIC_LEVEL, COVERED_EMPLOYERS, IN_OFFICE, STANDING, recorded
from unionmodel.rules.terms import activities, funding, officers, unions
from unionmodel.rules.types import NUMBER

SYMPTOMS = Parameter("shell_union.symptoms", NUMBER)
_LAST_TWELVE_MONTHS = (activities.on > Later(ON, Literal_(-12, NUMBER), "months")) & (activities.on <= ON)
_OFFICERS = Aggregate(
    "officers_in_office", "在任干部数", "officers in office",
    how="count", by=officers.union.row, where=IN_OFFICE, recorded=recorded("officers"),
)  # fmt: skip
_FUNDS = Aggregate(
    "funds_of_year", "本年经费笔数", "funds of the year",
    how="count", by=funding.union.row, where=(funding.year == YEAR) & (funding.amount > 0),
    recorded=Whole("funds_recorded", "登记了本年经费", "funds of the year are recorded", "any", funding.year == YEAR),
)  # fmt: skip
_ACTIVITIES = Aggregate(
    "activities_of_late", "十二个月内活动数", "activities within twelve months",
    how="count", by=activities.union.row, where=_LAST_TWELVE_MONTHS,
    recorded=Whole("activities_of_late_recorded", "登记了十二个月内的活动", "activities of late are recorded", "any", _LAST_TWELVE_MONTHS),
)  # fmt: skip


def _one_if(symptom: Expr) -> IfThenElse:
    # What is not known is no symptom.
    return IfThenElse(symptom.or_else(False), Literal_(1, NUMBER), Literal_(0, NUMBER))


_COUNT = Derived(
    "shell_symptoms", "空壳症状数", "symptoms of a shell",
    _one_if(unions.members == 0)
    + _one_if(_OFFICERS == 0)
    + _one_if(_FUNDS == 0)
    + _one_if(_ACTIVITIES == 0)
    + _one_if(COVERED_EMPLOYERS == 0)
    + _one_if(unions.chair_vacant_since <= ON),
)  # fmt: skip

_UNION = {"id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "members": 0}
_SCENE = {
    "unions": [_UNION, {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}],
    "officers": [{"union": "u2", "person": "p-01", "role": "chair"}],
    "funding": [{"union": "u2", "year": 2022, "amount": "1000"}, {"union": "u1", "year": 2022, "amount": "1000"}],
    "activities": [{"union": "u2", "on": "2022-05-01", "kind": "training"}, {"union": "u1", "on": "2022-05-01", "kind": "training"}],
}  # fmt: skip

SHELL_UNION = rule(
    "DAT914",
    "shell-union",
    title=Text(zh="不是空壳工会", en="no shell of a union"),
    force=Force.DATA_WARNING,
    cites=HYGIENE.clause("shell"),
    each="unions",
    when=STANDING & BASIC_LEVEL & (unions.status == "active"),
    require=_COUNT < SYMPTOMS,
    shows={"symptoms": _COUNT, "from": SYMPTOMS},
    says=Text(
        zh="{name}有 {symptoms} 项空壳症状（无会员、无干部、无经费、十二个月无活动、无覆盖单位、主席空缺，满 {from} 项），可能名存实亡",
        en="{name} shows {symptoms} symptoms of a shell (no members, officers, funds, activity in twelve months, covered employer, chair; {from} are enough): it may exist on paper only",
    ),
    mend=Text(
        zh="了解情况：仍在活动的，补登资料；名存实亡的，整顿或撤销",
        en="find out: record what is missing, or revive or dissolve it",
    ),
    reason=Text(zh="空壳工会充数，覆盖率就失真", en="shells make coverage look better than it is"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="三项症状", en="three symptoms"), "held"),
        Example(Text(zh="四项症状", en="four symptoms"), "broken", {"unions": [{"chair_vacant_since": "2022-12-31"}]}),
        Example(
            Text(zh="十二个月前的活动不算", en="activity twelve months ago"),
            "broken",
            {"activities": [{}, {"on": "2021-12-31"}]},
        ),
        Example(
            Text(zh="没有登记经费的，不算症状", en="funds that nobody records are no symptom"),
            "held",
            {"unions": [{"members": 5, "chair_vacant_since": "2022-12-31"}], "funding": []},
        ),
        Example(Text(zh="拟建的工会", en="a proposed union"), "not_applicable", {"unions": [{"status": "proposed"}]}),
        Example(Text(zh="街道工会", en="a township union"), "not_applicable", {"unions": [{"kind": "township_union"}]}),
        Example(
            Text(zh="类型不明", en="kind not known"),
            "cannot_tell",
            {"unions": [{"kind": None, "chair_vacant_since": "2022-12-31"}]},
        ),
    ),
)

RULES = (SHELL_UNION,)
