"""The ledger as people ask for it: every clause of a source, what implements it, and why not all of it is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.language import Text
from unionmodel.law.dated import Dated
from unionmodel.law.ledger import LEDGER_STATES, LedgerEntry
from unionmodel.rules.pack import Pack


@attrs.frozen
class ClauseCoverage(Part):
    """What has become of a clause: its state, the rules (code and title) and functions that implement it, and why not.

    `parameters` are the values and open questions that the clause is cited for.
    """

    KEYS = (
        "pack", "source=entry.source", "clause=entry.clause", "title=entry.title", "state=entry.state",
        "label=entry.label", "rules", "functions", "parameters", "why=entry.why",
    )  # fmt: skip

    pack: str
    entry: LedgerEntry
    rules: tuple[tuple[str, Text], ...]
    functions: tuple[str, ...]
    parameters: tuple[tuple[str, Text], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rules."""
        return tuple(code for code, _ in self.rules)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parameters."""
        return tuple(name for name, _ in self.parameters)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the clause, ready for JSON."""
        rules = [{"code": code, "title": title.within(language)} for code, title in self.rules]
        parameters = [{"name": name, "label": label.within(language)} for name, label in self.parameters]
        return super().to_dict(language) | {"rules": rules, "parameters": parameters}


@attrs.frozen
class LawCoverage(Answer):
    """What has become of every clause of the packs that keep a ledger, in the order of their sources."""

    KEYS = ("packs=titles", "clauses", "totals")
    ROWS = "clauses"
    COLUMNS: ClassVar[Columns] = dict.fromkeys(
        (*ClauseCoverage.KEYS[:6], "rules=codes", "functions", "parameters=names", "why=entry.why"), str
    )

    titles: Mapping[str, Text] = attrs.field(hash=False)
    clauses: tuple[ClauseCoverage, ...]

    @property
    def totals(self) -> dict[str, dict[str, int]]:
        """How many clauses of each pack are in each state."""
        found = {pack: Counter(str(clause.entry.state) for clause in self.of(pack)) for pack in self.titles}
        return {pack: {state: counts[state] for state in LEDGER_STATES} for pack, counts in found.items()}

    def clause(self, clause: str, pack: str | None = None) -> ClauseCoverage:
        """Return a clause by its name, of a pack or of the first that has it; KeyError where there is none."""
        for one in self.clauses:
            if one.entry.clause == clause and pack in (None, one.pack):
                return one
        raise KeyError(clause)

    def of(self, pack: str) -> tuple[ClauseCoverage, ...]:
        """Return the clauses of a pack."""
        return tuple(clause for clause in self.clauses if clause.pack == pack)


def law_coverage(packs: Sequence[Pack]) -> LawCoverage:
    """Return what has become of every clause of the packs that keep a ledger; see `unionmodel.law_coverage`."""
    kept = [pack for pack in packs if pack.ledger]
    clauses = tuple(_clause(pack, entry) for pack in kept for entry in pack.ledger)
    return LawCoverage({pack.name: pack.title for pack in kept}, clauses)


def _clause(pack: Pack, entry: LedgerEntry) -> ClauseCoverage:
    titles = {rule.code: rule.title for rule in pack.rules}
    named = [(code, titles[code]) for code in entry.implemented_by if code in titles]
    functions = tuple(name for name in entry.implemented_by if name not in titles)
    cited = [
        (name, found.label)
        for name, found in pack.parameters.items()
        for citation in ([step.citation for step in found.values] if isinstance(found, Dated) else [found.citation])
        if citation is not None and (citation.source.id, citation.clause) == (entry.source, entry.clause)
    ]
    return ClauseCoverage(pack.name, entry, tuple(named), functions, tuple(dict.fromkeys(cited)))
