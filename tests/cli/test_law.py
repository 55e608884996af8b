"""`unionmodel law coverage` as it is run."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from unionmodel.cli.app import cli


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["law", "coverage", *arguments])


def test_every_clause_of_a_pack_is_printed_and_the_totals_last() -> None:
    lines = run("--pack", "gansu-2021", "--language", "en").stdout.splitlines()
    assert lines[0] == "Gansu plan (2021) [gansu-2021]"
    assert sum(line[:1] == "C" and line[1:3].isdigit() for line in lines) == 29
    assert lines[-1].startswith("total: 29 clauses; ")
    assert "C29  out of scope  Publicity for good examples" in lines


def test_the_json_says_what_implements_a_clause() -> None:
    found = json.loads(run("--pack", "gansu-2021", "--format", "json", "--language", "zh").stdout)
    clause = next(one for one in found["clauses"] if one["clause"] == "C17")
    assert (clause["state"], [rule["code"] for rule in clause["rules"]]) == ("partly", ["GS208"])
    assert list(found["packs"]) == ["gansu-2021"]


def test_without_a_pack_all_that_keep_a_ledger_are_told() -> None:
    found = json.loads(run("--format", "json").stdout)
    assert {"gansu-2021", "trade-union-law"} <= set(found["packs"])
    assert "data-quality" not in found["packs"]


@pytest.mark.parametrize("name", ["gansu-2020", "gansu"])
def test_a_pack_that_is_not_there_is_refused(name: str) -> None:
    result = run("--pack", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "gansu-2021" in str(result.exception)
