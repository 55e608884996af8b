"""A resident ID is refused wherever it turns up, with its place and without being repeated."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import unionmodel as um
from tests.io.books import book
from tests.resident_ids import ending_in_x, resident_id
from unionmodel.errors import InputErrors
from unionmodel.model.credit_code import check_character
from unionmodel.model.records import TABLES

NUMBER = next(one for n in range(2) if (one := resident_id(date(1849, 5, 17), n))[17] != "X")
HIDDEN = f"{NUMBER[:2]}**************{NUMBER[-2:]}"
PROBLEM = "holds a resident ID (hidden here), which is never stored"
ADVICE = "unionmodel pseudonymise"


def refusals(make: Any) -> list[tuple[str, object]]:
    """Return path and value of every error that `make` raises; all of them are refusals, none repeats the number."""
    with pytest.raises(InputErrors) as caught:
        make()
    for error in caught.value.errors:
        assert error.problem.en == PROBLEM
        assert ADVICE in error.hint.en and "unionmodel.identity" in error.hint.zh
    told = "".join((str(caught.value), caught.value.render("zh"), caught.value.render("en"), repr(caught.value.errors)))
    assert NUMBER[6:14] not in told
    return [(error.path, error.value) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.type in ("text", "key", "name")
    ],
)
def test_every_column_of_text_refuses_one(table: str, column: str) -> None:
    row = {TABLES[table].key: "x"} if TABLES[table].key else {}
    assert refusals(lambda: um.load({table: [{**row, column: NUMBER}]})) == [(f"{table}[0].{column}", HIDDEN)]


def test_a_workbook_is_told_sheet_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["会员编号", "工会编号"], ["p1", "u1"], [NUMBER, "u1"], [float(NUMBER), "u1"]]
    book(path, {"会员名册": rows})
    found = refusals(lambda: um.load(path))
    assert [where for where, _ in found] == ["会员名册!A3", "会员名册!A4"]
    assert found[0][1] == HIDDEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_told_row_and_column(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "officers.csv").write_text(f"工会编号,人员\nu1,p1\nu1,张三{NUMBER}\n", encoding=encoding)
    assert refusals(lambda: um.load(tmp_path)) == [("officers.csv!B3", f"张三{HIDDEN}")]


def test_a_parquet_file_is_told_row_and_column(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    polars.DataFrame({"id": ["p1", NUMBER], "union": ["u1", "u1"]}).write_parquet(tmp_path / "members.parquet")
    assert refusals(lambda: um.load(tmp_path)) == [("members.parquet[1].id", HIDDEN)]
    polars.DataFrame({"id": [int(NUMBER)]}).write_parquet(tmp_path / "members.parquet")
    assert [where for where, _ in refusals(lambda: um.load(tmp_path))] == ["members.parquet[0].id"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps({"members": [{"id": NUMBER, "union": "u1"}]})),
        ("a.json", f'{{"members": [{{"id": {NUMBER}, "union": "u1"}}]}}'),
        ("a.yaml", f"members:\n- id: '{NUMBER}'\n"),
        ("a.yaml", f"members:\n- id: {NUMBER}\n"),
        ("a.toml", f'[[members]]\nid = "{NUMBER}"\n'),
        ("a.toml", f"[[members]]\nid = {NUMBER}\n"),
    ],
    ids=["json text", "json number", "yaml text", "yaml number", "toml text", "toml number"],
)
def test_a_document_is_told_row_and_column(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert refusals(lambda: um.load(tmp_path / name)) == [("members[0].id", HIDDEN)]


def test_records_structures_and_edits_refuse_one() -> None:
    assert refusals(lambda: um.Officer(union="u1", person=NUMBER)) == [("Officer.person", HIDDEN)]
    assert refusals(lambda: um.Structure(members=[{"id": NUMBER}])) == [("members[0].id", HIDDEN)]
    plain = um.Structure(officers=[{"union": "u1", "person": "p1", "role": "chair"}])
    assert refusals(lambda: plain.with_edits([um.change("officers", 0, person=NUMBER)])) == [
        ("edits[0].person", HIDDEN)
    ]


def test_data_frames_refuse_one() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"id": [NUMBER], "union": ["u1"]})
    assert refusals(lambda: um.Structure.from_frames({"members": frame})) == [("members[0].id", HIDDEN)]


@pytest.mark.parametrize(
    "row", [{"kind": NUMBER}, {"founded_on": NUMBER}, {"members": NUMBER}, {"groups": NUMBER}, {"nonsense": NUMBER}, {NUMBER: 1}]
)  # fmt: skip
def test_the_errors_of_other_columns_hide_one_too(row: dict[str, Any]) -> None:
    for make in (
        lambda: um.load({"unions": [{"id": "u1", **row}]}),
        lambda: um.Structure(unions=[{"id": "u1", **row}]),
    ):
        with pytest.raises(InputErrors) as caught:
            make()
        assert NUMBER[6:14] not in caught.value.render("zh") + caught.value.render("en") + repr(caught.value.errors)


def test_a_file_without_a_header_row_does_not_show_its_first_row(tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text(f"{NUMBER},u1\n{NUMBER},u1\n", encoding="utf-8")
    with pytest.raises(InputErrors) as caught:
        um.load(tmp_path)
    assert NUMBER[6:14] not in str(caught.value)
    (tmp_path / "members.csv").write_text(f"id,union,\np1,u1,{NUMBER}\n", encoding="utf-8")
    with pytest.raises(InputErrors) as caught:
        um.load(tmp_path)
    assert caught.value.errors[0].value == HIDDEN


def test_a_credit_code_is_no_resident_id_where_organisations_are_named() -> None:
    digits = (resident_id(date(1850 + n // 365, 1, 1), n % 900, "913101") for n in range(100_000))
    code = next(number for number in digits if check_character(number))
    structure = um.load(
        {"employers": [{"id": code, "credit_code": code}], "covers": [{"union": "u1", "employer": code}]}
    )
    assert structure.column("employers", "credit_code") == [code]
    assert [where for where, _ in refusals_of(lambda: um.load({"members": [{"id": code}]}))] == ["members[0].id"]


def refusals_of(make: Any) -> list[tuple[str, object]]:
    with pytest.raises(InputErrors) as caught:
        make()
    return [(error.path, error.value) for error in caught.value.errors]


def test_ids_of_organisations_made_of_division_day_and_serial_are_read() -> None:
    ids = [f"62010220210801{serial:04}" for serial in range(2000)]
    assert um.load({"unions": [{"id": one} for one in ids]}).size("unions") == 2000


def test_a_pseudonym_is_read() -> None:
    from unionmodel.identity import pseudonym

    pseudonyms = [pseudonym(resident_id(sequence=n), bytes(range(32))) for n in range(500)]
    assert um.load({"members": [{"id": one} for one in pseudonyms]}).column("members", "id") == pseudonyms


def test_a_small_x_at_the_end_counts() -> None:
    number = ending_in_x().lower()
    assert (
        refusals_of(lambda: um.load({"members": [{"id": number}]}))[0][1] == f"{number[:2]}**************{number[16]}X"
    )
