"""Campaigns from documents: shipped ones by name, a user's own from a TOML file or a mapping, all faults at once.

Numbers that a pack of rules has already are not written down twice: ``{ parameter = "target.rate" }`` takes the value
of the pack that the document names, and ``{ switch = "duties.apply_to", purposive = [...], literal = [...] }`` what
belongs to the option that the switch stands on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from unionmodel.errors import InputError, InputErrors, PackError, UnknownName
from unionmodel.grouping import grouped
from unionmodel.io.stored.campaigns import read_campaign, shipped_campaign, shipped_campaigns
from unionmodel.language import Text
from unionmodel.law.calendar import Phase
from unionmodel.law.dated import Dated
from unionmodel.law.reading import Section, reasons
from unionmodel.organise.in_force import plan_among, schemes_among
from unionmodel.rules.campaign import UNITS, Campaign, Duty, Paper, Target, definition_faults
from unionmodel.rules.pack import Pack

T = TypeVar("T")
#: The name and version of a definition, under the key `format`, which may be left out.
FORMAT = "unionmodel-campaign/1"
_NOWHERE = Text(zh="", en="")


def campaign_named(
    wanted: str | os.PathLike[str] | Mapping[str, Any] | Campaign | None, packs: Sequence[Pack]
) -> Campaign:
    """Return a campaign: of the packs or shipped by name, of a TOML file or a mapping like it, or the object itself.

    None stands for the campaign of the plan among the packs.

    Raises UnknownName for a name that is not shipped, InputErrors with everything that is wrong with a definition.
    """
    if isinstance(wanted, Campaign):
        return wanted
    if wanted is None:
        pack, scheme = plan_among(packs)
        return scheme.campaign.filled(pack.setting)
    if isinstance(wanted, Mapping):
        return campaign_in(wanted, packs)
    if isinstance(wanted, str) and not wanted.lower().endswith(".toml"):
        own = {scheme.campaign.name: (pack, scheme) for pack, scheme in schemes_among(packs)}
        if wanted in own:
            pack, scheme = own[wanted]
            return scheme.campaign.filled(pack.setting)
        known = shipped_campaigns()
        if wanted not in known:
            raise UnknownName(Text(zh="活动", en="campaign"), wanted, sorted({*own, *known}))
        return campaign_in(shipped_campaign(wanted), packs)
    return campaign_in(read_campaign(wanted), packs)


def campaign_in(document: Mapping[str, Any], packs: Sequence[Pack]) -> Campaign:
    """Return the campaign that a document describes. Raises InputErrors with everything that is wrong with it."""
    faults: list[InputError] = []
    pack = _pack(document.get("pack"), packs, faults)
    root = Section(_resolved({key: value for key, value in document.items() if key != "pack"}, "", pack, faults))
    fields = _fields(root, faults)
    root.close()
    noted: dict[str, list[InputError]] = {}
    for found in (faults, map(_as_error, root.faults), definition_faults(**fields)):
        # What is wrong at a path is said once: an unresolved name would come back as a missing value.
        for path, errors in grouped((error.path, error) for error in found).items():
            noted.setdefault(path, errors)
    if noted:
        raise InputErrors(error for errors in noted.values() for error in errors)
    return Campaign(**fields)


def _as_error(fault: Text) -> InputError:
    """Return a fault of a section, whose text begins with its path, as an error with a path."""
    path, _, zh = fault.zh.partition("：")
    return InputError(path, None, Text(zh=zh, en=fault.en.partition(": ")[2]), _NOWHERE)


def _pack(name: object, packs: Sequence[Pack], faults: list[InputError]) -> Pack | None:
    if name is None:
        return None
    found = next((pack for pack in packs if pack.name == name), None)
    if found is None:
        problem = UnknownName(Text(zh="规则包", en="pack"), name, [pack.name for pack in packs]).text
        faults.append(InputError("pack", None, problem, _NOWHERE))
    return found


def _resolved(value: Any, path: str, pack: Pack | None, faults: list[InputError]) -> Any:
    """Return `value` with what it takes from the pack filled in."""
    if isinstance(value, Mapping):
        if "switch" in value or set(value) == {"parameter"}:
            return _taken(value, path, pack, faults)
        return {key: _resolved(each, f"{path}.{key}" if path else key, pack, faults) for key, each in value.items()}
    if isinstance(value, list):
        return [_resolved(each, f"{path}[{number}]", pack, faults) for number, each in enumerate(value)]
    return value


def _taken(value: Mapping[str, Any], path: str, pack: Pack | None, faults: list[InputError]) -> Any:
    name = value.get("switch", value.get("parameter"))
    if pack is None:
        problem = Text(zh="没有写明取自哪个规则包（pack）", en="needs a pack to take it from (the key pack)")
        faults.append(InputError(path, name, problem, _NOWHERE))
        return None
    found = pack.parameters.get(str(name))
    if found is None:
        faults.append(
            InputError(path, None, UnknownName(Text(zh="参数", en="parameter"), name, pack.parameters).text, _NOWHERE)
        )
        return None
    if isinstance(found, Dated):
        return next((step.value for step in reversed(found.values) if step.value is not None), None)
    option = pack.option(found.name)
    if "switch" not in value:
        return option
    if option not in value:
        faults.append(InputError(path, None, Text(zh=f"缺少选项 {option}", en=f"lacks the option {option}"), _NOWHERE))
    return value.get(option)


def _fields(root: Section, faults: list[InputError]) -> dict[str, Any]:
    if root.value("format") not in (None, FORMAT):
        root.fault("format", Text(zh=f"应为 {FORMAT}", en=f"must be {FORMAT}"))
    return {
        "name": root.string("name"),
        "title": _text(root, "title") or _NOWHERE,
        "jurisdiction": root.string("jurisdiction"),
        "groups": root.strings("groups"),
        "phases": _phases(root, faults),
        "targets": _several(root, "targets", _target),
        "reporting": _reporting(root),
        "papers": _several(root, "papers", _paper),
        "duties": _several(root, "duties", _duty),
        "source": _text(root, "source"),
        "addresses": root.strings("addresses"),
        "confidence": root.maybe_string("confidence") or "own",
        "left_out": _several(root, "left_out", Section.itself),
    }


def _several(root: Section, key: str, read: Callable[[Section], T]) -> list[T]:
    """Return what the tables under a key, which may be left out, are read as; nothing may be left over in them."""
    found = []
    for section in root.sections(key) if root.has(key) else ():
        found.append(read(section))
        section.close()
    return found


def _text(section: Section, key: str) -> Text | None:
    """Take a text in both languages, or one that is the same in both."""
    if isinstance(section.value(key), str):
        found = section.maybe_string(key)
        return None if found is None else Text(zh=found, en=found)
    return section.maybe_text(key)


def _reporting(root: Section) -> str | tuple[str, ...]:
    if isinstance(root.value("reporting"), list):
        return root.strings("reporting")
    return root.maybe_string("reporting") or UNITS


def _phases(root: Section, faults: list[InputError]) -> list[Phase]:
    found = []
    for number, (section, name, label, start, end) in enumerate(_several(root, "phases", _phase)):
        if not section.sound:
            continue
        try:
            found.append(Phase(name, label, start, end))
        except PackError as error:
            faults += [InputError(f"phases[{number}].end", end, reason, _NOWHERE) for reason in reasons(error)]
    return found


def _phase(section: Section) -> tuple[Section, str, Text, date, date]:
    name, start, end = section.string("name"), section.day("start"), section.day("end")
    return section, name, _text(section, "label") or Text(zh=name, en=name), start, end


def _target(section: Section) -> Target:
    areas = section.maybe_section("areas")
    return Target(
        name=section.string("name"),
        kind=section.string("kind"),
        due_on=section.day("due_on"),
        share=section.value("share"),
        count=section.value("count"),
        since=section.maybe_day("since"),
        groups=section.strings("groups"),
        scope=section.maybe_string("scope") or "pooled",
        areas={} if areas is None else {area: areas.value(area) for area in areas},
        label=_text(section, "label"),
        source=_text(section, "source"),
        confidence=section.maybe_string("confidence") or "own",
        note=_text(section, "note"),
        of=section.maybe_string("of") or "members",
        each_year=bool(section.value("each_year")),
        held=bool(section.value("held")),
        force=section.maybe_string("force") or "target",
    )


def _paper(section: Section) -> Paper:
    return Paper(
        phase=section.string("phase"),
        opens_on=section.day("opens_on"),
        due_on=section.day("due_on"),
        label=_text(section, "label") or _NOWHERE,
        clause=section.maybe_string("clause"),
    )


def _duty(section: Section) -> Duty:
    return Duty(
        kinds=section.strings("kinds"),
        label=_text(section, "label") or _NOWHERE,
        unions=section.strings("unions"),
        since=section.day("since"),
        clause=section.maybe_string("clause"),
    )
