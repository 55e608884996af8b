"""Organising rules of trade unions as code: load a structure, check it, and be told what is broken, why and where."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unionmodel.api.campaign import campaign as campaign
    from unionmodel.api.check import check as check
    from unionmodel.api.check import why as why
    from unionmodel.api.check_register import check_register as check_register
    from unionmodel.api.compare import compare as compare
    from unionmodel.api.coverage import coverage as coverage
    from unionmodel.api.coverage import coverage_change as coverage_change
    from unionmodel.api.coverage import coverage_if as coverage_if
    from unionmodel.api.demo import DEMO_DAY as DEMO_DAY
    from unionmodel.api.demo import demo as demo
    from unionmodel.api.draw import draw as draw
    from unionmodel.api.explain import explain as explain
    from unionmodel.api.law import law_coverage as law_coverage
    from unionmodel.api.law import law_stale as law_stale
    from unionmodel.api.law import packs as packs
    from unionmodel.api.live import Checker as Checker
    from unionmodel.api.plan import plan as plan
    from unionmodel.api.recommend import recommend as recommend
    from unionmodel.api.recommend import recommend_all as recommend_all
    from unionmodel.api.repair import repair as repair
    from unionmodel.api.repair import undo as undo
    from unionmodel.api.roster import roster as roster
    from unionmodel.api.scenario import reorganise as reorganise
    from unionmodel.api.scenario import scenario as scenario
    from unionmodel.api.upkeep import maturity as maturity
    from unionmodel.api.upkeep import maturity_all as maturity_all
    from unionmodel.api.upkeep import money as money
    from unionmodel.api.upkeep import pairing as pairing
    from unionmodel.api.upkeep import reconcile as reconcile
    from unionmodel.api.upkeep import staffing as staffing
    from unionmodel.checking.register.report import RegisterReport as RegisterReport
    from unionmodel.checking.report.baseline import Baseline as Baseline
    from unionmodel.checking.report.report import Finding as Finding
    from unionmodel.checking.report.report import Outcome as Outcome
    from unionmodel.checking.report.report import Report as Report
    from unionmodel.checking.roster.counting import RosterCounts as RosterCounts
    from unionmodel.errors import InputErrors as InputErrors
    from unionmodel.errors import PackErrors as PackErrors
    from unionmodel.errors import UnionModelError as UnionModelError
    from unionmodel.io.export.exporting import export as export
    from unionmodel.io.reading.loading import load as load
    from unionmodel.io.registers.register import Register as Register
    from unionmodel.io.writing.saving import save as save
    from unionmodel.io.writing.template import template as template
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
    from unionmodel.organise.comparison.answer import Comparison as Comparison
    from unionmodel.organise.comparison.answer import FindingChange as FindingChange
    from unionmodel.organise.founding.answer import Recommendation as Recommendation
    from unionmodel.organise.founding.answer import Recommendations as Recommendations
    from unionmodel.organise.repair.answer import Mend as Mend
    from unionmodel.organise.repair.answer import Remedy as Remedy
    from unionmodel.organise.repair.answer import Repairs as Repairs
    from unionmodel.organise.scenario.answer import Scenario as Scenario
    from unionmodel.render.pictures.picture import Picture as Picture
    from unionmodel.render.schemas import schema as schema
    from unionmodel.rulepacks import DEFAULT_PACKS as DEFAULT_PACKS
    from unionmodel.rules.pack import Pack as Pack

_HOMES = {
    "unionmodel.api.campaign": ("campaign",),
    "unionmodel.api.check": ("check", "why"),
    "unionmodel.api.coverage": ("coverage", "coverage_change", "coverage_if"),
    "unionmodel.api.demo": ("DEMO_DAY", "demo"),
    "unionmodel.api.explain": ("explain",),
    "unionmodel.api.law": ("law_coverage", "law_stale", "packs"),
    "unionmodel.api.recommend": ("recommend", "recommend_all"),
    "unionmodel.api.draw": ("draw",),
    "unionmodel.api.plan": ("plan",),
    "unionmodel.api.check_register": ("check_register",),
    "unionmodel.api.repair": ("repair", "undo"),
    "unionmodel.api.roster": ("roster",),
    "unionmodel.api.scenario": ("reorganise", "scenario"),
    "unionmodel.api.upkeep": ("maturity", "maturity_all", "money", "pairing", "reconcile", "staffing"),
    "unionmodel.checking.report.baseline": ("Baseline",),
    "unionmodel.checking.register.report": ("RegisterReport",),
    "unionmodel.checking.roster.counting": ("RosterCounts",),
    "unionmodel.checking.report.report": ("Finding", "Outcome", "Report"),
    "unionmodel.api.live": ("Checker",),
    "unionmodel.api.compare": ("compare",),
    "unionmodel.errors": ("InputErrors", "PackErrors", "UnionModelError"),
    "unionmodel.io.reading.loading": ("load",),
    "unionmodel.io.export.exporting": ("export",),
    "unionmodel.io.registers.register": ("Register",),
    "unionmodel.io.writing.saving": ("save",),
    "unionmodel.io.writing.template": ("template",),
    "unionmodel.model.divisions": ("Divisions", "divisions"),
    "unionmodel.model.edits": ("add", "change", "remove"),
    "unionmodel.model.records": (
        "Activity", "Affiliation", "Channel", "Cover", "DirectMembers", "Employer", "Funding", "Headcount", "Member",
        "Officer", "Pairing", "Place", "Plan", "Service", "Station", "Union", "Waiver",
    ),
    "unionmodel.model.structure": ("Structure",),
    "unionmodel.organise.founding.answer": ("Recommendation", "Recommendations"),
    "unionmodel.organise.comparison.answer": ("Comparison", "FindingChange"),
    "unionmodel.organise.repair.answer": ("Mend", "Remedy", "Repairs"),
    "unionmodel.organise.scenario.answer": ("Scenario",),
    "unionmodel.rulepacks": ("DEFAULT_PACKS",),
    "unionmodel.render.pictures.picture": ("Picture",),
    "unionmodel.render.schemas": ("schema",),
    "unionmodel.rules.pack": ("Pack",),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from unionmodel.checking.checking import library_version

        return library_version()
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
