"""What each union lacks to the yearly floor of work funds, and what a proposal costs, by county and source (C24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

import attrs

from unionmodel.answers import Answer, Columns, Part, plain
from unionmodel.checking.rows import engine as rows
from unionmodel.language import Text
from unionmodel.model.amounts import IN_YUAN, yuan
from unionmodel.model.structure import Structure
from unionmodel.organise.in_force import asked_for, bound_by_plan, scheme_among
from unionmodel.rules.facts import Derived
from unionmodel.rules.pack import Pack
from unionmodel.rules.shared import STANDING

#: Stands for money whose source nobody wrote down.
NO_SOURCE: Final = "unknown"
_NOWHERE: Final = Text(zh="区域不明", en="place not known")


@attrs.frozen
class UnionMoney(Part):
    """The work funds of a union in a year, in fen.

    `floor` is what it must have (None: the floor does not apply), `gap` what it lacks (None: it cannot be told, because
    an amount is blank or nobody recorded any money that year). `by_source` adds up to `recorded`, what is known.
    """

    KEYS = ("union", "county", "floor", "recorded", "complete", "gap", "by_source")

    union: str
    name: str
    county: str | None
    floor: int | None = attrs.field(metadata=IN_YUAN)
    recorded: int = attrs.field(metadata=IN_YUAN)
    complete: bool
    gap: int | None = attrs.field(metadata=IN_YUAN)
    by_source: dict[str, int] = attrs.field(hash=False, metadata=IN_YUAN)


@attrs.frozen
class CountyMoney(Part):
    """The same of all unions of a county (None: in no county), in fen; `open` unions lack nobody knows how much."""

    county: str | None
    label: Text
    unions: int
    floor: int = attrs.field(metadata=IN_YUAN)
    recorded: int = attrs.field(metadata=IN_YUAN)
    missing: int = attrs.field(metadata=IN_YUAN)
    open: int
    by_source: dict[str, int] = attrs.field(hash=False, metadata=IN_YUAN)


@attrs.frozen
class Money(Answer):
    """The work funds of a proposal in the year of a day: a line for each union with money or with a floor to reach.

    `other_years` are the same for every other year of the file from the first year of the plan on, each as of its last
    day, in order.
    """

    KEYS = ("on", "year", "unions", "counties", "total", "other_years=year")
    ROWS = "unions"
    COLUMNS: ClassVar[Columns] = {
        **dict.fromkeys(("union", "name", "county"), str),
        **dict.fromkeys(("floor", "recorded"), int),
        "complete": bool,
        "gap": int,
    }

    on: date
    unions: tuple[UnionMoney, ...]
    labels: dict[str | None, Text] = attrs.field(hash=False, repr=False)
    other_years: tuple[Money, ...] = ()

    @property
    def year(self) -> int:
        """The year that is counted."""
        return self.on.year

    @property
    def counties(self) -> tuple[CountyMoney, ...]:
        """One line for each county, by its code; unions in no county come last."""
        codes = sorted({one.county for one in self.unions}, key=lambda code: (code is None, code or ""))
        return tuple(_added(code, self.labels[code], [u for u in self.unions if u.county == code]) for code in codes)

    @property
    def total(self) -> CountyMoney:
        """Everything together."""
        return _added(None, Text(zh="合计", en="together"), list(self.unions))

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the answer ready for JSON, amounts in yuan with two decimals; of other years the sums."""
        found = super().to_dict(language)
        other_years = [
            {name: plain(getattr(other, name), language) for name in ("year", "counties", "total")}
            for other in self.other_years
        ]
        return found | {"other_years": other_years}

    @property
    def summary(self) -> Text:
        """What is needed, recorded and missing, in a sentence."""
        total = self.total
        return Text(
            zh=f"{self.year} 年工作经费：需要 {yuan(total.floor)} 元，已登记 {yuan(total.recorded)} 元，"
            f"已知缺口 {yuan(total.missing)} 元，另有 {total.open} 个工会的缺口无法判断",
            en=f"work funds in {self.year}: {yuan(total.floor)} yuan needed, {yuan(total.recorded)} recorded, "
            f"{yuan(total.missing)} known to be missing; of {total.open} unions it cannot be told",
        )

    @property
    def lacking(self) -> tuple[tuple[UnionMoney, Text], ...]:
        """The unions below the floor or that cannot be told, each with how much it is short."""
        return tuple(
            (
                one,
                Text(zh="缺口无法判断", en="cannot be told")
                if one.gap is None
                else Text(zh=f"差 {yuan(one.gap)} 元", en=f"{yuan(one.gap)} yuan short"),
            )
            for one in self.unions
            if one.gap is None or one.gap > 0
        )


def money(structure: Structure, packs: Sequence[Pack], *, on: date, proposed: bool = True) -> Money:
    """Return the work funds of every union that stands; see `unionmodel.money`."""
    starts = scheme_among(packs).starts
    years = {
        year
        for year in structure.column("funding", "year")
        if year is not None and starts.year <= year <= date.max.year
    }
    others = (_of_year(structure, packs, date(year, 12, 31), proposed) for year in sorted(years - {on.year}))
    return attrs.evolve(_of_year(structure, packs, on, proposed), other_years=tuple(others))


def _of_year(structure: Structure, packs: Sequence[Pack], on: date, proposed: bool) -> Money:
    scheme, bindings = bound_by_plan(packs, on, proposed)
    floor = asked_for(scheme.floor, Text(zh="工作经费下限", en="the floor of work funds"))
    applies = Derived("floor_due", "须达到下限", "must reach the floor", scheme.union_in_area & floor.applies)
    asked = (STANDING, applies, floor.funds, *(() if floor.due is None else (floor.due,)))
    values, full = rows.compute(structure, asked, bindings), bindings.values[floor.amount]
    sources = _by_source(structure, on.year)
    found = []
    labels: dict[str | None, Text] = {None: _NOWHERE}
    for row, union in enumerate(structure.column("unions", "id")):
        due = bool(values.leaf(applies, row))
        if not values.leaf(STANDING, row) or not (due or union in sources):
            continue
        county, label = _county_of(structure, row)
        amounts = int(values.leaf(floor.funds, row)), full if floor.due is None else int(values.leaf(floor.due, row))
        labels[county] = label
        found.append(_union(structure, row, due, county, sources.get(union, Counter()), amounts))
    return Money(on, tuple(found), labels)


def _union(
    structure: Structure, row: int, due: bool, county: str | None, sources: Counter[str], amounts: tuple[int, int]
) -> UnionMoney:
    funds, floor = amounts
    complete = funds >= 0
    recorded = funds if complete else ~funds
    gap = 0 if recorded >= floor else floor - recorded if complete else None
    columns = structure.columns("unions")
    return UnionMoney(
        columns["id"][row], columns["name"][row] or "", county, floor if due else None, recorded, complete,
        gap if due else 0, dict(sources),
    )  # fmt: skip


def _by_source(structure: Structure, year: int) -> dict[str, Counter[str]]:
    """Return the known amounts of a year's work funds, by union and source."""
    funding = structure.columns("funding")
    found: dict[str, Counter[str]] = {}
    for union, when, amount, source, purpose in zip(
        *(funding[name] for name in ("union", "year", "amount", "source", "purpose")), strict=True
    ):
        if union is not None and when == year and purpose == "work":
            found.setdefault(union, Counter())[source or NO_SOURCE] += amount or 0
    return found


def _county_of(structure: Structure, row: int) -> tuple[str | None, Text]:
    """Return the county of a union, or where it lies in none, the place itself."""
    geography = structure.geography
    place = geography.row.get(structure.column("unions", "place")[row])
    if place is None:
        return None, _NOWHERE
    county = geography.county(place)
    at = place if county is None else county
    name = geography.name[at] or geography.codes[at]
    return geography.codes[at], Text(zh=name, en=name)


def _added(code: str | None, label: Text, several: list[UnionMoney]) -> CountyMoney:
    sources: Counter[str] = Counter()
    for one in several:
        sources.update(one.by_source)
    return CountyMoney(
        code,
        label,
        len(several),
        sum(one.floor or 0 for one in several),
        sum(one.recorded for one in several),
        sum(one.gap or 0 for one in several),
        sum(one.gap is None for one in several),
        dict(sources),
    )
