"""What a repair answers: for every finding a mend, choices, or why there is none; and everything carried out together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.checking.report.report import Finding
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure
from unionmodel.organise.repair.journal import journal_of


@attrs.frozen
class Mend(Part):
    """One way to mend a finding that was tried out: the finding goes, and no new breach of severity error comes.

    `cost` is in yuan. `approver` is the id of the union that has to approve (None: the file has none above),
    `approver_name` what it is called. A `safe` mend follows from what is recorded; any other needs somebody's decision,
    or something to be done first.
    """

    KEYS = ("reason", "cost", "approver", "approver_name", "safe", "edits")

    edits: tuple[Edit, ...]
    reason: Text
    cost: Decimal = attrs.field(metadata={"plain": "{:.2f}".format})
    approver: str | None
    approver_name: Text
    safe: bool


@attrs.frozen
class Remedy(Part):
    """What can be done about one finding: `mend` is safe; `choices` are numbered from 1; `why` says why there is none."""

    KEYS = (
        "code=finding.code", "subject=finding.subject", "outcome=finding.outcome", "severity=finding.severity",
        "message=finding.message", "kind", "mend", "choices", "why",
    )  # fmt: skip

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


@attrs.frozen
class Repaired:
    """A structure with mends carried out.

    `mended` are the findings with the mend that was taken, `set_aside` those whose mend goes against another one, or
    would break a rule of severity error together with it: they come up again in the next repair.
    """

    before: Structure
    structure: Structure
    edits: tuple[Edit, ...]
    mended: tuple[tuple[Remedy, Mend], ...]
    set_aside: tuple[tuple[Remedy, Mend], ...]

    def journal(self) -> dict[str, Any]:
        """Return what was changed and why, with the edits that undo it: JSON, format ``unionmodel-journal/1``."""
        mends = [
            {"code": one.finding.code, "subject": one.finding.subject, "safe": mend.safe,
             "reason": {"zh": mend.reason.zh, "en": mend.reason.en}, "cost": f"{mend.cost:.2f}", "approver": mend.approver}
            for one, mend in self.mended
        ]  # fmt: skip
        return journal_of(self.before, self.structure, self.edits, mends)


class Repairs(Answer, Sequence[Remedy]):
    """A remedy for every finding of a check, in the order of the report. Nothing is applied: see `edits`, `carry_out`."""

    FORMAT = "unionmodel-repairs/1"
    KEYS = ("input", "counts", "remedies")
    COLUMNS: ClassVar[Columns] = {
        **dict.fromkeys(("code", "subject", "severity", "kind"), str),
        "number": int,
        **dict.fromkeys(("reason", "cost", "approver"), str),
        "edits": int,
    }

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
    def remedies(self) -> tuple[Remedy, ...]:
        """All of them."""
        return self._remedies

    @property
    def input(self) -> dict[str, Any]:
        """What was checked: its content hash, and how many rows it has."""
        return {"sha256": self.structure.sha256, "records": self.structure.records}

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

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return a row for each mend and choice, and for each finding without one."""
        return [row for one in self for row in _rows(one, language)]


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
