"""The commands about files: convert, template."""

from __future__ import annotations

from pathlib import Path

import click

import unionmodel as um
from unionmodel.cli.shared import shared, t
from unionmodel.errors import UnknownName
from unionmodel.language import Language, Text, default_language


@click.command(
    help=t(
        "把结构文件转成另一种形式（.json、.xlsx 或一个文件夹的 CSV）。",
        "Convert a structure file (to .json, .xlsx or a folder of CSV).",
    )
)
@click.argument("file")
@click.argument("target", type=click.Path(path_type=Path))
@shared("language")
def convert(file: str, target: Path, language: str | None) -> None:
    save_as(um.load(file), target, language)


@click.command(
    help=t(
        "写一份待填的工作簿：每张表一页，列名有说明，选项和编号可从下拉框选，附虚构的示例。",
        "Write a workbook to be filled in: a sheet a table, remarks on the headings, lists to choose from, an example.",
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
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
    if file.exists():
        raise click.UsageError(t(f"{file} 已经存在", f"{file} exists already"))
    um.template(file, language, example=not empty, place=place)


def save_as(structure: um.Structure, target: Path, language: str | None) -> None:
    from unionmodel.io import write

    chosen: Language = "en" if (language or default_language()) == "en" else "zh"
    if target.exists():
        raise click.UsageError(t(f"{target} 已经存在", f"{target} exists already"))
    if target.suffix == ".json":
        write.write_json(structure, target)
    elif target.suffix == ".xlsx":
        write.write_workbook(structure, target, language=chosen)
    elif not target.suffix:
        write.write_csv(structure, target, language=chosen)
    else:
        raise UnknownName(Text(zh="文件类型", en="file type"), target.suffix, (".json", ".xlsx"))


COMMANDS = (convert, template)
