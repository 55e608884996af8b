"""The container: tables of records, kept as columns, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from unionmodel.errors import InputError, InputErrors, nearest
from unionmodel.language import Text
from unionmodel.model import cells
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.places import Geography, base_geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.tables import Columns
from unionmodel.model.views import Keyed, Rows
from unionmodel.resident import refusal

if TYPE_CHECKING:
    import networkx

    from unionmodel.model.edits import Edit

#: Stands for the divisions that the library ships; `base_places=None` leaves them out.
SHIPPED: Final = "shipped"


class Structure:
    """What a user has or proposes: the tables of the data dictionary. It never changes; edits give a new one.

    Each keyword argument is a table, given as records or as mappings from column to value:
    ``Structure(unions=[Union(id="u1")], employers=[{"id": "e1", "place": "620102"}])``. `base_places=None` leaves out
    the shipped divisions. Raises InputErrors with everything that is wrong, each with a path such as
    ``unions[3].kind``.

    >>> Structure(unions=[{"id": "u1", "kind": "基层"}])
    Traceback (most recent call last):
    unionmodel.errors.InputErrors: ...
    """

    def __init__(self, *, base_places: str | None = SHIPPED, **tables: Iterable[Any]) -> None:
        errors: list[InputError] = []
        columns = {}
        for name, rows in tables.items():
            if name not in TABLES:
                errors.append(_unknown(name, name, TABLES, Text(zh="表", en="table")))
            else:
                columns[name] = _gathered(TABLES[name], rows, errors)
        if errors:
            raise InputErrors(errors)
        self._set(columns, base_places)

    @classmethod
    def from_columns(
        cls, columns: Mapping[str, Mapping[str, Sequence[Any]]], *, base_places: str | None = SHIPPED
    ) -> Structure:
        """Return a structure over columns of internal values, which are taken over as they are.

        A missing column is filled with blanks. Raises InputErrors for keys that occur twice.
        """
        made = cls.__new__(cls)
        full = {name: _completed(TABLES[name], given) for name, given in columns.items()}
        made._set(full, base_places)
        return made

    @classmethod
    def from_frames(cls, frames: Mapping[str, Any], *, base_places: str | None = SHIPPED) -> Structure:
        """Return a structure from data frames, one a table, of any kind that Narwhals reads. Raises InputErrors."""
        import narwhals as nw

        tables = {}
        for name, native in frames.items():
            frame = nw.from_native(native)
            eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
            tables[name] = eager.rows(named=True)
        return cls(base_places=base_places, **tables)

    def with_table(self, name: str, columns: Columns) -> Structure:
        """Return the structure with other rows in one table; the other tables are shared. Raises InputErrors for keys that occur twice."""
        made = type(self).__new__(type(self))
        made._columns, made.base_places, made.cache = {**self._columns, name: columns}, self.base_places, {}
        if errors := list(made._repeated(TABLES[name])) if TABLES[name].key else []:
            raise InputErrors(errors)
        if name != "places" and "geography" in vars(self):
            # Which place lies in which is as it was, and takes longer to work out than a small structure to judge.
            vars(made)["geography"] = self.geography
        return made

    def _set(self, columns: dict[str, Columns], base_places: str | None) -> None:
        self._columns = columns
        self.base_places = base_places
        #: Indexes that engines derive and keep, by the name of the module that owns them.
        self.cache: dict[str, Any] = {}
        errors = [error for table in TABLES.values() if table.key for error in self._repeated(table)]
        if errors:
            raise InputErrors(errors)

    def _repeated(self, table: Table) -> Iterator[InputError]:
        keys = self.column(table.name, str(table.key))
        if len(set(keys)) == len(keys):
            return
        first: dict[str, int] = {}
        for row, key in enumerate(keys):
            if first.setdefault(key, row) != row:
                yield repeated(f"{table.name}[{row}].{table.key}", key, first[key], row)

    # -- columns inside ---------------------------------------------------------------------------------------------

    def size(self, table: str) -> int:
        """Return how many rows of `table` the file has; the structure as a whole is one."""
        if table == WHOLE.name:
            return 1
        columns = self._columns.get(table)
        return 0 if not columns else len(next(iter(columns.values())))

    def columns(self, table: str) -> Columns:
        """Return all columns of `table`, as internal values. They are the structure's own: do not change them."""
        found = self._columns.get(table)
        if found is None:
            found = self._columns[table] = {column.name: [] for column in TABLES[table].columns}
        return found

    def column(self, table: str, name: str) -> list[Any]:
        """Return one column of `table`, as internal values. It is the structure's own: do not change it."""
        return self.columns(table)[name]

    def index(self, table: str) -> dict[str, int]:
        """Return the row number of every key of `table`."""
        kept: dict[str, dict[str, int]] = self.cache.setdefault(__name__, {})
        if table not in kept:
            kept[table] = {key: row for row, key in enumerate(self.column(table, str(TABLES[table].key)))}
        return kept[table]

    def place_codes(self, *tables: str) -> set[str]:
        """Return the codes of the places in which rows of `tables` lie, and of the file's own places."""
        return {*self.column("places", "code"), *(code for name in tables for code in self.column(name, "place"))}

    @property
    def records(self) -> int:
        """How many rows the structure has, shipped places not counted."""
        return sum(self.size(table) for table in TABLES)

    @cached_property
    def geography(self) -> Geography:
        """The places of the structure and the shipped ones, with what lies in what."""
        shipped = self.base_places is not None
        return (
            Geography(self.columns("places"), shipped=shipped)
            if self.size("places")
            else base_geography(shipped=shipped)
        )

    @cached_property
    def sha256(self) -> str:
        """The hash of the content, the same in whatever order the rows of a keyed table or the columns stand."""
        digest = hashlib.sha256(json.dumps({"base_places": self.base_places}).encode())
        for table in TABLES.values():
            lines = [json.dumps(row, ensure_ascii=True, sort_keys=True, default=str) for row in self._filled(table)]
            if table.key:
                lines.sort()
            digest.update(json.dumps([table.name, lines]).encode())
        return digest.hexdigest()

    def _filled(self, table: Table) -> Iterator[dict[str, Any]]:
        columns = self.columns(table.name)
        for row in range(self.size(table.name)):
            yield {name: values[row] for name, values in columns.items() if values[row] not in (None, ())}

    # -- records outside --------------------------------------------------------------------------------------------

    def record(self, table: str, row: int) -> Any:
        """Return row number `row` of `table` as a record."""
        found = TABLES[table]
        columns = self.geography.columns() if table == "places" else self.columns(table)
        return found.record(**{c.name: cells.outward(c, columns[c.name][row]) for c in found.columns})

    def __getattr__(self, name: str) -> Any:
        if name not in TABLES:
            raise AttributeError(f"a structure has no {name!r}" + _meant(name, TABLES))
        table = TABLES[name]
        if name == "places":
            geography = self.geography
            view: Any = Keyed(geography.row, lambda row: self.record("places", row))
        elif table.key:
            view = Keyed(self.index(name), lambda row: self.record(name, row))
        else:
            view = Rows(self.size(name), lambda row: self.record(name, row))
        self.__dict__[name] = view
        return view

    def subject(self, table: str, row: int) -> str:
        """Return how reports name a row: its key, or the cells that tell it apart, as the public interface lists."""
        if table == WHOLE.name:
            return table
        if table == "places":
            return self.geography.codes[row]
        columns = self.columns(table)
        if table == "headcounts":
            employer, place = columns["employer"][row], columns["place"][row]
            parts = [f"{sign}:{value}" for sign, value in (("e", employer), ("p", place)) if value is not None]
            return f"{'+'.join(parts)}|{_shown(columns['group'][row])}"
        names = TABLES[table].subject
        if table == "direct_members" and columns["employer"][row] is None:
            names = names[:2]
        return "|".join(_shown(columns[name][row]) for name in names)

    def subjects(self, table: str) -> Callable[[int], str]:
        """Return what names the rows of `table` by their number, as `subject` does; for many of them."""
        found = TABLES.get(table)
        if found is None or table == "places" or len(found.subject) > 1 or not found.subject:
            return partial(self.subject, table)
        cells = self.columns(table)[found.subject[0]]
        return lambda row: _shown(cells[row])

    @cached_property
    def graph(self) -> networkx.MultiDiGraph[Any]:
        """The structure as a read-only networkx graph; see `unionmodel.model.graph`."""
        from unionmodel.model.graph import graph

        return graph(self)

    def with_edits(self, edits: Iterable[Edit]) -> Structure:
        """Return a new structure with `edits` made in order; unchanged tables are shared. Raises InputErrors."""
        from unionmodel.model.edits import edited

        return edited(self, edits)

    def at(self, day: date) -> Structure:
        """Return what stands on `day`: standing unions, open employers, links in force, records made by then."""
        from unionmodel.model.past import standing_on

        return standing_on(self, day)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{self.size(name)} {name}" for name in TABLES if self.size(name))
        return f"<Structure: {sizes or 'empty'}>"

    def _repr_html_(self) -> str:
        from unionmodel.model.structure_html import html

        return html(self)


def repeated(path: str, key: object, first: int, row: int) -> InputError:
    """Return what to say of a row whose key an earlier one has."""
    problem = Text(
        zh=f"编号重复：第 {first + 1} 行与第 {row + 1} 行相同",
        en=f"is not unique: rows {first + 1} and {row + 1} have the same",
    )
    return InputError(path, key, problem, Text(zh="每一行用不同的编号", en="give every row a key of its own"))


def _gathered(table: Table, rows: Iterable[Any], errors: list[InputError]) -> Columns:
    """Return the rows as columns; what is wrong with them is added to `errors`."""
    columns: Columns = {column.name: [] for column in table.columns}
    names = {column.name: column for column in table.columns}
    numbers: list[int] = []
    for number, row in enumerate(rows):
        path = f"{table.name}[{number}]"
        if isinstance(row, table.record):
            given: Mapping[str, Any] = {name: getattr(row, name) for name in names}
        elif isinstance(row, Mapping):
            given = row
        else:
            problem = Text(zh=f"不是“{table.zh}”的一行", en=f"is not a row of {table.name}")
            errors.append(InputError(path, row, problem, Text(zh="用记录或字典", en="give a record or a mapping")))
            continue
        errors.extend(
            _unknown(f"{path}.{name}", name, names, Text(zh="列", en="column")) for name in given if name not in names
        )
        numbers.append(number)
        for column in table.columns:
            columns[column.name].append(_cell(column, given.get(column.name), f"{path}.{column.name}", errors))
    for column in table.columns:
        # All of a column at once: to ask every cell by itself takes its time.
        found = cells.resident_ids(column, columns[column.name])
        errors.extend(
            InputError(f"{table.name}[{number}].{column.name}", text, *refusal())
            for number, text in zip(numbers, columns[column.name], strict=True)
            if found and text in found
        )
    return columns


def _cell(column: Column, value: Any, path: str, errors: list[InputError]) -> Any:
    try:
        return cells.unguarded(column, value)
    except cells.CellProblem as problem:
        errors.append(InputError(path, value, problem.problem, problem.hint))
        return None


def _completed(table: Table, given: Mapping[str, Sequence[Any]]) -> Columns:
    rows = max((len(values) for values in given.values()), default=0)
    full: Columns = {}
    for column in table.columns:
        values = given.get(column.name)
        if values is None:
            full[column.name] = [None if column.key else cells.inward(column, None)] * rows
        else:
            full[column.name] = values if isinstance(values, list) else list(values)
    return full


def _unknown(path: str, name: object, known: Iterable[str], what: Text) -> InputError:
    guess = nearest(str(name), known)
    hint = Text(zh=f"是不是想写 {guess}？", en=f"did you mean {guess}?") if guess else Text(zh="", en="")
    return InputError(path, name, Text(zh=f"没有这个{what.zh}", en=f"is not a known {what.en}"), hint)


def _meant(name: str, known: Iterable[str]) -> str:
    guess = nearest(name, known)
    return f"; did you mean {guess!r}?" if guess else ""


def _shown(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
