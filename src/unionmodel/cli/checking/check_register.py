"""The command `check-register`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.cli.checking.exit_codes import BROKEN
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t
from unionmodel.cli.progress import Bar
from unionmodel.io.databases.database import is_url

findings_table_option = click.option(
    "--findings-table",
    metavar="TABLE",
    help=t(
        "FILE 是数据库地址时：把结果写入其中这张表", "where FILE is a database: write the findings to this table of it"
    ),
)


@command(
    "check-register",
    help=t(
        "核对一个登记库：Parquet 文件夹或数据库，数百万工会也可以。问题写入文件或表，只显示合计。",
        "Check a register: a folder of Parquet or a database, of millions of unions. Findings go to a file or a table, and "
        "sums are shown.",
    ),
)
@input_file
@shared("on", "packs", "select", "ignore")
@click.option(
    "--engine", type=click.Choice(["columns", "spark"]), default="columns", show_default=True, help=t("引擎", "engine")
)
@click.option(
    "--output",
    metavar="FILE",
    help=t(
        "把问题写入这个 .parquet 文件（引擎 spark：写入一个文件夹）",
        "write the findings to this .parquet file (the engine spark: to a folder)",
    ),
)
@findings_table_option
@shared("format", "language", "waivers", "no-proposed", "set")
def check_register(
    file: str, engine: str, output: str | None, findings_table: str | None, how: dict[str, Any], display: Display
) -> int:
    how["language"] = display.language
    return check_as_register(file, output, findings_table, engine, how, display)


def check_as_register(
    file: str, output: Path | str | None, findings_table: str | None, engine: str, how: dict[str, Any], display: Display
) -> int:
    """Check a register, show the sums, and return the exit code."""
    sums = um.check_register(
        file, output=output, findings_table=findings_table, progress=Bar(),
        engine="spark" if engine == "spark" else "columns", **how,
    )  # fmt: skip
    display.show(sums)
    return 0 if sums.ok else BROKEN


def is_register(file: str, engine: str, output: Path | None) -> bool:
    """Return whether `check` was given a register: a folder or database that is read as columns.

    It is one where findings are wanted as Parquet, a database also where that engine is asked for, a folder where a table
    is in parts.
    """
    if engine == "spark":
        return True
    wanted = output is not None and output.suffix.lower() == ".parquet"
    if is_url(file) and engine != "rows":
        return wanted or engine == "columns"
    folder = Path(file)
    if not folder.is_dir() or engine == "rows":
        if wanted:
            raise click.UsageError(
                t(
                    "结果写成 .parquet 需要一个文件夹或数据库，并用引擎 columns",
                    "findings are written as .parquet for a folder or a database, by the engine columns",
                )
            )
        return False
    return wanted or any(path.is_dir() and any(path.glob("*.parquet")) for path in folder.iterdir())
