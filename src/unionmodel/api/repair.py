"""The public functions `repair` and `undo`: proposals for every finding, and a repair taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from unionmodel.api.asked import Asked, Parameters
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.checking.report.report import Report
    from unionmodel.organise.repair.answer import Repairs


def repair(
    structure: Structure,
    report: Report | None = None,
    on: date | None = None,
    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
    *,
    select: Iterable[str] | None = None,
    parameters: Parameters = None,
    proposed: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Repairs:
    """Return for every finding a safe mend, choices, or why there is none. Nothing is applied.

    Each mend has its edits, a reason, a cost in yuan and the union that has to approve; each was tried out: with it the
    finding goes, and no new breach of severity error comes. It is `safe` where it follows from what is recorded; what
    needs a decision, an election or money is a choice. What happened (activities, dates, counts) is never made up.

    `report` is a check of this structure by the same packs (default: one is made on the day `on`, default: today);
    `select` names codes or their beginnings. `progress` is called with how many of how many findings are done. `edits()` of the
    answer gives the edits of all safe mends, `carry_out(choose={"GS401|u1": 1})` the structure with what is chosen, and
    its `journal()` what undoes it. Raises InputErrors for a report of another structure. Source: clauses C10 to C14, C24
    to C27 of the Gansu plan for what it founds and pays; the rule's own citation for everything else.

    >>> street = {"id": "t", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}
    >>> county = {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
    >>> found = repair(Structure(unions=[street, county]), on=date(2022, 12, 31), select=["TUL102"])
    >>> found[0].kind, found[0].mend.approver, found.edits()[0].values
    ('mend', 'c', {'superior': 'c'})
    """
    from unionmodel.organise.repair import compute as repairing

    asked = Asked(packs, parameters, on or (report.on if report else None))
    return repairing.repair(
        structure, asked.law(structure), on=asked.on, report=report, select=select, proposed=proposed,
        progress=progress,
    )  # fmt: skip


def undo(structure: Structure, journal: object) -> Structure:
    """Return a structure as it was before a repair, by the journal of it (a mapping). Raises InputErrors.

    The structure must be the one that the repair gave: its content hash is compared, and so is that of what comes out.

    >>> from unionmodel import repair
    >>> county = {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
    >>> street = {"id": "t", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}
    >>> before = Structure(unions=[county, street])
    >>> done = repair(before, on=date(2022, 12, 31)).carry_out()
    >>> undo(done.structure, done.journal()).sha256 == before.sha256
    True
    """
    from unionmodel.organise.repair.journal import undone

    return undone(structure, journal)
