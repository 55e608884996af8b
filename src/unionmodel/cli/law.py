"""The commands about the law itself: what has become of every clause."""

from __future__ import annotations

from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import Command, packs_named, shared
from unionmodel.cli.output import Display, t


@click.group(
    help=t("关于规则的出处：逐条说明依据的落实情况。", "About where rules come from: what has become of every clause.")
)
def law() -> None:
    """What the sources say, and what of it is here."""


@law.command(
    cls=Command,
    help=t(
        "逐条列出：状态、由哪些规则和功能实现、没有实现的原因；末尾是合计。",
        "List every clause with its state, the rules and functions that implement it, and why not; totals at the end.",
    ),
)
@click.option(
    "--pack",
    "packs",
    callback=packs_named,
    metavar="NAME|FILE,...",
    help=t("规则包，逗号分隔，默认所有带台账的规则包", "packs, separated by commas (default: all that keep a ledger)"),
)
@shared("format", "language")
def coverage(how: dict[str, Any], display: Display) -> None:
    display.show(um.law_coverage(how.get("packs", um.packs())))


@law.command(
    cls=Command,
    help=t("列出已过复核日期的来源。", "List the sources past the day by which they were to be looked at again."),
)
@shared("on", "packs", "format", "language")
def stale(how: dict[str, Any], display: Display) -> None:
    display.show(um.law_stale(**how))


@law.command(
    cls=Command,
    help=t(
        "说明随附的行政区划代码：哪一套代码、哪一天的、各级多少个。",
        "Say what the shipped division codes are: whose scheme, of which day, how many of each level.",
    ),
)
@shared("format", "language")
def divisions(display: Display) -> None:
    display.show(um.divisions())
