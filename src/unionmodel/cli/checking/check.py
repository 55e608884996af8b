"""The command `check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.cli.checking.check_register import check_as_register, findings_table_option, is_register
from unionmodel.cli.checking.exit_codes import exit_code
from unionmodel.cli.colours import coloured
from unionmodel.cli.options import OUTPUT_FILE, command, format_option, input_file, shared
from unionmodel.cli.output import Display, t, write_out
from unionmodel.cli.progress import Bar
from unionmodel.io.databases.database import findings_as_rows, is_url, write_findings
from unionmodel.io.stored.documents import read_json, write_baseline


@command(help=t("核对一份结构文件。", "Check a structure file."))
@input_file
@shared("on", "packs", "select", "ignore")
@click.option(
    "--engine",
    type=click.Choice(["auto", "rows", "columns", "spark"]),
    default="auto",
    show_default=True,
    help=t("引擎", "engine"),
)
@format_option(
    "text", "json", "sarif", "junit", "html", "xlsx",
    text=t("输出格式；xlsx 须有 --output", "output format; xlsx goes with --output"),
)  # fmt: skip
@click.option(
    "--output",
    metavar="FILE",
    help=t("写入文件（引擎 spark：写入一个文件夹）", "write to a file (the engine spark: to a folder)"),
)
@shared("language", "waivers")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help=t("基线文件：其中已有的问题不再列出", "a baseline: what it knows is not listed again"),
)
@click.option(
    "--save-baseline", type=OUTPUT_FILE, help=t("把这次的问题存为基线", "save what is found now as a baseline")
)
@findings_table_option
@shared("no-proposed", "set")
def check(
    file: str, engine: Any, output: str | None, baseline: Path | None, save_baseline: Path | None,
    findings_table: str | None, how: dict[str, Any], display: Display,
) -> int:  # fmt: skip
    _refuse_a_table_without_a_database(file, findings_table)
    target = _target(output, engine)
    _refuse_a_wrong_output(file, display.format, target)
    how["language"] = display.language
    if is_register(file, engine, target):
        if baseline is not None or save_baseline is not None or display.format not in ("text", "json"):
            raise click.UsageError(
                t(
                    "核对登记库时不能用基线，格式只有 text 和 json",
                    "a register is checked without a baseline, and shown as text or json",
                )
            )
        click.echo(t("按登记库核对（同 check-register）", "checked as a register, as check-register does"), err=True)
        return check_as_register(file, target or output, findings_table, engine, how, display)
    structure = um.load(file)
    known = um.Baseline.from_dict(read_json(baseline), baseline.name) if baseline else None
    report = um.check(structure, engine=engine, baseline=known, **how)
    if save_baseline is not None:
        write_baseline(um.Baseline.of(report).to_dict(), save_baseline, renewed=baseline)
    if findings_table is not None:
        write_findings(file, findings_table, findings_as_rows(report, display.language))
    rendered = report.render(display.format, display.language, progress=Bar())
    write_out(coloured(rendered, display.format, target), target)
    return exit_code(report.ok, report)


def _refuse_a_wrong_output(file: str, format_: str, output: Path | None) -> None:
    """Refuse a workbook that could not be opened: one on the terminal, or under a name that is none of a workbook's."""
    suffix = "" if output is None else output.suffix.lower()
    if (format_ == "xlsx") != (suffix == ".xlsx"):
        raise click.UsageError(
            t(
                "工作簿要写入文件：--format xlsx 与 --output 文件名.xlsx 一起用",
                "a workbook goes into a file: use --format xlsx together with --output NAME.xlsx",
            )
        )
    if output is not None and format_ == "xlsx" and not is_url(file) and output.resolve() == Path(file).resolve():
        raise click.UsageError(
            t("不能覆盖输入文件：--output 换一个名字", "the input is not overwritten: give --output another name")
        )


def _target(output: str | None, engine: str) -> Path | None:
    """Return the file to write to; the engine spark writes to an address of its own, and looks itself what is there."""
    if output is None or engine == "spark":
        return None
    found: Path = OUTPUT_FILE.convert(output, None, click.get_current_context())
    return found


def _refuse_a_table_without_a_database(file: str, table: str | None) -> None:
    if table is not None and not is_url(file):
        raise click.UsageError(
            t(
                "--findings-table 只用于数据库地址，例如 duckdb:///登记.duckdb",
                "--findings-table goes with the address of a database, such as duckdb:///register.duckdb",
            )
        )
