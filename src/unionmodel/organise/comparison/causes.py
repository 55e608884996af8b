"""What may make a finding come, go or change: a row, a value of the law, an option, a pack, the day.

Each cause can be moved from one side of a comparison to the other by itself. So it can be tried out whether a finding
hangs on it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Part, plain
from unionmodel.language import Text
from unionmodel.law.dated import Dated, Step, Switch
from unionmodel.model.differences import RowChange
from unionmodel.model.edits import Edit
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.query import cells_read
from unionmodel.rules.rule import Rule


@attrs.frozen
class Side:
    """One side of a comparison: what is judged, by which packs, on which day."""

    structure: Structure
    packs: tuple[Pack, ...]
    on: date

    def pack(self, name: str) -> Pack | None:
        """Return the pack with this name, if the side has it."""
        return next((pack for pack in self.packs if pack.name == name), None)

    def with_pack(self, name: str, change: Callable[[Pack], Pack]) -> Side:
        """Return the side with one of its packs changed."""
        return attrs.evolve(self, packs=tuple(change(pack) if pack.name == name else pack for pack in self.packs))


@attrs.frozen(eq=False)
class Cause(Part):
    """One thing that differs between the sides."""

    kind: ClassVar[str] = ""

    @property
    def text(self) -> Text:
        """The cause in a line, with its values before and after."""
        raise NotImplementedError

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the cause ready for JSON: its kind, what it is about, before, after, where it is written, a sentence."""
        return {"kind": self.kind, **self._about(language), "text": self.text.within(language)}

    def touches(self, rule: Rule) -> bool:
        """Whether `rule` may come out otherwise because of it."""
        raise NotImplementedError

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        """Return `side` with this one thing as on the `other` side; `later` says whether `side` is the later one."""
        raise NotImplementedError

    def _about(self, language: str | None) -> dict[str, Any]:
        return {}


@attrs.frozen(eq=False)
class RecordCause(Cause):
    """A row of the structure that was added, removed or changed."""

    kind: ClassVar[str] = "record"
    change: RowChange

    @property
    def text(self) -> Text:
        return self.change.text

    def read_by(self, rule: Rule | None) -> RecordCause:
        """Return the cause with those of its cells that a rule reads."""
        read = {} if rule is None else cells_read(rule)
        return RecordCause(self.change.only(sorted(read.get(self.change.table, ()))))

    def touches(self, rule: Rule) -> bool:
        table = self.change.table
        if table == "places":
            return True
        read = cells_read(rule)
        return table in read and (self.change.how != "changed" or not read[table].isdisjoint(self.change.cells))

    def edit(self, other: Side, later: bool) -> Edit:
        """Return the edit that makes the row as it is on the `other` side; `later` as in `moved`."""
        return self.change.undoing(other.structure) if later else self.change.doing(other.structure)

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        return attrs.evolve(side, structure=side.structure.with_edits([self.edit(other, later)]))

    def _about(self, language: str | None) -> dict[str, Any]:
        return self.change.to_dict()


@attrs.frozen(eq=False)
class ValueCause(Cause):
    """A parameter that has another value in force: set by the user, by another text, or on another day.

    `prefix` is how the division codes of the jurisdiction begin where the value is a local one.
    """

    kind: ClassVar[str] = "parameter"
    pack: str
    name: str
    before: Dated
    after: Dated
    days: tuple[date, date]
    prefix: str | None = None

    @property
    def text(self) -> Text:
        label, name = self.after.label, self.name
        was, now = (self._shown(dated, day) for dated, day in self._sides)
        where = self._where
        area = Text(zh=f"（区划代码 {self.prefix} 开头）", en=f" in divisions {self.prefix}…") if self.prefix else None
        return Text(
            zh=f"参数 {label.zh}（{name}）{area.zh if area else ''}：{was.zh} → {now.zh}（{where.zh}）",
            en=f"parameter {label.en} ({name}){area.en if area else ''}: {was.en} → {now.en} ({where.en})",
        )

    @property
    def differs(self) -> bool:
        """Whether the value in force is another one."""
        was, now = (dated.step(day) for dated, day in self._sides)
        return (was and was.value) != (now and now.value)

    def touches(self, rule: Rule) -> bool:
        return self.name in rule.reads

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        theirs = self._sides[0 if later else 1]
        pinned = _pinned(*theirs)
        if self.prefix is not None:
            return side.with_pack(self.pack, lambda pack: _with_local(pack, self.name, pinned))
        named = {self.name: pinned}
        return side.with_pack(self.pack, lambda pack: attrs.evolve(pack, parameters={**pack.parameters, **named}))

    @property
    def _sides(self) -> tuple[tuple[Dated, date], tuple[Dated, date]]:
        return (self.before, self.days[0]), (self.after, self.days[1])

    @staticmethod
    def _shown(dated: Dated, day: date) -> Text:
        step = dated.step(day)
        if step is None or step.value is None:
            return {
                "not yet": Text(zh="尚未施行", en="not yet in force"),
                "no longer": Text(zh="已不再施行", en="no longer in force"),
            }[dated.state(day)]
        return dated.shown(step.value)

    @property
    def _decisive(self) -> tuple[Dated, date, Step | None]:
        """Whose step says where the change is written: the later side's, or the earlier one's where that has none."""
        later = self.after.step(self.days[1])
        if later is not None:
            return self.after, self.days[1], later
        return self.before, self.days[0], self.before.step(self.days[0])

    @property
    def _where(self) -> Text:
        dated, day, step = self._decisive
        if step is None or step.citation is None:
            return step.note if step is not None and step.note is not None else dated.label
        written = step.citation.text(day)
        return Text(zh=f"{written.zh}，自 {step.start} 起", en=f"{written.en}, from {step.start}")

    def _about(self, language: str | None) -> dict[str, Any]:
        _, day, step = self._decisive
        was, now = (self._shown(dated, day).within(language) for dated, day in self._sides)
        cited = step is not None and step.citation is not None
        return {
            "pack": self.pack,
            "name": self.name,
            "jurisdiction": self.prefix,
            "from": was,
            "to": now,
            "since": step.start.isoformat() if step is not None and cited else None,
            "cites": [step.citation.on(day)] if step is not None and step.citation is not None else [],
        }


@attrs.frozen(eq=False)
class OptionCause(Cause):
    """An open question that is answered otherwise."""

    kind: ClassVar[str] = "option"
    pack: str
    switch: Switch
    options: tuple[str, str]

    @property
    def text(self) -> Text:
        was, now = self.options
        return Text(
            zh=f"未定问题 {self.switch.label.zh}（{self.switch.name}）：{was} → {now}",
            en=f"open question {self.switch.label.en} ({self.switch.name}): {was} → {now}",
        )

    def touches(self, rule: Rule) -> bool:
        return self.switch.name in rule.reads

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        chosen = {self.switch.name: self.options[0 if later else 1]}
        return side.with_pack(self.pack, lambda pack: attrs.evolve(pack, chosen={**pack.chosen, **chosen}))

    def _about(self, language: str | None) -> dict[str, Any]:
        cites = [self.switch.citation.on(date.max)]
        return {"pack": self.pack, "name": self.switch.name, "from": self.options[0], "to": self.options[1], "cites": cites}  # fmt: skip


@attrs.frozen(eq=False)
class PackCause(Cause):
    """A pack that is asked on one side only, or is another one on each side."""

    kind: ClassVar[str] = "pack"
    before: Pack | None
    after: Pack | None

    @property
    def name(self) -> str:
        """The name of the pack."""
        found = self.after or self.before
        assert found is not None
        return found.name

    @property
    def text(self) -> Text:
        if self.before is None:
            return Text(zh=f"规则包 {self.name} 只在变化后使用", en=f"the pack {self.name} is asked only after")
        if self.after is None:
            return Text(zh=f"规则包 {self.name} 只在变化前使用", en=f"the pack {self.name} is asked only before")
        versions = f"{self.before.version} → {self.after.version}"
        return Text(zh=f"规则包 {self.name} 不是同一个：{versions}", en=f"the pack {self.name} is another: {versions}")

    def touches(self, rule: Rule) -> bool:
        packs = [pack for pack in (self.before, self.after) if pack is not None]
        if any(pack.overlay is not None and _overlays(pack.overlay, rule) for pack in packs):
            return True
        ours = [next((one for one in pack.rules if one.code == rule.code), None) for pack in packs]
        return len(set(map(id, ours))) > 1 if len(packs) > 1 else ours[0] is not None

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        wanted = self.before if later else self.after
        kept = tuple(wanted if pack.name == self.name and wanted else pack for pack in side.packs)
        if wanted is None:
            kept = tuple(pack for pack in side.packs if pack.name != self.name)
        elif side.pack(self.name) is None:
            kept = (*side.packs, wanted)
        return attrs.evolve(side, packs=kept)

    def _about(self, language: str | None) -> dict[str, Any]:
        was, now = (None if pack is None else pack.version for pack in (self.before, self.after))
        return {"pack": self.name, "from": was, "to": now}


@attrs.frozen(eq=False)
class RuleCause(Cause):
    """A rule that says something on one of the days only: it had not begun yet."""

    kind: ClassVar[str] = "rule"
    rule: Rule
    days: tuple[date, date]

    @property
    def text(self) -> Text:
        written, start = self.rule.cites[0].text(max(self.days)), self.rule.starts
        return Text(
            zh=f"规则 {self.rule.code} 自 {start} 起施行（{written.zh}）",
            en=f"the rule {self.rule.code} is in force from {start} ({written.en})",
        )

    def touches(self, rule: Rule) -> bool:
        return rule is self.rule

    def _about(self, language: str | None) -> dict[str, Any]:
        cites = [citation.on(max(self.days)) for citation in self.rule.cites]
        return {"code": self.rule.code, "since": plain(self.rule.starts, language), "cites": cites}


@attrs.frozen(eq=False)
class DayCause(Cause):
    """The day itself: a term runs out, a year ends, a union is founded by then.

    `values` are the parameters that have another value on the other day: they are causes of their own, and stay as they
    are while the day alone is moved.
    """

    kind: ClassVar[str] = "day"
    days: tuple[date, date]
    values: tuple[ValueCause, ...] = ()

    @property
    def text(self) -> Text:
        was, now = self.days
        return Text(zh=f"日期：{was} → {now}", en=f"the day: {was} → {now}")

    def touches(self, rule: Rule) -> bool:
        return True

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        kept = side
        for value in self.values:
            kept = value.moved(kept, other, not later)
        return attrs.evolve(kept, on=other.on)

    def _about(self, language: str | None) -> dict[str, Any]:
        return {"from": self.days[0].isoformat(), "to": self.days[1].isoformat()}


@attrs.frozen(eq=False)
class OrderCause(Cause):
    """Rows without a key that stand in another order: of two head counts of one day the later row counts."""

    kind: ClassVar[str] = "order"
    table: str

    @property
    def text(self) -> Text:
        return Text(zh=f"{TABLES[self.table].zh}各行的先后不同", en=f"the rows of {self.table} stand in another order")

    def touches(self, rule: Rule) -> bool:
        return self.table in cells_read(rule)

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        tables = {name: side.structure.columns(name) for name in TABLES if side.structure.size(name)}
        tables[self.table] = other.structure.columns(self.table)
        return attrs.evolve(side, structure=Structure.from_columns(tables, base_places=side.structure.base_places))

    def _about(self, language: str | None) -> dict[str, Any]:
        return {"table": self.table}


@attrs.frozen(eq=False)
class Together(Cause):
    """Several causes of one kind that are moved at once: all that differs in the law, or in the records."""

    parts: tuple[Cause, ...]

    def moved(self, side: Side, other: Side, later: bool) -> Side:
        if isinstance(self.parts[0], RecordCause):
            return attrs.evolve(side, structure=other.structure)
        for part in self.parts:
            side = part.moved(side, other, later)
        return side


def _overlays(overlay: Overlay, rule: Rule) -> bool:
    return rule.code in overlay.forces or any(name in overlay.values for name in rule.reads)


def _pinned(dated: Dated, day: date) -> Dated:
    """Return the parameter with the value of one day on every day; without a value on it, without one on every day."""
    step = dated.step(day)
    if step is None or step.value is None:
        some = next(one for one in dated.values if one.value is not None)
        return attrs.evolve(dated, values=(attrs.evolve(some, start=date.max),))
    return attrs.evolve(dated, values=(attrs.evolve(step, start=date.min),))


def _with_local(pack: Pack, name: str, pinned: Dated) -> Pack:
    assert pack.overlay is not None
    values = {**pack.overlay.values, name: pinned}
    return attrs.evolve(pack, overlay=attrs.evolve(pack.overlay, values=values))
