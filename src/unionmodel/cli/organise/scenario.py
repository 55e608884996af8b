"""The command `scenario`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.cli.checking.exit_codes import exit_code
from unionmodel.cli.options import command, input_file, refuse_existing, shared
from unionmodel.cli.output import Display, t
from unionmodel.cli.saving import save_as


@command(
    help=t(
        "把设想（YAML、JSON、TOML、工作簿的“设想”表或 CSV）中的步骤逐一落实在结构上：改了什么，报谁批准，核对结果前后有何不同。"
        "不改动输入；用 --write 另存新文件。退出码：0 没有新出现的错误，1 有，2 输入无法读取。",
        "Carry out the steps of a scenario (YAML, JSON, TOML, the sheet scenario of a workbook, or CSV) on a structure: "
        "what they change, who has to approve, and the findings before and after. The input is never touched; --write "
        "makes a new file. Exit code: 0 no error is new, 1 one is, 2 the input cannot be read.",
    )
)
@input_file
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path),
    help=t("把落实后的结构写入新文件", "write the structure after the last step to a new file"),
)
@shared("on", "packs", "format", "language", "no-proposed", "set")
def scenario(file: str, scenario: Path, target: Path | None, how: dict[str, Any], display: Display) -> int:
    refuse_existing(target)
    found = um.scenario(um.load(file), scenario, **how)
    display.show(found)
    if target is not None:
        save_as(found.structure, target, display.language)
    return exit_code(found.comparison.ok)
