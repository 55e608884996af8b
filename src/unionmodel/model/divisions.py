"""The shipped divisions: by whose scheme they are numbered, as of which day, and how many there are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import ClassVar, Final

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.language import Text
from unionmodel.model.places import base_geography

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
class LevelCount(Part):
    """How many divisions there are of a level."""

    level: str
    count: int


@attrs.frozen
class Divisions(Answer):
    """The shipped divisions: the scheme of their codes, the day of the list, how many there are of each level.

    `beside` are the codes shipped that the list does not have.
    """

    KEYS = ("scheme", "as_of", "title", "counts", "total", "beside")
    ROWS = "levels"
    COLUMNS: ClassVar[Columns] = {"level": str, "count": int}

    scheme: str
    as_of: date
    title: Text
    counts: dict[str, int]
    beside: dict[str, str]

    @property
    def total(self) -> int:
        """How many divisions the list has."""
        return sum(self.counts.values())

    @property
    def levels(self) -> tuple[LevelCount, ...]:
        """How many divisions there are of each level."""
        return tuple(LevelCount(*one) for one in self.counts.items())


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
