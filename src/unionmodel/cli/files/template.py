"""The command `template`."""

from __future__ import annotations

from pathlib import Path

import click

import unionmodel as um
from unionmodel.cli.options import OUTPUT_FILE, command, refuse_existing, shared
from unionmodel.cli.output import t
from unionmodel.language import Language


@command(
    help=t(
        "写一份待填的工作簿：每张表一页，列名有说明，选项和编号可从下拉框选，附虚构的示例。",
        "Write a workbook to be filled in: a sheet a table, remarks on the headings, lists to choose from, an example.",
    )
)
@click.argument("file", type=OUTPUT_FILE)
@click.option("--empty", is_flag=True, help=t("不要示例", "without the example"))
@click.option(
    "--place",
    metavar="CODE",
    help=t(
        "在“区域”表中列出这个区划及其以下各级，例如 620102", "list this division and what lies in it, such as 620102"
    ),
)
@shared("language")
def template(file: Path, empty: bool, place: str | None, language: Language | None) -> None:
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(t(f"{file}：文件名应以 .xlsx 结尾", f"{file}: the name must end in .xlsx"))
    refuse_existing(file)
    um.template(file, language, example=not empty, place=place)
