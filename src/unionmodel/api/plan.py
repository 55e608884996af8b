"""The public function `plan`: what is asked for read and held to what can be asked, then planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from unionmodel.api.asked import Asked, Parameters
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.organise.planning.answer import FoundingPlan
    from unionmodel.organise.planning.solving import Solver


def plan(
    structure: Structure,
    budget: Any = None,
    target: int | bool | None = None,
    on: date | None = None,
    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
    *,
    costs: Mapping[str, Any] | None = None,
    kinds: Iterable[str] | None = None,
    levels: Iterable[str] = ("county",),
    most_industries: int = 1,
    least_workers: int = 25,
    industry_first: bool = True,
    within: str | None = None,
    proposed: bool = True,
    parameters: Parameters = None,
    solver: Solver = "auto",
    seconds: float = 60.0,
) -> FoundingPlan:
    """Return which federations, township and joint unions to found for the workers whom no union takes, with the proof.

    Without `budget` and `target` everybody is covered for the least money; with a `budget` (yuan) most workers within it;
    with a `target` (a whole percentage, or True for that of the pack) so many in every province and reporting unit
    can join, with the fewest organisations. An organisation costs the yearly floor of work funds and what `costs` adds for
    its kind (yuan). `kinds` may be founded; industry federations sit at `levels` (``county``, ``prefecture``), name up to
    `most_industries`, and pay where `least_workers` of a group have no union; where they pay, regional federations and
    township unions come after them unless `industry_first` is False. `within` is the code of an area to plan for. HiGHS
    proves the plan within `seconds`; without it, or with `solver` ``greedy``, the plan is good and its gap is given. Raises
    InputErrors for arguments that do not fit. Source: clauses C04, C11, C12, C14 and C24 of the Gansu plan.

    >>> riders = [{"place": "620102001", "group": "food_delivery_rider", "workers": 40}]
    >>> found = plan(Structure(headcounts=riders), on=date(2022, 12, 31))
    >>> [one.kind for one in found.organisations], found.status, found.cost
    (['industry_federation'], 'optimal', 2000000)
    """
    from unionmodel.organise import planning

    asked = Asked(packs, parameters, on)
    law = asked.plan(structure)
    wishes = planning.read_wishes(
        structure, law, asked.on, budget=budget, target=target, costs=costs or {}, kinds=kinds, levels=levels,
        most_industries=most_industries, least_workers=least_workers, industry_first=industry_first, within=within,
        solver=solver, seconds=seconds,
    )  # fmt: skip
    return planning.plan(structure, law, on=asked.on, proposed=proposed, **wishes)
