"""What a route takes: reasons with their clauses, why the other routes were not taken, the steps, and the edits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from unionmodel.language import Text
from unionmodel.model.edits import Edit, new_row
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY, EmployerRole, Group, Industry
from unionmodel.organise.founding.after_founding import Advice
from unionmodel.organise.founding.routes import ABOVE, GENERAL, Path, Paths

#: The routes that found a federation.
_FEDERATING: Final = ("industry_federation", "regional_federation", "direct_membership")


class Case:
    """One employer on its way: what is known of it, in words."""

    def __init__(self, paths: Paths, row: int, path: Path, advice: Advice) -> None:
        self.paths, self.row, self.path, self.advice = paths, row, path, advice
        self.id: str = paths.employers["id"][row]
        self.name: str = paths.employers["name"][row] or self.id
        self.workers: int | None = paths.employers["workers"][row]
        #: The union of several employers that this one only has to be added to, by row.
        self.joined = self._joined()

    def _joined(self) -> int | None:
        if self.path.route == "lead":
            return self.paths.led_union(self.row)
        driver = self.paths.structure.index("unions").get(self.path.through or "")
        if self.path.route != "industry_driven" or driver is None:
            return None
        return driver if self.paths.unions["kind"][driver] == "industry_union" else None

    # -- reasons ----------------------------------------------------------------------------------------------------

    def reason(self) -> Text:
        """Return why the route was taken."""
        paths, route = self.paths, self.path.route
        union = self._named(self.path.through or self.path.founder)
        if route == "already_unionised":
            return Text(zh=f"{self.name}已在{union.zh}", en=f"{self.name} is already in {union.en}")
        if route == "direct_membership":
            return self._why_direct(union)
        role = paths.employers["role"][self.row]
        if route == "single" and role in paths.scheme.founding.leading:
            return self._words(Text(zh="{name}是{role}", en="{name} is a {role}"))
        because = self._words(paths.scheme.founding.route(route).because)
        if route == "regional_federation" and self.path.through:
            return Text(zh=f"{because.zh}；当地已有{union.zh}", en=f"{because.en}; there is {union.en}")
        return because

    def _words(self, template: Text | None) -> Text:
        """Return words of the plan with what is known of the employer filled in."""
        assert template is not None
        paths, row = self.paths, self.row
        role = EmployerRole.of(paths.employers["role"][row])
        union = self._named(self.path.through or self.path.founder)
        known = {
            "name": self.name,
            "workers": "?" if self.workers is None else self.workers,
            "enough": paths.enough,
            "head": paths.employers["head"][row],
            "alike": paths.alike(row),
        }
        return Text(
            zh=template.zh.format(**known, role=role.zh, union=union.zh),
            en=template.en.format(**known, role=role.en, union=union.en),
        )

    def _why_direct(self, union: Text) -> Text:
        cannot = self.paths.employers["can_found"][self.row] is False
        why = Text(
            zh="暂不具备建会条件" if cannot else "其他方式都不适用",
            en="a union cannot be founded there yet" if cannot else "no other way fits",
        )
        if self.path.through is None:
            return Text(
                zh=f"{why.zh}；当地也没有可以接收的联合会，需先建立区域工会联合会",
                en=f"{why.en}; no federation there can take them: a regional one is to be founded first",
            )
        return Text(zh=f"{why.zh}，职工可在{union.zh}入会", en=f"{why.en}; the workers can join {union.en}")

    def missing(self) -> Iterator[Text]:
        """Yield what is not known of the employer, and what it would change."""
        employers, enough = self.paths.employers, self.paths.enough
        if self.path.route in ("already_unionised", "single"):
            return
        if employers["can_found"][self.row] is None:
            yield Text(
                zh="没有填写是否具备建会条件：若不具备，应直接发展会员",
                en="whether a union can be founded there is not recorded: if not, direct membership",
            )
        if self.workers is None:
            yield Text(
                zh=f"职工数不明：达到 {enough} 人就应单独建会",
                en=f"workers not known: with {enough} or more it would be founded alone",
            )
        if employers["industry"][self.row] is None:
            yield Text(
                zh="行业不明：无法寻找写明该行业的联合会",
                en="industry not known: no federation that names it can be looked for",
            )
        if self.paths.place(self.row) is None:
            yield Text(zh="所在区域不明：无法寻找当地的工会", en="place not known: no union there can be looked for")

    def refused(self) -> Iterator[tuple[str, Text]]:
        """Yield every other route with the reason why it was not taken."""
        if self.path.route == "already_unionised":
            return
        labels = self.paths.scheme.founding.labels
        routes = list(labels)
        taken = routes.index(self.path.route)
        cannot = self.paths.employers["can_found"][self.row] is False
        for number, route in enumerate(routes[1:], start=1):
            if route == self.path.route:
                continue
            if cannot:
                yield route, Text(zh="暂不具备建会条件", en="a union cannot be founded there yet")
            elif number > taken:
                name = labels[self.path.route]
                yield route, Text(zh=f"“{name.zh}”在先，已经适用", en=f"“{name.en}” comes first, and fits")
            else:
                yield route, self._unfit(route)

    def _unfit(self, route: str) -> Text:
        paths, row = self.paths, self.row
        if route == "lead":
            if paths.employers["role"][row] in paths.scheme.founding.related and paths.employers["head"][row] is None:
                return Text(zh="没有填写所属头部企业", en="no leading firm is recorded")
        elif route != "single":
            unknown = self._unknown(route)
            if unknown is not None:
                return Text(zh=f"{unknown.zh}不明，无法判断", en=f"{unknown.en} not known, so nobody can tell")
        return self._words(paths.scheme.founding.route(route).unfit)

    def _unknown(self, route: str) -> Text | None:
        """Return what a route hangs on that is not known of the employer."""
        if self.paths.place(self.row) is None:
            return Text(zh="所在区域", en="place")
        if self.paths.employers["industry"][self.row] is None and route != "regional_federation":
            return Text(zh="行业", en="industry")
        if self.workers is None and route != "industry_driven":
            return Text(zh="职工数", en="number of workers")
        return None

    # -- steps ------------------------------------------------------------------------------------------------------

    def steps(self) -> Iterator[Text]:
        """Yield what is to be done, in order."""
        route = self.path.route
        if route == "already_unionised":
            yield from self.advice.of(self.row, self.paths.structure.index("unions")[str(self.path.through)])
            return
        if self.joined is not None:
            yield from self._joining(self._named(self.paths.unions["id"][self.joined]))
            return
        if route == "direct_membership" or (self.path.through is not None and route == "regional_federation"):
            yield from self._join()
            return
        above = self._named(self._approver())
        yield Text(zh=f"向{above.zh}报告，取得批复", en=f"report to {above.en} and have the founding approved")
        yield self._found()
        yield self._body()
        if self._floor_applies():
            yield Text(
                zh=f"落实每年不少于 {self.paths.floor // 100} 元的工作经费并登记来源",
                en=f"secure at least {self.paths.floor // 100} yuan of work funds a year, and record the source",
            )

    def _body(self) -> Text:
        """Return which body the number of members asks for, as far as it is known how many there can be."""
        enough = self.paths.enough
        members, workers = self.paths.surveyed.get(self.id, (None, self.workers))
        alone = self.path.route in ("single", "industry_driven")
        if alone and members is not None and members >= enough:
            return Text(
                zh=f"已有会员 {members} 人，达到 {enough} 人：选举委员会",
                en=f"{members} have joined already, at least {enough}: elect a committee",
            )
        if alone and workers is not None and workers < enough:
            return Text(
                zh=f"职工 {workers} 人，不足 {enough} 人：可设委员会，也可设主席或组织员一人",
                en=f"with {workers} workers, fewer than {enough}, a committee, a chair or an organiser will do",
            )
        return Text(
            zh=f"会员达到 {enough} 人的设委员会；不足的可设主席或组织员一人",
            en=f"with {enough} members or more elect a committee; with fewer a chair or an organiser will do",
        )

    def _joining(self, union: Text) -> Iterator[Text]:
        """Yield the steps into a union of several employers that is there already: no founding, no money of its own."""
        yield Text(
            zh=f"与{union.zh}商定，由它覆盖{self.name}，登记为覆盖单位，不必另建工会",
            en=f"agree with {union.en} that it covers {self.name}, and record that; no union of its own is founded",
        )
        yield Text(zh="职工入会，登记会员数", en="the workers join; record how many")

    def _found(self) -> Text:
        if len(self._led()) > 1:
            return self._words(
                Text(
                    zh="由{union}牵头建立联合基层工会，覆盖{name}及同一头部企业的其他关联企业，建会方式登记为“牵头建”",
                    en="found a joint union led by {union} that covers {name} and its fellow firms, recorded as mode lead",
                )
            )
        return self._words(self.paths.scheme.founding.route(self.path.route).step)

    def _join(self) -> Iterator[Text]:
        union = self._named(self.path.through)
        if self.path.through is None:
            founder = self._named(self.path.founder)
            union = Text(zh="新建的联合会", en="the new federation")
            yield Text(
                zh=f"由{founder.zh}先在当地建立区域工会联合会",
                en=f"{founder.en} first founds a regional federation there",
            )
        yield Text(
            zh=f"职工直接加入{union.zh}，登记直接会员数", en=f"the workers join {union.en} directly; record how many"
        )
        yield Text(zh="具备条件后再建会", en="found a union once that is possible")

    def _approver(self) -> str | None:
        # A township union ranks no higher than a federation, so it cannot be the one above it.
        kinds = GENERAL if self.path.route in _FEDERATING else ABOVE
        above = self.paths.nearest(kinds, self.paths.place(self.row))
        return None if above is None else self.paths.unions["id"][above]

    def _named(self, union: str | None) -> Text:
        if union is None:
            return Text(zh="上级工会（方案中没有写明）", en="the union above (none in the file)")
        row = self.paths.structure.index("unions").get(union)
        name = self.name if row is None else self.paths.unions["name"][row] or union
        return Text(zh=name, en=name)

    # -- edits ------------------------------------------------------------------------------------------------------

    def edits(self) -> tuple[Edit, ...]:
        """Return the edits that would carry the route out in the structure; proposals, every number left open."""
        route = self.path.route
        if route == "already_unionised":
            return ()
        if route in ("direct_membership", "regional_federation"):
            return () if self.path.through is not None else tuple(self._federation("regional_federation"))
        if route == "industry_federation":
            return tuple(self._federation("industry_federation"))
        return tuple(self._basic_level())

    def _floor_applies(self) -> bool:
        named = self.paths.industry(self.row) is not None
        asked = named and self.paths.scheme.floor is not None
        return asked and (self.path.route == "industry_federation" or len(self._led()) > 1)

    def _led(self) -> list[str]:
        """Return the employers that the leading firm takes together; a joint union needs two of them."""
        return self.paths.led_with(self.row) if self.path.route == "lead" else []

    def _industries(self) -> list[Industry]:
        industry = self.paths.industry(self.row)
        return [] if industry is None else [Industry.of(industry)]  # type: ignore[list-item]

    def _basic_level(self) -> Iterator[Edit]:
        paths, place = self.paths, self.paths.employers["place"][self.row]
        route, through = self.path.route, self.path.through
        driver = None if through is None else paths.structure.index("unions")[through]
        if self.joined is not None:
            yield new_row("covers", union=paths.unions["id"][self.joined], employer=self.id)
            return
        led = self._led()
        kind = "joint_union" if len(led) > 1 else "basic_union"
        new = self._new_id()
        given: dict[str, Any] = {
            "id": new, "name": f"{self.name}工会", "kind": kind, "place": place, "status": "proposed",
            "superior": through if route == "industry_driven" else self._approver(),
            "industries": self._industries(), "founding_mode": route,
        }  # fmt: skip
        if route == "lead":
            given["lead_employer"] = paths.employers["head"][self.row]
        yield new_row("unions", **given)
        for employer in led or [self.id]:
            yield new_row("covers", union=new, employer=employer)
        if route == "industry_driven" and driver is not None and paths.unions["kind"][driver] == "industry_federation":
            yield new_row("affiliations", union=new, federation=through)
        if self._floor_applies():
            yield from self._funds(new)

    def _federation(self, kind: str) -> Iterator[Edit]:
        paths, geography = self.paths, self.paths.structure.geography
        places = paths.neighbourhoods(self.row)
        row = paths.county(self.row)
        if kind == "regional_federation":
            row = paths.meeting_place(self.row) if self.path.route == "regional_federation" else next(iter(places), row)
        if row is None:
            return
        new = self._new_id()
        above = paths.nearest(GENERAL, row)
        where = geography.name[row] or geography.codes[row]
        industries = self._industries() if kind == "industry_federation" else []
        title = f"{where}{industries[0].zh if industries else ''}工会联合会"
        superior = None if above is None else paths.unions["id"][above]
        yield new_row(
            "unions",
            id=new,
            name=title,
            kind=kind,
            place=geography.codes[row],
            status="proposed",
            superior=superior,
            industries=industries,
            groups=self._other_groups() if industries else [],
        )
        if industries and self.paths.scheme.floor is not None:
            yield from self._funds(new)

    def _other_groups(self) -> list[Group]:
        """Return the groups of the employer, where it has workers of others than that of its industry."""
        named = {GROUP_OF_INDUSTRY[one] for one in self._industries()}
        groups = self.paths.groups.get(self.id, [])
        return [] if set(groups) <= named else [Group.of(group) for group in groups]  # type: ignore[misc]

    def _funds(self, union: str) -> Iterator[Edit]:
        amount = Decimal(self.paths.floor) / 100
        payer = self._named(self._approver()).zh
        yield new_row(
            "funding", union=union, year=self.paths.on.year, amount=amount, source="fixed_subsidy", payer=payer
        )

    def _new_id(self) -> str:
        taken, name = self.paths.structure.index("unions"), f"new-{self.id}"
        while name in taken:
            name += "-1"
        return name
