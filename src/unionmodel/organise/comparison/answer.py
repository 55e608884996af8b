"""What changes between two structures, two days or two states of the law: findings that come, go and change, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final, Literal

import attrs

from unionmodel.answers import Answer, Columns, Part, plain
from unionmodel.checking import checking
from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.differences import Differences, differences
from unionmodel.organise.comparison.attribution import Attributing, Item, Key, key_of, law_causes, state
from unionmodel.organise.comparison.causes import Cause, DayCause, Side

Kind = Literal["came", "went", "changed"]
#: What may happen to a finding, in the order in which it is told.
KINDS: Final[Mapping[Kind, Text]] = {
    "came": Text(zh="新出现", en="came"),
    "went": Text(zh="消失", en="went"),
    "changed": Text(zh="变化", en="changed"),
}
_BROKEN = (Outcome.BROKEN, Outcome.FAILED)


@attrs.frozen
class FindingChange(Part):
    """A finding that came, went or is another one: how it was and is, and what brought that about.

    `causes` are the things that differ without which the finding would be as before, each with its values and where it
    is written. Where `certain` is false they could not be told apart: it is one of them, or some of them together.

    >>> from unionmodel import compare, demo, DEMO_DAY
    >>> found = compare(demo(), on=DEMO_DAY, parameters_after={"funding_floor.amount": 30000}, select=["GS401"])
    >>> found.changed[0].finding.subject, found.changed[0].differs["gap"]
    ('if-rider', ('5000.00', '15000.00'))
    """

    KEYS = ("change=kind", "code=finding.code", "subject=finding.subject", "before", "after", "certain", "causes")

    kind: Kind
    before: Finding | None
    after: Finding | None
    causes: tuple[Cause, ...]
    certain: bool = True

    @property
    def finding(self) -> Finding:
        """The finding as it is after, or as it was where it is there no more."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def cause_text(self) -> Text:
        """All causes in a line."""
        texts = [cause.text for cause in self.causes]
        return Text(zh="; ".join(one.zh for one in texts), en="; ".join(one.en for one in texts))

    @property
    def differs(self) -> dict[str, tuple[Any, Any]]:
        """What is another one in a finding that changed: outcome, severity, fields, missing facts, before and after."""
        if self.before is None or self.after is None:
            return {}
        was, now = _told(self.before), _told(self.after)
        names = dict.fromkeys((*was, *now))
        return {name: (was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name)}


@attrs.frozen
class Comparison(Answer):
    """The findings before and after, what came, went and changed, and what differs between both sides.

    `records` are the rows of the structure that differ, `law` the values, options and packs that do. `same` counts the
    findings that stay as they are.

    >>> from unionmodel import compare, demo, DEMO_DAY
    >>> compare(demo(), on=DEMO_DAY, select=["GS4"]).changes
    ()
    """

    FORMAT = "unionmodel-comparison/1"
    KEYS = (
        "before=days", "after=days", "ok", "totals=same", "counts", "law", "records", "came", "went", "changed",
    )  # fmt: skip
    COLUMNS: ClassVar[Columns] = {
        "change=kind": str,
        **{f"{name}=finding.{name}": str for name in ("code", "name", "table", "subject", "place")},
        **{
            f"{name}_{when}={when}.{name}": str
            for when in ("before", "after")
            for name in ("outcome", "severity", "message")
        },
        "causes=cause_text": str,
        "certain": bool,
    }
    ROWS = "changes"

    before: Report
    after: Report
    came: tuple[FindingChange, ...]
    went: tuple[FindingChange, ...]
    changed: tuple[FindingChange, ...]
    same: int
    records: Differences
    law: tuple[Cause, ...]
    language: str | None = None

    @property
    def changes(self) -> tuple[FindingChange, ...]:
        """What came, then what went, then what changed."""
        return (*self.came, *self.went, *self.changed)

    @property
    def days(self) -> tuple[date, date]:
        """The days that both sides were judged on."""
        return self.before.on, self.after.on

    @property
    def ok(self) -> bool:
        """Whether nothing of severity error is broken, or failed, after that was not so before."""
        return not any(_bad(one.after) and not _bad(one.before) for one in (*self.came, *self.changed))

    @property
    def counts(self) -> dict[str, dict[str, tuple[int, int]]]:
        """How often each outcome came before and after, by rule; rules for which nothing differs are left out."""
        none = dict.fromkeys((outcome.value for outcome in Outcome), 0)
        found = {}
        for code in sorted(self.before.counts.keys() | self.after.counts.keys()):
            was, now = (report.counts.get(code, none) for report in (self.before, self.after))
            if was != now:
                found[code] = {name: (was[name], now[name]) for name in none}
        return found

    def of(self, code: str) -> tuple[FindingChange, ...]:
        """Return the changes of one rule."""
        return tuple(one for one in self.changes if one.finding.code == code)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the comparison ready for JSON, with messages in `language`."""
        totals = {"came": len(self.came), "went": len(self.went), "changed": len(self.changed), "same": self.same}
        counts = {
            code: {when: {name: both[number] for name, both in found.items()} for number, when in enumerate(("before", "after"))}
            for code, found in self.counts.items()
        }  # fmt: skip
        records = {name: plain(getattr(self.records, name), language) for name in ("counts", "rows", "reordered")}
        return super().to_dict(language) | {
            "before": _side(self.before), "after": _side(self.after), "totals": totals, "counts": counts, "records": records,
        }  # fmt: skip


def compare(
    before: Side,
    after: Side,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    language: str | None = None,
    engine: checking.Engine = "auto",
    **how: Any,
) -> Comparison:
    """Return what changes from one side to the other; see `unionmodel.compare`. `how` goes to both checks."""
    _refuse_unknown((*select, *ignore), before, after)

    def setup_of(side: Side, select: Sequence[str] = select, ignore: Sequence[str] = ()) -> checking.CheckSetup:
        # A rule that only the other side's packs have is no mistake here; with none of those wanted, none is asked.
        known = _codes(side)
        wanted = [code for code in select if any(one.startswith(code) for one in known)]
        unwanted = [code for code in ignore if any(one.startswith(code) for one in known)]
        return checking.setup_of(
            side.packs, on=side.on, language=language, select=wanted,
            ignore=unwanted if wanted or not select else known, **how,
        )  # fmt: skip

    was, now = (checking.checked(side.structure, setup_of(side, ignore=ignore), engine) for side in (before, after))
    items, same = _paired(was.findings, now.findings)
    records = differences(before.structure, after.structure)
    law = law_causes(before, after)
    why = Attributing(before, after, law, records, setup_of).of(items)
    found: dict[Kind, list[FindingChange]] = {kind: [] for kind in KINDS}
    for item, reason in zip(items, why, strict=True):
        kind: Kind = "came" if item.before is None else "went" if item.after is None else "changed"
        found[kind].append(FindingChange(kind, item.before, item.after, reason.causes, reason.tried))
    asked = law if before.on == after.on else [DayCause((before.on, after.on)), *law]
    came, went, changed = (tuple(sorted(found[kind], key=lambda one: one.finding.order)) for kind in KINDS)
    return Comparison(was, now, came, went, changed, same, records, tuple(asked), language)


def _codes(side: Side) -> list[str]:
    return [rule.code for pack in side.packs for rule in pack.rules]


def _refuse_unknown(codes: Sequence[str], *sides: Side) -> None:
    known = dict.fromkeys(code for side in sides for code in _codes(side))
    for code in codes:
        if not any(one.startswith(code) for one in known):
            raise UnknownName(Text(zh="规则", en="rule"), code, known)


def _paired(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[list[Item], int]:
    """Return the findings that differ, and how many do not.

    A finding is the same one where rule, table and subject are. Of several, those that agree altogether are paired
    first, the others in their order.
    """
    sides: dict[Key, tuple[list[Finding], list[Finding]]] = defaultdict(lambda: ([], []))
    for number, findings in enumerate((before, after)):
        for finding in findings:
            sides[key_of(finding)][number].append(finding)
    items: list[Item] = []
    same = 0
    for key, (olds, news) in sides.items():
        left = list(news)
        differing = []
        for old in olds:
            twin = next((number for number, new in enumerate(left) if state(new) == state(old)), None)
            if twin is None:
                differing.append(old)
            else:
                del left[twin]
                same += 1
        most = max(len(differing), len(left))
        blanks: list[None] = [None] * most
        items.extend(
            Item(key, old, new) for old, new in zip([*differing, *blanks][:most], [*left, *blanks][:most], strict=True)
        )
    return items, same


def _bad(finding: Finding | None) -> bool:
    return finding is not None and finding.severity == "error" and finding.outcome in _BROKEN


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        **finding.fields,
        "missing": list(finding.missing),
    }


def _side(report: Report) -> dict[str, Any]:
    return {
        "on": report.on.isoformat(),
        "input": {"sha256": report.sha256, "records": report.records},
        "versions": report.versions,
        "ok": report.ok,
        "findings": len(report.findings),
    }
