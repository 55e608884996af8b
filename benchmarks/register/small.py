"""A synthetic register of unions and employers on the real divisions of Gansu: any size, the same for a seed.

Sizes are skewed as in life (many small firms, few large ones; many in the towns of the capital), about one cell in
fifty is blank, and about one row in a hundred is at fault: a superior that is missing, dangling or in a circle, a mode
of founding not recorded or not fitting, funds a little short, an employer closed, a union dissolved, a branch without.
No number in it is anybody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from unionmodel.model.structure import Structure

#: The day on which registers are checked.
ON = date(2022, 12, 31)

Columns = dict[str, dict[str, list[Any]]]

GROUP_OF_INDUSTRY = {
    "road_freight": "truck_driver",
    "ride_hailing": "ride_hailing_driver",
    "express_delivery": "courier",
    "food_delivery": "food_delivery_rider",
}
INDUSTRIES = tuple(GROUP_OF_INDUSTRY)
RELATED = {
    "road_freight": "freight_affiliate",
    "express_delivery": "courier_franchisee",
    "food_delivery": "delivery_agent",
}
FLOOR = 2_000_000
FAULT, BLANK = 0.01, 0.02


class Writer:
    """Collects rows as columns; a row that says nothing of a column leaves a blank there."""

    def __init__(self, **columns: Any) -> None:
        self.blanks = columns
        self.columns: dict[str, list[Any]] = {name: [] for name in columns}

    def add(self, **row: Any) -> None:
        """Append a row."""
        get, blanks = row.get, self.blanks
        for name, column in self.columns.items():
            column.append(get(name, blanks[name]))

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


class Firm(NamedTuple):
    """What is remembered of an employer."""

    key: str
    industry: str
    workers: int | None
    head: str | None
    leads: bool


class Register:
    """A register under way: `organisations` unions and employers, drawn from `seed`."""

    def __init__(self, organisations: int, seed: int) -> None:
        self.size = organisations
        self.random = Random(seed)
        self.unions = Writer(
            id=None, name=None, kind=None, place=None, superior=None, industries=(), groups=(), founding_mode=None,
            lead_employer=None, sponsor=None, status="active", founded_on=None, dissolved_on=None, members=None,
        )  # fmt: skip
        self.employers = Writer(
            id=None, name=None, place=None, industry=None, role="other", head=None, workers=None, can_found=None,
            opened_on=None, closed_on=None,
        )  # fmt: skip
        self.covers = Writer(union=None, employer=None, since=None)
        self.affiliations = Writer(union=None, federation=None, since=None)
        self.headcounts = Writer(
            employer=None, place=None, group=None, workers=None, members=None, as_of=None, source="survey"
        )
        self.funding = Writer(union=None, year=None, amount=None, source=None, payer=None, purpose="work")
        self.activities = Writer(union=None, on=None, kind=None, participants=None)
        self.leads: dict[str, str] = {}
        self.federations: dict[str, list[str]] = defaultdict(list)
        self.staff: dict[str, list[Firm]] = defaultdict(list)
        self.all_staff: list[Firm] = []

    def rare(self, share: float = FAULT) -> bool:
        """Return True once in a while."""
        return self.random.random() < share

    def or_blank(self, value: Any, share: float = BLANK) -> Any:
        """Return the value, or None once in a while."""
        return None if self.random.random() < share else value

    # Places.

    def choose_towns(self) -> None:
        """Choose the counties and towns of the register, all of them for a large one; the capital weighs more."""
        land = Structure.from_columns({}).geography
        towns_of: dict[str, list[str]] = defaultdict(list)
        self.above: dict[str, str] = {}
        for row, code in enumerate(land.codes):
            parent = land.parent[row]
            if parent >= 0:
                self.above[code] = land.codes[parent]
            if land.level[row] == "township" and parent >= 0:
                towns_of[land.codes[parent]].append(code)
        wanted = max(2, self.size // 30)
        self.towns: list[str] = []
        for county in sorted(towns_of, key=lambda code: (not code.startswith("6201"), code)):
            if len(self.towns) >= wanted:
                break
            self.towns += towns_of[county][: wanted - len(self.towns)]
        self.counties = sorted({self.above[town] for town in self.towns})
        self.prefectures = sorted({code if code.endswith("00") else self.above[code] for code in self.counties})
        weights = [(4 if town.startswith("6201") else 1) / (1 + number % 16) for number, town in enumerate(self.towns)]
        self.drawn_towns = self.random.choices(self.towns, weights, k=2 * self.size)

    # Bodies of the hierarchy.

    def add_union(self, kind: str, place: str, superior: str | None, **cells: Any) -> str:
        """Append a union and what it was paid and did; return its id."""
        key = f"u{len(self.unions)}"
        if superior is not None and self.rare():
            superior = self.random.choice((None, "lost", f"u{self.random.randrange(self.size // 3 + 1)}"))
        cells.setdefault("founded_on", self.or_blank(date(2012, 1, 1) + timedelta(self.random.randrange(4300)), 0.1))
        if self.rare():
            cells["status"], cells["dissolved_on"] = "dissolved", self.or_blank(date(2022, 6, 30), 0.3)
        self.unions.add(
            id=key, name=self.or_blank(f"{place}第{key}工会", 0.001), kind=self.or_blank(kind, 0.001),
            place=self.or_blank(place, 0.001), superior=superior, **cells,
        )  # fmt: skip
        return key

    def add_bodies(self) -> None:
        """Append the federations and the unions of towns, from the nation down."""
        nation = self.add_union("general_federation", "000000", None, founded_on=None)
        self.leads["620000"] = self.add_union("general_federation", "620000", nation, founded_on=None)
        for place in (*self.prefectures, *self.counties):
            if place not in self.leads:
                superior = self.leads.get(self.above[place], self.leads["620000"])
                self.leads[place] = self.add_union("general_federation", place, superior)
        for place in dict.fromkeys((*self.prefectures, *self.counties)):
            for industry in INDUSTRIES:
                if self.rare(0.35):
                    self.add_federation("industry_federation", place, self.leads[place], industries=(industry,))
        for county in self.counties:
            if self.rare(0.5):
                self.add_federation("regional_federation", county, self.leads[county], groups=self.some_groups())
        for town in self.towns:
            superior = self.leads[self.above[town]]
            if not self.rare(0.1):
                self.leads[town] = self.add_union("township_union", town, superior)
            if self.rare(0.1):
                self.add_federation("regional_federation", town, superior, groups=self.some_groups())

    def add_federation(self, kind: str, place: str, superior: str, **cells: Any) -> None:
        """Append a federation, with a mode of founding, and the money it was given."""
        mode = self.random.choice(("industry_driven", "lead")) if kind[0] == "i" else "industry_driven"
        if self.rare(0.3):
            place = self.above[place] if self.rare(0.05) else place
        federation = self.add_union(
            kind,
            place,
            superior,
            **cells,
            founding_mode=self.or_blank(mode, 0.05),
            sponsor=self.or_blank("行业协会", 0.2),
        )
        self.federations[place].append(federation)
        self.pay(federation)

    def some_groups(self) -> tuple[str, ...]:
        """Return the groups that a regional federation names: none at all, or a few."""
        return tuple(self.random.sample(tuple(GROUP_OF_INDUSTRY.values()), self.random.choice((0, 0, 1, 2))))

    def pay(self, union: str) -> None:
        """Append the funds and the activities of a union in two years."""
        draw = self.random
        short = self.rare(0.05)
        for year in (2021, 2022):
            parts = draw.choice(((1.0,), (0.6, 0.4), (1.5,)))
            for part in parts:
                amount = int(FLOOR * part) - (draw.choice((1, 100, 500_000)) if short else 0)
                source = draw.choice(("fixed_subsidy",) * 5 + ("special_subsidy",) * 3 + ("fiscal", "own"))
                self.funding.add(
                    union=union, year=year, amount=self.or_blank(amount), source=self.or_blank(source),
                    payer=self.or_blank("上级工会"), purpose="other" if self.rare(0.05) else "work",
                )  # fmt: skip
        for kind in ("training", "representative_meeting", "collective_activity", "assessment"):
            if not self.rare(0.1):
                self.activities.add(union=union, on=date(2022, 1, 1) + timedelta(draw.randrange(365)), kind=kind)

    # Employers and the unions formed in them.

    def add_employers(self, number: int) -> None:
        """Append employers; those of a platform's branches come first in each prefecture."""
        draw = self.random
        heads: dict[str, list[str]] = defaultdict(list)
        industries = draw.choices((*INDUSTRIES, "other"), (25, 10, 20, 15, 30), k=number)
        for index, industry in enumerate(industries):
            key, town = f"e{index}", self.drawn_towns[index]
            market = f"{town[:4]}-{industry}"
            role, head = "other", None
            if industry != "other" and (not heads[market] or self.rare(0.03)):
                role = "platform_headquarters" if self.rare(0.03) else "platform_branch"
                heads[market].append(key)
            elif industry != "other" and not self.rare(0.2):
                role, head = RELATED.get(industry, "labour_dispatcher"), self.or_blank(draw.choice(heads[market]))
                head = "lost" if self.rare(0.002) else head
            workers = self.or_blank(int(draw.paretovariate(0.9) * 6) % 20_000)
            self.employers.add(
                id=key, name=self.or_blank(f"{town}第{key}公司", 0.001), place=self.or_blank(town, 0.001),
                industry=self.or_blank(industry), role=role, head=head, workers=workers,
                can_found=None if self.rare(0.5) else not self.rare(0.2),
                opened_on=self.or_blank(date(2005, 1, 1) + timedelta(draw.randrange(6200)), 0.3),
                closed_on=date(2022, 9, 30) if self.rare(0.02) else date(2024, 1, 1) if self.rare() else None,
            )  # fmt: skip
            self.all_staff.append(Firm(key, industry, workers, head, role.startswith("platform")))
            self.staff[town].append(self.all_staff[-1])

    def add_basic_unions(self, number: int) -> None:
        """Append unions formed in employers: in one, in several of a town, or in an industry of a town."""
        draw = self.random
        # Platforms' own firms come first; those of one head stand together, so that a joint union can take several.
        waiting = {
            town: sorted(staff, key=lambda firm: (firm.leads, firm.head or "", firm.key))
            for town, staff in self.staff.items()
        }
        kinds = draw.choices(("basic_union", "joint_union", "industry_union"), (75, 20, 5), k=number)
        for index, kind in enumerate(kinds):
            town = self.drawn_towns[self.size + index]
            found = waiting.get(town) or self.staff.get(town) or self.all_staff[:1]
            firms = [found.pop() if len(found) > 1 else found[0]]
            most = 1 if kind == "basic_union" else draw.randint(2, 6)
            while len(firms) < most and len(found) > 1 and (found[-1].head == firms[0].head or self.rare(0.02)):
                firms.append(found.pop())
            self.add_basic_union(kind, town, firms)

    def add_basic_union(self, kind: str, town: str, firms: Sequence[Firm]) -> None:
        """Append a union formed in `firms`, with its links, and the federation that it belongs to."""
        industry, head = firms[0].industry, firms[0].head
        mode = "single" if kind == "basic_union" else "lead" if kind == "joint_union" and head else "industry_driven"
        union = self.add_union(
            kind, town, self.leads.get(town, self.leads[self.above[town]]),
            industries=(industry,) if industry != "other" or mode == "industry_driven" else (),
            groups=(GROUP_OF_INDUSTRY[industry],) if industry != "other" and self.rare(0.5) else (),
            founding_mode=self.or_blank("lead" if self.rare() else mode, 0.05),
            lead_employer=self.or_blank(head) if mode == "lead" else None,
            sponsor=self.or_blank("行业协会") if mode == "industry_driven" else None,
            members=self.or_blank(self.random.randrange(200)),
        )  # fmt: skip
        for firm in firms:
            since = date(2023, 5, 1) if self.rare() else None
            self.covers.add(union=union, employer="lost" if self.rare(0.002) else firm.key, since=since)
        if industry != "other" and kind != "basic_union":
            self.pay(union)
        if federations := self.federations.get(self.above[town]):
            self.affiliations.add(union=union, federation=self.random.choice(federations))

    def close_circles(self) -> None:
        """Make a few pairs of unions each other's superior."""
        superiors, keys = self.unions.columns["superior"], self.unions.columns["id"]
        for _ in range(len(keys) // 2000):
            one, other = self.random.sample(range(len(keys)), 2)
            superiors[one], superiors[other] = keys[other], keys[one]

    # Head counts.

    def add_headcounts(self, number: int) -> None:
        """Append head counts of most employers and of places, some counted twice or by somebody else."""
        draw = self.random
        groups = tuple(GROUP_OF_INDUSTRY.values())
        for index in range(number):
            at_employer = not self.rare(0.1)
            firm = self.all_staff[index % len(self.all_staff)]
            total = (firm.workers or 0) if at_employer else int(draw.paretovariate(1.1) * 10) % 5_000
            group = GROUP_OF_INDUSTRY.get(firm.industry, "other") if at_employer else draw.choice(groups)
            whose = {"employer": firm.key} if at_employer else {"place": self.drawn_towns[index]}
            self.headcounts.add(
                **whose, group=self.or_blank(group, 0.002), workers=self.or_blank(total),
                members=self.or_blank(int(total * draw.random()), 0.05),
                as_of=self.or_blank(date(2022, 6, 30) if self.rare(0.8) else date(2023, 6, 30), 0.05),
                source="platform" if self.rare(0.03) else "survey",
            )  # fmt: skip

    def written(self) -> Columns:
        """Return all columns by table."""
        names = ("unions", "employers", "covers", "affiliations", "headcounts", "funding", "activities")
        return {name: getattr(self, name).columns for name in names}


def columns(organisations: int, seed: int = 1) -> Columns:
    """Return a register of about `organisations` unions and employers, as columns for `Structure.from_columns`."""
    register = Register(organisations, seed)
    register.choose_towns()
    register.add_bodies()
    employers = max(3, organisations * 55 // 100)
    register.add_employers(employers)
    register.add_basic_unions(max(1, organisations - employers - len(register.unions)))
    register.close_circles()
    register.add_headcounts(organisations * 2 // 3)
    return register.written()


def size(register: Mapping[str, Mapping[str, Sequence[Any]]]) -> int:
    """Return the number of organisations of a register: unions and employers."""
    return len(register["unions"]["id"]) + len(register["employers"]["id"])
