"""Tables from parquet files and into them, through Polars."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from unionmodel.io.formats import PARQUET
from unionmodel.io.reading.collecting import Gathering, wrong
from unionmodel.io.reading.files import kind_of, unreadable
from unionmodel.io.reading.labels import named_columns
from unionmodel.io.writing.tables import filled
from unionmodel.language import Language, Text
from unionmodel.model.cells import outward
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.structure import Structure

#: The most rows a parquet file may hold to be read into memory.
MOST_ROWS = 5_000_000


def read(gathering: Gathering, table: Table, path: Path, number: int) -> None:
    """Read the rows of `table` from the file at `path`. Raises InputErrors, or MissingExtra."""
    with PARQUET.needing("polars"):
        import polars
    if kind_of(path) != "file" or path.stat().st_size > PARQUET.largest:
        raise unreadable(path, OSError("too large"))
    try:
        lazy = polars.scan_parquet(path)
        names = lazy.collect_schema().names()
        rows = lazy.select(polars.len()).collect().item()
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError) as problem:
        raise _damaged(path, problem) from None
    if rows > MOST_ROWS:
        raise wrong(
            path.name,
            Text(zh=f"超过 {MOST_ROWS} 行", en=f"has more than {MOST_ROWS} rows"),
            Text(zh="放入数据库，或直接使用数据框", en="put it into a database, or pass a data frame"),
        )
    if not gathering.begin(table, path.name, number):
        return
    columns = named_columns(
        table,
        names,
        lambda at, problem, hint: gathering.add((number, -1, at), f"{path.name}.{names[at]}", None, problem, hint),
    )
    try:
        frame = lazy.select(list(columns)).collect()
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError) as problem:
        raise _damaged(path, problem) from None
    written = {column.name: name for name, column in columns.items()}

    def place(row: int, column: Column) -> str:
        return f"{path.name}[{row}].{written.get(column.name, column.name)}"

    values = {column.name: frame[name].to_list() for name, column in columns.items()}
    # One column is always there, the key where the table has one.
    values.setdefault(table.columns[0].name, [None] * rows)
    gathering.take(table, values, place, number)


def write(structure: Structure, folder: Path, language: Language, encoding: str) -> None:
    """Write a structure as a folder of parquet files, one a table, by canonical names. Raises MissingExtra."""
    with PARQUET.needing("polars"):
        import polars
    types: dict[str, Any] = {
        "count": polars.Int64, "year": polars.Int64, "money": polars.Decimal(17, 2), "date": polars.Date,
        "bool": polars.Boolean, "list": polars.List(polars.String),
    }  # fmt: skip
    folder.mkdir()
    for table in filled(structure):
        columns = structure.columns(table.name)
        frame = polars.DataFrame(
            [
                polars.Series(
                    column.name,
                    [outward(column, value) if column.type == "money" else value for value in columns[column.name]],
                    types.get(column.type, polars.String),
                )
                for column in table.columns
            ]
        )
        frame.write_parquet(folder / f"{table.name}.parquet")


def _damaged(path: Path, problem: BaseException) -> Exception:
    reason = str(problem).partition("\n")[0][:120]
    return wrong(
        path.name,
        Text(zh=f"不是完好的 parquet 文件（{reason}）", en=f"is not a sound parquet file ({reason})"),
        Text(zh="重新导出", en="export it again"),
    )
