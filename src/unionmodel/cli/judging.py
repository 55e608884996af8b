"""The commands that judge: check, demo, explain, why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.choosing import Parameters
from unionmodel.cli.files import save_as
from unionmodel.cli.progress import Bar
from unionmodel.cli.shared import as_json, codes, read_waivers, shared, t, write_out
from unionmodel.io.baselines import read_baseline
from unionmodel.io.database import findings_as_rows, is_url, write_findings
from unionmodel.language import Text

BROKEN, DEFECT = 1, 3


@click.command(help=t("核对一份结构文件。", "Check a structure file."))
@click.argument("file")
@shared("on", "packs")
@click.option(
    "--select",
    callback=codes,
    help=t("只核对这些规则（代码或其开头）", "only these rules (codes or their beginnings)"),
)
@click.option("--ignore", callback=codes, help=t("不核对这些规则", "leave out these rules"))
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
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help=t("输出格式", "output format"),
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
    if _is_register(file, engine, target):
        if baseline is not None or save_baseline is not None or format_ == "sarif":
            raise click.UsageError(
                t("核对登记库时不能用基线和 sarif", "a register is checked without a baseline, and not shown as sarif")
            )
        sums = um.check_register(
            file, packs or um.DEFAULT_PACKS, on, select, ignore, language,
            output=output, waivers=read_waivers(waivers), proposed=not no_proposed, parameters=settings, progress=Bar(),
            engine="spark" if engine == "spark" else "columns",
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
        write_out(as_json(um.Baseline.of(report).to_dict()), save_baseline)
    if findings_table is not None:
        write_findings(file, findings_table, findings_as_rows(report, language))
    write_out(report.render(format_, language), target)
    return _exit_code(report)


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
    write_out(report.render(format_, language), None)
    return DEFECT if any(finding.outcome is um.Outcome.FAILED for finding in report.findings) else 0


@click.command(
    help=t(
        "说明一条规则：内容、出处、参数、例子。", "Explain a rule: what it says, where, its parameters and examples."
    )
)
@click.argument("code")
@shared("on", "packs", "format", "language", "set")
def explain(
    code: str, on: date | None, packs: tuple[str, ...] | None, format_: str, language: str | None, settings: Parameters
) -> None:
    found = um.explain(code, language, on, packs or um.DEFAULT_PACKS, parameters=settings)
    write_out(as_json(found.to_dict(language)) if format_ == "json" else found.render(language), None)


@click.command(
    help=t("说明某条规则对某个对象为什么得出这样的结论。", "Say why a rule came out as it did for one record.")
)
@click.argument("file")
@click.argument("code")
@click.argument("subject")
@shared("on", "packs", "format", "language", "set")
def why(
    file: str, code: str, subject: str, on: date | None, packs: tuple[str, ...] | None, format_: str,
    language: str | None, settings: Parameters,
) -> None:  # fmt: skip
    reason = um.why(um.load(file), code, subject, on, packs or um.DEFAULT_PACKS, parameters=settings)
    write_out(as_json(reason.to_dict(language)) if format_ == "json" else reason.render(language), None)


def _is_register(file: str, engine: str, output: Path | None) -> bool:
    """Return whether a folder is read as columns: findings are wanted as Parquet, or a table of it is in parts."""
    if engine == "spark":
        return True
    wanted = output is not None and output.suffix.lower() == ".parquet"
    folder = Path(file)
    if not folder.is_dir() or engine == "rows":
        if wanted:
            raise click.UsageError(
                t(
                    "结果写成 .parquet 需要一个文件夹，并用引擎 columns",
                    "findings are written as .parquet for a folder, by the engine columns",
                )
            )
        return False
    return wanted or any(path.is_dir() and any(path.glob("*.parquet")) for path in folder.iterdir())


def _exit_code(report: um.Report) -> int:
    if any(finding.outcome is um.Outcome.FAILED for finding in report.findings):
        return DEFECT
    return 0 if report.ok else BROKEN


COMMANDS = (check, demo, explain, why)
