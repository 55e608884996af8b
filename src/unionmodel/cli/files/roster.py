"""The command `roster`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.checking.register.checking import refuse_inside
from unionmodel.cli.options import command, refuse_existing, shared
from unionmodel.cli.output import Display, t
from unionmodel.cli.progress import Bar
from unionmodel.io.databases.database import is_url


@command(
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
def roster(file: str, output: Path | None, how: dict[str, Any], display: Display) -> None:
    refuse_existing(output)
    if output is not None and not is_url(file):
        refuse_inside(output, Path(file))
    counts = um.roster(file, language=display.language, progress=Bar(), **how)
    if output is not None:
        from unionmodel.io.registers.findings_file import write_frames

        frames = {"counts": counts.counts, "duplicates": counts.duplicates, "orphans": counts.orphans}
        write_frames(output, {name: frame for name, frame in frames.items() if frame is not None})
    display.show(counts)
