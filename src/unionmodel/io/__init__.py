"""Reading and writing structures: workbooks, CSV, parquet, JSON, YAML and TOML. Only this room touches files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from unionmodel.io.databases.database import Progress, is_url, take_database
from unionmodel.io.reading.collecting import Gathering, TooManyErrors, wrong
from unionmodel.io.reading.files import LARGEST, kind_of, unreadable
from unionmodel.io.reading.labels import find_table, is_explanation, table_hint
from unionmodel.language import Text
from unionmodel.model.structure import SHIPPED, Structure

_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_DOCUMENTS = (".json", ".yaml", ".yml", ".toml")
_TABLES = (".csv", ".parquet")


def load(
    source: str | os.PathLike[str] | Mapping[str, Any],
    *,
    base_places: Any = SHIPPED,
    progress: Progress | None = None,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None = None,
) -> Structure:
    """Read a structure from `source`.

    `source` is the path of a workbook (.xlsx, .xlsm, .xls), of a document (.json, .yaml, .toml), of one .csv or
    .parquet file named after its table, or of a folder of such files; a dict like the document; or the address of a
    database (``duckdb:///FILE``, ``postgresql://USER@HOST/DATABASE``, any that SQLAlchemy speaks to), of which the
    tables and views of the data dictionary are read. `base_places=None` leaves the shipped divisions out. `progress` is
    told by a database how many rows of which table have been read. `mapping` is a file, or a dict, that says what the
    columns and values of somebody else's form (a workbook or a .csv file) mean; see `unionmodel.io.forms.mapping`.

    Raises InputErrors with everything that is wrong with the input, each with its path, value, problem and hint;
    MissingExtra where a package that reads this kind of file is not installed.
    """
    if mapping is not None:
        return _from_form(source, mapping, base_places)
    if isinstance(source, Mapping):
        from unionmodel.io.formats.document import take_mapping

        gathering = Gathering("input")
        try:
            take_mapping(gathering, source, "input")
        except TooManyErrors:
            gathering.raise_errors()
        return gathering.structure(base_places)
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(f"a path or a dict is needed, not {type(source).__name__}")
    if isinstance(source, str) and is_url(source):
        return _from_database(source, base_places, progress)
    path = Path(source)
    gathering = Gathering(path.name or os.fspath(path))
    try:
        if kind_of(path) == "folder":
            _take_folder(gathering, path)
        else:
            _take_file(gathering, path)
    except TooManyErrors:
        gathering.raise_errors()
    return gathering.structure(base_places)


def _from_form(source: Any, mapping: str | os.PathLike[str] | Mapping[str, Any], base_places: Any) -> Structure:
    from unionmodel.io.forms.mapping import read_mapping
    from unionmodel.io.forms.reading import take_mapped

    if not isinstance(source, (str, os.PathLike)) or is_url(source):
        raise TypeError("a form that is read by a mapping is a file")
    path = Path(source)
    read = read_mapping(mapping)
    gathering = Gathering(path.name)
    try:
        take_mapped(gathering, path, read)
    except TooManyErrors:
        gathering.raise_errors()
    return gathering.structure(base_places)


def _from_database(url: str, base_places: Any, progress: Progress | None) -> Structure:
    gathering = Gathering("database")
    try:
        take_database(gathering, url, progress)
    except TooManyErrors:
        gathering.raise_errors()
    return gathering.structure(base_places)


def _take_file(gathering: Gathering, path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        from unionmodel.io.formats.excel import take_workbook

        take_workbook(gathering, path)
    elif suffix in _DOCUMENTS:
        from unionmodel.io.formats.document import take_document

        take_document(gathering, path)
    elif suffix in _TABLES:
        _take_table(gathering, path, 0)
    else:
        raise wrong(
            path.name,
            Text(zh="不是能读取的文件类型", en="is not a kind of file that can be read"),
            Text(zh="可以是 " + "、".join(LARGEST), en="it may be " + ", ".join(LARGEST)),
        )


def _take_folder(gathering: Gathering, folder: Path) -> None:
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _TABLES)
    except OSError as problem:
        raise unreadable(folder, problem) from None
    files = [path for path in files if not path.name.startswith((".", "~")) and not is_explanation(path.stem)]
    if not files:
        raise wrong(
            os.fspath(folder),
            Text(zh="文件夹中没有 .csv 或 .parquet 文件", en="is a folder without .csv or .parquet files"),
            Text(zh="每张表一个文件，例如 unions.csv 或 工会.csv", en="put one file a table there, such as unions.csv"),
        )
    for number, path in enumerate(files):
        _take_table(gathering, path, number)


def _take_table(gathering: Gathering, path: Path, number: int) -> None:
    """Read one table from the file named after it. What is wrong with the file as a whole joins the other errors."""
    table = find_table(path.stem)
    if table is None:
        problem = Text(zh="文件名不是已知的表", en="is not named after a known table")
        gathering.add((number, -1, 0), path.name, None, problem, table_hint(path.stem))
        return
    from unionmodel.errors import InputErrors

    try:
        if path.suffix.lower() == ".csv":
            from unionmodel.io.formats.csv import take_csv

            take_csv(gathering, table, path, number)
        else:
            from unionmodel.io.formats.parquet import take_parquet

            take_parquet(gathering, table, path, number)
    except InputErrors as problems:
        for error in problems.errors:
            gathering.add((number, -1, 0), *error)
