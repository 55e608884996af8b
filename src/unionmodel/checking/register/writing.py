"""What findings say of their rows: which, where, how severe, what decided, what is missing; from what was read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

from unionmodel.checking.columns.expressions import Translator, row_column
from unionmodel.checking.columns.judging import BROKEN, NAMES
from unionmodel.checking.columns.tables import ROW
from unionmodel.checking.register.fields import Shown, Writes, read_of
from unionmodel.checking.register.missing import missing_names
from unionmodel.checking.report.citations import Sources
from unionmodel.model.records import WHOLE
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Fact, Itself
from unionmodel.rules.pack import Overlay
from unionmodel.rules.query import Case

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
PLACE: Final = "#place"


@attrs.frozen(eq=False)
class Told:
    """What is told of the findings of one part of a rule: the trees, and how severe they are, first of all elsewhere."""

    code: str
    table: str
    about: str | None
    when: Expr
    require: Expr
    shows: Mapping[str, Expr]
    milder: Expr | None
    forces: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, case: Case, sources: Sources, overlays: Iterable[Overlay]) -> Told:
        """Return what is told of a part of a rule: in a jurisdiction, by its own law, too."""
        rule, part = case.rule, case.part
        cites = sources.of(rule)
        here = [sources.here(rule, overlay, cites) for overlay in overlays]
        forces = ((str(rule.severity), tuple(cites)), *((str(severity), tuple(found)) for severity, found in here))
        return cls(
            rule.code, part.each.name, part.about, part.when, part.require, dict(part.shows), part.milder, forces
        )

    def reads(self, translate: Translator) -> list[str]:
        """Return the columns that are read of the rows."""
        names = {ROW: None}
        trees = (self.when, self.require, *self.shows.values(), self.milder)
        for leaf in (leaf for tree in trees if tree is not None for leaf in read_of(tree)):
            if isinstance(leaf, Cell):
                names[leaf.name] = None
            elif isinstance(leaf, Row | Itself):
                names[str(row_column(leaf))] = None
            elif isinstance(leaf, Fact) and translate.homes.get(leaf) is not None:
                names[translate.names[leaf]] = None
        return list(names)


class Teller:
    """Writes findings; `jurisdictions` has for every place which of the overlays holds there, blank for none."""

    def __init__(self, translate: Translator, writes: Writes, jurisdictions: pl.Series | None) -> None:
        self._translate = translate
        self._shown = Shown(writes, translate)
        self._jurisdictions = jurisdictions

    def frame(
        self, told: Told, read: pl.DataFrame, broken: pl.Series, name: pl.Series, place: pl.Series, where: pl.Series
    ) -> pl.DataFrame:
        """Return the findings about rows of which `read` holds what is read, and `name` what they are called."""
        severity, cites = self._written(told, read, broken, place)
        about = told.about
        return pl.DataFrame(
            {
                "code": pl.repeat(told.code, len(read), eager=True),
                "outcome": pl.select(
                    pl.when(broken).then(pl.lit(NAMES[BROKEN])).otherwise(pl.lit("cannot_tell"))
                ).to_series(),
                "severity": severity,
                "table": pl.repeat(told.table, len(read), eager=True),
                "subject": name if not about else pl.select(pl.concat_str(name, pl.lit(f"|{about}"))).to_series(),
                "place": where,
                "fields": self._shown.fields(read, dict(told.shows)),
                "missing": self._missing_of(told, read, broken),
                "cites": cites,
                PLACE: place,
            },
            schema={**SCHEMA, PLACE: pl.Int64},
        )

    def _missing_of(self, told: Told, read: pl.DataFrame, broken: pl.Series) -> pl.Series:
        if bool(broken.all()):
            return pl.Series([[]], dtype=pl.List(pl.String)).new_from_index(0, len(read))
        unsure = (~broken).arg_true()
        names = missing_names(read[unsure], (told.when, told.require), self._translate)
        if len(names) == len(read):
            return names
        at = pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(read))
        at = at.scatter(unsure, pl.int_range(len(names), dtype=pl.UInt32, eager=True))
        return names.gather(at).fill_null([])

    def _written(
        self, told: Told, read: pl.DataFrame, broken: pl.Series, place: pl.Series
    ) -> tuple[pl.Series, pl.Series]:
        """Return how severe each finding is, and where that is written: in a jurisdiction, in its own law, too."""
        here = pl.repeat(0, len(read), dtype=pl.Int8, eager=True)
        if self._jurisdictions is not None:
            known = place.set(place >= len(self._jurisdictions), None)
            here = (self._jurisdictions.gather(known) + 1).fill_null(0)
        severity = pl.Series([severity for severity, _ in told.forces]).gather(here)
        if told.milder is not None:
            term = self._translate(told.milder).alias("milder")
            milder = nw.from_native(read.lazy()).select(nw.col(ROW), term).collect().to_native()["milder"]
            severity = severity.set(milder.fill_null(False) & broken, "warning")
        return severity, pl.Series([list(cites) for _, cites in told.forces], dtype=pl.List(pl.String)).gather(here)


def subject(table: str, words: Mapping[str, pl.Series], rows: int) -> pl.Series:
    """Return what rows of a table are called, from the cells that tell them apart, as reports write them."""
    if table == WHOLE.name:
        return pl.repeat(table, rows, eager=True)
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
