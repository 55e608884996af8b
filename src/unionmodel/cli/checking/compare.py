"""The command `compare`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.cli.checking.exit_codes import exit_code
from unionmodel.cli.options import (
    OUTPUT_FILE,
    Day,
    InputName,
    codes,
    command,
    format_option,
    packs_named,
    pairs,
    shared,
)
from unionmodel.cli.output import Display, t


@command(
    help=t(
        "比较两份文件、两个日期或两套规定：哪些问题新出现、消失、变化，为什么。只写一份文件时，用 --on-after、"
        "--packs-after 或 --set-after 说明变化后有什么不同。退出码：0 没有新出现的错误，1 有，2 输入无法读取。",
        "Compare two files, two days or two states of the law: which findings come, go and change, and why. With one "
        "file, --on-after, --packs-after or --set-after say what is otherwise after. Exit code: 0 no error is new, 1 "
        "one is, 2 the input cannot be read.",
    )
)
@click.argument("before", type=InputName())
@click.argument("after", type=InputName(), required=False)
@shared("on")
@click.option("--on-after", type=Day(), help=t("变化后的核对日，默认同 --on", "the day after (default: that of --on)"))
@shared("packs")
@click.option(
    "--packs-after",
    callback=packs_named,
    help=t("变化后的规则包，默认同 --packs", "the packs after (default: those of --packs)"),
)
@shared("set")
@click.option(
    "--set-after",
    "settings_after",
    multiple=True,
    callback=pairs(),
    metavar="NAME=VALUE",
    help=t("变化后的参数或选项，在 --set 之上，可重复", "a parameter or an option after, on top of --set; repeatable"),
)
@click.option(
    "--select",
    callback=codes,
    help=t("只核对这些规则（代码或其开头）", "only these rules (codes or their beginnings)"),
)
@click.option("--ignore", callback=codes, help=t("不核对这些规则", "leave out these rules"))
@format_option("text", "table", "json")
@click.option("--output", type=OUTPUT_FILE, help=t("写入文件", "write to a file"))
@shared("language", "waivers", "no-proposed")
def compare(
    before: str, after: str | None, on_after: date | None, packs_after: tuple[str, ...] | None,
    settings_after: dict[str, str], output: Path | None, how: dict[str, Any], display: Display,
) -> int:  # fmt: skip
    if after is None and not (on_after or packs_after or settings_after):
        raise click.UsageError(
            t(
                "没有可比较的：再写一份文件，或用 --on-after、--packs-after、--set-after",
                "nothing to compare with: give a second file, --on-after, --packs-after or --set-after",
            )
        )
    found = um.compare(
        um.load(before), None if after is None else um.load(after), on_after=on_after, packs_after=packs_after,
        parameters_after=settings_after, language=display.language, **how,
    )  # fmt: skip
    display.show(found, output)
    return exit_code(found.ok, found.before, found.after)
