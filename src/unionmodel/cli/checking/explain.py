"""The command `explain`."""

from __future__ import annotations

from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import RuleCode, command, shared
from unionmodel.cli.output import Display, t


@command(
    help=t(
        "说明一条规则：内容、出处、参数、例子。", "Explain a rule: what it says, where, its parameters and examples."
    )
)
@click.argument("code", type=RuleCode())
@shared("on", "packs", "format", "language", "set")
def explain(code: str, how: dict[str, Any], display: Display) -> None:
    display.show(um.explain(code, display.language, **how))
