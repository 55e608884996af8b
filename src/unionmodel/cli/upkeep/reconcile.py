"""The command `reconcile`."""

from __future__ import annotations

from typing import Any

import unionmodel as um
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t


@command(help=t("各来源的人数对照。", "Head counts of different sources side by side."))
@input_file
@shared("on", "packs", "format", "language", "set")
def reconcile(file: str, how: dict[str, Any], display: Display) -> None:
    display.show(um.reconcile(um.load(file), **how))
