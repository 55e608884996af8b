"""The public functions `scenario` and `reorganise`: steps that people write, or that are proposed, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from unionmodel.api.asked import Asked, Parameters
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.io.stored.scenarios import Source
    from unionmodel.organise.scenario.answer import Scenario


def scenario(
    structure: Structure,
    source: Source,
    on: date | None = None,
    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
    *,
    parameters: Parameters = None,
    proposed: bool = True,
) -> Scenario:
    """Return a scenario carried out on a structure: its steps with edits and approvals, and the structure after them.

    `source` is the path of a YAML, JSON or TOML file with a list of steps, of a workbook with a sheet `scenario` (设想) or
    of a CSV file with one step a row; or the list of steps itself. A step says what it does (`do`): `found`, `close`,
    `merge`, `split`, `move`, `attach`, `fund` or `renumber`, and to what. Unions, employers and places go by their id, or
    by a name that only one bears. Each step is taken after the one before. The structure itself stays as it is.

    Raises InputErrors with everything that is wrong with any step, each with its path (``scenario[2].kind``,
    ``scenario!B3``). Source: articles 10 to 14 of the Trade Union Law, on who founds, leads, approves, merges and ends.

    >>> county = {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
    >>> step = {"do": "found", "kind": "township_union", "name": "酒泉路街道工会", "place": "620102001"}
    >>> found = scenario(Structure(unions=[county]), [step], on=date(2022, 12, 31))
    >>> print(found.steps[0].text.zh, found.steps[0].approval.zh)
    在酒泉路街道建立酒泉路街道工会（乡镇街道工会） 报城关区总工会批准
    """
    from unionmodel.io.stored.scenarios import read_scenario
    from unionmodel.organise.scenario.compute import carried_out

    written = read_scenario(source)
    asked = Asked(packs, parameters, on)
    return carried_out(structure, written, asked.law(structure), asked.on, proposed)


def reorganise(
    structure: Structure,
    on: date | None = None,
    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
    *,
    replaced: Mapping[str, str] | None = None,
    parameters: Parameters = None,
    proposed: bool = True,
) -> Scenario:
    """Return what ought to be merged and split, as a scenario: nothing is applied to the structure itself.

    Basic unions with fewer than 25 members in one township, under one superior and of the same industries become a joint
    union; an employer of a joint union that has 25 members or more founds its own, where two others stay. Before that, what lies at a code of `replaced` (old code to new code) goes to the new one: unions, employers, stations, head
    counts. Unknown numbers of members are no reason for anything. Raises InputErrors for codes that no place has.
    Source: article 11 of the Trade Union Law.

    >>> firms = [{"id": f"e{n}", "name": f"示例{n}", "place": "620102001"} for n in (1, 2)]
    >>> small = {"kind": "basic_union", "place": "620102001", "superior": "t", "members": 9}
    >>> unions = [{"id": f"u{n}", "name": f"示例{n}工会", **small} for n in (1, 2)]
    >>> town = {"id": "t", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}
    >>> covers = [{"union": f"u{n}", "employer": f"e{n}"} for n in (1, 2)]
    >>> found = reorganise(Structure(unions=[town, *unions], employers=firms, covers=covers), date(2022, 12, 31))
    >>> print(found.steps[0].text.en)
    merge 示例1工会, 示例2工会 into 酒泉路街道联合工会, a joint union
    """
    from unionmodel.organise.scenario.reorganising import reorganised

    asked = Asked(packs, parameters, on)
    return reorganised(structure, asked.law(structure), asked.on, replaced or {}, proposed)
