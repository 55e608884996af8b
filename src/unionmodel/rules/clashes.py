"""What packs may not do together, though each is sound: use one name, code or parameter for two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from unionmodel.errors import InputError, nearest
from unionmodel.language import Text
from unionmodel.rules.discover import GROUP, Entry
from unionmodel.rules.pack import Pack


def clashes(chosen: tuple[Pack, ...], shipped: tuple[Pack, ...]) -> list[InputError]:
    """Return where `chosen` packs clash with one another, or with a shipped one, whether that is chosen or not.

    A code means one rule for ever, so none may be that of a shipped rule. A shipped pack with other settings is still
    that pack; and a pack object that is handed over under a shipped name, such as last year's, takes its place.
    """
    return list(_clashes(chosen, shipped))


@lru_cache(maxsize=64)
def _clashes(chosen: tuple[Pack, ...], shipped: tuple[Pack, ...]) -> tuple[InputError, ...]:
    errors: list[InputError] = []
    for one, other in combinations(chosen, 2):
        if not (one in shipped and other in shipped):
            errors.extend(_between(one, other))
    for one in chosen:
        for other in shipped:
            if one not in shipped and other not in chosen and not _stands_for(one, other):
                errors.extend((*_names(one, other), *_codes(one, other)))
        errors.extend(_overlaid(one, (*chosen, *shipped)))
    return tuple(dict.fromkeys(errors))


def _stands_for(pack: Pack, shipped: Pack) -> bool:
    return pack.name == shipped.name and (pack.rules == shipped.rules or pack.origin is None)


def _between(one: Pack, other: Pack) -> Iterator[InputError]:
    yield from _names(one, other)
    if one.name == other.name:
        return
    yield from _codes(one, other)
    for name in one.parameters:
        if name in other.parameters and one.parameters[name] != other.parameters[name]:
            problem, hint = _both(one, other, Text(zh="参数", en="the parameter"))
            yield InputError(name, None, problem, _with_prefix(hint, f"{other.name.replace('-', '_')}.{name}"))
    if one.overlay is not None and other.overlay is not None and one.overlay.prefix == other.overlay.prefix:
        problem = Text(
            zh=f"规则包 {_called(one).zh} 和 {_called(other).zh} 都针对这个地区",
            en=f"the packs {_called(one).en} and {_called(other).en} are both for this jurisdiction",
        )
        hint = Text(zh="只用其中一个，逐个写明规则包", en="take one of them, and name the packs one by one")
        yield InputError(one.overlay.prefix, None, problem, hint)


def _names(one: Pack, other: Pack) -> Iterator[InputError]:
    if one.name == other.name:
        problem = Text(
            zh=f"两个规则包同名：{_called(one).zh}，{_called(other).zh}",
            en=f"two packs have this name: {_called(one).en}, {_called(other).en}",
        )
        yield InputError(one.name, None, problem, Text(zh="只用其中一个，或改名", en="take one, or rename one"))


def _codes(one: Pack, other: Pack) -> Iterator[InputError]:
    codes = {rule.code: rule for rule in other.rules}
    for rule in one.rules:
        if rule.code in codes and codes[rule.code] is not rule:
            problem, hint = _both(one, other, Text(zh="规则", en="a rule"))
            yield InputError(rule.code, None, problem, hint)


def _both(one: Pack, other: Pack, what: Text) -> tuple[Text, Text]:
    problem = Text(
        zh=f"规则包 {_called(one).zh} 和 {_called(other).zh} 各有一个同名的{what.zh}",
        en=f"the packs {_called(one).en} and {_called(other).en} both have {what.en} of this name",
    )
    return problem, Text(zh="给自己的另起名称", en="give your own another name")


def _with_prefix(hint: Text, name: str) -> Text:
    return Text(zh=f"{hint.zh}，如 {name}", en=f"{hint.en}, such as {name}")


def _called(pack: Pack) -> Text:
    if pack.origin is None:
        return Text(zh=pack.name, en=pack.name)
    return Text(zh=f"{pack.name}（{pack.origin.text.zh}）", en=f"{pack.name} ({pack.origin.text.en})")


def _overlaid(pack: Pack, every: Iterable[Pack]) -> Iterator[InputError]:
    """Yield what an overlay changes that no pack has: no rule would read such a value."""
    if pack.overlay is None:
        return
    parameters = {name: found for other in every for name, found in other.parameters.items()}
    rules = {rule.code: rule for other in every for rule in other.rules}
    for name, value in pack.overlay.values.items():
        found = parameters.get(name)
        if found is None:
            yield _nothing(pack, name, Text(zh="没有这个参数", en="there is no such parameter"), parameters)
        elif getattr(found, "type", "switch") != value.type:
            kind = getattr(found, "type", "switch")
            problem = Text(zh=f"类型应为 {kind}，而不是 {value.type}", en=f"is {kind}, not {value.type}")
            yield InputError(f"{pack.name}.overlay: {name}", None, problem, "")
    for code in pack.overlay.forces:
        if code not in rules:
            yield _nothing(pack, code, Text(zh="没有这条规则", en="there is no such rule"), rules)


def _nothing(pack: Pack, name: str, problem: Text, known: Iterable[str]) -> InputError:
    guess = nearest(name, known)
    hint = Text(zh=f"是不是想写 {guess}？", en=f"did you mean {guess}?") if guess else Text(zh="", en="")
    return InputError(f"{pack.name}.overlay", name, problem, hint)


def same_entry(points: Sequence[Entry]) -> InputError:
    """Return the error that several installed packages bring a pack of one name."""
    packages = ", ".join(f"{entry.package} {entry.version}" for entry in points)
    problem = Text(
        zh=f"几个软件包都带有这个名称的规则包：{packages}",
        en=f"several packages bring a pack of this name: {packages}",
    )
    hint = Text(zh="只保留一个", en="keep one of them")
    return InputError(f"{GROUP}: {points[0].name}", None, problem, hint)
