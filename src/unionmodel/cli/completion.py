"""The command `completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from unionmodel.cli.output import t, write_out

_SHELLS = ["bash", "zsh", "fish", "powershell"]


@click.command(
    help=t(
        "输出命令行补全脚本。装法见下。",
        "Print the script that completes commands in a shell; see below how to install it.",
    ),
    epilog=t(
        "bash：unionmodel completion bash >> ~/.bashrc；PowerShell：unionmodel completion powershell >> $PROFILE",
        "bash: unionmodel completion bash >> ~/.bashrc; PowerShell: unionmodel completion powershell >> $PROFILE",
    ),
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    found = get_completion_class(shell)
    assert found is not None, "click knows each of them"
    write_out(found(context.find_root().command, {}, "unionmodel", "_UNIONMODEL_COMPLETE").source())
