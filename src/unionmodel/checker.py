"""The check that is kept, with names resolved and defaults filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from unionmodel.api import configured
from unionmodel.check.baseline import Baseline
from unionmodel.check.checker import Checking
from unionmodel.model.structure import Structure
from unionmodel.packs import DEFAULT_PACKS, resolved
from unionmodel.rules.pack import Pack


class Checker(Checking):
    """A structure under edits and its report: after an edit only what the edit reaches is judged again.

    For whoever checks each time something is saved. The report is at every step the one that `unionmodel.check` gives
    for the structure as it is then; the arguments are those of `check`. `structure` is the structure now, `report` its
    report, `came` and `went` are the findings that the last edits brought and took away.

    `apply(edits)` makes one edit or several (`unionmodel.add`, `change`, `remove`), and returns the new report. It
    raises InputErrors with everything that is wrong with the edits, and changes nothing then. Making a checker takes as
    long as several checks, and so does an edit that takes a place out. Raises UnknownName for names that do not exist.

    >>> from unionmodel import change
    >>> checker = Checker(Structure(unions=[{"id": "u1", "kind": "joint_union"}]), on=date(2022, 12, 31))
    >>> checker.report.counts["TUL204"]["broken"]
    1
    >>> checker.apply(change("unions", "u1", kind="basic_union")).counts["TUL204"]["broken"]
    0
    >>> [finding.code for finding in checker.went if finding.outcome == "broken"]
    ['TUL204']
    """

    def __init__(
        self,
        structure: Structure,
        packs: Iterable[str | Pack] = DEFAULT_PACKS,
        on: date | None = None,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        language: str | None = None,
        *,
        waivers: Sequence[Any] = (),
        proposed: bool = True,
        parameters: Mapping[str, Any] | None = None,
        baseline: Baseline | None = None,
    ) -> None:
        named = tuple(packs)
        made: dict[tuple[Pack, ...], tuple[Pack, ...]] = {}

        def chosen(structure: Structure) -> tuple[Pack, ...]:
            found = resolved(named, structure)
            # The same packs for the same names: others would mean that everything is judged anew.
            return made.setdefault(found, made.get(found) or configured(found, parameters))

        super().__init__(
            structure, chosen, on=on or date.today(), select=select, ignore=ignore, language=language, waivers=waivers,
            proposed=proposed, baseline=baseline,
        )  # fmt: skip
