"""Loading a structure from whatever it is in: a file, a folder, a database, somebody else's form, a dict."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from unionmodel.errors import InputErrors
from unionmodel.io.databases.database import is_url, take_database
from unionmodel.io.formats import Format, format_of, suffixes
from unionmodel.io.formats.document import read_document, take_mapping
from unionmodel.io.reading.collecting import Gathering, TooManyErrors, wrong
from unionmodel.io.reading.files import kind_of, no_such_kind, unreadable
from unionmodel.io.reading.grid import take_grid
from unionmodel.io.reading.labels import NO_TABLE, find_table, is_explanation, table_hint
from unionmodel.language import Text
from unionmodel.model.structure import SHIPPED, Structure
from unionmodel.progress import Progress, silent


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
    called with what is done while a database is read, how many of its tables are, and how many there are. `mapping` is a file, or a dict, that says what the
    columns and values of somebody else's form (a workbook or a .csv file) mean; see `unionmodel.io.forms.mapping`.

    Raises InputErrors with everything that is wrong with the input, each with its path, value, problem and hint;
    MissingExtra where a package that reads this kind of file is not installed.
    """
    if mapping is not None:
        if not isinstance(source, (str, os.PathLike)) or is_url(source):
            raise TypeError("a form that is read by a mapping is a file")
        from unionmodel.io.forms.mapping import read_mapping
        from unionmodel.io.forms.reading import take_mapped

        form, path = read_mapping(mapping), Path(source)
        return structure_from(path.name, lambda found: take_mapped(found, path, form), base_places)
    if isinstance(source, Mapping):
        return structure_from("input", lambda found: take_mapping(found, source, "input"), base_places)
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(f"a path or a dict is needed, not {type(source).__name__}")
    if is_url(source):
        return structure_from(
            "database", lambda found: take_database(found, str(source), progress or silent), base_places
        )
    path = Path(source)
    take = _take_folder if kind_of(path) == "folder" else _take_file
    return structure_from(path.name or os.fspath(path), lambda found: take(found, path), base_places)


def structure_from(title: str, take: Callable[[Gathering], None], base_places: Any = SHIPPED) -> Structure:
    """Return the structure that `take` reads from an input called `title`. Raises InputErrors with all that is wrong."""
    gathering = Gathering(title)
    try:
        take(gathering)
    except TooManyErrors:
        gathering.raise_errors()
    return gathering.structure(base_places)


def _take_file(gathering: Gathering, path: Path) -> None:
    form = format_of(path)
    if form is None:
        raise no_such_kind(path, suffixes())
    if form.holds == "table":
        _take_table(gathering, form, path, 0)
    elif form.holds == "document":
        take_mapping(gathering, read_document(path), path.name)
    else:
        _take_workbook(gathering, form, path)


def _take_workbook(gathering: Gathering, form: Format, path: Path) -> None:
    """Read every sheet of the workbook at `path`. Raises InputErrors, or MissingExtra."""
    found = False
    for number, grid in enumerate(form.read(path)):
        table = find_table(grid.title)
        if table is not None:
            take_grid(gathering, table, grid, number)
            found = True
        elif not is_explanation(grid.title):
            found = True
            gathering.add((number, -1, 0), grid.title, None, NO_TABLE, table_hint(grid.title))
    if not found:
        raise wrong(
            path.name,
            Text(zh="没有任何表", en="holds no table"),
            Text(zh="每张工作表以表名命名，例如 工会、用人单位", en="name each sheet after its table, such as unions"),
        )


def _take_folder(gathering: Gathering, folder: Path) -> None:
    try:
        files = sorted(folder.iterdir())
    except OSError as problem:
        raise unreadable(folder, problem) from None
    tables = [
        (form, path)
        for path in files
        if (form := format_of(path)) is not None
        and form.holds == "table"
        and not path.name.startswith((".", "~"))
        and not is_explanation(path.stem)
    ]
    if not tables:
        raise wrong(
            os.fspath(folder),
            Text(zh="文件夹中没有 .csv 或 .parquet 文件", en="is a folder without .csv or .parquet files"),
            Text(zh="每张表一个文件，例如 unions.csv 或 工会.csv", en="put one file a table there, such as unions.csv"),
        )
    for number, (form, path) in enumerate(tables):
        _take_table(gathering, form, path, number)


def _take_table(gathering: Gathering, form: Format, path: Path, number: int) -> None:
    """Read one table from the file named after it. What is wrong with the file as a whole joins the other errors."""
    table = find_table(path.stem)
    if table is None:
        problem = Text(zh="文件名不是已知的表", en="is not named after a known table")
        gathering.add((number, -1, 0), path.name, None, problem, table_hint(path.stem))
        return
    try:
        form.read(gathering, table, path, number)
    except InputErrors as problems:
        for error in problems.errors:
            gathering.add((number, -1, 0), *error)
