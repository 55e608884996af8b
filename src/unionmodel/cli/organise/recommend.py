"""The command `recommend`."""

from __future__ import annotations

from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t


@command(
    help=t(
        "说明一个单位怎样建会：方式、牵头方、步骤、理由，以及为什么不用别的方式。",
        "Say how to found a union at an employer: the way, the founder, the steps, the reasons, and why no other way.",
    )
)
@input_file
@click.argument("employer", required=False)
@click.option("--all", "every", is_flag=True, help=t("列出全部单位", "list every employer"))
@shared("on", "packs", "format", "language", "no-proposed", "set")
def recommend(file: str, employer: str | None, every: bool, how: dict[str, Any], display: Display) -> None:
    if (employer is None) is not every:
        raise click.UsageError(t("写明一个单位的编号，或者用 --all", "name one employer, or say --all"))
    structure = um.load(file)
    display.show(um.recommend_all(structure, **how) if employer is None else um.recommend(structure, employer, **how))
