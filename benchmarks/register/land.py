"""The places of a large register: the shipped ones of Gansu, and as many provinces beside it as a size needs."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
import polars as pl

from benchmarks.register.draws import Numbers
from unionmodel.model.structure import Structure

#: How the codes of the other provinces begin. What lies in them is made up: so many prefectures, counties, towns.
PROVINCES = (
    "61", "64", "63", "65", "51", "50", "53", "52", "54", "45", "44", "46", "43", "42", "41", "36", "35", "34", "33",
    "32", "31", "37", "14", "13", "12", "11", "15", "21", "22", "23",
)  # fmt: skip
PREFECTURES, COUNTIES, TOWNS = 11, 9, 13
#: So many unions come on one town.
UNIONS_PER_TOWN = 75
_LEVELS = ("province", "prefecture", "county", "township")


@attrs.frozen(eq=False)
class Land:
    """Places by number: code, level, what each lies in (-1 for the nation), and the numbers of those of each level."""

    codes: list[str]
    levels: list[str]
    above: Numbers
    made_up: list[int]

    def of(self, level: str) -> Numbers:
        """Return the numbers of the places of one level."""
        return np.flatnonzero(np.array(self.levels) == level).astype(np.int64)

    def column(self, numbers: Numbers) -> pl.Series:
        """Return the codes of places by number; blank for -1."""
        return (
            pl.Series(self.codes).gather(pl.Series(np.where(numbers < 0, 0, numbers))).set(pl.Series(numbers < 0), None)
        )

    def table(self) -> pl.DataFrame:
        """Return the table `places`: what the library does not ship."""
        chosen = self.made_up
        levels = [self.levels[number] for number in chosen]
        names = [f"{_NAMES[level]}{self.codes[number]}" for number, level in zip(chosen, levels, strict=True)]
        return pl.DataFrame(
            {"code": [self.codes[number] for number in chosen], "name": names, "level": levels},
            schema={"code": pl.String, "name": pl.String, "level": pl.String},
        )


_NAMES = {"province": "某省", "prefecture": "某市", "county": "某县", "township": "某镇"}


def land(unions: int) -> Land:
    """Return the places for so many unions: towns of the capital of Gansu first, then the nation, all if need be."""
    wanted = max(2, unions // UNIONS_PER_TOWN)
    codes, levels, above, made_up = ["000000"], ["nation"], [-1], list[int]()
    known = {"000000": 0}

    def add(code: str, level: str, parent: str, shipped: bool) -> None:
        if code in known:
            return
        known[code] = len(codes)
        if not shipped:
            made_up.append(len(codes))
        codes.append(code)
        levels.append(level)
        above.append(known[parent])

    for towns, (chain, shipped) in enumerate(_chains()):
        if towns >= wanted:
            break
        for (code, level), parent in zip(chain, ["000000", *(code for code, _ in chain)], strict=False):
            add(code, level, parent, shipped)

    return Land(codes, levels, np.array(above, dtype=np.int64), made_up)


def _chains() -> Iterator[tuple[list[tuple[str, str]], bool]]:
    """Yield for every town its chain from the province down, and whether the library ships it."""
    geography = Structure.from_columns({}).geography
    towns = [row for row, level in enumerate(geography.level) if level == "township"]
    for row in sorted(towns, key=lambda row: (not geography.codes[row].startswith("6201"), geography.codes[row])):
        chain = [place for place in reversed(geography.chain(row)) if geography.level[place] in _LEVELS]
        yield [(geography.codes[place], str(geography.level[place])) for place in chain], True
    for province in PROVINCES:
        for prefecture in range(1, PREFECTURES + 1):
            for county in range(1, COUNTIES + 1):
                for town in range(1, TOWNS + 1):
                    city = f"{province}{prefecture:02}"
                    codes = (f"{province}0000", f"{city}00", f"{city}{county:02}", f"{city}{county:02}{town:03}")
                    yield list(zip(codes, _LEVELS, strict=True)), False
