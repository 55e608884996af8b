"""Coverage added up: how many workers each tier takes, by group, by place, by reporting unit, with exact shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.errors import UnknownName
from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.amounts import percent
from unionmodel.model.places import RANKS, Geography
from unionmodel.model.vocabulary import Group, PlaceLevel
from unionmodel.organise.coverage.rows import CoverageRow
from unionmodel.rules.scheme import NO_TIER, Tier

#: Stands for the tier of workers whose tier cannot be told.
UNKNOWN = "unknown"
_NOT_KNOWN = Text(zh="不明", en="not known")
_UNKNOWN = Text(zh="不明", en="unknown")
_NOWHERE = Text(zh="区域不明", en="place not known")
_WHOLE = Text(zh="合计", en="total")
#: Parks, buildings and business districts have no rank of their own: every place of a ranked level is above them.
_BELOW_ALL = 1 + max(RANKS.values())


@attrs.frozen
class WrittenShare(Part):
    """A share as JSON has it: exact as a fraction, and as percent rounded down."""

    exact: str
    percent: str

    @classmethod
    def of(cls, share: Fraction) -> WrittenShare:
        """Return a share so."""
        return cls(f"{share.numerator}/{share.denominator}", percent(share, 2))


@attrs.frozen
class CoverageLine(Part):
    """The workers of a tier, a group or a place, and who takes them.

    `key` is the tier, group or place code (None: not known), `label` its name. `workers` maps every tier to the
    workers that are known; `covered`, `uncovered` and `unsure` (it cannot be told) add up to the same. Of `uncounted`
    head counts among the `head_counts` nobody knows how many workers there are: they are in none of the numbers.
    """

    KEYS = (
        "key", "label", "head_counts", "uncounted", "workers=total", "covered", "uncovered", "unsure", "tiers=workers",
        "share=written_share", "covered_share=written_covered_share",
    )  # fmt: skip

    key: str | None
    label: Text
    head_counts: int
    uncounted: int
    workers: Mapping[str, int] = attrs.field(hash=False)
    covered: int
    uncovered: int
    unsure: int
    of: int

    @property
    def total(self) -> int:
        """The workers that are known."""
        return self.covered + self.uncovered + self.unsure

    @property
    def share(self) -> Fraction | None:
        """The line's part of all known workers; None where there are none."""
        return Fraction(self.total, self.of) if self.of else None

    @property
    def covered_share(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest part of the line's known workers that is covered; None where there are none."""
        if not self.total:
            return None
        return Fraction(self.covered, self.total), Fraction(self.covered + self.unsure, self.total)

    @property
    def written_share(self) -> WrittenShare | None:
        """The share as JSON has it."""
        return None if self.share is None else WrittenShare.of(self.share)

    @property
    def written_covered_share(self) -> dict[str, WrittenShare] | None:
        """The bounds of the covered share as JSON has them."""
        shares = self.covered_share
        return None if shares is None else dict(zip(("low", "high"), map(WrittenShare.of, shares), strict=True))


@attrs.frozen
class CoverageTable(Answer):
    """Coverage added up on a day: a line for each, and the whole in `total`.

    `by` is ``tier``, ``group``, ``reporting_unit`` or the level of places; `label` is its name for readers.
    `briefs` are short names of the tiers, in their order.
    """

    KEYS = ("on", "by", "lines", "total")
    ROWS = "lines"

    on: date
    by: str
    label: Text
    lines: tuple[CoverageLine, ...]
    total: CoverageLine
    briefs: Mapping[str, Text] = attrs.field(eq=False, repr=False)

    @property
    def COLUMNS(self) -> Columns:  # type: ignore[override]
        """The columns of the table: those of the tiers are the plan's."""
        return {
            **dict.fromkeys(("key", "label"), str),
            **dict.fromkeys(("head_counts", "uncounted", "workers=total", "covered", "uncovered", "unsure"), int),
            **{f"{tier}=workers.{tier}": int for tier in self.briefs},
            "share=written_share.percent": str,
            **{f"covered_share_{bound}=written_covered_share.{bound}.percent": str for bound in ("low", "high")},
        }

    def line(self, key: str | None) -> CoverageLine:
        """Return the line of a tier, group or place; KeyError where there is none."""
        for line in self.lines:
            if line.key == key:
                return line
        raise KeyError(key)


def labels_of(tiers: Sequence[Tier]) -> dict[str, Text]:
    """Return how each tier is called, in their order: then who has none, then who is not known."""
    return {**{tier.name: tier.label for tier in tiers}, NO_TIER: Text(zh="无", en="none"), UNKNOWN: _NOT_KNOWN}


def by_tier(on: date, rows: Sequence[CoverageRow], tiers: Sequence[Tier]) -> CoverageTable:
    """Return the workers of each tier, in the order of the tiers."""
    keyed = [(row.tier or UNKNOWN, row) for row in rows]
    labels: dict[str, tuple[str | None, Text]] = {tier: (tier, label) for tier, label in labels_of(tiers).items()}
    return _table(on, "tier", Text(zh="层级", en="tier"), tiers, keyed, labels)


def by_group(on: date, rows: Sequence[CoverageRow], tiers: Sequence[Tier]) -> CoverageTable:
    """Return the workers of each group, in the order of the data dictionary; the unknown group last."""
    order = {str(group): number for number, group in enumerate(Group)}
    last = len(order)
    keyed = [(last if row.group is None else order[row.group], row) for row in rows]
    labels: dict[int, tuple[str | None, Text]] = {
        number: (group, Group.of(group).text) for group, number in order.items()
    }
    labels[last] = (None, Text(zh="群体不明", en="group not known"))
    return _table(on, "group", Text(zh="群体", en="group"), tiers, keyed, labels)


def by_place(
    on: date, rows: Sequence[CoverageRow], tiers: Sequence[Tier], geography: Geography, level: str
) -> CoverageTable:
    """Return the workers of each place of a level; where there is none, of the nearest place above."""
    levels = [str(one) for one in PlaceLevel]
    if level not in levels:
        raise UnknownName(Text(zh="级别", en="level"), level, levels)
    wanted = {row for row, found in enumerate(geography.level) if found == level}
    label = PlaceLevel.of(level).text
    return _table(on, level, label, tiers, *_placed(rows, geography, wanted, RANKS.get(level, _BELOW_ALL), label))


def by_reporting_unit(
    on: date, rows: Sequence[CoverageRow], tiers: Sequence[Tier], geography: Geography
) -> CoverageTable:
    """Return the workers of each reporting unit; where there is none, of the nearest place above a prefecture."""
    wanted = {row for row, reports in enumerate(geography.reporting_unit) if reports}
    label = Text(zh="报告单位", en="reporting unit")
    return _table(on, "reporting_unit", label, tiers, *_placed(rows, geography, wanted, RANKS["prefecture"], label))


#: Rows, each with the key of its line; and the lines in their order, each with its key for users and its name.
_Keyed = tuple[list[tuple[Any, CoverageRow]], dict[Any, tuple[str | None, Text]]]


def _placed(rows: Sequence[CoverageRow], geography: Geography, wanted: set[int], rank: int, by: Text) -> _Keyed:
    nowhere = ("", "")
    found: dict[str | None, tuple[str, str]] = {None: nowhere}
    labels: dict[tuple[str, str], tuple[str | None, Text]] = {nowhere: (None, _NOWHERE)}
    keyed = []
    for row in rows:
        if row.counted_at not in found:
            place, label = _line_of(geography, geography.row[str(row.counted_at)], wanted, rank, by)
            # One code may stand for itself and, in a circle of places, for what lies in no place of the level.
            key = found[row.counted_at] = (geography.codes[place], label.en)
            labels[key] = (geography.codes[place], label)
        keyed.append((found[row.counted_at], row))
    order = sorted(labels, key=lambda key: (key == nowhere, key))
    return keyed, {key: labels[key] for key in order}


def _line_of(geography: Geography, start: int, wanted: set[int], rank: int, by: Text) -> tuple[int, Text]:
    """Return the place under which workers who count at `start` stand, and how its line is called."""
    chain = geography.chain(start)
    inside = next((place for place in chain if place in wanted), None)
    if inside is not None:
        name = geography.name[inside] or geography.codes[inside]
        return inside, Text(zh=name, en=name)
    nearest = next((place for place in chain if geography.rank[place] < rank), start)
    name = geography.name[nearest] or geography.codes[nearest]
    if geography.county_level[nearest] and rank == RANKS["county"]:
        return nearest, Text(zh=f"{name}（不设{by.zh}）", en=f"{name} (has no {by.en})")
    return nearest, Text(zh=f"{name}（不在任何{by.zh}）", en=f"{name} (in no {by.en})")


def _table(
    on: date, by: str, name: Text, tiers: Sequence[Tier], keyed: Sequence[tuple[Any, CoverageRow]],
    labels: Mapping[Any, tuple[str | None, Text]],
) -> CoverageTable:  # fmt: skip
    briefs = {**{tier.name: tier.brief for tier in tiers}, NO_TIER: Text(zh="无", en="none"), UNKNOWN: _UNKNOWN}
    by_key, every = grouped(keyed), [row for _, row in keyed]
    of = sum(row.workers or 0 for row in every)
    lines = tuple(_line(code, label, by_key[key], briefs, of) for key, (code, label) in labels.items() if key in by_key)
    return CoverageTable(on, by, name, lines, _line(None, _WHOLE, every, briefs, of), briefs)


def _line(key: str | None, label: Text, rows: Sequence[CoverageRow], tiers: Iterable[str], of: int) -> CoverageLine:
    workers = dict.fromkeys(tiers, 0)
    for row in rows:
        workers[row.tier or UNKNOWN] += row.workers or 0
    covered, uncovered, unsure = (
        sum(row.workers or 0 for row in rows if row.covered is state) for state in (True, False, None)
    )
    uncounted = sum(row.workers is None for row in rows)
    return CoverageLine(key, label, len(rows), uncounted, workers, covered, uncovered, unsure, of)
