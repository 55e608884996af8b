"""The command `schema`."""

from __future__ import annotations

from pathlib import Path

import click

import unionmodel as um
from unionmodel.cli.options import OUTPUT_FILE, command, shared
from unionmodel.cli.output import t, write_out
from unionmodel.printable import as_json


@command(
    help=t(
        "输出 JSON Schema：结构文件（structure，默认），或核对报告、覆盖、建会建议的 JSON。",
        "Print a JSON Schema: of a structure document (structure, the default), or of the JSON of a report, of coverage "
        "or of a recommendation.",
    )
)
@click.argument("name", type=click.Choice(["structure", "report", "coverage", "recommend"]), default="structure")
@click.option("--output", type=OUTPUT_FILE, help=t("写入文件", "write to a file"))
@shared("language")
def schema(name: str, output: Path | None, language: str | None) -> None:
    write_out(as_json(um.schema(name)), output)
