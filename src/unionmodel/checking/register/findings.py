"""The findings of a check as frames: what is broken or cannot be told, with its subject, place, fields and severity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.judging import BROKEN, Outcomes
from unionmodel.checking.columns.tables import ROW
from unionmodel.checking.columns.workspace import Bench
from unionmodel.checking.register.fields import written
from unionmodel.checking.register.tables import RegisterFrames
from unionmodel.checking.register.writing import SCHEMA, Teller, Told, subject
from unionmodel.checking.report.citations import Sources
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.query import Case
from unionmodel.rules.terms import TERMS

#: So many findings are written at once.
STRETCH: Final = 500_000


class Findings:
    """Makes the findings of one check; `packs` say where the rules have another force."""

    def __init__(self, bench: Bench, frames: RegisterFrames, on: date, packs: Sequence[Pack]) -> None:
        self._bench = bench
        self._frames = frames
        self._sources = Sources(packs, on)
        self._overlays = overlays_of(packs)
        held = jurisdictions(frames.geography, self._overlays) if self._overlays else None
        self._teller = Teller(bench.translate, frames, held)

    def of(self, case: Case, rows: Numbers, outcomes: Outcomes) -> Iterator[pl.DataFrame]:
        """Yield the findings of one part of a rule, with the place as a number (`#place`), a stretch at a time.

        `rows` are the places in the frame of the table whose outcome is reported.
        """
        told = Told.of(case, self._sources, self._overlays.values())
        for start in range(0, len(rows), STRETCH):
            yield self._stretch(told, rows[start : start + STRETCH], outcomes[start : start + STRETCH])

    def _stretch(self, told: Told, rows: Numbers, outcomes: Outcomes) -> pl.DataFrame:
        read = self._rows(told, rows)
        numbers = self._bench.column(told.table, ROW).to_native().gather(pl.Series(rows))
        place = self._place(told.table, numbers)
        where = self._frames.register.texts("places", place)
        broken = pl.Series(outcomes == BROKEN)
        return self._teller.frame(told, read, broken, self._name(told.table, numbers), place, where)

    def _rows(self, told: Told, rows: Numbers) -> pl.DataFrame:
        """Return what is read of some rows of a table."""
        at = pl.Series(rows)
        names = told.reads(self._bench.translate)
        columns = {name: self._bench.column(told.table, name).to_native().gather(at) for name in names}
        wide = [pl.col(n).cast(pl.Int64) for n, c in columns.items() if c.dtype.is_integer() and c.dtype != pl.Int64]
        return pl.DataFrame(columns).with_columns(*wide)

    def _name(self, table: str, rows: pl.Series) -> pl.Series:
        if table == WHOLE.name:
            return subject(table, {}, len(rows))
        if table == "places":
            return self._frames.register.texts("places", rows)
        return subject(table, {name: self._word(table, name, rows) for name in TABLES[table].subject}, len(rows))

    def _word(self, table: str, name: str, rows: pl.Series) -> pl.Series:
        """Return a cell of some rows as reports write it."""
        column = TABLES[table].column(name)
        values = self._bench.column(table, name).to_native().gather(rows)
        if column.refers_to is not None:
            return self._frames.texts(table, name, values)
        cell = next(cell for cell in TERMS[table].cells if cell.name == name)
        return written(values, cell.type).cast(pl.String)

    def _place(self, table: str, rows: pl.Series) -> pl.Series:
        """Return the number of the place in which rows lie: their own, or that of their union or employer."""
        if table == "places":
            return rows.cast(pl.Int64)
        found = pl.Series([None], dtype=pl.Int64).new_from_index(0, len(rows))
        if table == WHOLE.name:
            return found
        register = self._frames.register
        names = [column.name for column in TABLES[table].columns]
        if "place" in names:
            found = register.column(table, "place").gather(rows).cast(pl.Int64)
        for column in TABLES[table].columns:
            if column.refers_to in ("unions", "employers") and column.name in ("union", "employer"):
                other = register.rows(table, column.name).gather(rows)
                theirs = register.column(column.refers_to, "place").gather(other).cast(pl.Int64)
                found = pl.select(pl.coalesce(found, theirs)).to_series()
        return found


def overlays_of(packs: Sequence[Pack]) -> dict[str, Overlay]:
    """Return the overlays of packs by the prefix of the codes of their places."""
    return {pack.overlay.prefix: pack.overlay for pack in packs if pack.overlay is not None}


def jurisdictions(geography: Geography, overlays: Mapping[str, Overlay]) -> pl.Series:
    """Return for every place which of the overlays holds there, by its number; blank for none."""
    number = {prefix: place for place, prefix in enumerate(overlays)}
    prefixes = (geography.jurisdiction(row, overlays) for row in range(len(geography.codes)))
    return pl.Series([None if prefix is None else number[prefix] for prefix in prefixes], dtype=pl.Int8)


__all__ = ["SCHEMA", "Findings", "jurisdictions", "overlays_of"]
