"""The findings of a check as frames: what is broken or cannot be told, with its subject, place, fields and severity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl

from unionmodel.check.columns_bench import Bench
from unionmodel.check.columns_climb import Numbers
from unionmodel.check.columns_frames import ROW
from unionmodel.check.columns_judge import BROKEN, NAMES, Case, Outcomes
from unionmodel.check.columns_missing import missing_names
from unionmodel.check.columns_register import RegisterFrames
from unionmodel.check.columns_shown import Shown, read_of, written
from unionmodel.check.columns_terms import row_column
from unionmodel.check.sources import Sources
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Fact, Itself
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.terms import TERMS

#: The columns of findings.
SCHEMA: Final[dict[str, Any]] = {
    "code": pl.String,
    "outcome": pl.String,
    "severity": pl.String,
    "table": pl.String,
    "subject": pl.String,
    "place": pl.String,
    "fields": pl.String,
    "missing": pl.List(pl.String),
    "cites": pl.List(pl.String),
}
#: The place of a finding as a number, and what is told of it: the county that it counts at.
_PLACE = "#place"
#: So many findings are written at once.
STRETCH: Final = 500_000


class Findings:
    """Makes the findings of one check; `packs` say where the rules have another force."""

    def __init__(self, bench: Bench, frames: RegisterFrames, on: date, packs: Sequence[Pack]) -> None:
        self._bench = bench
        self._frames = frames
        self._shown = Shown(frames, bench.translate)
        self._sources = Sources(packs, on)
        overlays = {pack.overlay.prefix: pack.overlay for pack in packs if pack.overlay is not None}
        self._overlays = list(overlays.values())
        self._jurisdictions = self._of_places(overlays) if overlays else None

    def of(self, case: Case, rows: Numbers, outcomes: Outcomes) -> Iterator[pl.DataFrame]:
        """Yield the findings of one part of a rule, with the place as a number (`#place`), a stretch at a time.

        `rows` are the places in the frame of the table whose outcome is reported.
        """
        for start in range(0, len(rows), STRETCH):
            yield self._stretch(case, rows[start : start + STRETCH], outcomes[start : start + STRETCH])

    def _stretch(self, case: Case, rows: Numbers, outcomes: Outcomes) -> pl.DataFrame:
        table, part = case.part.each.name, case.part
        read = self._rows(table, (part.when, part.require, *part.shows.values(), part.milder), rows)
        broken = pl.Series(outcomes == BROKEN)
        numbers = self._bench.column(table, ROW).to_native().gather(pl.Series(rows))
        place = self._place(table, numbers)
        code = pl.repeat(case.rule.code, len(rows), eager=True)
        severity, cites = self._written(case, read, broken, place)
        return pl.DataFrame(
            {
                "code": code,
                "outcome": pl.select(
                    pl.when(broken).then(pl.lit(NAMES[BROKEN])).otherwise(pl.lit("cannot_tell"))
                ).to_series(),
                "severity": severity,
                "table": pl.repeat(table, len(rows), eager=True),
                "subject": self._subject(case, numbers),
                "place": self._frames.register.texts("places", place),
                "fields": self._shown.fields(read, dict(part.shows)),
                "missing": self._missing_of(case, read, broken),
                "cites": cites,
                _PLACE: place,
            },
            schema={**SCHEMA, _PLACE: pl.Int64},
        )

    def _rows(self, table: str, trees: Sequence[Expr | None], rows: Numbers) -> pl.DataFrame:
        """Return what `trees` read of some rows of a table."""
        names = {ROW: None}
        for leaf in (leaf for tree in trees if tree is not None for leaf in read_of(tree)):
            if isinstance(leaf, Cell):
                names[leaf.name] = None
            elif isinstance(leaf, Row | Itself):
                names[str(row_column(leaf))] = None
            elif isinstance(leaf, Fact) and self._bench.translate.homes.get(leaf) is not None:
                names[self._bench.translate.names[leaf]] = None
        at = pl.Series(rows)
        columns = {name: self._bench.column(table, name).to_native().gather(at) for name in names}
        wide = [pl.col(n).cast(pl.Int64) for n, c in columns.items() if c.dtype.is_integer() and c.dtype != pl.Int64]
        return pl.DataFrame(columns).with_columns(*wide)

    def _missing_of(self, case: Case, read: pl.DataFrame, broken: pl.Series) -> pl.Series:
        if bool(broken.all()):
            return pl.Series([[]], dtype=pl.List(pl.String)).new_from_index(0, len(read))
        unsure = (~broken).arg_true()
        names = missing_names(read[unsure], (case.part.when, case.part.require), self._bench.translate)
        if len(names) == len(read):
            return names
        at = pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(read))
        at = at.scatter(unsure, pl.int_range(len(names), dtype=pl.UInt32, eager=True))
        return names.gather(at).fill_null([])

    def _written(
        self, case: Case, read: pl.DataFrame, broken: pl.Series, place: pl.Series
    ) -> tuple[pl.Series, pl.Series]:
        """Return how severe each finding is, and where that is written: in a jurisdiction, in its own law, too."""
        rule, sources = case.rule, self._sources
        cites = sources.of(rule)
        forces = [(str(rule.severity), cites), *(sources.here(rule, overlay, cites) for overlay in self._overlays)]
        here = pl.repeat(0, len(read), dtype=pl.Int8, eager=True)
        if self._jurisdictions is not None:
            known = place.set(place >= len(self._jurisdictions), None)
            here = (self._jurisdictions.gather(known) + 1).fill_null(0)
        severity = pl.Series([severity for severity, _ in forces]).gather(here)
        if case.part.milder is not None:
            term = self._bench.translate(case.part.milder).alias("milder")
            milder = nw.from_native(read.lazy()).select(nw.col(ROW), term).collect().to_native()["milder"]
            severity = severity.set(milder.fill_null(False) & broken, "warning")
        return severity, pl.Series([list(cites) for _, cites in forces], dtype=pl.List(pl.String)).gather(here)

    # -- subjects and places ----------------------------------------------------------------------------------------

    def _subject(self, case: Case, rows: pl.Series) -> pl.Series:
        name = self._name(case.part.each.name, rows)
        about = case.part.about
        return name if not about else pl.select(pl.concat_str(name, pl.lit(f"|{about}"))).to_series()

    def _name(self, table: str, rows: pl.Series) -> pl.Series:
        if table == WHOLE.name:
            return pl.repeat(table, len(rows), eager=True)
        if table == "places":
            return self._frames.register.texts("places", rows)
        words = {name: self._word(table, name, rows) for name in TABLES[table].subject}
        names = list(words)
        frame = pl.DataFrame(words)
        if table == "headcounts":
            employer = pl.concat_str(pl.lit("e:"), pl.col("employer"))
            place = pl.concat_str(pl.lit("p:"), pl.col("place"))
            whose = pl.concat_str(employer, place, separator="+", ignore_nulls=True)
            return frame.select(pl.concat_str(whose, pl.col("group").fill_null(""), separator="|")).to_series()
        plain = pl.concat_str([pl.col(name).fill_null("") for name in names], separator="|")
        if table == "direct_members":
            short = pl.concat_str([pl.col(name).fill_null("") for name in names[:2]], separator="|")
            plain = pl.when(pl.col("employer").is_null()).then(short).otherwise(plain)
        return frame.select(plain).to_series()

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

    def _of_places(self, overlays: Mapping[str, Overlay]) -> pl.Series:
        """Return for every place which of the overlays holds there, by its number; blank for none."""
        geography = self._frames.geography
        number = {prefix: place for place, prefix in enumerate(overlays)}
        prefixes = (geography.jurisdiction(row, overlays) for row in range(len(geography.codes)))
        return pl.Series([None if prefix is None else number[prefix] for prefix in prefixes], dtype=pl.Int8)
