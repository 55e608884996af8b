"""A check of a register: findings streamed as frames, and a report that holds counts and sums instead of findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import polars as pl

from unionmodel.checking.checking import absences, library_version
from unionmodel.checking.columns.expressions import Translator
from unionmodel.checking.columns.judging import BROKEN, NAMES, outcomes_of, query_of
from unionmodel.checking.columns.stages import add_facts
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.checking.engine import Bindings
from unionmodel.checking.register.fields import read_to_report
from unionmodel.checking.register.findings import PLACE, SCHEMA, FindingWriter
from unionmodel.checking.register.report import BY, RegisterReport
from unionmodel.checking.register.tables import RegisterFrames
from unionmodel.checking.register.waivers import Waivers
from unionmodel.checking.report.report import no_outcomes
from unionmodel.checking.report.versions import versions_of
from unionmodel.io.registers.findings_file import FindingsFile
from unionmodel.io.registers.register import ROSTER, Register
from unionmodel.io.rosters.parts import RosterParts
from unionmodel.language import Text
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES
from unionmodel.progress import Progress, silent
from unionmodel.rules.expr import Cell, Expr
from unionmodel.rules.pack import Pack
from unionmodel.rules.query import JudgedPart, Leaves, Query, leaves, merged, tables_named
from unionmodel.rules.rule import Rule
from unionmodel.rules.terms import TERMS

FACTS = Text(zh="计算", en="facts")
JUDGING = Text(zh="判断", en="judging")
#: Parts of rules judged in one pass: all at once would take too much memory.
_AT_ONCE = 24


def judged_register(
    register: Register,
    packs: Sequence[Pack],
    rules: tuple[Rule, ...],
    bindings: Bindings,
    *,
    output: Path | None = None,
    waivers: Sequence[Any] = (),
    language: str | None = None,
    progress: Progress | None = None,
) -> RegisterReport:
    """Judge a register by `rules`; see `unionmodel.check_register`."""
    run = _Run(packs, bindings, {rule.code: no_outcomes() for rule in rules})
    known = {rule.code: rule.waivable for pack in packs for rule in pack.rules}
    accepted = Waivers(register, waivers, bindings.on, known)
    county = counties(register.geography)
    sums = [_summed(pl.DataFrame(schema={**SCHEMA, PLACE: pl.Int64}), county)]
    with FindingsFile(output, SCHEMA) as file:

        def keep(frame: pl.DataFrame) -> None:
            sums.append(_summed(frame, county))
            file.write(frame.select(*SCHEMA))

        for found in run.findings(register, query_of(rules, bindings).cases, progress or silent):
            keep(accepted.applied(found, run.counts))
        for found in accepted.faults(run.counts):
            keep(found)
    summary = pl.concat(sums).group_by(BY).agg(pl.col("findings").sum()).sort(BY)
    geography = register.geography
    return RegisterReport(
        bindings.on,
        run.counts,
        summary,
        file.findings,
        {"unionmodel": library_version(), **{part: dict(found) for part, found in versions_of(tuple(packs)).items()}},
        register.records,
        rules,
        {code: geography.name[geography.row[code]] for code in summary["place"].drop_nulls().unique().to_list()},
        absences(rules, bindings),
        output,
        language,
    )


@attrs.frozen(eq=False)
class _Run:
    """One check: the packs, what the day brings, and the outcomes counted so far."""

    packs: Sequence[Pack]
    bindings: Bindings
    counts: dict[str, dict[str, int]]

    def findings(self, register: Register, cases: Sequence[JudgedPart], progress: Progress) -> Iterator[pl.DataFrame]:
        """Yield the findings; those about a roster that was set aside, part by part."""
        if register.aside is None:
            yield from self._judge(register, cases, progress)
            return
        yield from self._judge(register, [case for case in cases if case.part.each.name != ROSTER], progress)
        about = [case for case in cases if case.part.each.name == ROSTER]
        if about:
            with RosterParts(register, progress) as stretches:
                for some in stretches:
                    yield from self._judge(some, about, silent)

    def _judge(self, register: Register, cases: Sequence[JudgedPart], progress: Progress) -> Iterator[pl.DataFrame]:
        """Yield the findings in stretches, and add the outcomes to the counts."""
        query = Query(tuple(cases))
        frames = RegisterFrames(register, tables_named([*query.asked, *_shown(cases)], query.facts))
        workspace = Workspace(frames, Translator(self.bindings, query.facts), query.asked, query.tables)
        last = merged(leaves(query.asked), _reported(cases))
        add_facts(workspace, last, lambda done, total: progress(FACTS, done, total))
        writer = FindingWriter(workspace, frames, self.bindings.on, self.packs)
        done = 0
        for table in query.tables:
            workspace.load(workspace.translate.columns({table: last.get(table, {})}))
            here = [case for case in cases if case.part.each.name == table]
            for start in range(0, len(here), _AT_ONCE):
                for case, subjects, outcomes in outcomes_of(workspace, here[start : start + _AT_ONCE]):
                    progress(JUDGING, done, len(cases))
                    done += 1
                    for number, name in NAMES.items():
                        self.counts[case.rule.code][name] += int(np.count_nonzero((outcomes == number) & subjects))
                    rows = np.flatnonzero(subjects & (outcomes >= BROKEN))
                    if len(rows):
                        yield from writer.findings(case, rows, outcomes[rows])
            workspace.drop(table)
        progress(JUDGING, len(cases), len(cases))


def _reported(cases: Sequence[JudgedPart]) -> Leaves:
    """Return what findings read of their rows, and by which they name them."""
    found: dict[str, dict[Expr, None]] = {}
    for case in cases:
        table, part = case.part.each.name, case.part
        read = found.setdefault(table, {})
        if table in TERMS and table != "places":
            read.update(dict.fromkeys(TERMS[table].__getattr__(name) for name in TABLES[table].subject))
        if not case.not_in_force:
            read.update(leaves(read_to_report(part)).get(table, {}))
    return found


def _shown(cases: Sequence[JudgedPart]) -> list[Expr]:
    """Return the trees that are read of reported rows beside what is judged; a cell shown by itself needs no more."""
    trees = [tree for case in cases for tree in (*case.part.shows.values(), case.part.milder) if tree is not None]
    return [tree for tree in trees if not isinstance(tree, Cell)]


def counties(geography: Geography) -> pl.Series:
    """Return for every place the code of its county; its own where it lies in none."""
    above = (geography.county(row) for row in range(len(geography.codes)))
    return pl.Series(
        [geography.codes[row if county is None else county] for row, county in enumerate(above)], dtype=pl.String
    )


def _summed(frame: pl.DataFrame, county: pl.Series) -> pl.DataFrame:
    number = frame[PLACE]
    place = county.gather(number.set((number >= len(county)).fill_null(False), None))
    counted = frame.select("code", "severity", "outcome").with_columns(place.alias("place"))
    return counted.group_by(BY).agg(pl.len().cast(pl.Int64).alias("findings"))
