"""How findings of a rule are mended: a way that `repair` knows by name, and what is said where no edit can help."""

from __future__ import annotations

from typing import Any, Final

import attrs

from unionmodel.errors import PackError
from unionmodel.language import Text
from unionmodel.law.reading import unknown

#: The ways of `repair`, by the subject that they are about.
WAYS: Final = (
    "bodies.audit_body", "bodies.cell", "bodies.dispatched", "bodies.name_or_kind", "bodies.new_officer",
    "bodies.not_approved_yet", "bodies.seats",
    "data.blanks", "data.code_of_employer", "data.counted_members", "data.covered_twice", "data.credit_code", "data.end",
    "data.group_or_industry", "data.listed_name", "data.one_subject", "data.phase", "data.place", "data.references",
    "data.shared_code",
    "federations.cap", "federations.driven", "federations.higher", "federations.industries", "federations.leader",
    "federations.lower", "federations.members", "federations.mode", "federations.no_member_union",
    "federations.one_employer", "federations.related", "federations.single",
    "founding.at_employer", "founding.direct_members", "founding.many_employers", "founding.own_union",
    "founding.park", "founding.related_firm", "founding.township", "founding.workers",
    "hierarchy.approved_by", "hierarchy.circle", "hierarchy.ended_leader", "hierarchy.ended_superior",
    "hierarchy.industrial_union", "hierarchy.local_federation", "hierarchy.missing_superior",
    "hierarchy.other_superior", "hierarchy.outside_area", "hierarchy.second_superior", "hierarchy.successor",
    "hierarchy.two_roots",
    "membership.direct_elsewhere", "membership.direct_to_own", "membership.group", "membership.of_ended_union",
    "membership.seamless", "membership.twice_active", "membership.with_employer",
    "money.contribution", "money.floor_gap", "money.partner", "money.payer", "money.posts",
)  # fmt: skip


@attrs.frozen
class Mends:
    """How `repair` mends the findings of a rule, and what it says where it has nothing to offer.

    `way` is one of `WAYS` (None: no edit can mend it), with `values` where it asks for some, as ``bodies.cell`` asks for a
    column and what may stand in it. `unknown_too`: also where the rule cannot tell, because the missing fact follows from
    others. Nothing is offered that was not tried out, whatever the way. Raises PackError for another way.
    """

    otherwise: Text
    way: str | None = None
    values: tuple[Any, ...] = ()
    unknown_too: bool = False

    def __attrs_post_init__(self) -> None:
        if self.way is not None and self.way not in WAYS:
            raise PackError(unknown("改法", "way of repair", self.way, WAYS))


#: What is often said where no edit can help.
HAPPENED: Final = Text(
    zh="只有真做了才能登记：时间和内容文件中没有",
    en="only what was done can be recorded, and the file does not say that it was",
)
PAPERS: Final = Text(
    zh="哪一个数或日期有误，要看原始材料", en="which of the numbers or dates is wrong stands in the papers only"
)
ELECTED: Final = Text(zh="须经选举产生，选出后再登记", en="somebody must be elected first, then recorded")
NO_UNION: Final = Text(zh="文件中没有合适的工会可作选择", en="the file has no union that would do")
NOTHING_SAID: Final = Text(zh="文件中没有可据以修改的内容", en="nothing in the file says how to mend it")
NO_FOUNDING: Final = Text(
    zh="没有可行的建会方案：先补填区域和单位", en="no founding is possible yet: record places and employers first"
)
