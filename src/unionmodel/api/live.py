"""The check that is kept, with names resolved and defaults filled in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any

from unionmodel.api.asked import Asked, Parameters
from unionmodel.checking.checking import CheckSetup, codes, setup_of
from unionmodel.checking.live.checker import Checking
from unionmodel.checking.report.baseline import Baseline
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted, resolved
from unionmodel.rules.discover import DEFAULT
from unionmodel.rules.pack import Pack


class Checker(Checking):
    """A structure under edits and its report: after an edit only what the edit reaches is judged again.

    For programs that check at each save. The report is at every step the one that `unionmodel.check` gives
    for the structure as it is then; the arguments are those of `check`, and files among them are read once. `structure`
    is the structure now, `report` its report, `came` and `went` are the findings that the last edits brought and took
    away.

    `apply(edits)` makes one edit or several (`unionmodel.add`, `change`, `remove`), and returns the new report;
    `trial(edits)` makes none, and returns the findings that they would bring and take away (`came`, `went`). Both raise
    InputErrors with everything that is wrong with the edits, and change nothing then. Making a checker takes as long as
    several checks. Raises UnknownName for a name that does not exist, PackErrors where more is wrong with packs or
    parameters.

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
        packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
        on: date | None = None,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        language: str | None = None,
        *,
        waivers: Sequence[Any] = (),
        proposed: bool = True,
        parameters: Parameters = None,
        baseline: Baseline | None = None,
    ) -> None:
        setup_for = _choosing(
            Asked(packs, parameters, on), structure, select=codes(select), ignore=codes(ignore), language=language,
            waivers=waivers, proposed=proposed, baseline=baseline,
        )  # fmt: skip
        super().__init__(structure, setup_for)


def _choosing(asked: Asked, structure: Structure, **how: Any) -> Callable[[Structure], CheckSetup]:
    """Return a function that gives the setup for a structure; the same packs give the same object, which costs nothing.

    Files of packs and of values are read now, and not again: what happens to them later is nothing to a check that is
    kept. Raises what is wrong with them.
    """
    packs = (asked.packs,) if isinstance(asked.packs, (str, os.PathLike, Pack)) else tuple(asked.packs)
    Asked(packs, asked.parameters).law(structure)
    read = tuple(_read(one) for one in packs)
    # Those of jurisdictions, too, into which an edit may lead.
    plain, set_up = resolved(read, overlays=True), Asked(read, asked.parameters).law(overlays=True)
    with_values = dict(zip(plain, set_up, strict=True))
    setup = lru_cache(partial(setup_of, on=asked.on, **how))
    return lambda now: setup(tuple(with_values[pack] for pack in resolved(read, now)))


def _read(one: Wanted) -> Wanted:
    """Return a pack that stands in a file, or that a package brings; names of what is always there stay names."""
    return one if isinstance(one, Pack) or one in (DEFAULT, *DEFAULT_PACKS) else resolved(one)[0]
