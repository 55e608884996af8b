"""The public function `explain`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from unionmodel.api.asked import Asked, Parameters
from unionmodel.checking.report import explanation
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted


def explain(
    code: str,
    language: str | None = None,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
) -> explanation.Explanation:
    """Return what a rule says, where it says so, its parameters by date and its examples. Raises UnknownName.

    >>> print(explain("GS401", language="en").to_dict()["title"])
    yearly floor of work funds
    """
    asked = Asked(packs, parameters, on)
    return explanation.explain(asked.law(overlays=True), code, on=asked.on, language=language)
