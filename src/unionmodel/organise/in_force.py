"""What an answer that rests on the Gansu plan is asked with: the plan must be among the packs, and in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from unionmodel.checking.checking import bind
from unionmodel.checking.engine import Bindings
from unionmodel.errors import NotInForce, UnknownName
from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS
from unionmodel.rules.pack import Pack

_PACK = "gansu-2021"


def bound_by_plan(packs: Sequence[Pack], on: date, proposed: bool = True) -> Bindings:
    """Return what the packs bring on a day.

    Raises UnknownName where the plan is not among them, NotInForce on a day before it: nothing is asked yet, and an
    answer in its terms would be made up.
    """
    if not any(pack.name == _PACK for pack in packs):
        raise UnknownName(
            Text(zh="规则包（所问的事项由它规定）", en="pack among those chosen (it rules what is asked)"), _PACK, ()
        )
    if on < STARTS:
        raise NotInForce(
            Text(
                zh=f"{on} {PLAN.short.zh}尚未施行，自 {STARTS} 起施行；请换一个日期",
                en=f"on {on} the {PLAN.short.en} is not in force yet, it is from {STARTS}; ask about a later day",
            )
        )
    return bind(packs, on, proposed)
