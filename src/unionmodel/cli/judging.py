"""The commands that judge: check, demo, explain, why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.api.choosing import Parameters
from unionmodel.cli.colours import coloured
from unionmodel.cli.completing import RuleCode
from unionmodel.cli.files import save_as
from unionmodel.cli.progress import Bar
from unionmodel.cli.shared import InputName, as_json, codes, read_waivers, shared, t, write_out
from unionmodel.io.databases.database import findings_as_rows, is_url, write_findings
from unionmodel.io.stored.baselines import read_baseline, write_baseline
from unionmodel.language import Text
from unionmodel.render import register

BROKEN, DEFECT = 1, 3


@click.command(help=t("核对一份结构文件。", "Check a structure file."))
@click.argument("file", type=InputName())
@shared("on", "packs")
@click.option(
    "--select",
    type=RuleCode(),
    callback=codes,
    help=t("只核对这些规则（代码或其开头）", "only these rules (codes or their beginnings)"),
)
@click.option("--ignore", type=RuleCode(), callback=codes, help=t("不核对这些规则", "leave out these rules"))
@click.option(
    "--engine",
    type=click.Choice(["auto", "rows", "columns", "spark"]),
    default="auto",
    show_default=True,
    help=t("引擎", "engine"),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif", "junit", "html", "xlsx"]),
    default="text",
    show_default=True,
    help=t("输出格式；xlsx 须有 --output", "output format; xlsx goes with --output"),
)
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
    "--save-baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help=t("把这次的问题存为基线", "save what is found now as a baseline"),
)
@click.option(
    "--findings-table",
    metavar="TABLE",
    help=t(
        "FILE 是数据库地址时：把结果写入其中这张表", "where FILE is a database: write the findings to this table of it"
    ),
)
@shared("no-proposed", "set")
def check(
    file: str, on: date | None, packs: tuple[str, ...] | None, select: list[str] | None, ignore: list[str] | None,
    engine: Any, format_: str, output: str | None, language: str | None, waivers: str | None,
    baseline: Path | None, save_baseline: Path | None, findings_table: str | None, no_proposed: bool,
    settings: Parameters,
) -> int:  # fmt: skip
    _refuse_a_table_without_a_database(file, findings_table)
    target = _target(output, engine)
    _refuse_a_wrong_output(file, format_, target)
    if _is_register(file, engine, target):
        if baseline is not None or save_baseline is not None or format_ not in register.FORMATS:
            raise click.UsageError(
                t(
                    "核对登记库时不能用基线，格式只有 text 和 json",
                    "a register is checked without a baseline, and shown as text or json",
                )
            )
        sums = um.check_register(
            file, packs or um.DEFAULT_PACKS, on, select, ignore, language,
            output=target or output, findings_table=findings_table, waivers=read_waivers(waivers), proposed=not no_proposed,
            parameters=settings, progress=Bar(), engine="spark" if engine == "spark" else "columns",
        )  # fmt: skip
        write_out(sums.render(format_, language), None)
        return 0 if sums.ok else BROKEN
    structure = um.load(file)
    known = um.Baseline.from_dict(read_baseline(baseline), baseline.name) if baseline else None
    report = um.check(
        structure, packs or um.DEFAULT_PACKS, on, engine, select, ignore, language,
        waivers=read_waivers(waivers), proposed=not no_proposed, parameters=settings,
        baseline=known,
    )  # fmt: skip
    if save_baseline is not None:
        write_baseline(um.Baseline.of(report).to_dict(), save_baseline, renewed=baseline)
    if findings_table is not None:
        write_findings(file, findings_table, findings_as_rows(report, language))
    write_out(coloured(report.render(format_, language, progress=Bar()), format_, target), target)
    return _exit_code(report)


def _refuse_a_wrong_output(file: str, format_: str, output: Path | None) -> None:
    """Refuse what nobody can open: a workbook on the terminal, or under a name that is none of a workbook's."""
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
    found: Path = click.Path(dir_okay=False, path_type=Path).convert(output, None, click.get_current_context())
    return found


def _refuse_a_table_without_a_database(file: str, table: str | None) -> None:
    if table is not None and not is_url(file):
        raise click.UsageError(
            t(
                "--findings-table 只用于数据库地址，例如 duckdb:///登记.duckdb",
                "--findings-table goes with the address of a database, such as duckdb:///register.duckdb",
            )
        )


@click.command(help=t("核对随附的兰州市城关区示例。", "Check the shipped example, Chengguan District of Lanzhou."))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help=t("输出格式", "output format"),
)
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help=t("另存为一份可以改写的工作簿", "also save it as a workbook to start from"),
)
@shared("language")
def demo(format_: str, save: Path | None, language: str | None) -> int:
    if save is not None:
        save_as(um.demo(), save, language)
    report = um.check(um.demo(), on=um.DEMO_DAY, language=language)
    if format_ == "text":
        note = Text(
            zh="示例：兰州市城关区建会方案（街道真实，单位和人员均为虚构）。其中有意留下了一些问题。",
            en="Example: a proposal for Chengguan District of Lanzhou (streets real, organisations and people invented). Some faults were planted.",
        )
        write_out(note.within(language) + "\n", None)
    write_out(coloured(report.render(format_, language), format_, None), None)
    return DEFECT if any(finding.outcome is um.Outcome.FAILED for finding in report.findings) else 0


@click.command(
    help=t(
        "说明一条规则：内容、出处、参数、例子。", "Explain a rule: what it says, where, its parameters and examples."
    )
)
@click.argument("code", type=RuleCode())
@shared("on", "packs", "format", "language", "set")
def explain(
    code: str, on: date | None, packs: tuple[str, ...] | None, format_: str, language: str | None, settings: Parameters
) -> None:
    found = um.explain(code, language, on, packs or um.DEFAULT_PACKS, parameters=settings)
    write_out(as_json(found.to_dict(language)) if format_ == "json" else found.render(language), None)


@click.command(
    help=t("说明某条规则对某个对象为什么得出这样的结论。", "Say why a rule came out as it did for one record.")
)
@click.argument("file", type=InputName())
@click.argument("code", type=RuleCode())
@click.argument("subject")
@shared("on", "packs", "format", "language", "set")
def why(
    file: str, code: str, subject: str, on: date | None, packs: tuple[str, ...] | None, format_: str,
    language: str | None, settings: Parameters,
) -> None:  # fmt: skip
    reason = um.why(um.load(file), code, subject, on, packs or um.DEFAULT_PACKS, parameters=settings)
    write_out(as_json(reason.to_dict(language)) if format_ == "json" else reason.render(language), None)


def _is_register(file: str, engine: str, output: Path | None) -> bool:
    """Return whether a folder or database is read as columns.

    It is where findings are wanted as Parquet, a database also where it is asked for, a folder where a table is in parts.
    """
    if engine == "spark":
        return True
    wanted = output is not None and output.suffix.lower() == ".parquet"
    if is_url(file) and engine != "rows":
        return wanted or engine == "columns"
    folder = Path(file)
    if not folder.is_dir() or engine == "rows":
        if wanted:
            raise click.UsageError(
                t(
                    "结果写成 .parquet 需要一个文件夹或数据库，并用引擎 columns",
                    "findings are written as .parquet for a folder or a database, by the engine columns",
                )
            )
        return False
    return wanted or any(path.is_dir() and any(path.glob("*.parquet")) for path in folder.iterdir())


def _exit_code(report: um.Report) -> int:
    if any(finding.outcome is um.Outcome.FAILED for finding in report.findings):
        return DEFECT
    return 0 if report.ok else BROKEN


COMMANDS = (check, demo, explain, why)
