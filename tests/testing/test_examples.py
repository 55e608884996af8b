"""What an author of a pack is told about a rule whose examples or texts are not as they should be."""

from __future__ import annotations

import attrs
import pytest

import unionmodel as um
from unionmodel.language import Text
from unionmodel.rulepacks.trade_union_law.bodies_at_25 import COMMITTEE_AT_25
from unionmodel.rules.pack import Pack
from unionmodel.testing import check_pack, examples_of

LAW = um.packs()["trade-union-law"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNIONMODEL_LANG", "en")


def pack_with(**changes: object) -> Pack:
    return attrs.evolve(LAW, name="mine", rules=(attrs.evolve(COMMITTEE_AT_25, code="MY101", **changes),))


def complaints(pack: Pack, engines: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(AssertionError) as caught:
        check_pack(pack, engines)  # type: ignore[arg-type]
    return str(caught.value).splitlines()


def test_a_pack_of_ones_own_is_checked_beside_the_shipped_ones() -> None:
    check_pack(pack_with())


def test_an_example_that_comes_out_otherwise_is_named_with_both_outcomes_on_both_engines() -> None:
    wrong = attrs.evolve(COMMITTEE_AT_25.examples[0], outcome="broken")
    assert complaints(pack_with(examples=(wrong, *COMMITTEE_AT_25.examples[1:])), ("rows", "columns")) == [
        "mine:",
        "MY101: has no example that is held",
        "MY101, example “25 members and a committee” (rows): expected broken, found held",
        "MY101, example “25 members and a committee” (columns): expected broken, found held",
    ]


def test_everything_that_a_rule_lacks_is_told_at_once() -> None:
    few = pack_with(
        examples=COMMITTEE_AT_25.examples[2:4],
        title=Text(zh="committee", en="committee"),
        reason=Text(zh="委员会 \U0001f600", en="a committee"),
    )
    assert complaints(few) == [
        "mine:",
        "MY101: has 2 examples, 4 are asked for",
        "MY101: has no example that is held",
        "MY101: has no example that is broken",
        "MY101: title is not Chinese: 'committee'",
        "MY101: title is not English: 'committee'",
        r"MY101: reason holds '\U0001f600', which GBK lacks",
    ]


def test_each_example_comes_once_for_each_engine_under_a_name_of_its_own() -> None:
    names = [str(example) for example in examples_of(pack_with())]
    assert len(names) == len(set(names)) == 2 * len(COMMITTEE_AT_25.examples)
    assert names[:2] == ["MY101 25 members and a committee rows", "MY101 25 members and a committee columns"]
