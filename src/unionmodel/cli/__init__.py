"""The command line."""

from __future__ import annotations

import sys

from unionmodel.cli.console import speak_as_asked, speak_plainly


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 an error-severity rule is broken, 2 unreadable input, 3 a defect of ours."""
    speak_plainly()
    speak_as_asked(sys.argv[1:] if arguments is None else arguments)
    # The help of a command is written when its module is imported, in the language that is known then.
    from unionmodel.cli.app import run

    sys.exit(run(arguments))
