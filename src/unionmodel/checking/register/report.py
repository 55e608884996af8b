"""A check of a register: findings streamed as frames, and a report that holds counts and sums instead of findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import attrs
import polars as pl

from unionmodel.answers import Answer
from unionmodel.language import Text
from unionmodel.rules.rule import Rule

#: What the summary counts by; `place` is the county, or the place itself where it lies in none.
BY = ("code", "severity", "outcome", "place")


@attrs.frozen(eq=False)
class RegisterReport(Answer):
    """The answer of a check of a register: how often each outcome came, and how many findings each county has.

    `counts` says for every rule how often each outcome came. `summary` is a Polars frame with `code`, `severity`,
    `outcome`, `place` (the county, or the place itself above it) and `findings`, their number. `findings` is a lazy
    Polars frame of all findings: code, outcome, severity, table, subject, place, fields (JSON), missing, cites; they are
    in the file `output` where one was asked for, in memory otherwise; and in `table` of the database. By the engine
    ``spark`` they are a Spark data frame, and `output` a folder of Parquet files. `places` has the names of the counties. `absent` says
    why rules were silent on the day.
    """

    FORMAT = "unionmodel-register-report/1"
    KEYS = ("versions", "input", "on", "ok", "counts", "summary=on", "output")
    COLUMNS: ClassVar[Mapping[str, type[Any]]] = {**dict.fromkeys(BY, str), "findings": int}

    on: date
    counts: dict[str, dict[str, int]]
    summary: pl.DataFrame
    findings: Any = attrs.field(repr=False)
    versions: dict[str, Any]
    records: int
    rules: tuple[Rule, ...] = attrs.field(repr=False)
    places: Mapping[str, str | None] = attrs.field(factory=dict, repr=False)
    absent: Mapping[str, Text] = attrs.field(factory=dict, repr=False)
    output: Path | str | None = None
    language: str | None = None
    table: str | None = None

    @property
    def ok(self) -> bool:
        """Whether no rule is broken where its severity is error."""
        return not len(self.summary.filter(pl.col("severity") == "error", pl.col("outcome") == "broken"))

    def number(self, outcome: str, severity: str | None = None) -> int:
        """Return how many findings have an outcome, and a severity where one is given."""
        chosen = self.summary.filter(pl.col("outcome") == outcome)
        if severity is not None:
            chosen = chosen.filter(pl.col("severity") == severity)
        return int(chosen["findings"].sum())

    @property
    def input(self) -> dict[str, int]:
        """How many rows were checked."""
        return {"records": self.records}

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the report ready for JSON: the counts and the summary, not the findings."""
        output = None if self.output is None else str(self.output)
        found = super().to_dict(language) | {"summary": self.table_rows(), "output": output}
        return found if self.table is None else {**found, "table": self.table}

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return the summary."""
        return self.summary.to_dicts()
