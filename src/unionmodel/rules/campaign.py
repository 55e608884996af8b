"""What a campaign is, as data: its groups, phases, targets, reporting units, and what is due in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from unionmodel.errors import InputError, InputErrors, UnknownName
from unionmodel.language import Text
from unionmodel.law.calendar import Phase
from unionmodel.model import vocabulary as v

#: Kinds of target: share of workers on a day, new members between two days, members on a day.
KINDS: Final = ("rate", "increment", "stock")
#: Whether each group, the groups together, or both have to reach the target.
SCOPES: Final = ("each_group", "pooled", "both")
#: What a target counts. Head counts measure members of the key groups; the others are named in the answer, without a figure.
COUNTED: Final = (
    "members",
    "active",
    "all_members",
    "unions",
    "employers",
    "federations",
    "stations",
    "agreements",
    "money",
)
#: How strongly a plan asks.
FORCES: Final = ("must", "should", "target", "may")
CONFIDENCE: Final = ("primary", "secondary", "memory", "own")
#: The reporting units of the structure: its prefectures, and places that are flagged.
UNITS: Final = "units"
_NOWHERE: Final = Text(zh="", en="")


@attrs.frozen
class ValueOf:
    """Stands for what the pack says: the value of a parameter, the option of a switch, or what of `options` goes with it."""

    name: str
    options: Mapping[str, Any] | None = attrs.field(default=None, hash=False)

    def __lt__(self, other: object) -> bool:
        # Nothing can be said of the order of two days before they are known.
        return False

    def given(self, value: Callable[[str], Any]) -> Any:
        """Return what it stands for, with `value` of every parameter and switch."""
        found = value(self.name)
        return found if self.options is None else self.options[found]


def value_of(name: str) -> Any:
    """Return what stands, in the campaign of a scheme, for the value of the parameter or the option of the switch."""
    return ValueOf(name)


def option_of(switch: str, **options: Any) -> Any:
    """Return what stands, in the campaign of a scheme, for that of `options` which the switch chooses."""
    return ValueOf(switch, options)


def _filled(part: Any, fill: Callable[[ValueOf], Any]) -> Any:
    """Return a part of a campaign in which `fill` has taken the place of everything that stands for what the pack says."""
    if isinstance(part, ValueOf):
        return fill(part)
    if isinstance(part, tuple):
        return tuple(_filled(one, fill) for one in part)
    if isinstance(part, (Phase, Target, Paper, Duty, Campaign)):
        names = [field.name for field in attrs.fields(type(part))]
        return attrs.evolve(part, **{name: _filled(getattr(part, name), fill) for name in names})
    return part


def _kept(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return several values as a tuple; one word stays one word, and what the pack gives is left as it is."""
    if isinstance(values, ValueOf):
        return values  # type: ignore[return-value]
    return (values,) if isinstance(values, str) else tuple(values)


@attrs.frozen
class Target:
    """What a campaign wants, and by when.

    `kind` is ``rate`` (members are `share` percent of the workers by `due_on`), ``increment`` (`count` more members
    from the end of `since` to `due_on`) or ``stock`` (`count` members by `due_on`). `groups` are those of the campaign
    where none are given. `scope` says whether each group, the groups together (``pooled``) or both have to reach it. A
    rate holds for every area; a count is that of the whole jurisdiction, and `areas` may give an area (a division code)
    its own. `source` and `confidence` say where the number comes from, `note` how it is read.

    `of` is what is counted, of `COUNTED`: members among the workers, or among those who are ``active``, members of all
    kinds, unions founded, employers that have one, ... An increment `each_year` is asked of every calendar year from the
    one after `since` to that of `due_on`; what is `held` is to be kept after `due_on`. `force` is how strongly it is asked.
    """

    name: str
    kind: str
    due_on: date
    share: int | None = None
    count: int | None = None
    since: date | None = None
    groups: tuple[str, ...] = attrs.field(default=(), converter=_kept)
    scope: str = "pooled"
    areas: Mapping[str, int] = attrs.field(factory=dict, converter=dict, hash=False)
    label: Text | None = None
    source: Text | None = None
    confidence: str = "own"
    note: Text | None = None
    of: str = "members"
    each_year: bool = False
    held: bool = False
    force: str = "target"

    @property
    def years(self) -> tuple[Target, ...]:
        """The target of each calendar year where it is asked of every one; itself where it is not."""
        if not self.each_year or self.since is None:
            return (self,)
        return tuple(
            attrs.evolve(
                self,
                name=f"{self.name}-{year}",
                since=date(year - 1, 12, 31),
                due_on=date(year, 12, 31),
                each_year=False,
            )
            for year in range(self.since.year + 1, self.due_on.year + 1)
        )

    def goal(self, area: str, jurisdiction: str) -> int | None:
        """Return the percent or the number that `area` has to reach; None where it has no target of its own."""
        if self.kind == "rate":
            return self.share
        return self.areas.get(area, self.count if area == jurisdiction else None)


@attrs.frozen
class Paper:
    """A plan or summary that every reporting unit makes: recorded in the table `plans` under `phase`, from `opens_on`
    to `due_on`. `clause` says where it is written."""

    phase: str
    opens_on: date
    due_on: date
    label: Text
    clause: str | None = None


@attrs.frozen
class Duty:
    """What every key union of one of `unions` (kinds) does in each calendar year: an activity of one of `kinds`.

    `since` is the day on which the duty begins to apply: the years that end on it or later have it.
    """

    kinds: tuple[str, ...] = attrs.field(converter=_kept)
    label: Text
    unions: tuple[str, ...] = attrs.field(converter=_kept)
    since: date
    clause: str | None = None


@attrs.frozen
class Campaign:
    """A campaign: who is to be organised, where, when and how far. InputErrors names everything wrong at once.

    `jurisdiction` is a division code, `groups` are groups of the vocabulary, `phases` may overlap or be missing.
    `reporting` is ``units`` (prefectures and flagged places), a level such as ``province``, or division codes.
    `left_out` says what of the source the definition does not hold. In the scheme of a pack, `value_of` and `option_of`
    stand for what the pack's parameters and switches say; `filled` puts it in.

    >>> Campaign("spring", Text(zh="春季", en="spring"), "620000", ("courrier",))
    Traceback (most recent call last):
    unionmodel.errors.InputErrors: ...
    """

    name: str
    title: Text
    jurisdiction: str
    groups: tuple[str, ...] = attrs.field(converter=_kept)
    phases: tuple[Phase, ...] = attrs.field(default=(), converter=_kept)
    targets: tuple[Target, ...] = attrs.field(default=(), converter=_kept)
    reporting: str | tuple[str, ...] = UNITS
    papers: tuple[Paper, ...] = attrs.field(default=(), converter=_kept)
    duties: tuple[Duty, ...] = attrs.field(default=(), converter=_kept)
    source: Text | None = None
    addresses: tuple[str, ...] = attrs.field(default=(), converter=_kept)
    confidence: str = "own"
    left_out: tuple[Text, ...] = attrs.field(default=(), converter=_kept)

    def __attrs_post_init__(self) -> None:
        if self.taken:
            return
        faults = definition_faults(**{field.name: getattr(self, field.name) for field in attrs.fields(Campaign)})
        if faults:
            raise InputErrors(faults)

    @property
    def taken(self) -> tuple[str, ...]:
        """The names of the parameters and switches of the pack whose values are still to be filled in."""
        seen: list[str] = []

        def note(one: ValueOf) -> ValueOf:
            seen.append(one.name)
            return one

        _filled(attrs.astuple(self, recurse=False), note)
        return tuple(dict.fromkeys(seen))

    def filled(self, value: Callable[[str], Any]) -> Campaign:
        """Return the campaign with `value` of every parameter and switch that it takes from the pack."""
        found: Campaign = _filled(self, lambda one: one.given(value))
        return found

    @property
    def measured(self) -> tuple[Target, ...]:
        """The targets that head counts can measure, those of each year one by one."""
        return tuple(year for target in self.targets if target.of == "members" for year in target.years)

    @property
    def unmeasured(self) -> tuple[Target, ...]:
        """The targets that are only told: of what no table has a number."""
        return tuple(target for target in self.targets if target.of != "members")

    def groups_of(self, target: Target) -> tuple[str, ...]:
        """Return the groups that `target` is about."""
        return target.groups or self.groups

    @property
    def starts_on(self) -> date | None:
        """The first day of the first phase, None where no phases are given."""
        return min((phase.start for phase in self.phases), default=None)

    @property
    def ends_on(self) -> date | None:
        """The last day of the last phase or target, None where there are neither."""
        days = [phase.end for phase in self.phases] + [target.due_on for target in self.targets]
        return max(days, default=None)


def definition_faults(**fields: Any) -> list[InputError]:
    """Return everything that is wrong with the fields of a campaign, each with its path (``targets[0].share``)."""
    faults = [
        InputError(name, None, Text(zh="缺少", en="is missing"), _NOWHERE)
        for name in ("name", "title", "jurisdiction", "groups", "targets")
        if not fields[name]
    ]
    faults += _words("groups", fields["groups"], v.Group, Text(zh="群体", en="group"))
    faults += _one_of("confidence", fields["confidence"], CONFIDENCE)
    reporting = fields["reporting"]
    if isinstance(reporting, str) and reporting != UNITS:
        levels = [UNITS, *(str(level) for level in v.PlaceLevel)]
        faults += _one_of("reporting", reporting, levels)
    faults += _repeated("phases", [phase.name for phase in fields["phases"]])
    faults += _repeated("targets", [target.name for target in fields["targets"]])
    for number, target in enumerate(fields["targets"]):
        faults.extend(_target_faults(f"targets[{number}]", target))
    for number, paper in enumerate(fields["papers"]):
        faults += _words(f"papers[{number}].phase", [paper.phase], v.Phase, Text(zh="阶段", en="phase"), listed=False)
        faults += _order(f"papers[{number}].due_on", paper.opens_on, paper.due_on)
    for number, duty in enumerate(fields["duties"]):
        faults += _words(
            f"duties[{number}].kinds", duty.kinds, v.ActivityKind, Text(zh="活动类型", en="kind of activity")
        )
        faults += _words(f"duties[{number}].unions", duty.unions, v.UnionKind, Text(zh="工会类型", en="kind of union"))
    return faults


def _target_faults(path: str, target: Target) -> Iterator[InputError]:
    if not target.name:
        yield InputError(f"{path}.name", None, Text(zh="缺少", en="is missing"), _NOWHERE)
    yield from _one_of(f"{path}.kind", target.kind, KINDS)
    yield from _one_of(f"{path}.scope", target.scope, SCOPES)
    yield from _one_of(f"{path}.of", target.of, COUNTED)
    yield from _one_of(f"{path}.force", target.force, FORCES)
    if target.each_year and target.kind != "increment":
        problem = Text(zh="只适用于 increment 类目标", en="belongs to a target of the kind increment only")
        yield InputError(f"{path}.each_year", target.kind, problem, Text(zh="删去", en="leave it out"))
    yield from _one_of(f"{path}.confidence", target.confidence, CONFIDENCE)
    yield from _words(f"{path}.groups", target.groups, v.Group, Text(zh="群体", en="group"))
    if target.kind not in KINDS:
        return
    wanted = {"rate": {"share"}, "increment": {"count", "since"}, "stock": {"count"}}[target.kind]
    for name in ("share", "count", "since"):
        value = getattr(target, name)
        if name in wanted and value is None:
            yield InputError(f"{path}.{name}", None, Text(zh="缺少", en="is missing"), _NOWHERE)
        elif name not in wanted and value is not None:
            problem = Text(
                zh=f"不适用于 {target.kind} 类目标", en=f"does not belong to a target of the kind {target.kind}"
            )
            yield InputError(f"{path}.{name}", value, problem, Text(zh="删去", en="leave it out"))
    if target.share is not None and not _whole(target.share, 1, 100):
        yield _not_whole(f"{path}.share", target.share, "1 到 100 的整数（百分数）", "a whole percent from 1 to 100")
    for name, count in (("count", target.count), *((f"areas.{area}", count) for area, count in target.areas.items())):
        if count is not None and not _whole(count, 1, 10**12):
            yield _not_whole(f"{path}.{name}", count, "大于 0 的整数", "a whole number above 0")
    if target.kind == "rate" and target.areas:
        problem = Text(zh="不适用于 rate 类目标", en="does not belong to a target of the kind rate")
        yield InputError(f"{path}.areas", dict(target.areas), problem, Text(zh="删去", en="leave it out"))
    if target.since is not None:
        yield from _order(f"{path}.due_on", target.since, target.due_on)


def _whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _not_whole(path: str, value: object, zh: str, en: str) -> InputError:
    return InputError(path, value, Text(zh=f"应为{zh}", en=f"must be {en}"), _NOWHERE)


def _words(
    path: str, found: Iterable[str], vocabulary: type[v.Vocabulary], what: Text, *, listed: bool = True
) -> list[InputError]:
    known = [str(member.value) for member in vocabulary]
    return [
        InputError(f"{path}[{number}]" if listed else path, None, UnknownName(what, word, known).text, _NOWHERE)
        for number, word in enumerate(found)
        if word not in known
    ]


def _one_of(path: str, word: str, known: Sequence[str]) -> list[InputError]:
    if word in known:
        return []
    return [InputError(path, None, UnknownName(Text(zh="取值", en="value"), word, known).text, _NOWHERE)]


def _repeated(path: str, names: Sequence[str]) -> list[InputError]:
    problem = Text(zh="名称重复", en="has a name that was used before")
    return [
        InputError(f"{path}[{number}].name", name, problem, Text(zh="换一个名称", en="give it another name"))
        for number, name in enumerate(names)
        if name and name in names[:number]
    ]


def _order(path: str, first: date, last: date) -> list[InputError]:
    if first <= last:
        return []
    return [InputError(path, last, Text(zh=f"早于 {first}", en=f"is before {first}"), _NOWHERE)]
