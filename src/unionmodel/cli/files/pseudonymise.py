"""The command `pseudonymise`."""

from __future__ import annotations

from pathlib import Path

import click

from unionmodel import identity
from unionmodel.cli.options import OUTPUT_FILE, command, shared
from unionmodel.cli.output import t, write_out
from unionmodel.cli.progress import Bar


@command(
    help=t(
        "把名册中的身份证号换成化名：同一个人到处是同一个化名，没有密钥谁也还原不了。",
        "Replace resident IDs in a roster by pseudonyms: the same person has the same one, and nobody can undo it without the secret.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--column",
    "columns",
    multiple=True,
    required=True,
    metavar="NAME",
    help=t("身份证号所在列的表头，可重复", "the header of a column with resident IDs; repeatable"),
)
@click.option(
    "--output",
    required=True,
    type=OUTPUT_FILE,
    help=t("写入的新文件（.csv 或 .xlsx）", "the new file (.csv or .xlsx)"),
)
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path),
    help=t(
        f"密钥文件；不写则用环境变量 {identity.SECRET_VARIABLE}",
        f"the file of the secret (default: the environment variable {identity.SECRET_VARIABLE})",
    ),
)
@click.option(
    "--new-secret",
    is_flag=True,
    help=t("先随机生成一个密钥，存入 --secret-file", "first make a random secret, and save it as --secret-file"),
)
@click.option(
    "--rename",
    metavar="NAME",
    help=t("给这一列换个表头，例如 会员编号", "give the column another header, such as id"),
)
@shared("language")
def pseudonymise(
    file: Path, columns: tuple[str, ...], output: Path, secret_file: Path | None, new_secret: bool,
    rename: str | None, language: str | None,
) -> None:  # fmt: skip
    if new_secret:
        if secret_file is None:
            raise click.UsageError(t("--new-secret 需要 --secret-file", "--new-secret needs --secret-file"))
        secret = identity.make_secret(secret_file)
    else:
        secret = identity.read_secret(secret_file)
    done = identity.pseudonymise(file, output, columns, secret, rename=rename, progress=Bar())
    write_out(done.text.within(language))
