"""The command `plan`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import command, input_file, pairs, shared
from unionmodel.cli.output import Display, t
from unionmodel.cli.saving import save_as

_KINDS = ["industry_federation", "regional_federation", "township_union", "joint_union"]


@command(
    help=t(
        "规划建立哪些联合会、乡镇街道工会和联合工会，使没有工会的劳动者得到覆盖；不给预算和目标时，用最少的钱覆盖每一个人。",
        "Plan which federations, township unions and joint unions to found for the workers without a union; without a "
        "budget and a target, everybody is covered for the least money.",
    )
)
@input_file
@click.option(
    "--budget", metavar="YUAN", help=t("预算（元）：在预算内覆盖最多的人", "cover most workers within so much money")
)
@click.option(
    "--target",
    type=click.IntRange(1, 100),
    help=t(
        "百分数：用最少的组织，使各单元都有这么多人能够入会", "a percentage: let so many in every unit be able to join"
    ),
)
@click.option("--within", metavar="CODE", help=t("只规划这个区域", "plan for this area only"))
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help=t("只建立这些类型，可重复", "found only these kinds; repeatable"),
)
@click.option(
    "--prefectures",
    is_flag=True,
    help=t("行业工会联合会也可设在市州", "industry federations may sit at prefectures, too"),
)
@click.option(
    "--industries",
    type=click.IntRange(1, 4),
    default=1,
    show_default=True,
    help=t("一个联合会最多写明几个行业", "how many industries a federation may name"),
)
@click.option(
    "--least",
    type=click.IntRange(min=0),
    default=25,
    show_default=True,
    help=t(
        "一个行业至少多少人没有工会才值得建联合会", "how many workers without a union an industry federation pays for"
    ),
)
@click.option("--any-order", is_flag=True, help=t("不要求行业在先", "the industry need not come first"))
@click.option(
    "--cost",
    "costs",
    multiple=True,
    callback=pairs("类型=元", "KIND=YUAN"),
    metavar="KIND=YUAN",
    help=t("这类组织在经费下限之外还要多少钱，可重复", "what a kind costs beyond the yearly floor; repeatable"),
)
@click.option("--seconds", type=click.FloatRange(min=0), default=60.0, show_default=True, help=t("时限", "time limit"))
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help=t("把规划落实后的结构另存为文件", "save the structure with the plan carried out"),
)
@shared("on", "packs", "format", "language", "no-proposed", "set")
def plan(
    file: str, budget: str | None, target: int | None, within: str | None, kinds: tuple[str, ...], prefectures: bool,
    industries: int, least: int, any_order: bool, costs: dict[str, Any], seconds: float, save: Path | None,
    how: dict[str, Any], display: Display,
) -> int:  # fmt: skip
    structure = um.load(file)
    found = um.plan(
        structure, budget, target, costs=costs, kinds=kinds or None, least_workers=least,
        levels=("county", "prefecture") if prefectures else ("county",), most_industries=industries,
        industry_first=not any_order, within=within, seconds=seconds, **how,
    )  # fmt: skip
    if save is not None and found.edits:
        save_as(structure.with_edits(found.edits), save, display.language)
    display.show(found)
    return 0 if found.status in ("optimal", "feasible") else 1
