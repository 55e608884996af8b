"""The public function `compare`: names resolved, and what is not said of the later side taken from the earlier one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from unionmodel.api.asked import Asked, Parameters, listed
from unionmodel.checking.checking import Engine, codes
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted, resolved
from unionmodel.rules.pack import Pack

if TYPE_CHECKING:
    from unionmodel.organise.comparison.answer import Comparison


def compare(
    before: Structure,
    after: Structure | None = None,
    on: date | None = None,
    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
    *,
    on_after: date | None = None,
    packs_after: Iterable[Wanted] | Wanted | None = None,
    parameters: Parameters = None,
    parameters_after: Parameters = None,
    engine: Engine = "auto",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    language: str | None = None,
    waivers: Sequence[Any] = (),
    proposed: bool = True,
) -> Comparison:
    """Return what changes between two structures, two days or two states of the law: which findings come, go, change.

    Both sides are checked as `check` does, `before` on the day `on` (default: today) by `packs` with `parameters`. The
    other side has what is given for it, and is the same in everything else: another structure (`after`), another day
    (`on_after`), other packs (`packs_after`), or other `parameters_after`, which are set on top of `parameters`. Every
    finding that differs comes with its causes: the cells that differ, the parameter with its clause, or the day. What a
    rule does not read is never a cause; of several things that differ each is tried out by itself. Raises UnknownName
    for names that do not exist.

    >>> from unionmodel import DEMO_DAY, demo
    >>> found = compare(demo(), on=DEMO_DAY, parameters_after={"funding_floor.amount": 30000}, select=["GS401"])
    >>> len(found.came), len(found.changed), found.ok
    (14, 2, False)
    >>> print(found.changed[0].causes[0].text.en)
    parameter yearly floor of work funds (funding_floor.amount): 20000 yuan → 30000 yuan (set by the user)
    """
    from unionmodel.organise.comparison.answer import compare as comparing
    from unionmodel.organise.comparison.causes import Side

    later = before if after is None else after
    asked = Asked(_both(packs, before, later), parameters, on)
    chosen = asked.packs if packs_after is None else _both(packs_after, before, later)
    asked_after = Asked(chosen, [*listed(parameters), *listed(parameters_after)], on_after or asked.on)
    first, second = Side(before, asked.law(before), asked.on), Side(later, asked_after.law(later), asked_after.on)
    return comparing(
        first, second, language=language, engine=engine, select=codes(select), ignore=codes(ignore),
        waivers=tuple(waivers), proposed=proposed,
    )  # fmt: skip


def _both(packs: Iterable[Wanted] | Wanted, before: Structure, after: Structure) -> tuple[Pack, ...]:
    """Return the packs; to the default ones come the jurisdictions of both structures, so that both are asked the same."""
    asked = packs if isinstance(packs, (str, os.PathLike, Pack)) else tuple(packs)
    found = {pack.name: pack for structure in (before, after) for pack in resolved(asked, structure)}
    return tuple(found.values())
