"""Every clause of a source has an entry in its ledger, and every entry a clause."""

from __future__ import annotations

import pytest

from tests.law.written import both, ledger, plan, refused
from unionmodel.language import Text
from unionmodel.law.ledger import LedgerEntry

LEDGER = """
[C24]
state = "modelled"
implemented_by = ["GS401"]
[C01]
state = "partly"
implemented_by = ["GS301", "coverage"]
why = { zh = "原因", en = "because" }
[C14]
state = "not yet"
why = { zh = "以后", en = "later" }
"""


def test_a_ledger_is_in_the_order_of_the_clauses_and_takes_their_titles() -> None:
    assert ledger(LEDGER, plan()) == (
        LedgerEntry("C01", both("clause 1"), "partly", ("GS301", "coverage"), Text(zh="原因", en="because"), "plan"),
        LedgerEntry("C14", both("clause 14"), "not yet", (), Text(zh="以后", en="later"), "plan"),
        LedgerEntry("C24", both("clause 24"), "modelled", ("GS401",), source="plan"),
    )


def test_a_state_has_a_name_in_both_languages() -> None:
    entry = ledger(LEDGER, plan())[1]
    assert (entry.label.zh, entry.label.en) == ("尚未建模", "not yet")


def test_a_clause_without_an_entry_and_an_entry_without_a_clause_are_refused() -> None:
    assert refused(lambda: ledger(LEDGER.replace("[C24]", "[C42]"), plan())) == [
        "file:",
        "C42: there is no clause named 'C42'; did you mean C24?",
        "C24: the ledger has no entry for this clause",
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('implemented_by = ["GS401"]', "", "C24: names nothing that implements it"),
        ('state = "partly"', 'state = "out of scope"', "C01: is 'out of scope' and names what implements it"),
        ('why = { zh = "以后", en = "later" }', "", "C14: does not say why"),
        ('"not yet"', '"not jet"', "C14.state: there is no value named 'not jet'; did you mean not yet?"),
        ("why = { zh", "wy = { zh", "C01.wy: there is no key named 'wy'; did you mean why?"),
        ('["GS401"]', '["GS401", 3]', "C24.implemented_by: every item of the list must be text"),
        ('["GS401"]', '"GS401"', "C24.implemented_by: a list is needed, not 'GS401'"),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused(before: str, after: str, fault: str) -> None:
    assert refused(lambda: ledger(LEDGER.replace(before, after, 1), plan())) == ["file:", fault]
