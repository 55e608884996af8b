"""What a repair answers: for every finding a mend, choices, or why there is none; and everything carried out together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from unionmodel.checking.report.report import Finding
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure
from unionmodel.organise.repair.text import lines

if TYPE_CHECKING:
    from unionmodel.organise.repair.carrying_out import Repaired

FORMAT: Final = "unionmodel-repairs/1"
_COLUMNS = ("code", "subject", "severity", "kind", "number", "reason", "cost", "approver", "edits")


@attrs.frozen
class Mend:
    """One way to mend a finding that was tried out: the finding goes, and no new breach of severity error comes.

    `cost` is in yuan. `approver` is the id of the union that has to approve (None: the file has none above),
    `approver_name` what it is called. A `safe` mend follows from what is recorded; any other needs somebody's decision,
    or something to be done first.
    """

    edits: tuple[Edit, ...]
    reason: Text
    cost: Decimal
    approver: str | None
    approver_name: Text
    safe: bool

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the mend ready for JSON."""
        return {
            "reason": self.reason.within(language),
            "cost": f"{self.cost:.2f}",
            "approver": self.approver,
            "approver_name": self.approver_name.within(language),
            "safe": self.safe,
            "edits": [edit.to_dict() for edit in self.edits],
        }


@attrs.frozen
class Remedy:
    """What can be done about one finding: `mend` is safe; `choices` are numbered from 1; `why` says why there is none."""

    finding: Finding
    mend: Mend | None = None
    choices: tuple[Mend, ...] = ()
    why: Text | None = None

    @property
    def kind(self) -> str:
        """``mend``, ``choices`` or ``none``."""
        return "mend" if self.mend is not None else "choices" if self.choices else "none"

    @property
    def name(self) -> str:
        """How a choice names the finding: ``CODE|SUBJECT``."""
        return f"{self.finding.code}|{self.finding.subject}"

    @property
    def mends(self) -> tuple[Mend, ...]:
        """The safe mend, or the choices."""
        return self.choices if self.mend is None else (self.mend,)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the remedy ready for JSON."""
        finding = self.finding
        return {
            "code": finding.code,
            "subject": finding.subject,
            "outcome": finding.outcome.value,
            "severity": finding.severity,
            "message": finding.message.within(language),
            "kind": self.kind,
            "mend": None if self.mend is None else self.mend.to_dict(language),
            "choices": [one.to_dict(language) for one in self.choices],
            "why": None if self.why is None else self.why.within(language),
        }


class Repairs(Sequence[Remedy]):
    """A remedy for every finding of a check, in the order of the report. Nothing is applied: see `edits`, `carry_out`."""

    def __init__(
        self,
        structure: Structure,
        remedies: Sequence[Remedy],
        carry: Callable[[Sequence[tuple[Remedy, Mend]]], Repaired],
    ) -> None:
        self.structure, self._remedies, self._carry = structure, tuple(remedies), carry

    def __len__(self) -> int:
        return len(self._remedies)

    def __getitem__(self, number: Any) -> Any:
        return self._remedies[number]

    def of(self, code: str) -> tuple[Remedy, ...]:
        """Return the remedies for the findings of one rule."""
        return tuple(one for one in self if one.finding.code == code)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings have a safe mend, choices, or none."""
        kinds = [one.kind for one in self]
        return {kind: kinds.count(kind) for kind in ("mend", "choices", "none")}

    def edits(self, safe_only: bool = True, choose: Mapping[str, int] | None = None) -> tuple[Edit, ...]:
        """Return the edits of the safe mends and of what is chosen, in an order in which they can be made.

        With `safe_only` False also those of findings that leave a single choice. `choose` maps ``CODE|SUBJECT`` to the
        number of a choice. Raises UnknownName for a finding or a number that is not there.
        """
        return self.carry_out(safe_only, choose).edits

    def carry_out(self, safe_only: bool = True, choose: Mapping[str, int] | None = None) -> Repaired:
        """Return the structure with those edits made, what was mended, and what had to be set aside; see `edits`."""
        return self._carry(list(self._picked(safe_only, dict(choose or {}))))

    def _picked(self, safe_only: bool, choose: dict[str, int]) -> Iterator[tuple[Remedy, Mend]]:
        known = {one.name: one for one in self}
        for name, number in choose.items():
            if name not in known:
                raise UnknownName(Text(zh="不符合项（规则代码|对象）", en="finding (CODE|SUBJECT)"), name, known)
            numbers = [str(one) for one in range(1, len(known[name].mends) + 1)]
            if str(number) not in numbers:
                raise UnknownName(Text(zh=f"{name} 的选择", en=f"choice of {name}"), number, numbers)
        for remedy in self:
            if remedy.name in choose:
                yield remedy, remedy.mends[int(choose[remedy.name]) - 1]
            elif remedy.mend is not None:
                yield remedy, remedy.mend
            elif not safe_only and len(remedy.choices) == 1:
                yield remedy, remedy.choices[0]

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the answer ready for JSON."""
        return {
            "format": FORMAT,
            "input": {"sha256": self.structure.sha256, "records": self.structure.records},
            "counts": self.counts,
            "remedies": [one.to_dict(language) for one in self],
        }

    def to_frame(self, language: str | None = None) -> Any:
        """Return a Polars frame with a row for each mend and choice. Raises MissingExtra where Polars is not installed."""
        from unionmodel.io.writing.frames import frame

        types = {name: int if name in ("number", "edits") else str for name in _COLUMNS}
        return frame([row for one in self for row in _rows(one, language)], types)

    def render(self, language: str | None = None) -> str:
        """Return the answer as text: the safe mends, the choices with their numbers, and why there is none."""
        return "\n".join(line.within(language) for line in lines(self))

    def __str__(self) -> str:
        return self.render()


def _rows(one: Remedy, language: str | None) -> Iterator[dict[str, Any]]:
    finding = one.finding
    head = {"code": finding.code, "subject": finding.subject, "severity": finding.severity, "kind": one.kind}
    if one.why is not None and not one.mends:
        yield {
            **head, "number": None, "reason": one.why.within(language), "cost": None, "approver": None, "edits": 0,
        }  # fmt: skip
    for number, mend in enumerate(one.mends, start=1):
        yield {
            **head, "number": number, "reason": mend.reason.within(language), "cost": f"{mend.cost:.2f}",
            "approver": mend.approver, "edits": len(mend.edits),
        }  # fmt: skip
