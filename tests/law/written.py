"""What the tests of the law share: small sources, files written in a test, and the English of an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from unionmodel.errors import PackError
from unionmodel.language import Text
from unionmodel.law.dated import Dated, Switch, parameters_in
from unionmodel.law.ledger import LedgerEntry, ledger_in
from unionmodel.law.reading import read_toml
from unionmodel.law.source import Source, Version, sources_in

HEAD = Text(zh="文件:", en="file:")


def both(words: str) -> Text:
    return Text(zh=words, en=words)


def plan() -> Source:
    return Source(
        id="plan",
        title=both("A plan"),
        short=Text(zh="方案", en="Plan"),
        issuer=both("A federation"),
        versions=(Version("1", date(2021, 8, 1)),),
        clauses={f"C{number:02d}": both(f"clause {number}") for number in (1, 14, 24)},
    )


def law() -> Source:
    return Source(
        id="law",
        title=both("A law"),
        short=Text(zh="《某法》", en="Some Law"),
        issuer=both("A congress"),
        versions=(Version("old", date(2001, 10, 27), date(2021, 12, 31)), Version("new", date(2022, 1, 1))),
        clauses={"10": both("leading"), "11": both("forming"), "8": both("reform"), "gone": both("repealed")},
        numbers={
            "10": {"old": "9", "new": "10"},
            "11": {"old": "10", "new": "11"},
            "8": {"new": "8"},
            "gone": {"old": "8"},
        },
        numbering="article",
    )


def sources(written: str) -> dict[str, Source]:
    return sources_in(read_toml(written, HEAD), HEAD)


def parameters(written: str, *among: Source) -> dict[str, Dated | Switch]:
    return parameters_in(read_toml(written, HEAD), HEAD, {source.id: source for source in among or (plan(),)})


def ledger(written: str, source: Source) -> tuple[LedgerEntry, ...]:
    return ledger_in(read_toml(written, HEAD), HEAD, source)


def refused(action: Callable[[], object]) -> list[str]:
    """Return the lines, in English, with which a pack is refused."""
    with pytest.raises(PackError) as caught:
        action()
    text = caught.value.args[0]
    assert isinstance(text, Text)
    assert len(text.zh.split("\n")) == len(text.en.split("\n"))
    return text.en.split("\n")
