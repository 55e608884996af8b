"""The command that says how to found: recommend."""

from __future__ import annotations

from datetime import date

import click

import unionmodel as um
from unionmodel.api.choosing import Parameters
from unionmodel.cli.shared import InputName, shared, t, write_out


@click.command(
    help=t(
        "说明一个单位怎样建会：方式、牵头方、步骤、理由，以及为什么不用别的方式。",
        "Say how to found a union at an employer: the way, the founder, the steps, the reasons, and why no other way.",
    )
)
@click.argument("file", type=InputName())
@click.argument("employer", required=False)
@click.option("--all", "every", is_flag=True, help=t("列出全部单位", "list every employer"))
@shared("on", "packs", "format", "language", "no-proposed", "set")
def recommend(
    file: str, employer: str | None, every: bool, on: date | None, packs: tuple[str, ...] | None, format_: str,
    language: str | None, no_proposed: bool, settings: Parameters,
) -> None:  # fmt: skip
    if (employer is None) is not every:
        raise click.UsageError(t("写明一个单位的编号，或者用 --all", "name one employer, or say --all"))
    structure, chosen = um.load(file), packs or um.DEFAULT_PACKS
    found: um.Recommendation | um.Recommendations
    if employer is None:
        found = um.recommend_all(structure, on, chosen, proposed=not no_proposed, parameters=settings)
    else:
        found = um.recommend(structure, employer, on, chosen, proposed=not no_proposed, parameters=settings)
    write_out(found.render(format_, language), None)


COMMANDS = (recommend,)
