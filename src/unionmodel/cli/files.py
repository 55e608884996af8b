"""The commands about files: convert, template, schema."""

from __future__ import annotations

from pathlib import Path

import click

import unionmodel as um
from unionmodel.cli.shared import InputName, as_json, shared, t, write_out
from unionmodel.errors import UnknownName
from unionmodel.io.databases.database import is_url
from unionmodel.io.export import exporting
from unionmodel.io.writing import saving
from unionmodel.language import Language, Text, default_language


@click.command(
    help=t(
        "把结构转成另一种形式。SOURCE、TARGET 可以是工作簿（.xlsx）、文档（.json、.yaml、.toml）、文件夹（CSV 或 parquet）"
        "或数据库地址（duckdb:///文件、postgresql://…）；转换不丢内容。TARGET 也可以是供其他程序使用的图："
        ".graphml、.gexf、.ttl、.jsonld、.dot、.mmd（不含人员，不能再读回）。",
        "Convert a structure. SOURCE and TARGET may be a workbook (.xlsx), a document (.json, .yaml, .toml), a folder (of "
        "CSV or parquet) or the address of a database (duckdb:///FILE, postgresql://...); nothing is lost. TARGET may also "
        "be a graph for other programs: .graphml, .gexf, .ttl, .jsonld, .dot, .mmd (without persons, not read again).",
    )
)
@click.argument("source", type=InputName())
@click.argument("target", type=InputName())
@click.option(
    "--form", type=click.Choice(saving.FOLDERS),
    help=t("文件夹里放哪种文件，默认 csv", "what a folder is filled with (default: csv)"),
)  # fmt: skip
@click.option(
    "--encoding", type=click.Choice(list(saving.ENCODINGS)), default="utf-8", show_default=True,
    help=t("CSV 的编码", "the encoding of CSV files"),
)  # fmt: skip
@click.option(
    "--base", metavar="IRI",
    help=t("关联数据（.ttl、.jsonld）中记录的网址前缀", "the address under which linked data (.ttl, .jsonld) names records"),
)  # fmt: skip
@click.option(
    "--mapping", type=click.Path(dir_okay=False),
    help=t("对照文件：SOURCE 是别处的表格，其中说明各列各值的含义", "a file that says what the columns and values of a foreign form mean"),
)  # fmt: skip
@shared("language")
def convert(
    source: str, target: str, form: str | None, encoding: str, base: str | None, mapping: str | None, language: str | None
) -> None:  # fmt: skip
    save_as(um.load(source, mapping=mapping), target, language, form=form, encoding=encoding, base=base)


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


def save_as(
    structure: um.Structure,
    target: str | Path,
    language: str | None,
    *,
    form: str | None = None,
    encoding: str = "utf-8",
    base: str | None = None,
) -> None:
    """Save a structure, or export it where the name of the file asks for an export."""
    chosen: Language = "en" if (language or default_language()) == "en" else "zh"
    database = isinstance(target, str) and is_url(target)
    format = None if database or form else exporting.format_of(target)
    if format is not None:
        um.export(structure, format, target, language=chosen, base=base)
        return
    suffix = "" if database else Path(target).suffix
    if suffix and not form and suffix.lower() not in saving.SUFFIXES:
        known = (*saving.SUFFIXES, *(one for suffixes in exporting.FORMATS.values() for one in suffixes))
        raise UnknownName(Text(zh="文件类型", en="file type"), suffix, known)
    um.save(structure, target, language=chosen, form=form, encoding=encoding)


@click.command(
    help=t(
        "输出 JSON Schema：结构文件（structure，默认），或核对报告、覆盖、建会建议的 JSON。",
        "Print a JSON Schema: of a structure document (structure, the default), or of the JSON of a report, of coverage "
        "or of a recommendation.",
    )
)
@click.argument("name", type=click.Choice(["structure", "report", "coverage", "recommend"]), default="structure")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=t("写入文件", "write to a file"))
@shared("language")
def schema(name: str, output: Path | None, language: str | None) -> None:
    write_out(as_json(um.schema(name)), output)


COMMANDS = (convert, template, schema)
