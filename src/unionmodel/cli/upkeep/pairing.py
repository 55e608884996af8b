"""The command `pairing`."""

from __future__ import annotations

from typing import Any

import unionmodel as um
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t


@command(help=t("建议哪些工会结对。", "Propose which unions help one another."))
@input_file
@shared("on", "packs", "format", "language", "set")
def pairing(file: str, how: dict[str, Any], display: Display) -> None:
    display.show(um.pairing(um.load(file), **how))
