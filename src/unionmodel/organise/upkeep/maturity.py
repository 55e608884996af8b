"""How far a union has come: built, running, alive, and the step that it lacks (C23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.checking.report.reasons import Tracer
from unionmodel.checking.rows import engine as rows
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.organise.in_force import bound_by_plan
from unionmodel.rulepacks.gansu_2021 import duties, money, support
from unionmodel.rulepacks.gansu_2021.base import PLAN
from unionmodel.rules.expr import ON, Expr
from unionmodel.rules.facts import Aggregate
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Rule
from unionmodel.rules.shared import (
    AFFILIATION_COUNTS,
    COUNTING_DIRECT,
    COVERED_EMPLOYERS,
    STANDING,
    begun,
    not_over,
    recorded,
)
from unionmodel.rules.terms import affiliations, direct_members, officers, unions

LEVELS: Final = ("built", "running", "alive")
LEVEL_NAMES: Final = {
    "none": Text(zh="尚未建成", en="not built yet"),
    "built": Text(zh="建起来", en="built"),
    "running": Text(zh="转起来", en="running"),
    "alive": Text(zh="活起来", en="alive"),
}
_MEMBER_UNIONS = Aggregate(
    "member_unions", "成员工会数", "member unions", how="count", by=affiliations.federation.row, where=AFFILIATION_COUNTS
)  # fmt: skip
#: A table of direct members that nobody keeps says that there are none known, not that there are none.
_DIRECT_MEMBERS = Aggregate(
    "direct_members_held", "直接会员数", "direct members", how="total", by=direct_members.union.row,
    of=direct_members.members, where=COUNTING_DIRECT, recorded=recorded("direct_members"),
)  # fmt: skip
_OFFICERS = Aggregate(
    "officers_in_office", "在任干部数", "officers in office", how="count", by=officers.union.row,
    where=begun(officers.since) & not_over(officers.until), recorded=recorded("officers"),
)  # fmt: skip
_IS_BASIC = unions.kind.is_in("basic_union", "joint_union")


@attrs.frozen(eq=False)
class _Rung:
    """A step of the ladder: when it is asked of a union, what it takes, and the clause it comes from."""

    level: str
    name: Text
    when: Expr | None
    holds: Expr
    cites: tuple[str, ...]


def _rule(level: str, rule: Rule) -> _Rung:
    (part,) = rule.parts
    return _Rung(level, rule.title, part.when, part.require, tuple(citation.clause for citation in rule.cites))


#: Every rung in order. Whoever stands on a level has all rungs of it and of those below.
_LADDER: Final = (
    _Rung(
        "built",
        Text(zh="正式成立", en="being an active union"),
        None,
        STANDING & (unions.status == "active"),
        ("C23",),
    ),
    _Rung("built", Text(zh="上级批复", en="approved"), None, unions.approved_on <= ON, ("C23",)),
    _Rung("built", Text(zh="有组织机构", en="has a body"), _IS_BASIC, unions.body.known(), ("C13", "C23")),
    _Rung("built", Text(zh="覆盖单位", en="covers an employer"), _IS_BASIC, COVERED_EMPLOYERS >= 1, ("C23",)),
    _Rung(
        "built",
        Text(zh="有成员工会或直接会员", en="has member unions or direct members"),
        unions.kind.is_in("industry_federation", "regional_federation"),
        (_MEMBER_UNIONS >= 1) | (_DIRECT_MEMBERS >= 1),
        ("C15", "C23"),
    ),
    _Rung("running", Text(zh="有在任干部", en="has officers in office"), None, _OFFICERS >= 1, ("C23",)),
    _rule("running", money.ANNUAL_FUNDING_FLOOR),
    _rule("running", support.CADRE_SUBSIDY_STANDARD),
    _rule("alive", duties.YEARLY_TRAINING),
    _rule("alive", duties.YEARLY_REPRESENTATIVE_MEETING),
    _rule("alive", duties.YEARLY_COLLECTIVE_ACTIVITY),
    _rule("alive", duties.YEARLY_ASSESSMENT),
    _rule("alive", support.SERVICES_REACH),
)


@attrs.frozen
class Step(Part):
    """A step of the ladder for one union: `done` is True, False, or None where a fact is missing."""

    KEYS = ("level", "step=name", "done", "cites")

    level: str
    name: Text
    done: bool | None
    cites: tuple[str, ...]


@attrs.frozen
class Maturity(Answer):
    """How far one union has come: the highest level of which every step that applies is known to be done.

    `missing` is the first step that is not done, or that cannot be told. The duties of the year are asked of unions
    that serve key groups only, so other unions come no further than running.
    """

    KEYS = ("union", "level", "missing=missing.name", "steps")
    ROWS = "steps"
    COLUMNS: ClassVar[Columns] = {"level": str, "step=name": str, "done": bool, "cites": str}

    union: str
    name: str
    steps: tuple[Step, ...]

    @property
    def level(self) -> str:
        """``none``, ``built``, ``running`` or ``alive``."""
        reached = "none"
        for level in LEVELS:
            here = [step for step in self.steps if step.level == level]
            # Of whom nothing is asked, nothing can be said.
            if not here or any(step.done is not True for step in here):
                break
            reached = level
        return reached

    @property
    def missing(self) -> Step | None:
        """The first step that is not done, or of which it is not known; None where every step is done."""
        return next((step for step in self.steps if step.done is not True), None)


@attrs.frozen
class Maturities(Answer):
    """How far every union that stands has come."""

    KEYS = ("on", "counts", "unions")
    ROWS = "unions"
    COLUMNS: ClassVar[Columns] = dict.fromkeys(("union", "name", "level", "missing=missing.name"), str)

    on: date
    unions: tuple[Maturity, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many unions stand on which level."""
        counted = Counter(one.level for one in self.unions)
        return {level: counted[level] for level in ("none", *LEVELS)}

    def summary(self, language: str | None = None) -> list[str]:
        """Return how many unions stand on which level, in words, a line each."""
        counted = ((LEVEL_NAMES[level], count) for level, count in self.counts.items())
        return [
            Text(zh=f"  {name.zh}：{count}", en=f"  {name.en}: {count}").within(language) for name, count in counted
        ]


def maturity(structure: Structure, packs: Sequence[Pack], *, on: date, union: str) -> Maturity:
    """Return how far one union has come; see `unionmodel.maturity`."""
    index = structure.index("unions")
    if union not in index:
        raise UnknownName(Text(zh="工会", en="union"), union, index)
    return _climbed(structure, _tracer(structure, packs, on), index[union], on)


def maturity_all(structure: Structure, packs: Sequence[Pack], *, on: date) -> Maturities:
    """Return how far every union that stands has come; see `unionmodel.maturity_all`."""
    tracer = _tracer(structure, packs, on)
    standing = [row for row in range(structure.size("unions")) if tracer.value(STANDING, row)]
    return Maturities(on, tuple(_climbed(structure, tracer, row, on) for row in standing))


def _tracer(structure: Structure, packs: Sequence[Pack], on: date) -> Tracer:
    bindings = bound_by_plan(packs, on)
    trees = [tree for rung in _LADDER for tree in (rung.when, rung.holds) if tree is not None]
    return Tracer(rows.compute(structure, [STANDING, *trees], bindings), bindings)


def _climbed(structure: Structure, tracer: Tracer, row: int, on: date) -> Maturity:
    steps = []
    for rung in _LADDER:
        asked = True if rung.when is None else tracer.value(rung.when, row)
        if asked is False:
            continue
        # Where it is not known whether the step is asked, doing it is enough, and not doing it decides nothing.
        done = tracer.value(rung.holds, row)
        verdict = None if asked is None and done is not True else done
        cites = tuple(PLAN.clause(clause).on(on) for clause in rung.cites)
        steps.append(Step(rung.level, rung.name, verdict, cites))
    unions_ = structure.columns("unions")
    return Maturity(unions_["id"][row], unions_["name"][row] or "", tuple(steps))
