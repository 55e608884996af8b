"""Organising rules of trade unions as code: load a structure, check it, and be told what is broken, why and where."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unionmodel.api import DEMO_DAY as DEMO_DAY
    from unionmodel.api import campaign as campaign
    from unionmodel.api import check as check
    from unionmodel.api import coverage as coverage
    from unionmodel.api import coverage_change as coverage_change
    from unionmodel.api import coverage_if as coverage_if
    from unionmodel.api import demo as demo
    from unionmodel.api import explain as explain
    from unionmodel.api import law_coverage as law_coverage
    from unionmodel.api import law_stale as law_stale
    from unionmodel.api import packs as packs
    from unionmodel.api import recommend as recommend
    from unionmodel.api import recommend_all as recommend_all
    from unionmodel.api import why as why
    from unionmodel.api_drawing import draw as draw
    from unionmodel.api_planning import plan as plan
    from unionmodel.api_register import check_register as check_register
    from unionmodel.api_repair import repair as repair
    from unionmodel.api_repair import undo as undo
    from unionmodel.api_roster import roster as roster
    from unionmodel.api_scenario import reorganise as reorganise
    from unionmodel.api_scenario import scenario as scenario
    from unionmodel.api_support import maturity as maturity
    from unionmodel.api_support import maturity_all as maturity_all
    from unionmodel.api_support import money as money
    from unionmodel.api_support import pairing as pairing
    from unionmodel.api_support import reconcile as reconcile
    from unionmodel.api_support import staffing as staffing
    from unionmodel.check.baseline import Baseline as Baseline
    from unionmodel.check.columns_report import RegisterReport as RegisterReport
    from unionmodel.check.columns_roster import RosterCounts as RosterCounts
    from unionmodel.check.outcome import Finding as Finding
    from unionmodel.check.outcome import Outcome as Outcome
    from unionmodel.check.outcome import Report as Report
    from unionmodel.checker import Checker as Checker
    from unionmodel.comparing import compare as compare
    from unionmodel.errors import InputErrors as InputErrors
    from unionmodel.errors import PackErrors as PackErrors
    from unionmodel.errors import UnionModelError as UnionModelError
    from unionmodel.io import load as load
    from unionmodel.io.exporting import export as export
    from unionmodel.io.register import Register as Register
    from unionmodel.io.saving import save as save
    from unionmodel.io.template import template as template
    from unionmodel.model.divisions import Divisions as Divisions
    from unionmodel.model.divisions import divisions as divisions
    from unionmodel.model.edits import add as add
    from unionmodel.model.edits import change as change
    from unionmodel.model.edits import remove as remove
    from unionmodel.model.records import Activity as Activity
    from unionmodel.model.records import Affiliation as Affiliation
    from unionmodel.model.records import Channel as Channel
    from unionmodel.model.records import Cover as Cover
    from unionmodel.model.records import DirectMembers as DirectMembers
    from unionmodel.model.records import Employer as Employer
    from unionmodel.model.records import Funding as Funding
    from unionmodel.model.records import Headcount as Headcount
    from unionmodel.model.records import Member as Member
    from unionmodel.model.records import Officer as Officer
    from unionmodel.model.records import Pairing as Pairing
    from unionmodel.model.records import Place as Place
    from unionmodel.model.records import Plan as Plan
    from unionmodel.model.records import Service as Service
    from unionmodel.model.records import Station as Station
    from unionmodel.model.records import Union as Union
    from unionmodel.model.records import Waiver as Waiver
    from unionmodel.model.structure import Structure as Structure
    from unionmodel.organise.comparison import Comparison as Comparison
    from unionmodel.organise.comparison import FindingChange as FindingChange
    from unionmodel.organise.founding import Recommendation as Recommendation
    from unionmodel.organise.founding import Recommendations as Recommendations
    from unionmodel.organise.repair.answer import Mend as Mend
    from unionmodel.organise.repair.answer import Remedy as Remedy
    from unionmodel.organise.repair.answer import Repairs as Repairs
    from unionmodel.organise.scenario.answer import Scenario as Scenario
    from unionmodel.packs import DEFAULT_PACKS as DEFAULT_PACKS
    from unionmodel.render.pictures.picture import Picture as Picture
    from unionmodel.render.schemas import schema as schema
    from unionmodel.rules.pack import Pack as Pack

_HOMES = {
    "unionmodel.api": (
        "DEMO_DAY", "campaign", "coverage", "coverage_change", "coverage_if", "demo", "explain",
        "law_coverage", "law_stale", "recommend", "recommend_all", "why",
    ),
    "unionmodel.api_drawing": ("draw",),
    "unionmodel.api_planning": ("plan",),
    "unionmodel.api_register": ("check_register",),
    "unionmodel.api_repair": ("repair", "undo"),
    "unionmodel.api_roster": ("roster",),
    "unionmodel.api_scenario": ("reorganise", "scenario"),
    "unionmodel.api_support": ("maturity", "maturity_all", "money", "pairing", "reconcile", "staffing"),
    "unionmodel.check.baseline": ("Baseline",),
    "unionmodel.check.columns_report": ("RegisterReport",),
    "unionmodel.check.columns_roster": ("RosterCounts",),
    "unionmodel.check.outcome": ("Finding", "Outcome", "Report"),
    "unionmodel.checker": ("Checker",),
    "unionmodel.comparing": ("compare",),
    "unionmodel.errors": ("InputErrors", "PackErrors", "UnionModelError"),
    "unionmodel.io": ("load",),
    "unionmodel.io.exporting": ("export",),
    "unionmodel.io.register": ("Register",),
    "unionmodel.io.saving": ("save",),
    "unionmodel.io.template": ("template",),
    "unionmodel.model.divisions": ("Divisions", "divisions"),
    "unionmodel.model.edits": ("add", "change", "remove"),
    "unionmodel.model.records": (
        "Activity", "Affiliation", "Channel", "Cover", "DirectMembers", "Employer", "Funding", "Headcount", "Member",
        "Officer", "Pairing", "Place", "Plan", "Service", "Station", "Union", "Waiver",
    ),
    "unionmodel.model.structure": ("Structure",),
    "unionmodel.organise.founding": ("Recommendation", "Recommendations"),
    "unionmodel.organise.comparison": ("Comparison", "FindingChange"),
    "unionmodel.organise.repair.answer": ("Mend", "Remedy", "Repairs"),
    "unionmodel.organise.scenario.answer": ("Scenario",),
    "unionmodel.packs": ("DEFAULT_PACKS",),
    "unionmodel.render.pictures.picture": ("Picture",),
    "unionmodel.render.schemas": ("schema",),
    "unionmodel.rules.pack": ("Pack",),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted([*_HOME, "check", "packs"])


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from unionmodel.check.checking import library_version

        return library_version()
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


class _Facade(ModuleType):
    """Keeps `check` and `packs` the functions, although rooms of the same names lie below this package.

    Importing a room makes Python set it as an attribute of the package, over whatever stands there; a property of the
    package's class is not overwritten. The rooms are reached with ``from unionmodel.check import ...``.
    """

    @property
    def check(self) -> Any:
        return import_module("unionmodel.api").check

    @check.setter
    def check(self, room: object) -> None:
        """Leave the function in its place."""

    @property
    def packs(self) -> Any:
        return import_module("unionmodel.api").packs

    @packs.setter
    def packs(self, room: object) -> None:
        """Leave the function in its place."""


sys.modules[__name__].__class__ = _Facade
