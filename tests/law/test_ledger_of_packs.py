"""The ledgers that are shipped say the truth: every clause, every rule and every parameter is accounted for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs
import pytest

import unionmodel as um
from unionmodel.language import Text
from unionmodel.law.ledger import LedgerEntry
from unionmodel.law.source import Citation
from unionmodel.rules.pack import Pack

GANSU = um.packs()["gansu-2021"]
GANSU_NAMES = {entry.clause: entry.implemented_by for entry in GANSU.ledger}
CLAUSES = [f"C{number:02d}" for number in range(1, 30)]
STATES = {"modelled", "partly", "left to judgement", "out of scope"}


def faults(pack: Pack, functions: Collection[str] = um.__all__) -> list[str]:
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


ALREADY = faults(GANSU)


def new(pack: Pack) -> list[str]:
    """Return what is wrong with a pack made from the plan's, and is not wrong with that one."""
    return [fault for fault in faults(pack) if fault not in ALREADY]


def entries(pack: Pack, but: str, **cells: object) -> tuple[LedgerEntry, ...]:
    """Return the ledger with one entry changed."""
    return tuple(attrs.evolve(one, **cells) if one.clause == but else one for one in pack.ledger)


@pytest.mark.parametrize("name", sorted(um.packs()))
def test_a_ledger_names_what_is_there_and_leaves_nothing_out(name: str) -> None:
    assert faults(um.packs()[name]) == []


def test_every_clause_of_the_plan_has_a_state_and_none_is_put_off() -> None:
    found = {entry.clause: entry.state for entry in GANSU.ledger}
    assert list(found) == CLAUSES
    put_off = [f"{clause} is {state}" for clause, state in found.items() if state not in STATES]
    assert put_off == []


def test_a_clause_without_a_state_is_named() -> None:
    shorter = attrs.evolve(GANSU, ledger=tuple(entry for entry in GANSU.ledger if entry.clause != "C07"))
    assert new(shorter) == ["the clause C07 of gansu-2021 has no state in the ledger of gansu-2021"]


def test_a_parameter_that_no_rule_reads_is_named() -> None:
    spare = attrs.evolve(GANSU.parameters["target.rate"], name="target.spare")
    pack = attrs.evolve(GANSU, parameters={**GANSU.parameters, "target.spare": spare})
    assert new(pack) == [
        "the parameter target.spare of gansu-2021 is read by no rule, and no function is said to read it"
    ]


def cited(code: str, *citations: Citation) -> Pack:
    rules = tuple(attrs.evolve(rule, cites=citations) if rule.code == code else rule for rule in GANSU.rules)
    return attrs.evolve(GANSU, rules=rules)


def test_a_citation_of_a_clause_that_does_not_exist_is_named() -> None:
    (real,) = next(rule.cites for rule in GANSU.rules if rule.code == "GS401")
    assert new(cited("GS401", attrs.evolve(real, clause="C42"))) == [
        "the rule GS401 cites the clause C42 of gansu-2021, which does not exist"
    ]


def test_a_citation_of_a_source_that_the_pack_does_not_have_is_named() -> None:
    foreign = next(rule.cites[0] for rule in um.packs()["trade-union-law"].rules)
    assert "the rule GS401 cites trade-union-law, which is no source of gansu-2021" in new(cited("GS401", foreign))


def test_a_rule_that_the_ledger_does_not_name_where_it_is_cited_is_named() -> None:
    left = tuple(name for name in GANSU_NAMES["C24"] if name != "GS401")
    pack = attrs.evolve(GANSU, ledger=entries(GANSU, "C24", implemented_by=left))
    assert new(pack) == ["the rule GS401 cites C24, but the ledger does not name it there"]


@pytest.mark.parametrize("name", ["GS999", "divine"])
def test_a_rule_or_function_that_does_not_exist_is_named(name: str) -> None:
    pack = attrs.evolve(GANSU, ledger=entries(GANSU, "C24", implemented_by=(*GANSU_NAMES["C24"], name)))
    assert new(pack) == [f"the ledger says that {name} implements C24, but there is no rule or function of this name"]


def test_a_clause_shows_its_rules_functions_and_parameters() -> None:
    found = um.law_coverage(["gansu-2021"]).clause("C01").to_dict("en")
    assert (found["state"], found["rules"], found["functions"]) == (
        "partly",
        [{"code": "GS301", "title": "workers are covered"}],
        ["coverage", "coverage_change", "coverage_if"],
    )
    names = [one["name"] for one in um.law_coverage(["gansu-2021"]).clause("C24").to_dict()["parameters"]]
    assert names == ["funding_floor.amount", "funding_floor.applies_to", "funding_floor.pro_rata"]


def test_the_totals_count_every_clause_once() -> None:
    found = um.law_coverage()
    assert sum(found.totals["gansu-2021"].values()) == 29
    assert list(found.totals["gansu-2021"]) == ["modelled", "partly", "left to judgement", "out of scope", "not yet"]
    assert sum(map(total, found.totals.values())) == len(found.clauses) == found.to_frame().height


def total(counts: dict[str, int]) -> int:
    return sum(counts.values())


def names_of(clauses: Iterable[str], text: str) -> list[str]:
    return [clause for clause in clauses if f"\n{clause}  " in text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_has_every_clause_and_ends_with_the_totals(language: str) -> None:
    text = um.law_coverage(["gansu-2021"]).render("text", language)
    assert names_of(CLAUSES, text) == CLAUSES
    assert text.splitlines()[-1].startswith({"zh": "合计：29 条；", "en": "total: 29 clauses; "}[language])


def test_why_not_is_in_the_language_that_is_asked_for() -> None:
    entry = next(entry for entry in GANSU.ledger if entry.clause == "C29")
    assert isinstance(entry.why, Text)
    line = um.law_coverage(["gansu-2021"]).clause("C29")
    assert (line.to_dict("zh")["why"], line.to_dict("en")["why"]) == (entry.why.zh, entry.why.en)


def test_a_clause_or_pack_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        um.law_coverage().clause("C42")
    with pytest.raises(um.UnionModelError, match="gansu-2021"):
        um.law_coverage(["gansu-2020"])
