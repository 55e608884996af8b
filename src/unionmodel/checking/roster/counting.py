"""A roster counted without being held: members by union and group, people who are in twice, unions that are not listed.

The roster passes by in stretches. What stays of it are its counts, and a number of eight bytes for each active row: the
hash of whose it is. Sorted, they show which people may be in twice, and only those are looked at by their ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final

import attrs
import numpy as np
import polars as pl

from unionmodel.answers import Answer, Columns
from unionmodel.checking.columns.expressions import Term, Translator
from unionmodel.checking.engine import Bindings
from unionmodel.io.registers.cells import read
from unionmodel.io.registers.errors import Refusals
from unionmodel.io.rosters.scanning import PLAIN_ID, Scan
from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import codes
from unionmodel.progress import Progress, silent
from unionmodel.rules.expr import Expr

_COUNTING = Text(zh="清点名册", en="counting the roster")
_COMPARING = Text(zh="比对重复", en="looking for people who are in twice")
_MEMBERS = TABLES["members"]
_BY: Final = ("union", "group")
#: Rows counted before the counts are summed up, which frees their memory.
_PENDING: Final = 8_000_000
#: People compared in one pass over those who may be in twice.
_AT_ONCE: Final = 5_000_000
#: Numbers compared in one block.
_BLOCK: Final = 1 << 24
_DUPLICATES: Final[dict[str, Any]] = {"id": pl.String, "union": pl.String, "members": pl.Int64}


@attrs.frozen(eq=False)
class RosterCounts(Answer):
    """What a roster adds up to on a day; the frames are Polars frames.

    `rows` is how many memberships there are, `active` how many count on the day, `unidentified` how many of these do
    not say whose they are. `counts` has `union`, `group`, `members` (those that count on the day) and `rows`; what is
    blank there was left blank. `duplicates` lists who has several memberships that count: `id`, `union`, and `members`,
    how many in this union. `orphans` has the unions that the roster names and the table of unions does not: `union`,
    `members`, `rows`; it is None where there is no table of unions.
    """

    FORMAT = "unionmodel-roster/1"
    KEYS = (
        "on", "rows", "members=active", "unidentified", "unions", "groups=on", "duplicates.people=people_twice",
        "duplicates.twice_in_one_union=twice_in_one_union", "duplicates.in_several_unions=in_several_unions", "orphans=on",
    )  # fmt: skip
    COLUMNS: ClassVar[Columns] = {"union": str, "group": str, "members": int, "rows": int}

    on: date
    rows: int
    active: int
    unidentified: int
    counts: pl.DataFrame = attrs.field(repr=False)
    duplicates: pl.DataFrame = attrs.field(repr=False)
    orphans: pl.DataFrame | None = attrs.field(repr=False)
    language: str | None = attrs.field(default=None, repr=False)

    @property
    def groups(self) -> pl.DataFrame:
        """The counts by group alone."""
        return self.counts.group_by("group").agg(pl.col("members", "rows").sum()).sort("group", nulls_last=True)

    @property
    def people_twice(self) -> int:
        """How many people have several memberships that count."""
        return int(self.duplicates["id"].n_unique())

    @property
    def twice_in_one_union(self) -> int:
        """How many people have several memberships that count in one and the same union."""
        return int(self.duplicates.filter(pl.col("members") > 1)["id"].n_unique())

    @property
    def in_several_unions(self) -> int:
        """How many people have memberships that count in more than one union."""
        return self.duplicates.group_by("id").len().filter(pl.col("len") > 1).height

    @property
    def unions(self) -> int:
        """How many unions the roster names."""
        return int(self.counts["union"].drop_nulls().n_unique())

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the sums ready for JSON; it names no person."""
        orphans = None
        if self.orphans is not None:
            sums = {name: int(self.orphans[name].sum()) for name in ("members", "rows")}
            orphans = {"unions": self.orphans.height, **sums}
        return super().to_dict(language) | {"groups": self.groups.to_dicts(), "orphans": orphans}

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return the counts by union and group."""
        return self.counts.to_dicts()


def count(
    scan: Scan,
    active: Expr,
    bindings: Bindings,
    language: str | None = None,
    progress: Progress | None = None,
) -> RosterCounts:
    """Count a roster; `active` says which rows are memberships on the day of `bindings`. Raises InputErrors."""
    now, tell = Translator(bindings, ())(active), progress or silent
    tally = _Tally(scan, now, tell)
    tally.count()
    counts, duplicates = tally.sums.result(), tally.duplicates()
    unions = scan.unions()
    orphans = None
    if unions is not None:
        listed = pl.DataFrame({"union": unions}, schema={"union": pl.String})
        by_union = counts.group_by("union").agg(pl.col("members", "rows").sum())
        orphans = by_union.drop_nulls("union").join(listed, on="union", how="anti").sort("union")
    return RosterCounts(
        bindings.on, int(counts["rows"].sum()), int(counts["members"].sum()), tally.unidentified, counts, duplicates, orphans,
        language,
    )  # fmt: skip


class _Sums:
    """Counts of stretches, added up as they come: not so many of them wait that they would fill the memory."""

    def __init__(self) -> None:
        schema = {"union": pl.String, "group": pl.String, "members": pl.Int64, "rows": pl.Int64}
        self._summed = pl.DataFrame(schema=schema)
        self._waiting: list[pl.DataFrame] = []

    def add(self, counts: pl.DataFrame) -> None:
        """Add the counts of a stretch."""
        self._waiting.append(counts)
        if sum(map(len, self._waiting)) > max(_PENDING, self._summed.height):
            self._add_up()

    def _add_up(self) -> None:
        every = pl.concat([self._summed, *self._waiting])
        self._summed = every.lazy().group_by(_BY).agg(pl.col("members", "rows").sum()).collect(engine="streaming")
        self._waiting.clear()

    def result(self) -> pl.DataFrame:
        """Return all counts, sorted by union and group."""
        self._add_up()
        return self._summed.sort(_BY, nulls_last=True)


class _Tally:
    """One roster being counted."""

    def __init__(self, scan: Scan, now: Term, progress: Progress) -> None:
        self._scan = scan
        self._progress = progress
        self._now = now
        self._hashes = np.empty(scan.rows, dtype=np.uint64)
        self._filled = 0
        self._odd: set[int] = set()
        self.sums = _Sums()
        self.unidentified = 0

    def count(self) -> None:
        """Count every stretch. Raises InputErrors with everything that is wrong."""
        failed = Refusals()
        for first, rows in self._scan.stretches():
            self._progress(_COUNTING, first, self._scan.rows)
            plain = self._scan.plainly(first, rows)
            if plain is None or not self._add_plain(plain):
                self._odd.add(first)
                for frame in self._scan.carefully(first, rows, failed):
                    if not failed.listed:
                        self._add(*_at_once(counting(frame, self._now), of_nobody(frame, self._now)))
                        self._hash(frame)
        self._progress(_COUNTING, self._scan.rows, self._scan.rows)
        failed.refuse(self._scan.title)

    def _add_plain(self, frame: pl.LazyFrame) -> bool:
        """Count a stretch as it is written; return False where some of its cells do not stand for themselves."""
        counted, nobody, odd, statuses = _at_once(
            counting(frame, self._now),
            of_nobody(frame, self._now),
            oddities(frame),
            frame.select("status").unique(),
        )
        if odd.item() or not _as_written(counted, statuses):
            return False
        self._add(counted, nobody)
        return True

    def _add(self, counted: pl.DataFrame, nobody: pl.DataFrame) -> None:
        self.unidentified += nobody.item()
        self.sums.add(_by_union_and_group(counted))

    def _hash(self, frame: pl.LazyFrame) -> None:
        """Keep the hash of whose it is of every row that counts on the day."""
        named = counting_rows(frame, self._now, "id").filter(pl.col("id").is_not_null())
        hashes = named.select(pl.col("id").hash()).collect(engine="streaming").to_series()
        end = self._filled + len(hashes)
        self._hashes[self._filled : end] = hashes.to_numpy()
        self._filled = end

    def duplicates(self) -> pl.DataFrame:
        """Return who has several rows that count, and in which unions."""
        for first, length in self._scan.stretches():
            self._progress(_COMPARING, first // 2, self._scan.rows)
            plain = None if first in self._odd else self._scan.plainly(first, length)
            if plain is not None:
                self._hash(plain)
        suspects = self._suspects()
        found = [pl.DataFrame(schema=_DUPLICATES)]
        for start in range(0, len(suspects), _AT_ONCE):
            asked = pl.Series("hash", suspects[start : start + _AT_ONCE]).to_frame().lazy()
            rows: list[pl.DataFrame] = []
            for first, length in self._scan.stretches():
                self._progress(_COMPARING, (self._scan.rows + first) // 2, self._scan.rows)
                for frame in self._again(first, length):
                    hashed = counting_rows(frame, self._now, "id", "union").with_columns(
                        pl.col("id").hash().alias("hash")
                    )
                    rows.append(
                        hashed.join(asked, on="hash", how="semi").select("id", "union").collect(engine="streaming")
                    )
            found.append(repeated(pl.concat(rows)))
        self._progress(_COMPARING, self._scan.rows, self._scan.rows)
        return pl.concat(found).sort("id", "union", nulls_last=True)

    def _again(self, first: int, rows: int) -> Iterator[pl.LazyFrame]:
        plain = None if first in self._odd else self._scan.plainly(first, rows)
        return self._scan.carefully(first, rows, Refusals()) if plain is None else iter([plain])

    def _suspects(self) -> Any:
        """Return the hashes that occur more than once, each once; those of all rows are given up for it."""
        hashes = self._hashes[: self._filled]
        hashes.sort()
        found = [np.zeros(0, dtype=np.uint64)]
        for start in range(0, len(hashes), _BLOCK):
            block = hashes[start : start + _BLOCK + 1]
            found.append(block[1:][block[1:] == block[:-1]])
        self._hashes = np.zeros(0, dtype=np.uint64)
        return np.unique(np.concatenate(found))


def counting(frame: pl.LazyFrame, now: Term) -> pl.LazyFrame:
    """Return a roster counted by union and group as written: members on the day, and rows."""
    sums = [pl.col("now").sum().alias("members"), pl.len().alias("rows")]
    return judged(frame, now, *_BY).group_by(*_BY).agg(*sums)


def of_nobody(frame: pl.LazyFrame, now: Term) -> pl.LazyFrame:
    """Return how many rows count on the day and do not say whose they are."""
    return counting_rows(frame, now, "id").filter(pl.col("id").is_null()).select(pl.len().alias("nobody"))


def counting_rows(frame: pl.LazyFrame, now: Term, *names: str) -> pl.LazyFrame:
    """Return cells of those rows of a roster that count on the day."""
    return judged(frame, now, *names).filter(pl.col("now") == 1).select(*names)


def judged(frame: pl.LazyFrame, now: Term, *names: str) -> pl.LazyFrame:
    """Return cells of a roster and `now`: 1 for a row that counts on the day, else 0."""
    counts = pl.when(now).then(1).otherwise(0).cast(pl.Int64).alias("now")
    return coded(frame, *names).with_columns(counts).select(*names, "now")


def oddities(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Return how many ids have to be looked at one by one."""
    odd = pl.when(~pl.col("id").str.contains(PLAIN_ID)).then(1).otherwise(0).cast(pl.Int64)
    return frame.select(odd.alias("odd")).select(pl.col("odd").sum())


def coded(frame: pl.LazyFrame, *names: str) -> pl.LazyFrame:
    """Return cells of a roster with `status` as the number that rules read."""
    column = _MEMBERS.column("status")
    assert column.vocabulary is not None and column.default is not None
    written = pl.col("status").fill_null(str(column.default.value))
    status = pl.lit(None, dtype=pl.Int64)
    # One comparison after another: for so few values it is many times as fast as a look-up.
    for value, number in codes(column.vocabulary).items():
        status = pl.when(written == value).then(pl.lit(number, dtype=pl.Int64)).otherwise(status)
    return frame.select(*names, status.alias("status"), "joined_on", "left_on")


def repeated(rows: pl.DataFrame) -> pl.DataFrame:
    """Return of memberships (`id`, `union`) those of people who have several, counted by union."""
    several = rows.group_by("id").len().filter(pl.col("len") > 1).select("id")
    counted = rows.join(several, on="id", how="semi").group_by("id", "union").agg(pl.len().alias("members"))
    return counted.cast(_DUPLICATES)  # type: ignore[arg-type]


def _by_union_and_group(counted: pl.DataFrame) -> pl.DataFrame:
    return counted.group_by(_BY).agg(pl.col("members", "rows").cast(pl.Int64).sum())


def _as_written(counted: pl.DataFrame, statuses: pl.DataFrame) -> bool:
    """Return whether unions, groups and statuses are read as they are written."""
    cells = {"union": counted["union"], "group": counted["group"], "status": statuses["status"]}
    return all(_stand_for_themselves(name, texts) for name, texts in cells.items())


def _stand_for_themselves(name: str, cells: pl.Series) -> bool:
    """Return whether the texts of a column are read as they are written."""
    texts = cells.drop_nulls().unique()
    found = read(_MEMBERS.column(name), texts)
    return not found.problems and bool((found.values.cast(pl.String) == texts).all())


def _at_once(*frames: pl.LazyFrame) -> list[pl.DataFrame]:
    """Return what frames amount to, computed together as their rows stream by."""
    return pl.collect_all(frames, engine="streaming")
