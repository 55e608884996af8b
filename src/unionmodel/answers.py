"""What every answer is: ready for JSON, a table, and shown in formats whose writers are loaded when they are asked for.

An answer states which of its attributes belong in its JSON (`KEYS`) and in its table (`ROWS`, `COLUMNS`). Everything else
follows: `to_dict`, `to_frame`, `render` and what a notebook shows. An answer imports no writer: `WRITERS` names them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache, reduce
from importlib import import_module
from inspect import signature
from typing import Any, ClassVar, Final, Literal, overload

import attrs

from unionmodel.errors import UnknownName
from unionmodel.language import Language, Text, default_language, show
from unionmodel.progress import Progress

#: The writer of each answer in each format, as ``module:function``; those of "Answer" write every answer. A writer is
#: given the answer and the language, and returns the whole text or its lines. It computes nothing: where more is shown
#: than the answer holds, a function of `api` computes it and calls the writer.
WRITERS: Final[Mapping[tuple[str, str], str]] = {
    ("Answer", "json"): "unionmodel.render.tables:json",
    ("Answer", "csv"): "unionmodel.render.tables:csv",
    ("Answer", "xlsx"): "unionmodel.render.tables:workbook",
    ("Answer", "frame"): "unionmodel.render.tables:frame",
    ("Answer", "notebook"): "unionmodel.render.html.notebook:answer",
    ("Report", "text"): "unionmodel.render.text.report:report",
    ("Report", "sarif"): "unionmodel.render.sarif:render",
    ("Report", "junit"): "unionmodel.render.junit:render",
    ("Report", "html"): "unionmodel.api.dossier:page",
    ("Report", "xlsx"): "unionmodel.api.dossier:workbook",
    ("Report", "notebook"): "unionmodel.render.html.notebook:report",
    ("RegisterReport", "text"): "unionmodel.render.text.register:register",
    ("RosterCounts", "text"): "unionmodel.render.text.roster:roster",
    ("Explanation", "text"): "unionmodel.render.text.explanation:explanation",
    ("Reason", "text"): "unionmodel.render.text.explanation:reason",
    ("Coverage", "text"): "unionmodel.render.text.coverage:coverage",
    ("Coverage", "notebook"): "unionmodel.render.html.notebook:coverage",
    ("CoverageTable", "text"): "unionmodel.render.text.coverage:coverage_table",
    ("CoverageChange", "text"): "unionmodel.render.text.coverage:change",
    ("CampaignAnswer", "text"): "unionmodel.render.text.campaign:campaign",
    ("CampaignAnswer", "due"): "unionmodel.render.text.campaign:due",
    ("CampaignAnswer", "ics"): "unionmodel.render.icalendar:calendar",
    ("FoundingPlan", "text"): "unionmodel.render.text.planning:plan",
    ("FoundingPlan", "notebook"): "unionmodel.render.html.notebook:plan",
    ("Repairs", "text"): "unionmodel.render.text.repair:repairs",
    ("Comparison", "text"): "unionmodel.render.text.comparison:comparison",
    ("Comparison", "table"): "unionmodel.render.text.comparison:changes",
    ("Scenario", "text"): "unionmodel.render.text.scenario:scenario",
    ("Recommendation", "text"): "unionmodel.render.text.founding:recommendation",
    ("Recommendations", "text"): "unionmodel.render.text.founding:recommendations",
    ("Money", "text"): "unionmodel.render.text.upkeep:money",
    ("Maturity", "text"): "unionmodel.render.text.upkeep:maturity",
    ("Maturities", "text"): "unionmodel.render.text.upkeep:maturities",
    ("Staffing", "text"): "unionmodel.render.text.upkeep:staffing",
    ("Pairs", "text"): "unionmodel.render.text.upkeep:pairs",
    ("Reconciliation", "text"): "unionmodel.render.text.upkeep:reconciliation",
    ("LawCoverage", "text"): "unionmodel.render.text.law:ledger",
    ("StaleLaw", "text"): "unionmodel.render.text.law:overdue_sources",
    ("Divisions", "text"): "unionmodel.render.text.law:divisions",
}
#: What a column of a table may hold.
Columns = Mapping[str, type[Any]]
_ReadableAsText = Literal[
    "text", "json", "csv", "html", "notebook", "sarif", "junit", "table", "due", "ics", "zh", "en"
]


class Part:
    """What an answer is made of, such as a row.

    `KEYS` are the keys of its JSON in their order, each the path of an attribute, or ``key=path``; without them every
    public field is one. A dot in a key leads into an object, in a path to an attribute, or to that of each of several
    things. A field with ``metadata={"plain": function}`` is written by that function.
    """

    __slots__ = ()

    KEYS: ClassVar[Sequence[str]] = ()

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return it ready for JSON, with texts in `language`."""
        kind: Any = type(self)
        writers = _plain_writers(kind)
        found: dict[str, Any] = {}
        for name, value in _read(self, self.KEYS or _fields(kind)):
            outer, _, inner = name.rpartition(".")
            inside = found.setdefault(outer, {}) if outer else found
            inside[inner] = plain(value, language, writers.get(name))
        return found


class Answer(Part):
    """What a question is answered with.

    Its table has a row for each of `ROWS` (without them one, for the answer itself), with `COLUMNS` as in `Part.KEYS`.
    """

    __slots__ = ()

    #: The name and version of its JSON, where that has one.
    FORMAT: ClassVar[str | None] = None
    ROWS: ClassVar[str] = ""
    COLUMNS: ClassVar[Columns]

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the answer ready for JSON, with texts in `language`."""
        found = super().to_dict(language or getattr(self, "language", None))
        return found if self.FORMAT is None else {"format": self.FORMAT, **found}

    def table_columns(self) -> dict[str, type[Any]]:
        """Return the columns of the table: their names, and what each holds."""
        return {name.partition("=")[0]: kind for name, kind in self.COLUMNS.items()}

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return the table as plain rows; what holds several things is joined by semicolons."""
        return [self._cells(row, language) for row in (getattr(self, self.ROWS) if self.ROWS else (self,))]

    def _cells(self, row: Any, language: str | None) -> dict[str, Any]:
        # An amount is yuan in a column of texts, and stays the whole number that it is in a column of numbers.
        kinds, writers = self.table_columns(), _plain_writers(row.__class__)
        return {
            name: _cell(plain(value, language, writers.get(name) if kinds[name] is str else None), kinds[name])
            for name, value in _read(row, self.COLUMNS)
        }

    def to_frame(self, language: str | None = None) -> Any:
        """Return the table as a Polars frame. Raises MissingExtra where Polars is not installed."""
        return _writer(type(self), "frame")(self, self._language(language))

    @classmethod
    def formats(cls) -> tuple[str, ...]:
        """Return the formats that such an answer can be rendered in."""
        names = {one.__name__ for one in cls.__mro__}
        return tuple(dict.fromkeys(format for name, format in WRITERS if name in names and format != "frame"))

    @overload
    def render(
        self, format: _ReadableAsText = "text", language: str | None = None, *, progress: Progress | None = None
    ) -> str: ...

    @overload
    def render(
        self, format: Literal["xlsx"], language: str | None = None, *, progress: Progress | None = None
    ) -> bytes: ...

    @overload
    def render(self, format: str, language: str | None = None, *, progress: Progress | None = None) -> str | bytes: ...

    def render(
        self, format: str = "text", language: str | None = None, *, progress: Progress | None = None
    ) -> str | bytes:
        """Return the answer in one of its `formats`: ``text``, ``json``, its table as ``csv`` or ``xlsx``, and others.

        ``xlsx`` is bytes. `progress` is called with how far a slow format has come. Raises UnknownName for
        another format, MissingExtra where a package that a format needs is not installed.
        """
        if format is None or format in ("zh", "en"):
            warnings.warn("render(language) is now render(format, language)", DeprecationWarning, stacklevel=2)
            format, language = "text", format
        if format not in self.formats():
            raise UnknownName(Text(zh="格式", en="format"), format, self.formats())
        write, spoken = _writer(type(self), format), self._language(language)
        more = {"progress": progress} if "progress" in signature(write).parameters else {}
        found = write(self, spoken, **more)
        return found if isinstance(found, (str, bytes)) else "\n".join(show(line, spoken) for line in found)

    def __str__(self) -> str:
        return self.render()

    def _repr_html_(self) -> str:
        return self.render("notebook")

    def _language(self, asked: str | None) -> Language:
        return "en" if (asked or getattr(self, "language", None) or default_language()) == "en" else "zh"


def plain(value: Any, language: str | None, write: Callable[[Any], Any] | None = None) -> Any:
    """Return a value ready for JSON: texts in `language`, days in ISO form; `write` writes what is no collection.

    >>> plain({"on": date(2022, 1, 1), "text": (Text(zh="工会", en="union"),)}, "en")
    {'on': '2022-01-01', 'text': ['union']}
    """
    if isinstance(value, dict):
        return {key: plain(one, language, write) for key, one in value.items()}
    if write is not None and value is not None:
        return write(value)
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, (tuple, list)):
        return [plain(one, language) for one in value]
    if isinstance(value, Text):
        return value.within(language)
    if isinstance(value, Part):
        return value.to_dict(language)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value.to_dict() if hasattr(value, "to_dict") else value


def _read(part: Any, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the attributes of `part`, each given as ``name`` or ``name=path``, by name."""
    for entry in names:
        name, path = _parsed(entry)
        yield name, reduce(_step, path, part)


@cache
def _parsed(entry: str) -> tuple[str, list[str]]:
    name, _, path = entry.partition("=")
    return name, (path or name).split(".")


def _step(value: Any, name: str) -> Any:
    if value is None:
        return None
    if isinstance(value, tuple):
        return [_step(one, name) for one in value]
    return value.get(name) if isinstance(value, dict) else getattr(value, name)


def _cell(value: Any, kind: type[Any]) -> Any:
    return ";".join(map(str, value)) if isinstance(value, list) and kind is str else value


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind) if not field.name.startswith("_"))


@cache
def _plain_writers(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    fields = attrs.fields(kind) if attrs.has(kind) else ()
    return {field.name: field.metadata["plain"] for field in fields if "plain" in field.metadata}


def _writer(kind: type[Answer], format: str) -> Callable[..., Any]:
    """Return who shows answers of a kind in a format: its own writer before that of every answer."""
    module, function = next(
        WRITERS[one.__name__, format] for one in kind.__mro__ if (one.__name__, format) in WRITERS
    ).split(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
