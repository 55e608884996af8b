"""The public functions about the law: which packs there are, what became of every clause, which sources are overdue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from unionmodel.api.asked import today_unless
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted, installed, resolved, shipped
from unionmodel.rules.pack import Pack

if TYPE_CHECKING:
    from unionmodel.organise.law.ledger import LawCoverage
    from unionmodel.organise.law.overdue_sources import StaleLaw


def packs(wanted: Iterable[Wanted] | None = None) -> dict[str, Pack]:
    """Return every installed pack by name, shipped or brought by a package; or those that are `wanted`.

    A pack is wanted by its name, or by the path of a Python file, which is run (``./my_pack.py``, ``my_pack.py:NAME``).
    An installed pack that cannot be used is left out, and refused where it is wanted. Raises UnknownName for a name that
    does not exist, PackErrors with everything that is wrong with the packs.

    >>> "gansu-2021" in packs(), list(packs(["charter"]))
    (True, ['charter'])
    """
    if wanted is not None:
        return {pack.name: pack for pack in resolved(wanted)}
    return {**shipped(), **{entry.name: pack for entry, pack in installed() if isinstance(pack, Pack)}}


def law_coverage(packs: Iterable[Wanted] = DEFAULT_PACKS) -> LawCoverage:
    """Return every clause of the packs that keep a ledger: its state, what implements it, and why not all of it is there.

    Raises UnknownName for a pack that does not exist.

    >>> law_coverage(["gansu-2021"]).clause("C29").entry.state
    'out of scope'
    """
    from unionmodel.organise.law import ledger

    return ledger.law_coverage(resolved(packs))


def law_stale(on: date | None = None, packs: Iterable[Wanted] | None = None) -> StaleLaw:
    """Return the sources that are past the day by which they were to be looked at again (default: of every pack).

    Raises UnknownName for a pack that does not exist.

    >>> law_stale(date(2021, 1, 1)).sources
    ()
    """
    from unionmodel.organise.law import overdue_sources as stale

    return stale.law_stale(resolved(shipped() if packs is None else packs), today_unless(on))
