"""Cases, and how they are read from a file: everything wrong with it is told at once, each with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from unionmodel.errors import InputError, InputErrors, UnknownName, nearest
from unionmodel.io.stored.cases import Lines, read_case, structure_of
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.rulepacks import DEFAULT_PACKS
from unionmodel.testing.expecting import Expectation, Only

FORMAT = "unionmodel-case/1"
_ABOUT = ("format", "title", "prose", "structure", "checks")
_CHECK = ("says", "on", "packs", "parameters", "select", "proposed", "baseline", "expect", "only")
_ONLY = ("broken", "findings")
_CELL = re.compile(r"(?P<table>[^\[.]+)(\[(?P<row>\d+)\](\.(?P<cell>.+))?)?")


@attrs.frozen(eq=False)
class Case:
    """One judgement of a story: the structure, the day, the packs, and what is expected; as a ``str`` a short name.

    `only` says that nothing else is broken (``broken``), or that nothing else is found at all (``findings``).
    `known` are findings of a baseline, by code and subject.
    """

    file: str
    title: Text
    prose: Text
    structure: Structure
    expected: tuple[Expectation, ...]
    on: date
    line: int = 1
    number: int = 1
    says: Text | None = None
    packs: tuple[str, ...] = DEFAULT_PACKS
    parameters: Mapping[str, Any] = attrs.field(factory=dict)
    select: tuple[str, ...] | None = None
    proposed: bool = True
    only: Only | None = None
    known: frozenset[tuple[str, str]] | None = None

    def __str__(self) -> str:
        return f"{Path(self.file).stem} {self.number} {self.on}"


def read_file(path: Path) -> list[Case]:
    """Return the cases of one file. Raises InputErrors."""
    content, lines = read_case(path)
    reading = _Reading(path.as_posix(), lines)
    cases = list(reading.cases(content))
    if reading.errors:
        raise InputErrors(reading.errors)
    return cases


class _Reading:
    """What was found wrong so far, and where the values of the file stand."""

    def __init__(self, file: str, lines: Lines) -> None:
        self.file, self.lines = file, lines
        self.errors: list[InputError] = []

    def cases(self, content: object) -> Iterator[Case]:
        story = self.mapping((), content, _ABOUT)
        if story.get("format") != FORMAT:
            self.wrong(
                ("format",), story.get("format"),
                Text(zh="不是此版本能读取的格式", en="is not a format this version reads"),
                Text(zh=f"写明 format: {FORMAT}", en=f"write format: {FORMAT}"),
            )  # fmt: skip
        title, prose = self.text(("title",), story.get("title")), self.text(("prose",), story.get("prose"))
        structure = self.structure(story.get("structure"))
        checks = story.get("checks")
        if not isinstance(checks, list) or not checks:
            self.wrong(("checks",), checks, Text(zh="至少要有一次核对", en="at least one check is needed"))
            return
        for number, check in enumerate(checks):
            yield from self.case((title, prose, structure), ("checks", number), check, number + 1)

    def case(
        self, story: tuple[Text, Text, Structure], at: tuple[Any, ...], check: object, number: int
    ) -> Iterator[Case]:
        given = self.mapping(at, check, _CHECK)
        on = self.day((*at, "on"), given.get("on"))
        expected = tuple(self.expected((*at, "expect"), given.get("expect")))
        only = given.get("only")
        if only is not None and only not in _ONLY:
            self.unknown((*at, "only"), only, _ONLY)
        if not expected and only is None and "expect" not in given:
            self.wrong(
                at, None, Text(zh="没有写明预期", en="expects nothing"), Text(zh="写明 expect", en="write expect")
            )
        select = self.words((*at, "select"), given.get("select"))
        known = given.get("baseline")
        says = given.get("says")
        settings = given.get("parameters") or {}
        yield Case(
            self.file, *story, expected, on,
            line=self.lines.get(at, 1),
            number=number,
            says=None if says is None else self.text((*at, "says"), says),
            packs=self.words((*at, "packs"), given.get("packs")) or DEFAULT_PACKS,
            parameters=dict(self.mapping((*at, "parameters"), settings)),
            select=select,
            proposed=given.get("proposed") is not False,
            only=only,
            known=None if known is None else frozenset(self.known((*at, "baseline"), known)),
        )  # fmt: skip

    def expected(self, at: tuple[Any, ...], given: object) -> Iterator[Expectation]:
        for code, subjects in self.mapping(at, given or {}).items():
            for subject, said in self.mapping((*at, code), subjects).items():
                here = (*at, code, str(subject))
                try:
                    said = said if isinstance(said, Mapping) else str(said)
                    yield Expectation.of(code, str(subject), said, f"{self.file}:{self.line(here)}")
                except UnknownName as error:
                    self.wrong(here, said, error.text)

    def known(self, at: tuple[Any, ...], given: object) -> Iterator[tuple[str, str]]:
        for code, subjects in self.mapping(at, given).items():
            for subject in self.words((*at, code), subjects) or ():
                yield code, subject

    def structure(self, given: object) -> Structure:
        try:
            return structure_of(given, "structure")
        except InputErrors as problems:
            for path, value, problem, hint in problems.errors:
                self.wrong(_steps(path), value, problem, hint, path)
            return Structure()

    # -- single values ----------------------------------------------------------------------------------------------

    def mapping(self, at: tuple[Any, ...], given: object, known: Sequence[str] = ()) -> Mapping[str, Any]:
        if not isinstance(given, Mapping):
            self.wrong(at, given, Text(zh="应为以名称为键的对象", en="is not a mapping of names"))
            return {}
        for twice in getattr(given, "keys_twice", ()):
            self.wrong((*at, twice), None, Text(zh="出现了两次", en="is given twice"))
        for name in given if known else ():
            if name not in known:
                self.unknown((*at, name), name, known)
        return given

    def text(self, at: tuple[Any, ...], given: object) -> Text:
        if isinstance(given, Mapping) and isinstance(given.get("zh"), str) and isinstance(given.get("en"), str):
            return Text(zh=given["zh"].strip(), en=given["en"].strip())
        hint = Text(zh="写明 zh 和 en", en="write zh and en")
        self.wrong(at, given, Text(zh="要有中英两种文字", en="is needed in both languages"), hint)
        return Text(zh="", en="")

    def day(self, at: tuple[Any, ...], given: object) -> date:
        try:
            return date.fromisoformat(str(given))
        except ValueError:
            hint = Text(zh="例如 2022-12-31", en="such as 2022-12-31")
            self.wrong(at, given, Text(zh="应为日期", en="a day is needed"), hint)
            return date.min

    def words(self, at: tuple[Any, ...], given: object) -> tuple[str, ...] | None:
        if given is None:
            return None
        if isinstance(given, list):
            return tuple(map(str, given))
        self.wrong(at, given, Text(zh="应为列表", en="a list is needed"), Text(zh="写成 [...]", en="write [...]"))
        return None

    def unknown(self, at: tuple[Any, ...], name: object, known: Sequence[str]) -> None:
        guess = nearest(str(name), known)
        hint = Text(zh=f"是不是想写 {guess}？", en=f"did you mean {guess}?") if guess else Text(
            zh="可以是 " + "、".join(known), en="it may be " + ", ".join(known)
        )  # fmt: skip
        self.wrong(at, name, Text(zh="不是已知的名称", en="is not a known name"), hint)

    def wrong(
        self, at: tuple[Any, ...], value: object, problem: str, hint: str = Text(zh="", en=""), path: str = ""
    ) -> None:
        shown = path or ".".join(map(str, at)) or "case"
        self.errors.append(InputError(f"{self.file}:{self.line(at)} {shown}", value, problem, hint))

    def line(self, at: tuple[Any, ...]) -> int:
        """Return the line of a value, or of what it stands in."""
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, 1)


def _steps(path: str) -> tuple[Any, ...]:
    """Return where a cell such as ``unions[3].kind`` stands in the file."""
    found = _CELL.fullmatch(path)
    steps: list[Any] = ["structure"]
    if found is not None:
        steps += [
            step for step in (found["table"], found["row"] and int(found["row"]), found["cell"]) if step is not None
        ]
    return tuple(steps)
