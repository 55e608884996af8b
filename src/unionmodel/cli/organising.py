"""The commands that say what to do: coverage."""

from __future__ import annotations

from datetime import date

import click

import unionmodel as um
from unionmodel.cli.shared import as_json, shared, t, write_out


@click.command(help=t("列出每一群劳动者由哪个工会覆盖。", "List which union takes which workers."))
@click.argument("file")
@shared("on", "format", "language", "no-proposed")
def coverage(file: str, on: date | None, format_: str, language: str | None, no_proposed: bool) -> None:
    found = um.coverage(um.load(file), on, proposed=not no_proposed)
    write_out(as_json(found.to_dict(language)) if format_ == "json" else found.render(language), None)


COMMANDS = (coverage,)
