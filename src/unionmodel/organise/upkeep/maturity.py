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
from unionmodel.rules.pack import Pack
from unionmodel.rules.scheme import LEVELS, Scheme
from unionmodel.rules.shared import STANDING

LEVEL_NAMES: Final = {
    "none": Text(zh="尚未建成", en="not built yet"),
    "built": Text(zh="建起来", en="built"),
    "running": Text(zh="转起来", en="running"),
    "alive": Text(zh="活起来", en="alive"),
}


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
    scheme, tracer = _tracer(structure, packs, on)
    return _climbed(structure, scheme, tracer, index[union], on)


def maturity_all(structure: Structure, packs: Sequence[Pack], *, on: date) -> Maturities:
    """Return how far every union that stands has come; see `unionmodel.maturity_all`."""
    scheme, tracer = _tracer(structure, packs, on)
    standing = [row for row in range(structure.size("unions")) if tracer.value(STANDING, row)]
    return Maturities(on, tuple(_climbed(structure, scheme, tracer, row, on) for row in standing))


def _tracer(structure: Structure, packs: Sequence[Pack], on: date) -> tuple[Scheme, Tracer]:
    scheme, bindings = bound_by_plan(packs, on)
    trees = [tree for rung in scheme.ladder for tree in (rung.when, rung.holds) if tree is not None]
    return scheme, Tracer(rows.compute(structure, [STANDING, *trees], bindings), bindings)


def _climbed(structure: Structure, scheme: Scheme, tracer: Tracer, row: int, on: date) -> Maturity:
    steps = []
    for rung in scheme.ladder:
        asked = True if rung.when is None else tracer.value(rung.when, row)
        if asked is False:
            continue
        # Where it is not known whether the step is asked, doing it is enough, and not doing it decides nothing.
        done = tracer.value(rung.holds, row)
        verdict = None if asked is None and done is not True else done
        steps.append(Step(rung.level, rung.name, verdict, scheme.cited(rung.clauses, on)))
    unions = structure.columns("unions")
    return Maturity(unions["id"][row], unions["name"][row] or "", tuple(steps))
