"""The commands about files: convert."""

from __future__ import annotations

from pathlib import Path

import click

import unionmodel as um
from unionmodel.cli.shared import InputName, shared, t
from unionmodel.errors import UnknownName
from unionmodel.language import Language, Text, default_language


@click.command(
    help=t(
        "把结构文件转成另一种形式（.json、.xlsx 或一个文件夹的 CSV）。",
        "Convert a structure file (to .json, .xlsx or a folder of CSV).",
    )
)
@click.argument("file", type=InputName())
@click.argument("target", type=click.Path(path_type=Path))
@shared("language")
def convert(file: str, target: Path, language: str | None) -> None:
    save_as(um.load(file), target, language)


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


COMMANDS = (convert,)
