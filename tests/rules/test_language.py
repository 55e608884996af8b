"""The rule language refuses what is wrong when a rule is written, and says the same in two languages."""

from __future__ import annotations

import pytest

import unionmodel as um
from unionmodel.errors import PackError
from unionmodel.language import Text
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import Aggregate, LookUp
from unionmodel.rules.rule import Force, rule
from unionmodel.rules.terms import employers, funding, places, unions
from unionmodel.rules.types import MONEY, NUMBER
from unionmodel.rules.words import sentence

T = Text(zh="题", en="title")


def test_an_unknown_column_is_refused_with_the_nearest() -> None:
    with pytest.raises(PackError, match="did you mean kind"):
        _ = unions.kindd


def test_an_unknown_value_is_refused_with_the_nearest() -> None:
    with pytest.raises(PackError, match="did you mean joint_union"):
        _ = unions.kind == "joint_unions"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: unions.members == "many",
        lambda: unions.members >= unions.subsidy_standard,
        lambda: unions.kind > "joint_union",
        lambda: unions.members & unions.vertical,
        lambda: bool(unions.vertical),
        lambda: (unions.members >= 1) & (employers.workers >= 1),
        lambda: LookUp("n", "n", "n", unions.place.row, unions.kind),
        lambda: LookUp("n", "n", "n", unions.name, places.level),
        lambda: Aggregate("n", "n", "n", how="total", by=funding.union.row, of=funding.payer),
        lambda: Aggregate("n", "n", "n", how="count", by=funding.union.row, where=unions.vertical),
    ],
)
def test_a_wrongly_typed_tree_is_refused_when_it_is_written(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PackError):
        wrong()


def made(require, says=T):  # type: ignore[no-untyped-def]
    cites = um.packs()["data-quality"].rules[0].cites
    return rule(
        "XX101", "x", title=T, force=Force.MUST, cites=cites, each="unions", when=unions.vertical, require=require,
        says=says, mend=T, reason=T,
    )  # fmt: skip


def test_a_pack_refuses_everything_wrong_at_once() -> None:
    unknown = made(unions.members >= Parameter("threshold", NUMBER))
    nameless = made(unions.members >= 1, Text(zh="{memers}", en="{memers}"))
    with pytest.raises(PackError) as caught:
        um.Pack(name="x", version="1", title=T, rules=(unknown, nameless), sources={})
    text = str(caught.value)
    assert "no parameter named 'threshold'" in text
    assert "'memers'" in text
    assert "two rules share this code" in text


def test_a_parameter_of_the_wrong_type_is_refused() -> None:
    gansu = um.packs()["gansu-2021"]
    wrong = made(unions.members >= Parameter("funding_floor.amount", NUMBER))
    with pytest.raises(PackError, match="is money"):
        um.Pack(name="x", version="1", title=T, rules=(wrong,), sources={}, parameters=gansu.parameters)
    assert made(unions.subsidy_standard >= Parameter("funding_floor.amount", MONEY)).reads == ("funding_floor.amount",)


def test_a_rule_about_one_table_cannot_read_a_row_of_another() -> None:
    with pytest.raises(PackError, match="look_up"):
        made(employers.workers >= 1)


def test_a_tree_is_a_sentence_in_both_languages() -> None:
    said = sentence((unions.members >= 25) & unions.body.known())
    assert said.zh == "会员数不少于25，并且已写明组织机构"
    assert said.en == "members is at least 25, and body is known"
