"""The public functions: names resolved, defaults filled in, and the room that does the work called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Any

from unionmodel.api.choosing import Parameters, packs_with
from unionmodel.checking import checking
from unionmodel.checking.report import explanation as explaining
from unionmodel.checking.report.reasons import Reason
from unionmodel.checking.report.report import Report
from unionmodel.model.structure import Structure
from unionmodel.organise.coverage import answer as covering
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted, installed, resolved, shipped
from unionmodel.rules.pack import Pack

if TYPE_CHECKING:
    from unionmodel.checking.report.baseline import Baseline
    from unionmodel.model.edits import Edit
    from unionmodel.model.records import Union
    from unionmodel.organise.campaign.answer import CampaignAnswer
    from unionmodel.organise.campaign.definition import Campaign
    from unionmodel.organise.coverage.change import CoverageChange
    from unionmodel.organise.founding.answer import Recommendation, Recommendations
    from unionmodel.organise.law.ledger import LawCoverage
    from unionmodel.organise.law.overdue_sources import StaleLaw

#: The day on which the shipped proposal is to be checked.
DEMO_DAY = date(2022, 12, 31)


def check(
    structure: Structure,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    on: date | None = None,
    engine: checking.Engine = "auto",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    language: str | None = None,
    *,
    waivers: Sequence[Any] = (),
    proposed: bool = True,
    parameters: Parameters = None,
    baseline: Baseline | None = None,
) -> Report:
    """Judge a structure by the rules in force on a day, and report what is broken, why, and where it is written.

    `packs` are names of packs, paths of Python files with one, or packs; `on` is the reference day (default: today). `engine` is ``rows`` (plain Python, for
    proposals), ``columns`` (Polars, for registers) or ``auto``. `select` and `ignore` take codes or beginnings of
    codes. `waivers` are accepted findings, besides those in the structure. `proposed=False` counts active unions only.
    `parameters` sets switches and parameters, such as ``{"funding_floor.applies_to": "literal"}``; it may be the path of
    a TOML file, whose values have days and clauses. `baseline` is what was taken note of before
    (`Baseline.of(report)`): only what it does not know is listed. Raises UnknownName for a name that does not exist,
    PackErrors where more is wrong with packs or parameters.

    >>> report = check(Structure(unions=[{"id": "u1", "kind": "joint_union"}]), on=date(2022, 12, 31))
    >>> report.ok
    False
    >>> report.counts["TUL204"]["broken"]
    1
    """
    chosen = packs_with(packs, parameters, structure)
    return checking.check(
        structure, chosen, on=on or date.today(), engine=engine, select=select, ignore=ignore,
        language=language, waivers=waivers, proposed=proposed, baseline=baseline,
    )  # fmt: skip


def why(
    structure: Structure,
    code: str,
    subject: str,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
) -> Reason:
    """Return the reason tree of one rule for one record, also where it holds. Raises UnknownName.

    >>> print(why(demo(), "TUL103", "cg-gf", on=date(2022, 12, 31)).children[1].value)
    True
    """
    return checking.why(structure, packs_with(packs, parameters, structure), code, subject, on=on or date.today())


def explain(
    code: str,
    language: str | None = None,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
) -> explaining.Explanation:
    """Return what a rule says, where it says so, its parameters by date and its examples. Raises UnknownName.

    >>> print(explain("GS401", language="en").to_dict()["title"])
    yearly floor of work funds
    """
    chosen = packs_with(packs, parameters, overlays=True)
    return explaining.explain(chosen, code, on=on or date.today(), language=language)


def coverage(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> covering.Coverage:
    """Return for every counting head count the tier and union that take the workers, and why no earlier tier did.

    Source: clauses C01 and C12 of the Gansu plan.

    >>> coverage(Structure(headcounts=[{"place": "620102001", "group": "courier", "workers": 3}])).rows[0].tier
    'none'
    """
    return covering.coverage(
        structure, packs_with(packs, parameters, structure), on=on or date.today(), proposed=proposed
    )


def coverage_change(
    before: Structure,
    after: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> CoverageChange:
    """Return what changes in coverage between two structures: who loses cover, gains it, or moves to another union.

    Head counts are matched by employer or place, and group. Source: clauses C01 and C12 of the Gansu plan.

    >>> counts = [{"place": "620102001", "group": "courier", "workers": 3}]
    >>> town = {"id": "t", "kind": "township_union", "place": "620102001"}
    >>> change = coverage_change(Structure(headcounts=counts), Structure(headcounts=counts, unions=[town]))
    >>> change.workers("gained"), change.rows[0].after.union
    (3, 't')
    """
    from unionmodel.organise.coverage import change as changing

    return changing.coverage_change(
        before, after, packs_with(packs, parameters), on=on or date.today(), proposed=proposed
    )


def coverage_if(
    structure: Structure,
    *,
    close: str | Iterable[str] = (),
    open: str | Union | Iterable[str | Union] = (),
    edits: Iterable[Edit] = (),
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    proposed: bool = True,
    parameters: Parameters = None,
) -> CoverageChange:
    """Return who would lose cover if unions closed, and who would gain it if unions opened.

    `close` names unions that are dissolved as of the day. `open` names unions of the structure, which are compared with
    their not being there (a proposed union stands already), or gives new ones as records. Any other `edits` are made
    last, such as the links of a new basic union. Raises UnknownName for a union that does not exist.

    >>> change = coverage_if(demo(), close="if-courier", on=DEMO_DAY)
    >>> change.of("gained")
    ()
    """
    from unionmodel.organise.coverage import change as changing

    chosen = packs_with(packs, parameters, structure)
    return changing.coverage_if(
        structure, chosen, close=close, open=open, edits=edits, on=on or date.today(), proposed=proposed
    )


def campaign(
    structure: Structure,
    on: date | None = None,
    campaign: str | os.PathLike[str] | Mapping[str, Any] | Campaign = "gansu-2021",
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    until: date | None = None,
    proposed: bool = True,
    parameters: Parameters = None,
) -> CampaignAnswer:
    """Return where a campaign stands on a day: its phases, the progress of every area and group, and what is due.

    `campaign` is a shipped one (``gansu-2021``, ``national-2021``, ``sichuan-2021``), the path of a TOML file, a
    mapping like it, or a `Campaign`. Progress gives workers and members as exact intervals, whether the target is
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

    chosen = packs_with(packs, parameters, structure)
    return campaigning.campaign(structure, chosen, campaign, on=on or date.today(), until=until, proposed=proposed)


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

    return stale.law_stale(resolved(shipped() if packs is None else packs), on or date.today())


def recommend(
    structure: Structure,
    employer: str,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> Recommendation:
    """Return how the workers of an employer come into a union: route, founder, steps, reasons, what was refused.

    Tried in the order of the interface: it has a union; direct membership where none can be founded; alone; led by its
    leading firm; driven by the industry; an industry or regional federation of small employers; direct membership.
    What is not known decides nothing, and is named among the reasons. Raises UnknownName for an employer that is not
    there or not open on the day. Source: clauses C09 to C15 of the Gansu plan.

    >>> branch = {"id": "e1", "name": "Express", "place": "620102001", "role": "platform_branch"}
    >>> recommend(Structure(employers=[branch]), "e1", on=date(2022, 12, 31)).route
    'single'
    """
    from unionmodel.organise.founding import answer as founding

    return founding.recommend(
        structure, employer, packs_with(packs, parameters, structure), on=on or date.today(), proposed=proposed
    )


def recommend_all(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] = DEFAULT_PACKS,
    *,
    proposed: bool = True,
    parameters: Parameters = None,
) -> Recommendations:
    """Return the recommendation for every employer that is open on a day, as a table that counts the routes.

    >>> recommend_all(demo(), on=DEMO_DAY).counts["already_unionised"] > 50
    True
    """
    from unionmodel.organise.founding import answer as founding

    return founding.recommend_all(
        structure, packs_with(packs, parameters, structure), on=on or date.today(), proposed=proposed
    )


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


def demo() -> Structure:
    """Return the shipped proposal: Chengguan District of Lanzhou, its streets real, its organisations invented.

    >>> demo().size("unions") > 50
    True
    """
    from unionmodel.io import load

    with resources.as_file(resources.files("unionmodel") / "data" / "demo" / "chengguan.json") as path:
        return load(path)
