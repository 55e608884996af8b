"""What the shell can complete: commands and options by click, codes of rules and names of packs by us."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, get_completion_class

import unionmodel as um
from unionmodel.cli.shared import t, write_out

_SHELLS = ["bash", "zsh", "fish", "powershell"]


class RuleCode(click.ParamType[str]):
    """The code of a rule, or its beginning; several, separated by commas, where an option takes several."""

    name = "code"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, comma, last = incomplete.rpartition(",")
        return [
            CompletionItem(before + comma + rule.code, help=rule.title.within(None))
            for pack in um.packs().values()
            for rule in pack.rules
            if rule.code.startswith(last.upper())
        ]


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
    write_out(found(context.find_root().command, {}, "unionmodel", "_UNIONMODEL_COMPLETE").source(), None)


COMMANDS = (completion,)
