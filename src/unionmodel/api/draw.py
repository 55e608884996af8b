"""The public function `draw`: the hierarchy and the map of coverage as pictures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from unionmodel.api.asked import Asked, Parameters
from unionmodel.errors import UnknownName
from unionmodel.language import Text, default_language
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.checking.report.report import Report
    from unionmodel.render.pictures.picture import Picture

#: What can be drawn.
WHAT = ("hierarchy", "coverage")


def draw(
    structure: Structure,
    what: Literal["hierarchy", "coverage"] = "hierarchy",
    on: date | None = None,
    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
    *,
    report: Report | None = None,
    within: str | None = None,
    limit: int = 120,
    language: str | None = None,
    proposed: bool = True,
    parameters: Parameters = None,
) -> Picture:
    """Return a picture of a structure as it stands on a day: an object with `svg`, `dot`, `png()`, `save(path)` and `caption`.

    ``hierarchy`` draws who leads whom (solid) and who covers which employer (dashed), with the findings of `report`
    (default: a check of that day) marked by sign, shape and colour. What is more than `limit` boxes is folded by place,
    with counts. ``coverage`` draws a square for every county of Gansu, or for every township of a county, darker the
    more workers have a union that takes them; what is not known is hatched. `within` is the code of that province,
    prefecture or county (default: the county in which all workers count, else Gansu).

    The hierarchy as SVG, and every PNG, needs the extra `draw`: MissingExtra without it, when the picture is asked for.
    A PNG needs a Chinese font of the machine: NoChineseFont without one. Raises UnknownName for another `what` or an
    unknown place. Source: clauses C10 to C14 of the Gansu plan for who covers whom.

    >>> import unionmodel as um
    >>> picture = draw(um.demo(), "coverage", um.DEMO_DAY, language="zh")
    >>> picture.title, picture.boxes
    ('城关区覆盖方格图', 27)
    """
    if what not in WHAT:
        raise UnknownName(Text(zh="图", en="picture"), what, WHAT)
    if limit < 1:
        raise ValueError(f"limit: {limit}")
    asked = Asked(packs, parameters, on or (report.on if report else None))
    law = asked.law(structure)
    spoken = language or default_language()
    if what == "coverage":
        from unionmodel.organise.coverage.answer import coverage
        from unionmodel.render.pictures import coverage_map

        found = coverage(structure, asked.law_and_plan(structure), on=asked.on, proposed=proposed)
        return coverage_map.picture(coverage_map.coverage_map(found, structure.geography, within), spoken)
    from unionmodel.checking.checking import check
    from unionmodel.render.pictures import of_hierarchy

    if report is None:
        report = check(structure, law, on=asked.on, proposed=proposed)
    return of_hierarchy.picture(structure.at(asked.on), report, spoken, limit)
