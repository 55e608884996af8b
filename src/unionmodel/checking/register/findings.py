"""The findings of a check as frames: what is broken or cannot be told, with its subject, place, fields and severity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs
import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.expressions import Translator, row_column
from unionmodel.checking.columns.judging import BROKEN, NAMES, Outcomes
from unionmodel.checking.columns.tables import ROW
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.checking.register.fields import FieldWriter, read_to_report, written
from unionmodel.checking.register.missing import missing_names
from unionmodel.checking.register.tables import RegisterFrames
from unionmodel.checking.report.citations import Sources
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.rules.expr import Cell, Row
from unionmodel.rules.facts import Fact, Itself
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.query import JudgedPart
from unionmodel.rules.rule import Part
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
#: The number of the place of a finding, which is left out of what is written.
PLACE: Final = "#place"
#: Findings written per batch.
_BATCH: Final = 500_000


@attrs.frozen(eq=False)
class FindingPlan:
    """How the findings of one part of a rule are written: by jurisdiction (first: none), with which force and sources."""

    code: str
    part: Part
    forces: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, case: JudgedPart, sources: Sources, overlays: Iterable[Overlay]) -> FindingPlan:
        """Return the plan for a part of a rule; in a jurisdiction its own law is cited, too."""
        cites = sources.of(case.rule)
        here = [sources.here(case.rule, overlay, cites) for overlay in overlays]
        forces = [(case.rule.severity, cites), *here]
        return cls(case.rule.code, case.part, tuple((str(severity), tuple(found)) for severity, found in forces))

    def reads(self, translate: Translator) -> list[str]:
        """Return the columns that are read of the rows."""
        names = {ROW: None}
        for leaf in read_to_report(self.part):
            if isinstance(leaf, Cell):
                names[leaf.name] = None
            elif isinstance(leaf, Row | Itself):
                names[str(row_column(leaf))] = None
            elif isinstance(leaf, Fact) and translate.homes.get(leaf) is not None:
                names[translate.names[leaf]] = None
        return list(names)


class FindingWriter:
    """Writes the findings of one check; `packs` say where the rules have another force."""

    def __init__(self, workspace: Workspace, frames: RegisterFrames, on: date, packs: Sequence[Pack]) -> None:
        self._workspace = workspace
        self._frames = frames
        self._translate = workspace.translate
        self._fields = FieldWriter(frames, workspace.translate)
        self._sources = Sources(packs, on)
        self._overlays = {pack.overlay.prefix: pack.overlay for pack in packs if pack.overlay is not None}
        self._jurisdictions = _jurisdictions(frames.geography, self._overlays) if self._overlays else None

    def findings(self, case: JudgedPart, rows: Numbers, outcomes: Outcomes) -> Iterator[pl.DataFrame]:
        """Yield the findings of one part of a rule, with the place as a number (`#place`), in batches.

        `rows` are the places in the frame of the table whose outcome is reported.
        """
        plan = FindingPlan.of(case, self._sources, self._overlays.values())
        for start in range(0, len(rows), _BATCH):
            yield self._batch(plan, rows[start : start + _BATCH], outcomes[start : start + _BATCH])

    def _batch(self, plan: FindingPlan, rows: Numbers, outcomes: Outcomes) -> pl.DataFrame:
        read = self._rows(plan, rows)
        numbers = self._workspace.column(plan.part.each.name, ROW).gather(pl.Series(rows))
        place, name = self._place(plan.part.each.name, numbers), self._name(plan.part.each.name, numbers)
        broken = pl.Series(outcomes == BROKEN)
        severity, cites = self._written(plan, read, broken, place)
        about = plan.part.about
        return pl.DataFrame(
            {
                "code": pl.repeat(plan.code, len(read), eager=True),
                "outcome": pl.select(
                    pl.when(broken).then(pl.lit(NAMES[BROKEN])).otherwise(pl.lit("cannot_tell"))
                ).to_series(),
                "severity": severity,
                "table": pl.repeat(plan.part.each.name, len(read), eager=True),
                "subject": name if not about else pl.select(pl.concat_str(name, pl.lit(f"|{about}"))).to_series(),
                "place": self._frames.register.texts("places", place),
                "fields": self._fields.fields(read, dict(plan.part.shows)),
                "missing": self._missing_of(plan, read, broken),
                "cites": cites,
                PLACE: place,
            },
            schema={**SCHEMA, PLACE: pl.Int64},
        )

    def _missing_of(self, plan: FindingPlan, read: pl.DataFrame, broken: pl.Series) -> pl.Series:
        if bool(broken.all()):
            return pl.Series([[]], dtype=pl.List(pl.String)).new_from_index(0, len(read))
        unsure = (~broken).arg_true()
        names = missing_names(read[unsure], (plan.part.when, plan.part.require), self._translate)
        if len(names) == len(read):
            return names
        at = pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(read))
        at = at.scatter(unsure, pl.int_range(len(names), dtype=pl.UInt32, eager=True))
        return names.gather(at).fill_null([])

    def _written(
        self, plan: FindingPlan, read: pl.DataFrame, broken: pl.Series, place: pl.Series
    ) -> tuple[pl.Series, pl.Series]:
        """Return how severe each finding is, and where that is written: in a jurisdiction, in its own law, too."""
        here = pl.repeat(0, len(read), dtype=pl.Int8, eager=True)
        if self._jurisdictions is not None:
            known = place.set(place >= len(self._jurisdictions), None)
            here = (self._jurisdictions.gather(known) + 1).fill_null(0)
        severity = pl.Series([severity for severity, _ in plan.forces]).gather(here)
        if plan.part.milder is not None:
            term = self._translate(plan.part.milder).alias("milder")
            milder = read.select(pl.col(ROW), term)["milder"]
            severity = severity.set(milder.fill_null(False) & broken, "warning")
        return severity, pl.Series([list(cites) for _, cites in plan.forces], dtype=pl.List(pl.String)).gather(here)

    def _rows(self, plan: FindingPlan, rows: Numbers) -> pl.DataFrame:
        """Return what is read of some rows of a table."""
        at = pl.Series(rows)
        names = plan.reads(self._workspace.translate)
        columns = {name: self._workspace.column(plan.part.each.name, name).gather(at) for name in names}
        wide = [pl.col(n).cast(pl.Int64) for n, c in columns.items() if c.dtype.is_integer() and c.dtype != pl.Int64]
        return pl.DataFrame(columns).with_columns(*wide)

    def _name(self, table: str, rows: pl.Series) -> pl.Series:
        if table == WHOLE.name:
            return pl.repeat(table, len(rows), eager=True)
        if table == "places":
            return self._frames.register.texts("places", rows)
        return _subject(table, {name: self._word(table, name, rows) for name in TABLES[table].subject})

    def _word(self, table: str, name: str, rows: pl.Series) -> pl.Series:
        """Return a cell of some rows as reports write it."""
        column = TABLES[table].column(name)
        values = self._workspace.column(table, name).gather(rows)
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
        if any(column.name == "place" for column in TABLES[table].columns):
            found = register.column(table, "place").gather(rows).cast(pl.Int64)
        for column in TABLES[table].columns:
            if column.refers_to in ("unions", "employers") and column.name in ("union", "employer"):
                other = register.rows(table, column.name).gather(rows)
                theirs = register.column(column.refers_to, "place").gather(other).cast(pl.Int64)
                found = pl.select(pl.coalesce(found, theirs)).to_series()
        return found


def _jurisdictions(geography: Geography, overlays: Mapping[str, Overlay]) -> pl.Series:
    """Return for every place which of the overlays holds there, by its number; blank for none."""
    number = {prefix: place for place, prefix in enumerate(overlays)}
    prefixes = (geography.jurisdiction(row, overlays) for row in range(len(geography.codes)))
    return pl.Series([None if prefix is None else number[prefix] for prefix in prefixes], dtype=pl.Int8)


def _subject(table: str, words: Mapping[str, pl.Series]) -> pl.Series:
    """Return what rows of a table are called, from the cells that tell them apart, as reports write them."""
    names, frame = list(words), pl.DataFrame(dict(words))
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
