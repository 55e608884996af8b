"""The shipped divisions: by whose scheme they are numbered, as of which day, and how many there are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

import attrs

from unionmodel.language import Text
from unionmodel.model.places import base_geography
from unionmodel.model.vocabulary import PlaceLevel

#: The list of the Ministry of Civil Affairs. The statistical codes of the National Bureau of Statistics (NBS) have
#: counties more (620171, 620201), and another code for a third of Gansu's townships.
SCHEME: Final = "MCA"
AS_OF: Final = date(2025, 12, 31)
TITLE: Final = Text(
    zh="民政部行政区划代码，甘肃省，至乡镇街道",
    en="division codes of the Ministry of Civil Affairs, Gansu, down to the township",
)
#: What is shipped beside the list: the nation, and Lanzhou New Area, which reports by itself under a statistical code.
BESIDE: Final = ("000000", "620171")


@attrs.frozen
class Divisions:
    """The shipped divisions: the scheme of their codes, the day of the list, how many there are of each level.

    `beside` are the codes shipped that the list does not have.
    """

    scheme: str
    as_of: date
    title: Text
    counts: dict[str, int]
    beside: dict[str, str]

    @property
    def total(self) -> int:
        """How many divisions the list has."""
        return sum(self.counts.values())

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the answer ready for JSON."""
        return {
            "scheme": self.scheme,
            "as_of": self.as_of.isoformat(),
            "title": self.title.within(language),
            "counts": self.counts,
            "total": self.total,
            "beside": self.beside,
        }

    def render(self, language: str | None = None) -> str:
        """Return the answer as text."""
        levels = {level: PlaceLevel.of(level) for level in self.counts}
        zh = "、".join(f"{levels[level].zh} {count}" for level, count in self.counts.items())
        en = ", ".join(f"{level} {count}" for level, count in self.counts.items())
        beside = "、".join(f"{code} {name}" for code, name in self.beside.items())
        text = Text(
            zh=f"{self.title.zh}（{self.scheme}，{self.as_of}）\n共 {self.total} 个：{zh}\n表外另有：{beside}",
            en=f"{self.title.en} ({self.scheme}, {self.as_of})\n{self.total} in all: {en}\nbeside the list: {beside.replace('、', ', ')}",
        )
        return text.within(language)


def divisions() -> Divisions:
    """Return what the shipped divisions are: the scheme of their codes, the day of the list, how many of each level.

    Source: the list of the Ministry of Civil Affairs. Codes of another scheme or day may mean other townships: DAT917
    compares the names that a file gives with those of the list.

    >>> divisions().scheme, str(divisions().as_of), divisions().total
    ('MCA', '2025-12-31', 1457)
    """
    geography = base_geography(shipped=True)
    listed = [level for code, level in zip(geography.codes, geography.level, strict=True) if code not in BESIDE]
    beside = {code: geography.name[geography.row[code]] or "" for code in BESIDE}
    return Divisions(SCHEME, AS_OF, TITLE, dict(Counter(map(str, listed))), beside)
