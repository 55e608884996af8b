"""The public functions about what keeps unions alive: money, maturity, staffing, pairing, head counts compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from unionmodel.api.asked import Asked, Parameters
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.organise.upkeep.maturity import Maturities, Maturity
    from unionmodel.organise.upkeep.money import Money
    from unionmodel.organise.upkeep.pairing import Pairs
    from unionmodel.organise.upkeep.reconcile import Reconciliation
    from unionmodel.organise.upkeep.staffing import Staffing


def money(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> Money:
    """Return what each union lacks to the yearly floor of work funds, and what a proposal costs, by county and source.

    The year is that of the day. Amounts are fen inside, yuan in `to_dict` and `render`. Source: clause C24.

    >>> from unionmodel import DEMO_DAY, demo
    >>> money(demo(), on=DEMO_DAY).total.open
    1
    """
    from unionmodel.organise.upkeep import money as counting

    asked = Asked(packs, parameters, on)
    return counting.money(structure, asked.plan(structure), on=asked.on, proposed=proposed)


def maturity(
    structure: Structure,
    union: str,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
) -> Maturity:
    """Return how far a union has come: built, running, alive, every step with its clause. Raises UnknownName.

    A step whose facts are missing is neither done nor left undone. Source: clause C23 of the Gansu plan.

    >>> maturity(Structure(unions=[{"id": "u1", "status": "proposed"}]), "u1", on=date(2022, 12, 31)).level
    'none'
    """
    from unionmodel.organise.upkeep import maturity as climbing

    asked = Asked(packs, parameters, on)
    return climbing.maturity(structure, asked.plan(structure), on=asked.on, union=union)


def maturity_all(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
) -> Maturities:
    """Return how far every union that stands has come, with the first step that each lacks.

    >>> from unionmodel import DEMO_DAY, demo
    >>> sum(maturity_all(demo(), on=DEMO_DAY).counts.values()) > 50
    True
    """
    from unionmodel.organise.upkeep import maturity as climbing

    asked = Asked(packs, parameters, on)
    return climbing.maturity_all(structure, asked.plan(structure), on=asked.on)


def staffing(
    structure: Structure,
    hired: int,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    floor: int = 0,
    county: str | None = None,
    parameters: Parameters = None,
) -> Staffing:
    """Return where `hired` workers go: in proportion to key-group members, by largest remainder, `floor` at least each.

    Bodies whose members are not known get no more than the floor. Raises ValueError for a negative number. Source:
    clause C26 of the Gansu plan.

    >>> from unionmodel import DEMO_DAY, demo
    >>> sum(post.proposed for post in staffing(demo(), 20, on=DEMO_DAY).posts)
    20
    """
    from unionmodel.organise.upkeep import staffing as posting

    asked = Asked(packs, parameters, on)
    return posting.staffing(
        structure, asked.plan(structure), hired=hired, on=asked.on, floor=floor, county=county
    )  # fmt: skip


def pairing(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
) -> Pairs:
    """Return pairs of unions proposed for the year of a day: who has come further helps who has not, near by first.

    Source: clause C27 of the Gansu plan.

    >>> pairing(Structure(), on=date(2022, 12, 31)).pairs
    ()
    """
    from unionmodel.organise.upkeep import pairing as matching

    asked = Asked(packs, parameters, on)
    return matching.pairing(structure, asked.plan(structure), on=asked.on)


def reconcile(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
) -> Reconciliation:
    """Return the head counts of all sources side by side, with their differences to the survey.

    The survey is what everything is divided by; where it is missing nothing is put in its place. Source: clause C08.

    >>> counts = [{"place": "620102001", "group": "courier", "workers": 100, "source": "platform"}]
    >>> reconcile(Structure(headcounts=counts), on=date(2022, 12, 31)).rows[0].advice
    'platform'
    """
    from unionmodel.organise.upkeep import reconcile as comparing

    asked = Asked(packs, parameters, on)
    return comparing.reconcile(structure, asked.plan(structure), on=asked.on)
