"""The ledger: every clause of a source, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, cast

import attrs

from unionmodel.errors import PackError
from unionmodel.language import Text
from unionmodel.law.reading import Section, read_resource, refusal, unknown
from unionmodel.law.source import Source

LedgerState = Literal["modelled", "partly", "left to judgement", "out of scope", "not yet"]

#: The states, with their names in both languages.
LEDGER_STATES: Final = {
    "modelled": Text(zh="已建模", en="modelled"),
    "partly": Text(zh="部分建模", en="partly"),
    "left to judgement": Text(zh="留待判断", en="left to judgement"),
    "out of scope": Text(zh="不在范围内", en="out of scope"),
    "not yet": Text(zh="尚未建模", en="not yet"),
}
_IMPLEMENTED = ("modelled", "partly")


@attrs.frozen
class LedgerEntry:
    """What has become of a clause: its state, the rules and functions that implement it, and why not all is there.

    PackError where the three contradict each other: what is modelled, wholly or partly, names what implements it, and
    nothing else does; whatever is not wholly modelled says why. `source` is the id of the source that has the clause.
    """

    clause: str
    title: Text
    state: LedgerState
    implemented_by: tuple[str, ...] = ()
    why: Text | None = None
    source: str = ""

    def __attrs_post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise refusal(faults)

    @property
    def label(self) -> Text:
        """The name of the state, in both languages."""
        return LEDGER_STATES[self.state]

    def _faults(self) -> Iterator[Text]:
        if self.state not in LEDGER_STATES:
            yield self._named(unknown("状态", "state", self.state, LEDGER_STATES))
            return
        done = self.state in _IMPLEMENTED
        if done and not self.implemented_by:
            yield self._named(Text(zh="没有写明由什么实现", en="names nothing that implements it"))
        if not done and self.implemented_by:
            yield self._named(
                Text(
                    zh=f"状态为“{self.label.zh}”，却写明了由什么实现",
                    en=f"is {self.state!r} and names what implements it",
                )
            )
        if self.state != "modelled" and self.why is None:
            yield self._named(Text(zh="没有说明原因", en="does not say why"))

    def _named(self, problem: Text) -> Text:
        return Text(zh=f"{self.clause}：{problem.zh}", en=f"{self.clause}: {problem.en}")


def load_ledger(package: str, *sources: Source, resource: str = "ledger.toml") -> tuple[LedgerEntry, ...]:
    """Return the ledger of `sources` that a package brings, in the order of the sources' clauses.

    Each clause is a table of the TOML file with `state`, `implemented_by` and `why`; its title is the source's. A clause
    of any source but the first is called with it: `["women-committee#11"]`.
    PackError names everything wrong with the file at once: a clause without an entry, an entry without a clause.
    """
    root, head = read_resource(package, resource)
    return ledger_in(root, head, *sources)


def ledger_in(root: Section, head: Text, *sources: Source) -> tuple[LedgerEntry, ...]:
    """Return the ledger of a file that is already read; `head` introduces its faults."""
    called = {
        clause if source is sources[0] else f"{source.id}#{clause}": (source, clause)
        for source in sources
        for clause in source.clauses
    }
    found = {}
    for name, section in root.members():
        if name in called:
            found[name] = _entry(*called[name], section)
        else:
            root.fault(name, unknown("条目", "clause", name, called))
    for name in called:
        if not root.has(name):
            root.fault(name, Text(zh="台账中没有这一条", en="the ledger has no entry for this clause"))
    root.finish(head)
    entries = (found[name] for name in called)
    return tuple(entry for entry in entries if entry is not None)


def _entry(source: Source, clause: str, section: Section) -> LedgerEntry | None:
    state, implemented_by = section.one_of("state", tuple(LEDGER_STATES)), section.strings("implemented_by")
    why = section.maybe_text("why")
    section.close()
    if not section.sound:
        return None
    try:
        return LedgerEntry(clause, source.clauses[clause], cast(LedgerState, state), implemented_by, why, source.id)
    except PackError as error:
        section.refused(error)
        return None
