"""The public function `campaign`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from unionmodel.api.asked import Asked, Parameters
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.organise.campaign.answer import CampaignAnswer
    from unionmodel.rules.campaign import Campaign


def campaign(
    structure: Structure,
    on: date | None = None,
    campaign: str | os.PathLike[str] | Mapping[str, Any] | Campaign | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    until: date | None = None,
    proposed: bool = True,
    parameters: Parameters = None,
) -> CampaignAnswer:
    """Return where a campaign stands on a day: its phases, the progress of every area and group, and what is due.

    `campaign` is the one of a pack or a shipped one by name (``gansu-2021``, ``national-2021``, ``sichuan-2021``), the
    path of a TOML file, a mapping like it, or a `Campaign`; by default that of the plan among the packs. Progress gives workers and members as exact intervals, whether the target is
    reached, how many members are still needed, how many a month that makes, and where dated head counts lead by the due
    day. `until` ends what is listed as due (default: the last day of the year of `on`). Raises UnknownName for names
    that do not exist, InputErrors with everything that is wrong with a definition. Source: clauses C04 to C06 and C28 of
    the Gansu plan.

    >>> counts = [{"place": "620102001", "group": "courier", "workers": 10, "members": 7}]
    >>> row = campaign(Structure(headcounts=counts), on=date(2022, 11, 30)).row("620000", "courier")
    >>> row.verdict.value, row.needed.exact, row.pace.exact
    ('not_reached', 1, 1)
    """
    from unionmodel.organise.campaign import compute as campaigning

    asked = Asked(packs, parameters, on)
    return campaigning.campaign(
        structure, asked.law_and_plan(structure), campaign, on=asked.on, until=until, proposed=proposed
    )
