"""The command `maturity`."""

from __future__ import annotations

from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t


@command(
    help=t(
        "工会是否建起来、转起来、活起来，还缺哪一步。",
        "Whether unions are built, running, alive, and the step they lack.",
    )
)
@input_file
@click.argument("union", required=False)
@shared("on", "packs", "format", "language", "set")
def maturity(file: str, union: str | None, how: dict[str, Any], display: Display) -> None:
    structure = um.load(file)
    display.show(um.maturity_all(structure, **how) if union is None else um.maturity(structure, union, **how))
