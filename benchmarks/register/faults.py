"""Faults planted into a large register, and the findings that they must lead to, whatever else stands there.

Each takes unions, employers or head counts of its own, so that no fault hides another; a union with a planted fault
stands on the day, and is formed in one employer that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import attrs
import numpy as np
import polars as pl

from benchmarks.register.bodies import BASIC, Employers, Unions
from benchmarks.register.draws import Draws, Numbers

#: Changes of one table: by column, the rows to change and what they hold afterwards.
Changes = dict[str, tuple[Numbers, Sequence[Any]]]
#: A sound union has nothing that could make one of the planted faults not apply.
_SOUND = {"status": "active", "founded_on": date(2015, 5, 4), "dissolved_on": None, "kind": "basic_union"}


@attrs.define
class Plan:
    """Which rows of which table hold what instead, rows of `covers` to add, and the (code, subject) expected of it."""

    changes: dict[str, Changes] = attrs.field(factory=dict)
    links: list[tuple[int, int]] = attrs.field(factory=list)
    expected: list[tuple[str, str]] = attrs.field(factory=list)

    def set(self, table: str, rows: Numbers, **cells: Any) -> None:
        """Let rows of a table hold other values; a list gives one for each row."""
        for name, value in cells.items():
            values = value if isinstance(value, list) else [value] * len(rows)
            before, old = self.changes.setdefault(table, {}).get(name, (np.zeros(0, dtype=np.int64), []))
            self.changes[table][name] = (np.concatenate([before, rows]), [*old, *values])

    def expect(self, code: str, letter: str, rows: Numbers) -> None:
        """Note that the records with these numbers break a rule."""
        self.expected.extend((code, f"{letter}{row}") for row in rows.tolist())

    def applied(self, table: str, frame: pl.DataFrame, first: int) -> pl.DataFrame:
        """Return a stretch of a table, whose first row has the number `first`, with the changes that concern it."""
        for name, (rows, values) in self.changes.get(table, {}).items():
            # What was said last of a row counts.
            here = {row - first: value for row, value in zip(rows.tolist(), values, strict=True)}
            here = {row: value for row, value in here.items() if 0 <= row < len(frame)}
            if here:
                column = frame[name]
                column = column.scatter(list(here), pl.Series(list(here.values()), dtype=column.dtype))
                frame = frame.with_columns(column.alias(name))
        return frame


def plan(unions: Unions, firms: Employers, counts: int, seed: int) -> Plan:
    """Return the faults of a register: of each kind one for every two thousand unions, and at least one."""
    made = Plan()
    each = max(1, len(unions) // 2_000)
    draw = Draws(len(unions), seed, 30)
    basic = np.flatnonzero((unions.kind == BASIC) & (unions.count == 1))
    basic = basic[np.argsort(draw.random.random(len(basic)))]
    # A twentieth at most of them: a register of thirty has one or two faults of the first kinds.
    kinds = _UNION_FAULTS[: max(1, len(basic) // 8)]
    for number, fault in enumerate(kinds):
        rows = basic[number * each : (number + 1) * each]
        made.set("unions", rows, **_SOUND)
        fault(made, rows, unions, firms)
    own = Draws(counts, seed, 31)
    rows = np.sort(own.random.choice(min(counts, len(firms)), size=min(each, counts), replace=False))
    made.set("headcounts", rows, place=None, group="courier", workers=10, members=11, as_of=date(2022, 6, 30),
             source="survey", employer=[f"e{row}" for row in rows.tolist()])  # fmt: skip
    made.expected.extend(("DAT907", f"e:e{row}|courier") for row in rows.tolist())
    return made


def _lost(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, superior=[f"lost{row}" for row in rows.tolist()])
    made.expect("TUL102", "u", rows)
    made.expect("DAT902", "u", rows)


def _circle(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, superior=[f"u{row}" for row in np.roll(rows, 1).tolist()])
    made.expect("TUL103", "u", rows)


def _term(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, term_years=4)
    made.expect("TUL601", "u", rows)


def _women(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, members=30, women_members=31)
    made.expect("DAT908", "u", rows)


def _committee(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, members=25, body="chair")
    made.expect("TUL201", "u", rows)


def _code(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, credit_code=[f"8162010200{row:07}I" for row in rows.tolist()])
    made.expect("DAT903", "u", rows)


def _same_code(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    shared = "81990000XXXXXXXXX0"
    # One alone shares its code with nobody.
    if len(rows) > 1:
        made.set("unions", rows, credit_code=shared)
        made.expect("DAT906", "u", rows)


def _blank(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, kind=None)
    made.expect("DAT901", "u", rows)


def _early(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    made.set("unions", rows, approved_on=date(2015, 5, 5))
    made.expect("TUL208", "u", rows)


def _twice(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    """Let the next union, which is sound too, be formed in the same employer."""
    pairs = rows[: len(rows) // 2 * 2].reshape(-1, 2)
    for one, other in pairs.tolist():
        employer = int(unions.covered[unions.first[one]])
        made.links.append((other, employer))
        made.set("employers", np.array([employer]), opened_on=None, closed_on=None)
        made.set("covers", np.array([_link(unions, one)]), since=None)
        made.expect("CTU201", "e", np.array([employer]))


def _short_fee(made: Plan, rows: Numbers, unions: Unions, firms: Employers) -> None:
    employer = unions.covered[unions.first[rows]]
    made.set("employers", employer, opened_on=None, closed_on=None, payroll=1_000_000, fee_paid=10_000, year=2022)
    made.set("covers", np.array([_link(unions, row) for row in rows.tolist()]), since=None)
    made.expect("TUL401", "e", employer)


def _link(unions: Unions, union: int) -> int:
    """Return the row of `covers` of a union that is formed in one employer: links stand in the order of the unions."""
    return int(unions.first[union])


_UNION_FAULTS: tuple[Callable[[Plan, Numbers, Unions, Employers], None], ...] = (
    _lost, _circle, _term, _women, _committee, _code, _same_code, _blank, _early, _twice, _short_fee,
)  # fmt: skip
