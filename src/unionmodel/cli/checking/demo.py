"""The command `demo`."""

from __future__ import annotations

from pathlib import Path

import click

import unionmodel as um
from unionmodel.cli.checking.exit_codes import exit_code
from unionmodel.cli.colours import coloured
from unionmodel.cli.options import command, format_option, shared
from unionmodel.cli.output import Display, t, write_out
from unionmodel.cli.saving import save_as
from unionmodel.language import Text

_NOTE = Text(
    zh="示例：兰州市城关区建会方案（街道真实，单位和人员均为虚构）。其中有意留下了一些问题。",
    en="Example: a proposal for Chengguan District of Lanzhou (streets real, organisations and people invented). Some faults were planted.",
)


@command(help=t("核对随附的兰州市城关区示例。", "Check the shipped example, Chengguan District of Lanzhou."))
@format_option("text", "json", "sarif")
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help=t("另存为一份可以改写的工作簿", "also save it as a workbook to start from"),
)
@shared("language")
def demo(save: Path | None, display: Display) -> int:
    if save is not None:
        save_as(um.demo(), save, display.language)
    report = um.check(um.demo(), on=um.DEMO_DAY, language=display.language)
    if display.format == "text":
        write_out(_NOTE.within(display.language) + "\n")
    write_out(coloured(report.render(display.format, display.language), display.format, None))
    return exit_code(True, report)  # the faults of the example are planted
