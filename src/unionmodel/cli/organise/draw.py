"""The command `draw`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import unionmodel as um
from unionmodel.cli.options import OUTPUT_FILE, command, format_option, input_file, shared
from unionmodel.cli.output import Display, t, write_out
from unionmodel.printable import as_json

_ENDINGS = (".svg", ".png", ".dot")


@command(
    help=t(
        "画图：组织层级（实线领导、虚线覆盖，问题用符号、形状和颜色标出，过多时按区域合并），"
        "或覆盖方格图（甘肃各县区，或一个县区的乡镇街道）。",
        "Draw the hierarchy (leading solid, covering dashed, findings marked by sign, shape and colour, folded by place "
        "where it is large), or the map of coverage (the counties of Gansu, or the townships of a county).",
    )
)
@input_file
@click.option(
    "--output",
    type=OUTPUT_FILE,
    help=t(
        "写入文件：.svg、.png 或 .dot，默认在终端输出 SVG",
        "write to a file: .svg, .png or .dot (default: SVG to the terminal)",
    ),
)
@click.option(
    "--what",
    type=click.Choice(["hierarchy", "coverage"]),
    default="hierarchy",
    show_default=True,
    help=t("画什么：组织层级或覆盖方格图", "what to draw: the hierarchy or the map of coverage"),
)
@click.option(
    "--within",
    metavar="CODE",
    help=t(
        "方格图画哪个区域，默认人数所在的那个县区，不止一个则为甘肃",
        "the place of the map (default: the county in which all workers count, else Gansu)",
    ),
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=120,
    show_default=True,
    help=t("层级图最多画多少个框，超过的按区域合并", "how many boxes at most; what is more is folded by place"),
)
@format_option(
    "svg",
    "json",
    text=t(
        "没有 --output 时的输出：SVG，或含标题、说明和 DOT 的 JSON",
        "what goes to the terminal without --output: SVG, or JSON with title, caption and DOT",
    ),
)
@shared("on", "packs", "language", "no-proposed", "set")
def draw(
    file: str, output: Path | None, what: Any, within: str | None, limit: int, how: dict[str, Any], display: Display
) -> None:  # fmt: skip
    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise click.UsageError(
            t(f"{output}：文件名要以 .svg、.png 或 .dot 结尾", f"{output}: the name has to end in .svg, .png or .dot")
        )
    if output is not None and display.format == "json":
        raise click.UsageError(
            t(
                "--format json 不与 --output 同用：文件名决定种类",
                "--format json does not go with --output, whose name decides",
            )
        )
    if within is not None and what != "coverage":
        raise click.UsageError(t("--within 只用于 --what coverage", "--within goes with --what coverage"))
    picture = um.draw(um.load(file), what, within=within, limit=limit, language=display.language, **how)
    if output is None:
        write_out(as_json(picture.to_dict()) if display.format == "json" else picture.svg)
        return
    picture.save(output)
    # What is folded and left out is not to be missed by who only opens the picture's folder.
    click.echo(f"{output}: {picture.caption}", err=True)
