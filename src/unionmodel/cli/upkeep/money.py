"""The command `money`."""

from __future__ import annotations

from typing import Any

import unionmodel as um
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t


@command(
    help=t(
        "各工会离年度经费下限还差多少，方案要花多少钱，按县区和来源分列。",
        "What each union lacks to the yearly floor, and what the proposal costs, by county and source.",
    )
)
@input_file
@shared("on", "packs", "format", "language", "no-proposed", "set")
def money(file: str, how: dict[str, Any], display: Display) -> None:
    display.show(um.money(um.load(file), **how))
