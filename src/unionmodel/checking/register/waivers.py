"""Waivers applied to findings that come as frames, with the same answers as those applied to single findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from unionmodel.checking.register.findings import SCHEMA
from unionmodel.checking.report.report import no_outcomes
from unionmodel.checking.report.waivers import fault_of, finding_of
from unionmodel.io.registers.register import Register
from unionmodel.model.cells import outward
from unionmodel.model.records import TABLES


class Waivers:
    """The waivers of a register and those given beside it: which findings they take, and what is wrong with them."""

    def __init__(self, register: Register, given: Sequence[Any], on: date, known: Mapping[str, bool]) -> None:
        self._known = known
        self._waivers = [*_written(register), *given]
        self._faults = [fault_of(waiver, on, known) for waiver in self._waivers]
        self._used: set[int] = set()

    def applied(self, findings: pl.DataFrame, counts: dict[str, dict[str, int]]) -> pl.DataFrame:
        """Return the findings of one rule with those that a valid waiver takes as waived."""
        if not self._waivers or not len(findings):
            return findings
        code = findings["code"][0]
        for number, (waiver, fault) in enumerate(zip(self._waivers, self._faults, strict=True)):
            if fault is not None or waiver.code != code:
                continue
            fits = pl.lit(True) if waiver.subject == "*" else pl.col("subject") == waiver.subject
            taken = findings.select(((pl.col("outcome") == "broken") & fits).alias("taken"))["taken"]
            earlier = findings.select(((pl.col("outcome") == "waived") & fits).any()).item()
            if bool(taken.any()) or earlier:
                self._used.add(number)
            waived = findings["outcome"].set(taken, "waived")
            findings = findings.with_columns(waived.alias("outcome"))
            counts[code]["broken"] -= int(taken.sum())
            counts[code]["waived"] += int(taken.sum())
        return findings

    def faults(self, counts: dict[str, dict[str, int]]) -> Iterator[pl.DataFrame]:
        """Yield what is wrong with the waivers themselves, once all findings have been seen."""
        for number, (waiver, found) in enumerate(zip(self._waivers, self._faults, strict=True)):
            fault = found
            if fault is None and number not in self._used and waiver.code in counts:
                fault = "WAV902"
            if fault is None:
                continue
            counts.setdefault(fault, no_outcomes())["broken"] += 1
            one = finding_of(fault, waiver, self._known)
            row = {name: getattr(one, name) for name in ("code", "severity", "table", "subject", "place")}
            fields = pl.DataFrame([one.fields]).select(pl.struct(pl.all()).struct.json_encode()).item()
            row |= {"outcome": one.outcome.value, "fields": fields, "missing": [], "cites": [], "#place": None}
            yield pl.DataFrame([row], schema={**SCHEMA, "#place": pl.Int64})


def _written(register: Register) -> list[Any]:
    """Return the waivers of the register as records: they are few, and somebody signed each."""
    table = TABLES["waivers"]
    columns = {column.name: register.column("waivers", column.name).to_list() for column in table.columns}
    return [
        table.record(**{column.name: outward(column, columns[column.name][row]) for column in table.columns})
        for row in range(register.size("waivers"))
    ]
