"""The command `convert`."""

from __future__ import annotations

import click

import unionmodel as um
from unionmodel.cli.options import InputName, command, shared
from unionmodel.cli.output import t
from unionmodel.cli.saving import save_as
from unionmodel.io.writing import saving


@command(
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
