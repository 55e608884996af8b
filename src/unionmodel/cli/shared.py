"""What all commands share: their options, their two languages, and how they write."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from unionmodel.api.choosing import Parameters
from unionmodel.errors import InputError, InputErrors
from unionmodel.io import load
from unionmodel.io.writing.targets import write_whole
from unionmodel.language import Text, show
from unionmodel.model.cells import CellProblem, inward
from unionmodel.model.records import TABLES
from unionmodel.printable import escaped, visible

_FILE_OF_PARAMETERS = f"{__name__}.params"
_DATE_COLUMN = TABLES["activities"].column("on")


def t(zh: str, en: str) -> Any:
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


class InputName(click.ParamType):  # type: ignore[type-arg]
    """A file, a folder or the address of a database; a shell completes it as a file."""

    name = "file"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type="file")]


def codes(_: click.Context, __: click.Parameter, value: str | None) -> list[str] | None:
    return [code.strip() for code in value.split(",") if code.strip()] if value else None


def packs_named(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Return the packs that are named, None for the usual ones; a name is one of a pack, a path one of a file."""
    return tuple(codes(_, __, value) or ()) or None


def _keep_file(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    context.meta[_FILE_OF_PARAMETERS] = value


def settings(_: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return what is set one by one."""
    found = {}
    for value in values:
        name, equals, setting = value.partition("=")
        if not equals:
            raise click.BadParameter(t(f"{value}：写成 名称=值", f"{value}: write NAME=VALUE"), param=param)
        found[name.strip()] = setting.strip()
    return found


def _settings(context: click.Context, param: click.Parameter, values: tuple[str, ...]) -> Parameters:
    """Return what is set one by one; where there is a file of parameters, that and what is set beside it."""
    found = settings(context, param, values)
    file: Path | None = context.meta.get(_FILE_OF_PARAMETERS)
    return found if file is None else [file, found]


def shared(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Attach the options that several commands have."""
    known = {
        "on": click.option("--on", type=Day(), help=t("核对日，默认今天", "the day of the check (default: today)")),
        "packs": click.option(
            "--packs", callback=packs_named, metavar="NAME|FILE,...",
            help=t(
                "规则包，逗号分隔：名称（default 为默认的几个），或 Python 文件（其中的代码会运行）",
                "packs, separated by commas: names (default: the usual ones), or Python files (whose code is run)",
            ),
        ),
        "set": click.option(
            "--set", "settings", multiple=True, callback=_settings, metavar="NAME=VALUE",
            help=t("设定参数或未定问题的选项，可重复", "set a parameter or the option of an open question; repeatable"),
        ),
        "format": click.option(
            "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
            help=t("输出格式", "output format"),
        ),
        "language": click.option(
            "--language", type=click.Choice(["zh", "en"]), help=t("输出语言", "language of the output"),
        ),
        "waivers": click.option("--waivers", help=t("豁免文件（表“豁免”）", "a file with the table waivers")),
        "no-proposed": click.option(
            "--no-proposed", is_flag=True, help=t("只计入状态为“正常”的工会", "count active unions only")
        ),
    }  # fmt: skip
    # Taken before --set, whose value holds both; so no command has to know of the file.
    file_of_parameters = click.option(
        "--params", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", is_eager=True, expose_value=False,
        callback=_keep_file,
        help=t("参数文件（.toml）：另一省的下限、门槛、目标", "a file of parameters (.toml): another province's floor, threshold, target"),
    )  # fmt: skip

    def attach(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            function = known[name](function)
            if name == "set":
                function = file_of_parameters(function)
        return function

    return attach


def read_waivers(path: str | None) -> tuple[Any, ...]:
    """Return the waivers of a file. Raises InputErrors for a file that holds other tables only: a wrong file."""
    if path is None:
        return ()
    structure = load(path)
    if structure.records and not structure.size("waivers"):
        problem = Text(zh="没有“豁免”表", en="has no table of waivers")
        hint = Text(
            zh="写一张表 waivers（豁免），列：规则代码、对象、理由、批准人、有效期至",
            en="give a table waivers with the columns code, subject, reason, by, until",
        )
        raise InputErrors([InputError(Path(path).name, None, problem, hint)])
    return tuple(structure.waivers)


def as_json(value: Any) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, indent=2))


def write_out(text: str | bytes, output: Path | None) -> None:
    """Write `text` to the terminal, or to a file that appears only when it is complete; bytes are written as they are."""
    if output is None:
        click.echo(visible(text, colours=True) if isinstance(text, str) else text)
        return
    write_whole(text if isinstance(text, bytes) else f"{text}\n".encode(), output)
