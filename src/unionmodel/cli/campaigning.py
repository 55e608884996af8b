"""The command about campaigns: how far one has come, and what is due when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import unionmodel as um
from unionmodel.api.choosing import Parameters
from unionmodel.cli.shared import Day, InputName, as_json, shared, t, write_out
from unionmodel.io.writing.targets import write_whole


@click.command(
    help=t(
        "行动进展：当天所处阶段、各报告单位和群体的入会进展、还需多少会员、什么事项何时到期。",
        "How a campaign stands: the phase of the day, progress by area and group, members still needed, what is due when.",
    )
)
@click.argument("file", type=InputName())
@shared("on", "packs")
@click.option(
    "--campaign",
    default="gansu-2021",
    show_default=True,
    metavar="NAME|FILE",
    help=t("随附活动的名称，或自己的 .toml 文件", "a shipped campaign, or a .toml file of your own"),
)
@click.option("--due", is_flag=True, help=t("列出到期事项，而不是进展", "list what is due instead of the progress"))
@click.option(
    "--until",
    type=Day(),
    help=t("到期事项列到哪一天，默认当年年底", "list what is due until this day (default: the end of the year)"),
)
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, path_type=Path),
    help=t("把到期事项另存为日历文件（.ics）", "also save what is due as a calendar file (.ics)"),
)
@shared("format", "language", "no-proposed", "set")
def campaign(
    file: str, on: date | None, packs: tuple[str, ...] | None, campaign: str, due: bool, until: date | None, ics: Path | None, format_: str,
    language: str | None, no_proposed: bool, settings: Parameters,
) -> None:  # fmt: skip
    found = um.campaign(
        um.load(file),
        on,
        campaign,
        packs or um.DEFAULT_PACKS,
        until=until,
        proposed=not no_proposed,
        parameters=settings,
    )
    if ics is not None:
        from unionmodel.render import icalendar

        write_whole(
            icalendar.render(found.due, title=found.campaign.title, on=found.on, language=language).encode(), ics
        )
    if format_ == "json":
        whole = found.to_dict(language)
        write_out(as_json({"due": whole["due"]} if due else whole), None)
    else:
        write_out(found.render_due(language) if due else found.render(language), None)


COMMANDS = (campaign,)
