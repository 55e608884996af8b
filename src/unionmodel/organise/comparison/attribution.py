"""Which of the things that differ made a finding come, go or change: read off the rule, then tried out.

Of what differs, a rule can only depend on what it reads. Where several things are left, each is taken back by itself,
and those without which the finding would not be as it is are its causes; where none is, those that alone bring it about.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from unionmodel.checking.checking import CheckSetup, bind, checked
from unionmodel.checking.live.checker import Checking
from unionmodel.checking.report.report import Finding, Outcome
from unionmodel.grouping import grouped
from unionmodel.law.dated import Dated, Switch
from unionmodel.model.differences import Differences
from unionmodel.model.edits import Edit
from unionmodel.organise.comparison.causes import (
    Cause,
    DayCause,
    OptionCause,
    OrderCause,
    PackCause,
    RecordCause,
    RuleCause,
    Side,
    Together,
    ValueCause,
)  # fmt: skip
from unionmodel.rules.rule import Rule

#: What a finding is known by.
Key = tuple[str, str, str]
#: How a side is checked by those of its rules that have one of these codes.
SetupOf = Callable[[Side, Sequence[str]], CheckSetup]
#: Upper bound on rows judged while trying causes; beyond it, causes are reported as untried.
EFFORT = 200_000
#: Judging few rows is not for nothing.
_LEAST = 500
#: Where full checks would judge more rows than this, trying is left to a checker: making one takes as long as several checks.
_MANY = 20_000


def key_of(finding: Finding) -> Key:
    """Return what a finding is known by on both sides: its rule, table and subject."""
    return finding.code, finding.table, finding.subject


def state(finding: Finding) -> tuple[Any, ...]:
    """Return how a finding is: its outcome, severity, fields, and what is missing."""
    fields = tuple((name, repr(value)) for name, value in finding.fields.items())
    return finding.outcome.value, finding.severity, fields, finding.missing


@attrs.frozen
class Item:
    """A finding that differs: its key, and how it is on each side (none where it is not there)."""

    key: Key
    before: Finding | None
    after: Finding | None

    def aspect(self, findings: Sequence[Finding]) -> Any:
        """Return what makes the item: that there is a finding; else its outcome and severity; else all of it."""
        if self.before is None or self.after is None:
            return len(findings)
        verdicts = [(one.outcome, one.severity) for one in (self.before, self.after)]
        if verdicts[0] != verdicts[1]:
            return sorted((one.outcome.value, one.severity) for one in findings)
        return sorted(map(state, findings))


@attrs.frozen
class Attribution:
    """Why an item is there. `tried` says whether each of the causes was found to bring it about by itself.

    Where it is false, the causes are all that the rule reads and that differs: one of them, or some together.
    """

    causes: tuple[Cause, ...]
    tried: bool


def law_causes(before: Side, after: Side) -> list[Cause]:
    """Return what differs in the law that is asked: packs, and in those of both sides values and options."""
    found: list[Cause] = []
    days = before.on, after.on
    names = dict.fromkeys(pack.name for pack in (*before.packs, *after.packs))
    for name in names:
        was, now = before.pack(name), after.pack(name)
        if was is None or now is None:
            found.append(PackCause(was, now))
            continue
        if {rule.code: rule for rule in was.rules} != {rule.code: rule for rule in now.rules}:
            found.append(PackCause(was, now))
        for parameter, theirs in now.parameters.items():
            ours = was.parameters.get(parameter)
            if isinstance(theirs, Switch) and isinstance(ours, Switch):
                options = was.option(parameter), now.option(parameter)
                if options[0] != options[1]:
                    found.append(OptionCause(name, theirs, options))
            elif isinstance(theirs, Dated) and isinstance(ours, Dated):
                found.append(ValueCause(name, parameter, ours, theirs, days))
        if was.overlay is not None and now.overlay is not None:
            both = was.overlay.values.keys() & now.overlay.values.keys()
            found.extend(
                ValueCause(name, one, was.overlay.values[one], now.overlay.values[one], days, now.overlay.prefix)
                for one in sorted(both)
            )
    return [cause for cause in found if not isinstance(cause, ValueCause) or cause.differs]


class Attributing:
    """Says for each item why it is there, given both sides and what differs between them."""

    def __init__(
        self, before: Side, after: Side, law: Sequence[Cause], records: Differences, setup_of: SetupOf
    ) -> None:
        self._before, self._after, self._setup_of = before, after, setup_of
        self._records = [RecordCause(change) for change in records.rows]
        order = [OrderCause(table) for table in records.reordered]
        self._days = before.on, after.on
        self._law = [cause for cause in law if isinstance(cause, ValueCause)]
        day = [DayCause(self._days, tuple(self._law))] if before.on != after.on else []
        self._causes: list[Cause] = [*self._records, *law, *day, *order]
        self._groups = [Together(tuple(group)) for group in (law, self._records) if len(group) > 1]
        self._rules = [{rule.code: rule for pack in side.packs for rule in pack.rules} for side in (before, after)]
        self._size = max(_LEAST, before.structure.records, after.structure.records)
        self._absent = [bind(side.packs, side.on) for side in (before, after)]

    def of(self, items: Sequence[Item]) -> list[Attribution]:
        """Return why each item is there, in their order."""
        found: dict[int, Attribution] = {}
        open_: dict[int, list[Cause]] = {}
        for number, item in enumerate(items):
            certain = self._certain(item)
            candidates = [] if certain else self._candidates(item)
            if certain or len(candidates) == 1:
                found[number] = Attribution((certain or self._shown(item, candidates)), True)
            else:
                open_[number] = candidates
        for number, causes in self._tried(items, open_).items():
            found[number] = Attribution(self._shown(items[number], causes), True)
        left = {number: open_[number] for number in open_.keys() - found.keys()}
        for number, causes in self._narrowed(items, left).items():
            found[number] = Attribution(self._near(items[number], causes), False)
        return [found[number] for number in range(len(items))]

    def _certain(self, item: Item) -> tuple[Cause, ...]:
        """Return the causes that need no trying: the rule is asked, has begun, or has its values on one side only."""
        was, now = (rules.get(item.key[0]) for rules in self._rules)
        if (was is None) != (now is None):
            rule = was or now
            assert rule is not None
            return tuple(cause for cause in self._causes if isinstance(cause, PackCause) and cause.touches(rule))
        if was is None or now is None or self._days[0] == self._days[1] or was is not now:
            return ()
        begun = [was.starts is None or was.starts <= day for day in self._days]
        if begun[0] != begun[1]:
            return (RuleCause(was, self._days),)
        absences = [bindings.absence(was) for bindings in self._absent]
        if (absences[0] is None) == (absences[1] is None):
            return ()
        missing = {name for bindings in self._absent for name in was.reads if name in bindings.absent}
        return tuple(cause for cause in self._law if cause.name in missing and cause.prefix is None)

    def _rule(self, item: Item) -> Rule | None:
        """Return the rule that found it, or whose waiver it is about."""
        found = item.after or item.before
        about = found.fields.get("code") if found is not None and item.key[1] == "waivers" else item.key[0]
        return self._rules[1].get(str(about)) or self._rules[0].get(str(about))

    def _candidates(self, item: Item) -> list[Cause]:
        rule = self._rule(item)
        waivers = [cause for cause in self._records if _waives(cause, item)]
        if rule is None:
            found: list[Cause] = [cause for cause in self._causes if isinstance(cause, (DayCause, PackCause))]
        else:
            found = [cause for cause in self._causes if cause.touches(rule)]
        # What is waived, or is about a waiver, hangs on the waiver besides on what the rule reads.
        return [*waivers, *(cause for cause in found if cause not in waivers)] or list(self._causes)

    def _tried(self, items: Sequence[Item], open_: Mapping[int, list[Cause]]) -> dict[int, list[Cause]]:
        causes = list(dict.fromkeys(cause for candidates in open_.values() for cause in candidates))
        if not causes or len(causes) * self._size > EFFORT:
            return {}
        found = self._trial(items, open_, causes, later=True)
        left = {number: candidates for number, candidates in open_.items() if number not in found}
        if left:
            causes = [cause for cause in causes if any(cause in candidates for candidates in left.values())]
            found |= self._trial(items, left, causes, later=False)
        return found

    def _narrowed(self, items: Sequence[Item], open_: Mapping[int, list[Cause]]) -> dict[int, list[Cause]]:
        """Return, of causes none of which does it alone, those of the law or of the records where these do it together."""
        groups = [group for group in self._groups if open_]
        if not groups or self._size > EFFORT:
            return dict(open_)
        whole = {number: [*causes, *groups] for number, causes in open_.items()}
        found = self._trial(items, whole, groups, later=True)
        narrowed = {}
        for number, causes in open_.items():
            parts = {part for group in found.get(number, ()) if isinstance(group, Together) for part in group.parts}
            narrowed[number] = [cause for cause in causes if cause in parts] or causes
        return narrowed

    def _trial(
        self, items: Sequence[Item], open_: Mapping[int, list[Cause]], causes: Sequence[Cause], *, later: bool
    ) -> dict[int, list[Cause]]:
        """Move each cause by itself, from the later side back (`later`), or from the earlier one on.

        Taken back, a cause counts where the finding is no longer as it came to be; alone, where it has become so.
        """
        side, other = (self._after, self._before) if later else (self._before, self._after)
        codes = self._codes([items[number] for number in open_])
        came_to_be = _by_key(self._judged(self._after, codes))
        checking: Checking | None = None
        before: Mapping[Key, list[Finding]] = {}
        if sum(isinstance(cause, RecordCause) for cause in causes) * side.structure.records > _MANY:
            setup = self._setup_of(side, codes)
            checking = Checking(side.structure, lambda edited: setup)
            before = _by_key(checking.report.findings)
        found: dict[int, list[Cause]] = defaultdict(list)
        moved: Mapping[Key, list[Finding]]
        for cause in causes:
            if checking is not None and isinstance(cause, RecordCause):
                moved = _changed(checking, cause.edit(other, later), before)
            else:
                moved = _by_key(self._judged(cause.moved(side, other, later), codes))
            for number, candidates in open_.items():
                if cause not in candidates:
                    continue
                item = items[number]
                same = item.aspect(moved.get(item.key, ())) == item.aspect(came_to_be[item.key])
                if same is not later:
                    found[number].append(cause)
        return found

    def _judged(self, side: Side, codes: Sequence[str]) -> Sequence[Finding]:
        # What is only tried out is not reported: its hash would cost more than judging it.
        vars(side.structure).setdefault("sha256", "")
        return checked(side.structure, self._setup_of(side, codes)).findings

    def _codes(self, items: Sequence[Item]) -> list[str]:
        """Return the codes to judge by: a finding about a waiver is one of the rule that is waived."""
        known = self._rules[0].keys() | self._rules[1].keys()
        wanted = {item.key[0] for item in items}
        wanted |= {
            str(one.fields.get("code")) for item in items for one in (item.before, item.after) if one is not None
        }
        return sorted(wanted & known)

    def _shown(self, item: Item, causes: Sequence[Cause]) -> tuple[Cause, ...]:
        """Return causes with the cells that the rule reads; the row that the finding is about first."""
        rule = self._rule(item)
        shown = [cause.read_by(rule) if isinstance(cause, RecordCause) else cause for cause in causes]
        return tuple(sorted(shown, key=lambda cause: not _about(cause, item)))

    def _near(self, item: Item, candidates: Sequence[Cause]) -> tuple[Cause, ...]:
        """Return, of causes that could not be told apart, those near the finding; all where none is near."""
        own = [cause for cause in candidates if not isinstance(cause, RecordCause) or _mentions(cause, item)]
        return self._shown(item, own or candidates)


def _changed(checking: Checking, edit: Edit, found: Mapping[Key, list[Finding]]) -> Mapping[Key, list[Finding]]:
    """Return the findings of a structure, which are `found` now, with an edit made."""
    trial = checking.trial([edit])
    came, went = _by_key(trial.came), _by_key(trial.went)
    changed = {key: [*found.get(key, ()), *came[key]] for key in came.keys() | went.keys()}
    for finding in trial.went:
        changed[key_of(finding)].remove(finding)
    return ChainMap(changed, dict(found))


def _by_key(findings: Iterable[Finding]) -> defaultdict[Key, list[Finding]]:
    return grouped((key_of(finding), finding) for finding in findings)


def _waives(cause: RecordCause, item: Item) -> bool:
    """Whether the row is a waiver, and the finding one that it waives or one about the waiver itself."""
    if cause.change.table != "waivers":
        return False
    outcomes = {one.outcome for one in (item.before, item.after) if one is not None}
    if item.key[1] != "waivers" and Outcome.WAIVED not in outcomes:
        return False
    code, _, subject = cause.change.subject.partition("|")
    return cause.change.subject == item.key[2] or (code == item.key[0] and subject in ("*", item.key[2]))


def _about(cause: Cause, item: Item) -> bool:
    return isinstance(cause, RecordCause) and (cause.change.table, cause.change.subject) == item.key[1:]


def _mentions(cause: RecordCause, item: Item) -> bool:
    return bool(_named(cause.change.subject) & _named(item.key[2])) or _about(cause, item)


def _named(subject: str) -> set[str]:
    return set(subject.replace("e:", "|").replace("+p:", "|").replace("p:", "|").split("|")) - {""}
