"""A scenario carried out: its steps with who approves each, and the findings before and after."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure
from unionmodel.organise.comparison.answer import Comparison
from unionmodel.organise.comparison.answer import compare as comparing
from unionmodel.organise.comparison.causes import Side
from unionmodel.organise.repair.journal import inverses
from unionmodel.rules.pack import Pack


@attrs.frozen
class Taken(Part):
    """A step: what it does, in a sentence, its edits, and the union that has to approve it.

    `approver` is the id of that union; where it is None, `approval` says why: nobody above is in the file, or nothing is
    to be approved.
    """

    KEYS = ("do=verb", "text", "approver", "approval", "edits")

    verb: str
    text: Text
    edits: tuple[Edit, ...]
    approver: str | None
    approval: Text


@attrs.frozen(slots=False)
class Scenario(Answer):
    """Steps carried out in their order: the structure before and after, every edit, and what changes in the findings.

    >>> from unionmodel import demo, scenario, DEMO_DAY
    >>> step = {"do": "fund", "union": "if-rider", "year": 2022, "amount": 5000, "source": "fixed_subsidy"}
    >>> found = scenario(demo(), [step], on=DEMO_DAY)
    >>> [one.finding.code for one in found.compare(select=["GS401"]).went]
    ['GS401']
    """

    FORMAT = "unionmodel-scenario/1"
    KEYS = (
        "on", "before.sha256", "before.records", "after.sha256=structure.sha256", "after.records=structure.records",
        "steps", "comparison",
    )  # fmt: skip
    ROWS = "steps"
    COLUMNS: ClassVar[Columns] = dict.fromkeys(("do=verb", "text", "approver", "approval"), str)

    before: Structure
    structure: Structure
    steps: tuple[Taken, ...]
    on: date
    packs: tuple[Pack, ...]
    proposed: bool = True

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of all steps, in the order in which they are made."""
        return tuple(edit for step in self.steps for edit in step.edits)

    def inverse(self) -> tuple[Edit, ...]:
        """Return the edits that take the whole scenario back, for the structure after it."""
        return tuple(reversed(inverses(self.before, self.edits)))

    @cached_property
    def comparison(self) -> Comparison:
        """The findings before and after, by every rule of the packs."""
        return self.compare()

    def compare(self, **how: Any) -> Comparison:
        """Return the findings before and after; `how` may hold `select`, `ignore`, `language`, `engine` and `waivers`."""
        before, after = (Side(structure, self.packs, self.on) for structure in (self.before, self.structure))
        return comparing(before, after, proposed=self.proposed, **how)
