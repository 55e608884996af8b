"""The command `repair`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import OUTPUT_FILE, codes, command, input_file, refuse_existing, shared
from unionmodel.cli.output import Display, t
from unionmodel.cli.progress import Bar
from unionmodel.cli.saving import save_as
from unionmodel.io.stored.documents import read_json, write_journal
from unionmodel.language import Text


def _choices(_: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for value in values:
        name, _equals, number = value.rpartition("=")
        if not name or not number.strip().isascii() or not number.strip().isdigit():
            hint = t(f"{value}：写成 规则|对象=编号", f"{value}: write CODE|SUBJECT=NUMBER")
            raise click.BadParameter(hint, param=param)
        found[name.strip()] = int(number)
    return found


@command(
    help=t(
        "针对每一项问题提出改法：可以放心修改的、要由人选择的，或说明为什么没有改法。只提建议，不改动输入；用 --write 另存新文件，"
        "用 --journal 记下怎样撤销，用 --undo 撤销。",
        "Propose what to do about every finding: safe mends, choices for somebody to make, or why there is none. Nothing "
        "but proposals; --write makes a new file and never touches the input, --journal keeps how to undo it, --undo does.",
    )
)
@input_file
@click.option(
    "--select",
    callback=codes,
    help=t("只看这些规则（代码或其开头）", "only these rules (codes or their beginnings)"),
)
@click.option(
    "--choose",
    multiple=True,
    callback=_choices,
    metavar="CODE|SUBJECT=NUMBER",
    help=t("选定某一项的改法，可重复", "take this choice of a finding; repeatable"),
)
@click.option(
    "--single",
    is_flag=True,
    help=t(
        "只有一种选择的也一并修改（表示已经有人决定）", "take choices without an alternative, too: somebody has decided"
    ),
)
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path),
    help=t("把修改后的结构写入新文件", "write the repaired structure to a new file"),
)
@click.option(
    "--journal",
    type=OUTPUT_FILE,
    help=t("把改了什么、怎样撤销写入日志（JSON）", "write what was changed, and what undoes it (JSON)"),
)
@click.option(
    "--undo",
    type=OUTPUT_FILE,
    metavar="JOURNAL",
    help=t("按日志撤销，与 --write 一起用", "undo by a journal; together with --write"),
)
@shared("on", "packs", "format", "language", "no-proposed", "set")
def repair(
    file: str, choose: dict[str, int], single: bool, target: Path | None, journal: Path | None, undo: Path | None,
    how: dict[str, Any], display: Display,
) -> int:  # fmt: skip
    if (journal is not None or undo is not None) and target is None:
        raise click.UsageError(t("写明 --write 新文件", "say --write NEWFILE, too"))
    refuse_existing(target, journal)
    structure = um.load(file)
    if undo is not None:
        assert target is not None
        save_as(um.undo(structure, read_json(undo)), target, display.language)
        click.echo(t(f"已撤销，写入 {target}", f"undone, written to {target}"))
        return 0
    found = um.repair(structure, progress=Bar().stage(Text(zh="改法", en="mends")), **how)
    display.show(found)
    if target is not None or choose:
        done = found.carry_out(not single, choose)
        _report(done.mended, done.set_aside, len(done.edits))
        if target is not None:
            save_as(done.structure, target, display.language)
            if journal is not None:
                write_journal(done.journal(), journal)
    return 0


def _report(
    mended: tuple[tuple[um.Remedy, um.Mend], ...], aside: tuple[tuple[um.Remedy, um.Mend], ...], edits: int
) -> None:
    """Say on standard error what is carried out, so that JSON on standard output stays whole."""
    click.echo(t(f"修改 {len(mended)} 项，共 {edits} 处", f"{len(mended)} findings mended by {edits} edits"), err=True)
    for remedy, _ in aside:
        text = t(
            f"{remedy.name} 的改法与其他修改冲突，这次未改",
            f"{remedy.name}: its mend goes against another one; left aside",
        )
        click.echo(text, err=True)
