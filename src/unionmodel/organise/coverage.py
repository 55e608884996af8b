"""Coverage: which union takes the workers of each head count, and why no earlier tier had one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.check import rows
from unionmodel.check.checking import bind
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import Group
from unionmodel.packs.gansu_2021.coverage import TIER, TIERS, Tier
from unionmodel.packs.shared import COUNT_PLACE, COUNTING_SURVEY, STANDING
from unionmodel.rules.pack import Pack

_KINDS = {
    "industry": ("industry_federation", "industry_union"),
    "regional": ("regional_federation",),
    "fallback": ("community_union", "township_union"),
}
_NAMES = {
    "industry": Text(zh="行业工会联合会或行业工会", en="industry federation or industry union"),
    "regional": Text(zh="区域工会联合会", en="regional federation"),
    "fallback": Text(zh="社区村工会或乡镇街道工会", en="community or township union"),
}


@attrs.frozen
class WhyNot:
    """Why a tier has no union for a head count."""

    tier: str
    reason: Text


@attrs.frozen
class CoverageRow:
    """Who takes the workers of one head count: the tier (None where the place is unknown) and the union."""

    employer: str | None
    place: str | None
    group: str | None
    workers: int | None
    tier: str | None
    union: str | None
    why_not: tuple[WhyNot, ...]

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the row as in the JSON of coverage."""
        reasons = [{"tier": one.tier, "reason": one.reason.within(language)} for one in self.why_not]
        fields = ("employer", "place", "group", "workers", "tier", "union")
        return {**{name: getattr(self, name) for name in fields}, "why_not": reasons}


@attrs.frozen
class Coverage:
    """Who takes which workers on a day: one row for each head count that counts (the latest surveyed one)."""

    on: date
    rows: tuple[CoverageRow, ...]

    @property
    def workers(self) -> dict[str, int]:
        """How many workers each tier takes; rows without a number count as none, under "unknown" where no tier is."""
        totals: Counter[str] = Counter()
        for row in self.rows:
            totals[row.tier or "unknown"] += row.workers or 0
        return dict(totals)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the coverage as its JSON."""
        return {"rows": [row.to_dict(language) for row in self.rows]}

    def render(self, language: str | None = None) -> str:
        """Return the coverage as lines of text: totals by tier first, then every head count."""
        total = sum(self.workers.values())
        head = Text(
            zh=f"{self.on} 的覆盖情况：共 {len(self.rows)} 行人数，{total} 人",
            en=f"coverage on {self.on}: {len(self.rows)} head counts, {total} workers",
        )
        lines = [head.within(language)]
        for tier in (*(str(one) for one in Tier), "unknown"):
            if tier in self.workers:
                label = _tier_name(tier)
                lines.append(
                    Text(zh=f"  {label.zh}：{self.workers[tier]} 人", en=f"  {label.en}: {self.workers[tier]}").within(
                        language
                    )
                )
        for row in self.rows:
            lines.extend(_lines(row, language))
        return "\n".join(lines)


def coverage(structure: Structure, packs: Sequence[Pack], *, on: date, proposed: bool = True) -> Coverage:
    """Return who takes the workers of every head count on a day; see `unionmodel.coverage`."""
    bindings = bind(packs, on, proposed)
    values = rows.compute(
        structure, (COUNTING_SURVEY, COUNT_PLACE, TIER, STANDING, *(row for _, row in TIERS)), bindings
    )
    columns = structure.columns("headcounts")
    reasons = _Reasons(structure, values)
    found = []
    for row in range(structure.size("headcounts")):
        if not values.leaf(COUNTING_SURVEY, row):
            continue
        tier = values.leaf(TIER, row)
        union = next(
            (at for name, fact in TIERS if name == tier and (at := values.leaf(fact, row)) not in (None, -1)), None
        )
        found.append(
            CoverageRow(
                columns["employer"][row],
                columns["place"][row],
                columns["group"][row],
                columns["workers"][row],
                tier,
                None if union is None else structure.column("unions", "id")[union],
                reasons.before(row, tier),
            )
        )
    return Coverage(on, tuple(found))


class _Reasons:
    """Says why a tier has no union for a head count, naming the nearest miss."""

    def __init__(self, structure: Structure, values: rows.RowValues) -> None:
        self._structure = structure
        self._values = values
        unions = structure.columns("unions")
        self._standing: dict[str, list[int]] = {}
        for union, kind in enumerate(unions["kind"]):
            if values.leaf(STANDING, union):
                self._standing.setdefault(kind, []).append(union)

    def before(self, row: int, tier: str | None) -> tuple[WhyNot, ...]:
        """Return the reason for each tier before the one that was found."""
        order = [str(one) for one in Tier]
        earlier = order[: order.index(tier)] if tier is not None else order[:-1]
        return tuple(WhyNot(name, self._reason(name, row)) for name in earlier if name != "none")

    def _reason(self, tier: str, row: int) -> Text:
        if tier in ("own", "joint"):
            return self._uncovered(tier, row)
        place = self._values.leaf(COUNT_PLACE, row)
        if place is None:
            return Text(zh="所在区域不明", en="the place is not known")
        named = _NAMES[tier]
        group = self._structure.column("headcounts", "group")[row]
        here = set(self._structure.geography.chain(place))
        anchors = self._structure.geography.row
        candidates = [union for kind in _KINDS[tier] for union in self._standing.get(kind, ())]
        places = self._structure.column("unions", "place")
        near = [union for union in candidates if anchors.get(places[union]) in here]
        if near and tier == "industry" and group is not None:
            union = self._name(near[0])
            label = Group.of(group)
            return Text(
                zh=f"当地的{named.zh}（{union}）没有写明{label.zh}",
                en=f"the {named.en} there ({union}) does not name {label.en}",
            )
        if near and tier == "regional":
            union = self._name(near[0])
            return Text(
                zh=f"当地的{named.zh}（{union}）不包括该群体，或设在县区以上",
                en=f"the {named.en} there ({union}) leaves out the group, or sits above the county",
            )
        if candidates:
            return Text(zh=f"{named.zh}都不设在当地或其上级区域", en=f"no {named.en} is anchored there or above")
        return Text(zh=f"没有存续的{named.zh}", en=f"there is no standing {named.en}")

    def _uncovered(self, tier: str, row: int) -> Text:
        employer = self._structure.column("headcounts", "employer")[row]
        if employer is None:
            return Text(zh="这些劳动者没有用人单位", en="these workers have no employer")
        if employer not in self._structure.index("employers"):
            return Text(zh=f"用人单位 {employer} 不在名册中", en=f"the employer {employer} is not listed")
        if tier == "own":
            return Text(zh=f"{employer} 没有存续的单独基层工会", en=f"no standing basic union covers {employer}")
        return Text(
            zh=f"{employer} 没有存续的联合基层工会或行业工会",
            en=f"no standing joint or industry union covers {employer}",
        )

    def _name(self, union: int) -> str:
        unions = self._structure.columns("unions")
        return str(unions["name"][union] or unions["id"][union])


def _tier_name(tier: str) -> Text:
    if tier == "unknown":
        return Text(zh="不明", en="unknown")
    return Text(zh=Tier.of(tier).zh, en=Tier.of(tier).en)


def _lines(row: CoverageRow, language: str | None) -> list[str]:
    tier = _tier_name(row.tier or "unknown")
    group = Group.of(row.group) if row.group else None
    where = row.employer or row.place or "?"
    workers = "?" if row.workers is None else row.workers
    line = Text(
        zh=f"{where} {group.zh if group else '?'} {workers} 人：{tier.zh}{f'（{row.union}）' if row.union else ''}",
        en=f"{where} {group.en if group else '?'} {workers}: {tier.en}{f' ({row.union})' if row.union else ''}",
    )
    reasons = [
        Text(
            zh=f"    · 不是{_tier_name(one.tier).zh}：{one.reason.zh}",
            en=f"    · not {_tier_name(one.tier).en}: {one.reason.en}",
        )
        for one in row.why_not
    ]
    return [text.within(language) for text in (line, *reasons)]
