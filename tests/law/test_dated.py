"""A dated value is in force, not yet, or no longer; never a default. An open question is a named choice."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest

from tests.law.written import both, law, parameters, plan, refused
from unionmodel.errors import NotInForce, UnknownName
from unionmodel.language import Text
from unionmodel.law.dated import Dated, Step, Switch, internal

START, RAISED, END = date(2021, 8, 1), date(2023, 1, 1), date(2025, 1, 1)


def floor(**changes: object) -> Dated:
    cites = plan().clause("C24")
    steps = (Step(START, 2_000_000, cites), Step(RAISED, 3_000_000, cites), Step(END, None, cites))
    made = Dated("floor.amount", Text(zh="下限", en="floor"), Text(zh="元", en="yuan"), "money", steps)
    return attrs.evolve(made, **changes)  # type: ignore[arg-type]


def scope() -> Switch:
    return Switch(
        "scope",
        both("scope"),
        {"each_group": both("each"), "pooled": both("all together")},
        "each_group",
        both("each?"),
        plan().clause("C14"),
    )


@pytest.mark.parametrize(
    ("day", "fen"),
    [(START, 2_000_000), (date(2022, 12, 31), 2_000_000), (RAISED, 3_000_000), (date(2024, 12, 31), 3_000_000)],
)
def test_the_value_is_the_one_of_the_day_in_fen(day: date, fen: int) -> None:
    assert floor().on(day) == fen
    assert floor().state(day) == "in force"


def refusal_of(day: date) -> Text:
    with pytest.raises(NotInForce) as caught:
        floor().on(day)
    text = caught.value.args[0]
    assert isinstance(text, Text)
    return text


def test_the_day_before_its_start_a_value_is_not_yet_in_force() -> None:
    assert floor().state(date(2021, 7, 31)) == "not yet"
    assert refusal_of(date(2021, 7, 31)).en == ("floor (floor.amount) on 2021-07-31: not yet, from 2021-08-01")
    assert refusal_of(date(2021, 7, 31)).zh == "下限（floor.amount）在 2021-07-31 尚未施行，自 2021-08-01 起施行"


def test_from_its_end_on_a_value_is_no_longer_in_force() -> None:
    assert floor().state(END) == "no longer"
    assert refusal_of(date(2025, 6, 1)).en == ("floor (floor.amount) on 2025-06-01: no longer, since 2025-01-01")
    assert refusal_of(END).zh == "下限（floor.amount）在 2025-01-01 已不再施行，自 2025-01-01 起停止施行"


def test_a_step_tells_the_clause_of_the_value() -> None:
    step = floor().step(RAISED)
    assert step == Step(RAISED, 3_000_000, plan().clause("C24"))
    assert floor().step(date(2021, 7, 31)) is None


def test_a_value_is_shown_with_its_unit() -> None:
    assert (floor().shown(2_000_000).zh, floor().shown(1_999_999).en) == ("20000 元", "19999.99 yuan")
    assert attrs.evolve(floor(), unit=None).shown(5).en == "0.05"


def test_a_value_of_ones_own_holds_on_the_same_days_and_cites_nothing() -> None:
    own = floor().with_value("15000.50")
    assert [own.on(day) for day in (START, RAISED)] == [1_500_050, 1_500_050]
    assert (own.state(date(2021, 7, 31)), own.state(END)) == ("not yet", "no longer")
    step = own.step(START)
    assert step is not None
    assert (step.citation, str(step.note.en) if step.note else "") == (None, "set by the user")
    assert (own.by_user, floor().by_user) == (True, False)


def test_values_of_ones_own_may_bring_their_own_days() -> None:
    own = floor().with_values({"2024-01-01": 10000, date(2022, 1, 1): Decimal("5000"), "2026-01-01": None})
    assert own.state(date(2021, 12, 31)) == "not yet"
    assert [own.on(date(year, 6, 1)) for year in (2022, 2023, 2024, 2025)] == [500_000, 500_000, 1_000_000, 1_000_000]
    assert own.state(date(2026, 1, 1)) == "no longer"


def test_a_value_of_ones_own_that_does_not_fit_is_refused() -> None:
    assert refused(lambda: floor().with_value("2万")) == [
        "floor.amount: an amount in yuan with at most two decimals is needed, such as 20000, not '2万'"
    ]
    assert refused(lambda: floor().with_values({"2022": 1})) == ["a day is needed, such as 2022-12-31, not '2022'"]
    assert refused(lambda: floor().with_values({})) == ["floor.amount: the first value must be there"]


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        (20000, 2_000_000),
        ("20000", 2_000_000),
        ("20000.5", 2_000_050),
        (Decimal("19999.99"), 1_999_999),
        (Decimal("20000.5000"), 2_000_050),
        (Decimal("2E+4"), 2_000_000),
        (0, 0),
        (10**15 - 1, (10**15 - 1) * 100),
    ],
)
def test_money_is_yuan_outside_and_exact_fen_inside(value: object, fen: int) -> None:
    assert internal("money", value) == fen


@pytest.mark.parametrize(
    "value",
    [20000.0, "19999.999", Decimal("0.001"), -1, "-1", True, None, 10**15, 10**5000, Decimal("1E+999999"),
     Decimal("1E-999999"), Decimal("NaN"), "20,000", "2万", "", date(2022, 1, 1)],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_no_exact_amount_is_refused(value: object) -> None:
    (line,) = refused(lambda: internal("money", value))
    assert line.startswith("an amount in yuan with at most two decimals is needed, such as 20000, not ")


@pytest.mark.parametrize(
    ("type_", "value", "inside"),
    [
        ("count", 25, 25),
        ("count", "0", 0),
        ("share", 80, 80),
        ("share", "100", 100),
        ("months", "6", 6),
        ("date", "2022-12-31", date(2022, 12, 31)),
        ("date", date(2022, 12, 31), date(2022, 12, 31)),
        ("text", " 620000 ", "620000"),
    ],
)
def test_each_type_reads_its_values(type_: str, value: object, inside: object) -> None:
    assert internal(type_, value) == inside  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("count", -1),
        ("count", 2.5),
        ("count", "2.5"),
        ("count", False),
        ("share", 101),
        ("share", Decimal("0.8")),
        ("months", "half"),
        ("date", "31.12.2022"),
        ("date", datetime(2022, 12, 31)),
        ("date", 20221231),
        ("text", " "),
        ("text", 620000),
    ],
)
def test_each_type_refuses_the_others(type_: str, value: object) -> None:
    assert len(refused(lambda: internal(type_, value))) == 1  # type: ignore[arg-type]


def test_a_parameter_built_wrongly_is_refused() -> None:
    later, earlier = Step(RAISED, 1), Step(START, 1)
    assert refused(lambda: floor(values=(later, earlier))) == [
        "floor.amount: days must go forward: 2021-08-01 comes after 2023-01-01"
    ]
    assert refused(lambda: floor(values=(earlier, Step(START, 2)))) == [
        "floor.amount: days must go forward: 2021-08-01 comes after 2021-08-01"
    ]
    assert refused(lambda: floor(values=(earlier, Step(RAISED, None), Step(END, None)))) == [
        "floor.amount: has ended before 2025-01-01 already"
    ]
    assert refused(lambda: floor(values=(Step(START, "20000"),), name="Floor")) == [
        "'Floor': a parameter is named in small letters, digits and underscores, with dots between its parts",
        "Floor: an amount in yuan with at most two decimals is needed, such as 20000, not '20000'",
    ]
    assert refused(lambda: floor(type="mony")) == ["floor.amount: there is no type named 'mony'; did you mean money?"]


def test_a_switch_takes_one_of_its_options() -> None:
    assert scope().choose("pooled") == "pooled"


def test_a_switch_refuses_an_unknown_option_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName) as caught:
        scope().choose("poolled")
    assert caught.value.text.en == "there is no option of scope named 'poolled'; did you mean pooled?"
    assert caught.value.text.zh == "没有名为“poolled”的选项（scope）；是不是想写 pooled？"
    with pytest.raises(UnknownName):
        scope().choose(True)


def test_a_switch_built_wrongly_is_refused() -> None:
    assert refused(lambda: attrs.evolve(scope(), default="each")) == [
        "scope: there is no option named 'each'; there are: each_group, pooled"
    ]
    assert refused(lambda: attrs.evolve(scope(), options={"each_group": both("each")})) == [
        "scope: at least two options are needed"
    ]


PARAMETERS = """
["target.rate"]
label = { zh = "入会率目标", en = "joining rate" }
unit = { zh = "%", en = "%" }
type = "share"
[["target.rate".values]]
start = 2021-08-01
value = 80
clause = "C01"
note = { zh = "到 2022-12-31", en = "by 2022-12-31" }
[["target.rate".values]]
start = 2023-01-01
ended = true
clause = "C01"

["small_employer.below"]
label = { zh = "小型单位", en = "small employer" }
type = "count"
ours = true
[["small_employer.below".values]]
start = 2021-08-01
value = 25
clause = "C14"

["floor.amount"]
label = { zh = "下限", en = "floor" }
type = "money"
[["floor.amount".values]]
start = 2021-08-01
value = 19999.99
clause = "C24"

["target.scope"]
label = { zh = "目标口径", en = "scope of the target" }
question = { zh = "各群体分别达标还是合计达标?", en = "Each group, or all together?" }
default = "each_group"
clause = "C01"
["target.scope".options]
each_group = { zh = "各群体分别", en = "each group" }
pooled = { zh = "合计", en = "all together" }
"""


def test_dated_values_and_switches_are_read_from_toml() -> None:
    found = parameters(PARAMETERS)
    rate, small, amount, switch = found.values()
    assert list(found) == ["target.rate", "small_employer.below", "floor.amount", "target.scope"]
    assert isinstance(rate, Dated) and isinstance(small, Dated) and isinstance(amount, Dated)
    assert (rate.on(date(2022, 12, 31)), rate.state(date(2023, 1, 1)), rate.ours) == (80, "no longer", False)
    assert (small.on(START), small.ours) == (25, True)
    assert amount.on(START) == 1_999_999
    step = small.step(START)
    assert step is not None and step.citation is not None
    assert step.citation.on(START) == "plan#C14"
    assert isinstance(switch, Switch)
    assert (switch.default, list(switch.options), switch.options["pooled"].zh) == (
        "each_group", ["each_group", "pooled"], "合计",
    )  # fmt: skip


def test_everything_wrong_with_a_file_of_parameters_is_named_at_once() -> None:
    written = (
        PARAMETERS.replace("value = 80", "value = 180")
        .replace("start = 2023-01-01", "start = 2021-07-01")
        .replace('clause = "C14"', 'clause = "C41"')
        .replace("ours = true", "our = true")
        .replace('type = "money"', 'type = "mony"')
        .replace('default = "each_group"', 'default = "each"')
    )
    assert refused(lambda: parameters(written)) == [
        "file:",
        "target.rate.values[0].value: a whole number of percent from 0 to 100 is needed, not 180",
        "target.rate: days must go forward: 2021-07-01 comes after 2021-08-01",
        "small_employer.below.values[0].clause: plan: there is no clause named 'C41'; did you mean C24?",
        "small_employer.below.our: there is no key named 'our'; did you mean ours?",
        "floor.amount.type: there is no value named 'mony'; did you mean money?",
        "target.scope: there is no option named 'each'; there are: each_group, pooled",
    ]


def test_days_out_of_order_are_refused() -> None:
    written = PARAMETERS.replace("start = 2023-01-01", "start = 2021-07-01")
    assert refused(lambda: parameters(written)) == [
        "file:",
        "target.rate: days must go forward: 2021-07-01 comes after 2021-08-01",
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("value = 25\n", ""), ("value = 25\n", "value = 25\nended = true\n")], ids=["none", "both"]
)
def test_a_step_has_a_value_or_ends(before: str, after: str) -> None:
    assert refused(lambda: parameters(PARAMETERS.replace(before, after))) == [
        "file:",
        "small_employer.below.values[0].value: either value or ended = true is needed",
    ]


def test_among_several_sources_a_clause_names_its_own() -> None:
    named = PARAMETERS.replace('clause = "C', 'clause = "plan#C').replace('"plan#C14"', '"law#11"')
    small = parameters(named, plan(), law())["small_employer.below"]
    assert isinstance(small, Dated)
    step = small.step(START)
    assert step is not None and step.citation is not None
    assert step.citation.on(START) == "law@old#10"
    assert refused(lambda: parameters(named.replace("law#11", "11"), plan(), law())) == [
        "file:",
        "small_employer.below.values[0].clause: there are several sources: write it as source#clause",
    ]
    assert refused(lambda: parameters(named.replace("law#11", "lawe#11"), plan(), law())) == [
        "file:",
        "small_employer.below.values[0].clause: there is no source named 'lawe'; did you mean law?",
    ]
