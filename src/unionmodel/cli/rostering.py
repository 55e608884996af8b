"""The command about rosters of any length: roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import unionmodel as um
from unionmodel.checking.register.checking import refuse_inside
from unionmodel.cli.progress import Bar
from unionmodel.cli.shared import shared, t, write_out
from unionmodel.io.databases.database import is_url


@click.command(
    help=t(
        "清点会员名册：各工会各群体人数、重复登记、不存在的工会；数亿行也可以。",
        "Count a roster: members by union and group, people who are in twice, unions that nobody lists; any length.",
    )
)
@click.argument("file")
@shared("on", "format", "language")
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=t(
        "另存三张表：counts、duplicates、orphans（.parquet）",
        "also write counts, duplicates and orphans there (.parquet)",
    ),
)
def roster(file: str, on: date | None, format_: str, language: str | None, output: Path | None) -> None:
    if output is not None and output.exists():
        raise click.UsageError(t(f"{output} 已经存在", f"{output} exists already"))
    if output is not None and not is_url(file):
        refuse_inside(output, Path(file))
    counts = um.roster(file, on, language, progress=Bar())
    if output is not None:
        from unionmodel.io.registers.findings_file import write_frames

        frames = {"counts": counts.counts, "duplicates": counts.duplicates, "orphans": counts.orphans}
        write_frames(output, {name: frame for name, frame in frames.items() if frame is not None})
    write_out(counts.render(format_, language), None)


COMMANDS = (roster,)
