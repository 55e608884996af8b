"""How commands write: answers as text or JSON, to the terminal or to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from unionmodel.io.writing.targets import write_whole
from unionmodel.language import Text
from unionmodel.printable import visible


def t(zh: str, en: str) -> Any:
    """Return the sentence of the language the command line speaks."""
    return Text(zh=zh, en=en).within(None)


def write_out(text: str | bytes, output: Path | None = None) -> None:
    """Write `text` to the terminal, or to a file that appears only when it is complete; bytes are written as they are."""
    if output is None:
        click.echo(visible(text, colours=True) if isinstance(text, str) else text)
        return
    write_whole(text if isinstance(text, bytes) else f"{text}\n".encode(), output)


@attrs.frozen
class Display:
    """How the answer of a command is shown: as ``text`` or ``json``, in which language (None: that of the machine)."""

    format: str = "text"
    language: str | None = None

    def show(self, answer: Any, output: Path | None = None) -> None:
        """Write an answer to the terminal, or to a file."""
        write_out(answer.render(self.format, self.language), output)
