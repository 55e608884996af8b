"""The ledger as people ask for it: every clause of a source, what implements it, and why not all of it is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
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


def ledger_faults(pack: Pack, functions: Collection[str]) -> list[str]:
    """Return what is wrong between a pack's rules, parameters and ledger, as sentences; nothing where all is well.

    `functions` are the names of the functions that a ledger may name. A clause must have a state; a rule must cite
    clauses that exist and be named by the ledger of each; what the ledger names must exist; a parameter must be read.
    """
    rules = {rule.code for rule in pack.rules}
    if not pack.ledger:
        return list(_unread(pack))
    return [
        *_without_state(pack),
        *_without_clause(pack),
        *_unnamed(pack),
        *(
            f"the ledger says that {name} implements {entry.clause}, but there is no rule or function of this name"
            for entry in pack.ledger
            for name in entry.implemented_by
            if name not in rules and name not in functions
        ),
        *_unread(pack),
    ]


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


def _without_state(pack: Pack) -> Iterator[str]:
    kept = {(entry.source, entry.clause) for entry in pack.ledger}
    own = [source for source in pack.sources.values() if source.id not in pack.borrowed]
    for source in own:
        for clause in source.clauses:
            if (source.id, clause) not in kept:
                yield f"the clause {clause} of {source.id} has no state in the ledger of {pack.name}"


def _without_clause(pack: Pack) -> Iterator[str]:
    for rule in pack.rules:
        for citation in rule.cites:
            source = pack.sources.get(citation.source.id)
            if source is None:
                yield f"the rule {rule.code} cites {citation.source.id}, which is no source of {pack.name}"
            elif citation.clause not in source.clauses:
                yield f"the rule {rule.code} cites the clause {citation.clause} of {source.id}, which does not exist"


def _unnamed(pack: Pack) -> Iterator[str]:
    named = {(entry.source, entry.clause): entry.implemented_by for entry in pack.ledger}
    for rule in pack.rules:
        for citation in rule.cites:
            if rule.code not in named.get((citation.source.id, citation.clause), (rule.code,)):
                yield f"the rule {rule.code} cites {citation.clause}, but the ledger does not name it there"


def _unread(pack: Pack) -> Iterator[str]:
    read = {name for rule in pack.rules for name in rule.reads}
    for name in pack.parameters:
        if name not in read:
            yield f"the parameter {name} of {pack.name} is read by no rule, and no function is said to read it"
