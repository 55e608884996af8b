"""Values of one's own: what a TOML file, or the caller, puts in the place of the values that packs bring.

Such a file has its sources and values in the format of a pack's `sources.toml` and `parameters.toml`, and under
`[switches]` the options that are taken where a text leaves a question open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.law.dated import Dated, Switch, step_in
from unionmodel.law.reading import Section
from unionmodel.law.source import Source, sources_of

#: The parameters and switches of packs, by the name of the pack.
Known = Mapping[str, Mapping[str, Dated | Switch]]

_KEYS: Final = ("values", "unit", "label", "value", "clause", "start")
_PARAMETER: Final = Text(zh="参数", en="parameter")
#: A place, as the parameter `jurisdiction` names one.
_AREA = re.compile(r"\d{6}(\d{3})?", re.ASCII)


class NotUsed(UnknownName):
    """A parameter of a pack that exists, and is not among those that are asked for."""

    def __init__(self, name: str, pack: str) -> None:
        self.pack = pack
        super().__init__(_PARAMETER, name, ())

    @property
    def text(self) -> Text:
        """The message, in both languages."""
        return Text(
            zh=f"参数“{self.name}”属于规则包 {self.pack}，而这次没有用它；把它加进要用的规则包",
            en=f"the parameter {self.name!r} is one of the pack {self.pack}, which is not used; add it to the packs",
        )


def plain_name(name: object, known: Known, others: Known = MappingProxyType({})) -> str:
    """Return the name of a parameter or switch without the pack it may be written with (`gansu-2021.target.rate`).

    Raises UnknownName, with the nearest name, where no pack of `known` has it, and says so where one of `others` does.

    >>> from unionmodel.rulepacks import shipped
    >>> plain_name("gansu-2021.target.rate", {"gansu-2021": shipped()["gansu-2021"].parameters})
    'target.rate'
    """
    written = str(name)
    if any(written in parameters for parameters in known.values()):
        return written
    for pack, parameters in known.items():
        rest = written.removeprefix(f"{pack}.")
        if rest != written and rest in parameters:
            return rest
    for pack, parameters in others.items():
        if pack not in known and (written in parameters or written.removeprefix(f"{pack}.") in parameters):
            raise NotUsed(written, pack)
    pack = next((pack for pack in known if written.startswith(f"{pack}.")), "")
    near = [f"{pack}.{each}" for each in known[pack]] if pack else [each for one in known.values() for each in one]
    raise UnknownName(_PARAMETER, written, list(dict.fromkeys(near)))


def own_values_in(root: Section, known: Known, others: Known = MappingProxyType({})) -> dict[str, Dated | str]:
    """Return the values and options that a document gives, by the plain name of the parameter or switch.

    What is wrong is noted in `root`, everything at once: unknown keys, names, options and sources, wrong types and
    units, days in no order, values that begin before their source.
    """
    root.maybe_text("title")
    written = root.maybe_section("sources")
    sources = {} if written is None else sources_of(written)
    found: dict[str, Dated | str] = {}
    for key, take in (("parameters", _dated), ("switches", _option)):
        section = root.maybe_section(key)
        for name, value in () if section is None else _flat(section):
            assert section is not None
            try:
                plain = plain_name(name, known, others)
            except UnknownName as error:
                section.fault(name, error.text)
                continue
            taken = take(section, name, value, _of(plain, known), sources)
            if plain in found:
                section.fault(name, Text(zh="给出了两次", en="is given twice"))
            if taken is not None:
                found[plain] = taken
    root.close()
    if not root.has("parameters") and not root.has("switches"):
        root.fault(
            "parameters",
            Text(zh="既没有参数，也没有开关", en="there is neither a parameter nor a switch"),
        )
    if written is not None and not written.sound:
        # A source that could not be read is missing: that is not said again of every value that cites it.
        root.faults[:] = [fault for fault in root.faults if not _cites(fault)]
    return found


def begun_too_early(parameter: Dated | Switch) -> Iterator[tuple[Text, Text]]:
    """Yield what is wrong, and how to mend it, for each value that holds before the clause it is taken from.

    A number that we chose ourselves, because the text has none, may hold from any day on.
    """
    if isinstance(parameter, Switch) or parameter.ours:
        return
    for step in parameter.values:
        cited = step.citation
        if cited is None or cited.in_force(step.start):
            continue
        first = cited.version(step.start).start
        problem = Text(
            zh=f"取值自 {step.start} 起，而出处 {cited.on(step.start)} 自 {first} 起施行",
            en=f"a value holds from {step.start}, its source {cited.on(step.start)} from {first}",
        )
        yield problem, Text(zh=f"从 {first} 起，或另写出处", en=f"start on {first}, or cite another source")


def _cites(fault: Text) -> bool:
    return fault.en.partition(": ")[0].endswith(".clause")


def _of(name: str, known: Known) -> Dated | Switch:
    return next(parameters[name] for parameters in known.values() if name in parameters)


def _flat(section: Section, path: str = "", table: Mapping[str, Any] | None = None) -> Iterator[tuple[str, Any]]:
    """Yield the names in a table with what stands there; a name written without quotation marks is put together."""
    for key in list(section) if table is None else table:
        value = section.value(key) if table is None else table[key]
        name = f"{path}.{key}" if path else key
        if isinstance(value, dict) and value and not any(known in value for known in _KEYS):
            yield from _flat(section, name, value)
        else:
            yield name, value


def _option(section: Section, name: str, value: Any, known: Dated | Switch, _: Any) -> str | None:
    if not isinstance(known, Switch):
        section.fault(name, Text(zh="不是开关，写在 [parameters] 下", en="is no switch: write it under [parameters]"))
        return None
    try:
        return known.choose(value if not isinstance(value, bool) else str(value).lower())
    except UnknownName as error:
        section.fault(name, error.text)
        return None


def _dated(
    parent: Section, name: str, value: Any, known: Dated | Switch, sources: Mapping[str, Source]
) -> Dated | None:
    if isinstance(known, Switch):
        parent.fault(name, Text(zh="是开关，写在 [switches] 下", en="is a switch: write it under [switches]"))
        return None
    if not isinstance(value, dict):
        parent.fault(
            name,
            Text(
                zh="应为带 unit 和 [[values]] 的表，每个取值有 start、value、clause",
                en="a table with unit and [[values]] is needed, each value with start, value and clause",
            ),
        )
        return None
    section = parent.under(name, value)
    _same_unit(section, known.unit)
    if section.has("type"):
        section.one_of("type", (known.type,))
    label = section.maybe_text("label")
    steps = tuple(step_in(each, known.type, sources) for each in section.sections("values"))
    section.close()
    if not section.sound:
        return None
    made = parent.tried(lambda: attrs.evolve(known, label=label or known.label, values=steps, ours=False, by_user=True))
    if made is None:
        return None
    for problem, hint in begun_too_early(made):
        parent.fault(name, Text(zh=f"{problem.zh}；{hint.zh}", en=f"{problem.en}; {hint.en}"))
    for step in steps if name.endswith("jurisdiction") else ():
        if step.value is not None and not _AREA.fullmatch(step.value):
            parent.fault(
                name,
                Text(
                    zh=f"{step.value!r} 不是区划代码；应为六位或九位数字，如 630000",
                    en=f"{step.value!r} is no division code; six or nine digits are needed, such as 630000",
                ),
            )
    return made


def _same_unit(section: Section, unit: Text | None) -> None:
    """Note where the unit is not the one that the parameter is in: a number is never converted."""
    if unit is None:
        if section.has("unit"):
            section.value("unit")
            section.fault("unit", Text(zh="这个参数没有单位", en="this parameter has no unit"))
        return
    written = section.value("unit")
    given: Iterable[Any] = written.values() if isinstance(written, dict) else [written]
    if written is None or not all(one in (unit.zh, unit.en) for one in given):
        wanted = Text(zh=f"应为“{unit.zh}”", en=f"the unit is {unit.en!r}")
        if written is None:
            section.fault("unit", Text(zh=f"缺少；{wanted.zh}", en=f"is missing; {wanted.en}"))
        else:
            shown = "/".join(map(str, given))
            section.fault("unit", Text(zh=f"{wanted.zh}，而不是“{shown}”", en=f"{wanted.en}, not {shown!r}"))
