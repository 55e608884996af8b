"""What the public functions are asked: by which packs, with which values, on which day."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs

from unionmodel.errors import InputError, PackError, PackErrors, UnknownName
from unionmodel.language import Text
from unionmodel.law.dated import Switch
from unionmodel.law.own_values import Known, plain_name
from unionmodel.law.reading import apart, reasons
from unionmodel.rulepacks import DEFAULT_PACKS, Placed, Wanted, resolved, shipped
from unionmodel.rules.pack import Pack

_One: TypeAlias = "Mapping[str, Any] | str | os.PathLike[str]"
#: Values of one's own: a mapping from names to values, the path of a TOML file, or several of these, later ones first.
Parameters: TypeAlias = "_One | Sequence[_One] | None"


def today_unless(on: date | None) -> date:
    """Return the day that is asked about: today, unless another is given."""
    return on or date.today()


@attrs.frozen
class Asked:
    """What a question says beside the structure: by which packs, with which values, on which day (default: today)."""

    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS
    parameters: Parameters = None
    on: date = attrs.field(default=None, converter=today_unless)

    def law(self, structure: Placed | None = None, *, overlays: bool = False) -> tuple[Pack, ...]:
        """Return the packs with the values and options that are asked for, and what `structure` lies in (`overlays`: all).

        A parameter is named as its pack names it, or with the pack before it (``gansu-2021.target.rate``). Raises
        UnknownName for one unknown name, PackErrors with everything that is wrong where it is more than that,
        InputErrors where a file cannot be read.
        """
        found = resolved(self.packs, structure, overlays=overlays)
        if not self.parameters:
            return found
        known = {pack.name: pack.parameters for pack in found}
        others = {pack.name: pack.parameters for pack in shipped().values()}
        settings: dict[str, Any] = {}
        for one in listed(self.parameters):
            settings.update(_read(one, known, others))
        return with_values(found, settings)

    def plan(self, structure: Placed | None = None) -> tuple[Pack, ...]:
        """Return the packs of `law`, one of which brings the scheme of a plan. Raises UnknownName where none does."""
        found = self.law(structure)
        if all(pack.scheme is None for pack in found):
            what = Text(zh="规则包（所问的事项由它规定）", en="pack among those chosen (it rules what is asked)")
            raise UnknownName(what, _shipped_plan().name, ())
        return found

    def law_and_plan(self, structure: Placed | None = None) -> tuple[Pack, ...]:
        """Return the packs of `law`, with the plan that is shipped where none of them brings the scheme of one."""
        found = self.law(structure)
        return found if any(pack.scheme is not None for pack in found) else (*found, _shipped_plan())


def _shipped_plan() -> Pack:
    return next(pack for pack in shipped().values() if pack.scheme is not None)


def with_values(packs: Iterable[Pack], settings: Mapping[str, Any]) -> tuple[Pack, ...]:
    """Return packs with values and options set in those that have them; a name that none of them has is passed over."""
    return tuple(
        pack.with_settings(mine)
        if (mine := {name: value for name, value in settings.items() if name in pack.parameters})
        else pack
        for pack in packs
    )


def listed(parameters: Parameters) -> list[_One]:
    """Return values of one's own as a list, later ones first to count.

    >>> listed({"target.rate": 70}), listed(None)
    ([{'target.rate': 70}], [])
    """
    if parameters is None:
        return []
    return [parameters] if isinstance(parameters, (str, os.PathLike, Mapping)) else list(parameters)


def _read(one: _One, known: Known, others: Known) -> Mapping[str, Any]:
    if isinstance(one, (str, os.PathLike)):
        from unionmodel.io.stored.own_values import read_own_values

        return read_own_values(one, known, others)
    settings: dict[str, Any] = {}
    unknown: list[tuple[str, UnknownName]] = []
    errors: list[InputError] = []
    for name, value in one.items():
        try:
            plain = plain_name(name, known, others)
            _tried(plain, value, known)
            settings[plain] = value
        except UnknownName as error:
            unknown.append((str(name), error))
        except PackError as error:
            errors.extend(InputError(str(name), None, *apart(_without(plain, line))) for line in reasons(error))
    if len(unknown) == 1 and not errors:
        raise unknown[0][1]
    if unknown or errors:
        raise PackErrors([*(InputError(name, None, *apart(error.text)) for name, error in unknown), *errors])
    return settings


def _tried(name: str, value: Any, known: Known) -> None:
    """Raise what is wrong with a value, before any pack is made with it."""
    found = next(parameters[name] for parameters in known.values() if name in parameters)
    if isinstance(found, Switch):
        found.choose(value)
    elif not isinstance(value, type(found)):
        found.with_value(value)


def _without(name: str, line: Text) -> Text:
    """Return a fault without the name of the parameter at its head: the path says it already."""
    return Text(zh=line.zh.removeprefix(f"{name}："), en=line.en.removeprefix(f"{name}: "))
