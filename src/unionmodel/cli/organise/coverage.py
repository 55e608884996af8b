"""The command `coverage`."""

from __future__ import annotations

from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import command, input_file, shared
from unionmodel.cli.output import Display, t
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.model.vocabulary import PlaceLevel

_LEVELS = [str(level) for level in PlaceLevel]


@command(
    help=t(
        "列出每一群劳动者由哪个工会覆盖；可按层级、群体或区域汇总，也可试算工会撤销、新建后谁失去或得到覆盖。",
        "List which union takes which workers; add them up by tier, group or place, or try out who loses or gains cover "
        "if unions close or open.",
    )
)
@input_file
@shared("on", "packs")
@click.option(
    "--by",
    type=click.Choice(["tier", "group", "place", "unit"]),
    help=t("按层级、群体、区域或报告单位汇总", "add up by tier, group, place or reporting unit"),
)
@click.option(
    "--level",
    type=click.Choice(_LEVELS),
    help=t("按哪一级区域汇总，默认县区（county）", "which level of places to add up by (default: county)"),
)
@click.option(
    "--close",
    multiple=True,
    metavar="UNION",
    help=t("试算：如果这个工会撤销，可重复", "try out: if this union closed; repeatable"),
)
@click.option(
    "--open",
    "open_",
    multiple=True,
    metavar="UNION|CELLS",
    help=t(
        "试算：如果这个工会成立，可重复；写编号，或写新工会的各列，如 kind=township_union,place=620102001，"
        "基层工会另写 employers=e1;e2",
        "try out: if this union opened; repeatable; an id, or the cells of a new one, such as "
        "kind=township_union,place=620102001, and employers=e1;e2 for one of basic level",
    ),
)
@click.option(
    "--against",
    metavar="FILE",
    help=t(
        "与另一份文件比较：从本文件到那份文件有什么变化",
        "compare with another file: what changes from this one to that",
    ),
)
@shared("format", "language", "no-proposed", "set")
def coverage(
    file: str, by: str | None, level: str | None, close: tuple[str, ...], open_: tuple[str, ...], against: str | None,
    how: dict[str, Any], display: Display,
) -> None:  # fmt: skip
    trial = bool(close or open_ or against)
    if trial and (by or level):
        raise click.UsageError(
            t("--by、--level 不能与试算、比较同用", "--by and --level do not go with a trial or a comparison")
        )
    if against and (close or open_):
        raise click.UsageError(t("--against 不能与试算同用", "--against does not go with a trial"))
    if level and by not in (None, "place"):
        raise click.UsageError(t(f"--level 不能与 --by {by} 同用", f"--level does not go with --by {by}"))
    structure = um.load(file)
    found: Any
    if against:
        found = um.coverage_change(structure, um.load(against), **how)
    elif trial:
        known = [one for one in open_ if "=" not in one]
        edits = [edit for number, one in enumerate(open_) if "=" in one for edit in _new_union(structure, one, number)]
        found = um.coverage_if(structure, close=close, open=known, edits=edits, **how)
    else:
        found = _table(um.coverage(structure, **how), by or ("place" if level else None), level)
    display.show(found)


def _table(found: Any, by: str | None, level: str | None) -> Any:
    if by is None:
        return found
    if by == "place":
        return found.by_place(level or "county")
    return {"tier": found.by_tier, "group": found.by_group, "unit": found.by_reporting_unit}[by]()


def _new_union(structure: um.Structure, written: str, number: int) -> list[Edit]:
    """Return the edits that add a union, and its links, from `kind=township_union,place=620102001`.

    A file may refer to what is not there yet; who tries out a union means a place and employers that are.
    """
    cells = {}
    for part in written.split(","):
        name, equals, value = part.partition("=")
        if not equals:
            raise click.UsageError(t(f"--open {written}：写成 列=值", f"--open {written}: write COLUMN=VALUE"))
        cells[name.strip()] = value.strip()
    key = cells.setdefault("id", f"new-{number + 1}")
    listed = cells.pop("employers", "").replace("、", ";").split(";")
    employers = [one.strip() for one in listed if one.strip()]
    for employer in employers:
        if employer not in structure.index("employers"):
            raise UnknownName(Text(zh="用人单位", en="employer"), employer, structure.index("employers"))
    if "place" in cells and cells["place"] not in structure.geography.row:
        raise UnknownName(Text(zh="区域", en="place"), cells["place"], structure.geography.codes)
    links = [Edit("add", "covers", None, {"union": key, "employer": one}) for one in employers]
    return [Edit("add", "unions", None, cells), *links]
