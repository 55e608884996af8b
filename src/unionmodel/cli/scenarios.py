"""The command about scenarios: steps that staff write, what they change, and who has to approve."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import unionmodel as um
from unionmodel.api.choosing import Parameters
from unionmodel.cli.files import save_as
from unionmodel.cli.judging import BROKEN
from unionmodel.cli.shared import InputName, shared, t, write_out


@click.command(
    help=t(
        "把设想（YAML、JSON、TOML、工作簿的“设想”表或 CSV）中的步骤逐一落实在结构上：改了什么，报谁批准，核对结果前后有何不同。"
        "不改动输入；用 --write 另存新文件。退出码：0 没有新出现的错误，1 有，2 输入无法读取。",
        "Carry out the steps of a scenario (YAML, JSON, TOML, the sheet scenario of a workbook, or CSV) on a structure: "
        "what they change, who has to approve, and the findings before and after. The input is never touched; --write "
        "makes a new file. Exit code: 0 no error is new, 1 one is, 2 the input cannot be read.",
    )
)
@click.argument("file", type=InputName())
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path),
    help=t("把落实后的结构写入新文件", "write the structure after the last step to a new file"),
)
@shared("on", "packs", "format", "language", "no-proposed", "set")
def scenario(
    file: str, scenario: Path, target: Path | None, on: date | None, packs: tuple[str, ...] | None, format_: str,
    language: str | None, no_proposed: bool, settings: Parameters,
) -> int:  # fmt: skip
    if target is not None and target.exists():
        raise click.UsageError(t(f"{target} 已经存在", f"{target} exists already"))
    found = um.scenario(
        um.load(file), scenario, on, packs or um.DEFAULT_PACKS, parameters=settings, proposed=not no_proposed
    )
    write_out(found.render(format_, language), None)
    if target is not None:
        save_as(found.structure, target, language)
    return 0 if found.comparison.ok else BROKEN


COMMANDS = (scenario,)
