"""The public functions about coverage: who takes which workers, and what changes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from unionmodel.api.asked import Asked, Parameters
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.model.edits import Edit
    from unionmodel.model.records import Union
    from unionmodel.organise.coverage.answer import Coverage
    from unionmodel.organise.coverage.change import CoverageChange


def coverage(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> Coverage:
    """Return for every counting head count the tier and union that take the workers, and why no earlier tier did.

    Source: clauses C01 and C12 of the Gansu plan.

    >>> coverage(Structure(headcounts=[{"place": "620102001", "group": "courier", "workers": 3}])).rows[0].tier
    'none'
    """
    from unionmodel.organise.coverage import answer as covering

    asked = Asked(packs, parameters, on)
    return covering.coverage(structure, asked.law_and_plan(structure), on=asked.on, proposed=proposed)


def coverage_change(
    before: Structure,
    after: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> CoverageChange:
    """Return what changes in coverage between two structures: who loses cover, gains it, or moves to another union.

    Head counts are matched by employer or place, and group. Source: clauses C01 and C12 of the Gansu plan.

    >>> counts = [{"place": "620102001", "group": "courier", "workers": 3}]
    >>> town = {"id": "t", "kind": "township_union", "place": "620102001"}
    >>> change = coverage_change(Structure(headcounts=counts), Structure(headcounts=counts, unions=[town]))
    >>> change.workers("gained"), change.rows[0].after.union
    (3, 't')
    """
    from unionmodel.organise.coverage import change as changing

    asked = Asked(packs, parameters, on)
    return changing.coverage_change(before, after, asked.law_and_plan(), on=asked.on, proposed=proposed)


def coverage_if(
    structure: Structure,
    *,
    close: str | Iterable[str] = (),
    open: str | Union | Iterable[str | Union] = (),
    edits: Iterable[Edit] = (),
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    proposed: bool = True,
    parameters: Parameters = None,
) -> CoverageChange:
    """Return who would lose cover if unions closed, and who would gain it if unions opened.

    `close` names unions that are dissolved as of the day. `open` names unions of the structure, which are compared with
    their not being there (a proposed union stands already), or gives new ones as records. Any other `edits` are made
    last, such as the links of a new basic union. Raises UnknownName for a union that does not exist.

    >>> from unionmodel import DEMO_DAY, demo
    >>> change = coverage_if(demo(), close="if-courier", on=DEMO_DAY)
    >>> change.of("gained")
    ()
    """
    from unionmodel.organise.coverage import change as changing

    asked = Asked(packs, parameters, on)
    return changing.coverage_if(
        structure, asked.law_and_plan(structure), close=close, open=open, edits=edits, on=asked.on, proposed=proposed
    )
