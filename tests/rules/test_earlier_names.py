"""Names that a pack of one's own may still use for one version."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import attrs
import pytest

from unionmodel.rules.calendar import DatePart, Later
from unionmodel.rules.choices import CellsWhere, IfThenElse
from unionmodel.rules.expr import ON, Expr, Literal_
from unionmodel.rules.facts import Chain, Peers, Whole
from unionmodel.rules.terms import unions
from unionmodel.rules.types import NUMBER

NAME = ("name", "名称", "name")
DAY, BY, WHERE, UP = unions.founded_on, (unions.name,), unions.vertical, unions.superior.row
THREE, FOUR = Literal_(3, NUMBER), Literal_(4, NUMBER)


@pytest.mark.parametrize(
    ("name", "arguments", "now"),
    [
        ("Latest", {"by": BY, "order": DAY, "where": WHERE}, Peers(*NAME, BY, WHERE, DAY, pick="is_last")),
        ("Somewhere", {"of": WHERE}, Whole(*NAME, "any", WHERE)),
        ("HowMany", {"among": "unions"}, Whole(*NAME, "count", among="unions")),
        ("Cyclic", {"parent": UP}, Chain(*NAME, UP, "cyclic")),
    ],
)
def test_the_earlier_name_of_a_fact_builds_the_present_one_and_warns(
    name: str, arguments: dict[str, Any], now: Expr
) -> None:
    assert _parts(_earlier(name)(*NAME, **arguments)) == _parts(now)


@pytest.mark.parametrize(
    ("name", "arguments", "now"),
    [
        ("YearOf", (ON,), DatePart(ON, "year")),
        ("MonthOf", (ON,), DatePart(ON, "month")),
        ("DaysLater", (ON, THREE), Later(ON, THREE, "days")),
        ("MonthsLater", (ON, THREE), Later(ON, THREE, "months")),
        ("Depending", (WHERE, THREE, FOUR), IfThenElse(WHERE, THREE, FOUR)),
        ("Which", (((DAY, WHERE),),), CellsWhere(((DAY, WHERE),))),
    ],
)
def test_the_earlier_name_of_a_value_builds_the_present_one_and_warns(
    name: str, arguments: tuple[Expr, ...], now: Expr
) -> None:
    assert _parts(_earlier(name)(*arguments)) == _parts(now)


def test_a_name_that_never_was_is_no_attribute() -> None:
    assert not hasattr(import_module("unionmodel.writing"), "Latests")


def _earlier(name: str) -> Any:
    with pytest.warns(DeprecationWarning, match=f"^{name} goes with the next version: write "):
        return getattr(import_module("unionmodel.writing"), name)


def _parts(tree: Expr) -> tuple[type, list[int | str | None]]:
    """Return what a tree is made of; trees in it by identity, for comparing two of them makes a condition."""
    values = [getattr(tree, field.name) for field in attrs.fields(type(tree)) if field.name != "type"]
    return type(tree), [id(value) if isinstance(value, Expr) else repr(value) for value in values]
