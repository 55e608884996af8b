"""The ways of repair by their names: a pack names the one that mends a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from unionmodel.organise.repair import bodies, data, federations, founding, hierarchy, membership, money
from unionmodel.organise.repair.options import Propose
from unionmodel.rules.mending import Mends
from unionmodel.rules.pack import Pack

_SUBJECTS: Final = {
    module.__name__.rpartition(".")[2]: module
    for module in (bodies, data, federations, founding, hierarchy, membership, money)
}


def way_named(mends: Mends) -> Propose | None:
    """Return what proposes edits where the findings of a rule are mended so; None where no edit can."""
    if mends.way is None:
        return None
    subject, _, name = mends.way.partition(".")
    found: Propose = getattr(_SUBJECTS[subject], name)
    return found(*mends.values) if mends.values else found  # type: ignore[return-value]


def mends_of(packs: Sequence[Pack]) -> Mapping[str, Mends]:
    """Return how the rules of packs are mended, by their codes."""
    return {code: mends for pack in packs for code, mends in pack.mends.items()}
