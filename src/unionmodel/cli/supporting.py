"""The commands about what keeps unions alive: money, maturity, staffing, pairing, reconcile."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

import unionmodel as um
from unionmodel.api.choosing import Parameters
from unionmodel.cli.shared import InputName, shared, t, write_out


def _show(found: Any, format_: str, language: str | None) -> None:
    write_out(found.render(format_, language), None)


@click.command(
    help=t(
        "各工会离年度经费下限还差多少，方案要花多少钱，按县区和来源分列。",
        "What each union lacks to the yearly floor, and what the proposal costs, by county and source.",
    )
)
@click.argument("file", type=InputName())
@shared("on", "packs", "format", "language", "no-proposed", "set")
def money(
    file: str,
    on: date | None,
    packs: tuple[str, ...] | None,
    format_: str,
    language: str | None,
    no_proposed: bool,
    settings: Parameters,
) -> None:
    _show(
        um.money(um.load(file), on, packs or um.DEFAULT_PACKS, proposed=not no_proposed, parameters=settings),
        format_,
        language,
    )


@click.command(
    help=t(
        "工会是否建起来、转起来、活起来，还缺哪一步。",
        "Whether unions are built, running, alive, and the step they lack.",
    )
)
@click.argument("file", type=InputName())
@click.argument("union", required=False)
@shared("on", "packs", "format", "language", "set")
def maturity(
    file: str,
    union: str | None,
    on: date | None,
    packs: tuple[str, ...] | None,
    format_: str,
    language: str | None,
    settings: Parameters,
) -> None:
    structure = um.load(file)
    how: dict[str, Any] = {"on": on, "packs": packs or um.DEFAULT_PACKS, "parameters": settings}
    found = um.maturity_all(structure, **how) if union is None else um.maturity(structure, union, **how)
    _show(found, format_, language)


@click.command(
    help=t(
        "社会化工会工作者怎样分配：按重点群体会员数，最大余数法。",
        "Where hired workers go: in proportion to key-group members, by largest remainder.",
    )
)
@click.argument("file", type=InputName())
@click.option("--hired", type=click.IntRange(min=0), required=True, help=t("总人数", "how many there are"))
@click.option(
    "--floor", type=click.IntRange(min=0), default=0, show_default=True, help=t("每个工会至少", "at least so many each")
)
@click.option("--county", metavar="CODE", help=t("只看一个县区", "the bodies of one county only"))
@shared("on", "packs", "format", "language", "set")
def staffing(
    file: str,
    hired: int,
    floor: int,
    county: str | None,
    on: date | None,
    packs: tuple[str, ...] | None,
    format_: str,
    language: str | None,
    settings: Parameters,
) -> None:
    _show(
        um.staffing(
            um.load(file), hired, on, packs or um.DEFAULT_PACKS, floor=floor, county=county, parameters=settings
        ),
        format_,
        language,
    )


@click.command(help=t("建议哪些工会结对。", "Propose which unions help one another."))
@click.argument("file", type=InputName())
@shared("on", "packs", "format", "language", "set")
def pairing(
    file: str, on: date | None, packs: tuple[str, ...] | None, format_: str, language: str | None, settings: Parameters
) -> None:
    _show(um.pairing(um.load(file), on, packs or um.DEFAULT_PACKS, parameters=settings), format_, language)


@click.command(help=t("各来源的人数对照。", "Head counts of different sources side by side."))
@click.argument("file", type=InputName())
@shared("on", "packs", "format", "language", "set")
def reconcile(
    file: str, on: date | None, packs: tuple[str, ...] | None, format_: str, language: str | None, settings: Parameters
) -> None:
    _show(um.reconcile(um.load(file), on, packs or um.DEFAULT_PACKS, parameters=settings), format_, language)


COMMANDS = (money, maturity, staffing, pairing, reconcile)
