"""Values by the day, each with the clause it comes from; and the open questions of a text as named switches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, Literal, cast

import attrs

from unionmodel.errors import NotInForce, PackError, UnknownName
from unionmodel.language import Text
from unionmodel.law.reading import Section, read_resource, reasons, refusal, unknown
from unionmodel.law.source import Citation, Source

#: What a parameter is. A share is a whole number of hundredths (80 is 80 %); money is yuan outside, integer fen inside.
ValueType = Literal["money", "count", "share", "months", "date", "text"]
State = Literal["in force", "not yet", "no longer"]

VALUE_TYPES: Final = ("money", "count", "share", "months", "date", "text")
SET_BY_USER: Final = Text(zh="使用者设定", en="set by the user")

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", re.ASCII)
_MONEY = re.compile(r"(\d{1,15})(?:\.(\d{1,2})0*)?", re.ASCII)
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_NEEDED: Final[Mapping[str, Text]] = {
    "money": Text(
        zh="应为金额（元，最多两位小数），例如 20000",
        en="an amount in yuan with at most two decimals is needed, such as 20000",
    ),
    "count": Text(zh="应为不小于 0 的整数", en="a whole number, 0 or more, is needed"),
    "share": Text(zh="应为 0 到 100 的整数（百分数）", en="a whole number of percent from 0 to 100 is needed"),
    "months": Text(zh="应为不小于 0 的整数（月）", en="a whole number of months, 0 or more, is needed"),
    "date": Text(zh="应为日期，例如 2022-12-31", en="a day is needed, such as 2022-12-31"),
    "text": Text(zh="应为不为空的文本", en="a text that is not blank is needed"),
}


def internal(type_: ValueType, value: object) -> Any:
    """Return `value` as engines hold it: money (yuan outside) as int fen, the other numbers as int, days as `date`.

    Numbers and days may be written as text, as on a command line. PackError where the value does not fit or is not
    exact: a third decimal is refused, never rounded, and a binary fraction (float) is no amount.

    >>> internal("money", "20000.50"), internal("share", 80), internal("date", "2022-12-31")
    (2000050, 80, datetime.date(2022, 12, 31))
    """
    found = _read(type_, value)
    if found is None:
        raise refusal([_misfit(type_, value)])
    return found


def _misfit(type_: ValueType, value: object) -> Text:
    needed, given = _NEEDED[type_], repr(value) if not _endless(value) else type(value).__name__
    if len(given) > 60:
        given = given[:57] + "..."
    return Text(zh=f"{needed.zh}，而不是 {given}", en=f"{needed.en}, not {given}")


def _endless(value: object) -> bool:
    """Whether Python may refuse to write the number out."""
    return isinstance(value, int) and abs(value) >= 10**60


def _read(type_: ValueType, value: object) -> Any:
    if type_ == "text":
        return value.strip() if isinstance(value, str) and value.strip() else None
    if type_ == "date":
        return _day(value)
    written = _written(value)
    if type_ == "money":
        amount = _MONEY.fullmatch(written)
        return int(amount[1]) * 100 + int((amount[2] or "").ljust(2, "0")) if amount else None
    if not _WHOLE.fullmatch(written) or (type_ == "share" and int(written) > 100):
        return None
    return int(written)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _written(value: object) -> str:
    """Return the digits of a number; nothing for what is no number, or one that no parameter can hold."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if 0 <= value < 10**15 else ""
    # The exponent is looked at first: 1E+999999 has a million digits.
    if isinstance(value, Decimal) and value.is_finite() and -60 < value.adjusted() < 15:
        exponent = cast(int, value.as_tuple().exponent)
        if exponent >= -60:
            return f"{value:f}"
    return ""


@attrs.frozen
class Step:
    """The value that holds from `start` on, as engines hold it; None: from then on there is none.

    `citation` is where it says so; a value that the user has set has none.
    """

    start: date
    value: Any
    citation: Citation | None = None
    note: Text | None = None


@attrs.frozen
class Dated:
    """A parameter of a text, by day. PackError where the steps are not in their order or a value does not fit `type`.

    `values` hold internal values. `ours` says that the text gives no number here and we chose one; `by_user` that the
    user has set it.
    """

    name: str
    label: Text
    unit: Text | None
    type: ValueType
    values: tuple[Step, ...]
    ours: bool = False
    by_user: bool = False

    def __attrs_post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise refusal(faults)

    def step(self, day: date) -> Step | None:
        """Return the last step begun by `day`, with its clause; None before the first."""
        return next((step for step in reversed(self.values) if step.start <= day), None)

    def state(self, day: date) -> State:
        """Whether the parameter has a value on `day`, does not have one yet, or has none any more."""
        step = self.step(day)
        if step is None:
            return "not yet"
        return "no longer" if step.value is None else "in force"

    def on(self, day: date) -> Any:
        """Return the value in force on `day`: money in fen, shares in percent.

        NotInForce before the first day and after the last one; its first argument is the `Text` in both languages.
        """
        step = self.step(day)
        if step is None or step.value is None:
            raise NotInForce(self.absence(day))
        return step.value

    def absence(self, day: date) -> Text:
        """Return why there is no value on `day`, where there is none: not yet, or no longer."""
        step = self.step(day)
        if step is None:
            start = self.values[0].start
            return Text(
                zh=f"{self.label.zh}（{self.name}）在 {day} 尚未施行，自 {start} 起施行",
                en=f"{self.label.en} ({self.name}) on {day}: not yet, from {start}",
            )
        return Text(
            zh=f"{self.label.zh}（{self.name}）在 {day} 已不再施行，自 {step.start} 起停止施行",
            en=f"{self.label.en} ({self.name}) on {day}: no longer, since {step.start}",
        )

    def shown(self, value: Any) -> Text:
        """Return an internal value as readers write it, with its unit: `20000 元`, `20000 yuan`."""
        written = self.written(value)
        if self.unit is None:
            return Text(zh=written, en=written)
        return Text(zh=f"{written} {self.unit.zh}", en=f"{written} {self.unit.en}")

    def written(self, value: Any) -> str:
        """Return an internal value as it is written outside, without its unit: money in yuan."""
        if self.type != "money":
            return str(value)
        yuan, fen = divmod(value, 100)
        return f"{yuan}.{fen:02d}" if fen else str(yuan)

    def with_value(self, value: object) -> Dated:
        """Return a copy in which `value` (money in yuan) holds on every day on which the parameter has a value now.

        It is marked as set by the user and cites nothing. PackError where the value does not fit.
        """
        return self.with_values({step.start: None if step.value is None else value for step in self.values})

    def with_values(self, values: Mapping[date | str, object]) -> Dated:
        """Return a copy with other values by the day they hold from, such as another province's floor.

        None ends the parameter. The copy is marked as set by the user and cites nothing. PackError where a day or a
        value does not fit.
        """
        steps = []
        for day, value in values.items():
            start = internal("date", day)
            try:
                steps.append(Step(start, None if value is None else internal(self.type, value), None, SET_BY_USER))
            except PackError as error:
                raise refusal(_named(self.name, reason) for reason in reasons(error)) from None
        return attrs.evolve(self, values=tuple(sorted(steps, key=lambda step: step.start)), by_user=True)

    def replaced_by(self, other: Dated) -> Dated:
        """Return a copy with the values of `other`, marked as set by the user. PackError where the types differ."""
        if other.type != self.type:
            raise refusal([_named(self.name, unknown("类型", "type", other.type, (self.type,)))])
        return attrs.evolve(self, values=other.values, by_user=True)

    def _faults(self) -> Iterator[Text]:
        if not _NAME.fullmatch(self.name):
            yield _bad_name(self.name)
        if self.type not in VALUE_TYPES:
            yield _named(self.name, unknown("类型", "type", self.type, VALUE_TYPES))
            return
        if not self.values or self.values[0].value is None:
            yield _named(self.name, Text(zh="首个取值不能缺少", en="the first value must be there"))
        yield from _order_faults(self.name, self.values)
        for earlier, later in pairwise(self.values):
            if earlier.value is None and later.value is None:
                yield _named(
                    self.name, Text(zh=f"在 {later.start} 之前已经停止", en=f"has ended before {later.start} already")
                )
        for step in self.values:
            if step.value is not None and not self._holds(step.value):
                yield _named(self.name, _misfit(self.type, step.value))

    def _holds(self, value: object) -> bool:
        """Whether `value` is an internal value of the type."""
        if self.type in ("date", "text"):
            return _read(self.type, value) == value and (self.type == "text" or isinstance(value, date))
        return type(value) is int and value >= 0 and (self.type != "share" or value <= 100)


def _order_faults(name: str, steps: Sequence[Step]) -> Iterator[Text]:
    for earlier, later in pairwise(steps):
        if later.start <= earlier.start:
            yield _named(
                name,
                Text(
                    zh=f"日期应由先到后：{later.start} 排在 {earlier.start} 之后",
                    en=f"days must go forward: {later.start} comes after {earlier.start}",
                ),
            )


def _copy(options: Mapping[str, Text]) -> dict[str, Text]:
    return dict(options)


def _items(options: Mapping[str, Text]) -> tuple[tuple[str, Text], ...]:
    return tuple(options.items())


@attrs.frozen
class Switch:
    """An open question of a text as a named choice: what is asked, the readings (by option), and the default one."""

    name: str
    label: Text
    options: Mapping[str, Text] = attrs.field(converter=_copy, eq=_items)
    default: str
    question: Text
    citation: Citation

    def __attrs_post_init__(self) -> None:
        faults = []
        if not _NAME.fullmatch(self.name):
            faults.append(_bad_name(self.name))
        if len(self.options) < 2:
            faults.append(_named(self.name, Text(zh="至少要有两个选项", en="at least two options are needed")))
        if self.default not in self.options:
            faults.append(_named(self.name, unknown("选项", "option", self.default, self.options)))
        if faults:
            raise refusal(faults)

    def choose(self, option: object) -> str:
        """Return `option`, if it is one of the options; UnknownName, with the nearest one, if it is not."""
        if isinstance(option, str) and option in self.options:
            return option
        raise UnknownName(Text(zh=f"选项（{self.name}）", en=f"option of {self.name}"), option, self.options)


def _named(name: str, problem: Text) -> Text:
    return Text(zh=f"{name}：{problem.zh}", en=f"{name}: {problem.en}")


def _bad_name(name: str) -> Text:
    return Text(
        zh=f"{name!r}：参数名应由小写字母、数字、下划线组成，以点分段",
        en=f"{name!r}: a parameter is named in small letters, digits and underscores, with dots between its parts",
    )


def load_parameters(
    package: str, sources: Mapping[str, Source], resource: str = "parameters.toml"
) -> dict[str, Dated | Switch]:
    """Return the dated values and the switches that a package brings, by name.

    Each is a table of the TOML file with the name in quotation marks: `["funding_floor.amount"]` with `label`, `type`,
    `unit`, `ours` and `[["funding_floor.amount".values]]` (`start`, `value` or `ended = true`, `clause`, `note`); a
    switch has `options`, `default` and `question` instead. A clause is `C24`, or `gansu-2021#C24` where there are
    several sources. PackError names everything wrong with the file at once.
    """
    root, head = read_resource(package, resource)
    return parameters_in(root, head, sources)


def parameters_in(root: Section, head: Text, sources: Mapping[str, Source]) -> dict[str, Dated | Switch]:
    """Return the parameters of a file that is already read; `head` introduces its faults."""
    found: dict[str, Dated | Switch | None] = {}
    for name, section in root.members():
        found[name] = _switch(name, section, sources) if section.has("options") else _dated(name, section, sources)
    root.finish(head)
    return {name: parameter for name, parameter in found.items() if parameter is not None}


def _dated(name: str, section: Section, sources: Mapping[str, Source]) -> Dated | None:
    label, unit, ours = section.text("label"), section.maybe_text("unit"), section.flag("ours")
    type_ = cast(ValueType, section.one_of("type", VALUE_TYPES))
    steps = [step_in(each, type_, sources) for each in section.sections("values")]
    section.close()
    if not section.sound:
        # A day that could not be read stands as the first day of the calendar, and is out of no order.
        section.refused(refusal(_order_faults(name, [step for step in steps if step.start != date.min])))
        return None
    try:
        return Dated(name, label, unit, type_, tuple(steps), ours)
    except PackError as error:
        section.refused(error)
        return None


def step_in(section: Section, type_: ValueType, sources: Mapping[str, Source]) -> Step:
    """Return a value by the day as a table of a TOML file gives it; what is wrong is noted in `section`."""
    start, ended, note = section.day("start"), section.flag("ended"), section.maybe_text("note")
    citation = _citation(section, sources)
    written, value = section.value("value"), None
    if ended == (written is not None):
        section.fault(
            "value", Text(zh="要么写 value，要么写 ended = true", en="either value or ended = true is needed")
        )
    elif not ended and type_ in VALUE_TYPES:
        value = _read(type_, written)
        if value is None:
            section.fault("value", _misfit(type_, written))
    section.close()
    return Step(start, value, citation, note)


def _switch(name: str, section: Section, sources: Mapping[str, Source]) -> Switch | None:
    label, question, default = section.text("label"), section.text("question"), section.string("default")
    options = {}
    for option, each in section.section("options").members():
        options[option] = each.itself()
        each.close()
    citation = _citation(section, sources)
    section.close()
    if not section.sound or citation is None:
        return None
    try:
        return Switch(name, label, options, default, question, citation)
    except PackError as error:
        section.refused(error)
        return None


def _citation(section: Section, sources: Mapping[str, Source]) -> Citation | None:
    written = section.string("clause")
    if not written:
        return None
    name, mark, clause = written.partition("#")
    if not mark:
        name, clause = next(iter(sources)) if len(sources) == 1 else "", written
    if name not in sources:
        section.fault("clause", _no_source(name, sources))
        return None
    try:
        return sources[name].clause(clause)
    except PackError as error:
        for reason in reasons(error):
            section.fault("clause", reason)
        return None


def _no_source(name: str, sources: Mapping[str, Source]) -> Text:
    if name:
        return unknown("来源", "source", name, sources)
    return Text(zh="有几个来源，请写成 来源#条目", en="there are several sources: write it as source#clause")
