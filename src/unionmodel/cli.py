"""The command line: the public functions, for people at a terminal."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.errors import InputErrors, MissingExtra, NotInForce, PackError, UnionModelError, UnknownName
from unionmodel.language import Language, Text, default_language, show
from unionmodel.model.cells import CellProblem, inward
from unionmodel.model.records import TABLES

_BROKEN, _UNREADABLE, _DEFECT = 1, 2, 3
_DATE_COLUMN = TABLES["activities"].column("on")
#: What click itself says, in Chinese.
_CLICK_ZH = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Error: {message}": "错误：{message}",
    "Show this message and exit.": "显示帮助并退出。",
    "Show the version and exit.": "显示版本并退出。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "No such option: {name}": "没有这个选项：{name}",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "Invalid value: {message}": "值无效：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值无效：{message}",
    "Try '{command} {option}' for help.": "运行 '{command} {option}' 查看帮助。",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不是以下之一：{choices}。",
}


def _t(zh: str, en: str) -> Any:
    """Return the sentence of the language the command line speaks."""
    return Text(zh=zh, en=en).within(None)


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date, written in any way that a cell may hold one."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            found: date = inward(_DATE_COLUMN, value)
        except CellProblem as problem:
            self.fail(f"{value}: {show(problem.problem)}; {show(problem.hint)}", param, ctx)
        return found


def _codes(_: click.Context, __: click.Parameter, value: str | None) -> list[str] | None:
    return [code.strip() for code in value.split(",") if code.strip()] if value else None


def _settings(_: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        name, equals, setting = value.partition("=")
        if not equals:
            raise click.BadParameter(_t(f"{value}：写成 名称=值", f"{value}: write NAME=VALUE"), param=param)
        found[name.strip()] = setting.strip()
    return found


def _shared(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Attach the options that several commands have."""
    known = {
        "on": click.option("--on", type=Day(), help=_t("核对日，默认今天", "the day of the check (default: today)")),
        "packs": click.option("--packs", callback=_codes, help=_t("规则包，逗号分隔", "packs, separated by commas")),
        "set": click.option(
            "--set", "settings", multiple=True, callback=_settings, metavar="NAME=VALUE",
            help=_t("设定参数或未定问题的选项，可重复", "set a parameter or the option of an open question; repeatable"),
        ),
        "format": click.option(
            "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
            help=_t("输出格式", "output format"),
        ),
        "language": click.option(
            "--language", type=click.Choice(["zh", "en"]), help=_t("输出语言", "language of the output")
        ),
        "no-proposed": click.option(
            "--no-proposed", is_flag=True, help=_t("只计入状态为“正常”的工会", "count active unions only")
        ),
    }  # fmt: skip

    def attach(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            function = known[name](function)
        return function

    return attach


@click.group(
    help=_t(
        "把工会组建规则变成可核对的程序：核对结构文件，说明问题、出处和改法。",
        "Organising rules as code: check a structure file; say what is broken, where it is written and how to mend it.",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="unionmodel", prog_name="unionmodel")
def cli() -> None:
    """Every command exits with 0, or with 1 where a rule of severity error is broken, 2 where the input is unreadable."""


@cli.command(help=_t("核对一份结构文件。", "Check a structure file."))
@click.argument("file")
@_shared("on", "packs")
@click.option(
    "--select",
    callback=_codes,
    help=_t("只核对这些规则（代码或其开头）", "only these rules (codes or their beginnings)"),
)
@click.option("--ignore", callback=_codes, help=_t("不核对这些规则", "leave out these rules"))
@click.option(
    "--engine",
    type=click.Choice(["auto", "rows", "columns"]),
    default="auto",
    show_default=True,
    help=_t("引擎", "engine"),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help=_t("输出格式", "output format"),
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=_t("写入文件", "write to a file"))
@_shared("language")
@click.option("--waivers", help=_t("豁免文件（表“豁免”）", "a file with the table waivers"))
@_shared("no-proposed", "set")
def check(
    file: str, on: date | None, packs: list[str] | None, select: list[str] | None, ignore: list[str] | None,
    engine: Any, format_: str, output: Path | None, language: str | None, waivers: str | None, no_proposed: bool,
    settings: dict[str, str],
) -> int:  # fmt: skip
    structure = um.load(file)
    accepted = tuple(um.load(waivers).waivers) if waivers else ()
    report = um.check(
        structure, packs or um.DEFAULT_PACKS, on, engine, select, ignore, language,
        waivers=accepted, proposed=not no_proposed, parameters=settings,
    )  # fmt: skip
    _out(report.render(format_, language), output)
    return _exit_code(report)


@cli.command(help=_t("核对随附的兰州市城关区示例。", "Check the shipped example, Chengguan District of Lanzhou."))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help=_t("输出格式", "output format"),
)
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help=_t("另存为一份可以改写的工作簿", "also save it as a workbook to start from"),
)
@_shared("language")
def demo(format_: str, save: Path | None, language: str | None) -> int:
    if save is not None:
        _convert(um.demo(), save, language)
    report = um.check(um.demo(), on=um.DEMO_DAY, language=language)
    if format_ == "text":
        note = Text(
            zh="示例：兰州市城关区建会方案（街道真实，单位和人员均为虚构）。其中有意留下了一些问题。",
            en="Example: a proposal for Chengguan District of Lanzhou (streets real, organisations and people invented). Some faults were planted.",
        )
        _out(note.within(language) + "\n", None)
    _out(report.render(format_, language), None)
    return _DEFECT if any(finding.outcome is um.Outcome.FAILED for finding in report.findings) else 0


@cli.command(
    help=_t(
        "说明一条规则：内容、出处、参数、例子。", "Explain a rule: what it says, where, its parameters and examples."
    )
)
@click.argument("code")
@_shared("on", "format", "language")
def explain(code: str, on: date | None, format_: str, language: str | None) -> None:
    found = um.explain(code, language, on)
    _out(_json(found.to_dict(language)) if format_ == "json" else found.render(language), None)


@cli.command(
    help=_t("说明某条规则对某个对象为什么得出这样的结论。", "Say why a rule came out as it did for one record.")
)
@click.argument("file")
@click.argument("code")
@click.argument("subject")
@_shared("on", "format", "language", "set")
def why(
    file: str, code: str, subject: str, on: date | None, format_: str, language: str | None, settings: dict[str, str]
) -> None:
    reason = um.why(um.load(file), code, subject, on, parameters=settings)
    _out(_json(reason.to_dict(language)) if format_ == "json" else reason.render(language), None)


@cli.command(help=_t("列出每一群劳动者由哪个工会覆盖。", "List which union takes which workers."))
@click.argument("file")
@_shared("on", "format", "language", "no-proposed")
def coverage(file: str, on: date | None, format_: str, language: str | None, no_proposed: bool) -> None:
    found = um.coverage(um.load(file), on, proposed=not no_proposed)
    _out(_json(found.to_dict(language)) if format_ == "json" else found.render(language), None)


@cli.command(help=_t("列出规则包和其中的规则。", "List the packs and their rules."))
@_shared("format", "language")
def packs(format_: str, language: str | None) -> None:
    found = um.packs()
    if format_ == "json":
        _out(_json({name: [rule.code for rule in pack.rules] for name, pack in found.items()}), None)
        return
    for name, pack in found.items():
        _out(f"{name} {pack.version}  {pack.title.within(language)}", None)
        for rule in pack.rules:
            _out(f"  {rule.code} {rule.title.within(language)}", None)


@cli.command(
    help=_t(
        "把结构文件转成另一种形式（.json、.xlsx 或一个文件夹的 CSV）。",
        "Convert a structure file (to .json, .xlsx or a folder of CSV).",
    )
)
@click.argument("file")
@click.argument("target", type=click.Path(path_type=Path))
@_shared("language")
def convert(file: str, target: Path, language: str | None) -> None:
    _convert(um.load(file), target, language)


def _convert(structure: um.Structure, target: Path, language: str | None) -> None:
    from unionmodel.io import write

    chosen: Language = "en" if (language or default_language()) == "en" else "zh"
    if target.exists():
        raise click.UsageError(_t(f"{target} 已经存在", f"{target} exists already"))
    if target.suffix == ".json":
        write.write_json(structure, target)
    elif target.suffix == ".xlsx":
        write.write_workbook(structure, target, language=chosen)
    elif not target.suffix:
        write.write_csv(structure, target, language=chosen)
    else:
        raise UnknownName(Text(zh="文件类型", en="file type"), target.suffix, (".json", ".xlsx"))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 an error-severity rule is broken, 2 unreadable input, 3 a defect of ours."""
    _speak_plainly()
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        with _click_in_chinese():
            result = cli.main(arguments, prog_name="unionmodel", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        with _click_in_chinese():
            error.show()
        return _UNREADABLE
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # Whoever read us has seen enough; what is still buffered must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except InputErrors as errors:
        click.echo(errors.render(), err=True)
        return _UNREADABLE
    except (UnknownName, MissingExtra) as error:
        click.echo(show(error.text), err=True)
        return _UNREADABLE
    except (NotInForce, PackError, UnionModelError) as error:
        click.echo(show(error.args[0]) if error.args else str(error), err=True)
        return _UNREADABLE
    except OSError as error:
        click.echo(str(error), err=True)
        return _UNREADABLE
    except Exception as error:
        click.echo(
            _t("程序出错，请报告给我们：", "a defect of ours, please report it: ") + f"{type(error).__name__}: {error}",
            err=True,
        )
        if os.environ.get("UNIONMODEL_DEBUG"):
            traceback.print_exc()
        return _DEFECT


def _exit_code(report: um.Report) -> int:
    if any(finding.outcome is um.Outcome.FAILED for finding in report.findings):
        return _DEFECT
    return 0 if report.ok else _BROKEN


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _out(text: str, output: Path | None) -> None:
    """Write `text` to the terminal, or to a file that appears only when it is complete."""
    if output is None:
        click.echo(text)
        return
    handle, name = tempfile.mkstemp(dir=output.parent or Path(), prefix=output.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.replace(name, output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _speak_plainly() -> None:
    """Let a console that lacks a character show an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def _click_in_chinese() -> Iterator[None]:
    """Give click's own sentences in Chinese while the command line runs; click asks gettext, module by module."""
    if default_language() != "zh":
        yield
        return
    modules = [click.core, click.exceptions, click.types, click.formatting, click.decorators, click.parser]
    before = [(module, module._) for module in modules if hasattr(module, "_")]
    for module, _ in before:
        module._ = lambda text: _CLICK_ZH.get(text, text)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module, original in before:
            module._ = original  # type: ignore[attr-defined]
