"""A pack: an explicit set of rules with their parameters, switches, sources and ledger."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from unionmodel.errors import InputErrors, PackError, UnknownName, nearest
from unionmodel.language import Text
from unionmodel.law.dated import Dated, Switch
from unionmodel.law.ledger import LedgerEntry
from unionmodel.law.reading import reasons, refusal, unknown
from unionmodel.law.source import Citation, Source
from unionmodel.rules.choices import Switched
from unionmodel.rules.expr import Parameter, walk
from unionmodel.rules.mending import Mends
from unionmodel.rules.origin import Origin
from unionmodel.rules.rule import Force, Rule
from unionmodel.rules.scheme import Scheme

_CODE = re.compile(r"[A-Z]{2,4}\d{3}")
#: A division code, or how those of a province or prefecture begin.
_PREFIX = re.compile(r"\d{2}(\d{2}){0,2}", re.ASCII)
#: What a message may name besides the fields of its rule.
_ALWAYS = frozenset({"name", "subject", "place"})


@attrs.frozen(eq=False)
class Overlay:
    """What a jurisdiction has otherwise than the rest of the country: values of its own, and how strongly it asks.

    `prefix` is how its division codes begin. `values` maps the name of a parameter of another pack to its values here,
    `forces` the code of a rule to the force it has here, with the clause that says so.
    """

    prefix: str
    values: Mapping[str, Dated] = attrs.field(factory=dict)
    forces: Mapping[str, tuple[Force, Citation]] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Pack:
    """The rules of one source, ready to be checked; everything wrong with it is refused here, all at once.

    `parameters` maps a name to a dated value or to a switch; `chosen` maps a switch to the option taken. A pack for one
    jurisdiction has an `overlay`, which changes what the rules of other packs say there. `origin` says where a pack that
    is not shipped was found. `borrowed` names the sources that another pack accounts for, so that the ledger here need
    not. `scheme` is what a plan says beside its rules; the last of several packs that brings one is the plan by which
    coverage, founding, money and campaigns are asked. `mends` maps the code of a rule to how `repair` mends it; a pack
    that is cut down to some of its rules keeps them.
    """

    name: str
    version: str
    title: Text
    rules: tuple[Rule, ...]
    sources: Mapping[str, Source]
    parameters: Mapping[str, Dated | Switch] = attrs.field(factory=dict)
    ledger: tuple[LedgerEntry, ...] = ()
    chosen: Mapping[str, str] = attrs.field(factory=dict)
    overlay: Overlay | None = None
    origin: Origin | None = None
    borrowed: frozenset[str] = frozenset()
    scheme: Scheme | None = None
    mends: Mapping[str, Mends] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        head = Text(zh=f"规则包 {self.name}：", en=f"pack {self.name}:")
        misfits = list(self._misfits())
        if misfits:
            raise refusal(misfits, head)
        faults = [*self._codes(), *(fault for rule in self.rules for fault in self._faults(rule))]
        faults += self._scheme_faults()
        if self.overlay is not None and not _PREFIX.fullmatch(self.overlay.prefix):
            prefix = self.overlay.prefix
            faults.append(
                Text(
                    zh=f"{prefix!r} 不是区划代码的开头：应为两位、四位或六位数字",
                    en=f"{prefix!r} is not how division codes begin: two, four or six digits are needed",
                )
            )
        if faults:
            raise refusal(dict.fromkeys(faults), head)

    def with_settings(self, settings: Mapping[str, Any]) -> Pack:
        """Return the pack with switches set and parameters replaced; PackError or UnknownName where one does not fit.

        A parameter is given one value for all days, or a `Dated` with values by day, each with its clause.
        """
        chosen, parameters = dict(self.chosen), dict(self.parameters)
        for name, value in settings.items():
            found = parameters.get(name)
            if found is None:
                raise UnknownName(Text(zh="参数", en="parameter"), name, parameters)
            if isinstance(found, Switch):
                chosen[name] = found.choose(value)
            elif isinstance(value, Dated):
                parameters[name] = found.replaced_by(value)
            else:
                parameters[name] = found.with_value(value)
        return attrs.evolve(self, chosen=chosen, parameters=parameters)

    def option(self, switch: str) -> str:
        """Return the option that `switch` stands on."""
        found = self.parameters[switch]
        assert isinstance(found, Switch)
        return self.chosen.get(switch, found.default)

    def value(self, name: str, on: date) -> Any:
        """Return the parameter `name` as in force on a day; NotInForce outside its time."""
        found = self.parameters[name]
        assert isinstance(found, Dated)
        return found.on(on)

    def setting(self, name: str) -> Any:
        """Return the last value of the parameter `name`, or the option that the switch of that name stands on."""
        found = self.parameters[name]
        if isinstance(found, Switch):
            return self.option(name)
        return next((step.value for step in reversed(found.values) if step.value is not None), None)

    def _misfits(self) -> Iterator[Text]:
        """Yield what is of a wrong type: nothing else can be looked at before it is put right."""
        for field, kind, found in (
            ("title", Text, [self.title]),
            ("rules", Rule, self.rules),
            ("sources", Source, self.sources.values() if isinstance(self.sources, Mapping) else [self.sources]),
            ("parameters", (Dated, Switch), self.parameters.values()),
            ("ledger", LedgerEntry, self.ledger),
            ("scheme", Scheme, () if self.scheme is None else [self.scheme]),
            ("mends", Mends, self.mends.values()),
        ):
            for one in found:
                if not isinstance(one, kind):
                    wanted = "Dated / Switch" if isinstance(kind, tuple) else kind.__name__
                    given = type(one).__name__
                    yield Text(
                        zh=f"{field}：应为 {wanted}，而不是 {given}", en=f"{field}: {wanted} is needed, not {given}"
                    )

    def _codes(self) -> Iterator[Text]:
        seen: set[str] = set()
        for rule in self.rules:
            if not _CODE.fullmatch(rule.code):
                yield Text(
                    zh=f"{rule.code}：代码应为规则包的前缀（二至四个大写字母）加三位数字",
                    en=f"{rule.code}: a code is the prefix of the pack, two to four capital letters, and three digits",
                )
            if rule.code in seen:
                yield Text(zh=f"{rule.code}：两条规则共用这个代码", en=f"{rule.code}: two rules share this code")
            seen.add(rule.code)

    def _scheme_faults(self) -> Iterator[Text]:
        if self.scheme is None:
            return
        yield from self.scheme.faults(self.parameters)
        strange = [name for name in self.scheme.campaign.taken if name not in self.parameters]
        yield from (unknown("参数", "parameter", name, self.parameters) for name in strange)
        if not strange:
            try:
                self.scheme.campaign.filled(self.setting)
            except InputErrors as errors:
                for error in errors.errors:
                    yield Text(zh=f"campaign: {error.render('zh')}", en=f"campaign: {error.render('en')}")
            except PackError as error:
                yield from reasons(error)

    def _faults(self, rule: Rule) -> Iterator[Text]:
        try:
            trees = [*rule.trees, *(tree for fact in rule.facts for tree in fact.inputs)]
        except PackError as error:
            yield from (_of(rule, reason) for reason in reasons(error))
            return
        for node in {id(node): node for tree in trees for node in walk(tree)}.values():
            if isinstance(node, Parameter):
                yield from self._parameter_faults(rule, node)
            elif isinstance(node, Switched):
                yield from self._switch_faults(rule, node)
        shown = {field for part in rule.parts for field in part.shows} | _ALWAYS
        for text in (rule.says.zh, rule.says.en, rule.mend.zh, rule.mend.en):
            for _, field, _, _ in string.Formatter().parse(text):
                if field is not None and field not in shown:
                    yield _of(rule, _unshown(field, shown))

    def _parameter_faults(self, rule: Rule, node: Parameter) -> Iterator[Text]:
        found = self.parameters.get(node.name)
        if not isinstance(found, Dated):
            yield _of(rule, unknown("参数", "parameter", node.name, self.parameters))
        elif {"count": "number", "share": "number", "months": "number"}.get(found.type, found.type) != node.type.kind:
            yield Text(
                zh=f"{rule.code}：参数 {node.name!r} 的类型是 {found.type}，规则按 {node.type} 读取",
                en=f"{rule.code}: the parameter {node.name!r} is {found.type}, the rule reads it as {node.type}",
            )

    def _switch_faults(self, rule: Rule, node: Switched) -> Iterator[Text]:
        found = self.parameters.get(node.switch)
        if not isinstance(found, Switch):
            yield _of(rule, unknown("开关", "switch", node.switch, self.parameters))
        elif set(found.options) != set(node.options):
            options = ", ".join(sorted(found.options))
            yield Text(
                zh=f"{rule.code}：开关 {node.switch!r} 的选项是 {options}",
                en=f"{rule.code}: the switch {node.switch!r} has the options {options}",
            )


def _of(rule: Rule, problem: Text) -> Text:
    return Text(zh=f"{rule.code}：{problem.zh}", en=f"{rule.code}: {problem.en}")


def _unshown(field: str, shown: Iterable[str]) -> Text:
    guess = nearest(field, shown)
    return Text(
        zh=f"提示语用到 {field!r}，而规则没有给出它" + (f"；是不是想写 {guess}？" if guess else ""),
        en=f"the message names {field!r}, which the rule does not show" + (f"; did you mean {guess}?" if guess else ""),
    )
