"""What a page or a workbook of a report shows beside the findings: computed by `unionmodel.api.dossier`, and only shown here."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from unionmodel.checking.report.report import Report
from unionmodel.organise.campaign.answer import CampaignAnswer
from unionmodel.organise.coverage.answer import Coverage
from unionmodel.organise.repair.answer import Remedy
from unionmodel.organise.upkeep.money import Money


@attrs.frozen
class Dossier:
    """A report with the mends that were tried out, by the identity of their finding, and the answers of its plan.

    What is None is not shown: the report does not say what was judged, its packs have no plan, or there is nothing to say.
    """

    report: Report
    remedies: Mapping[int, Remedy] = attrs.field(factory=dict)
    coverage: Coverage | None = None
    money: Money | None = None
    campaign: CampaignAnswer | None = None
