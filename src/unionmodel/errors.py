"""One exception per meaning. Each says where, what and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from unionmodel.language import Text, default_language, show
from unionmodel.printable import on_one_line, printable
from unionmodel.resident import masked, masked_value


class UnionModelError(Exception):
    """The base of every error this library raises on purpose. What it says may be shown to anybody."""

    def __init__(self, *args: object) -> None:
        super().__init__(*map(_shown, args))


class _Parts(NamedTuple):
    path: str
    value: object
    problem: str
    hint: str


class InputError(_Parts):
    """One thing wrong with an input: where (`unions!E5`, `unions[3].kind`), the value, what is wrong, how to mend it.

    A resident ID is hidden wherever it stands: an error goes into logs and mails.
    """

    __slots__ = ()

    def __new__(cls, path: str, value: object, problem: str, hint: str) -> InputError:
        return super().__new__(cls, masked(path), masked_value(value), problem, hint)

    def render(self, language: str | None = None) -> str:
        """Return the error as a line in `language`."""
        shown = "" if self.value is None else f" {_shorten(self.value)}"
        hint = show(self.hint, language)
        stop = "；" if (language or default_language()) == "zh" else "; "
        line = f"{self.path}:{shown} {show(self.problem, language)}" + (f"{stop}{hint}" if hint else "")
        return on_one_line(printable(line))


class InputErrors(UnionModelError, ValueError):
    """An input that could not be read: all its errors at once, in `errors`; nothing was loaded."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors: tuple[InputError, ...] = tuple(errors)
        super().__init__(self.render())

    def render(self, language: str | None = None) -> str:
        """Return all errors, one a line, in `language`."""
        return "\n".join(error.render(language) for error in self.errors)


class PackError(UnionModelError, ValueError):
    """A pack of rules that cannot be built: a wrongly typed or unknown name, a citation that does not resolve."""


class PackErrors(InputErrors, PackError):
    """Packs, or values of their parameters, that cannot be used: everything that is wrong with them, in `errors`."""


class UnknownName(UnionModelError, LookupError):
    """A rule, pack, record, engine or format that does not exist; the text offers the nearest names."""

    def __init__(self, what: Text, name: object, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, on_one_line(printable(str(name))), tuple(known)
        super().__init__(str(self.text))

    @property
    def text(self) -> Text:
        """The message, in both languages."""
        guess = nearest(self.name, self.known)
        zh = f"没有名为“{self.name}”的{self.what.zh}"
        en = f"there is no {self.what.en} named {self.name!r}"
        if guess:
            return Text(zh=f"{zh}；是不是想写 {guess}？", en=f"{en}; did you mean {guess}?")
        some = on_one_line(printable(", ".join(self.known[:8])))
        return Text(zh=f"{zh}；现有：{some}", en=f"{en}; there are: {some}") if some else Text(zh=zh, en=en)


class NotInForce(UnionModelError, LookupError):
    """A parameter was asked for on a day before it came into force ("not yet") or after its repeal ("no longer")."""


class MissingExtra(UnionModelError, ImportError):
    """A part of the library needs a package that is not installed; the text says which extra brings it."""

    def __init__(self, package: str, extra: str) -> None:
        text = Text(
            zh=f"此功能需要软件包 {package}；请运行：pip install 'unionmodel[{extra}]'",
            en=f"this needs the package {package}; run: pip install 'unionmodel[{extra}]'",
        )
        super().__init__(str(text))
        self.text = text


@contextmanager
def needing(package: str, extra: str) -> Iterator[None]:
    """Say, where a package that is imported here is not installed, which extra brings it: raise MissingExtra."""
    try:
        yield
    except ImportError:
        raise MissingExtra(package, extra) from None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was most likely meant to be, or None.

    >>> nearest("unoins", ["unions", "employers"])
    'unions'
    """
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def _shown(part: object) -> object:
    """Return a part of an error without commands to a terminal and without resident IDs."""
    if isinstance(part, Text):
        return Text(zh=printable(part.zh), en=printable(part.en))
    return printable(part) if isinstance(part, str) else part


def _shorten(value: object) -> str:
    try:
        text = f"“{value}”" if isinstance(value, str) else repr(value)
    except ValueError:  # Python does not write out a whole number of more than some thousand digits
        text = f"<{type(value).__name__}>"
    text = printable(text)
    return text if len(text) <= 80 else text[:77] + "..."
