"""What is due when in a campaign: plans and summaries of the reporting units, the yearly duties of each key union."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from unionmodel.answers import Part
from unionmodel.checking.checking import bind
from unionmodel.checking.rows import engine as rows
from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.organise.campaign.areas import Areas
from unionmodel.organise.campaign.counts import Counts
from unionmodel.organise.in_force import schemes_among
from unionmodel.rules.campaign import Campaign, Duty, Paper
from unionmodel.rules.pack import Pack
from unionmodel.rules.shared import KEY_UNION, STANDING


class DueState(Vocabulary):
    """How a due item stands: done, open, overdue, or not recorded (its table says nothing of anybody)."""

    DONE = "done", "已完成"
    OPEN = "open", "待完成"
    OVERDUE = "overdue", "已逾期"
    NOT_RECORDED = "not_recorded", "没有记录"


@attrs.frozen
class DueItem(Part):
    """One thing that somebody has to do by a day.

    `what` names it in a word (``plan:mobilisation``, ``duty:training``), `label` for readers. `union` is who has to do
    it, None where a reporting unit (`place`) has no federation in the structure. `done_on` is the date of the record.
    `clause` says where it is written.
    """

    KEYS = (
        "due_on", "opens_on", "what", "label", "union", "place", "name", "state", "done_on", "late", "clause",
    )  # fmt: skip

    due_on: date
    opens_on: date
    what: str
    label: Text
    union: str | None
    place: str | None
    name: str
    state: DueState
    done_on: date | None = None
    clause: str | None = None
    campaign: str = ""

    @property
    def uid(self) -> str:
        """A name for calendars that stays the same while the item is the same, whatever its state."""
        said = "|".join((self.campaign, self.what, self.due_on.isoformat(), self.union or "", self.place or ""))
        return hashlib.sha256(said.encode()).hexdigest()[:32] + "@unionmodel"

    @property
    def late(self) -> bool:
        """Whether it was done after the day on which it was due."""
        return self.done_on is not None and self.done_on > self.due_on

    @property
    def state_text(self) -> Text:
        """The state in words, with the day of the record."""
        if self.done_on is None:
            return self.state.text
        late = Text(zh="（晚于期限）", en=", after the due day") if self.late else Text(zh="", en="")
        return Text(zh=f"{self.done_on} 已完成{late.zh}", en=f"done on {self.done_on}{late.en}")


def due_items(
    structure: Structure, packs: Sequence[Pack], campaign: Campaign, areas: Areas, counts: Counts,
    *, until: date, proposed: bool = True,
) -> tuple[DueItem, ...]:  # fmt: skip
    """Return what is due in a campaign from its beginning until a day, as it stands on the day of `counts`, by date."""
    brought = schemes_among(packs)
    serves = brought[-1][1].key_union if brought else KEY_UNION
    values = rows.compute(structure, (STANDING, serves), bind(packs, counts.on, proposed))
    standing = [bool(values.leaf(STANDING, row)) for row in range(structure.size("unions"))]
    key = [bool(values.leaf(serves, row)) for row in range(structure.size("unions"))]
    agenda = _Agenda(structure, campaign, areas, counts, until)
    found = [item for paper in campaign.papers for item in agenda.papers(paper, standing)]
    found += [item for duty in campaign.duties for item in agenda.duties(duty, key)]
    return tuple(sorted(found, key=lambda item: (item.due_on, item.what, item.union or "", item.place or "")))


class _Agenda:
    """Makes the items of one campaign."""

    def __init__(self, structure: Structure, campaign: Campaign, areas: Areas, counts: Counts, until: date) -> None:
        self._structure, self._campaign, self._areas = structure, campaign, areas
        self._counts, self._on, self._until = counts, counts.on, until
        self._unions = structure.columns("unions")
        self._plans = self._days("plans", "phase")
        self._activities = self._days("activities", "kind")
        #: The years in which any activity is recorded: in the others the table says nothing.
        self._years = {day.year for day in structure.column("activities", "on") if day is not None}

    def _days(self, table: str, what: str) -> dict[tuple[str, str], list[date]]:
        """Return the days that a table has until now, by union and by what was done."""
        columns = self._structure.columns(table)
        every = zip(columns["union"], columns[what], columns["on"], strict=True)
        return grouped(((union, kind), day) for union, kind, day in every if day is not None and day <= self._on)

    def papers(self, paper: Paper, standing: Sequence[bool]) -> Iterator[DueItem]:
        """Return the item of a plan or summary for each reporting unit, and each industrial union of a province."""
        if paper.due_on > self._until:
            return
        with_federation = set()
        for row, kind in enumerate(self._unions["kind"]):
            if not standing[row]:
                continue
            place = self._unions["place"][row]
            unit = kind == "general_federation" and self._reports(place)
            if unit:
                with_federation.add(place)
            if unit or (kind == "industrial_union" and self._provincial(place)):
                yield self._paper(paper, self._unions["id"][row], place, self._union_name(row))
        for number, area in enumerate(self._areas.all):
            if area.role == "unit" and area.code not in with_federation and self._touched(number):
                yield self._paper(paper, None, area.code, area.name)

    def duties(self, duty: Duty, key: Sequence[bool]) -> Iterator[DueItem]:
        """Return the items of a yearly duty: each union that has it, and each year it stands through from the start."""
        for row, kind in enumerate(self._unions["kind"]):
            if not key[row] or kind not in duty.unions or not self._areas.of_code(self._unions["place"][row]):
                continue
            founded = self._unions["founded_on"][row]
            for year in range(duty.since.year, self._until.year + 1):
                if date(year, 12, 31) <= self._until and (founded is None or founded < date(year, 1, 1)):
                    yield self._duty(duty, row, year)

    def _paper(self, paper: Paper, union: str | None, place: str, name: str) -> DueItem:
        days = [day for day in self._plans.get((union or "", paper.phase), ()) if day >= paper.opens_on]
        recorded = union is not None and self._structure.size("plans") > 0
        return self._item(
            paper.due_on, paper.opens_on, f"plan:{paper.phase}", paper, union, place, name, days, recorded
        )

    def _duty(self, duty: Duty, row: int, year: int) -> DueItem:
        union, place = self._unions["id"][row], self._unions["place"][row]
        days = [day for kind in duty.kinds for day in self._activities.get((union, kind), ()) if day.year == year]
        due_on, what = date(year, 12, 31), f"duty:{duty.kinds[0]}"
        # The current year is not overdue before 31 December.
        recorded = year in self._years or (self._on <= due_on and bool(self._years))
        return self._item(due_on, date(year, 1, 1), what, duty, union, place, self._union_name(row), days, recorded)

    def _item(
        self, due_on: date, opens_on: date, what: str, of: Paper | Duty, union: str | None, place: str | None,
        name: str, days: Sequence[date], recorded: bool,
    ) -> DueItem:  # fmt: skip
        if days:
            state = DueState.DONE
        elif not recorded:
            state = DueState.NOT_RECORDED
        else:
            state = DueState.OPEN if self._on <= due_on else DueState.OVERDUE
        done_on = min(days, default=None)
        campaign = self._campaign.name
        return DueItem(due_on, opens_on, what, of.label, union, place, name, state, done_on, of.clause, campaign)

    def _reports(self, place: str | None) -> bool:
        """Whether a place is a reporting unit, and not only in one."""
        areas = (self._areas.all[number] for number in self._areas.of_code(place))
        return any(area.role == "unit" and area.code == place for area in areas)

    def _provincial(self, place: str | None) -> bool:
        geography = self._structure.geography
        row = geography.row.get(place or "")
        return row is not None and geography.level[row] == "province" and bool(self._areas.of(row))

    def _touched(self, area: int) -> bool:
        """Whether the structure holds a head count or an open employer in an area."""
        return bool(self._counts.uncounted[area]) or any(number == area for number, _ in self._counts.rows)

    def _union_name(self, row: int) -> str:
        return str(self._unions["name"][row] or self._unions["id"][row])
