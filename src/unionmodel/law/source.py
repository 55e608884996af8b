"""Sources, their versions, and citations that resolve in them or are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Literal, cast

import attrs

from unionmodel.errors import PackError
from unionmodel.language import Text
from unionmodel.law.reading import Section, read_resource, refusal, unknown

#: How much of a version's wording was read: all, a part, only a report about it; or we wrote it ourselves.
Read = Literal["full", "part", "report", "own"]
#: What stands behind our paraphrase: the wording itself, a secondary text, memory; or it is our own text.
Confidence = Literal["primary", "secondary", "memory", "own"]
#: How a source is cited: by article number, by the clauses we number ourselves, or by a heading.
Numbering = Literal["article", "clause", "heading"]

_READ = ("full", "part", "report", "own")
_CONFIDENCE = ("primary", "secondary", "memory", "own")
_NUMBERING = ("article", "clause", "heading")
_ARTICLE = re.compile(r"[1-9]\d{0,3}", re.ASCII)


@attrs.frozen
class Version:
    """A wording of a source and the days on which it is in force: from `start` to `end`, both included.

    `read` says how much of this wording was read.
    """

    id: str
    start: date
    end: date | None = None
    title: Text | None = None
    read: Read = "full"

    def in_force(self, day: date) -> bool:
        """Whether the version is in force on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


def _copy(mapping: Mapping[str, Text]) -> dict[str, Text]:
    return dict(mapping)


def _copies(mapping: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {key: dict(inner) for key, inner in mapping.items()}


@attrs.frozen(eq=False)
class Source:
    """A text that rules are taken from: a law, a plan, or our own rules of data hygiene.

    `clauses` maps a clause id to its title in our own words. `numbers` gives, for the clauses whose number changed from
    version to version or that not every version has, the number by version id; every other clause is numbered by its
    id in all versions. `short` is the name used in citations, `review_by` the day by which the source is to be looked
    at again. PackError names everything wrong at once.
    """

    id: str
    title: Text
    short: Text
    issuer: Text
    versions: tuple[Version, ...]
    clauses: Mapping[str, Text] = attrs.field(converter=_copy)
    numbers: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict, converter=_copies)
    numbering: Numbering = "clause"
    address: str | None = None
    review_by: date | None = None
    confidence: Confidence = "primary"

    def __attrs_post_init__(self) -> None:
        faults = [*self._version_faults(), *self._clause_faults()]
        if faults:
            raise refusal(faults)

    def clause(self, clause: str) -> Citation:
        """Return the citation of a clause by its id, in every version that has it.

        PackError, with the nearest id, where the source has no such clause.
        """
        if clause not in self.clauses:
            raise refusal([self._unknown_clause(clause, self.clauses)])
        return Citation(self, clause, self._numbers(clause))

    def article(self, numbers: Mapping[str, str]) -> Citation:
        """Return the citation of an article by its number in each version, such as `{"2022-01-01": "10"}`.

        PackError where a version or a number does not exist, or where the numbers are not those of one article.
        """
        known = [version.id for version in self.versions]
        faults = [
            self._prefixed(unknown("版本", "version", version, known)) for version in numbers if version not in known
        ]
        found: dict[str, str] = {}
        for version, number in numbers.items():
            if version in known:
                by_number = {self._numbers(clause).get(version): clause for clause in self.clauses}
                if number in by_number:
                    found[version] = by_number[number]
                else:
                    listed = [listed for listed in by_number if listed is not None]
                    faults.append(self._unknown_clause(number, listed, version))
        if not faults and len(set(found.values())) != 1:
            faults.append(self._not_one_article(numbers))
        if faults:
            raise refusal(faults)
        chosen = next(iter(found.values()))
        return Citation(self, chosen, {version: numbers[version] for version in known if version in numbers})

    def in_force(self, day: date) -> bool:
        """Whether some version is in force on `day`."""
        return any(version.in_force(day) for version in self.versions)

    def _numbers(self, clause: str) -> Mapping[str, str]:
        return self.numbers.get(clause) or {version.id: clause for version in self.versions}

    def _prefixed(self, text: Text) -> Text:
        return Text(zh=f"{self.id}：{text.zh}", en=f"{self.id}: {text.en}")

    def _unknown_clause(self, clause: str, known: Mapping[str, Text] | list[str], version: str | None = None) -> Text:
        what = ("条", "article") if self.numbering == "article" else ("条目", "clause")
        if version is not None:
            what = (f"{what[0]}（版本 {version}）", f"{what[1]} of the version {version}")
        return self._prefixed(unknown(*what, clause, known))

    def _not_one_article(self, numbers: Mapping[str, str]) -> Text:
        written = ", ".join(f"{version}#{number}" for version, number in numbers.items())
        if not written:
            return self._prefixed(Text(zh="没有写明条号", en="no article is named"))
        return self._prefixed(
            Text(zh=f"{written} 不是同一条，请分开引用", en=f"{written} are not one article; cite each by itself")
        )

    def _version_faults(self) -> Iterator[Text]:
        if not self.versions:
            yield self._prefixed(Text(zh="至少要有一个版本", en="at least one version is needed"))
        seen: set[str] = set()
        for version in self.versions:
            if version.id in seen:
                yield self._prefixed(Text(zh=f"版本 {version.id} 重复", en=f"two versions are called {version.id}"))
            seen.add(version.id)
            if version.end is not None and version.end < version.start:
                yield self._prefixed(
                    Text(zh=f"版本 {version.id} 的止日早于起日", en=f"the version {version.id} ends before it starts")
                )
        for earlier, later in pairwise(self.versions):
            if earlier.end is None or later.start <= earlier.end:
                yield self._prefixed(
                    Text(
                        zh=f"版本 {earlier.id} 应在 {later.start} 之前终止，版本应按先后排列",
                        en=f"the version {earlier.id} must end before {later.start}; versions stand in their order",
                    )
                )

    def _clause_faults(self) -> Iterator[Text]:
        known = [version.id for version in self.versions]
        for clause, numbers in self.numbers.items():
            if clause not in self.clauses:
                yield self._unknown_clause(clause, self.clauses)
            if not numbers:
                yield self._prefixed(Text(zh=f"{clause} 没有条号", en=f"{clause} has no number in any version"))
            for version in numbers:
                if version not in known:
                    yield self._prefixed(unknown("版本", "version", version, known))
        for version in known:
            seen: dict[str, str] = {}
            for clause in self.clauses:
                number = self._numbers(clause).get(version)
                if number is None:
                    continue
                if number in seen:
                    yield self._prefixed(
                        Text(
                            zh=f"{seen[number]} 与 {clause} 在版本 {version} 中条号相同：{number}",
                            en=f"{seen[number]} and {clause} are both number {number} of the version {version}",
                        )
                    )
                seen[number] = clause
                if self.numbering == "article" and not _ARTICLE.fullmatch(number):
                    yield self._prefixed(
                        Text(
                            zh=f"条号应为 1 到 9999 的整数：{number}",
                            en=f"an article is a number from 1 to 9999, not {number!r}",
                        )
                    )


def _source_id(source: Source) -> str:
    return source.id


def _plain(mapping: Mapping[str, str]) -> dict[str, str]:
    return dict(mapping)


def _items(mapping: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(mapping.items())


@attrs.frozen
class Citation:
    """A clause of a source, with its number in each version that has it.

    `Source.clause` and `Source.article` make one.
    """

    source: Source = attrs.field(eq=_source_id, repr=_source_id)
    clause: str
    numbers: Mapping[str, str] = attrs.field(eq=_items, converter=_plain)

    @property
    def title(self) -> Text:
        """What the clause is about, in our own words."""
        return self.source.clauses[self.clause]

    def version(self, day: date) -> Version:
        """Return the version cited on `day`: the latest begun that has the clause; before all of them, the first."""
        having = [version for version in self.source.versions if version.id in self.numbers]
        begun = [version for version in having if version.start <= day]
        return begun[-1] if begun else having[0]

    def in_force(self, day: date) -> bool:
        """Whether the clause is in force on `day`, in the version of that day and not only in another one."""
        return self.version(day).in_force(day)

    def on(self, day: date) -> str:
        """Return the citation for machines: `gansu-2021#C24`, `trade-union-law@2022-01-01#10`.

        The number is the one of the version in force on `day`. Before the first version it is that of the first.
        """
        version = self.version(day)
        which = f"@{version.id}" if len(self.source.versions) > 1 else ""
        return f"{self.source.id}{which}#{self.numbers[version.id]}"

    def text(self, on: date) -> Text:
        """Return the citation for readers, in both languages."""
        version, short = self.version(on), self.source.short
        number = self.numbers[version.id]
        if self.source.numbering == "article":
            return Text(
                zh=f"{short.zh}（{version.start} 起施行）第{chinese_numeral(int(number))}条",
                en=f"{short.en} (in force from {version.start}), art. {number}",
            )
        if self.source.numbering == "heading":
            return Text(zh=f"{short.zh}：{self.title.zh}", en=f"{short.en}: {self.title.en}")
        return Text(zh=f"{short.zh}条目 {number}", en=f"{short.en}, clause {number}")

    def render(self, language: str | None, on: date) -> str:
        """Return the citation for readers in `language` (None: the default one), as of a day."""
        return self.text(on).within(language)


def chinese_numeral(number: int) -> str:
    """Return a number from 1 to 9999 in Chinese, as articles are counted.

    >>> [chinese_numeral(number) for number in (9, 10, 11, 20, 43, 101, 110, 1001)]
    ['九', '十', '十一', '二十', '四十三', '一百零一', '一百一十', '一千零一']
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} is not a number from 1 to 9999")
    written = ""
    for power, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += "零一二三四五六七八九"[digit] + place
        elif written and number % power and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if 10 <= number < 20 else written


def load_sources(package: str, resource: str = "sources.toml") -> dict[str, Source]:
    """Return the sources that a package brings, by id.

    Each is a table of the TOML file: `[gansu-2021]` with `title`, `short`, `issuer`, `[[gansu-2021.versions]]` and
    `[gansu-2021.clauses]`. PackError names every unknown key, wrong type and unresolved number of the file at once.
    """
    root, head = read_resource(package, resource)
    return sources_in(root, head)


def sources_in(root: Section, head: Text) -> dict[str, Source]:
    """Return the sources of a file that is already read; `head` introduces its faults."""
    found = sources_of(root)
    root.finish(head)
    return found


def sources_of(root: Section) -> dict[str, Source]:
    """Return the sources in a table that are sound; what is wrong with the others is noted there."""
    found = {name: _source(name, section) for name, section in root.members()}
    return {name: source for name, source in found.items() if source is not None}


def _source(name: str, section: Section) -> Source | None:
    title, short, issuer = section.text("title"), section.text("short"), section.text("issuer")
    versions = tuple(_version(each) for each in section.sections("versions"))
    clauses: dict[str, Text] = {}
    numbers: dict[str, dict[str, str]] = {}
    for clause, each in section.section("clauses").members():
        clauses[clause] = each.itself()
        by_version = each.maybe_section("numbers")
        if by_version is not None:
            numbers[clause] = {version: by_version.string(version) for version in by_version}
        each.close()
    numbering = section.one_of("numbering", _NUMBERING)
    address, review_by = section.maybe_string("address"), section.maybe_day("review_by")
    confidence = section.one_of("confidence", _CONFIDENCE)
    section.close()
    if not section.sound:
        return None
    try:
        return Source(
            id=name,
            title=title,
            short=short,
            issuer=issuer,
            versions=versions,
            clauses=clauses,
            numbers=numbers,
            numbering=cast(Numbering, numbering),
            address=address,
            review_by=review_by,
            confidence=cast(Confidence, confidence),
        )
    except PackError as error:
        section.refused(error)
        return None


def _version(section: Section) -> Version:
    made = Version(
        id=section.string("id"),
        start=section.day("start"),
        end=section.maybe_day("end"),
        title=section.maybe_text("title"),
        read=cast(Read, section.one_of("read", _READ)),
    )
    section.close()
    return made
