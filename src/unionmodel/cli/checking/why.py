"""The command `why`."""

from __future__ import annotations

from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import RuleCode, command, input_file, shared
from unionmodel.cli.output import Display, t


@command(help=t("说明某条规则对某个对象为什么得出这样的结论。", "Say why a rule came out as it did for one record."))
@input_file
@click.argument("code", type=RuleCode())
@click.argument("subject")
@shared("on", "packs", "format", "language", "set")
def why(file: str, code: str, subject: str, how: dict[str, Any], display: Display) -> None:
    display.show(um.why(um.load(file), code, subject, **how))
