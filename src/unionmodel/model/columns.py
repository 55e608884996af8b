"""What a column of the data dictionary is, and the helpers that declare one on a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast, dataclass_transform

import attrs

from unionmodel.errors import InputError, InputErrors
from unionmodel.model import cells
from unionmodel.model.vocabulary import Vocabulary

#: A closed list. Named here, because a class with a field `type` cannot speak of types.
Words = type[Vocabulary]
#: How a cell is written and stored. Money is yuan outside and integer fen inside; a list is a tuple inside.
CellType = Literal["text", "key", "name", "count", "year", "money", "date", "bool", "enum", "list"]

_METADATA = "unionmodel"
Made = TypeVar("Made")


@attrs.frozen
class Column:
    """One column of a table: its name, Chinese label, type, reference and what a blank means."""

    name: str
    zh: str
    type: CellType
    meaning: str = ""
    vocabulary: Words | None = None
    refers_to: str | None = None
    key: bool = False
    default: Any = None
    required: bool = False

    @property
    def en(self) -> str:
        """The English label: the name in words."""
        return self.name.replace("_", " ")


@attrs.frozen
class Table:
    """One table of the data dictionary: its name, Chinese label, record class and columns."""

    name: str
    zh: str
    record: Any
    columns: tuple[Column, ...]
    subject: tuple[str, ...]

    @property
    def key(self) -> str | None:
        """The name of the identifying column, or None where rows have none of their own."""
        return next((column.name for column in self.columns if column.key), None)

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


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
def record(table: str, zh: str, subject: tuple[str, ...]) -> Callable[[type[Made]], type[Made]]:
    """Make a frozen attrs class of `cls`, whose values are read as cells, and attach its `TABLE`."""

    def decorate(cls: type[Made]) -> type[Made]:
        made: Any = attrs.define(
            cls, frozen=True, slots=True, kw_only=True, on_setattr=None, field_transformer=_with_converters
        )
        made.TABLE = Table(table, zh, made, _columns(made), subject)
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
