"""The public functions `recommend` and `recommend_all`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from unionmodel.api.asked import Asked, Parameters
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.organise.founding.answer import Recommendation, Recommendations


def recommend(
    structure: Structure,
    employer: str,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> Recommendation:
    """Return how the workers of an employer come into a union: route, founder, steps, reasons, what was refused.

    Tried in the order of the interface: it has a union; direct membership where none can be founded; alone; led by its
    leading firm; driven by the industry; an industry or regional federation of small employers; direct membership.
    What is not known decides nothing, and is named among the reasons. Raises UnknownName for an employer that is not
    there or not open on the day. Source: clauses C09 to C15 of the Gansu plan.

    >>> branch = {"id": "e1", "name": "Express", "place": "620102001", "role": "platform_branch"}
    >>> recommend(Structure(employers=[branch]), "e1", on=date(2022, 12, 31)).route
    'single'
    """
    from unionmodel.organise.founding import answer as founding

    asked = Asked(packs, parameters, on)
    return founding.recommend(structure, employer, asked.plan(structure), on=asked.on, proposed=proposed)


def recommend_all(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> Recommendations:
    """Return the recommendation for every employer that is open on a day, as a table that counts the routes.

    >>> from unionmodel import DEMO_DAY, demo
    >>> recommend_all(demo(), on=DEMO_DAY).counts["already_unionised"] > 50
    True
    """
    from unionmodel.organise.founding import answer as founding

    asked = Asked(packs, parameters, on)
    return founding.recommend_all(structure, asked.plan(structure), on=asked.on, proposed=proposed)
