"""The options that several commands have, and how a command is handed what they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

import unionmodel as um
from unionmodel.cli.output import Display, t
from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text, show
from unionmodel.model.cells import CellProblem, inward
from unionmodel.model.records import TABLES

_DATE_COLUMN = TABLES["activities"].column("on")


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


class RuleCode(click.ParamType[str]):
    """The code of a rule, or its beginning; several, separated by commas, where an option takes several."""

    name = "code"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, comma, last = incomplete.rpartition(",")
        return [
            CompletionItem(before + comma + rule.code, help=rule.title.within(None))
            for pack in um.packs().values()
            for rule in pack.rules
            if rule.code.startswith(last.upper())
        ]


#: A file that a command writes.
OUTPUT_FILE = click.Path(dir_okay=False, path_type=Path)


def codes(_: click.Context, __: click.Parameter, value: str | None) -> list[str] | None:
    return [code.strip() for code in value.split(",") if code.strip()] if value else None


#: The file, folder or database that most commands are about.
input_file = click.argument("file", type=InputName())


def packs_named(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Return the packs that are named, None for the usual ones; a name is one of a pack, a path one of a file."""
    return tuple(codes(_, __, value) or ()) or None


def pairs(zh: str = "名称=值", en: str = "NAME=VALUE") -> Callable[..., dict[str, str]]:
    """Return what reads settings that are given one by one, each as the words say."""

    def read(_: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
        found = {}
        for value in values:
            name, equals, setting = value.partition("=")
            if not equals:
                raise click.BadParameter(t(f"{value}：写成 {zh}", f"{value}: write {en}"), param=param)
            found[name.strip()] = setting.strip()
        return found

    return read


def refuse_existing(*paths: Path | None) -> None:
    """Refuse to write over what is there."""
    for path in paths:
        if path is not None and path.exists():
            raise click.UsageError(t(f"{path} 已经存在", f"{path} exists already"))


def format_option(*formats: str, text: str | None = None) -> Callable[..., Any]:
    """Return the option `--format` with the formats that a command has, the first by default."""
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True,
        help=text or t("输出格式", "output format"),
    )  # fmt: skip


_SHARED = {
    "on": click.option("--on", type=Day(), help=t("核对日，默认今天", "the day of the check (default: today)")),
    "packs": click.option(
        "--packs", callback=packs_named, metavar="NAME|FILE,...",
        help=t(
            "规则包，逗号分隔：名称（default 为默认的几个），或 Python 文件（其中的代码会运行）",
            "packs, separated by commas: names (default: the usual ones), or Python files (whose code is run)",
        ),
    ),
    "select": click.option(
        "--select", type=RuleCode(), callback=codes,
        help=t("只核对这些规则（代码或其开头）", "only these rules (codes or their beginnings)"),
    ),
    "ignore": click.option("--ignore", type=RuleCode(), callback=codes, help=t("不核对这些规则", "leave out these rules")),
    "params": click.option(
        "--params", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help=t("参数文件（.toml）：另一省的下限、门槛、目标", "a file of parameters (.toml): another province's floor, threshold, target"),
    ),
    "set": click.option(
        "--set", "settings", multiple=True, callback=pairs(), metavar="NAME=VALUE",
        help=t("设定参数或未定问题的选项，可重复", "set a parameter or the option of an open question; repeatable"),
    ),
    "format": format_option("text", "json"),
    "language": click.option("--language", type=click.Choice(["zh", "en"]), help=t("输出语言", "language of the output")),
    "waivers": click.option("--waivers", help=t("豁免文件（表“豁免”）", "a file with the table waivers")),
    "no-proposed": click.option(
        "--no-proposed", is_flag=True, help=t("只计入状态为“正常”的工会", "count active unions only")
    ),
}  # fmt: skip


def shared(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Attach options that several commands have; `set` brings the file of parameters with it."""

    def attach(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            function = _SHARED[name](function)
            if name == "set":
                function = _SHARED["params"](function)
        return function

    return attach


class Command(click.Command):
    """A command that is handed what its shared options say in two arguments.

    `how` has the arguments of a public function: the day, the packs, the parameters, the waivers, which rules, whether
    proposed unions count. `display` says how the answer is shown.
    """

    def invoke(self, ctx: click.Context) -> Any:
        ctx.params = _gathered(ctx.params)
        return super().invoke(ctx)


def _gathered(given: dict[str, Any]) -> dict[str, Any]:
    how: dict[str, Any] = {}
    asks = not {"on", "packs"}.isdisjoint(given)
    how |= {name: given.pop(name) for name in ("on", "select", "ignore") if name in given}
    if "packs" in given and (packs := given.pop("packs")) is not None:
        how["packs"] = packs
    if "settings" in given:
        file, settings = given.pop("params"), given.pop("settings")
        how["parameters"] = settings if file is None else [file, settings]
    if "waivers" in given:
        how["waivers"] = _read_waivers(given.pop("waivers"))
    if "no_proposed" in given:
        how["proposed"] = not given.pop("no_proposed")
    if asks:
        given["how"] = how
    if "format_" in given:
        given["display"] = Display(given.pop("format_"), given.pop("language"))
    return given


#: Makes a command of a function.
command = partial(click.command, cls=Command)


def _read_waivers(path: str | None) -> tuple[Any, ...]:
    """Return the waivers of a file. Raises InputErrors for a file that holds other tables only: a wrong file."""
    if path is None:
        return ()
    structure = um.load(path)
    if structure.records and not structure.size("waivers"):
        problem = Text(zh="没有“豁免”表", en="has no table of waivers")
        hint = Text(
            zh="写一张表 waivers（豁免），列：规则代码、对象、理由、批准人、有效期至",
            en="give a table waivers with the columns code, subject, reason, by, until",
        )
        raise InputErrors([InputError(Path(path).name, None, problem, hint)])
    return tuple(structure.waivers)
