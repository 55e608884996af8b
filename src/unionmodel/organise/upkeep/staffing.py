"""Where hired union workers go: in proportion to the key-group members of each body (C26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.checking.rows import engine as rows
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.organise.in_force import asked_for, bound_by_plan
from unionmodel.rules.pack import Pack


@attrs.frozen
class Post(Part):
    """A body that hired workers may be posted to.

    `members` are its key-group members (None: not known, so nothing but the floor is given), `workers` its key-group
    workers, `now` the staff it has, `proposed` what it would get.
    """

    union: str
    name: str
    county: str | None
    members: int | None
    workers: int | None
    now: int | None
    proposed: int


@attrs.frozen
class Odds(Part):
    """Two bodies of one county: `more` has more key-group workers than `less`, but fewer hired staff."""

    county: str
    more: str
    less: str


@attrs.frozen
class Staffing(Answer):
    """A proposal of `hired` workers for the bodies of a structure, and where the present posting is at odds."""

    KEYS = ("on", "hired", "floor", "left", "posts", "odds")
    ROWS = "posts"
    COLUMNS: ClassVar[Columns] = {
        **dict.fromkeys(("union", "name", "county"), str),
        **dict.fromkeys(("members", "workers", "now", "proposed"), int),
    }

    on: date
    hired: int
    floor: int
    posts: tuple[Post, ...]
    odds: tuple[Odds, ...]

    @property
    def left(self) -> int:
        """How many are posted nowhere, because no body has members that are known."""
        return self.hired - sum(post.proposed for post in self.posts)


def staffing(
    structure: Structure, packs: Sequence[Pack], *, hired: int, on: date, floor: int = 0, county: str | None = None
) -> Staffing:
    """Return where hired workers go, and where they stand at odds today; see `unionmodel.staffing`."""
    if hired < 0 or floor < 0:
        raise ValueError("a number of people is not negative")
    scheme, bindings = bound_by_plan(packs, on)
    posting = asked_for(scheme.posting, Text(zh="社会化工会工作者的配备", en="the posting of hired staff"))
    facts = (posting.applies, posting.members, posting.workers, posting.county)
    values = rows.compute(structure, facts, bindings)
    bodies = [row for row in range(structure.size("unions")) if values.leaf(posting.applies, row)]
    codes = structure.geography.codes
    unions = structure.columns("unions")

    def county_of(row: int) -> str | None:
        at = values.leaf(posting.county, row)
        return codes[at] if at is not None and at >= 0 else None

    bodies = [row for row in bodies if county is None or county_of(row) == county]
    bodies.sort(key=lambda row: unions["id"][row])
    members = [_closed(values.leaf(posting.members, row)) for row in bodies]
    shares = allocate(hired, [0 if one is None else one for one in members], floor)
    posts = tuple(
        Post(unions["id"][row], unions["name"][row] or "", county_of(row), known, _closed(values.leaf(posting.workers, row)),
             unions["hired_staff"][row], share)
        for row, known, share in zip(bodies, members, shares, strict=True)
    )  # fmt: skip
    return Staffing(on, hired, floor, posts, tuple(_at_odds(posts)))


def allocate(total: int, weights: Sequence[int], floor: int = 0) -> list[int]:
    """Return `total` in whole shares: `floor` for each as far as it goes, the rest by `weights` and largest remainder.

    Shares in the order of `weights`; of equal remainders the earlier one is served first. Where the floors come to more
    than there is, those of the greatest weight get theirs first. Without any weight only the floors are given. A larger total may lower a share by one (the known paradox of largest remainders).

    >>> allocate(10, [5, 3, 2]), allocate(4, [1, 1, 1]), allocate(5, [8, 0], floor=1), allocate(2, [1, 9, 4], floor=1)
    ([5, 3, 2], [2, 1, 1], [4, 1], [0, 1, 1])
    """
    shares = [0] * len(weights)
    rest = total
    for number in sorted(range(len(weights)), key=lambda number: -weights[number]):
        shares[number] = min(floor, rest)
        rest -= shares[number]
    whole = sum(weights)
    if not whole:
        return shares
    quotas = [rest * weight for weight in weights]
    shares = [share + quota // whole for share, quota in zip(shares, quotas, strict=True)]
    over = total - sum(shares)
    order = sorted(range(len(weights)), key=lambda number: (-(quotas[number] % whole), number))
    for number in order[:over]:
        shares[number] += 1
    return shares


def _at_odds(posts: Sequence[Post]) -> Iterator[Odds]:
    """Yield the pairs of one county whose known staff and workers are ordered the other way round."""
    for more in posts:
        for less in posts:
            if (
                more.county is not None
                and more.county == less.county
                and more.workers is not None
                and less.workers is not None
                and more.now is not None
                and less.now is not None
                and more.workers > less.workers
                and more.now < less.now
            ):
                yield Odds(more.county, more.union, less.union)


def _closed(total: int | None) -> int | None:
    return total if total is not None and total >= 0 else None
