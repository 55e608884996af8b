"""The command line: the public functions, for people at a terminal."""

from __future__ import annotations

import io
import os
import sys
import traceback

import click

from unionmodel.cli import law
from unionmodel.cli.checking import check, check_register, compare, demo, explain, packs, why
from unionmodel.cli.checking.exit_codes import DEFECT, UNREADABLE
from unionmodel.cli.completion import completion
from unionmodel.cli.console import click_in_chinese, in_the_language
from unionmodel.cli.files import convert, pseudonymise, roster, schema, template
from unionmodel.cli.organise import campaign, coverage, draw, plan, recommend, repair, scenario
from unionmodel.cli.output import t
from unionmodel.cli.upkeep import maturity, money, pairing, reconcile, staffing
from unionmodel.errors import InputErrors, MissingExtra, UnionModelError, UnknownName
from unionmodel.io.reading.files import remembering
from unionmodel.language import show
from unionmodel.printable import printable


@click.group(
    help=t(
        "把工会组建规则变成可核对的程序：核对结构文件，说明问题、出处和改法。",
        "Organising rules as code: check a structure file; say what is broken, where it is written and how to mend it.",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    package_name="unionmodel",
    prog_name="unionmodel",
    help=t("显示版本并退出。", "Show the version and exit."),
    message=t("%(prog)s，版本 %(version)s", "%(prog)s, version %(version)s"),
)
def cli() -> None:
    """Every command exits with 0, or with 1 where a rule of severity error is broken, 2 where the input is unreadable."""


#: A file each; the help lists them by name.
_COMMANDS: tuple[click.Command, ...] = (
    check.check, check_register.check_register, compare.compare, demo.demo, explain.explain, packs.packs, why.why,
    campaign.campaign, coverage.coverage, draw.draw, plan.plan, recommend.recommend, repair.repair, scenario.scenario,
    maturity.maturity, money.money, pairing.pairing, reconcile.reconcile, staffing.staffing,
    convert.convert, pseudonymise.pseudonymise, roster.roster, schema.schema, template.template,
    law.law, completion,
)  # fmt: skip

for command in _COMMANDS:
    cli.add_command(command)
in_the_language(cli)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; errors are told on standard error."""
    try:
        with click_in_chinese(), remembering():
            result = cli.main(arguments, prog_name="unionmodel", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        said = io.StringIO()
        with click_in_chinese():
            error.show(said)
        click.echo(printable(said.getvalue()), err=True, nl=False)
        return UNREADABLE
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # The reader of the pipe closed it; discard the buffer, or flushing it at exit fails again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (UnionModelError, OSError) as error:
        click.echo(_said(error), err=True)
        return UNREADABLE
    except Exception as error:
        defect = printable(f"{type(error).__name__}: {error}")
        click.echo(t("程序出错，请报告给我们：", "a defect of ours, please report it: ") + defect, err=True)
        if os.environ.get("UNIONMODEL_DEBUG"):
            traceback.print_exc()
        return DEFECT


def _said(error: UnionModelError | OSError) -> str:
    """Return what an error says, in the language of the command line where it has both."""
    if isinstance(error, InputErrors):
        return error.render()
    if isinstance(error, (UnknownName, MissingExtra)):
        return show(error.text)
    if isinstance(error, UnionModelError):
        return show(error.args[0]) if error.args else str(error)
    return printable(str(error))
