"""The public functions `check` and `why`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from unionmodel.api.asked import Asked, Parameters
from unionmodel.checking import checking
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.checking.report.baseline import Baseline
    from unionmodel.checking.report.reasons import Reason
    from unionmodel.checking.report.report import Report


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
    asked = Asked(packs, parameters, on)
    return checking.check(
        structure, asked.law(structure), on=asked.on, engine=engine, select=select, ignore=ignore,
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

    >>> from unionmodel import demo
    >>> print(why(demo(), "TUL103", "cg-gf", on=date(2022, 12, 31)).children[1].value)
    True
    """
    asked = Asked(packs, parameters, on)
    return checking.why(structure, asked.law(structure), code, subject, on=asked.on)
