"""A scenario carried out: its steps with who approves each, and the findings before and after."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import Any, Final

import attrs

from unionmodel.errors import UnknownName
from unionmodel.language import Text, default_language
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure
from unionmodel.organise.comparison.answer import Comparison
from unionmodel.organise.comparison.answer import compare as comparing
from unionmodel.organise.comparison.causes import Side
from unionmodel.organise.comparison.text import summary
from unionmodel.rules.pack import Pack

FORMAT: Final = "unionmodel-scenario/1"
FORMATS: Final = ("text", "json")


@attrs.frozen
class Taken:
    """A step: what it does, in a sentence, its edits, and the union that has to approve it.

    `approver` is the id of that union; where it is None, `approval` says why: nobody above is in the file, or nothing is
    to be approved.
    """

    verb: str
    text: Text
    edits: tuple[Edit, ...]
    approver: str | None
    approval: Text

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the step ready for JSON."""
        return {
            "do": self.verb,
            "text": self.text.within(language),
            "approver": self.approver,
            "approval": self.approval.within(language),
            "edits": [edit.to_dict() for edit in self.edits],
        }


@attrs.frozen(slots=False)
class Scenario:
    """Steps carried out in their order: the structure before and after, every edit, and what changes in the findings.

    >>> from unionmodel import demo, scenario, DEMO_DAY
    >>> step = {"do": "fund", "union": "if-rider", "year": 2022, "amount": 5000, "source": "fixed_subsidy"}
    >>> found = scenario(demo(), [step], on=DEMO_DAY)
    >>> [one.finding.code for one in found.compare(select=["GS401"]).went]
    ['GS401']
    """

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
        found, current = [], self.before
        for edit in self.edits:
            found.append(edit.inverse(current))
            current = current.with_edits([edit])
        return tuple(reversed(found))

    @cached_property
    def comparison(self) -> Comparison:
        """The findings before and after, by every rule of the packs."""
        return self.compare()

    def compare(self, **how: Any) -> Comparison:
        """Return the findings before and after; `how` may hold `select`, `ignore`, `language`, `engine` and `waivers`."""
        before, after = (Side(structure, self.packs, self.on) for structure in (self.before, self.structure))
        return comparing(before, after, proposed=self.proposed, **how)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the scenario ready for JSON."""
        return {
            "format": FORMAT,
            "on": self.on.isoformat(),
            "before": {"sha256": self.before.sha256, "records": self.before.records},
            "after": {"sha256": self.structure.sha256, "records": self.structure.records},
            "steps": [step.to_dict(language) for step in self.steps],
            "comparison": self.comparison.to_dict(language),
        }

    def render(self, format: str = "text", language: str | None = None) -> str:
        """Return the scenario as ``text`` or ``json``. Raises UnknownName for another format."""
        if format not in FORMATS:
            raise UnknownName(Text(zh="格式", en="format"), format, FORMATS)
        if format == "json":
            return json.dumps(self.to_dict(language), ensure_ascii=False, indent=2)
        return "\n".join(self._lines(language or default_language()))

    def _lines(self, language: str) -> list[str]:
        edits = len(self.edits)
        steps = "1 step" if len(self.steps) == 1 else f"{len(self.steps)} steps"
        changes = "1 edit" if edits == 1 else f"{edits} edits"
        head = Text(zh=f"共 {len(self.steps)} 步，{edits} 处修改。", en=f"{steps}, {changes}.")
        lines = [head.within(language)]
        for number, step in enumerate(self.steps, 1):
            lines += [f"  {number}. {step.text.within(language)}", f"     {step.approval.within(language)}"]
        found = self.comparison
        lines += ["", summary(found).within(language)]
        titles = {rule.code: rule.title for report in (found.before, found.after) for rule in report.rules}
        for code, counts in found.counts.items():
            told = [(name, *counts[name]) for name in ("broken", "cannot_tell") if counts[name][0] != counts[name][1]]
            for name, was, now in told:
                word = _WORDS[name].within(language)
                lines.append(f"  {code} {titles[code].within(language)}: {word} {was} → {now}")
        for one in found.came:
            if one.finding.severity == "error" and one.finding.outcome.value == "broken":
                lines.append(f"  × {one.finding.code} {one.finding.message.within(language)}")
        return lines


_WORDS: Final = {
    "broken": Text(zh="不符合", en="broken"),
    "cannot_tell": Text(zh="无法判断", en="cannot tell"),
}
