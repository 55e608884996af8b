"""A register is judged as the same structure is by the plain engine: every finding, with all that it says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

import unionmodel as um
from benchmarks import register as registers
from benchmarks.register import national
from tests.rulepacks.own import SOURCE, value
from unionmodel.checking.register.missing import combined
from unionmodel.io.registers.register import Register
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import shipped
from unionmodel.testing.strategies import days, near_misses, structures

DAY = date(2022, 12, 31)
ALL = tuple(shipped())


def frames_of(structure: Structure) -> dict[str, Any]:
    """Return the tables of a structure as data frames, as a user would have them: money in yuan, lists as lists."""
    kinds = {"date": pl.Date, "bool": pl.Boolean, "count": pl.Int64, "year": pl.Int64, "list": pl.List(pl.String)}
    frames = {}
    for name, table in TABLES.items():
        if not structure.size(name):
            continue
        columns = {}
        for column in table.columns:
            values = structure.column(name, column.name)
            if column.type == "money":
                values = [None if fen is None else f"{fen // 100}.{fen % 100:02}" for fen in values]
            elif column.type == "list":
                values = [list(value) for value in values]
            columns[column.name] = pl.Series(values, dtype=kinds.get(column.type, pl.String))
        frames[name] = pl.DataFrame(columns)
    return frames


def said(fields: Mapping[str, Any]) -> str:
    """Return fields as one text; of a list the order does not count."""
    plain = {name: sorted(value) if isinstance(value, (list, tuple)) else value for name, value in fields.items()}
    return json.dumps(plain, sort_keys=True)


def of_report(report: um.Report) -> Counter[Any]:
    return Counter(
        (f.code, f.outcome.value, f.severity, f.table, f.subject, f.place, said(f.fields), f.missing, f.cites)
        for f in report.findings
    )


def of_register(report: um.RegisterReport) -> Counter[Any]:
    rows = report.findings.collect().iter_rows()
    return Counter((*row[:6], said(json.loads(row[6])), tuple(row[7]), tuple(row[8])) for row in rows)


def assert_same(structure: Structure, on: date = DAY, **more: Any) -> None:
    plain = um.check(structure, on=on, engine="rows", packs=ALL, **more)
    register = Register(frames_of(structure), base_places=structure.base_places)
    quick = um.check_register(register, on=on, packs=ALL, **more)
    assert of_register(quick) - of_report(plain) == Counter()
    assert of_report(plain) - of_register(quick) == Counter()
    assert quick.counts == plain.counts
    assert quick.ok == plain.ok


@pytest.mark.parametrize("seed", [1, 2])
def test_a_register_with_faults_and_blanks_gives_every_finding_of_the_plain_engine(seed: int) -> None:
    assert_same(Structure.from_columns(registers.columns(400, seed)))


def test_the_shipped_proposal_gives_every_finding_of_the_plain_engine() -> None:
    assert_same(um.demo(), um.DEMO_DAY)


@settings(max_examples=12)
@given(structure=near_misses(), day=days())
def test_any_structure_gives_every_finding_of_the_plain_engine(structure: Structure, day: date) -> None:
    assert_same(structure, day)


@settings(max_examples=6)
@given(structure=structures(), day=days())
def test_any_sound_structure_gives_every_finding_of_the_plain_engine(structure: Structure, day: date) -> None:
    assert_same(structure, day)


def test_waivers_take_the_same_findings() -> None:
    structure = Structure.from_columns(registers.columns(120))
    findings = um.check(structure, on=DAY).findings
    broken = next(f for f in findings if f.outcome is um.Outcome.BROKEN and f.code != "DAT906")
    rows = [
        {"code": broken.code, "subject": broken.subject, "reason": "r", "by": "b", "until": date(2023, 1, 1)},
        {"code": "DAT909", "subject": "*", "reason": "r", "by": "b", "until": date(2022, 1, 1)},
        {"code": "DAT901", "subject": "nobody", "reason": "r", "by": "b", "until": date(2023, 1, 1)},
        {"code": "DAT902", "subject": "x", "reason": "r", "until": date(2023, 1, 1)},
        {"code": "TUL999", "subject": "x", "reason": "r", "by": "b", "until": date(2023, 1, 1)},
        {"code": "DAT906", "subject": "x", "reason": "r", "by": "b", "until": date(2023, 1, 1)},
    ]
    assert_same(structure, waivers=[um.Waiver(**row) for row in rows])


def test_a_value_of_ones_own_is_cited_and_told_as_the_plain_engine_does(tmp_path: Path) -> None:
    floor = value("gansu-2021.funding_floor.amount", 30000, unit="yuan")
    (tmp_path / "own.toml").write_text(SOURCE + floor, encoding="utf-8")
    structure = Structure(
        unions=[{"id": "u1", "kind": "industry_federation", "place": "620100", "industries": ["express_delivery"]}],
        funding=[{"union": "u1", "year": 2022, "amount": 29999}],
    )
    given = {"on": DAY, "select": ["GS401"], "parameters": tmp_path / "own.toml"}
    plain, quick = um.check(structure, **given), um.check_register(frames_of(structure), **given)
    assert plain.findings[0].cites[-1] == "qinghe#3"
    assert of_register(quick) == of_report(plain)
    assert quick.versions == plain.versions
    assert "Set by the user: gansu-2021.funding_floor.amount = 30000 (2022-01-01)." in quick.render("text", "en")


def test_the_law_of_each_jurisdiction_in_which_a_register_has_places_is_cited() -> None:
    places = ("110000", "310000", "500000", "410000", "620102001")
    unions = [{"id": f"u{n}", "kind": "joint_union", "place": place} for n, place in enumerate(places)]
    employers = [{"id": f"e{n}", "place": place, "workers": 300} for n, place in enumerate(places)]
    own = [
        {"code": place, "name": place, "level": "province", "parent": "000000"}
        for place in places
        if place.endswith("0000")
    ]
    structure = Structure(unions=unions, employers=employers, places=own)
    plain, quick = (
        um.check(structure, on=date(2024, 12, 31)),
        um.check_register(frames_of(structure), on=date(2024, 12, 31)),
    )
    assert set(quick.versions["packs"]) == set(ALL)
    assert of_register(quick) == of_report(plain)
    assert {"beijing", "shanghai", "chongqing", "henan"} < {
        cite.split("#")[0] for finding in plain.findings for cite in finding.cites
    }


@pytest.mark.parametrize("number", [1, 31, 32, 60, 61, 130])
def test_rows_are_told_apart_by_each_of_any_number_of_conditions(number: int) -> None:
    rows = pl.DataFrame(
        {f"c{n}": [n == number - 1, False, n == number - 1, n == 0 and number > 1] for n in range(number)}
    )
    assert combined(rows, [pl.col(f"c{n}") for n in range(number)]).to_list() == [0, 1, 0, 2 if number > 1 else 1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("register")
    for _ in national.write(made, 600, 3, members=400):
        pass
    return made


def test_a_generated_register_gives_every_finding_of_the_plain_engine(folder: Path) -> None:
    plain = um.check(um.load(folder), on=DAY, engine="rows")
    quick = um.check_register(folder, on=DAY)
    assert of_register(quick) == of_report(plain)
    assert quick.counts == plain.counts


def test_every_planted_fault_is_found(folder: Path) -> None:
    found = um.check_register(folder, on=DAY).findings.filter(pl.col("outcome") == "broken").collect()
    expected = pl.read_parquet(folder / national.EXPECTED)
    assert len(expected) >= 10
    assert expected.join(found, on=["code", "subject"], how="anti").rows() == []


def test_the_same_seed_draws_the_same_register_and_another_one_another(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        for _ in national.write(tmp_path / name, 60, seed):
            pass
    read = {name: pl.read_parquet(tmp_path / name / "unions.parquet") for name in ("one", "again", "other")}
    assert read["one"].equals(read["again"])
    assert not read["one"].equals(read["other"])


def test_the_findings_are_written_to_a_file_that_holds_what_the_report_counts(folder: Path, tmp_path: Path) -> None:
    report = um.check_register(folder, on=DAY, output=tmp_path / "findings.parquet")
    written = pl.read_parquet(tmp_path / "findings.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["findings.parquet"]
    assert len(written) == report.summary["findings"].sum() == report.number("broken") + report.number("cannot_tell")
    counted = dict(written.filter(pl.col("outcome") == "broken")["code"].value_counts().iter_rows())
    assert counted == {code: one["broken"] for code, one in report.counts.items() if one["broken"]}


def test_the_summary_counts_a_finding_at_the_county_of_its_place() -> None:
    unions = [{"id": "u1", "kind": "joint_union", "place": "620102001"}, {"id": "u2", "kind": "joint_union"}]
    report = um.check_register({"unions": pl.DataFrame(unions)}, on=DAY, select=["TUL204"])
    assert report.summary.to_dicts() == [
        {"code": "TUL204", "severity": "error", "outcome": "broken", "place": None, "findings": 1},
        {"code": "TUL204", "severity": "error", "outcome": "broken", "place": "620102", "findings": 1},
    ]


def test_a_large_table_may_be_a_folder_of_parts(folder: Path, tmp_path: Path) -> None:
    whole = pl.read_parquet(folder / "unions.parquet")
    (tmp_path / "unions").mkdir()
    whole.head(200).write_parquet(tmp_path / "unions" / "part-0.parquet")
    whole.tail(-200).write_parquet(tmp_path / "unions" / "part-1.parquet")
    assert Register(tmp_path).size("unions") == len(whole)
    assert Register(tmp_path).column("unions", "id").to_list() == whole["id"].to_list()


def test_progress_is_told_from_the_first_column_to_the_last_rule() -> None:
    heard: list[tuple[str, int, int]] = []
    frames = {"unions": pl.DataFrame({"id": ["u1"]})}
    um.check_register(frames, on=DAY, progress=lambda stage, done, total: heard.append((stage.en, done, total)))
    assert list(dict.fromkeys(stage for stage, _, _ in heard)) == ["reading", "facts", "judging"]
    assert heard[0][:2] == ("reading", 0)
    assert heard[-1][0] == "judging" and heard[-1][1] == heard[-1][2]
