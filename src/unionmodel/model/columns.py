"""The helpers that declare the columns of the data dictionary on a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast, dataclass_transform

import attrs

from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text
from unionmodel.model import cells
from unionmodel.model.dictionary import CellType, Column, Table
from unionmodel.model.vocabulary import Vocabulary

_METADATA = "unionmodel"
Made = TypeVar("Made")
NO_TEXT = Text(zh="", en="")


def _field(type_: CellType, zh: str, meaning: str, **options: Any) -> Any:
    default = options.get("default")
    return attrs.field(
        default=() if type_ == "list" else default,
        metadata={_METADATA: {"type": type_, "zh": zh, "meaning": meaning, **options}},
    )


def key(zh: str, meaning: str = "") -> Any:
    """The identifying column of a table."""
    return attrs.field(
        metadata={_METADATA: {"type": "key", "zh": zh, "meaning": meaning, "key": True, "required": True}}
    )


def text(zh: str, meaning: str = "", *, required: bool = False) -> Any:
    """Free text, trimmed."""
    return _field("text", zh, meaning, required=required)


def name(zh: str, meaning: str = "", *, required: bool = True) -> Any:
    """A name: trimmed, otherwise kept as written."""
    return _field("name", zh, meaning, required=required)


def ref(zh: str, table: str, meaning: str = "", *, required: bool = False) -> Any:
    """The key of a row of another table."""
    return _field("key", zh, meaning, refers_to=table, required=required)


def count(zh: str, meaning: str = "", *, required: bool = False) -> Any:
    """A whole number of people or things, 0 or more."""
    return _field("count", zh, meaning, required=required)


def year(zh: str, meaning: str = "", *, required: bool = False) -> Any:
    """A calendar year."""
    return _field("year", zh, meaning, required=required)


def money(zh: str, meaning: str = "", *, required: bool = False) -> Any:
    """An amount in yuan with at most two decimals."""
    return _field("money", zh, meaning, required=required)


def day(zh: str, meaning: str = "", *, required: bool = False) -> Any:
    """A calendar day."""
    return _field("date", zh, meaning, required=required)


def flag(zh: str, meaning: str = "", *, default: bool | None = None) -> Any:
    """Yes, no or unknown."""
    return _field("bool", zh, meaning, default=default)


def one_of(
    vocabulary: type[Vocabulary],
    zh: str,
    meaning: str = "",
    *,
    default: Vocabulary | None = None,
    required: bool = False,
) -> Any:
    """One value of a closed list."""
    return _field("enum", zh, meaning, vocabulary=vocabulary, default=default, required=required)


def some_of(vocabulary: type[Vocabulary], zh: str, meaning: str = "") -> Any:
    """Any number of values of a closed list; blank names none."""
    return _field("list", zh, meaning, vocabulary=vocabulary, default=())


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(_field, key, text, name, ref, count, year, money, day, flag, one_of, some_of),
)
def record(
    table: str, zh: str, subject: tuple[str, ...], purpose: Text = NO_TEXT
) -> Callable[[type[Made]], type[Made]]:
    """Make a frozen attrs class of `cls`, whose values are read as cells, and attach its `TABLE`."""

    def decorate(cls: type[Made]) -> type[Made]:
        made: Any = attrs.define(
            cls, frozen=True, slots=True, kw_only=True, on_setattr=None, field_transformer=_with_converters
        )
        made.TABLE = Table(table, zh, made, _columns(made), subject, purpose)
        return made  # type: ignore[no-any-return]

    return decorate


def _columns(cls: type[Any]) -> tuple[Column, ...]:
    return tuple(
        Column(name=field.name, **{name: value for name, value in field.metadata[_METADATA].items()})
        for field in attrs.fields(cls)
    )


def _with_converters(cls: type[Any], fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    return [field.evolve(converter=_converter(cls, field)) for field in fields]


def _converter(cls: type[Any], field: attrs.Attribute[Any]) -> Callable[[object], Any]:
    column = Column(name=field.name, **field.metadata[_METADATA])

    def convert(value: object) -> Any:
        try:
            return cells.outward(column, cells.inward(column, value))
        except cells.CellProblem as problem:
            path = f"{cls.__name__}.{column.name}"
            raise InputErrors([InputError(path, value, problem.problem, problem.hint)]) from None

    return cast("Callable[[object], Any]", convert)
