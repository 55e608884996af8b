"""What may be given to `load`, and what it says of everything else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.io.books import book, english
from unionmodel.errors import InputErrors, MissingExtra
from unionmodel.io.reading.loading import load


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert english(tmp_path / "a.xlsx") == [
        f"{tmp_path / 'a.xlsx'}: there is no such file; check the name and the folder"
    ]


def test_an_unknown_kind_of_file_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x", encoding="utf-8")
    assert english(tmp_path / "a.docx") == [
        "a.docx: is not a kind of file that can be read; "
        "it may be .xlsx, .xlsm, .xls, .csv, .parquet, .json, .yaml, .yml, .toml"
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "unions.csv", "a.json", "a.yaml", "a.toml"])
@pytest.mark.parametrize("content", ["", " \n"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert english(tmp_path / name) == [f"{name}: is an empty file; check that its content has been saved"]


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert english(tmp_path) == [
        f"{tmp_path}: is a folder without .csv or .parquet files; put one file a table there, such as unions.csv"
    ]


def test_a_folder_called_like_a_workbook_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert "is a folder without" in english(tmp_path / "a.xlsx")[0]


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "unions.csv"
    try:
        link.symlink_to(link)
    except OSError:
        pytest.skip("links cannot be made here")
    assert "cannot be opened" in english(link)[0]
    assert "cannot be opened" in english(tmp_path)[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes cannot be made here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "unions.csv")
    assert "cannot be opened" in english(tmp_path / "unions.csv")[0]


def test_a_path_with_a_null_character_is_refused() -> None:
    assert "cannot be opened" in english("a\0.xlsx")[0]


def test_what_is_neither_a_path_nor_a_dict_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="a path or a dict is needed, not int"):
        load(3)  # type: ignore[arg-type]


def test_an_input_error_is_a_value_error_and_holds_its_parts(tmp_path: Path) -> None:
    with pytest.raises(ValueError) as caught:
        load({"unions": [{"id": "u1", "members": -3}]})
    assert isinstance(caught.value, InputErrors)
    (error,) = caught.value.errors
    assert (error.path, error.value) == ("unions[0].members", -3)


def test_an_error_quotes_the_first_thousand_characters_of_a_value() -> None:
    with pytest.raises(InputErrors) as caught:
        load({"unions": [{"id": "u1", "members": text} for text in ("x" * 1000, "x" * 1001)]})
    assert {error.value for error in caught.value.errors if error.path.endswith("members")} == {"x" * 1000}


def test_the_shipped_places_can_be_left_out(tmp_path: Path) -> None:
    assert load({"places": [{"code": "x"}]}, base_places=None).size("places") == 1


def test_a_parquet_file_is_read(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = {"工会编号": ["u1", "u2"], "members": [3, None], "groups": [["courier"], []], "bad": [1, 2]}
    polars.DataFrame(frame).drop("bad").write_parquet(tmp_path / "unions.parquet")
    structure = load(tmp_path)
    assert structure.column("unions", "members") == [3, None]
    assert structure.column("unions", "groups") == [("courier",), ()]
    polars.DataFrame(frame | {"members": [3, -3]}).write_parquet(tmp_path / "unions.parquet")
    lines = english(tmp_path / "unions.parquet")
    assert [line.partition(":")[0] for line in lines] == ["unions.parquet.bad", "unions.parquet[1].members"]


@pytest.mark.parametrize("content", [b"PAR1", b"x" * 1000, b"PAR1" + b"\xff" * 100 + b"PAR1"])
def test_a_damaged_parquet_file_is_refused(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("polars")
    (tmp_path / "unions.parquet").write_bytes(content)
    assert english(tmp_path / "unions.parquet")[0].startswith("unions.parquet: is not a sound parquet file (")


@pytest.mark.parametrize(
    ("name", "package", "command"),
    [
        ("a.xlsx", "python_calamine", "unionmodel[excel]"),
        ("a.yaml", "yaml", "unionmodel[yaml]"),
        ("unions.parquet", "polars", "unionmodel[scale]"),
    ],
)
def test_a_missing_package_is_named_with_the_extra_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, command: str
) -> None:
    book(tmp_path / "a.xlsx", {"unions": [["id"], ["u1"]]})
    (tmp_path / "a.yaml").write_text("unions: []", encoding="utf-8")
    (tmp_path / "unions.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra) as caught:
        load(tmp_path / name)
    assert f"pip install '{command}'" in caught.value.text.en


def test_reading_a_dict_loads_no_package_of_an_extra() -> None:
    program = (
        "import sys; from unionmodel.io.reading.loading import load; load({'unions': [{'id': 'u1'}]});"
        "print(sorted({'python_calamine', 'yaml', 'polars', 'xlsxwriter', 'narwhals', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
