"""The command line: the public functions, for people at a terminal."""

from __future__ import annotations

import os
import sys
import traceback

import click

from unionmodel.cli import (
    campaigning,
    comparing,
    files,
    founding,
    judging,
    law,
    listing,
    organising,
    planning,
    pseudonymising,
    repairing,
    rostering,
    scenarios,
    supporting,
)
from unionmodel.cli.console import click_in_chinese, speak_plainly
from unionmodel.cli.judging import DEFECT
from unionmodel.cli.shared import t
from unionmodel.errors import InputErrors, MissingExtra, NotInForce, PackError, UnionModelError, UnknownName
from unionmodel.language import show

_UNREADABLE = 2


@click.group(
    help=t(
        "把工会组建规则变成可核对的程序：核对结构文件，说明问题、出处和改法。",
        "Organising rules as code: check a structure file; say what is broken, where it is written and how to mend it.",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="unionmodel", prog_name="unionmodel")
def cli() -> None:
    """Every command exits with 0, or with 1 where a rule of severity error is broken, 2 where the input is unreadable."""


#: In the order in which the help lists their commands.
_ROOMS = (
    judging,
    comparing,
    organising,
    founding,
    planning,
    repairing,
    scenarios,
    campaigning,
    supporting,
    law,
    files,
    pseudonymising,
    rostering,
    listing,
)

for module in _ROOMS:
    for command in module.COMMANDS:
        cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 an error-severity rule is broken, 2 unreadable input, 3 a defect of ours."""
    speak_plainly()
    _speak_as_asked(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(arguments))


def _speak_as_asked(arguments: list[str]) -> None:
    """Let errors speak the language that was asked for, too, whoever writes them: the options may be what is wrong."""
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            wanted = value if equals else "".join(arguments[number + 1 : number + 2])
            if wanted in ("zh", "en"):
                os.environ["UNIONMODEL_LANG"] = wanted


def _run(arguments: list[str] | None) -> int:
    try:
        with click_in_chinese():
            result = cli.main(arguments, prog_name="unionmodel", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        with click_in_chinese():
            error.show()
        return _UNREADABLE
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # Whoever read us has seen enough; what is still buffered must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except InputErrors as errors:
        click.echo(errors.render(), err=True)
        return _UNREADABLE
    except (UnknownName, MissingExtra) as error:
        click.echo(show(error.text), err=True)
        return _UNREADABLE
    except (NotInForce, PackError, UnionModelError) as error:
        click.echo(show(error.args[0]) if error.args else str(error), err=True)
        return _UNREADABLE
    except OSError as error:
        click.echo(str(error), err=True)
        return _UNREADABLE
    except Exception as error:
        click.echo(
            t("程序出错，请报告给我们：", "a defect of ours, please report it: ") + f"{type(error).__name__}: {error}",
            err=True,
        )
        if os.environ.get("UNIONMODEL_DEBUG"):
            traceback.print_exc()
        return DEFECT
