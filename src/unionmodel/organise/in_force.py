"""The plan that an answer rests on: one of the packs must bring its scheme, and it must be in force on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from unionmodel.checking.checking import bind
from unionmodel.checking.engine import Bindings
from unionmodel.errors import NotInForce, UnknownName
from unionmodel.language import Text
from unionmodel.rules.pack import Pack
from unionmodel.rules.scheme import Scheme

T = TypeVar("T")


def schemes_among(packs: Sequence[Pack]) -> list[tuple[Pack, Scheme]]:
    """Return the packs that bring a scheme, each with it. That of the plan is the last: one's own pack stands after others."""
    return [(pack, pack.scheme) for pack in packs if pack.scheme is not None]


def plan_among(packs: Sequence[Pack]) -> tuple[Pack, Scheme]:
    """Return the pack of the plan, and its scheme. Raises UnknownName where no pack brings one."""
    found = schemes_among(packs)
    if not found:
        what = Text(zh="规则包（所问的事项由它规定）", en="pack among those chosen (it rules what is asked)")
        raise UnknownName(what, "scheme", ())
    return found[-1]


def scheme_among(packs: Sequence[Pack]) -> Scheme:
    """Return the scheme of the plan among the packs. Raises UnknownName where none brings one."""
    return plan_among(packs)[1]


def bound_by_plan(packs: Sequence[Pack], on: date, proposed: bool = True) -> tuple[Scheme, Bindings]:
    """Return the scheme of the plan among the packs, and what the packs bring on a day.

    Raises UnknownName where no pack brings a scheme, NotInForce on a day before its plan: nothing is asked yet, and an
    answer in its terms would be made up.
    """
    scheme = scheme_among(packs)
    if on < scheme.starts:
        short = scheme.source.short
        raise NotInForce(
            Text(
                zh=f"{on} {short.zh}尚未施行，自 {scheme.starts} 起施行；请换一个日期",
                en=f"on {on} the {short.en} is not in force yet, it is from {scheme.starts}; ask about a later day",
            )
        )
    return scheme, bind(packs, on, proposed)


def asked_for(part: T | None, what: Text) -> T:
    """Return a part of a scheme. Raises NotInForce where the plan does not speak of it."""
    if part is None:
        raise NotInForce(Text(zh=f"方案没有规定{what.zh}", en=f"the plan says nothing of {what.en}"))
    return part
