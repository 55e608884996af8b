"""A console as it is found: click's own sentences in Chinese, characters that it lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from unionmodel.language import default_language

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


def speak_plainly() -> None:
    """Let a console that lacks a character show an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def click_in_chinese() -> Iterator[None]:
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
