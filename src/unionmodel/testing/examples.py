"""The examples of rules as tests, and what is asked of every rule of a pack: for authors of packs, and for our own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import attrs

from unionmodel.api.check import check
from unionmodel.checking.checking import Engine
from unionmodel.checking.report.report import Outcome
from unionmodel.language import Text, default_language
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS, resolved
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Example, Rule
from unionmodel.testing.judged import outcome_of
from unionmodel.testing.subjects import first_subject, structure_from

ENGINES: tuple[Engine, ...] = ("rows", "columns")
_FEWEST = 4
_CHINESE = re.compile("[\u4e00-\u9fff]")


@attrs.frozen(eq=False)
class RuleExample:
    """One example of one rule of a pack on one engine; as a ``str`` a name for test reports."""

    pack: Pack
    rule: Rule
    example: Example
    engine: Engine = "rows"

    def __str__(self) -> str:
        return f"{self.rule.code} {self.example.title.en} {self.engine}"

    def check(self) -> None:
        """Judge the example. Raises AssertionError where it does not come out as it says."""
        if fault := self.fault():
            raise AssertionError(fault.within(None))

    def fault(self) -> Text | None:
        """Return how the example comes out otherwise than it says; None where it does not."""
        rule, example = self.rule, self.example
        structure = structure_from(example.structure(rule.scene))
        packs = beside_the_default(self.pack, structure)
        found = outcome_of(
            structure,
            packs,
            rule.code,
            example.subject or first_subject(rule, structure),
            on=example.on or rule.on,
            engine=self.engine,
            parameters=example.settings,
        )
        if found.value == example.outcome:
            return None
        wanted = Outcome(example.outcome).text
        return Text(
            zh=f"{rule.code} 示例“{example.title.zh}”（{self.engine}）：应为“{wanted.zh}”，实为“{found.text.zh}”",
            en=f"{rule.code}, example “{example.title.en}” ({self.engine}): expected {wanted.en}, found {found.text.en}",
        )


def examples_of(pack: Pack, engines: Sequence[Engine] = ENGINES) -> tuple[RuleExample, ...]:
    """Return every example of every rule of `pack`, once for each engine, to be run one by one.

    >>> from unionmodel import packs
    >>> example = examples_of(packs()["trade-union-law"], engines=["rows"])[0]
    >>> print(example)
    TUL101 one rows
    >>> example.check()
    """
    return tuple(
        RuleExample(pack, rule, example, engine)
        for rule in pack.rules
        for example in rule.examples
        for engine in engines
    )


def check_pack(
    pack: Pack,
    engines: Sequence[Engine] = ENGINES,
    *,
    never_broken: Collection[str] = (),
    never_held: Collection[str] = (),
) -> None:
    """Run every example of `pack` on the engines, and ask of every rule what is asked of ours.

    A rule has at least four examples, among them one that holds and one that breaks it; its titles, messages and
    reason exist in Chinese and in English, can be printed in GBK, and name no field that is left open; its citation
    resolves on the day of the rule. `never_broken` and `never_held` name the codes of rules that cannot be broken, or
    cannot hold. Raises AssertionError with everything that is wrong.

    >>> from unionmodel import packs
    >>> check_pack(packs()["trade-union-law"], engines=["rows"], never_broken=["TUL202"])
    """
    faults = [fault for rule in pack.rules for fault in faults_of(pack, rule, never_broken, never_held)]
    faults += [fault for example in examples_of(pack, engines) if (fault := example.fault())]
    if faults:
        raise AssertionError("\n".join([f"{pack.name}:", *(fault.within(default_language()) for fault in faults)]))


def faults_of(
    pack: Pack, rule: Rule, never_broken: Collection[str] = (), never_held: Collection[str] = ()
) -> Iterator[Text]:
    """Yield what a rule lacks of what is asked of every rule, its examples not run; see `check_pack`."""
    outcomes = [example.outcome for example in rule.examples]
    if len(outcomes) < _FEWEST:
        yield _about(
            rule,
            f"只有 {len(outcomes)} 个示例，至少要有 {_FEWEST} 个",
            f"has {len(outcomes)} examples, {_FEWEST} are asked for",
        )
    for outcome, exempt in (("held", never_held), ("broken", never_broken)):
        if outcome not in outcomes and rule.code not in exempt:
            word = Outcome(outcome).text
            yield _about(rule, f"没有“{word.zh}”的示例", f"has no example that is {word.en}")
    for what, text in (("title", rule.title), ("says", rule.says), ("mend", rule.mend), ("reason", rule.reason)):
        yield from _in_both(rule, what, text)
    for example in rule.examples:
        yield from _in_both(rule, "example", example.title)
    for citation in rule.cites:
        try:
            citation.text(rule.on)
        except LookupError:
            yield _about(
                rule, f"引用的条款无法对应：{citation.clause}", f"cites what does not resolve: {citation.clause}"
            )
    if "broken" in outcomes:
        yield from _spoken(pack, rule)


def beside_the_default(pack: Pack, structure: Structure) -> tuple[Pack, ...]:
    """Return the packs of a usual check of `structure`, with `pack` among them: it stands for one of the same name."""
    usual = resolved(DEFAULT_PACKS, structure)
    if any(one is pack for one in usual):
        return usual
    return (*(one for one in usual if one.name != pack.name), pack)


def _in_both(rule: Rule, what: str, text: Text) -> Iterator[Text]:
    if not _CHINESE.search(text.zh):
        yield _about(rule, f"{what} 没有中文：{text.zh!r}", f"{what} is not Chinese: {text.zh!r}")
    if not text.en.strip() or text.en == text.zh:
        yield _about(rule, f"{what} 没有英文：{text.en!r}", f"{what} is not English: {text.en!r}")
    try:
        (text.zh + text.en).encode("gbk")
    except UnicodeEncodeError as problem:
        sign = problem.object[problem.start]
        yield _about(rule, f"{what} 含 GBK 没有的字符 {sign!a}", f"{what} holds {sign!a}, which GBK lacks")


def _spoken(pack: Pack, rule: Rule) -> Iterator[Text]:
    """Yield what is wrong with the message of the first example that breaks the rule."""
    example = next(example for example in rule.examples if example.outcome == "broken")
    structure = structure_from(example.structure(rule.scene))
    report = check(
        structure, beside_the_default(pack, structure), on=example.on or rule.on, select=[rule.code],
        parameters=dict(example.settings),
    )  # fmt: skip
    for finding in report.findings:
        if finding.outcome is Outcome.BROKEN:
            said = finding.message.zh + finding.message.en + finding.mend.zh + finding.mend.en
            if "{" in said:
                yield _about(rule, f"消息中有没填上的内容：{said}", f"a message leaves a field open: {said}")


def _about(rule: Rule, zh: str, en: str) -> Text:
    return Text(zh=f"{rule.code}：{zh}", en=f"{rule.code}: {en}")
