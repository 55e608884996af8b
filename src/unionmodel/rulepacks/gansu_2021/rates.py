"""The joining rate and its target, for every group and for all together (C04).

Members over workers of the survey head counts. Where either is unknown the rate is an interval: it holds only where its
lower end does, and is broken only where its upper end is. Everything is compared in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Final, Literal

import attrs

from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import Group
from unionmodel.rulepacks.gansu_2021.base import PLACE_IN_AREA, PLAN, STARTS
from unionmodel.rules.choices import Certain, Percent, Switched
from unionmodel.rules.expr import ON, Expr, Literal_, Parameter
from unionmodel.rules.facts import Aggregate, Chain, Derived
from unionmodel.rules.rule import Example, Force, Part, Rule
from unionmodel.rules.shared import COUNT_PLACE, COUNTING_SURVEY, KEY_GROUPS
from unionmodel.rules.terms import headcounts, places
from unionmodel.rules.types import BOOL, DATE, NUMBER, Type

TARGET: Final = Parameter("target.rate", NUMBER)
DUE_ON: Final = Parameter("target.due_on", DATE)
#: A reporting unit within another one counts by itself, so workers count at the nearest unit above them only.
HOME_UNIT = Chain(
    "home_unit",
    "所属报告单位",
    "reporting unit",
    places.parent.row,
    "first",
    of=places.reporting_unit,
    start=COUNT_PLACE,
)
_IS_PROVINCE = (places.level == "province").or_else(False)


def _counts_here(by: Expr, upward: bool) -> Expr:
    here = Aggregate(
        "counts_here", "有效摸底行数", "survey rows that count there",
        how="count", by=by, where=COUNTING_SURVEY, upward=upward,
    )  # fmt: skip
    return here > 0


#: A province counts everybody in it, a reporting unit its own; without anybody counted no target applies.
_KINDS: Final = (
    ("province", COUNT_PLACE, True, _IS_PROVINCE & _counts_here(COUNT_PLACE, True)),
    ("unit", HOME_UNIT, False, places.reporting_unit & ~_IS_PROVINCE & _counts_here(HOME_UNIT, False)),
)


@attrs.frozen
class Rate:
    """The head counts of one group at the places of one kind, summed up so that both ends of the rate follow.

    `workers` and `members` are totals of what is known; `unjoined` are workers whose members are unknown (all of them
    may be members), `uncounted` members whose workers are unknown (at least so many workers there are), `blank` the
    head counts of which neither is known.
    """

    workers: Aggregate
    members: Aggregate
    unjoined: Aggregate
    uncounted: Aggregate
    blank: Aggregate

    @classmethod
    def of(cls, group: str, kind: Literal["province", "unit"]) -> Rate:
        """Return the totals of a group for provinces or reporting units."""
        by, upward = next((by, upward) for name, by, upward, _ in _KINDS if name == kind)
        label = Group.of(group)

        def total(name: str, zh: str, en: str, of: Expr, where: Expr) -> Aggregate:
            return Aggregate(
                f"{name}_{group}", f"{label.zh}{zh}", f"{en} ({label.en})",
                how="total", by=by, of=of, where=where, upward=upward,
            )  # fmt: skip

        here = COUNTING_SURVEY & (headcounts.group == group)
        workers, members = headcounts.workers, headcounts.members
        return cls(
            total("workers", "职工数", "workers", workers, here),
            total("members", "会员数", "members", members, here),
            total("unjoined", "会员数不明的职工数", "workers whose members are unknown", workers, here & workers.known() & ~members.known()),
            total("uncounted", "职工数不明的会员数", "members whose workers are unknown", members, here & members.known() & ~workers.known()),
            Aggregate(
                f"blank_{group}", f"{label.zh}职工数和会员数都不明的行数", f"counts of which nothing is known ({label.en})",
                how="count", by=by, where=here & ~workers.known() & ~members.known(), upward=upward,
            ),
        )  # fmt: skip


RATES: Final = {(group, kind): Rate.of(group, kind) for group in KEY_GROUPS for kind in ("province", "unit")}


@attrs.frozen
class Ends:
    """The two ends of a rate over one group or several, as trees."""

    rates: tuple[Rate, ...]

    def _sum(self, *names: str) -> Expr:
        found: list[Expr] = [getattr(rate, name) * 1 for rate in self.rates for name in names]
        return reduce(lambda one, other: one + other, found)

    @property
    def least_workers(self) -> Expr:
        """Workers there are at least: those counted, and one for each member whose workers are unknown."""
        return self._sum("workers", "uncounted")

    @property
    def most_members(self) -> Expr:
        """Members there are at most, of the workers that are counted."""
        return self._sum("members", "unjoined")

    @property
    def workers_known(self) -> Expr:
        """Whether the number of workers is known."""
        return reduce(and_, (rate.workers.known() for rate in self.rates))

    @property
    def any_workers(self) -> Expr:
        """Whether there are workers at all."""
        some = self.least_workers > 0
        return Derived(
            "any_workers", "有这些群体的劳动者", "there are such workers", Certain(some, some | ~self.workers_known)
        )

    @property
    def reached(self) -> Expr:
        """Whether the rate is at the target: at both ends, at one, or at none."""
        members, workers = self._sum("members"), self._sum("workers")
        anything = reduce(or_, (rate.blank > 0 for rate in self.rates))
        ends = Certain(
            self.workers_known & (members * 100 >= workers * TARGET),
            # Where neither workers nor members of a row are known, everybody there may be a member.
            (self.most_members * 100 >= self.least_workers * TARGET) | anything,
        )
        return Derived("target_reached", "入会率达到目标", "the joining rate is at the target", ends)

    @property
    def shows(self) -> dict[str, Expr]:
        """The numbers that a message names."""
        # Rounded up: whole people join.
        gap = (self.least_workers * TARGET - self.most_members * 100 + 99) // 100
        return {
            "rate": Percent(self.most_members, self.least_workers),
            "members": self.most_members,
            "workers": self.least_workers,
            "target": TARGET,
            "gap": gap,
        }


def _counts(options: tuple[str, ...]) -> Expr:
    """Return whether the target is asked in this way, by the open question of its scope."""
    every = ("each_group", "pooled", "both")
    switched = Switched("target.scope", {option: Literal_(option in options, BOOL) for option in every})
    return Derived("scope", "目标按此口径核对", "the target is meant so", switched)


def _when(ends: Ends, options: tuple[str, ...]) -> Expr:
    return PLACE_IN_AREA & _counts(options) & (ON >= DUE_ON) & ends.any_workers


def _each_group() -> Iterator[Part]:
    for group in KEY_GROUPS:
        for kind, _, _, among in _KINDS:
            ends = Ends((RATES[group, kind],))
            shows = {"group": Literal_(group, Type("enum", Group)), **ends.shows}
            yield Part(
                TABLES["places"], _when(ends, ("each_group", "both")), ends.reached, shows,
                among=among, about=group,
            )  # fmt: skip


def _pooled() -> Iterator[Part]:
    for kind, _, _, among in _KINDS:
        ends = Ends(tuple(RATES[group, kind] for group in KEY_GROUPS))
        yield Part(
            TABLES["places"], _when(ends, ("pooled", "both")), ends.reached, ends.shows,
            among=among,
        )  # fmt: skip


_COURIERS = {"place": "620102001", "group": "courier", "workers": 100, "members": 80}
_RIDERS = {"place": "620102002", "group": "food_delivery_rider", "workers": 10, "members": 0}
_SCENE = {"headcounts": [_COURIERS]}
_MEND = Text(
    zh="再吸收会员 {gap} 人；会员数不明的先补填",
    en="enrol {gap} more members; where members are unknown, count them first",
)
_REASON = Text(zh="到 2022 年底，应有八成劳动者入会", en="by the end of 2022 four fifths were to have joined")

GROUP_RATE_TARGET = Rule(
    "GS501",
    "group-rate-target",
    Text(zh="每个群体的入会率", en="joining rate of each group"),
    Force.TARGET,
    (PLAN.clause("C04"),),
    tuple(_each_group()),
    says=Text(
        zh="{name}的{group}入会率为 {rate}%（会员 {members} 人，职工 {workers} 人），低于 {target}% 的目标，还差 {gap} 人",
        en="{name}: {rate} % of the workers ({group}) have joined ({members} of {workers}), below the target of {target} %; {gap} members are missing",
    ),
    mend=_MEND,
    reason=_REASON,
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="正好八成", en="exactly four fifths"), "held", subject="620100|courier"),
        Example(
            Text(zh="少一人", en="one member short"),
            "broken",
            {"headcounts": [{"members": 79}]},
            subject="620100|courier",
        ),
        Example(
            Text(zh="会员数不明的部分不影响结论", en="what is unknown cannot lift it to the target"),
            "broken",
            {"headcounts": [{"members": 10}, {**_COURIERS, "place": "620102002", "workers": 50, "members": None}]},
            subject="620100|courier",
        ),
        Example(
            Text(zh="会员数不明", en="members not known"),
            "cannot_tell",
            {"headcounts": [{"members": None}]},
            subject="620100|courier",
        ),
        Example(
            Text(zh="期限未到", en="before the due date"),
            "not_applicable",
            {"headcounts": [{"members": 0}]},
            on=date(2022, 12, 30),
            subject="620100|courier",
        ),
        Example(Text(zh="没有这个群体", en="nobody of the group"), "not_applicable", subject="620100|truck_driver"),
        Example(
            Text(zh="只看合计", en="only all groups together count"),
            "not_applicable",
            {"headcounts": [{"members": 0}]},
            subject="620100|courier",
            settings={"target.scope": "pooled"},
        ),
    ),
)

_TOGETHER = {"target.scope": "pooled"}
POOLED_RATE_TARGET = Rule(
    "GS502",
    "pooled-rate-target",
    Text(zh="四个群体合计的入会率", en="joining rate of the four groups together"),
    Force.TARGET,
    (PLAN.clause("C04"),),
    tuple(_pooled()),
    says=Text(
        zh="{name}四个群体合计入会率为 {rate}%（会员 {members} 人，职工 {workers} 人），低于 {target}% 的目标，还差 {gap} 人",
        en="{name}: {rate} % of the workers of the four groups have joined ({members} of {workers}), below the target of {target} %; {gap} members are missing",
    ),
    mend=_MEND,
    reason=_REASON,
    starts=STARTS,
    scene={"headcounts": [_COURIERS, _RIDERS]},
    examples=(
        Example(
            Text(zh="合计达到", en="reached together"),
            "held",
            {"headcounts": [{"members": 88}]},
            subject="620100",
            settings=_TOGETHER,
        ),
        Example(Text(zh="合计未达到", en="missed together"), "broken", subject="620100", settings=_TOGETHER),
        Example(
            Text(zh="职工数和会员数都不明", en="neither workers nor members known"),
            "cannot_tell",
            {"headcounts": [{}, {"workers": None, "members": None}]},
            subject="620100",
            settings=_TOGETHER,
        ),
        Example(Text(zh="只看各群体", en="only each group counts"), "not_applicable", subject="620100"),
    ),
)

RULES = (GROUP_RATE_TARGET, POOLED_RATE_TARGET)
