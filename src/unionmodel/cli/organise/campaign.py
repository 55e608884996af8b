"""The command `campaign`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

import unionmodel as um
from unionmodel.cli.options import OUTPUT_FILE, Day, command, input_file, shared
from unionmodel.cli.output import Display, t, write_out
from unionmodel.io.writing.targets import write_whole
from unionmodel.printable import as_json


@command(
    help=t(
        "行动进展：当天所处阶段、各报告单位和群体的入会进展、还需多少会员、什么事项何时到期。",
        "How a campaign stands: the phase of the day, progress by area and group, members still needed, what is due when.",
    )
)
@input_file
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
    type=OUTPUT_FILE,
    help=t("把到期事项另存为日历文件（.ics）", "also save what is due as a calendar file (.ics)"),
)
@shared("format", "language", "no-proposed", "set")
def campaign(
    file: str, campaign: str, due: bool, until: date | None, ics: Path | None, how: dict[str, Any], display: Display
) -> None:  # fmt: skip
    # What is not asked for is the campaign of the plan among the packs, which need not be that of Gansu.
    given = click.get_current_context().get_parameter_source("campaign") is not ParameterSource.DEFAULT
    wanted = campaign if given else None
    found, language = um.campaign(um.load(file), campaign=wanted, until=until, **how), display.language
    if ics is not None:
        write_whole(found.render("ics", language).encode(), ics)
    if not due:
        display.show(found)
    else:
        listed = {"due": found.to_dict(language)["due"]}
        write_out(as_json(listed) if display.format == "json" else found.render("due", language))
