"""A check that is kept knows every rule of every pack, and every way to ask for packs and values."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import unionmodel as um
from tests.checking.test_checker import said
from tests.rulepacks.own import SOURCE, pack_file
from unionmodel.checking.live.checker import CheckerState
from unionmodel.errors import PackErrors, UnknownName
from unionmodel.model.differences import differences
from unionmodel.model.edits import Edit
from unionmodel.rulepacks import shipped
from unionmodel.testing.subjects import structure_from

ON = date(2022, 12, 31)


def leading_to(before: um.Structure, after: um.Structure) -> list[Edit]:
    """Return edits that make of one structure another one, but for the order of its rows."""
    rows = differences(before, after).rows
    changed = [row.doing(after) for row in rows if row.how == "changed"]
    # From the last row upward: those before it keep their numbers.
    gone = sorted((row for row in rows if row.how == "removed"), key=lambda row: -(row.before or 0))
    added = [Edit("add", edit.table, None, edit.values) for edit in (r.doing(after) for r in rows if r.how == "added")]
    return [*changed, *(row.doing(after) for row in gone), *added]


def test_from_example_to_example_every_rule_is_judged_again_as_a_full_check_judges_it() -> None:
    packs = tuple(shipped().values())
    rules = [rule for pack in packs for rule in pack.rules]
    asked = defaultdict(list)
    for rule, example in ((one, example) for one in rules for example in one.examples):
        if example.outcome in ("broken", "cannot_tell"):
            structure = structure_from(example.structure(rule.scene))
            asked[example.on or rule.on, tuple(example.settings.items())].append(structure)
    codes = [rule.code for rule in rules]
    silent = set(codes)
    for (on, settings), structures in asked.items():
        how = {"packs": packs, "on": on, "select": codes, "parameters": dict(settings)}
        checker = um.Checker(um.Structure(), **how)
        kept = checker._state
        assert isinstance(kept, CheckerState)
        for structure in structures:
            report = checker.apply(leading_to(checker.structure, structure))
            assert said(report) == said(um.check(checker.structure, engine="rows", **how))
            silent -= {finding.code for finding in report.findings}
        assert checker._state is kept
    assert silent == set()


VALUES = f"""{SOURCE}
[parameters."mine.least"]
unit = "members"
[[parameters."mine.least".values]]
start = 2022-01-01
value = 20
clause = "1"
"""


def test_packs_and_values_in_files_are_read_once_and_hold_wherever_an_edit_leads(tmp_path: Path) -> None:
    mine, values = pack_file(tmp_path), tmp_path / "own.toml"
    values.write_text(VALUES, encoding="utf-8")
    how = {"packs": ["default", mine], "on": ON, "parameters": [values]}
    union = {"id": "u1", "kind": "basic_union", "place": "620102", "members": 19, "status": "active"}
    checker = um.Checker(um.Structure(unions=[union]), **how)
    setup, kept = checker._setup, checker._state
    away = um.change("unions", "u1", place="110101")
    with_beijing = checker.structure.with_edits([um.add(um.Place(code="110101", level="county")), away])
    wanted = [said(um.check(one, engine="rows", **how)) for one in (checker.structure, with_beijing)]
    assert said(checker.report) == wanted[0]
    assert checker.report.counts["MY101"]["broken"] == 1
    mine.unlink()
    values.unlink()
    checker.apply(um.add(um.Place(code="110101", level="county")))
    assert said(checker.apply(away)) == wanted[1]
    assert "beijing" in checker.report.versions["packs"]
    # Other packs, other facts: but those that were there are the same ones.
    assert set(setup.packs) < set(checker._setup.packs)
    assert checker._state is not kept
    back = checker.apply([um.change("unions", "u1", place="620102"), um.remove("places", "110101")])
    assert said(back) == wanted[0]
    assert checker._setup.packs == setup.packs


def test_an_edit_that_leads_nowhere_else_keeps_packs_with_values_of_ones_own() -> None:
    structure = um.Structure(unions=[{"id": "u1", "place": "620102"}])
    checker = um.Checker(structure, on=ON, parameters={"gansu-2021.funding_floor.amount": 30_000})
    kept, setup = checker._state, checker._setup
    checker.apply(um.change("unions", "u1", place="620103"))
    assert (checker._state, checker._setup) == (kept, setup)


def test_unknown_packs_and_values_are_refused_as_a_check_refuses_them() -> None:
    with pytest.raises(UnknownName, match="gansu-2021"):
        um.Checker(um.Structure(), ["gansu-2012"])
    with pytest.raises(PackErrors) as raised:
        um.Checker(um.Structure(), ["gansu-2012", "missing.py"])
    assert len(raised.value.errors) == 2
    with pytest.raises(UnknownName, match="beijing"):
        um.Checker(um.Structure(), ["trade-union-law"], parameters={"beijing.no": 1})
