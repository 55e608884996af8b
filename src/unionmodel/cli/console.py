"""A console as it is found: click's own sentences in Chinese, characters that it lacks."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from unionmodel.cli.click_texts import CHINESE
from unionmodel.language import default_language


def speak_plainly() -> None:
    """Let a console that lacks a character show an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def speak_as_asked(arguments: list[str]) -> None:
    """Let help and errors speak the language that was asked for, too: the options may be what is wrong."""
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            wanted = value if equals else "".join(arguments[number + 1 : number + 2])
            if wanted in ("zh", "en"):
                os.environ["UNIONMODEL_LANG"] = wanted


def in_the_language(command: click.Command) -> None:
    """Give the words that click fixes when a command is made: in Chinese, and whole sentences in the list of commands."""
    sentence = (command.help or "").split("\n")[0]
    command.short_help = re.split(r"[：；。]|[;:] |\. |\.$", sentence)[0]
    if default_language() == "zh":
        command.options_metavar = "[选项]"
        if isinstance(command, click.Group):
            command.subcommand_metavar = "命令 [参数]..."
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            in_the_language(inner)


@contextmanager
def click_in_chinese() -> Iterator[None]:
    """Give click's own sentences in Chinese while the command line runs; click asks gettext, module by module."""
    if default_language() != "zh":
        yield
        return
    modules = [
        click.core,
        click.exceptions,
        click.types,
        click.formatting,
        click.decorators,
        click.parser,
        click.termui,
    ]
    chinese = {"_": _chinese, "ngettext": _chinese_of_many}
    before = [(module, name, getattr(module, name)) for module in modules for name in chinese if hasattr(module, name)]
    for module, name, _ in before:
        setattr(module, name, chinese[name])
    try:
        yield
    finally:
        for module, name, original in before:
            setattr(module, name, original)


def _chinese(text: str) -> str:
    return CHINESE.get(text, text)


def _chinese_of_many(one: str, many: str, number: int) -> str:
    return _chinese(one if number == 1 else many)
