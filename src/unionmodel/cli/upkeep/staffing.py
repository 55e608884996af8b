"""The command `staffing`."""

from __future__ import annotations

from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t


@command(
    help=t(
        "社会化工会工作者怎样分配：按重点群体会员数，最大余数法。",
        "Where hired workers go: in proportion to key-group members, by largest remainder.",
    )
)
@input_file
@click.option("--hired", type=click.IntRange(min=0), required=True, help=t("总人数", "how many there are"))
@click.option(
    "--floor", type=click.IntRange(min=0), default=0, show_default=True, help=t("每个工会至少", "at least so many each")
)
@click.option("--county", metavar="CODE", help=t("只看一个县区", "the bodies of one county only"))
@shared("on", "packs", "format", "language", "set")
def staffing(file: str, hired: int, floor: int, county: str | None, how: dict[str, Any], display: Display) -> None:
    display.show(um.staffing(um.load(file), hired, floor=floor, county=county, **how))
